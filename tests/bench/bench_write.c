/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Writing a million rows: of the kind of `freq` (two texts, three counts, seven numbers, a status), to the file given
 * or to /dev/null, in each format; the table's own cost stands apart. Rows are rows of counts, so numbers have all of
 * their digits. */
#include "synthetic.h"

#include "guanlan/report.h"

#include <sys/resource.h>

enum { ROWS = 1000000, NUMBERS = 7 };

static const gln_field fields[] = {
    {"term", GLN_TYPE_STRING, NULL, "Term", ""},
    {"match", GLN_TYPE_STRING, NULL, "Match", ""},
    {"count", GLN_TYPE_INTEGER, NULL, "Count", ""},
    {"doc_freq", GLN_TYPE_INTEGER, NULL, "Articles", ""},
    {"issue_freq", GLN_TYPE_INTEGER, NULL, "Issues", ""},
    {"rate", GLN_TYPE_NUMBER, NULL, "Rate", ""},
    {"rate_low", GLN_TYPE_NUMBER, NULL, "Low", ""},
    {"rate_high", GLN_TYPE_NUMBER, NULL, "High", ""},
    {"dp", GLN_TYPE_NUMBER, NULL, "DP", ""},
    {"dp_norm", GLN_TYPE_NUMBER, NULL, "DP norm", ""},
    {"da", GLN_TYPE_NUMBER, NULL, "DA", ""},
    {"dp_issues", GLN_TYPE_NUMBER, NULL, "DP issues", ""},
    {"status", GLN_TYPE_STRING, NULL, "Status", ""},
};

static gln_table *make_table(gln_error *err)
{
    static const char *const words[] = {"人民", "经济发展", "中国特色社会主义", "the", "“引号”"};
    gln_table *table = NULL;
    if (gln_table_new("freq", "Frequencies", fields, sizeof fields / sizeof *fields, &table, err) != GLN_OK) {
        return NULL;
    }
    for (size_t i = 0; i < ROWS; i++) {
        uint64_t count = 1 + i * 7919 % 100003;
        gln_table_row(table);
        gln_table_set_text(table, 0, gln_slice_of(words[i % 5]));
        gln_table_set_text(table, 1, GLN_LIT("word"));
        gln_table_set_integer(table, 2, count * 3);
        gln_table_set_integer(table, 3, count * 2);
        gln_table_set_integer(table, 4, count);
        for (size_t k = 0; k < NUMBERS; k++) {
            gln_table_set_number(table, 5 + k, 1e3 * (double)(count + k) / (double)(9973 + 31 * k));
        }
        gln_table_set_text(table, 12, GLN_LIT("ok"));
    }
    return table;
}

int main(int argc, char **argv)
{
    static const struct {
        const char *name;
        gln_format format;
        bool full;
    } formats[] = {{"json", GLN_FORMAT_JSON, false},     {"json, full", GLN_FORMAT_JSON, true},
                   {"ndjson", GLN_FORMAT_NDJSON, false}, {"csv", GLN_FORMAT_CSV, false},
                   {"csv, full", GLN_FORMAT_CSV, true},  {"tsv", GLN_FORMAT_TSV, false}};
    gln_error err = GLN_ERROR_INIT;
    struct rusage usage;
    double begun = seconds();
    gln_table *table = make_table(&err);
    (void)printf("%-12s %6.2f s\n", "table", seconds() - begun);
    for (size_t i = 0; table && i < sizeof formats / sizeof *formats; i++) {
        FILE *file = fopen(argc > 1 ? argv[1] : "/dev/null", "w");
        const gln_table *tables[] = {table};
        gln_stream stream = {file, "out", false};
        gln_report report = {.name = "freq", .tables = tables, .n_tables = 1};
        gln_report_options options = {.format = formats[i].format, .full_precision = formats[i].full};
        begun = seconds();
        if (!file || gln_report_write(&report, &options, gln_stream_sink(&stream), &err) != GLN_OK) {
            (void)fprintf(stderr, "%s\n", err.message);
            return 1;
        }
        (void)printf("%-12s %6.2f s %8.1f MB\n", formats[i].name, seconds() - begun, (double)ftell(file) * 1e-6);
        (void)fclose(file);
    }
    (void)getrusage(RUSAGE_SELF, &usage);
    (void)printf("%-12s %6.1f MB\n", "memory", (double)usage.ru_maxrss / 1024);
    gln_table_free(table);
    return 0;
}
