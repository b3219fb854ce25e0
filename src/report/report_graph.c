/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A network as a graph file: the table with columns source and target holds the edges, the one named as it is with
 * "_nodes" behind the nodes, whose first column is the name. Columns become attributes; null is left out. */
#include "core/intern.h"
#include "core/number.h"
#include "core/utf8.h"
#include "report/report_write.h"

#include <inttypes.h>
#include <string.h>

typedef struct graph {
    const gln_table *nodes, *edges;
    size_t source, target, weight; /* columns of edges; weight SIZE_MAX where there is none */
    size_t first, last;            /* columns of nodes, days; SIZE_MAX where there are none */
    gln_slice from, to;            /* the first and the last of them; len 0 where none is known */
    gln_intern names;              /* of nodes, numbered by their rows: ids are to be NMTOKENs, which words are not */
} graph;

static gln_status number_nodes(graph *g, gln_error *err)
{
    for (size_t row = 0; row < gln_table_n_rows(g->nodes); row++) {
        uint32_t id = gln_intern__add(&g->names, gln_table_cell(g->nodes, row, 0)->as.text);
        if (id != row) {
            gln_intern__clear(&g->names);
            return id == GLN_NO_ID ? gln_error__nomem(err)
                                   : gln_error_set(err, GLN_ERR_INTERNAL, "a network has a node twice");
        }
    }
    return GLN_OK;
}

/* ISO days compare as their bytes do. */
static void find_days(graph *g)
{
    g->first = gln_table_find(g->nodes, "first");
    g->last = gln_table_find(g->nodes, "last");
    for (size_t row = 0; g->first != SIZE_MAX && g->last != SIZE_MAX && row < gln_table_n_rows(g->nodes); row++) {
        const gln_cell *first = gln_table_cell(g->nodes, row, g->first);
        const gln_cell *last = gln_table_cell(g->nodes, row, g->last);
        if (!first->null && (!g->from.len || gln_slice_compare(first->as.text, g->from) < 0)) {
            g->from = first->as.text;
        }
        if (!last->null && (!g->to.len || gln_slice_compare(last->as.text, g->to) > 0)) {
            g->to = last->as.text;
        }
    }
}

static gln_status find_graph(const gln_report *report, graph *out, gln_error *err)
{
    for (size_t i = 0; i < report->n_tables; i++) {
        const gln_table *edges = report->tables[i];
        size_t source = gln_table_find(edges, "source"), target = gln_table_find(edges, "target");
        const char *name = gln_table_name(edges);
        for (size_t k = 0; source != SIZE_MAX && target != SIZE_MAX && k < report->n_tables; k++) {
            const char *other = gln_table_name(report->tables[k]);
            if (strncmp(other, name, strlen(name)) == 0 && strcmp(other + strlen(name), "_nodes") == 0) {
                *out = (graph){.nodes = report->tables[k], .edges = edges, .source = source, .target = target};
                out->weight = gln_table_find(edges, "weight");
                find_days(out);
                return number_nodes(out, err);
            }
        }
    }
    return gln_error_set(err, GLN_ERR_USAGE, "gexf and graphml are for networks; this report has none");
}

/* Text of XML 1.0: its marks escaped, what it cannot hold replaced. */
static void put_xml(gln_buffer *out, gln_slice text)
{
    gln_buffer clean = GLN_BUFFER_INIT;
    gln_buffer__put_utf8(&clean, text);
    for (size_t i = 0; i < clean.len; i++) {
        unsigned char c = (unsigned char)clean.data[i];
        bool nonchar = c == 0xEF && i + 2 < clean.len && (unsigned char)clean.data[i + 1] == 0xBF &&
                       (unsigned char)clean.data[i + 2] >= 0xBE; /* U+FFFE, U+FFFF */
        if (c == '&' || c == '<' || c == '>' || c == '"') {
            gln_buffer__puts(out, c == '&' ? "&amp;" : c == '<' ? "&lt;" : c == '>' ? "&gt;" : "&quot;");
        } else if (c == '\t' || c == '\n' || c == '\r') {
            gln_buffer__printf(out, "&#%u;", c);
        } else if (c < 0x20 || nonchar) {
            gln_buffer__puts(out, GLN_UTF8_REPLACEMENT);
            i += nonchar ? 2 : 0;
        } else {
            gln_buffer__byte(out, (char)c);
        }
    }
    out->failed = out->failed || clean.failed;
    gln_buffer__free(&clean);
}

