/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Articles out of HTML, XML, JSON, CSV and archives, and what is brought together as one issue. */
#include "check.h"

#include "core/utf8.h"
#include "corpus/record.h"
#include "corpus/source_format.h"
#include "guanlan/corpus.h"

#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

/* ---- records ----------------------------------------------------------------------------------------------------- */

/* Records and refusals as one text: field:line:text, a bar between records. */
static char seen[8192];

static gln_status on_record(void *context, const gln_record *record, gln_error *err)
{
    (void)context;
    (void)err;
    for (size_t i = 0; i < record->n_parts; i++) {
        const gln_record_part *p = &record->parts[i];
        size_t at = strlen(seen);
        (void)snprintf(seen + at, sizeof seen - at, "%d:%u:%.*s;", (int)p->field, (unsigned)p->line, (int)p->text.len,
                       p->text.ptr);
    }
    size_t at = strlen(seen);
    (void)snprintf(seen + at, sizeof seen - at, "|");
    return GLN_OK;
}

static gln_status on_bad(void *context, uint64_t line, const char *detail, gln_error *err)
{
    (void)context;
    (void)detail;
    (void)err;
    size_t at = strlen(seen);
    (void)snprintf(seen + at, sizeof seen - at, "bad %u|", (unsigned)line);
    return GLN_OK;
}

static const char *read_as(gln_format format, const char *text, const char *mapping)
{
    static const gln_record_sink sink = {NULL, on_record, on_bad};
    gln_column_map map = {.arena = GLN_ARENA_INIT};
    gln_slice all = gln_slice_of(text);
    seen[0] = '\0';
    if (mapping) {
        (void)CHECK(gln_column_map__add(&map, mapping, NULL) == GLN_OK);
    }
    gln_status status = format == GLN_FORMAT_CSV    ? gln_read__csv(all, &map, &sink, NULL)
                        : format == GLN_FORMAT_JSON ? gln_read__json(all, &map, &sink, NULL)
                        : format == GLN_FORMAT_XML  ? gln_read__xml(all, &map, &sink, NULL)
                                                    : gln_read__html(all, &sink, NULL);
    (void)CHECK(status == GLN_OK);
    gln_column_map__clear(&map);
    return seen;
}

#define READS(format, text, mapping, want) (void)CHECK_TEXT(read_as(format, text, mapping), want)

static void test_csv(void)
{
    READS(GLN_FORMAT_CSV, "title,content\nA,\"b\nc\"\nD\n\"e\"\"f\",g\n", NULL,
          "6:2:A;11:2:b;11:3:c;|bad 4|6:5:e\"f;11:5:g;|");
    READS(GLN_FORMAT_CSV, "标题\t正文\n甲\t乙\n", NULL, "6:2:甲;11:2:乙;|");
    READS(GLN_FORMAT_CSV, "x,y\n1,2\n", NULL, "bad 1|");
    READS(GLN_FORMAT_CSV, "x,y\n1,2\n", "body=y", "11:2:2;|");
    READS(GLN_FORMAT_CSV, "title,text\nA,\"open\n", NULL, "bad 2|");
}

static void test_json(void)
{
    READS(GLN_FORMAT_JSON, "{\"title\":\"A\",\"body\":\"b\"}\n{\"title\"\n{\"title\":\"C\",\"body\":[\"d\",\"e\"]}\n",
          NULL, "6:1:A;11:1:b;|bad 2|6:3:C;11:3:d;11:3:e;|");
    READS(GLN_FORMAT_JSON, "[{\"title\":\"A\",\"body\":\"b\"},\n{\"date\":20200926,\"body\":\"c\"}]", NULL,
          "6:1:A;11:1:b;|1:2:20200926;11:2:c;|");
    READS(GLN_FORMAT_JSON, "{\"n\":1,\"articles\":[{\"headline\":{\"kicker\":\"k\",\"main\":\"m\"},\"text\":\"t\"}]}",
          NULL, "5:1:k;6:1:m;11:1:t;|");
    READS(GLN_FORMAT_JSON, "{\"a\":{\"b\":\"deep\"}}", "body=a.b", "11:1:deep;|");
    READS(GLN_FORMAT_JSON, "{\"headline\":[1],\"body\":[[2]]}", NULL, "bad 1|");
}

