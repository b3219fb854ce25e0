/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "count/reuse_view.h"
#include "guanlan/reuse.h"

enum {
    CLUSTER,
    SIZE,
    ARTICLE,
    ISSUE,
    NEWSPAPER,
    DATE,
    HEADLINE,
    AGENCY,
    FILE_NAME,
    SIMILARITY,
    CONTAINMENT,
    EARLIEST,
    LAG_DAYS,
    KIND,
    STATUS,
    N_FIELDS
};

static const gln_field fields[N_FIELDS] = {
    {"cluster", GLN_TYPE_INTEGER, NULL, "Cluster", "number of the cluster, as in reuse_clusters"},
    {"size", GLN_TYPE_INTEGER, "article", "Size", "members of the cluster"},
    {"article", GLN_TYPE_STRING, NULL, "Article", "id of the article, as the articles table has it"},
    {"issue", GLN_TYPE_STRING, NULL, "Issue", "id of the newspaper issue's file"},
    {"newspaper", GLN_TYPE_STRING, NULL, "Newspaper", "name of the newspaper; null where unknown"},
    {"date", GLN_TYPE_DATE, NULL, "Date", "day of the issue"},
    {"headline", GLN_TYPE_STRING, NULL, "Headline", "the article's headline, all parts joined"},
    {"agency", GLN_TYPE_STRING, NULL, "Agency", "the agency that the article names; null where unknown"},
    {"file", GLN_TYPE_STRING, NULL, "File", "path of the file, relative to the corpus"},
    {"similarity", GLN_TYPE_NUMBER, NULL, "Similarity",
     "Jaccard index of the shingles with those of the earliest copy (Broder 1997), standing ones left out"},
    {"containment", GLN_TYPE_NUMBER, NULL, "Containment",
     "share of the shingles of the shorter of both that stand in the longer (Broder 1997)"},
    {"earliest", GLN_TYPE_BOOLEAN, NULL, "Earliest", "whether it is the first by date, newspaper, edition and id"},
    {"lag_days", GLN_TYPE_INTEGER, "day", "Lag", "days behind the earliest copy"},
    {"kind", GLN_TYPE_STRING, NULL, "Kind",
     "exact: the same text but for punctuation and breaks; near: the similarity reaches the threshold; partial: less; "
     "null for the earliest"},
    {"status", GLN_TYPE_STRING, NULL, "Status",
     "ok; estimated: computed on samples of 256 shingles; chained: joined through another member; boilerplate: many "
     "articles, all of one paper"},
};

enum { C_CLUSTER, C_SIZE, C_PAPERS, C_FIRST, C_PAPER, C_LAST, C_AGENCY, C_MIN, C_MEDIAN, C_HEADLINE, C_STATUS, C_N };

static const gln_field cluster_fields[C_N] = {
    {"cluster", GLN_TYPE_INTEGER, NULL, "Cluster", "number of the cluster: reprints first, the largest first"},
    {"size", GLN_TYPE_INTEGER, "article", "Size", "members of the cluster"},
    {"papers", GLN_TYPE_INTEGER, "newspaper", "Papers", "newspapers among them; those without a name count as one"},
    {"first_date", GLN_TYPE_DATE, NULL, "First date", "day of the earliest copy"},
    {"first_newspaper", GLN_TYPE_STRING, NULL, "First newspaper", "newspaper of the earliest copy; null where unknown"},
    {"last_date", GLN_TYPE_DATE, NULL, "Last date", "day of the latest copy"},
    {"agency", GLN_TYPE_STRING, NULL, "Agency", "the first agency that a member names; null where none does"},
    {"similarity_min", GLN_TYPE_NUMBER, NULL, "Least similarity", "smallest Jaccard index with the earliest copy"},
    {"similarity_median", GLN_TYPE_NUMBER, NULL, "Median similarity", "median Jaccard index with the earliest copy"},
    {"headline", GLN_TYPE_STRING, NULL, "Headline", "headline of the earliest copy"},
    {"status", GLN_TYPE_STRING, NULL, "Status",
     "ok; estimated: some similarity is computed on samples; boilerplate: many articles, all of one paper"},
};

static void set_text(gln_table *table, size_t column, gln_slice text)
{
    gln_table_set_text(table, column, text.len ? text : (gln_slice){NULL, 0});
}

