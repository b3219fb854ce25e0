/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/calc_forms.h"
#include "core/buffer.h"
#include "count/cooc_view.h"
#include "stats/assoc.h"

/* A text of given sentences, each a paragraph of one article, for the counter that reports use. */
typedef struct sample {
    gln_paragraph *sentences;
    size_t n;
    gln_slice words[2]; /* the node, the collocate */
    gln_analyzer *analyzer;
    gln_matcher *matcher;
} sample;

/* The words of a sentence with a space between them. */
static gln_slice joined(calc_case *c, const gln_json_node *words)
{
    gln_buffer text = GLN_BUFFER_INIT;
    for (const gln_json_node *w = gln_json__first(words); w; w = gln_json__next(w)) {
        gln_slice word = GLN_LIT("");
        if (!gln_json__string(w, &word) && c->status == GLN_OK) {
            c->status = gln_error_set(&c->err, GLN_ERR_FORMAT, "the input 'sentences' is not a list of lists of words");
        }
        gln_buffer__puts(&text, text.len ? " " : "");
        gln_buffer__put(&text, word);
    }
    gln_slice copy = gln_arena__copy(&c->arena, gln_buffer__slice(&text));
    if ((text.failed || !copy.ptr) && c->status == GLN_OK) {
        c->status = gln_error__nomem(&c->err);
    }
    gln_buffer__free(&text);
    return copy;
}

static void read_sample(calc_case *c, sample *s)
{
    const gln_json_node *sentences = gln_json__get(c->inputs, "sentences");
    s->words[0] = gln_arena__copy(&c->arena, calc_text(c, "node"));
    s->words[1] = gln_arena__copy(&c->arena, calc_text(c, "collocate"));
    s->n = gln_json__length(sentences);
    s->sentences = calc_array(c, s->n, sizeof *s->sentences);
    size_t i = 0;
    for (const gln_json_node *one = gln_json__first(sentences); one && c->status == GLN_OK; one = gln_json__next(one)) {
        s->sentences[i++] = (gln_paragraph){.text = joined(c, one), .gap = SIZE_MAX};
    }
    if (c->status == GLN_OK) {
        c->status = gln_analyzer_new(NULL, &s->analyzer, &c->err);
    }
    if (c->status == GLN_OK) {
        const char *const terms[] = {s->words[0].ptr, s->words[1].ptr};
        c->status = gln_matcher_new(s->analyzer, terms, 2, GLN_MATCH_WORD, &s->matcher, &c->err);
    }
}

/* Counts around both words; false on failure. */
static bool count(calc_case *c, const sample *s, gln_context context, unsigned window, gln_cooc **counter,
                  gln_cooc_view *view)
{
    const gln_article article = {.id = GLN_LIT("1"), .order = 1, .body = s->sentences, .n_body = s->n};
    const gln_issue issue = {.id = GLN_LIT("1"), .articles = &article, .n_articles = 1};
    const gln_counter_options options = {
        .analyzer = s->analyzer, .matcher = s->matcher, .context = context, .window = window};
    c->status = gln_cooc_new(&options, counter, &c->err);
    if (c->status == GLN_OK) {
        c->status = gln_cooc_add(*counter, &issue, &c->err);
    }
    if (c->status == GLN_OK) {
        c->status = gln_cooc__view(*counter, view, &c->err);
    }
    return c->status == GLN_OK;
}

/* The pair of a word and the other one, all 0 where they never meet. */
static gln_cooc_pair pair_of(const gln_cooc_view *view, size_t node, gln_slice other)
{
    for (size_t i = 0; i < view->nodes[node].n_pairs; i++) {
        const gln_cooc_pair *pair = &view->nodes[node].pairs[i];
        if (gln_slice_equal(view->words[pair->word].text, other)) {
            return *pair;
        }
    }
    return (gln_cooc_pair){0};
}

static void put_surface(calc_case *c, const sample *s, unsigned window)
{
    gln_cooc *counter = NULL;
    gln_cooc_view view = {.arena = GLN_ARENA_INIT};
    gln_assoc a;
    if (count(c, s, GLN_CONTEXT_WINDOW, window, &counter, &view)) {
        const gln_cooc_node *node = &view.nodes[0];
        gln_cooc_pair pair = pair_of(&view, 0, s->words[1]);
        /* A node's token has the collocate near it where it stands itself in a window of the collocate. */
        gln_cooc_pair turned = pair_of(&view, 1, s->words[0]);
        gln_assoc__measure(pair.observed, node->f1, pair.c1, node->n, &a);
        c->state = a.status;
        CALC_PUT(c, {"pair_tokens", (double)pair.pairs},
                 {"collocate_tokens_in_merged_windows_O11", (double)pair.observed},
                 {"merged_window_tokens_R1", (double)node->f1}, {"f_collocate_C1", (double)pair.c1},
                 {"N_minus_node", (double)node->n}, {"E11_evert_surface", a.expected},
                 {"node_tokens_with_collocate", (double)turned.observed}, );
        gln_cooc_view__free(&view);
    }
    gln_cooc_free(counter);
}

static void put_textual(calc_case *c, const sample *s)
{
    gln_cooc *counter = NULL;
    gln_cooc_view view = {.arena = GLN_ARENA_INIT};
    if (count(c, s, GLN_CONTEXT_SENTENCE, 0, &counter, &view)) {
        const gln_cooc_node *node = &view.nodes[0];
        gln_cooc_pair pair = pair_of(&view, 0, s->words[1]);
        CALC_PUT(c, {"sentence_table.o11", (double)pair.observed}, {"sentence_table.f1", (double)node->f1},
                 {"sentence_table.f2", (double)pair.c1}, {"sentence_table.N", (double)node->n}, );
        gln_cooc_view__free(&view);
    }
    gln_cooc_free(counter);
}

void calc_conventions(calc_case *c)
{
    enum { MOST_SPAN = 1000 };
    sample s = {0};
    unsigned window = (unsigned)calc_size(c, "span_each_side", 1, MOST_SPAN);
    read_sample(c, &s);
    if (c->status == GLN_OK) {
        put_surface(c, &s, window);
    }
    if (c->status == GLN_OK) {
        put_textual(c, &s);
    }
    gln_matcher_free(s.matcher);
    gln_analyzer_free(s.analyzer);
}
