/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * make_sample: writes the sample corpus of guanlan, or one of any size in the same shapes, and truth.json beside it.
 *
 *     make_sample OUT_DIR [--issues N] [--from DATE] [--seed S] [--bytes SIZE] [--papers N] [--daily] [--force]
 *
 * Without options it writes corpora/sample, the same bytes on every machine: integers only, an own generator of random
 * numbers, no clock, no locale. Every issue draws from a stream of its own (seed, paper, number). What is done to an
 * issue is recorded on the way: truth.json is never got by reading the files again. ICU gives lunar dates and GB18030,
 * nothing else.
 *
 * This file holds what stands around an issue: options, the calendar of publication, shapes and files. The rest is in
 * make_sample_base.c, _plan.c, _write.c, _page.c and _truth.c.
 */
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "make_sample.h"

static const struct paper paper_table[MAX_PAPERS] = {
    {.name = "云汀日报", .folder = "yunting", .english = "YUNTING DAILY", .short_name = "云汀", .sister = "云汀晚报"},
    {.name = "鹭岭晚报",
     .folder = "luling",
     .english = "LULING EVENING NEWS",
     .short_name = "鹭岭",
     .sister = "鹭岭日报"},
    {.name = "The Port Ellery Weekly", .folder = "ellery", .english = "The Port Ellery Weekly", .language = EN},
    {.name = "柘溪日报", .folder = "zhexi", .english = "ZHEXI DAILY", .short_name = "柘溪", .sister = "柘溪晚报"},
    {.name = "荻港时报", .folder = "digang", .english = "DIGANG TIMES", .short_name = "荻港", .sister = "荻港商报"},
    {.name = "望潮晚报",
     .folder = "wangchao",
     .english = "WANGCHAO EVENING NEWS",
     .short_name = "望潮",
     .sister = "望潮日报"},
    {.name = "松陂日报", .folder = "songbei", .english = "SONGBEI DAILY", .short_name = "松陂", .sister = "松陂晚报"},
    {.name = "岚城日报", .folder = "lancheng", .english = "LANCHENG DAILY", .short_name = "岚城", .sister = "岚城晚报"},
    {.name = "雁汀晚报",
     .folder = "yanting",
     .english = "YANTING EVENING NEWS",
     .short_name = "雁汀",
     .sister = "雁汀日报"},
    {.name = "澄湾日报", .folder = "chengwan", .english = "CHENGWAN DAILY", .short_name = "澄湾", .sister = "澄湾晚报"},
    {.name = "梧川时报", .folder = "wuchuan", .english = "WUCHUAN TIMES", .short_name = "梧川", .sister = "梧川晚报"},
    {.name = "苇塘日报", .folder = "weitang", .english = "WEITANG DAILY", .short_name = "苇塘", .sister = "苇塘晚报"},
};

/* ---- Files ---- */

static void write_all(const char *path, const char *p, size_t n)
{
    int fd = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0666);
    if (fd < 0)
        die("%s: cannot be created: %s", path, strerror(errno));
    while (n) {
        ssize_t k = write(fd, p, n);
        if (k < 0 && errno == EINTR)
            continue;
        if (k <= 0)
            die("%s: cannot be written: %s", path, k < 0 ? strerror(errno) : "nothing was taken");
        p += k;
        n -= (size_t)k;
    }
    if (close(fd) != 0)
        die("%s: cannot be written: %s", path, strerror(errno));
}

static void make_folder(const char *path)
{
    if (mkdir(path, 0777) != 0 && errno != EEXIST)
        die("%s: cannot be made: %s", path, strerror(errno));
}

/* OUT_DIR is made if it is not there; what stands in it already is not touched unless --force says so. */
static void open_folder(const struct options *opt)
{
    make_folder(opt->out);
    DIR *dir = opendir(opt->out);
    if (!dir)
        die("%s: cannot be opened: %s", opt->out, strerror(errno));
    const struct dirent *entry;
    bool empty = true;
    while ((entry = readdir(dir)) != NULL)
        empty = empty && (!strcmp(entry->d_name, ".") || !strcmp(entry->d_name, ".."));
    closedir(dir);
    if (!empty && !opt->force)
        die("%s is not empty: give another folder, or --force to overwrite files of the same names in it", opt->out);
}