static void put_cell(gln_buffer *out, const gln_table *table, size_t row, size_t column, bool full)
{
    const gln_cell *cell = gln_table_cell(table, row, column);
    char digits[GLN_NUMBER_SIZE];
    switch (gln_table_field(table, column)->type) {
    case GLN_TYPE_INTEGER:
        gln_buffer__printf(out, "%" PRIu64, cell->as.integer);
        break;
    case GLN_TYPE_NUMBER:
        gln_buffer__puts(out, gln_number__text(cell->as.number, full, digits));
        break;
    case GLN_TYPE_BOOLEAN:
        gln_buffer__puts(out, cell->as.boolean ? "true" : "false");
        break;
    case GLN_TYPE_STRING:
    case GLN_TYPE_DATE:
    case GLN_TYPE_ARRAY:
    case GLN_TYPE_OBJECT:
        put_xml(out, cell->as.text);
        break;
    }
}

/* The id of the node that stands in an edge's column. */
static void put_end(gln_buffer *out, const graph *g, size_t row, size_t column)
{
    gln_slice name = gln_table_cell(g->edges, row, column)->as.text;
    gln_buffer__printf(out, "n%" PRIu32, gln_intern__find(&g->names, name));
}

static const char *type_of(const gln_field *field)
{
    return field->type == GLN_TYPE_INTEGER   ? "long"
           : field->type == GLN_TYPE_NUMBER  ? "double"
           : field->type == GLN_TYPE_BOOLEAN ? "boolean"
                                             : "string";
}

/* The columns that are attributes: what is no end of an edge. */
static bool attribute(const graph *g, const gln_table *table, size_t column)
{
    return table == g->nodes || (column != g->source && column != g->target);
}

/* ---- GEXF 1.3 (gexf.net) ------------------------------------------------------------------------------------------
 */

static void gexf_attributes(const graph *g, const gln_table *table, gln_buffer *out)
{
    gln_buffer__printf(out, "    <attributes class=\"%s\">\n", table == g->nodes ? "node" : "edge");
    for (size_t i = 0; i < gln_table_n_fields(table); i++) {
        const gln_field *field = gln_table_field(table, i);
        if (attribute(g, table, i) && !(table == g->edges && i == g->weight)) {
            gln_buffer__printf(out, "      <attribute id=\"%s\" title=\"%s\" type=\"%s\"/>\n", field->name, field->name,
                               type_of(field));
        }
    }
    gln_buffer__puts(out, "    </attributes>\n");
}

static void gexf_values(const graph *g, const gln_table *table, size_t row, bool full, gln_buffer *out)
{
    gln_buffer__puts(out, "<attvalues>");
    for (size_t i = 0; i < gln_table_n_fields(table); i++) {
        if (attribute(g, table, i) && !(table == g->edges && i == g->weight) && !gln_table_cell(table, row, i)->null) {
            gln_buffer__printf(out, "<attvalue for=\"%s\" value=\"", gln_table_field(table, i)->name);
            put_cell(out, table, row, i, full);
            gln_buffer__puts(out, "\"/>");
        }
    }
    gln_buffer__puts(out, "</attvalues>");
}

/* A day as an attribute of its element: on a timeline the node is there from the first to the last. */
static void gexf_day(const graph *g, size_t row, size_t column, const char *name, gln_buffer *out)
{
    if (g->from.len && g->to.len && !gln_table_cell(g->nodes, row, column)->null) {
        gln_buffer__printf(out, "\" %s=\"", name);
        put_cell(out, g->nodes, row, column, false);
    }
}

