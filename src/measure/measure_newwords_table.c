/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/buffer.h"
#include "count/freq_view.h"
#include "count/kwic_view.h"
#include "measure/measure_newwords.h"

#include <math.h>
#include <stdlib.h>

enum {
    WORD,
    COUNT,
    DOC_FREQ,
    ISSUE_FREQ,
    COHESION,
    COHESION_LOW,
    ENTROPY_LEFT,
    ENTROPY_LEFT_LOW,
    ENTROPY_RIGHT,
    ENTROPY_RIGHT_LOW,
    SCORE,
    PARTS,
    KNOWN,
    FIRST,
    LAST,
    COUNT_BEFORE,
    COUNT_SINCE,
    P_ABSENT,
    LEFT,
    MATCH_TEXT,
    RIGHT,
    DATE,
    FILE_NAME,
    LINE,
    STATUS,
    N_FIELDS
};

static const gln_field fields[N_FIELDS] = {
    {"word", GLN_TYPE_STRING, NULL, "Word", "the string, normalized"},
    {"count", GLN_TYPE_INTEGER, "occurrences", "Count", "places where it stands"},
    {"doc_freq", GLN_TYPE_INTEGER, "articles", "Articles", "articles in which it occurs"},
    {"issue_freq", GLN_TYPE_INTEGER, "issues", "Issues", "newspaper issues in which it occurs"},
    {"cohesion", GLN_TYPE_NUMBER, "bits", "Cohesion",
     "least pointwise mutual information over ways to part it in two: log2(c(uv) N/(c(u) c(v)))"},
    {"cohesion_low", GLN_TYPE_NUMBER, "bits", "Cohesion, low",
     "lower limit of 95 %, from the exact Poisson interval of its count (Garwood 1936)"},
    {"entropy_left", GLN_TYPE_NUMBER, "bits", "Entropy, left",
     "branching entropy of what stands before it (Harris 1955), corrected by (K-1)/2n (Miller 1955; Madow 1948)"},
    {"entropy_left_low", GLN_TYPE_NUMBER, "bits", "Entropy, left, low",
     "lower limit of 95 % by its standard error (Basharin 1959)"},
    {"entropy_right", GLN_TYPE_NUMBER, "bits", "Entropy, right", "the same of what stands behind it"},
    {"entropy_right_low", GLN_TYPE_NUMBER, "bits", "Entropy, right, low", "lower limit of 95 % of that"},
    {"score", GLN_TYPE_NUMBER, NULL, "Score",
     "lower limit of the cohesion times the smaller of the entropies' lower limits: the order of the table"},
    {"parts", GLN_TYPE_STRING, NULL, "Parts", "how the lexicons in use cut it, parts with / between"},
    {"known", GLN_TYPE_BOOLEAN, NULL, "Known", "a lexicon in use has it"},
    {"first", GLN_TYPE_DATE, NULL, "First", "date of the first dated issue with it"},
    {"last", GLN_TYPE_DATE, NULL, "Last", "date of the last one"},
    {"count_before", GLN_TYPE_INTEGER, "occurrences", "Count before", "in issues before the date of --emerging"},
    {"count_since", GLN_TYPE_INTEGER, "occurrences", "Count since", "in issues from that date on"},
    {"p_absent", GLN_TYPE_NUMBER, NULL, "p, absent",
     "chance that an article-wise equal rate leaves it out of all articles before: (share of articles since)^doc_freq; "
     "descriptive, as stories reach over several articles"},
    {"left", GLN_TYPE_STRING, NULL, "Left", "what stands before its first occurrence in the corpus"},
    {"match_text", GLN_TYPE_STRING, NULL, "Match", "that occurrence as it stands"},
    {"right", GLN_TYPE_STRING, NULL, "Right", "what stands behind it"},
    {"date", GLN_TYPE_STRING, NULL, "Date", "date of its issue, EDTF"},
    {"file", GLN_TYPE_STRING, NULL, "File", "where it stands"},
    {"line", GLN_TYPE_INTEGER, NULL, "Line", "source line in that file"},
    {"status", GLN_TYPE_STRING, NULL, "Status", "ok; no_evidence: the second reading did not find it"},
};

/* What a word's postings say. */
typedef struct spread {
    uint64_t issues, before, since;
    gln_date first, last;
} spread;