/* The page as bytes of its file: byte order mark, line ends, encoding. */
static const struct buf *encode(struct gen *g, const struct issue *is)
{
    struct buf *b = &g->bytes;
    if (!is->bom && !is->crlf && !is->gb18030)
        return &is->out;
    b->n = 0;
    if (is->bom)
        buf_str(b, "\xEF\xBB\xBF");
    for (size_t i = 0; i < is->out.n; i++) {
        if (is->out.p[i] == '\n' && is->crlf)
            buf_str(b, "\r");
        buf_add(b, is->out.p + i, 1);
    }
    if (is->gb18030) {
        struct buf wide = {0};
        const char *from = b->p;
        UErrorCode status = U_ZERO_ERROR;
        buf_reserve(&wide, b->n * 2);
        char *to = wide.p;
        ucnv_convertEx(g->gb, g->utf8, &to, wide.p + wide.cap, &from, b->p + b->n, NULL, NULL, NULL, NULL, true, true,
                       &status);
        if (U_FAILURE(status))
            die("%s: not in GB18030: %s", is->path, u_errorName(status));
        wide.n = (size_t)(to - wide.p);
        free(b->p);
        *b = wide;
    }
    return b;
}

/* ---- One issue ---- */

/* What is out of the ordinary in issue i of a paper; in a bigger corpus it comes again every hundred and five issues.
 */
static void choose_shape(struct gen *g, struct issue *is)
{
    unsigned i = is->paper->count % 105;
    bool first = is->paper_index == 0, second = is->paper_index == 1;
    is->masthead = true;
    if (is->paper->language == EN) {
        is->crlf = i == 14;
        return;
    }
    if (second) {
        is->markdown = !one_in(&g->rng, 3);
        is->half = one_in(&g->rng, 3);
        is->gb18030 = i == 9 || i == 20;
        is->crlf = i == 20;
        is->bom = i == 5;
    } else {
        unsigned r = below(&g->rng, 10);
        is->markdown = r < 2;
        is->masthead = r >= 4;
        is->bad_weekday = first && i == 40;
        is->cut = i == 33 || i == 72 || i == 90;
        is->gb18030 = i == 23 || i == 61;
        is->crlf = i == 61;
        is->bom = i == 30;
        if (first && i == 17) /* the issue that is printed twice */
            is->markdown = false;
    }
    if (is->markdown)
        is->masthead = false;
    if (is->bad_weekday || is->bom) {
        is->masthead = true;
        is->markdown = false;
    }
    if (is->kind != DATED) {
        is->masthead = is->markdown = is->half = is->gb18030 = is->crlf = is->bom = is->cut = is->bad_weekday = false;
    }
}

static void choose_path(const struct gen *g, struct issue *is)
{
    struct date d = date_of(is->day);
    const char *folder = is->paper->folder;
    int n;
    if (is->kind == UNDATED)
        n = snprintf(is->path, sizeof is->path, "%s/unknown-%u.txt", folder, is->paper->count / 105 + 1);
    else if (is->kind == PARTIAL)
        n = snprintf(is->path, sizeof is->path, "%s/page-one-%u.txt", folder, is->paper->count / 105 + 1);
    else if (is->paper->language == EN)
        n = snprintf(is->path, sizeof is->path, "%s/vol%02d-no%02d.txt", folder, d.year - 1886,
                     (int)((is->day - days_from(d.year, 1, 1)) / 7 + 1));
    else if (is->markdown && is->paper_index == 1)
        n = snprintf(is->path, sizeof is->path, "%s/%04d%02d%02d.md", folder, d.year, d.month, d.day);
    else
        n = snprintf(is->path, sizeof is->path, "%s/%04d-%02d-%02d.%s", folder, d.year, d.month, d.day,
                     is->markdown ? "md" : "txt");
    if (n < 0 || (size_t)n >= sizeof is->path)
        die("internal: a path is too long in %s", g->opt.out);
}

