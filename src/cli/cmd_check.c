/* SPDX-License-Identifier: GPL-3.0-or-later */
/* articles --check: a summary of the corpus, as text or as tables. */
#include "cli/check_tables.h"

#include "core/buffer.h"
#include "core/number.h"
#include "core/utf8.h"

#include <inttypes.h>

enum { MOST_ROWS = 40, MOST_COLUMNS = 16, CHECK_TABLES = 6 };

/* Columns that a character takes in a terminal of fixed width: two for those of East Asia, none for marks. */
static size_t width_of(gln_slice text)
{
    size_t width = 0;
    for (size_t at = 0; at < text.len;) {
        uint32_t c = gln_slice__next(text, &at);
        bool wide = gln_char__han(c) || (c >= 0x1100 && c <= 0x115F) || (c >= 0x2E80 && c <= 0x30FF) ||
                    (c >= 0xAC00 && c <= 0xD7A3) || (c >= 0xFF00 && c <= 0xFF60);
        bool mark =
            (c >= 0x300 && c <= 0x36F) || c == 0xE31 || (c >= 0xE34 && c <= 0xE3A) || (c >= 0xE47 && c <= 0xE4E);
        width += mark ? 0 : wide ? 2 : 1;
    }
    return width;
}

/* A cell as text, in the buffer. */
static gln_slice shown(const gln_table *table, size_t row, size_t column, gln_buffer *text)
{
    const gln_cell *cell = gln_table_cell(table, row, column);
    gln_buffer__clear(text);
    if (cell->null) {
        gln_buffer__puts(text, "-");
        return gln_buffer__slice(text);
    }
    switch (gln_table_field(table, column)->type) {
    case GLN_TYPE_INTEGER:
        gln_buffer__printf(text, "%" PRIu64, cell->as.integer);
        break;
    case GLN_TYPE_NUMBER:
        gln_buffer__printf(text, "%.1f %%", 100 * cell->as.number); /* the only numbers here are shares */
        break;
    case GLN_TYPE_BOOLEAN:
        gln_buffer__puts(text, cell->as.boolean ? "yes" : "no");
        break;
    default:
        for (size_t i = 0; i < cell->as.text.len; i++) { /* a file name may hold anything */
            char c = cell->as.text.ptr[i];
            gln_buffer__byte(text, (unsigned char)c < 32 || c == 127 ? '?' : c);
        }
    }
    return gln_buffer__slice(text);
}

/* A column is left out where it says nothing: the status, and what is null in every row. */
static bool is_shown(const gln_table *table, size_t column)
{
    bool any = false;
    for (size_t row = 0; row < gln_table_n_rows(table) && !any; row++) {
        any = !gln_table_cell(table, row, column)->null;
    }
    return any && strcmp(gln_table_field(table, column)->name, "status") != 0;
}

static void put_cell(gln_buffer *out, gln_slice text, size_t width, bool right, bool last)
{
    size_t own = width_of(text);
    size_t pad = width > own ? width - own : 0;
    for (size_t i = 0; right && i < pad; i++) {
        gln_buffer__byte(out, ' ');
    }
    gln_buffer__put(out, text);
    for (size_t i = 0; !right && !last && i < pad; i++) {
        gln_buffer__byte(out, ' ');
    }
    gln_buffer__puts(out, last ? "\n" : "  ");
}

