/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Keywords by their neighbours: TextRank and RAKE over the articles of a period. Both need a counter with keep_order.
 */
#ifndef GLN_MEASURE_KEYPHRASES_H
#define GLN_MEASURE_KEYPHRASES_H

#include "count/freq_order.h"
#include "measure/measure_period.h"

/* The articles of one period; periods NULL: all of them. */
typedef struct gln_keyphrase_scope {
    const gln_freq_view *view;
    const gln_periods *periods;
    size_t period;
} gln_keyphrase_scope;

/* TextRank (Mihalcea and Tarau 2004) of the words whose candidate is not 0, by number of the view; NaN for others and
 * those that stand beside none. Words are linked where they are neighbours in a sentence at least once (the window of
 * 2 of the paper); what was left out takes its place. Damping .85, scaled to a mean of 1. Memory: 16 bytes a distinct
 * pair. */
GLN_MUST_USE gln_status gln_keyphrases__textrank(const gln_keyphrase_scope *scope, gln_freq_orders *orders,
                                                 const uint8_t *candidate, double *out, gln_error *err);

/* Frequency and degree of RAKE (Rose et al. 2010) by number of the view, both zeroed at first: candidate phrases are
 * what stands between stop words, numbers, marks and ends of sentences. */
GLN_MUST_USE gln_status gln_keyphrases__degrees(const gln_keyphrase_scope *scope, gln_freq_orders *orders,
                                                uint64_t *frequency, uint64_t *degree, gln_error *err);

/* A document's terms, everything else as GLN_KEYPHRASE_BREAK; borrowed until the next. */
GLN_MUST_USE gln_status gln_keyphrases__words(gln_freq_orders *orders, size_t doc, const uint32_t **words, size_t *n,
                                              gln_error *err);

static inline bool gln_keyphrases__in(const gln_keyphrase_scope *scope, size_t doc)
{
    return !scope->periods || scope->periods->of_issue[scope->view->docs[doc].issue] == scope->period;
}

#endif
