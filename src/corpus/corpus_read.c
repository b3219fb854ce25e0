/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Reading one item: a text file, or the members of a group gathered into one issue. */
#include "corpus/corpus_parts.h"

#include "core/file.h"
#include "core/sha256.h"
#include "core/utf8.h"
#include "corpus/page.h"
#include "text/decode.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

enum { FOLDERS_ABOVE = 3, ID_DIGITS = 12, BLOCK = 1 << 16 };

#define MOST_BYTES ((size_t)2 << 30)

/* ---- bytes and text ---------------------------------------------------------------------------------------------- */

const char *gln_corpus__reason(const gln_error *cause)
{
    return cause->status == GLN_ERR_ENCODING ? "encoding" : cause->status == GLN_ERR_FORMAT ? "binary" : "unreadable";
}

/* All that an open file gives, up to a bound, so that one that grows while it is read has an end too. */
static gln_status read_all(int fd, gln_buffer *out, gln_error *cause)
{
    struct stat before, after;
    bool regular = fstat(fd, &before) == 0 && S_ISREG(before.st_mode);
    if (regular && before.st_size > 0 && (uint64_t)before.st_size < MOST_BYTES) {
        (void)gln_buffer__reserve(out, (size_t)before.st_size + 1);
    }
    size_t start = out->len;
    for (;;) {
        if (out->capacity == out->len && !gln_buffer__reserve(out, BLOCK)) {
            return gln_error__nomem(cause);
        }
        ssize_t n = read(fd, out->data + out->len, out->capacity - out->len);
        if (n < 0 && errno == EINTR) {
            continue;
        }
        if (n < 0) {
            return gln_error_set(cause, GLN_ERR_IO, "cannot read: %s", strerror(errno));
        }
        if (n == 0) {
            break;
        }
        out->len += (size_t)n;
        if (out->len - start > MOST_BYTES) {
            return gln_error_set(cause, GLN_ERR_IO, "the file is larger than 2 GiB: divide it");
        }
    }
    bool changed = regular && fstat(fd, &after) == 0 &&
                   (after.st_size != before.st_size || after.st_mtim.tv_sec != before.st_mtim.tv_sec ||
                    after.st_mtim.tv_nsec != before.st_mtim.tv_nsec);
    return changed ? gln_error_set(cause, GLN_ERR_IO, "the file changed while it was read") : GLN_OK;
}

gln_status gln_corpus__bytes(const gln_corpus *corpus, const gln_corpus_file *file, gln_buffer *out, gln_error *cause)
{
    if (file->at != GLN_NO_OFFSET) {
        return gln_spool__get(&corpus->spool, file->at, file->size, out, cause);
    }
    char *path = gln_corpus__path(corpus, file);
    if (!path) {
        return gln_error__nomem(cause);
    }
    int fd = file->standard ? STDIN_FILENO : open(path, O_RDONLY | O_CLOEXEC);
    int why = errno;
    free(path);
    if (fd < 0) {
        return gln_error_set(cause, GLN_ERR_IO, "cannot open: %s", strerror(why));
    }
    gln_status status = read_all(fd, out, cause);
    if (!file->standard) {
        (void)close(fd);
    }
    return status;
}

gln_status gln_corpus__text(const gln_corpus *corpus, const gln_corpus_file *file, gln_slice bytes, gln_buffer *out,
                            const char **encoding, gln_error *cause)
{
    const gln_manifest_row *row = gln_corpus__row(corpus, file);
    const char *stated = corpus->encoding ? corpus->encoding : row && row->encoding.ptr ? row->encoding.ptr : NULL;
    char declared[40];
    bool bom;
    if (!stated && gln_format__declared(bytes, (gln_format)file->format, declared) &&
        gln_text__decode(bytes, declared, out, encoding, &bom, NULL) == GLN_OK) {
        return GLN_OK; /* what declares itself wrongly is looked at as if it did not */
    }
    return gln_text__decode(bytes, stated, out, encoding, &bom, cause);
}