static void save_issue(struct gen *g, struct issue *is)
{
    char path[PATH_MAX];
    const struct buf *bytes = encode(g, is);
    if (!is->paper->folder_made) {
        if (snprintf(path, sizeof path, "%s/%s", g->opt.out, is->paper->folder) >= (int)sizeof path)
            die("%s: the path is too long", g->opt.out);
        make_folder(path);
        is->paper->folder_made = true;
    }
    if (snprintf(path, sizeof path, "%s/%s", g->opt.out, is->path) >= (int)sizeof path)
        die("%s: the path is too long", g->opt.out);
    write_all(path, bytes->p, bytes->n);
    g->files++;
    g->total_bytes += bytes->n;
    truth_file(g, is);
    if (is->paper_index == 0 && is->kind == DATED && is->paper->count % 105 == 17) {
        char copy[PATH_BYTES];
        snprintf(copy, sizeof copy, "%s/copy-%u.txt", is->paper->folder, is->paper->count / 105 + 1);
        if (snprintf(path, sizeof path, "%s/%s", g->opt.out, copy) >= (int)sizeof path)
            die("%s: the path is too long", g->opt.out);
        write_all(path, bytes->p, bytes->n);
        g->files++;
        g->total_bytes += bytes->n;
        truth_copy(g, is, copy);
        special(g, "exact_duplicate", copy, is->path);
    }
}

static void note_specials(struct gen *g, const struct issue *is)
{
    if (is->gb18030)
        special(g, is->crlf ? "gb18030_crlf" : "gb18030", is->path, NULL);
    if (is->bom)
        special(g, "byte_order_mark", is->path, NULL);
    if (is->crlf && !is->gb18030)
        special(g, "crlf", is->path, NULL);
    if (is->masthead && is->bad_weekday)
        special(g, "weekday_contradiction", is->path, NULL);
    if (is->kind == UNDATED)
        special(g, "undatable", is->path, NULL);
    if (is->kind == PARTIAL)
        special(g, "partial_date", is->path, NULL);
    for (unsigned i = 0; i < is->n; i++) {
        if (is->art[i].cut)
            special(g, "cut_before_repeat", is->path, NULL);
        if (is->art[i].displaced)
            special(g, "displaced_headline", is->path, NULL);
    }
}

static void make_issue(struct gen *g, unsigned paper_index, int64_t day, enum kind kind, bool wire)
{
    struct issue *is = &g->issue;
    struct buf keep = is->out;
    memset(is, 0, offsetof(struct issue, art));
    memset(&is->out, 0, sizeof *is - offsetof(struct issue, out));
    is->out = keep;
    is->out.n = 0;
    is->paper = &g->paper[paper_index];
    is->paper_index = paper_index;
    is->number = 17001 + 3000 * paper_index + is->paper->count;
    is->day = day;
    is->kind = kind;
    is->wire = wire;
    rng_seed(&g->rng, g->opt.seed, paper_index + 16 * (unsigned)kind, is->paper->count);
    pools_reset(g);
    g->text.n = 0;
    choose_shape(g, is);
    choose_path(g, is);
    plan_sizes(g, is);
    bool reprint = wire && paper_index == 1;
    plan_plants(g, is);
    plan_page(g, is);
    for (unsigned i = 0; i < is->n; i++) {
        if (reprint && i == 2) {
            fix_slots(g, &is->art[i]);
            wire_print(g, &is->art[i]);
            special(g, "wire_story", g->wire.path, is->path);
            continue;
        }
        write_article(g, &is->art[i]);
    }
    if (wire && paper_index == 0)
        wire_keep(g, &is->art[2]);
    lay_out(g, is);
    print_page(g, is);
    save_issue(g, is);
    note_specials(g, is);
    if (kind == DATED)
        is->paper->count++;
    g->last_day = day;
}

/* ---- The calendar of publication ---- */

int months_since(const struct gen *g, struct date d)
{
    struct date from = date_of(g->opt.from);
    return (d.year - from.year) * 12 + d.month - from.month;
}

