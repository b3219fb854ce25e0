/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Reports: golden bytes worked out by hand, refusals, sinks that fail, folders. With a folder as argument the examples
 * are kept there, for tests/validate_report.py. */
#include "check.h"

#include "core/file.h"
#include "guanlan/report.h"

#include <dirent.h>
#include <inttypes.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

#define SHA_A "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"
#define SHA_B "bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb"

enum { TEXT, N, X, YES, DAY, LIST, MAP, STATUS, N_FIELDS };

static const gln_field fields[N_FIELDS] = {{"text", GLN_TYPE_STRING, NULL, "Text", "any text"},
                                           {"n", GLN_TYPE_INTEGER, "issues", NULL, NULL},
                                           {"x", GLN_TYPE_NUMBER, "bits", "X", NULL},
                                           {"yes", GLN_TYPE_BOOLEAN, NULL, NULL, NULL},
                                           {"day", GLN_TYPE_DATE, NULL, NULL, NULL},
                                           {"list", GLN_TYPE_ARRAY, NULL, NULL, NULL},
                                           {"map", GLN_TYPE_OBJECT, NULL, NULL, NULL},
                                           {"status", GLN_TYPE_STRING, NULL, NULL, "why a value is null"}};

static gln_table *new_table(const char *name, const char *title, const gln_field *columns, size_t n)
{
    gln_table *table = NULL;
    if (gln_table_new(name, title, columns, n, &table, NULL) != GLN_OK) {
        fprintf(stderr, "no memory for a table\n");
        exit(1);
    }
    return table;
}

/* A table with every type, nulls, what is not finite, what is too large for a double, and nasty texts. */
static gln_table *every(void)
{
    gln_table *table = new_table("every", "Every type", fields, N_FIELDS);
    gln_table_row(table);
    gln_table_set_text(table, TEXT, GLN_LIT("a \"b\"\\c,\n\t\x01\xF0\x9F\x98\x80"));
    gln_table_set_integer(table, N, (UINT64_C(1) << 53) + 1);
    gln_table_set_number(table, X, 0.1 + 0.2);
    gln_table_set_boolean(table, YES, true);
    gln_table_set_text(table, DAY, GLN_LIT("2020-09-26"));
    gln_table_set_text(table, LIST, GLN_LIT("[1, \"二\"]"));
    gln_table_set_text(table, MAP, GLN_LIT("{\"k\":\n{}}"));
    gln_table_set_text(table, STATUS, GLN_LIT(""));
    gln_table_row(table);
    gln_table_set_text(table, TEXT, GLN_LIT("\xE4\xBAx\xFF"));
    gln_table_set_integer(table, N, UINT64_MAX);
    gln_table_set_number(table, X, (double)NAN);
    gln_table_set_boolean(table, YES, false);
    gln_table_set_text(table, STATUS, GLN_LIT("undefined"));
    gln_table_row(table);
    gln_table_set_text(table, TEXT, GLN_LIT(""));
    gln_table_set_integer(table, N, UINT64_C(1) << 53);
    gln_table_set_number(table, X, (double)INFINITY);
    gln_table_set_text(table, STATUS, GLN_LIT("unbounded"));
    gln_table_row(table);
    gln_table_set_text(table, TEXT, GLN_LIT("=1+1"));
    gln_table_set_integer(table, N, 0);
    gln_table_set_number(table, X, -0.0);
    return table;
}

static gln_table *empty(void)
{
    return new_table("empty", "No rows", fields + STATUS, 1);
}

static const gln_param params[] = {{"by", "\"month\""}, {"terms", "[\"人民\",\n\"a\\\"b\"]"}};
static const gln_pair analyzer[] = {{"han", "lexicon-unigram"}, {"script", "fold"}, {"match", "string"}};
static const gln_provenance_lexicon lexicons[] = {{"guanlan", SHA_B, 200000}};
static const char *const args[] = {"trend", "-t", "人民"};