/* The last folders of the root's path. */
gln_slice gln_corpus__above(const gln_corpus *corpus)
{
    gln_slice root = gln_slice_of(corpus->root);
    size_t at = root.len;
    for (unsigned slashes = 0; at > 0; at--) {
        slashes += root.ptr[at - 1] == '/';
        if (slashes == FOLDERS_ABOVE) {
            break;
        }
    }
    return (gln_slice){root.ptr ? root.ptr + at : NULL, root.len - at};
}

/* A file on its way to an issue. */
typedef struct loaded {
    gln_scratch *room;
    char hex[GLN_SHA256_HEX];
    const char *encoding;
} loaded;

/* Reads, decodes and hashes; *used is false where the visitor was told of a reject instead. */
static gln_status load(const gln_corpus *corpus, const gln_corpus_file *file, loaded *l, const gln_visitor *visitor,
                       bool *used, gln_error *err)
{
    gln_error cause = GLN_ERROR_INIT;
    unsigned char digest[GLN_SHA256_SIZE];
    *used = false;
    if (file->duplicate_of != GLN_NO_ID) {
        gln_buffer detail = GLN_BUFFER_INIT;
        gln_slice first = gln_slice_of(corpus->files[file->duplicate_of].path);
        gln_buffer__printf(&detail, "the same bytes as %.*s", (int)first.len, first.ptr);
        gln_reject reject = {gln_slice_of(file->path), 0, GLN_NO_OFFSET, GLN_LIT("duplicate"),
                             gln_buffer__slice(&detail)};
        gln_status status = visitor->reject(visitor->context, &reject, err);
        gln_buffer__free(&detail);
        return status;
    }
    gln_status status = gln_corpus__bytes(corpus, file, &l->room->bytes, &cause);
    gln_slice bytes = gln_buffer__slice(&l->room->bytes);
    if (status == GLN_OK && gln_slice__trim(bytes).len == 0) {
        gln_reject reject = {gln_slice_of(file->path), 0, GLN_NO_OFFSET, GLN_LIT("empty"),
                             GLN_LIT("the file is empty")};
        return visitor->reject(visitor->context, &reject, err);
    }
    if (status == GLN_OK) {
        status = gln_corpus__text(corpus, file, bytes, &l->room->text, &l->encoding, &cause);
    }
    if (status == GLN_ERR_NOMEM) {
        return gln_error_set(err, status, "%s", cause.message);
    }
    if (status != GLN_OK) {
        gln_reject reject = {gln_slice_of(file->path), cause.line, cause.offset,
                             gln_slice_of(gln_corpus__reason(&cause)), gln_slice_of(cause.message)};
        return visitor->reject(visitor->context, &reject, err);
    }
    status = gln_sha256__digest(bytes, digest, err);
    if (status == GLN_OK) {
        gln_sha256__hex(digest, l->hex);
        *used = true;
    }
    return status;
}

static int by_file(const void *a, const void *b)
{
    uint32_t x = ((const gln_twin *)a)->file, y = ((const gln_twin *)b)->file;
    return (x > y) - (x < y);
}

/* The id of a file that shares its bytes with another issue's. */
static gln_status own_id(const gln_corpus *corpus, const gln_corpus_file *file, const char *hex,
                         char out[GLN_SHA256_HEX], gln_error *err)
{
    unsigned char digest[GLN_SHA256_SIZE];
    const gln_twin key = {.file = (uint32_t)(file - corpus->files)};
    const gln_twin *twin = bsearch(&key, corpus->twins, corpus->n_twins, sizeof key, by_file);
    gln_buffer text = GLN_BUFFER_INIT;
    gln_buffer__puts(&text, hex);
    gln_buffer__put(&text, twin ? twin->salt : GLN_LIT(""));
    gln_status status = text.failed ? gln_error__nomem(err) : gln_sha256__digest(gln_buffer__slice(&text), digest, err);
    if (status == GLN_OK) {
        gln_sha256__hex(digest, out);
    }
    gln_buffer__free(&text);
    return status;
}