static void test_xml(void)
{
    READS(GLN_FORMAT_XML,
          "<!DOCTYPE x [<!ENTITY e SYSTEM \"file:///etc/passwd\">]>\n<i date='1901-02-03'><a><title>T</title>"
          "<text><p>p&e;q</p>\n<p>r</p></text></a><a><title>U</title><text>v</text></a></i>",
          NULL, "6:2:T;11:2:p q;11:3:r;1:2:1901-02-03;|6:3:U;11:3:v;1:2:1901-02-03;|");
    READS(GLN_FORMAT_XML,
          "<R><DATE>26-FEB-1987</DATE><TEXT>&#2;<TITLE>T</TITLE><DATELINE>X, Feb 26 - </DATELINE><BODY>a\nb\n"
          "    c\nd\n Reuter\n&#3;</BODY></TEXT></R>",
          NULL, "6:1:T;10:1:X, Feb 26 -;11:1:a;11:2:b;11:3:c;11:4:d;9:5:Reuter;1:1:26-FEB-1987;|");
    READS(GLN_FORMAT_XML,
          "<TEI><teiHeader><titleStmt><title>N</title></titleStmt><sourceDesc><date when='1821-03-05'/></sourceDesc>"
          "</teiHeader><text><pb n='2'/><div><head>S</head><div><head>H</head><p>a<lb/>b</p></div></div></text></TEI>",
          NULL, "0:1:N;1:1:1821-03-05;4:1:S;3:1:2;6:1:H;11:1:a b;|");
    READS(GLN_FORMAT_XML, "<a><b>x</b></a>", NULL, "bad 0|");
    READS(GLN_FORMAT_XML, "<r><a><b>x</b></a></r>", "body=b", "11:1:x;|");
}

static void test_html(void)
{
    READS(GLN_FORMAT_HTML,
          "<html><head><title>Paper</title></head><body><ul><li><a href='x'>menu menu menu</a></li></ul>\n"
          "<h3>K</h3><h1>M</h1><h2>S</h2>\n<p>a&nbsp;b<br>c</p><script>no()</script><footer><p>no</p></footer>",
          NULL, "5:2:K;6:2:M;7:2:S;11:3:a b;11:3:c;|");
    READS(GLN_FORMAT_HTML, "<title>T</title><p>x</p>", NULL, "6:1:T;11:1:x;|");
    READS(GLN_FORMAT_HTML, "<article><h1>A</h1><p>a</p></article><article><h1>B</h1><p>b</p></article><p>c</p>", NULL,
          "6:1:A;11:1:a;|6:1:B;11:1:b;|");
    READS(GLN_FORMAT_HTML, "<div></div>", NULL, "bad 0|");
}

static void test_formats(void)
{
    gln_column_map map = {.arena = GLN_ARENA_INIT};
    (void)CHECK(gln_format__of_name(GLN_LIT("a/b.TXT")) == GLN_FORMAT_TEXT);
    (void)CHECK(gln_format__of_name(GLN_LIT("a.b/c")) == GLN_FORMAT_TEXT);
    (void)CHECK(gln_format__of_name(GLN_LIT("a.tar.gz")) == GLN_FORMAT_ARCHIVE);
    (void)CHECK(gln_format__of_name(GLN_LIT("a.png")) == GLN_FORMAT_UNKNOWN);
    (void)CHECK(gln_format__of_bytes(GLN_LIT("\x1F\x8B\x08")) == GLN_FORMAT_ARCHIVE);
    (void)CHECK(gln_format__of_text(GLN_LIT("<!DOCTYPE html>"), &map) == GLN_FORMAT_HTML);
    (void)CHECK(gln_format__of_text(GLN_LIT("<?xml?><TEI>"), &map) == GLN_FORMAT_XML);
    (void)CHECK(gln_format__of_text(GLN_LIT("{\"a\":1}"), &map) == GLN_FORMAT_JSON);
    (void)CHECK(gln_format__of_text(GLN_LIT("[查看原文]\n"), &map) == GLN_FORMAT_TEXT);
    (void)CHECK(gln_format__of_text(GLN_LIT("title,content\n"), &map) == GLN_FORMAT_CSV);
    (void)CHECK(gln_format__of_text(GLN_LIT("A headline, with a comma\n"), &map) == GLN_FORMAT_TEXT);
    (void)CHECK(gln_column_map__add(&map, "nothing=x", NULL) == GLN_ERR_USAGE);
    (void)CHECK(gln_column_map__add(&map, "body", NULL) == GLN_ERR_USAGE);
}