static void gexf_row(const graph *g, const gln_table *table, size_t row, bool full, gln_buffer *out)
{
    if (table == g->nodes) {
        gln_buffer__printf(out, "      <node id=\"n%zu\" label=\"", row);
        put_cell(out, table, row, 0, full);
        gexf_day(g, row, g->first, "start", out);
        gexf_day(g, row, g->last, "end", out);
        gln_buffer__puts(out, "\">");
        gexf_values(g, table, row, full, out);
        gln_buffer__puts(out, "</node>\n");
        return;
    }
    gln_buffer__printf(out, "      <edge id=\"%zu\" source=\"", row);
    put_end(out, g, row, g->source);
    gln_buffer__puts(out, "\" target=\"");
    put_end(out, g, row, g->target);
    if (g->weight != SIZE_MAX && !gln_table_cell(table, row, g->weight)->null) {
        gln_buffer__puts(out, "\" weight=\"");
        put_cell(out, table, row, g->weight, full);
    }
    gln_buffer__puts(out, "\">");
    gexf_values(g, table, row, full, out);
    gln_buffer__puts(out, "</edge>\n");
}

/* ---- GraphML (graphml.graphdrawing.org) ---------------------------------------------------------------------------
 */

static void graphml_keys(const graph *g, const gln_table *table, gln_buffer *out)
{
    const char *kind = table == g->nodes ? "node" : "edge";
    for (size_t i = 0; i < gln_table_n_fields(table); i++) {
        const gln_field *field = gln_table_field(table, i);
        if (attribute(g, table, i)) {
            bool label = table == g->nodes && i == 0; /* what readers look for under this name */
            gln_buffer__printf(out, "  <key id=\"%s_%s\" for=\"%s\" attr.name=\"%s\" attr.type=\"%s\"/>\n", kind,
                               field->name, kind, label ? "label" : field->name, type_of(field));
        }
    }
}

static void graphml_row(const graph *g, const gln_table *table, size_t row, bool full, gln_buffer *out)
{
    const char *kind = table == g->nodes ? "node" : "edge";
    if (table == g->nodes) {
        gln_buffer__printf(out, "    <node id=\"n%zu\">", row);
    } else {
        gln_buffer__printf(out, "    <edge id=\"e%zu\" source=\"", row);
        put_end(out, g, row, g->source);
        gln_buffer__puts(out, "\" target=\"");
        put_end(out, g, row, g->target);
        gln_buffer__puts(out, "\">");
    }
    for (size_t i = 0; i < gln_table_n_fields(table); i++) {
        if (attribute(g, table, i) && !gln_table_cell(table, row, i)->null) {
            gln_buffer__printf(out, "<data key=\"%s_%s\">", kind, gln_table_field(table, i)->name);
            put_cell(out, table, row, i, full);
            gln_buffer__puts(out, "</data>");
        }
    }
    gln_buffer__printf(out, "</%s>\n", kind);
}

/* ---- both ---------------------------------------------------------------------------------------------------------
 */

typedef void row_writer(const graph *g, const gln_table *table, size_t row, bool full, gln_buffer *out);

static gln_status put_rows(const graph *g, const gln_table *table, bool full, row_writer *put, gln_output *out,
                           gln_error *err)
{
    gln_status status = GLN_OK;
    for (size_t row = 0; row < gln_table_n_rows(table) && status == GLN_OK; row++) {
        put(g, table, row, full, &out->bytes);
        status = gln_output__drain(out, false, err);
    }
    return status;
}

static void put_creator(const gln_report *report, gln_buffer *out)
{
    gln_buffer__puts(out, "    <creator>");
    put_xml(out, gln_slice_of(report->provenance.tool));
    gln_buffer__byte(out, ' ');
    put_xml(out, gln_slice_of(report->provenance.version));
    gln_buffer__puts(out, "</creator>\n    <description>");
    put_xml(out, gln_slice_of(report->provenance.corpus.sha256));
    gln_buffer__puts(out, "</description>\n");
}

static void put_gexf_graph(const graph *g, gln_buffer *out)
{
    gln_buffer__puts(out, "  <graph defaultedgetype=\"undirected\" mode=\"");
    if (g->from.len && g->to.len) {
        gln_buffer__puts(out, "dynamic\" timeformat=\"date\" timerepresentation=\"interval\" start=\"");
        put_xml(out, g->from);
        gln_buffer__puts(out, "\" end=\"");
        put_xml(out, g->to);
        gln_buffer__puts(out, "\">\n");
    } else {
        gln_buffer__puts(out, "static\">\n");
    }
}