static gln_status read_file(const gln_corpus *corpus, const gln_corpus_file *file, const gln_visitor *visitor,
                            gln_error *err)
{
    loaded l = {.room = gln_scratch__take(corpus->scratch)};
    char id[GLN_SHA256_HEX];
    bool used = false;
    gln_status status = l.room ? load(corpus, file, &l, visitor, &used, err) : gln_error__nomem(err);
    if (status == GLN_OK && used && file->twin) {
        status = own_id(corpus, file, l.hex, id, err);
    }
    if (status == GLN_OK && used) {
        gln_file_facts facts = {.file = gln_slice_of(file->path),
                                .above = gln_corpus__above(corpus),
                                .encoding = gln_slice_of(l.encoding),
                                .sha256 = l.hex,
                                .id = file->twin ? id : NULL,
                                .row = gln_corpus__row(corpus, file),
                                .unit = GLN_UNIT_ISSUE,
                                .cancel = corpus->cancel};
        status = gln_issue__parse(gln_buffer__slice(&l.room->text), &facts, &l.room->arena, visitor, err);
    }
    gln_scratch__give(corpus->scratch, l.room);
    return status;
}

/* ---- groups ------------------------------------------------------------------------------------------------------ */

/* An article with what orders it. */
typedef struct placed {
    gln_article article;
    const gln_issue *issue; /* it comes from */
    gln_slice page;
    size_t member;
} placed;

typedef struct gathering {
    const gln_corpus *corpus;
    const gln_item *item;
    gln_arena arena;
    gln_issue issue;
    gln_buffer digests;
    gln_issue **parts; /* by member; NULL where it gave none */
    size_t n_articles;
    size_t n_lines;
    size_t n_warnings;
} gathering;

/* What orders pages: letters first, then numbers by value: 1, 2, 10, A01, A2. An unknown page stands first. */
static int compare_pages(gln_slice a, gln_slice b)
{
    size_t i = 0;
    while (i < a.len && i < b.len && a.ptr[i] == b.ptr[i] && !gln_char__digit((unsigned char)a.ptr[i])) {
        i++;
    }
    size_t x = i, y = i;
    while (x < a.len && a.ptr[x] == '0') {
        x++;
    }
    while (y < b.len && b.ptr[y] == '0') {
        y++;
    }
    size_t x_end = x, y_end = y;
    while (x_end < a.len && gln_char__digit((unsigned char)a.ptr[x_end])) {
        x_end++;
    }
    while (y_end < b.len && gln_char__digit((unsigned char)b.ptr[y_end])) {
        y_end++;
    }
    bool numbers = x_end > i && y_end > i;
    if (numbers && x_end - x != y_end - y) {
        return x_end - x < y_end - y ? -1 : 1;
    }
    return numbers ? gln_slice_compare(gln_slice_sub(a, x, a.len - x), gln_slice_sub(b, y, b.len - y))
                   : gln_slice_compare(a, b);
}

static int in_order(const void *a, const void *b)
{
    const placed *x = a;
    const placed *y = b;
    int order = compare_pages(x->page, y->page);
    order = order ? order : (x->member > y->member) - (x->member < y->member);
    return order ? order : (x->article.order > y->article.order) - (x->article.order < y->article.order);
}

/* The page that a file's name gives: what stands behind its date (20200926-01.txt), or the whole name in a folder of a
 * day (01.txt, A03.txt, 第04版.txt). Of an article's file only where its own number follows (20200926-01-03.txt). */
