/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/cancel.h"
#include "guanlan/matrix.h"
#include "measure/measure_matrix.h"
#include "report/report_part.h"

#include <inttypes.h>
#include <stdlib.h>

enum { MATRIX, DOCS, TERMS, N_PARTS, MOST_PARAMS = 32, OWN_PARAMS = 8, TEXT = 128 };

typedef struct part {
    gln_report_part to;
    bool begun; /* rows of a table have been written */
    bool bom;
} part;

static gln_status take_rows(void *context, const gln_table *table, gln_error *err)
{
    part *p = context;
    bool first = !p->begun;
    gln_report_options shape = {.format = GLN_FORMAT_CSV, .bom = p->bom};
    p->begun = true;
    gln_status status = first ? gln_report__begin(&shape, &p->to.out, err) : GLN_OK;
    return status == GLN_OK ? gln_report__csv(table, false, first, &p->to.out, err) : status;
}

/* ---- the matrix -------------------------------------------------------------------------------------------------- */

typedef struct bench {
    const gln_matrix_options *options;
    gln_freq_view view;
    uint8_t *keep; /* by term */
    size_t n_terms;
    uint64_t n_entries;
    part parts[N_PARTS];
    gln_table *tables[2]; /* of documents, of terms */
} bench;

static gln_status put_column(bench *b, const gln_freq_term *term, uint64_t column, gln_freq_reader *reader,
                             gln_error *err)
{
    part *p = &b->parts[MATRIX];
    const gln_freq_posting *postings = NULL;
    gln_status status = gln_cancel__check(b->options->cancel, err);
    if (status == GLN_OK) {
        status = gln_freq_view__postings(&b->view, term, reader, &postings, err);
    }
    for (size_t i = 0; i < term->n_postings && status == GLN_OK; i++) {
        gln_buffer__printf(&p->to.out.bytes, "%" PRIu32 " %" PRIu64 " %" PRIu32 "\n", postings[i].doc + 1, column,
                           postings[i].count);
        status = gln_output__drain(&p->to.out, false, err);
    }
    return status;
}

static gln_status put_matrix(bench *b, gln_error *err)
{
    part *p = &b->parts[MATRIX];
    gln_freq_reader reader = {.bytes = GLN_BUFFER_INIT};
    uint64_t column = 0;
    gln_buffer__puts(&p->to.out.bytes, "%%MatrixMarket matrix coordinate integer general\n"
                                       "% rows: matrix_docs.csv, columns: matrix_terms.csv; entries: occurrences\n");
    gln_buffer__printf(&p->to.out.bytes, "%zu %zu %" PRIu64 "\n", b->view.n_docs, b->n_terms, b->n_entries);
    gln_freq_terms terms = {.view = &b->view};
    const gln_freq_term *term;
    gln_status status = gln_freq_terms__next(&terms, &term, err);
    for (size_t t = 0; status == GLN_OK && term; t++) {
        if (b->keep[t]) {
            status = put_column(b, term, ++column, &reader, err);
        }
        if (status == GLN_OK) {
            status = gln_freq_terms__next(&terms, &term, err);
        }
    }
    gln_freq_terms__clear(&terms);
    gln_freq_reader__clear(&reader);
    return status;
}

/* datapackage.json: what the report says of itself, and where the matrix lies. */
static gln_status put_package(bench *b, const gln_report *about, const char *folder, gln_newfile *file, gln_error *err)
{
    gln_param params[MOST_PARAMS];
    char text[4][TEXT];
    size_t n = about->n_params < MOST_PARAMS - OWN_PARAMS ? about->n_params : MOST_PARAMS - OWN_PARAMS;
    (void)snprintf(text[0], TEXT, "%zu", b->view.n_docs);
    (void)snprintf(text[1], TEXT, "%zu", b->n_terms);
    (void)snprintf(text[2], TEXT, "%" PRIu64, b->n_entries);
    (void)snprintf(text[3], TEXT, "\"sha256:%s\"", b->parts[MATRIX].to.facts.sha256);
    const gln_param own[] = {{"matrix", "\"matrix.mtx\""},
                             {"matrix_rows", "\"matrix_docs\""},
                             {"matrix_columns", "\"matrix_terms\""},
                             {"n_rows", text[0]},
                             {"n_columns", text[1]},
                             {"n_entries", text[2]},
                             {"matrix_hash", text[3]}};
    for (size_t i = 0; i < n; i++) {
        params[i] = about->params[i];
    }
    for (size_t i = 0; i < sizeof own / sizeof *own; i++) {
        params[n++] = own[i];
    }
    gln_report report = *about;
    const gln_table *tables[2] = {b->tables[0], b->tables[1]};
    const gln_package_file files[2] = {b->parts[DOCS].to.facts, b->parts[TERMS].to.facts};
    report.params = params;
    report.n_params = n;
    report.tables = tables;
    report.n_tables = 2;
    gln_choice choice;
    gln_output out = {GLN_BUFFER_INIT, {NULL, NULL}};
    gln_status status = gln_report__choose(&report, NULL, &choice, err);
    if (status == GLN_OK) {
        status = gln_report__package(&report, choice, files, &out, err);
    }
    char *path = gln_path__join(gln_slice_of(folder), GLN_LIT("datapackage.json"));
    if (status == GLN_OK) {
        status = path ? gln_newfile__open(file, path, err) : gln_error__nomem(err);
    }
    if (status == GLN_OK) {
        gln_stream stream = {file->stream, file->path, false};
        gln_sink sink = gln_stream_sink(&stream);
        status = sink.write(sink.context, out.bytes.data, out.bytes.len, err);
    }
    free(path);
    gln_buffer__free(&out.bytes);
    return status;
}

