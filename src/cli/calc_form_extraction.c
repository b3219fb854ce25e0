/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/calc_forms.h"
#include "core/buffer.h"
#include "measure/measure_graph.h"
#include "stats/keyphrase.h"
#include "stats/richness.h"
#include "stats/tfidf.h"

#include <ctype.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>

/* ---- RAKE -------------------------------------------------------------------------------------------------------- */

/* Letters, digits and all that is not ASCII; an apostrophe or hyphen between two of them. */
static bool word_byte(gln_slice text, size_t i)
{
    unsigned char byte = (unsigned char)text.ptr[i];
    bool joint = byte == '-' || byte == '\'';
    return isalnum(byte) || byte >= 0x80 ||
           (joint && i > 0 && i + 1 < text.len && isalnum((unsigned char)text.ptr[i - 1]) &&
            isalnum((unsigned char)text.ptr[i + 1]));
}

/* The text as words by number, stop words and marks as breaks; a space is none. */
static uint32_t *read_phrases(calc_case *c, gln_intern *names, const gln_intern *stops, size_t *n)
{
    gln_slice text = calc_text(c, "text");
    uint32_t *words = calc_array(c, 2 * text.len + 1, sizeof *words);
    char *lower = calc_array(c, text.len + 1, 1);
    *n = 0;
    for (size_t i = 0; c->status == GLN_OK && i < text.len;) {
        size_t start = i;
        for (; i < text.len && word_byte(text, i); i++) {
            lower[i - start] = (char)tolower((unsigned char)text.ptr[i]);
        }
        gln_slice word = {lower, i - start};
        if (word.len == 0) {
            bool space = isspace((unsigned char)text.ptr[i++]);
            if (!space) {
                words[(*n)++] = GLN_KEYPHRASE_BREAK;
            }
        } else if (gln_intern__find(stops, word) != GLN_NO_ID) {
            words[(*n)++] = GLN_KEYPHRASE_BREAK;
        } else if ((words[(*n)++] = gln_intern__add(names, word)) == GLN_NO_ID) {
            c->status = gln_error__nomem(&c->err);
        }
    }
    return words;
}

static void put_named(calc_case *c, const char *area, gln_slice name, double value)
{
    calc_put_at(c, value, "%s.%.*s", area, (int)(name.len < 90 ? name.len : 90), name.ptr);
}

static void put_rake(calc_case *c, const uint32_t *words, size_t n, const gln_intern *names)
{
    uint64_t *frequency = calc_array(c, names->count, sizeof *frequency);
    uint64_t *degree = calc_array(c, names->count, sizeof *degree);
    gln_buffer phrase = GLN_BUFFER_INIT;
    size_t at = 0, start = 0;
    if (c->status != GLN_OK) {
        return;
    }
    gln_keyphrase__count(words, n, frequency, degree);
    for (size_t w = 0; w < names->count; w++) {
        put_named(c, "word_freq", names->items[w], (double)frequency[w]);
        put_named(c, "word_deg", names->items[w], (double)degree[w]);
    }
    for (size_t length; (length = gln_keyphrase__next(words, n, &at, &start)) > 0;) {
        gln_buffer__clear(&phrase);
        for (size_t i = 0; i < length; i++) {
            gln_buffer__puts(&phrase, i ? " " : "");
            gln_buffer__put(&phrase, names->items[words[start + i]]);
        }
        put_named(c, "phrase_scores", gln_buffer__slice(&phrase),
                  gln_keyphrase__score(words + start, length, frequency, degree));
    }
    gln_buffer__free(&phrase);
}

void calc_rake(calc_case *c)
{
    gln_intern names = {0}, stops = {0};
    size_t n = 0;
    for (const gln_json_node *s = gln_json__first(gln_json__get(c->inputs, "stopwords")); s; s = gln_json__next(s)) {
        gln_slice word;
        if (gln_json__string(s, &word) && gln_intern__add(&stops, word) == GLN_NO_ID) {
            c->status = gln_error__nomem(&c->err);
        }
    }
    uint32_t *words = read_phrases(c, &names, &stops, &n);
    if (c->status == GLN_OK) {
        put_rake(c, words, n, &names);
    }
    gln_intern__clear(&names);
    gln_intern__clear(&stops);
}

/* ---- TextRank ---------------------------------------------------------------------------------------------------- */

static int by_ends(const void *a, const void *b)
{
    const gln_graph_edge *x = a, *y = b;
    if (x->a != y->a) {
        return x->a < y->a ? -1 : 1;
    }
    return (x->b > y->b) - (x->b < y->b);
}