static gln_slice page_of_name(gln_slice shown, gln_unit unit)
{
    gln_slice name = gln_path__base(shown);
    size_t numbers[8];
    size_t ends[8];
    size_t n = 0;
    for (size_t at = 0; at < name.len && name.ptr[at] != '.' && n < 8;) {
        size_t start = at;
        at += name.ptr[at] >= 'A' && name.ptr[at] <= 'Z';
        while (at < name.len && gln_char__digit((unsigned char)name.ptr[at])) {
            at++;
        }
        bool number = at > start && gln_char__digit((unsigned char)name.ptr[at - 1]);
        if (number) {
            numbers[n] = start;
            ends[n++] = at;
        } else if (n > 0 && name.ptr[start] != '-' && name.ptr[start] != '_' && name.ptr[start] != ' ') {
            break; /* a headline begins */
        }
        at = at > start ? at : start + 1;
    }
    size_t first = 0;
    if (n > 0 && ends[0] - numbers[0] == 8) {
        first = 1; /* 20200926 */
    } else if (n > 2 && ends[0] - numbers[0] == 4) {
        first = 3; /* 2020-09-26 */
    }
    bool known = unit == GLN_UNIT_PAGE ? n > first : n > first + 1;
    if (!known || ends[first] - numbers[first] > 3) {
        return (gln_slice){NULL, 0};
    }
    size_t from = numbers[first];
    while (from + 1 < ends[first] && name.ptr[from] == '0') {
        from++;
    }
    return gln_slice_sub(name, from, ends[first] - from);
}

static gln_status take_part(gathering *g, size_t member, const gln_issue *issue, gln_error *err)
{
    gln_issue *kept = gln_arena__array(&g->arena, 1, sizeof *kept);
    if (!kept) {
        return gln_error__nomem(err);
    }
    *kept = *issue;
    g->parts[member] = kept;
    g->n_articles += issue->n_articles;
    g->n_lines += issue->n_lines;
    g->n_warnings += issue->n_warnings;
    gln_buffer__puts(&g->digests, issue->sha256);
    gln_buffer__byte(&g->digests, '\n');
    return g->digests.failed ? gln_error__nomem(err) : GLN_OK;
}

static gln_status take_file(gathering *g, size_t member, const gln_visitor *visitor, gln_error *err)
{
    const gln_corpus_file *file = &g->corpus->files[g->corpus->members[g->item->first + member].file];
    loaded l = {.room = gln_scratch__take(g->corpus->scratch)};
    gln_issue issue;
    bool used = false;
    gln_status status = l.room ? load(g->corpus, file, &l, visitor, &used, err) : gln_error__nomem(err);
    if (status == GLN_OK && used) {
        gln_slice text = gln_arena__copy(&g->arena, gln_buffer__slice(&l.room->text));
        gln_file_facts facts = {.file = gln_slice_of(file->path),
                                .above = gln_corpus__above(g->corpus),
                                .encoding = gln_slice_of(l.encoding),
                                .sha256 = l.hex,
                                .row = gln_corpus__row(g->corpus, file),
                                .unit = (gln_unit)file->unit,
                                .cancel = g->corpus->cancel};
        status = text.ptr ? gln_issue__make(text, &facts, &g->arena, &issue, err) : gln_error__nomem(err);
        if (status == GLN_OK && issue.n_articles == 0) {
            gln_reject reject = {gln_slice_of(file->path), 0, GLN_NO_OFFSET, GLN_LIT("no_articles"),
                                 GLN_LIT("the file holds no line of an article")};
            status = visitor->reject(visitor->context, &reject, err);
        } else if (status == GLN_OK) {
            gln_slice page = page_of_name(gln_slice_of(file->path), (gln_unit)file->unit);
            for (size_t i = 0; i < issue.n_articles; i++) {
                gln_article *article = gln_issue__article(&issue, i);
                article->page = article->page.ptr ? article->page : page;
            }
            status = take_part(g, member, &issue, err);
        }
    }
    gln_scratch__give(g->corpus->scratch, l.room);
    return status;
}

/* A row of which another row of the issue is a copy. */
typedef struct print {
    unsigned char bytes[GLN_PRINT_SIZE];
    size_t member;
} print;

static int by_print(const void *a, const void *b)
{
    const print *x = a;
    const print *y = b;
    int order = memcmp(x->bytes, y->bytes, sizeof x->bytes);
    return order ? order : (x->member > y->member) - (x->member < y->member);
}