static gln_report report_of(const gln_table *const *tables, size_t n)
{
    return (gln_report){
        .name = "trial",
        .title = "A trial",
        .params = params,
        .n_params = 2,
        .provenance = {.tool = "guanlan",
                       .version = "0.1.0",
                       .args = args,
                       .n_args = 3,
                       .icu = "72.1",
                       .unicode = "15.0",
                       .analyzer = analyzer,
                       .n_analyzer = 3,
                       .lexicons = lexicons,
                       .n_lexicons = 1,
                       .corpus = {SHA_A, 5, 23, UINT64_C(9007199254740994), "2020-06-17", NULL, 1, 2, 3},
                       .has_seed = true,
                       .seed = 42},
        .tables = tables,
        .n_tables = n,
    };
}

#define ROW_1                                                                                                          \
    "{\"text\":\"a \\\"b\\\"\\\\c,\\n\\t\\u0001\xF0\x9F\x98\x80\",\"n\":\"9007199254740993\",\"x\":0.3,\"yes\":true,"  \
    "\"day\":\"2020-09-26\",\"list\":[1, \"二\"],\"map\":{\"k\":{}},\"status\":\"\"}"
#define ROW_2                                                                                                          \
    "{\"text\":\"\uFFFDx\uFFFD\",\"n\":\"18446744073709551615\",\"x\":null,\"yes\":false,\"day\":null,\"list\":null,"  \
    "\"map\":null,\"status\":\"undefined\"}"
#define ROW_3                                                                                                          \
    "{\"text\":\"\",\"n\":9007199254740992,\"x\":null,\"yes\":null,\"day\":null,\"list\":null,\"map\":null,"           \
    "\"status\":\"unbounded\"}"
#define ROW_4 "{\"text\":\"=1+1\",\"n\":0,\"x\":0,\"yes\":null,\"day\":null,\"list\":null,\"map\":null,\"status\":null}"
#define HEAD(name, title)                                                                                              \
    "  \"$schema\": \"https://datapackage.org/profiles/2.0/dataresource.json\",\n  \"name\": \"" name "\",\n"          \
    "  \"type\": \"table\",\n  \"report\": \"trial\",\n  \"schema_version\": \"1.0.0\",\n  \"title\": \"" title        \
    "\",\n"                                                                                                            \
    "  \"params\": {\"by\":\"month\",\"terms\":[\"人民\",\"a\\\"b\"]},\n"
#define PROVENANCE                                                                                                     \
    "  \"provenance\": {\n    \"tool\": \"guanlan\",\n    \"version\": \"0.1.0\",\n"                                   \
    "    \"args\": [\"trend\",\"-t\",\"人民\"],\n    \"icu\": \"72.1\",\n    \"unicode\": \"15.0\",\n"               \
    "    \"analyzer\": {\"han\":\"lexicon-unigram\",\"script\":\"fold\",\"match\":\"string\"},\n"                      \
    "    \"lexicons\": [\n      {\"name\":\"guanlan\",\"sha256\":\"" SHA_B "\",\"words\":200000}\n    ],\n"            \
    "    \"corpus\": {\"sha256\":\"" SHA_A "\",\"issues\":5,\"articles\":23,\"tokens\":\"9007199254740994\","          \
    "\"from\":\"2020-06-17\",\"to\":null,\"rejects\":1,\"undated\":2,\"inferred\":3},\n    \"seed\": 42\n  },\n"
#define FIELDS                                                                                                         \
    "  \"schema\": {\n    \"fields\": [\n"                                                                             \
    "      {\"name\":\"text\",\"type\":\"string\",\"title\":\"Text\",\"description\":\"any text\"},\n"                 \
    "      {\"name\":\"n\",\"type\":\"integer\",\"unit\":\"issues\"},\n"                                               \
    "      {\"name\":\"x\",\"type\":\"number\",\"title\":\"X\",\"unit\":\"bits\"},\n"                                  \
    "      {\"name\":\"yes\",\"type\":\"boolean\"},\n      {\"name\":\"day\",\"type\":\"date\"},\n"                    \
    "      {\"name\":\"list\",\"type\":\"array\"},\n      {\"name\":\"map\",\"type\":\"object\"},\n"                   \
    "      {\"name\":\"status\",\"type\":\"string\",\"description\":\"why a value is null\"}\n    ]\n  },\n"

