/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "report/report_part.h"

#include <stdlib.h>

/* A table as CSV, as it goes: a folder takes no more memory than a stream. */
static gln_status write_table(const gln_table *table, const char *folder, const gln_report_options *o,
                              gln_report_part *part, gln_error *err)
{
    gln_report_options shape = {.format = GLN_FORMAT_CSV, .bom = o && o->bom};
    gln_buffer name = GLN_BUFFER_INIT;
    gln_buffer__printf(&name, "%s.csv", gln_table_name(table));
    gln_buffer__byte(&name, '\0');
    gln_status status = name.failed ? gln_error__nomem(err) : gln_report_part__open(part, folder, name.data, err);
    if (status == GLN_OK) {
        status = gln_report__begin(&shape, &part->out, err);
    }
    if (status == GLN_OK) {
        status = gln_report__csv(table, o && o->full_precision, true, &part->out, err);
    }
    if (status == GLN_OK) {
        status = gln_report_part__end(part, err);
    }
    gln_buffer__free(&name);
    return status;
}

/* What the parts of the tables are known by goes into the part behind them. */
static gln_status write_package(const gln_report *report, gln_choice choice, const char *folder, gln_report_part *parts,
                                gln_error *err)
{
    gln_report_part *part = &parts[choice.n];
    gln_package_file *facts = gln_memory__array(choice.n, sizeof *facts);
    gln_status status = facts ? gln_report_part__open(part, folder, "datapackage.json", err) : gln_error__nomem(err);
    for (size_t i = 0; i < choice.n && status == GLN_OK; i++) {
        facts[i] = parts[i].facts;
    }
    if (status == GLN_OK) {
        status = gln_report__package(report, choice, facts, &part->out, err);
    }
    if (status == GLN_OK) {
        status = gln_report_part__end(part, err);
    }
    free(facts);
    return status;
}

gln_status gln_report_write_folder(const gln_report *report, const gln_report_options *options, const char *folder,
                                   gln_error *err)
{
    gln_choice choice;
    gln_status status = gln_report__choose(report, options ? options->table : NULL, &choice, err);
    if (status != GLN_OK) {
        return status;
    }
    /* parts[i] is the CSV of a table, the last one is datapackage.json */
    gln_report_part *parts = gln_memory__zeroed(choice.n + 1, sizeof *parts);
    status = parts ? gln_folder__make(folder, err) : gln_error__nomem(err);
    for (size_t i = 0; status == GLN_OK && i < choice.n; i++) {
        status = write_table(report->tables[choice.first + i], folder, options, &parts[i], err);
    }
    if (status == GLN_OK) {
        status = write_package(report, choice, folder, parts, err);
    }
    /* names are given only now that everything is on the disk */
    for (size_t i = 0; status == GLN_OK && i <= choice.n; i++) {
        status = gln_newfile__commit(&parts[i].file, err);
    }
    for (size_t i = 0; parts && i <= choice.n; i++) {
        gln_report_part__close(&parts[i]);
    }
    free(parts);
    return status;
}