/* copies[i]: whether member i is a record equal to an earlier one of the item. */
static gln_status find_copies(const gathering *g, bool *copies, gln_error *err)
{
    size_t n = 0;
    print *prints = gln_memory__array(g->item->n, sizeof *prints);
    if (!prints) {
        return gln_error__nomem(err);
    }
    for (size_t i = 0; i < g->item->n; i++) {
        const gln_member *m = &g->corpus->members[g->item->first + i];
        if (m->at != GLN_NO_OFFSET) {
            prints[n].member = i;
            memcpy(prints[n++].bytes, m->print, GLN_PRINT_SIZE);
        }
    }
    qsort(prints, n, sizeof *prints, by_print);
    for (size_t i = 1; i < n; i++) {
        copies[prints[i].member] = memcmp(prints[i].bytes, prints[i - 1].bytes, GLN_PRINT_SIZE) == 0;
    }
    free(prints);
    return GLN_OK;
}

static gln_status take_record(gathering *g, size_t member, bool copy, const gln_visitor *visitor, gln_error *err)
{
    const gln_member *m = &g->corpus->members[g->item->first + member];
    const gln_corpus_file *file = &g->corpus->files[m->file];
    gln_record record = GLN_RECORD_INIT;
    gln_buffer bytes = GLN_BUFFER_INIT;
    unsigned char digest[GLN_SHA256_SIZE];
    char hex[GLN_SHA256_HEX];
    gln_issue issue;
    gln_status status = gln_spool__get(&g->corpus->spool, m->at, m->size, &bytes, err);
    gln_slice kept = status == GLN_OK ? gln_arena__copy(&g->arena, gln_buffer__slice(&bytes)) : GLN_LIT("");
    if (status == GLN_OK && (!kept.ptr || !gln_record__read(kept, &record))) {
        status = gln_error__nomem(err);
    }
    if (status == GLN_OK && copy) {
        gln_reject reject = {gln_slice_of(file->path), record.n_parts ? record.parts[0].line : 0, GLN_NO_OFFSET,
                             GLN_LIT("duplicate"), GLN_LIT("the same article stands in this issue already")};
        status = visitor->reject(visitor->context, &reject, err);
    } else if (status == GLN_OK) {
        status = gln_sha256__digest(kept, digest, err);
        if (status == GLN_OK) {
            gln_sha256__hex(digest, hex);
            gln_file_facts facts = {.file = gln_slice_of(file->path), .encoding = GLN_LIT("UTF-8"), .sha256 = hex};
            status = gln_issue__of_record(&record, &facts, &g->arena, &issue, err);
        }
        if (status == GLN_OK && issue.n_articles) {
            status = take_part(g, member, &issue, err);
        }
    }
    gln_record__clear(&record);
    gln_buffer__free(&bytes);
    return status;
}

/* "issue-digits", and where the file holds several articles "-order". */
static gln_slice article_id(gathering *g, const placed *p)
{
    const gln_member *m = &g->corpus->members[g->item->first + p->member];
    char hex[GLN_SHA256_HEX];
    gln_buffer id = GLN_BUFFER_INIT;
    if (m->at == GLN_NO_OFFSET) {
        memcpy(hex, p->issue->sha256, sizeof hex);
    } else {
        unsigned char whole[GLN_SHA256_SIZE] = {0};
        memcpy(whole, m->print, GLN_PRINT_SIZE);
        gln_sha256__hex(whole, hex);
    }
    gln_buffer__printf(&id, "%.*s-%.*s", (int)g->issue.id.len, g->issue.id.ptr, ID_DIGITS, hex);
    if (p->issue->n_articles > 1) {
        gln_buffer__printf(&id, "-%02u", p->article.order);
    }
    gln_slice copy = id.failed ? (gln_slice){NULL, 0} : gln_arena__copy(&g->arena, gln_buffer__slice(&id));
    gln_buffer__free(&id);
    return copy;
}