static gln_status keep(void *context, const char *bytes, size_t n, gln_error *err)
{
    (void)err;
    gln_buffer__put(context, (gln_slice){bytes, n});
    return GLN_OK;
}

/* What a report gives, terminated; to be freed with gln_buffer__free. */
static gln_buffer written(const gln_report *report, gln_format format, const char *table, bool full)
{
    gln_buffer out = GLN_BUFFER_INIT;
    gln_report_options options = {.format = format, .table = table, .full_precision = full};
    gln_error err = GLN_ERROR_INIT;
    if (!CHECK(gln_report_write(report, &options, (gln_sink){keep, &out}, &err) == GLN_OK)) {
        fprintf(stderr, "  %s\n", err.message);
    }
    gln_buffer__byte(&out, '\0');
    return out;
}

static void check_written_full(const gln_report *report, const char *want)
{
    gln_buffer got = written(report, GLN_FORMAT_JSON, NULL, true);
    CHECK_TEXT(got.data, want);
    gln_buffer__free(&got);
}

static void check_written(const gln_report *report, gln_format format, const char *table, const char *want)
{
    gln_buffer got = written(report, format, table, false);
    CHECK_TEXT(got.data, want);
    gln_buffer__free(&got);
}

/* What is written as JSON and read is written as the same bytes. */
static void check_again(const gln_report *report)
{
    gln_buffer first = written(report, GLN_FORMAT_JSON, NULL, true);
    gln_saved_report *saved = NULL;
    gln_error err = GLN_ERROR_INIT;
    if (CHECK(gln_saved_report_new((gln_slice){first.data, first.len - 1}, &saved, &err) == GLN_OK)) {
        check_written_full(gln_saved_report_get(saved), first.data);
    } else {
        fprintf(stderr, "  %s\n", err.message);
    }
    gln_saved_report_free(saved);
    gln_buffer__free(&first);
}

static void check_unread(const char *json, const char *want)
{
    gln_saved_report *saved = NULL;
    gln_error err = GLN_ERROR_INIT;
    CHECK(gln_saved_report_new(gln_slice_of(json), &saved, &err) == GLN_ERR_FORMAT);
    CHECK_TEXT(err.message, want);
    gln_saved_report_free(saved);
}

static void test_read(const gln_table *const *tables)
{
    gln_report one = report_of(tables, 1), two = report_of(tables, 2);
    check_again(&one);
    check_again(&two);
    check_unread("[]", "no report of guanlan: it is no JSON object");
    check_unread("{}", "no report of guanlan: it has no schema_version");
    check_unread("{\"resources\":[]}", "no report of guanlan: a report without a name or a table");
    check_unread(
        "{\"name\":\"a\",\"report\":\"a\",\"schema_version\":\"1.0.0\",\"path\":\"a.csv\"}",
        "table a has no rows here: they lie in a file beside it; report.json, or what --format json writes, has "
        "them");
#define TABLE(rows)                                                                                                    \
    "{\"name\":\"a\",\"report\":\"a\",\"schema_version\":\"1.9.0\",\"schema\":{\"fields\":[{\"name\":\"n\",\"type\":"  \
    "\"integer\"},{\"name\":\"x\",\"type\":\"number\"},{\"name\":\"status\",\"type\":\"string\"}]},\"data\":" rows "}"
    check_unread(TABLE("[{\"n\":1.5}]"), "table a, row 1: column n is no integer");
    check_unread(TABLE("[{},{\"x\":\"1\"}]"), "table a, row 2: column x is no number");
    check_unread(TABLE("[{\"status\":1}]"), "table a, row 1: column status is no string");
    gln_saved_report *saved = NULL;
    static const char fine[] =
        TABLE("[{\"new\":[{}],\"x\":-2e3,\"n\":\"18446744073709551615\"},7,{\"status\":\"a\\u0041\"}]");
    if (CHECK(gln_saved_report_new(gln_slice_of(fine), &saved, NULL) == GLN_OK)) {
        const gln_table *table = gln_saved_report_get(saved)->tables[0];
        CHECK(gln_table_n_rows(table) == 3);
        CHECK(gln_table_cell(table, 0, 0)->as.integer == UINT64_MAX);
        CHECK(gln_table_cell(table, 0, 1)->as.number == -2000);
        CHECK(gln_table_cell(table, 1, 0)->null && gln_table_cell(table, 1, 2)->null);
        CHECK(gln_slice_equal(gln_table_cell(table, 2, 2)->as.text, GLN_LIT("aA")));
    }
    gln_saved_report_free(saved);
}

