/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The forms of cases: which inputs belong together, and what is computed from them. Each form calls the functions that
 * reports use and puts all that they give under the names that files of expected values use. */
#ifndef GLN_CALC_FORMS_H
#define GLN_CALC_FORMS_H

#include "cli/calc_case.h"

typedef void calc_form(calc_case *c);

/* The form of a case, by the first two parts of its id and the names of its inputs; NULL where there is none. */
calc_form *calc_form_find(gln_slice id, const gln_json_node *inputs);

/* calc_form_tables.c: two corpora, several words */
calc_form calc_keyness;
calc_form calc_keyness_cells;
calc_form calc_keyness_texts;
calc_form calc_monroe;
calc_form calc_conservative;
calc_form calc_bic;

/* calc_form_words.c: pairs of words, parts of a corpus */
calc_form calc_association;
calc_form calc_association_cells;
calc_form calc_association_lists;
calc_form calc_association_limits;
calc_form calc_window;
calc_form calc_dispersion;
calc_form calc_dispersion_parts;
calc_form calc_distances;

/* calc_form_reuse.c: two texts */
calc_form calc_reuse;

/* calc_form_cooc.c: a text whose collocates are counted */
calc_form calc_conventions;

/* calc_form_units.c: two groups of units */
calc_form calc_two_samples;
calc_form calc_rate_ratio;
calc_form calc_profiles;
calc_form calc_profiles_permuted;

/* calc_form_tests.c: families of tests, tails, limits, random numbers */
calc_form calc_adjusted;
calc_form calc_adjusted_ln;
calc_form calc_monte_carlo;
calc_form calc_most_extreme;
calc_form calc_chi_square_tail;
calc_form calc_hypergeometric_tail;
calc_form calc_choose;
calc_form calc_clopper_pearson;
calc_form calc_poisson_limits;
calc_form calc_poisson_limits_list;
calc_form calc_poisson_tail;
calc_form calc_t_tail;
calc_form calc_random;

/* calc_form_series.c: series */
calc_form calc_rate;
calc_form calc_rate_clustered;
calc_form calc_rate_pooled;
calc_form calc_trend;
calc_form calc_trend_seasonal;
calc_form calc_homogeneity;
calc_form calc_autocorrelation;
calc_form calc_surprise;
calc_form calc_control;

/* calc_form_glm.c: regressions of counts */
calc_form calc_regression;

/* calc_form_change.c: bursts and changes */
calc_form calc_bursts;
calc_form calc_pettitt;
calc_form calc_scan;
calc_form calc_partition;

/* calc_form_breaks.c: segments of series, cycles, draws, networks */
calc_form calc_stream;
calc_form calc_mean_breaks;
calc_form calc_online_changes;
calc_form calc_decomposition;
calc_form calc_bootstrap;
calc_form calc_network;

/* calc_form_vocabulary.c: the words of one text */
calc_form calc_vocabulary_text;
calc_form calc_vocabulary_counts;
calc_form calc_vocabulary_frequencies;
calc_form calc_fisher_alpha;
calc_form calc_heaps;

/* calc_form_extraction.c: what a text is about */
calc_form calc_rake;
calc_form calc_textrank;
calc_form calc_clumping;
calc_form calc_c_values;
calc_form calc_new_words;

/* calc_form_profiles.c: texts by words */
calc_form calc_delta;
calc_form calc_cbdf;
calc_form calc_novelty;
calc_form calc_correspondence;
calc_form calc_multivariate;
calc_form calc_neighbours;
calc_form calc_tfidf;
calc_form calc_drift;

#endif