/* Articles in the order of page, file and place in it; lines in the order of files. */
static gln_status order_articles(gathering *g, gln_error *err)
{
    placed *all = gln_memory__array(g->n_articles, sizeof *all);
    gln_article *articles = gln_arena__array(&g->arena, g->n_articles, sizeof *articles);
    gln_line *lines = gln_arena__array(&g->arena, g->n_lines, sizeof *lines);
    uint32_t **orders = gln_arena__array(&g->arena, g->item->n, sizeof *orders);
    gln_status status = all && articles && lines && orders ? GLN_OK : gln_error__nomem(err);
    size_t n = 0;
    for (size_t i = 0; i < g->item->n && status == GLN_OK; i++) {
        const gln_issue *part = g->parts[i];
        for (size_t k = 0; part && k < part->n_articles; k++) {
            all[n] = (placed){part->articles[k], part, part->articles[k].page, i};
            bool follows = n > 0 && gln_slice_equal(all[n - 1].article.file, all[n].article.file);
            if (!all[n].page.ptr && follows) { /* it stands where the one before it stands */
                all[n].page = all[n - 1].page;
            }
            n++;
        }
        orders[i] = part ? gln_arena__array(&g->arena, part->n_articles + 1, sizeof **orders) : NULL;
        status = part && !orders[i] ? gln_error__nomem(err) : GLN_OK;
    }
    if (status == GLN_OK) {
        qsort(all, n, sizeof *all, in_order);
    }
    for (size_t i = 0; i < n && status == GLN_OK; i++) {
        articles[i] = all[i].article;
        articles[i].id = article_id(g, &all[i]);
        articles[i].order = (uint32_t)(i + 1);
        orders[all[i].member][all[i].article.order] = (uint32_t)(i + 1);
        status = articles[i].id.ptr ? GLN_OK : gln_error__nomem(err);
    }
    size_t n_lines = 0;
    for (size_t i = 0; i < g->item->n && status == GLN_OK; i++) {
        for (size_t k = 0; g->parts[i] && k < g->parts[i]->n_lines; k++) {
            gln_line line = g->parts[i]->lines[k];
            line.article = line.article ? orders[i][line.article] : 0;
            lines[n_lines++] = line;
        }
    }
    free(all);
    g->issue.articles = articles;
    g->issue.n_articles = n;
    g->issue.lines = lines;
    g->issue.n_lines = n_lines;
    return status;
}

/* The folder that the files have in common, or the one file. */
static gln_slice common_file(const gathering *g)
{
    gln_slice common = {NULL, 0};
    bool one = true;
    for (size_t i = 0; i < g->item->n; i++) {
        uint32_t file = g->corpus->members[g->item->first + i].file;
        gln_slice shown = gln_slice_of(g->corpus->files[file].path);
        if (!common.ptr) {
            common = shown;
            continue;
        }
        if (one && gln_slice_equal(common, shown)) {
            continue;
        }
        common = one ? gln_path__dir(common) : common;
        one = false;
        while (common.len &&
               !(gln_slice_starts(shown, common) && shown.len > common.len && shown.ptr[common.len] == '/')) {
            common = gln_path__dir(common);
            common.len -= common.len == 1 && common.ptr[0] == '/';
        }
    }
    return common.len ? common : GLN_LIT(".");
}

