/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Coding sheets that were read back, and what they say of a stretch of days. */
#ifndef GLN_MEASURE_CODING_H
#define GLN_MEASURE_CODING_H

#include "core/intern.h"
#include "guanlan/coding.h"
#include "stats/numeric.h"

/* A term in a period, as its sheets drew it. */
typedef struct gln_coded_stratum {
    uint32_t term; /* number among the terms */
    gln_slice label;
    int64_t start, end; /* days; start > end: the sample has no periods */
    uint64_t hits;
    uint64_t sampled, judged, meant, unjudged, disputed; /* rows; disputed ones are not judged */
} gln_coded_stratum;

/* A row of the sheets. */
typedef struct gln_coded_unit {
    uint32_t stratum;
    uint32_t meant, not_meant; /* coders who say so */
} gln_coded_unit;

/* A judgement. */
typedef struct gln_coded_code {
    uint32_t unit, coder;
    bool meant;
} gln_coded_code;

struct gln_codings {
    gln_intern terms;
    gln_intern strata_keys, unit_keys;
    gln_coded_stratum *strata; /* by number in strata_keys; counts as of all sheets read */
    size_t strata_capacity;
    gln_coded_unit *units; /* by number in unit_keys */
    size_t unit_capacity;
    uint32_t *line_of; /* by unit: line of the sheet being read */
    size_t line_capacity;
    gln_coded_code *codes;
    size_t n_codes, code_capacity;
    uint32_t n_coders;
    gln_arena arena;
};

/* A precision with its interval; NaN where nothing was judged. */
typedef struct gln_precision {
    double share;
    gln_interval limits;
    bool whole; /* of the whole term, not of the period asked for */
} gln_precision;

/* Of one stratum, and of all of a term. */
gln_precision gln_coded__precision(const gln_coded_stratum *stratum, double conf);
gln_precision gln_codings__of_term(const gln_codings *codings, uint32_t term, double conf);

/* Of the term over the days: of the stratum that holds them all and has judged rows, else of the whole term. */
gln_precision gln_codings__over(const gln_codings *codings, gln_slice term, int64_t start, int64_t end, double conf);

#endif