gln_status gln_report__gexf(const gln_report *report, bool full, gln_output *out, gln_error *err)
{
    graph g;
    gln_status status = find_graph(report, &g, err);
    if (status != GLN_OK) {
        return status;
    }
    gln_buffer__puts(&out->bytes, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
                                  "<gexf xmlns=\"http://gexf.net/1.3\" version=\"1.3\">\n");
    gln_buffer__puts(&out->bytes, "  <meta");
    if (report->provenance.created) { /* its day */
        gln_buffer__printf(&out->bytes, " lastmodifieddate=\"%.10s\"", report->provenance.created);
    }
    gln_buffer__puts(&out->bytes, ">\n");
    put_creator(report, &out->bytes);
    gln_buffer__puts(&out->bytes, "  </meta>\n");
    put_gexf_graph(&g, &out->bytes);
    gexf_attributes(&g, g.nodes, &out->bytes);
    gexf_attributes(&g, g.edges, &out->bytes);
    gln_buffer__puts(&out->bytes, "    <nodes>\n");
    status = put_rows(&g, g.nodes, full, gexf_row, out, err);
    gln_buffer__puts(&out->bytes, "    </nodes>\n    <edges>\n");
    if (status == GLN_OK) {
        status = put_rows(&g, g.edges, full, gexf_row, out, err);
    }
    gln_buffer__puts(&out->bytes, "    </edges>\n  </graph>\n</gexf>\n");
    gln_intern__clear(&g.names);
    return status;
}

/* What the graph was made with and from. */
static void put_graphml_data(const gln_report *report, gln_buffer *out)
{
    const gln_provenance *p = &report->provenance;
    const char *const values[][2] = {{"corpus", p->corpus.sha256}, {"from", p->corpus.from}, {"to", p->corpus.to}};
    gln_buffer__puts(out, "    <data key=\"graph_creator\">");
    put_xml(out, gln_slice_of(p->tool));
    gln_buffer__byte(out, ' ');
    put_xml(out, gln_slice_of(p->version));
    gln_buffer__puts(out, "</data>\n");
    for (size_t i = 0; i < sizeof values / sizeof *values; i++) {
        if (values[i][1]) {
            gln_buffer__printf(out, "    <data key=\"graph_%s\">", values[i][0]);
            put_xml(out, gln_slice_of(values[i][1]));
            gln_buffer__puts(out, "</data>\n");
        }
    }
}

gln_status gln_report__graphml(const gln_report *report, bool full, gln_output *out, gln_error *err)
{
    graph g;
    gln_status status = find_graph(report, &g, err);
    if (status != GLN_OK) {
        return status;
    }
    gln_buffer__puts(&out->bytes, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
                                  "<graphml xmlns=\"http://graphml.graphdrawing.org/xmlns\">\n");
    gln_buffer__puts(&out->bytes,
                     "  <key id=\"graph_creator\" for=\"graph\" attr.name=\"creator\" attr.type=\"string\"/>\n"
                     "  <key id=\"graph_corpus\" for=\"graph\" attr.name=\"corpus\" attr.type=\"string\"/>\n"
                     "  <key id=\"graph_from\" for=\"graph\" attr.name=\"from\" attr.type=\"string\"/>\n"
                     "  <key id=\"graph_to\" for=\"graph\" attr.name=\"to\" attr.type=\"string\"/>\n");
    graphml_keys(&g, g.nodes, &out->bytes);
    graphml_keys(&g, g.edges, &out->bytes);
    gln_buffer__puts(&out->bytes, "  <graph id=\"G\" edgedefault=\"undirected\">\n");
    put_graphml_data(report, &out->bytes);
    status = put_rows(&g, g.nodes, full, graphml_row, out, err);
    if (status == GLN_OK) {
        status = put_rows(&g, g.edges, full, graphml_row, out, err);
    }
    gln_buffer__puts(&out->bytes, "  </graph>\n</graphml>\n");
    gln_intern__clear(&g.names);
    return status;
}