/* ---- issues ------------------------------------------------------------------------------------------------------ */

static char issues[8192];

static gln_status on_issue(void *context, const gln_issue *issue, gln_error *err)
{
    char edtf[GLN_DATE_SIZE];
    (void)context;
    (void)err;
    size_t at = strlen(issues);
    (void)snprintf(issues + at, sizeof issues - at, "[%s", gln_date_edtf(issue->date, edtf));
    for (size_t i = 0; i < issue->n_articles; i++) {
        const gln_article *a = &issue->articles[i];
        at = strlen(issues);
        (void)snprintf(issues + at, sizeof issues - at, " %.*s@%.*s", (int)a->headline_joined.len,
                       a->headline_joined.ptr, (int)a->file.len, a->file.ptr);
    }
    at = strlen(issues);
    (void)snprintf(issues + at, sizeof issues - at, "]%.*s", (int)issue->id.len, issue->id.ptr);
    return GLN_OK;
}

static gln_status on_reject(void *context, const gln_reject *reject, gln_error *err)
{
    size_t at = strlen(issues);
    (void)context;
    (void)err;
    (void)snprintf(issues + at, sizeof issues - at, "!%.*s", (int)reject->reason.len, reject->reason.ptr);
    return GLN_OK;
}

static void write_file(const char *folder, const char *name, const char *text)
{
    char path[512];
    (void)snprintf(path, sizeof path, "%s/%s", folder, name);
    FILE *f = fopen(path, "wb");
    (void)CHECK(f != NULL);
    if (f) {
        (void)fputs(text, f);
        (void)fclose(f);
    }
}

static void remove_file(const char *folder, const char *name)
{
    char path[512];
    (void)snprintf(path, sizeof path, "%s/%s", folder, name);
    (void)remove(path);
}

static const char *read_folder(const char *folder, gln_unit unit)
{
    static const gln_visitor visitor = {NULL, on_issue, on_reject};
    gln_corpus *corpus = NULL;
    issues[0] = '\0';
    (void)CHECK(gln_corpus_new(&corpus, NULL) == GLN_OK);
    gln_corpus_set_unit(corpus, unit);
    (void)CHECK(gln_corpus_add(corpus, folder, NULL) == GLN_OK);
    (void)CHECK(gln_corpus_close(corpus, NULL) == GLN_OK);
    for (size_t i = 0; i < gln_corpus_n_items(corpus); i++) {
        (void)CHECK(gln_corpus_read(corpus, i, &visitor, NULL) == GLN_OK);
    }
    gln_corpus_free(corpus);
    return issues;
}

