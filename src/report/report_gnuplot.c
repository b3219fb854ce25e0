/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A script for gnuplot that holds its data: a panel for each series, the rate with its interval, gaps as gaps. */
#include "core/number.h"
#include "report/report_chart.h"

enum { MOST_PANELS = 60 };

typedef struct series_columns {
    size_t term, split, start, rate, low, high;
} series_columns;

/* A text between single quotes, in which gnuplot knows no escape for one: it becomes an apostrophe. */
static void put_quoted(gln_buffer *out, gln_slice text)
{
    for (size_t from = 0; from < text.len;) {
        const char *quote = memchr(text.ptr + from, '\'', text.len - from);
        size_t end = quote ? (size_t)(quote - text.ptr) : text.len;
        gln_report__put_shown(out, gln_slice_sub(text, from, end - from));
        gln_buffer__puts(out, quote ? "\xE2\x80\x99" : "");
        from = end + 1;
    }
}

static gln_slice text_at(const gln_table *table, size_t row, size_t column)
{
    const gln_cell *cell = column == SIZE_MAX ? NULL : gln_table_cell(table, row, column);
    return cell && !cell->null ? cell->as.text : (gln_slice){NULL, 0};
}

static bool same_series(const gln_table *table, const series_columns *c, size_t a, size_t b)
{
    return gln_slice_equal(text_at(table, a, c->term), text_at(table, b, c->term)) &&
           gln_slice_equal(text_at(table, a, c->split), text_at(table, b, c->split));
}

/* A line of numbers for each period, an empty one for a gap: gnuplot ends line and ribbon there. */
static void put_block(gln_buffer *out, const gln_table *table, const series_columns *c, size_t from, size_t to,
                      size_t n)
{
    gln_buffer__printf(out, "$series%zu << end_of_data\n", n);
    for (size_t row = from; row < to; row++) {
        const size_t numbers[] = {c->rate, c->low, c->high};
        gln_slice day = text_at(table, row, c->start);
        if (gln_table_cell(table, row, c->rate)->null || day.len != 10) {
            gln_buffer__byte(out, '\n');
            continue;
        }
        gln_buffer__put(out, day);
        for (size_t i = 0; i < 3; i++) {
            const gln_cell *cell = gln_table_cell(table, row, numbers[i]);
            char text[GLN_NUMBER_SIZE];
            gln_buffer__printf(out, " %s", cell->null ? "NaN" : gln_number__text(cell->as.number, false, text));
        }
        gln_buffer__byte(out, '\n');
    }
    gln_buffer__puts(out, "end_of_data\n");
}

static bool has_rate(const gln_table *table, const series_columns *c, size_t from, size_t to)
{
    while (from < to && gln_table_cell(table, from, c->rate)->null) {
        from++;
    }
    return from < to;
}

static bool find_columns(const gln_table *table, series_columns *out)
{
    static const struct {
        const char *name;
        gln_type type;
    } wanted[] = {{"term", GLN_TYPE_STRING}, {"split", GLN_TYPE_STRING},    {"period_start", GLN_TYPE_DATE},
                  {"rate", GLN_TYPE_NUMBER}, {"rate_low", GLN_TYPE_NUMBER}, {"rate_high", GLN_TYPE_NUMBER}};
    size_t at[6];
    for (size_t i = 0; i < 6; i++) {
        at[i] = table ? gln_table_find(table, wanted[i].name) : SIZE_MAX;
        if (at[i] == SIZE_MAX || gln_table_field(table, at[i])->type != wanted[i].type) {
            return false;
        }
    }
    *out = (series_columns){at[0], at[1], at[2], at[3], at[4], at[5]};
    return true;
}

static void put_head(gln_buffer *out, size_t panels)
{
    size_t columns = panels > 1 ? 2 : 1, rows = (panels + columns - 1) / columns;
    gln_buffer__puts(out, "# A trend of guanlan, for gnuplot 5: gnuplot FILE >PICTURE.svg\n");
    gln_buffer__printf(out, "set terminal svg size %zu,%zu font 'sans-serif,12' background '#ffffff'\n", 450 * columns,
                       rows * 210);
    gln_buffer__printf(out, "set multiplot layout %zu,%zu\n", rows, columns);
    gln_buffer__puts(out,
                     "set xdata time\nset timefmt '%Y-%m-%d'\nset format x '%Y-%m'\nset xtics nomirror rotate by -35\n"
                     "set ytics nomirror\nset yrange [0:*]\nset border 3 lc rgb '#888888'\n"
                     "set tics textcolor rgb '#444444'\nunset key\n");
}

gln_status gln_report__gnuplot(const gln_report *report, gln_output *out, gln_error *err)
{
    gln_buffer *b = &out->bytes;
    const gln_table *table = NULL;
    series_columns c;
    for (size_t i = 0; i < report->n_tables; i++) {
        table = strcmp(gln_table_name(report->tables[i]), "trend") == 0 ? report->tables[i] : table;
    }
    if (!find_columns(table, &c)) {
        return gln_error_set(err, GLN_ERR_USAGE, "gnuplot draws the table trend, which is not here");
    }
    size_t rows = gln_table_n_rows(table), n = 0;
    gln_buffer panels = GLN_BUFFER_INIT;
    for (size_t from = 0, to; from < rows && n < MOST_PANELS; from = to) {
        for (to = from + 1; to < rows && same_series(table, &c, from, to); to++) {
        }
        if (!has_rate(table, &c, from, to)) {
            continue;
        }
        put_block(b, table, &c, from, to, ++n);
        gln_buffer__puts(&panels, "set title '");
        put_quoted(&panels, text_at(table, from, c.term));
        if (text_at(table, from, c.split).len) {
            gln_buffer__puts(&panels, " · ");
            put_quoted(&panels, text_at(table, from, c.split));
        }
        gln_buffer__printf(
            &panels,
            "' offset 0,-0.5 noenhanced textcolor rgb '#222222'\n"
            "plot $series%zu using 1:3:4 with filledcurves lc rgb '#56B4E9' fs transparent solid 0.35, \\\n"
            "     $series%zu using 1:2 with linespoints lw 2 pt 7 ps 0.3 lc rgb '#0072B2'\n",
            n, n);
    }
    if (!n) {
        gln_buffer__free(&panels);
        return gln_error_set(err, GLN_ERR_USAGE, "no series has a rate that could be drawn");
    }
    put_head(b, n);
    gln_buffer__put(b, gln_buffer__slice(&panels));
    gln_buffer__puts(b, "unset multiplot\n");
    b->failed |= panels.failed;
    gln_buffer__free(&panels);
    return GLN_OK;
}