/* The middle issue of the first paper in month m, after which the second paper comes. */
static int middle_day(int m)
{
    return 14 + m * 7 % 4;
}

static bool publishes(const struct gen *g, unsigned p, int64_t day)
{
    struct date d = date_of(day);
    int m = months_since(g, d), middle = middle_day(m);
    if (m % 36 == 22)
        return false; /* the missing month */
    if (paper_table[p].language == EN)
        return weekday_of(day) == 5 && (g->opt.daily || d.day <= 7);
    if (g->opt.daily)
        return true;
    if (p == 1)
        return d.day == middle + m % 2;
    return d.day == middle - 10 || d.day == middle || d.day == middle + 10 - m % 3;
}

static bool has_wire(const struct gen *g, unsigned p, int64_t day)
{
    struct date d = date_of(day);
    int m = months_since(g, d), middle = middle_day(m);
    if (m % 7 != 2 || g->opt.papers < 2)
        return false;
    return p == 0 ? d.day == middle : p == 1 && d.day == middle + m % 2 && g->wire.ready;
}

static bool enough(const struct gen *g, int64_t day)
{
    if (g->opt.issues)
        return g->files >= g->opt.issues;
    if (g->opt.bytes)
        return g->total_bytes >= g->opt.bytes;
    struct date from = date_of(g->opt.from);
    return day >= days_from(from.year + YEARS, from.month, from.day);
}

static void run(struct gen *g)
{
    for (int64_t day = g->opt.from; !enough(g, day); day++) {
        if (date_of(day).year > 9999)
            die("the year 9999 is over: more papers (--papers) or more issues (--daily) are needed for that size");
        for (unsigned p = 0; p < g->opt.papers && !enough(g, day); p++) {
            if (!publishes(g, p, day))
                continue;
            bool wire = has_wire(g, p, day);
            make_issue(g, p, day, DATED, wire);
            if (wire && p == 1)
                g->wire.ready = false;
            unsigned count = g->paper[p].count % 105;
            if (p == 0 && count == 50)
                make_issue(g, p, day + 2, UNDATED, false);
            if (p == 1 && count == 12)
                make_issue(g, p, day + 5, PARTIAL, false);
        }
    }
}

/* ---- The command line ---- */

static void usage(FILE *to)
{
    fputs("usage: make_sample OUT_DIR [--issues N] [--from DATE] [--seed S] [--bytes SIZE] [--papers N] [--daily] "
          "[--force]\n"
          "Writes newspaper issues and truth.json into OUT_DIR, which must be empty or new unless --force is given.\n"
          "Without options: the sample of guanlan, three years of two Chinese dailies and an English weekly.\n"
          "  --issues N    stop after N files\n"
          "  --bytes SIZE  stop at about SIZE bytes of issues (suffixes K, M, G: powers of 1000)\n"
          "  --from DATE   first day, YYYY-MM-DD (2021-01-01)\n"
          "  --papers N    how many newspapers, 1 to 12 (3; the third is English)\n"
          "  --daily       the dailies every day, the weekly every Friday\n"
          "  --seed S      another corpus of the same kind\n"
          "  --force       write into a folder that is not empty, over files of the same names\n",
          to);
}

static _Noreturn void bad_usage(const char *what, const char *value)
{
    fprintf(stderr, "make_sample: %s%s%s\n", what, value ? ": " : "", value ? value : "");
    usage(stderr);
    exit(2);
}

static uint64_t read_number(const char *name, const char *text, bool suffix)
{
    uint64_t v = 0, unit = 1;
    const char *p = text;
    for (; *p >= '0' && *p <= '9'; p++) {
        uint64_t digit = (uint64_t)(*p - '0');
        if (v > (UINT64_MAX - digit) / 10)
            bad_usage(name, "the number is too large");
        v = v * 10 + digit;
    }
    if (p > text && suffix && (*p == 'K' || *p == 'M' || *p == 'G'))
        unit = *p == 'K' ? 1000 : *p == 'M' ? 1000000 : 1000000000;
    if (p == text || (unit > 1 ? p[1] : p[0]) != '\0' || v > UINT64_MAX / unit)
        bad_usage(name, "a whole number is needed");
    return v * unit;
}