/* What the group says of the issue, and what only its parts know. */
static gln_status describe(gathering *g, gln_error *err)
{
    gln_issue *issue = &g->issue;
    const gln_group *group = &g->corpus->groups[g->item->group];
    gln_evidence *warnings = gln_arena__array(&g->arena, g->n_warnings, sizeof *warnings);
    gln_evidence *evidence = gln_arena__array(&g->arena, 1, sizeof *evidence);
    if (!warnings || !evidence) {
        return gln_error__nomem(err);
    }
    issue->newspaper = group->newspaper;
    issue->newspaper_basis = group->newspaper_basis;
    issue->edition = group->edition;
    issue->date = group->date;
    issue->date_basis = group->basis;
    if (group->said.ptr) {
        evidence[0] = (gln_evidence){group->line, group->said};
        issue->evidence = evidence;
        issue->n_evidence = 1;
    }
    for (size_t i = 0; i < g->item->n; i++) {
        const gln_issue *part = g->parts[i];
        if (!part) {
            continue;
        }
        if (!issue->newspaper.ptr && part->newspaper.ptr) {
            issue->newspaper = part->newspaper;
            issue->newspaper_basis = part->newspaper_basis;
        }
        bool fuller = part->date_basis != GLN_BASIS_NONE && issue->date_basis == GLN_BASIS_NONE;
        if (fuller) {
            issue->date = part->date;
            issue->date_basis = part->date_basis;
            issue->evidence = part->evidence;
            issue->n_evidence = part->n_evidence;
        }
        issue->edition = issue->edition.ptr ? issue->edition : part->edition;
        issue->issue_number = issue->issue_number.ptr ? issue->issue_number : part->issue_number;
        issue->encoding = issue->encoding.ptr ? issue->encoding : part->encoding;
        for (size_t k = 0; k < part->n_warnings && issue->n_warnings < GLN_MOST_WARNINGS; k++) {
            warnings[issue->n_warnings++] = part->warnings[k];
        }
    }
    issue->warnings = warnings;
    return GLN_OK;
}

static gln_status name_issue(gathering *g, gln_error *err)
{
    unsigned char digest[GLN_SHA256_SIZE];
    char hex[GLN_SHA256_HEX];
    gln_status status = gln_sha256__digest(g->corpus->groups[g->item->group].key, digest, err);
    if (status == GLN_OK) {
        gln_sha256__hex(digest, hex);
        g->issue.id = gln_arena__copy(&g->arena, (gln_slice){hex, ID_DIGITS});
        status =
            g->issue.id.ptr ? gln_sha256__digest(gln_buffer__slice(&g->digests), digest, err) : gln_error__nomem(err);
    }
    if (status == GLN_OK) {
        gln_sha256__hex(digest, g->issue.sha256);
        g->issue.file = common_file(g);
    }
    return status;
}

static gln_status read_group(const gln_corpus *corpus, const gln_item *item, const gln_visitor *visitor, gln_error *err)
{
    gathering g = {.corpus = corpus, .item = item, .arena = GLN_ARENA_INIT, .digests = GLN_BUFFER_INIT};
    bool *copies = gln_arena__array(&g.arena, item->n, sizeof *copies);
    g.parts = gln_arena__array(&g.arena, item->n, sizeof *g.parts);
    gln_status status = copies && g.parts ? find_copies(&g, copies, err) : gln_error__nomem(err);
    for (size_t i = 0; i < item->n && status == GLN_OK; i++) {
        bool record = corpus->members[item->first + i].at != GLN_NO_OFFSET;
        status = gln_corpus__go_on(corpus, err);
        status = status != GLN_OK ? status
                 : record         ? take_record(&g, i, copies[i], visitor, err)
                                  : take_file(&g, i, visitor, err);
    }
    if (status == GLN_OK && g.n_articles) {
        status = name_issue(&g, err);
        status = status == GLN_OK ? order_articles(&g, err) : status;
        status = status == GLN_OK ? describe(&g, err) : status;
        if (status == GLN_OK) {
            gln_page__complete_datelines(&g.issue);
            status = visitor->issue(visitor->context, &g.issue, err);
        }
    }
    gln_buffer__free(&g.digests);
    gln_arena__clear(&g.arena);
    return status;
}

gln_status gln_corpus_read(const gln_corpus *corpus, size_t i, const gln_visitor *visitor, gln_error *err)
{
    const gln_item *item = &corpus->items[i];
    if (item->n == 0) {
        const gln_refusal *r = &corpus->refusals[item->first];
        gln_reject reject = {gln_slice_of(r->path), r->line, GLN_NO_OFFSET, gln_slice_of(r->reason),
                             gln_slice_of(r->detail)};
        return visitor->reject(visitor->context, &reject, err);
    }
    return item->group == GLN_NO_ID ? read_file(corpus, &corpus->files[item->first], visitor, err)
                                    : read_group(corpus, item, visitor, err);
}