static void test_json(const gln_table *const *tables)
{
    gln_report one = report_of(tables, 1);
    check_written(&one, GLN_FORMAT_JSON, NULL,
                  "{\n" HEAD("every", "A trial") PROVENANCE FIELDS "  \"data\": [\n    " ROW_1 ",\n    " ROW_2
                                                                   ",\n    " ROW_3 ",\n    " ROW_4 "\n  ]\n}\n");
    gln_report two = report_of(tables, 2);
    check_written(
        &two, GLN_FORMAT_JSON, "empty",
        "{\n" HEAD("empty", "No rows") PROVENANCE
        "  \"schema\": {\n    \"fields\": [\n"
        "      {\"name\":\"status\",\"type\":\"string\",\"description\":\"why a value is null\"}\n    ]\n  },\n"
        "  \"data\": []\n}\n");
    gln_provenance nothing = {.tool = "guanlan", .version = "0.1.0", .created = "2020-09-13T12:26:40Z"};
    gln_report calc = report_of(tables + 1, 1);
    calc.provenance = nothing;
    gln_buffer got = written(&calc, GLN_FORMAT_JSON, NULL, false);
    CHECK(strstr(got.data, "    \"args\": [],\n    \"icu\": null,\n    \"unicode\": null,\n    \"analyzer\": {},\n"
                           "    \"lexicons\": [],\n    \"corpus\": null,\n    \"seed\": null,\n"
                           "    \"created\": \"2020-09-13T12:26:40Z\"\n  },\n") != NULL);
    gln_buffer__free(&got);
}

/* Two tables: a package. The text is that of the single resources, without provenance, two levels deeper. */
static void test_package(const gln_table *const *tables)
{
    static const char start[] = "{\n  \"$schema\": \"https://datapackage.org/profiles/2.0/datapackage.json\",\n"
                                "  \"name\": \"trial\",\n" PROVENANCE "  \"resources\": [\n    {\n      \"$schema\": ";
    gln_report two = report_of(tables, 2);
    gln_buffer got = written(&two, GLN_FORMAT_JSON, NULL, false);
    CHECK(strncmp(got.data, start, sizeof start - 1) == 0);
    CHECK(strstr(got.data, "      \"data\": [\n        " ROW_1 ",\n        " ROW_2 ",\n") != NULL);
    CHECK(strstr(got.data, "        " ROW_4 "\n      ]\n    },\n    {\n") != NULL);
    CHECK(strstr(got.data, "      \"title\": \"Every type\",\n") != NULL);
    CHECK(strstr(strstr(got.data, "provenance") + 1, "provenance") == NULL);
    CHECK_TEXT(strstr(got.data, "      \"data\": []"), "      \"data\": []\n    }\n  ]\n}\n");
    gln_buffer again = written(&two, GLN_FORMAT_JSON, NULL, false);
    CHECK_TEXT(again.data, got.data);
    gln_buffer__free(&again);
    gln_buffer__free(&got);
}