static gln_status open_bench(bench *b, const gln_freq *counter, const char *folder, gln_error *err)
{
    static const char *const names[N_PARTS] = {"matrix.mtx", "matrix_docs.csv", "matrix_terms.csv"};
    gln_status status = gln_freq__view_streamed(counter, &b->view, err);
    if (status == GLN_OK) {
        b->keep = gln_memory__zeroed(b->view.n_terms, 1);
        status = b->keep ? gln_matrix__choose(&b->view, b->options->min_count, b->options->top, b->keep, &b->n_terms,
                                              &b->n_entries, err)
                         : gln_error__nomem(err);
    }
    if (status == GLN_OK) {
        status = gln_folder__make(folder, err);
    }
    for (size_t i = 0; i < N_PARTS && status == GLN_OK; i++) {
        b->parts[i].bom = b->options->bom;
        status = gln_report_part__open(&b->parts[i].to, folder, names[i], err);
    }
    if (status == GLN_OK) {
        status = gln_matrix__new_docs(&b->tables[0], err);
    }
    if (status == GLN_OK) {
        status = gln_matrix__new_terms(&b->tables[1], err);
    }
    return status;
}

static gln_status fill(bench *b, gln_error *err)
{
    gln_table_stream(b->tables[0], (gln_table_taker){take_rows, &b->parts[DOCS]});
    gln_table_stream(b->tables[1], (gln_table_taker){take_rows, &b->parts[TERMS]});
    gln_status status = put_matrix(b, err);
    if (status == GLN_OK) {
        status = gln_matrix__fill_docs(&b->view, b->tables[0], err);
    }
    if (status == GLN_OK) {
        status = gln_matrix__fill_terms(&b->view, b->keep, b->tables[1], err);
    }
    for (size_t i = 0; i < N_PARTS && status == GLN_OK; i++) {
        status = gln_report_part__end(&b->parts[i].to, err);
    }
    return status;
}

gln_status gln_matrix_write_folder(const gln_freq *counter, const gln_matrix_options *options, const gln_report *about,
                                   const char *folder, gln_error *err)
{
    const gln_matrix_options usual = GLN_MATRIX_OPTIONS_INIT;
    bench *b = gln_memory__zeroed(1, sizeof *b);
    gln_newfile package = GLN_NEWFILE_INIT;
    if (!b) {
        return gln_error__nomem(err);
    }
    b->options = options ? options : &usual;
    gln_status status = open_bench(b, counter, folder, err);
    if (status == GLN_OK) {
        status = fill(b, err);
    }
    if (status == GLN_OK) {
        status = put_package(b, about, folder, &package, err);
    }
    for (size_t i = 0; i < N_PARTS && status == GLN_OK; i++) {
        status = gln_newfile__commit(&b->parts[i].to.file, err);
    }
    if (status == GLN_OK) {
        status = gln_newfile__commit(&package, err);
    }
    gln_newfile__discard(&package);
    for (size_t i = 0; i < N_PARTS; i++) {
        gln_report_part__close(&b->parts[i].to);
    }
    gln_table_free(b->tables[0]);
    gln_table_free(b->tables[1]);
    gln_freq_view__free(&b->view);
    free(b->keep);
    free(b);
    return status;
}
