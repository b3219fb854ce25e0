/* SPDX-License-Identifier: GPL-3.0-or-later */
/** @file
 * Variants: the recurrent longer expressions around a term (提法): 中国式现代化 and 现代化建设 around 现代化. An
 * expression is the tokens that an occurrence touches with up to three more on each side, within one sentence and
 * without a mark of punctuation between. One that stands nearly always in a longer one is left to that.
 */
#ifndef GUANLAN_VARIANTS_H
#define GUANLAN_VARIANTS_H

#include "guanlan/counter.h"
#include "guanlan/stoplist.h"
#include "guanlan/table.h"

#ifdef __cplusplus
extern "C" {
#endif

/** How variants are chosen. Start it with GLN_VARIANTS_OPTIONS_INIT. */
typedef struct gln_variants_options {
    uint64_t min_count;
    double prune;             /**< dropped where a longer one has this share of its occurrences */
    const gln_stoplist *stop; /**< words that an extension does not end with; may be NULL */
    size_t top;               /**< for each term, 0 all */
} gln_variants_options;

#define GLN_VARIANTS_OPTIONS_INIT                                                                                      \
    {                                                                                                                  \
        3, .8, NULL, 0                                                                                                 \
    }

/** Table "variants": term, variant, side (left, right, both), left, right, count, share of the term's occurrences,
 * articles_with, first, last, status. Terms in order, under each its variants by count, then bytes. */
GLN_API GLN_MUST_USE gln_status gln_variants_table(const gln_variants *counter, const gln_variants_options *options,
                                                   gln_table **out, gln_error *err);

#ifdef __cplusplus
}
#endif

#endif