static void test_flat(const gln_table *const *tables)
{
    gln_report two = report_of(tables, 2);
    check_written(&two, GLN_FORMAT_NDJSON, NULL, ROW_1 "\n" ROW_2 "\n" ROW_3 "\n" ROW_4 "\n");
    check_written(
        &two, GLN_FORMAT_CSV, NULL,
        "text,n,x,yes,day,list,map,status\n"
        "\"a \"\"b\"\"\\c,\n\t\x01\xF0\x9F\x98\x80\",9007199254740993,0.3,true,2020-09-26,\"[1, \"\"二\"\"]\","
        "\"{\"\"k\"\":\n{}}\",\"\"\n"
        "\uFFFDx\uFFFD,18446744073709551615,,false,,,,undefined\n"
        "\"\",9007199254740992,,,,,,unbounded\n"
        "=1+1,0,0,,,,,\n");
    check_written(&two, GLN_FORMAT_TSV, "every",
                  "text\tn\tx\tyes\tday\tlist\tmap\tstatus\n"
                  "a \"b\"\\\\c,\\n\\t\x01\xF0\x9F\x98\x80\t9007199254740993\t0.3\ttrue\t2020-09-26\t[1, \"二\"]\t"
                  "{\"k\":\\n{}}\t\n"
                  "\uFFFDx\uFFFD\t18446744073709551615\t\tfalse\t\t\t\tundefined\n"
                  "\t9007199254740992\t\t\t\t\t\tunbounded\n"
                  "=1+1\t0\t0\t\t\t\t\t\n");
    check_written(&two, GLN_FORMAT_CSV, "empty", "status\n");
    check_written(&two, GLN_FORMAT_NDJSON, "empty", "");
    gln_buffer full = written(&two, GLN_FORMAT_CSV, NULL, true);
    CHECK(strstr(full.data, ",0.30000000000000004,true") != NULL);
    gln_buffer__free(&full);
}

/* Rows that come in parts: one header, all rows, none kept; an error of the taker is remembered. */
typedef struct taken {
    char text[400000];
    size_t n;
    unsigned calls;
    gln_format format;
} taken;

static gln_status take_bytes(void *context, const char *bytes, size_t n, gln_error *err)
{
    taken *t = context;
    if (n > sizeof t->text - t->n - 1) {
        return gln_error_set(err, GLN_ERR_IO, "full");
    }
    memcpy(t->text + t->n, bytes, n);
    t->n += n;
    t->text[t->n] = '\0';
    return GLN_OK;
}

static gln_status take_rows(void *context, const gln_table *table, gln_error *err)
{
    taken *t = context;
    gln_report_options options = GLN_REPORT_OPTIONS_INIT;
    options.format = t->format;
    CHECK(gln_table_n_rows(table) <= 4096);
    return gln_report_write_rows(table, &options, t->calls++ == 0, (gln_sink){take_bytes, t}, err);
}

static void test_streamed(void)
{
    static const gln_field columns[] = {{"n", GLN_TYPE_INTEGER, NULL, "N", "n"},
                                        {"status", GLN_TYPE_STRING, NULL, "Status", "ok"}};
    static taken all;
    gln_error err = GLN_ERROR_INIT;
    gln_table *table = NULL;
    CHECK(gln_table_new("rows", "Rows", columns, 2, &table, NULL) == GLN_OK);
    all.format = GLN_FORMAT_CSV;
    gln_table_stream(table, (gln_table_taker){take_rows, &all});
    for (uint64_t i = 0; i < 10000; i++) {
        gln_table_row(table);
        gln_table_set_integer(table, 0, i);
        gln_table_set_text(table, 1, GLN_LIT("ok"));
    }
    CHECK(gln_table_flush(table, NULL) == GLN_OK && all.calls == 3);
    CHECK(strncmp(all.text, "n,status\n0,ok\n1,ok\n", 19) == 0);
    CHECK(strstr(all.text, "\n4095,ok\n4096,ok\n") && !strstr(all.text + 1, "n,status"));
    CHECK_TEXT(all.text + all.n - 8, "9999,ok\n");
    gln_table_free(table);

    CHECK(gln_table_new("rows", "Rows", columns, 2, &table, NULL) == GLN_OK);
    all = (taken){.format = GLN_FORMAT_TSV};
    gln_table_stream(table, (gln_table_taker){take_rows, &all});
    CHECK(gln_table_flush(table, NULL) == GLN_OK); /* a header without rows */
    CHECK_TEXT(all.text, "n\tstatus\n");
    gln_table_row(table);
    all.format = GLN_FORMAT_JSON;
    CHECK(gln_table_flush(table, &err) == GLN_ERR_USAGE && err.message[0]);
    CHECK(gln_table_check(table, NULL) == GLN_ERR_USAGE);
    gln_table_free(table);
}