static void put_table(gln_buffer *out, const gln_table *table)
{
    size_t widths[MOST_COLUMNS] = {0};
    size_t columns[MOST_COLUMNS];
    size_t n = 0;
    size_t rows = gln_table_n_rows(table);
    size_t listed = rows > MOST_ROWS ? MOST_ROWS : rows;
    gln_buffer text = GLN_BUFFER_INIT;
    gln_buffer__printf(out, "%s%s", gln_table_title(table), rows ? "\n" : ": none\n");
    for (size_t c = 0; c < gln_table_n_fields(table) && n < MOST_COLUMNS; c++) {
        if (is_shown(table, c)) {
            columns[n++] = c;
        }
    }
    for (size_t k = 0; k < n; k++) {
        widths[k] = width_of(gln_slice_of(gln_table_field(table, columns[k])->title));
        for (size_t row = 0; row < listed; row++) {
            size_t width = width_of(shown(table, row, columns[k], &text));
            widths[k] = width > widths[k] ? width : widths[k];
        }
    }
    for (size_t row = 0; row <= listed && n; row++) { /* row 0 is the heading */
        gln_buffer__puts(out, "  ");
        for (size_t k = 0; k < n; k++) {
            const gln_field *field = gln_table_field(table, columns[k]);
            bool right = field->type == GLN_TYPE_INTEGER || field->type == GLN_TYPE_NUMBER;
            gln_slice cell = row ? shown(table, row - 1, columns[k], &text) : gln_slice_of(field->title);
            put_cell(out, cell, widths[k], right, k + 1 == n);
        }
    }
    if (rows > listed) {
        gln_buffer__printf(out, "  ... and %zu more: --format csv --table %s\n", rows - listed, gln_table_name(table));
    }
    gln_buffer__byte(out, '\n');
    out->failed = out->failed || text.failed;
    gln_buffer__free(&text);
}

static int write_text(const check *c, cli_options *options, const gln_table *const *tables)
{
    gln_error err = GLN_ERROR_INIT;
    cli_output *output = NULL;
    gln_buffer text = GLN_BUFFER_INIT;
    const gln_corpus_summary *s = &c->job->summary;
    gln_buffer__printf(
        &text, "%" PRIu64 " issue%s, %" PRIu64 " article%s; %" PRIu64 " reject%s, %" PRIu64 " warning%s\n\n", s->issues,
        s->issues == 1 ? "" : "s", s->articles, s->articles == 1 ? "" : "s", c->job->n_rejects,
        c->job->n_rejects == 1 ? "" : "s", c->job->n_warnings, c->job->n_warnings == 1 ? "" : "s");
    for (size_t i = 0; i < CHECK_TABLES; i++) {
        if (!options->table || strcmp(options->table, gln_table_name(tables[i])) == 0) {
            put_table(&text, tables[i]);
        }
    }
    gln_status status = text.failed ? gln_error__nomem(&err) : cli_output_open(options, &output, &err);
    if (status == GLN_OK) {
        gln_sink sink = cli_output_sink(output);
        status = sink.write(sink.context, text.data, text.len - 1, &err); /* the last empty line is one too many */
    }
    bool closed = output && cli_output_closed(output);
    if (status == GLN_OK) {
        status = cli_output_commit(output, &err);
    }
    cli_output_free(output);
    gln_buffer__free(&text);
    if (status != GLN_OK) {
        return closed ? EXIT_PIPE : cli_fail(&err);
    }
    return cli_done(c->job);
}

static gln_status on_issue(void *context, const gln_issue *issue, gln_error *err)
{
    return check_add_issue(context, issue, err);
}

static gln_status on_reject(void *context, const gln_reject *reject, gln_error *err)
{
    (void)err;
    check_add_reject(context, reject);
    return GLN_OK;
}

/* Text is what is read on a terminal: not in a folder, which holds a Data Package. */
static bool is_text(const cli_options *options)
{
    bool folder = options->output && gln_slice_ends(gln_slice_of(options->output), GLN_LIT("/"));
    return options->format ? strcmp(options->format, "text") == 0 : !folder;
}

int cli_check(cli_job *job, cli_options *options)
{
    gln_error err = GLN_ERROR_INIT;
    check c = {.arena = GLN_ARENA_INIT};
    gln_visitor visitor = {&c, on_issue, on_reject};
    int result;
    gln_status status = check_open(&c, job, &err);
    if (status == GLN_OK) {
        status = cli_job_walk(job, &visitor, &err);
    }
    if (status == GLN_OK) {
        status = check_finish(&c, &err);
    }
    const gln_table *tables[CHECK_TABLES] = {c.papers, c.gaps, c.undated, c.duplicates, c.role_shares, c.articles};
    if (status != GLN_OK) {
        result = cli_fail(&err);
    } else if (is_text(options)) {
        result = write_text(&c, options, tables);
    } else {
        result = cli_write(job, options, "check", NULL, NULL, tables, CHECK_TABLES);
    }
    check_close(&c);
    return result;
}