static bool dated(gln_date date)
{
    return date.year && date.month && date.day;
}

static gln_status spread_of(const gln_freq_view *view, const gln_freq_term *term, gln_date since,
                            gln_freq_reader *reader, spread *out, gln_error *err)
{
    const gln_freq_posting *postings = NULL;
    gln_status status = gln_freq_view__postings(view, term, reader, &postings, err);
    *out = (spread){.issues = 0};
    uint32_t last = GLN_NO_ID;
    for (size_t i = 0; i < term->n_postings && status == GLN_OK; i++) {
        uint32_t issue = view->docs[postings[i].doc].issue;
        gln_date date = view->issues[issue].date;
        out->issues += issue != last;
        last = issue;
        if (dated(date)) {
            out->first = dated(out->first) ? out->first : date; /* issues are in order of their dates */
            out->last = date;
        }
        if (since.year && date.year) {
            *(gln_issues__compare_dates(date, since) < 0 ? &out->before : &out->since) += postings[i].count;
        }
    }
    return status;
}

/* The parts of a word that the lexicon cuts it into. */
static gln_status put_parts(gln_table *table, gln_segmenter *segmenter, gln_slice text, gln_error *err)
{
    const gln_token *tokens;
    size_t n;
    gln_buffer parts = GLN_BUFFER_INIT;
    gln_status status = gln_segmenter_run(segmenter, text, &tokens, &n, err);
    for (size_t i = 0; i < n && status == GLN_OK; i++) {
        gln_buffer__puts(&parts, i ? "/" : "");
        gln_buffer__put(&parts, gln_slice_sub(text, tokens[i].start, tokens[i].len));
    }
    if (status == GLN_OK) {
        status = parts.failed ? gln_error__nomem(err) : GLN_OK;
        gln_table_set_text(table, PARTS, gln_buffer__slice(&parts));
    }
    gln_buffer__free(&parts);
    return status;
}

static void put_date(gln_table *table, size_t column, gln_date date)
{
    char text[GLN_DATE_SIZE];
    if (dated(date)) {
        gln_table_set_text(table, column, gln_slice_of(gln_date_edtf(date, text)));
    }
}

static void put_measures(gln_table *table, const gln_newword *word)
{
    gln_table_set_text(table, WORD, word->text);
    gln_table_set_integer(table, COUNT, word->count);
    gln_table_set_number(table, COHESION, word->cohesion);
    gln_table_set_number(table, COHESION_LOW, word->cohesion_low);
    gln_table_set_number(table, ENTROPY_LEFT, word->entropy_left);
    gln_table_set_number(table, ENTROPY_LEFT_LOW, word->entropy_left_low);
    gln_table_set_number(table, ENTROPY_RIGHT, word->entropy_right);
    gln_table_set_number(table, ENTROPY_RIGHT_LOW, word->entropy_right_low);
    gln_table_set_number(table, SCORE, word->score);
    gln_table_set_boolean(table, KNOWN, word->known);
    gln_table_set_text(table, STATUS, GLN_LIT("no_evidence"));
}

static void put_evidence(gln_table *table, const gln_kwic_row *row)
{
    char date[GLN_DATE_SIZE];
    gln_table_set_text(table, LEFT, row->left);
    gln_table_set_text(table, MATCH_TEXT, row->match);
    gln_table_set_text(table, RIGHT, row->right);
    gln_table_set_text(table, DATE, gln_slice_of(gln_date_edtf(row->date, date)));
    gln_table_set_text(table, FILE_NAME, row->file);
    if (row->line) {
        gln_table_set_integer(table, LINE, row->line);
    }
    gln_table_set_text(table, STATUS, GLN_LIT("ok"));
}

/* What rows are made with: of each word the term of the view and its evidence, or NULL. */
typedef struct showing {
    const gln_newwords *words;
    gln_freq_view view;
    gln_kwic_view lines;
    bool counted, shown;
    const gln_freq_term **terms;
    const gln_kwic_row **rows;
    gln_freq_reader reader;
    gln_segmenter *segmenter;
    gln_date since;
    double share_since; /* of articles */
} showing;

