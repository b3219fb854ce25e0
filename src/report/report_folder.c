/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/file.h"
#include "core/sha256.h"
#include "report/report_write.h"

#include <stdlib.h>

/* Opens folder/name beside its name and writes the bytes; the caller commits or discards. */
static gln_status write_beside(const char *folder, const char *name, gln_slice bytes, gln_newfile *file, gln_error *err)
{
    char *path = gln_path__join(gln_slice_of(folder), gln_slice_of(name));
    if (!path) {
        return gln_error__nomem(err);
    }
    gln_status status = gln_newfile__open(file, path, err);
    if (status == GLN_OK) {
        gln_stream stream = {file->stream, path, false};
        gln_sink sink = gln_stream_sink(&stream);
        status = sink.write(sink.context, bytes.ptr, bytes.len, err);
    }
    free(path);
    return status;
}

static gln_status write_table(const gln_table *table, const char *folder, const gln_report_options *o,
                              gln_newfile *file, gln_package_file *facts, gln_error *err)
{
    gln_output out = {GLN_BUFFER_INIT, {NULL, NULL}};
    gln_buffer name = GLN_BUFFER_INIT;
    unsigned char digest[GLN_SHA256_SIZE];
    gln_report_options shape = {.format = GLN_FORMAT_CSV, .bom = o && o->bom};
    gln_status status = gln_report__begin(&shape, &out, err);
    if (status == GLN_OK) {
        status = gln_report__csv(table, o && o->full_precision, true, &out, err);
    }
    if (status != GLN_OK) {
        goto done;
    }
    status = gln_sha256__digest(gln_buffer__slice(&out.bytes), digest, err);
    if (status != GLN_OK) {
        goto done;
    }
    gln_sha256__hex(digest, facts->sha256);
    facts->bytes = out.bytes.len;
    gln_buffer__printf(&name, "%s.csv", gln_table_name(table));
    gln_buffer__byte(&name, '\0');
    status =
        name.failed ? gln_error__nomem(err) : write_beside(folder, name.data, gln_buffer__slice(&out.bytes), file, err);
done:
    gln_buffer__free(&name);
    gln_buffer__free(&out.bytes);
    return status;
}

static gln_status write_package(const gln_report *report, gln_choice choice, const gln_package_file *facts,
                                const char *folder, gln_newfile *file, gln_error *err)
{
    gln_output out = {GLN_BUFFER_INIT, {NULL, NULL}};
    gln_status status = gln_report__package(report, choice, facts, &out, err);
    if (status == GLN_OK) {
        status = write_beside(folder, "datapackage.json", gln_buffer__slice(&out.bytes), file, err);
    }
    gln_buffer__free(&out.bytes);
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
    /* files[i] is the CSV of a table, the last one is datapackage.json; zeroed is GLN_NEWFILE_INIT */
    gln_newfile *files = gln_memory__zeroed(choice.n + 1, sizeof *files);
    gln_package_file *facts = gln_memory__zeroed(choice.n, sizeof *facts);
    if (!files || !facts) {
        status = gln_error__nomem(err);
        goto done;
    }
    status = gln_folder__make(folder, err);
    for (size_t i = 0; status == GLN_OK && i < choice.n; i++) {
        status = write_table(report->tables[choice.first + i], folder, options, &files[i], &facts[i], err);
    }
    if (status == GLN_OK) {
        status = write_package(report, choice, facts, folder, &files[choice.n], err);
    }
    /* names are given only now that everything is on the disk */
    for (size_t i = 0; status == GLN_OK && i <= choice.n; i++) {
        status = gln_newfile__commit(&files[i], err);
    }
done:
    for (size_t i = 0; files && i <= choice.n; i++) {
        gln_newfile__discard(&files[i]);
    }
    free(facts);
    free(files);
    return status;
}
