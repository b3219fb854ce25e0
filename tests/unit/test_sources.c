/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Articles out of HTML, XML, JSON, CSV and archives, and what is brought together as one issue. */
#include "check.h"

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

int main(void)
{
    test_csv();
    test_json();
    test_xml();
    test_html();
    test_formats();
    test_groups();
    test_dump();
    return check_report("sources");
}