static void check_refused(const gln_report *report, const gln_report_options *options, gln_status want,
                          const char *message)
{
    gln_buffer out = GLN_BUFFER_INIT;
    gln_error err = GLN_ERROR_INIT;
    CHECK(gln_report_write(report, options, (gln_sink){keep, &out}, &err) == want);
    CHECK_TEXT(err.message, message);
    gln_buffer__free(&out);
}

static void test_refusals(const gln_table *const *tables)
{
    gln_report two = report_of(tables, 2);
    gln_report_options options = {.format = GLN_FORMAT_CSV, .table = "trend"};
    check_refused(&two, &options, GLN_ERR_USAGE, "there is no table 'trend'; there is every, empty");
    const gln_table *twice[] = {tables[1], tables[1]};
    gln_report same = report_of(twice, 2);
    check_refused(&same, NULL, GLN_ERR_INTERNAL, "two tables are named empty");
    gln_report none = report_of(tables, 0);
    check_refused(&none, NULL, GLN_ERR_INTERNAL, "a report without a name or a table");
    static const gln_param wrong[] = {{"by", "month"}};
    two.params = wrong;
    two.n_params = 1;
    check_refused(&two, NULL, GLN_ERR_INTERNAL, "parameter by is not JSON");

    gln_table *bare = new_table("bare", "", fields, STATUS);
    const gln_table *alone[] = {bare};
    gln_report report = report_of(alone, 1);
    check_refused(&report, NULL, GLN_ERR_INTERNAL, "table bare has no text column 'status'");
    gln_table_free(bare);

    gln_table *cell = new_table("cell", "", fields, N_FIELDS);
    gln_table_row(cell);
    gln_table_set_text(cell, LIST, GLN_LIT("{}"));
    alone[0] = cell;
    check_refused(&report, NULL, GLN_ERR_INTERNAL, "table cell, column list: a cell is no JSON array");
    options = (gln_report_options){.format = GLN_FORMAT_TSV};
    check_refused(&report, &options, GLN_ERR_INTERNAL, "table cell, column list: a cell is no JSON array");
    gln_table_set_text(cell, N, GLN_LIT("7"));
    check_refused(&report, NULL, GLN_ERR_INTERNAL, "a cell was set with a value of another type than its column");
    gln_table_free(cell);

    gln_table *path = new_table("../up", "", fields, N_FIELDS);
    alone[0] = path;
    check_refused(&report, NULL, GLN_ERR_INTERNAL, "'../up' is no name for a table");
    gln_table_free(path);

    gln_format format = GLN_FORMAT_TSV;
    gln_error err = GLN_ERROR_INIT;
    CHECK(gln_format_find("csv", &format, NULL) == GLN_OK && format == GLN_FORMAT_CSV);
    CHECK(gln_format_find("xml", &format, &err) == GLN_ERR_USAGE && format == GLN_FORMAT_CSV);
    CHECK_TEXT(
        err.message,
        "'xml' is no format; json, ndjson, csv, tsv, html, vega-lite and gnuplot are, for networks gexf and graphml");
}

/* Many rows, so that the bytes leave in several pieces. */
static gln_table *large(size_t rows)
{
    gln_table *table = new_table("large", "Many rows", fields, N_FIELDS);
    for (size_t i = 0; i < rows; i++) {
        gln_table_row(table);
        gln_table_set_text(table, TEXT, GLN_LIT("some text that is long enough to fill the buffer at some time"));
        gln_table_set_integer(table, N, i);
    }
    return table;
}