static void set_date(gln_table *table, size_t column, gln_date date)
{
    char text[GLN_DATE_SIZE];
    gln_table_set_text(table, column, gln_slice_of(gln_date_edtf(date, text)));
}

static const char *status_of(const gln_reuse_group *g, const gln_reuse_member *m)
{
    return g->boilerplate                                   ? "boilerplate"
           : m->chained                                     ? "chained"
           : m->overlap.exact || m->kind == GLN_REUSE_EXACT ? "ok"
                                                            : "estimated";
}

static void put_member(gln_table *table, size_t cluster, const gln_reuse_group *g, size_t i)
{
    static const char *const kinds[] = {"exact", "near", "partial"};
    const gln_reuse_member *m = &g->members[i];
    const gln_reuse_entry *e = m->entry;
    gln_table_row(table);
    gln_table_set_integer(table, CLUSTER, cluster);
    gln_table_set_integer(table, SIZE, g->n);
    set_text(table, ARTICLE, e->id);
    set_text(table, ISSUE, e->issue_id);
    set_text(table, NEWSPAPER, e->newspaper);
    set_date(table, DATE, e->date);
    set_text(table, HEADLINE, e->headline);
    set_text(table, AGENCY, e->agency);
    set_text(table, FILE_NAME, e->file);
    gln_table_set_number(table, SIMILARITY, m->overlap.jaccard);
    gln_table_set_number(table, CONTAINMENT, m->overlap.containment);
    gln_table_set_boolean(table, EARLIEST, i == 0);
    gln_table_set_integer(table, LAG_DAYS, (uint64_t)m->lag_days);
    if (i) {
        gln_table_set_text(table, KIND, gln_slice_of(kinds[m->kind]));
    }
    gln_table_set_text(table, STATUS, gln_slice_of(status_of(g, m)));
}

static void put_cluster(gln_table *table, size_t cluster, const gln_reuse_group *g)
{
    const gln_reuse_entry *first = g->members[0].entry;
    gln_table_row(table);
    gln_table_set_integer(table, C_CLUSTER, cluster);
    gln_table_set_integer(table, C_SIZE, g->n);
    gln_table_set_integer(table, C_PAPERS, g->n_papers);
    set_date(table, C_FIRST, first->date);
    set_text(table, C_PAPER, first->newspaper);
    set_date(table, C_LAST, g->members[g->n - 1].entry->date);
    set_text(table, C_AGENCY, g->agency);
    gln_table_set_number(table, C_MIN, g->similarity_min);
    gln_table_set_number(table, C_MEDIAN, g->similarity_median);
    set_text(table, C_HEADLINE, first->headline);
    gln_table_set_text(table, C_STATUS,
                       g->boilerplate ? GLN_LIT("boilerplate")
                       : g->estimated ? GLN_LIT("estimated")
                                      : GLN_LIT("ok"));
}

gln_status gln_reuse_tables(const gln_reuse *counter, const gln_reuse_options *options, gln_table **members,
                            gln_table **clusters, gln_error *err)
{
    gln_reuse_view view = {.n_groups = 0};
    gln_table *rows = NULL;
    gln_table *groups = NULL;
    gln_status status = gln_reuse__view(counter, options, &view, err);
    if (status == GLN_OK) {
        status = gln_table_new("reuse", "Copies of one text", fields, N_FIELDS, &rows, err);
    }
    if (status == GLN_OK) {
        status = gln_table_new("reuse_clusters", "Texts with copies", cluster_fields, C_N, &groups, err);
    }
    size_t n = options && options->top && options->top < view.n_groups ? options->top : view.n_groups;
    for (size_t g = 0; g < n && status == GLN_OK; g++) {
        put_cluster(groups, g + 1, &view.groups[g]);
        for (size_t i = 0; i < view.groups[g].n; i++) {
            put_member(rows, g + 1, &view.groups[g], i);
        }
    }
    if (status == GLN_OK) {
        status = gln_table_check(rows, err);
    }
    if (status == GLN_OK) {
        status = gln_table_check(groups, err);
    }
    if (status == GLN_OK) {
        *members = rows;
        *clusters = groups;
        rows = groups = NULL;
    }
    gln_table_free(rows);
    gln_table_free(groups);
    gln_reuse_view__free(&view);
    return status;
}