static int64_t read_date(const char *text)
{
    int part[3] = {0};
    for (int i = 0; i < 10; i++) {
        bool dash = i == 4 || i == 7;
        if (dash ? text[i] != '-' : text[i] < '0' || text[i] > '9')
            bad_usage("--from needs a date like 2021-01-01", text);
        if (!dash)
            part[(i > 4) + (i > 7)] = part[(i > 4) + (i > 7)] * 10 + text[i] - '0';
    }
    int64_t day = part[1] >= 1 && part[1] <= 12 ? days_from(part[0], part[1], part[2]) : 0;
    struct date back = date_of(day);
    if (text[10] || part[0] < 1900 || back.year != part[0] || back.month != part[1] || back.day != part[2])
        bad_usage("--from needs a date that exists, from 1900 on", text);
    return day;
}

static void read_options(struct options *opt, int argc, char **argv)
{
    *opt = (struct options){.from = days_from(2021, 1, 1), .seed = 16, .papers = 3};
    for (int i = 1; i < argc; i++) {
        const char *a = argv[i], *value = i + 1 < argc ? argv[i + 1] : NULL;
        bool takes = !strcmp(a, "--issues") || !strcmp(a, "--bytes") || !strcmp(a, "--from") ||
                     !strcmp(a, "--papers") || !strcmp(a, "--seed");
        if (takes && !value)
            bad_usage("a value is missing after", a);
        i += takes;
        if (!strcmp(a, "-h") || !strcmp(a, "--help")) {
            usage(stdout);
            exit(fflush(stdout) == 0 ? 0 : 1);
        } else if (!strcmp(a, "--issues")) {
            opt->issues = read_number(a, value, false);
        } else if (!strcmp(a, "--bytes")) {
            opt->bytes = read_number(a, value, true);
        } else if (!strcmp(a, "--seed")) {
            opt->seed = read_number(a, value, false);
        } else if (!strcmp(a, "--from")) {
            opt->from = read_date(value);
        } else if (!strcmp(a, "--papers")) {
            uint64_t n = read_number(a, value, false);
            if (n < 1 || n > MAX_PAPERS)
                bad_usage("--papers needs a number from 1 to 12", value);
            opt->papers = (unsigned)n;
        } else if (!strcmp(a, "--daily")) {
            opt->daily = true;
        } else if (!strcmp(a, "--force")) {
            opt->force = true;
        } else if (a[0] == '-' || opt->out) {
            bad_usage("not understood", a);
        } else {
            opt->out = a;
        }
    }
    if (!opt->out)
        bad_usage("OUT_DIR is missing", NULL);
}

int main(int argc, char **argv)
{
    static struct gen g;
    UErrorCode status = U_ZERO_ERROR;
    read_options(&g.opt, argc, argv);
    open_folder(&g.opt);
    lunar_open(&g.lunar);
    g.gb = ucnv_open("gb18030", &status);
    g.utf8 = ucnv_open("UTF-8", &status);
    if (U_FAILURE(status))
        die("ICU gives no GB18030: %s", u_errorName(status));
    memcpy(g.paper, paper_table, sizeof g.paper);
    for (int l = 0; l < LANGUAGES; l++)
        tongue_open(&g.tongue[l], l);
    for (int t = 0; t < TERMS; t++) {
        g.plant[t] = pool_of(terms[t].sentences);
        g.plant_head[t] = pool_of(terms[t].heads);
    }
    truth_begin(&g);
    run(&g);
    truth_end(&g);
    fprintf(stderr, "make_sample: %llu files, %llu bytes\n", (unsigned long long)g.files,
            (unsigned long long)g.total_bytes);
    ucnv_close(g.gb);
    ucnv_close(g.utf8);
    ucal_close(g.lunar.calendar);
    free(g.text.p);
    free(g.bytes.p);
    free(g.row.p);
    free(g.special.p);
    free(g.issue.out.p);
    free(g.wire.text.p);
    return 0;
}