static void test_streams(void)
{
    gln_table *table = large(5000);
    const gln_table *tables[] = {table};
    gln_report report = report_of(tables, 1);
    gln_error err = GLN_ERROR_INIT;
    gln_stream stream = {fopen("/dev/full", "w"), "standard output", false};
    if (CHECK(stream.file != NULL)) {
        CHECK(gln_report_write(&report, NULL, gln_stream_sink(&stream), &err) == GLN_ERR_IO);
        CHECK_TEXT(err.message, "cannot write: No space left on device");
        CHECK_TEXT(err.file, "standard output");
        CHECK(!stream.closed);
        (void)fclose(stream.file);
    }
    int ends[2];
    if (CHECK(pipe(ends) == 0)) {
        (void)close(ends[0]);
        gln_error_clear(&err);
        stream = (gln_stream){fdopen(ends[1], "w"), "standard output", false};
        CHECK(gln_report_write(&report, NULL, gln_stream_sink(&stream), &err) == GLN_ERR_IO);
        CHECK(stream.closed);
        CHECK_TEXT(err.message, "cannot write: the reader closed the pipe");
        (void)fclose(stream.file);
    }
    FILE *file = tmpfile();
    if (CHECK(file != NULL)) {
        stream = (gln_stream){file, "a file", false};
        CHECK(gln_report_write(&report, NULL, gln_stream_sink(&stream), NULL) == GLN_OK);
        gln_buffer want = written(&report, GLN_FORMAT_JSON, NULL, false);
        CHECK(ftell(file) == (long)want.len - 1 && want.len > 400000);
        gln_buffer__free(&want);
        (void)fclose(file);
    }
    gln_table_free(table);
}

static size_t files_in(const char *folder)
{
    size_t n = 0;
    DIR *dir = opendir(folder);
    for (const struct dirent *entry = dir ? readdir(dir) : NULL; entry; entry = readdir(dir)) {
        n += entry->d_name[0] != '.';
    }
    if (dir) {
        (void)closedir(dir);
    }
    return n;
}

static gln_buffer content(const char *folder, const char *name)
{
    gln_buffer out = GLN_BUFFER_INIT;
    char path[1024];
    (void)snprintf(path, sizeof path, "%s/%s", folder, name);
    CHECK(gln_file__read(path, &out, NULL) == GLN_OK);
    gln_buffer__byte(&out, '\0');
    return out;
}

static void test_folder(const gln_table *const *tables, const char *base)
{
    char folder[900];
    (void)snprintf(folder, sizeof folder, "%s/made/package", base);
    gln_report two = report_of(tables, 2);
    gln_error err = GLN_ERROR_INIT;
    for (int i = 0; i < 2; i++) { /* the second time over what is there */
        CHECK(gln_report_write_folder(&two, NULL, folder, &err) == GLN_OK);
        CHECK(files_in(folder) == 3);
    }
    gln_buffer csv = content(folder, "every.csv");
    gln_buffer want = written(&two, GLN_FORMAT_CSV, NULL, false);
    CHECK_TEXT(csv.data, want.data);
    gln_buffer__free(&want);
    gln_buffer__free(&csv);
    gln_buffer package = content(folder, "datapackage.json");
    /* "status\n" has 7 bytes; the digest is that of `printf 'status\n' | sha256sum` */
    CHECK(strstr(package.data,
                 "      \"path\": \"empty.csv\",\n      \"format\": \"csv\",\n      \"mediatype\": \"text/csv\",\n"
                 "      \"encoding\": \"utf-8\",\n      \"bytes\": 7,\n      \"hash\": "
                 "\"sha256:410f0d9cd0f7d301a94ed7fe486e60b5ee007fca5b7fc1e6bda3dc8475e7525c\",\n"
                 "      \"dialect\": {\"delimiter\":\",\",\"lineTerminator\":\"\\n\",\"quoteChar\":\"\\\"\","
                 "\"doubleQuote\":true,\"header\":true},\n      \"schema\": {\n") != NULL);
    CHECK(strstr(package.data, "\"data\"") == NULL);
    gln_buffer__free(&package);

    gln_report_options options = {.format = GLN_FORMAT_JSON, .table = "trend"};
    CHECK(gln_report_write_folder(&two, &options, folder, NULL) == GLN_ERR_USAGE);
    (void)snprintf(folder, sizeof folder, "%s/made/package/every.csv/below", base);
    gln_error_clear(&err);
    CHECK(gln_report_write_folder(&two, NULL, folder, &err) == GLN_ERR_IO);
    CHECK(strncmp(err.message, "cannot make the folder: ", 24) == 0);
    CHECK_TEXT(err.file, folder);
    (void)snprintf(folder, sizeof folder, "%s/locked", base);
    if (geteuid() != 0 && CHECK(mkdir(folder, 0555) == 0)) {
        gln_error_clear(&err);
        CHECK(gln_report_write_folder(&two, NULL, folder, &err) == GLN_ERR_IO);
        CHECK_TEXT(err.message, "cannot create: Permission denied");
        CHECK(files_in(folder) == 0 && rmdir(folder) == 0);
    }
}