static void put_emerging(const showing *s, gln_table *table, const spread *sums, uint64_t doc_freq)
{
    gln_table_set_integer(table, COUNT_BEFORE, sums->before);
    gln_table_set_integer(table, COUNT_SINCE, sums->since);
    gln_table_set_number(table, P_ABSENT, pow(s->share_since, (double)doc_freq));
}

static gln_status put_row(showing *s, size_t i, gln_table *table, gln_error *err)
{
    const gln_newword *word = &s->words->items[i];
    spread sums = {.issues = 0};
    gln_status status = s->counted ? spread_of(&s->view, s->terms[i], s->since, &s->reader, &sums, err) : GLN_OK;
    if (status != GLN_OK || (s->since.year && sums.before)) {
        return status;
    }
    gln_table_row(table);
    put_measures(table, word);
    if (s->counted) {
        gln_table_set_integer(table, DOC_FREQ, s->terms[i]->n_postings);
        gln_table_set_integer(table, ISSUE_FREQ, sums.issues);
        put_date(table, FIRST, sums.first);
        put_date(table, LAST, sums.last);
        if (s->since.year) {
            put_emerging(s, table, &sums, s->terms[i]->n_postings);
        }
    }
    if (s->rows[i]) {
        put_evidence(table, s->rows[i]);
    }
    return put_parts(table, s->segmenter, word->text, err);
}

static gln_status open_views(showing *s, const gln_freq *freq, const gln_kwic *evidence, gln_error *err)
{
    gln_status status = freq ? gln_freq__view_streamed(freq, &s->view, err) : GLN_OK;
    s->counted = freq && status == GLN_OK;
    if (status == GLN_OK && evidence) {
        status = gln_kwic__view(evidence, &s->lines, err);
        s->shown = status == GLN_OK;
    }
    if (status == GLN_OK &&
        ((s->counted && s->view.n_terms != s->words->n) || (s->shown && s->lines.n_terms != s->words->n))) {
        status = gln_error_set(err, GLN_ERR_USAGE, "the words were counted with other terms");
    }
    for (size_t i = 0; i < s->view.n_terms && status == GLN_OK && s->counted; i++) {
        s->terms[s->view.terms[i].given] = &s->view.terms[i];
    }
    for (size_t i = 0; i < s->lines.n_rows && status == GLN_OK && s->shown; i++) {
        const gln_kwic_row *row = &s->lines.rows[i];
        s->rows[row->term] = s->rows[row->term] ? s->rows[row->term] : row;
    }
    uint64_t since = 0;
    for (size_t d = 0; d < s->view.n_docs && status == GLN_OK && s->since.year; d++) {
        gln_date date = s->view.issues[s->view.docs[d].issue].date;
        since += date.year && gln_issues__compare_dates(date, s->since) >= 0;
    }
    s->share_since = s->view.n_docs ? (double)since / (double)s->view.n_docs : NAN;
    return status;
}

gln_status gln_newwords_table(const gln_newwords *words, const gln_analyzer *analyzer, const gln_freq *freq,
                              const gln_kwic *evidence, gln_date since, gln_table **out, gln_error *err)
{
    showing s = {.words = words, .since = since};
    gln_table *table = NULL;
    s.terms = gln_memory__zeroed(words->n, sizeof(const gln_freq_term *));
    s.rows = gln_memory__zeroed(words->n, sizeof(const gln_kwic_row *));
    gln_status status = s.terms && s.rows ? gln_segmenter_new(analyzer, &s.segmenter, err) : gln_error__nomem(err);
    if (status == GLN_OK) {
        status = open_views(&s, freq, evidence, err);
    }
    if (status == GLN_OK) {
        status = gln_table_new("newwords", "New words", fields, N_FIELDS, &table, err);
    }
    for (size_t i = 0; i < words->n && status == GLN_OK; i++) {
        status = put_row(&s, i, table, err);
    }
    if (status == GLN_OK) {
        status = gln_table_check(table, err);
    }
    if (status == GLN_OK) {
        *out = table;
        table = NULL;
    }
    gln_table_free(table);
    gln_freq_reader__clear(&s.reader);
    if (s.counted) {
        gln_freq_view__free(&s.view);
    }
    if (s.shown) {
        gln_kwic_view__free(&s.lines);
    }
    gln_segmenter_free(s.segmenter);
    free(s.terms);
    free(s.rows);
    return status;
}