/* Articles of one day are one issue, and more files change no id. */
static void test_groups(void)
{
    char folder[] = "/tmp/guanlan_test.XXXXXX";
    (void)CHECK(mkdtemp(folder) != NULL);
    write_file(folder, "20200926_01_a.txt", "One\nText of it.\n");
    write_file(folder, "20200926_02_b.txt", "Two\nText of two.\n");
    write_file(folder, "20200927_01_c.txt", "Three\nText of three.\n");
    char before[sizeof issues];
    memcpy(before, read_folder(folder, GLN_UNIT_ARTICLE), sizeof before);
    (void)CHECK(strstr(before, "[2020-09-26 One@20200926_01_a.txt Two@20200926_02_b.txt]") == before);
    (void)CHECK(strstr(before, "[2020-09-27 Three@20200927_01_c.txt]") != NULL);
    char id[13] = "";
    memcpy(id, strchr(before, ']') + 1, 12);
    write_file(folder, "20200926_03_d.txt", "Four\nText of four.\n");
    write_file(folder, "20200926_00_copy.txt", "One\nText of it.\n");
    const char *after = read_folder(folder, GLN_UNIT_ARTICLE);
    (void)CHECK(strstr(after, "Four@20200926_03_d.txt]") != NULL && strstr(after, id) != NULL);
    (void)CHECK(strstr(after, "!duplicate") != NULL);
    static const char *const names[] = {"20200926_01_a.txt", "20200926_02_b.txt", "20200927_01_c.txt",
                                        "20200926_03_d.txt", "20200926_00_copy.txt"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        remove_file(folder, names[i]);
    }
    write_file(folder, "a.jsonl",
               "{\"title\":\"A\",\"text\":\"a\",\"paper\":\"P\",\"date\":\"2020-01-01\"}\n"
               "{\"title\":\"B\",\"text\":\"b\",\"paper\":\"P\",\"date\":\"2020-01-02\"}\n");
    write_file(folder, "b.csv", "title,text,paper,date\nC,c,P,2020-01-01\n");
    write_file(folder, "numbers.csv", "x,y\n1,2\n");
    const char *rows = read_folder(folder, GLN_UNIT_ISSUE);
    (void)CHECK(strstr(rows, "[2020-01-01 A@a.jsonl C@b.csv]") == rows &&
                strstr(rows, "[2020-01-02 B@a.jsonl]") != NULL);
    (void)CHECK(strchr(rows, '!') == NULL);
    remove_file(folder, "a.jsonl");
    remove_file(folder, "b.csv");
    remove_file(folder, "numbers.csv");
    (void)rmdir(folder);
}

/* A text that holds two papers of different days is two issues. */
static void test_dump(void)
{
    static const gln_visitor visitor = {NULL, on_issue, on_reject};
    issues[0] = '\0';
    (void)CHECK(
        gln_corpus_parse(GLN_LIT("云汀日报\n2021年3月4日 星期四\n\n新桥通车\n本报讯（记者 甲乙）新桥通车了。\n\n"
                                 "云汀日报\n2021年3月5日 星期五\n\n渡口停航\n本报讯（记者 丙丁）渡口停航了。\n"),
                         "dump.txt", &visitor, NULL) == GLN_OK);
    (void)CHECK(strstr(issues, "[2021-03-04 新桥通车@dump.txt]") == issues);
    (void)CHECK(strstr(issues, "[2021-03-05 渡口停航@dump.txt]") != NULL);
}

/* Issues of a text without a masthead, by the days that it mentions. */
static const char *infer(const char *body)
{
    static const gln_visitor visitor = {NULL, on_issue, on_reject};
    char text[512];
    (void)snprintf(text, sizeof text, "新桥通车\n%s\n", body);
    issues[0] = '\0';
    (void)CHECK(gln_corpus_parse(gln_slice_of(text), "page.txt", &visitor, NULL) == GLN_OK);
    issues[11] = '\0'; /* "[XXXX-01-04" */
    return issues;
}

