/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The counts of a gln_cooc as plain sorted arrays, for the measures. Whatever the context, a node and a word make the
 * 2x2 table (observed, f1, c1, n):
 *
 *     window (Evert 2008, surface)           sentence, paragraph, article (textual)
 *     observed   tokens of the word in the union of the node's windows | units with node and word
 *     f1         tokens in that union (R1)                              | units with the node
 *     c1         tokens of the word that are not the node's             | units with the word, the node's tokens apart
 *     n          tokens that are not the node's                         | units
 *
 * A node's tokens are all that its occurrences touch; they are never collocates of it, stand in no window of it and
 * are not in n. A window is at most k tokens to each side, within the sentence; words and numbers are tokens and take
 * a place, words only are collocates. Sentences end at 。！？!?…, at a full stop before a space, at a place where text
 * was lost and at the end of a segment. A unit holds a word or a number. */
#ifndef GLN_COUNT_COOC_VIEW_H
#define GLN_COUNT_COOC_VIEW_H

#include "core/arena.h"
#include "core/spool.h"
#include "guanlan/counter.h"

/* A word that occurs. */
typedef struct gln_cooc_word {
    gln_slice text;
    uint64_t f2; /* its tokens (window) or units that hold it, those of nodes among them */
} gln_cooc_word;

typedef struct gln_cooc_pair {
    uint32_t word; /* into words */
    uint64_t observed;
    uint64_t c1;
    uint64_t pairs; /* window only: ordered pairs (occurrence, token of the word) at most k apart; for the node's
                       own word those of two occurrences, twice the unordered ones */
    uint64_t articles_with; /* articles that count in observed */
} gln_cooc_pair;

typedef struct gln_cooc_node {
    gln_slice term; /* as the user wrote it */
    uint64_t f1;
    uint64_t n;
    uint64_t occurrences;
    uint64_t node_tokens;       /* window only */
    uint64_t articles_with;     /* articles with an occurrence */
    const gln_cooc_pair *pairs; /* ascending by word; observed or pairs > 0. NULL where the view streams */
    uint64_t at;                /* where they then lie: ask gln_cooc_view__pairs */
    size_t n_pairs;
} gln_cooc_node;

typedef struct gln_cooc_view {
    gln_context context;
    unsigned window;
    const gln_cooc_node *nodes; /* as in the matcher, also those without a hit */
    size_t n_nodes;
    const gln_cooc_word *words; /* by bytes */
    size_t n_words;
    uint64_t n_tokens; /* N of pair counting */
    uint64_t n_units;  /* not for windows */
    uint64_t n_articles;
    uint64_t possible_pairs;  /* window: P = 2 sum over sentences of sum_{d=1..k} max(L - d, 0), for the exact mean of
                                 pairs under permutation, f1 f2 P / (N (N - 1)) with single-token nodes */
    gln_cooc_word *own_words; /* of a view that streams, like the next */
    gln_spool spool;
    gln_arena arena; /* holds the arrays; the texts are the counter's, or here too */
} gln_cooc_view;

/* Makes the view. Its texts are borrowed until the counter changes. Cost: a sort of the words and of the pairs; where
 * the counter wrote runs its pairs stay in a file, and words take about 40 bytes each. */
GLN_MUST_USE gln_status gln_cooc__view(const gln_cooc *counter, gln_cooc_view *out, gln_error *err);
void gln_cooc_view__free(gln_cooc_view *view);

/* The pairs of a node, n_pairs of them, borrowed until room is used again; room is the caller's, empty at first. */
GLN_MUST_USE gln_status gln_cooc_view__pairs(const gln_cooc_view *view, const gln_cooc_node *node, gln_buffer *room,
                                             const gln_cooc_pair **out, gln_error *err);

/* The first and last month (12 year + month - 1) of a counter that keeps months apart; false where there is none. The
 * counts of the months from..to added up into a counter of its own, to be freed. */
bool gln_cooc__months(const gln_cooc *counter, int32_t *first, int32_t *last);
GLN_MUST_USE gln_status gln_cooc__between(const gln_cooc *counter, int32_t from, int32_t to, gln_cooc **out,
                                          gln_error *err);

#endif