/* A file size limit stands in for a full disk: the second table does not fit, and the folder stays empty. */
static void test_folder_full(const gln_table *small, const char *base)
{
    char folder[900];
    (void)snprintf(folder, sizeof folder, "%s/full", base);
    gln_table *table = large(5000);
    const gln_table *tables[] = {small, table};
    gln_report two = report_of(tables, 2);
    struct rlimit old;
    if (CHECK(getrlimit(RLIMIT_FSIZE, &old) == 0)) {
        struct rlimit tight = {100000, old.rlim_max};
        gln_error err = GLN_ERROR_INIT;
        CHECK(setrlimit(RLIMIT_FSIZE, &tight) == 0);
        CHECK(gln_report_write_folder(&two, NULL, folder, &err) == GLN_ERR_IO);
        CHECK(setrlimit(RLIMIT_FSIZE, &old) == 0);
        CHECK_TEXT(err.message, "cannot write: File too large");
        CHECK(strstr(err.file, "/full/large.csv") != NULL);
        CHECK(files_in(folder) == 0 && rmdir(folder) == 0);
    }
    gln_table_free(table);
}

static void keep_examples(const gln_table *const *tables, const char *base)
{
    static const struct {
        const char *name;
        gln_format format;
        size_t n;
    } files[] = {{"one.json", GLN_FORMAT_JSON, 1},
                 {"two.json", GLN_FORMAT_JSON, 2},
                 {"rows.ndjson", GLN_FORMAT_NDJSON, 1},
                 {"rows.csv", GLN_FORMAT_CSV, 1},
                 {"rows.tsv", GLN_FORMAT_TSV, 1}};
    for (size_t i = 0; i < sizeof files / sizeof files[0]; i++) {
        char path[1024];
        (void)snprintf(path, sizeof path, "%s/%s", base, files[i].name);
        gln_report report = report_of(tables, files[i].n);
        gln_report_options options = {.format = files[i].format};
        gln_stream stream = {fopen(path, "wb"), path, false};
        if (CHECK(stream.file != NULL)) {
            CHECK(gln_report_write(&report, &options, gln_stream_sink(&stream), NULL) == GLN_OK);
            (void)fclose(stream.file);
        }
    }
}

static void remove_file(const char *base, const char *name)
{
    char path[1024];
    (void)snprintf(path, sizeof path, "%s/%s", base, name);
    CHECK(remove(path) == 0);
}

int main(int argc, char **argv)
{
    char own[] = "/tmp/guanlan-report-XXXXXX";
    const char *base = argc > 1 ? argv[1] : mkdtemp(own);
    (void)signal(SIGPIPE, SIG_IGN);
    (void)signal(SIGXFSZ, SIG_IGN);
    gln_table *first = every();
    gln_table *second = empty();
    const gln_table *tables[] = {first, second};
    test_json(tables);
    test_read(tables);
    test_package(tables);
    test_flat(tables);
    test_refusals(tables);
    test_streams();
    test_streamed();
    if (CHECK(base != NULL)) {
        test_folder(tables, base);
        test_folder_full(first, base);
        if (argc > 1) {
            keep_examples(tables, base);
        } else {
            remove_file(base, "made/package/every.csv");
            remove_file(base, "made/package/empty.csv");
            remove_file(base, "made/package/datapackage.json");
            remove_file(base, "made/package");
            remove_file(base, "made");
            remove_file(base, "");
        }
    }
    gln_table_free(first);
    gln_table_free(second);
    return check_report("report");
}