/* The latest day mentioned does not depend on which is mentioned first; between December and January the year turns. */
static void test_infer(void)
{
    static const char *const days[] = {"11月5日", "12月30日", "1月3日"};
    static const int orders[][3] = {{0, 1, 2}, {0, 2, 1}, {1, 0, 2}, {1, 2, 0}, {2, 0, 1}, {2, 1, 0}};
    for (size_t i = 0; i < 6; i++) {
        char body[256];
        (void)snprintf(body, sizeof body, "记者%s获悉，%s动工，%s通车，市民纷纷前来观看。", days[orders[i][0]],
                       days[orders[i][1]], days[orders[i][2]]);
        CHECK_TEXT(infer(body), "[XXXX-01-04");
    }
    CHECK_TEXT(infer("记者11月5日获悉，新桥1月3日动工，市民纷纷前来观看。"), "[XXXX-11-06");
    CHECK_TEXT(infer("记者2月29日获悉，新桥1月3日动工，市民纷纷前来观看。"), "[XXXX-03-01");
    CHECK_TEXT(infer("记者2月28日获悉，新桥1月3日动工，市民纷纷前来观看。"), "[XXXX-03-01");
    CHECK_TEXT(infer("今天（2月29日），记者获悉新桥1月3日动工，市民纷纷前来观看。"), "[XXXX-02-29");
}

/* The same bytes are a duplicate only where newspaper and date agree. */
static void test_same_bytes(void)
{
    char folder[] = "/tmp/guanlan_test.XXXXXX";
    (void)CHECK(mkdtemp(folder) != NULL);
    write_file(folder, "2020-09-26.txt", "One\nText of it.\n");
    write_file(folder, "2020-09-27.txt", "One\nText of it.\n");
    write_file(folder, "copy.txt", "One\nText of it.\n"); /* of no known day */
    const char *both = read_folder(folder, GLN_UNIT_ISSUE);
    const char *second = strstr(both, "[2020-09-27 One@2020-09-27.txt]");
    (void)CHECK(strstr(both, "[2020-09-26 One@2020-09-26.txt]") == both && second);
    (void)CHECK(second && strncmp(strchr(both, ']'), strchr(second, ']'), 13) != 0); /* ids of their own */
    (void)CHECK(strstr(both, "!duplicate") != NULL);
    remove_file(folder, "2020-09-26.txt");
    remove_file(folder, "2020-09-27.txt");
    remove_file(folder, "copy.txt");
    static const char page[] = "云汀日报\n2021年3月4日 星期四\n\n新桥通车\n本报讯（记者 甲乙）新桥通车了。\n";
    write_file(folder, "2020-01-01.txt", page); /* what the page prints wins over its names */
    write_file(folder, "2020-01-02.txt", page);
    const char *one = read_folder(folder, GLN_UNIT_ISSUE);
    (void)CHECK(strstr(one, "[2021-03-04") == one && strstr(one, "!duplicate") && !strstr(one + 1, "[2021"));
    remove_file(folder, "2020-01-01.txt");
    remove_file(folder, "2020-01-02.txt");
    (void)rmdir(folder);
}

/* Rows about links, rows about nothing, columns of the user's own. */
static void test_manifest(void)
{
    static const gln_visitor visitor = {NULL, on_issue, on_reject};
    char folder[] = "/tmp/guanlan_test.XXXXXX";
    char real[64], link[64], manifest[64];
    gln_corpus *corpus = NULL;
    size_t n = 0;
    (void)CHECK(mkdtemp(folder) != NULL);
    (void)snprintf(real, sizeof real, "%s.txt", folder);
    (void)snprintf(link, sizeof link, "%s/link.txt", folder);
    (void)snprintf(manifest, sizeof manifest, "%s/m.csv", folder);
    FILE *f = fopen(real, "wb");
    (void)CHECK(f && fputs("One\nText of it.\n", f) >= 0 && fclose(f) == 0 && symlink(real, link) == 0);
    write_file(folder, "m.csv", "path,notes,date,rank\nlink.txt,mine,2020-09-26,1\ngone.txt,,2020,2\nlost.txt,,,3\n");
    issues[0] = '\0';
    (void)CHECK(gln_corpus_new(&corpus, NULL) == GLN_OK);
    (void)CHECK(gln_corpus_manifest(corpus, manifest, NULL) == GLN_OK);
    (void)CHECK(gln_corpus_add(corpus, folder, NULL) == GLN_OK);
    (void)CHECK(gln_corpus_close(corpus, NULL) == GLN_OK);
    for (size_t i = 0; i < gln_corpus_n_items(corpus); i++) {
        (void)CHECK(gln_corpus_read(corpus, i, &visitor, NULL) == GLN_OK);
    }
    (void)CHECK(strstr(issues, "[2020-09-26 One@link.txt]") == issues);
    const gln_corpus_warning *warnings = gln_corpus_warnings(corpus, &n);
    if (CHECK(n == 2)) {
        (void)CHECK(warnings[0].line == 1 &&
                    gln_slice__find(warnings[0].text, GLN_LIT("left out: notes, rank (")) != SIZE_MAX);
        (void)CHECK(warnings[1].line == 3 &&
                    gln_slice_equal(warnings[1].text,
                                    GLN_LIT("this row and 1 more are about no file that was read: gone.txt")));
    }
    gln_corpus_free(corpus);
    remove_file(folder, "link.txt");
    remove_file(folder, "m.csv");
    (void)remove(real);
    (void)rmdir(folder);
}