/* Words that stand in one window of the text, each pair once. */
static size_t link_words(const calc_words *words, size_t window, gln_graph_edge *edges)
{
    size_t n = 0, distinct = 0;
    for (size_t i = 0; i < words->n; i++) {
        for (size_t j = i + 1; j < words->n && j < i + window; j++) {
            uint32_t a = words->items[i], b = words->items[j];
            if (a != b) {
                edges[n++] = (gln_graph_edge){a < b ? a : b, a < b ? b : a, 1};
            }
        }
    }
    qsort(edges, n, sizeof *edges, by_ends);
    for (size_t e = 0; e < n; e++) {
        if (e == 0 || by_ends(&edges[e], &edges[e - 1]) != 0) {
            edges[distinct++] = edges[e];
        }
    }
    return distinct;
}

void calc_textrank(calc_case *c)
{
    calc_words words = calc_read_words(c, "tokens");
    size_t window = calc_size(c, "window", 2, 100);
    double damping = calc_number_or(c, "damping", 0.85);
    gln_graph_edge *edges = calc_array(c, words.n * (window + 1), sizeof *edges);
    double *scores = calc_array(c, words.types, sizeof *scores);
    if (c->status != GLN_OK) {
        return;
    }
    gln_graph graph = {words.types, edges, link_words(&words, window, edges)};
    c->status = gln_graph__textrank(&graph, damping, scores, &c->err);
    for (size_t i = 0; c->status == GLN_OK && i < words.types; i++) {
        put_named(c, "pagerank_sum1", words.names[i], scores[i]);
        put_named(c, "mihalcea_scale", words.names[i], scores[i] * (double)words.types);
    }
}

/* ---- single words ------------------------------------------------------------------------------------------------ */

void calc_clumping(calc_case *c)
{
    size_t n = 0;
    gln_clumping k;
    uint64_t *hits = calc_counts(c, "doc_counts", &n);
    if (c->status == GLN_OK) {
        gln_tfidf__clumping(hits, n, (double)n, &k);
        CALC_PUT(c, {"burstiness_f_over_df", k.burstiness}, {"residual_idf_bits", k.residual_idf},
                 {"adaptation_ge2_given_ge1", k.adaptation}, {"variance_to_mean", k.variance_to_mean}, );
    }
}

static size_t count_words(gln_slice text)
{
    size_t n = 0;
    for (size_t i = 0; i < text.len; i++) {
        n += text.ptr[i] != ' ' && (i == 0 || text.ptr[i - 1] == ' ');
    }
    return n;
}

static bool holds_words(gln_slice longer, gln_slice term)
{
    for (size_t i = 0; i + term.len <= longer.len; i++) {
        bool ends =
            (i == 0 || longer.ptr[i - 1] == ' ') && (i + term.len == longer.len || longer.ptr[i + term.len] == ' ');
        if (ends && memcmp(longer.ptr + i, term.ptr, term.len) == 0) {
            return longer.len > term.len;
        }
    }
    return false;
}

/* Frequencies of nested terms: hits inside a longer term are those that no still longer one holds. */
void calc_c_values(calc_case *c)
{
    const gln_json_node *terms = gln_json__get(c->inputs, "freq");
    for (const gln_json_node *t = gln_json__first(terms); t; t = gln_json__next(t)) {
        gln_slice term = gln_json__name(t);
        double f = 0, nested = 0, longer = 0;
        (void)gln_json__number(t, &f);
        for (const gln_json_node *o = gln_json__first(terms); o; o = gln_json__next(o)) {
            double own = 0, inside = 0;
            if (!holds_words(gln_json__name(o), term) || !gln_json__number(o, &own)) {
                continue;
            }
            for (const gln_json_node *p = gln_json__first(terms); p; p = gln_json__next(p)) {
                double above = 0;
                if (holds_words(gln_json__name(p), gln_json__name(o)) && gln_json__number(p, &above)) {
                    inside += above;
                }
            }
            nested += own - inside;
            longer++;
        }
        double value = gln_keyphrase__c_value((double)count_words(term), f, nested, longer);
        char name[96];
        (void)snprintf(name, sizeof name, "%.*s", (int)(term.len < 90 ? term.len : 90), term.ptr);
        put_named(c, "c_value", term, value);
        for (char *p = name; *p; p++) {
            *p = *p == ' ' ? '_' : *p;
        }
        calc_put(c, name, value);
    }
}
