/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The screening of a vocabulary, shared by what runs it and what lists its findings. */
#ifndef GLN_MEASURE_SCAN_H
#define GLN_MEASURE_SCAN_H

#include "count/freq_view.h"
#include "guanlan/scan.h"
#include "measure/measure_trend_test.h"

/* The tests of a word, in the order of their p. */
typedef enum gln_scan_test {
    GLN_SCAN_TREND,
    GLN_SCAN_BURST,
    GLN_SCAN_CHANGE,
    GLN_SCAN_SEASON,
    GLN_SCAN_SINCE,
    GLN_SCAN_TESTS,
} gln_scan_test;

/* A word. */
typedef struct gln_scan_word {
    const gln_freq_term *term;
    gln_shape_cut since;
    size_t result; /* of the words that were found; SIZE_MAX for others */
} gln_scan_word;

/* What all words share, and what is found. */
typedef struct gln_scan {
    const gln_freq_view *view;
    const gln_scan_options *options;
    gln_series_view series;  /* issues and strata of the view, one for each issue with articles; no terms */
    uint32_t *stratum_of;    /* by issue; GLN_NO_ID */
    gln_trend_frame frame;   /* of the empty series */
    gln_trend_tested tested; /* its points */
    uint32_t *point_of;      /* by issue: its tested point; GLN_NO_ID */
    gln_shape_null null;     /* drawn for all totals */
    size_t since;            /* points before it; 0 or n: nothing is new or gone */
    gln_scan_word *words;    /* tested, by bytes */
    size_t n_words, n_found, m;
    double *ln_p, *ln_p_adj;   /* n_words x GLN_SCAN_TESTS */
    gln_trend_result *results; /* of the found */
    struct gln_scan_worker *workers;
    size_t n_workers;
} gln_scan;

/* Screens all words and runs the full tests on those found. */
GLN_MUST_USE gln_status gln_scan__run(const gln_freq_view *view, const gln_scan_options *options, gln_scan *out,
                                      gln_error *err);
void gln_scan__free(gln_scan *scan);

/* A word's hits and its articles by tested point; room for as many each. */
GLN_MUST_USE gln_status gln_scan__series(const gln_scan *scan, const gln_freq_term *term, gln_freq_reader *reader,
                                         double *y, double *with, gln_error *err);

#endif