/* A masthead in traditional characters names its paper. */
static gln_status name_paper(void *context, const gln_issue *issue, gln_error *err)
{
    (void)context;
    (void)err;
    (void)snprintf(issues, sizeof issues, "%.*s", (int)issue->newspaper.len,
                   issue->newspaper.ptr ? issue->newspaper.ptr : "");
    return GLN_OK;
}

static void test_traditional(void)
{
    static const gln_visitor visitor = {NULL, name_paper, on_reject};
    (void)CHECK(gln_corpus_parse(GLN_LIT("雲汀日報\n2018年7月3日 星期二\n\n颱風來襲\n颱風來襲，各地學校停課。\n"),
                                 "a.txt", &visitor, NULL) == GLN_OK);
    CHECK_TEXT(issues, "雲汀日報");
}

/* Who wants no more is not kept waiting, between files and within them. */
static gln_status want_no_more(void *context, const gln_issue *issue, gln_error *err)
{
    volatile int *cancel = context;
    (void)issue;
    (void)err;
    *cancel = 1;
    return GLN_OK;
}

static void test_cancel(void)
{
    volatile int cancel = 0;
    const gln_visitor visitor = {(void *)(uintptr_t)&cancel, want_no_more, on_reject};
    char folder[] = "/tmp/guanlan_test.XXXXXX";
    gln_corpus *corpus = NULL;
    (void)CHECK(mkdtemp(folder) != NULL);
    write_file(folder, "dump.txt",
               "云汀日报\n2021年3月4日 星期四\n\n新桥通车\n本报讯（记者 甲乙）新桥通车了。\n\n"
               "云汀日报\n2021年3月5日 星期五\n\n渡口停航\n本报讯（记者 丙丁）渡口停航了。\n");
    (void)CHECK(gln_corpus_new(&corpus, NULL) == GLN_OK);
    gln_corpus_set_cancel(corpus, &cancel);
    (void)CHECK(gln_corpus_add(corpus, folder, NULL) == GLN_OK && gln_corpus_close(corpus, NULL) == GLN_OK);
    (void)CHECK(gln_corpus_read(corpus, 0, &visitor, NULL) == GLN_ERR_INTERRUPTED);
    gln_corpus_free(corpus);
    (void)CHECK(gln_corpus_new(&corpus, NULL) == GLN_OK);
    gln_corpus_set_cancel(corpus, &cancel); /* set already */
    (void)CHECK(gln_corpus_add(corpus, folder, NULL) == GLN_ERR_INTERRUPTED);
    gln_corpus_free(corpus);
    remove_file(folder, "dump.txt");
    (void)rmdir(folder);
}

int main(void)
{
    test_csv();
    test_json();
    test_xml();
    test_html();
    test_formats();
    test_groups();
    test_dump();
    test_infer();
    test_same_bytes();
    test_manifest();
    test_traditional();
    test_cancel();
    return check_report("sources");
}
