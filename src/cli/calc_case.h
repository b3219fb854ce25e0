/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A case of expected values while it is computed: what it gives, and what is computed from that.
 *
 * The first thing that goes wrong is kept in status and err; the readers then give empty answers, so that a form reads
 * all of its inputs and looks at status once before it computes. Everything is freed with the case. */
#ifndef GLN_CALC_CASE_H
#define GLN_CALC_CASE_H

#include "core/intern.h"
#include "stats/numeric.h"
#include "json/json_read.h"

#include <stdint.h>

typedef struct calc_case {
    const gln_json_node *inputs;
    const gln_json_node *expected; /* forms look at its names only: they tell what is asked for */
    const char *state;             /* the status of what was computed ("ok", "no_events"); static */
    gln_status status;
    gln_error err;
    gln_arena arena;
    gln_intern names; /* of what was computed, as paths: "poisson.coef[1]"; "bursts#" is the length of a list */
    double *values;   /* by the number of the name */
    size_t capacity;
} calc_case;

#define CALC_CASE_INIT                                                                                                 \
    {                                                                                                                  \
        .state = GLN_STATS_OK, .err = GLN_ERROR_INIT, .arena = GLN_ARENA_INIT                                          \
    }

void calc_case_clear(calc_case *c);

/* ---- inputs ------------------------------------------------------------------------------------------------------ */

/* Numbers apart from each other, row after row. */
typedef struct calc_matrix {
    double *items;
    size_t rows;
    size_t columns;
} calc_matrix;

bool calc_has(const calc_case *c, const char *name);

/* A number; "Infinity", "-Infinity", "NaN" and null are numbers too. */
bool calc_read_number(const gln_json_node *node, double *out);

double calc_number(calc_case *c, const char *name);
double calc_number_or(calc_case *c, const char *name, double otherwise);
uint64_t calc_count(calc_case *c, const char *name);
size_t calc_size(calc_case *c, const char *name, size_t otherwise, size_t most); /* a small whole number */
gln_slice calc_text(calc_case *c, const char *name);
double *calc_numbers(calc_case *c, const char *name, size_t *n);
uint64_t *calc_counts(calc_case *c, const char *name, size_t *n);
calc_matrix calc_rows(calc_case *c, const char *name); /* rows of one length */

/* A running text: words between spaces, or the items of a list, by number in order of appearance. */
typedef struct calc_words {
    uint32_t *items;
    size_t n;
    gln_slice *names;
    size_t types;
} calc_words;

calc_words calc_read_words(calc_case *c, const char *name);

/* n zeroed items that live as long as the case; NULL and an error on want. */
void *calc_array(calc_case *c, size_t n, size_t size);

/* An error unless the lengths are equal. */
void calc_same_length(calc_case *c, const char *name, size_t a, size_t b);

/* Whole numbers of at most 2^53 as counts. */
uint64_t *calc_whole(calc_case *c, const double *items, size_t n);

/* ---- what was computed ------------------------------------------------------------------------------------------- */

typedef struct calc_value {
    const char *name;
    double value;
} calc_value;

void calc_put(calc_case *c, const char *name, double value);
void calc_put_at(calc_case *c, double value, const char *format, ...) GLN_PRINTF(3, 4);
void calc_put_values(calc_case *c, const calc_value *values, size_t n);
void calc_put_list(calc_case *c, const char *name, const double *values, size_t n);
void calc_put_lags(calc_case *c, const char *name, const double *values, size_t n); /* a list that may be asked for in
                                                                                       part: its length is not told */
void calc_put_pair(calc_case *c, const char *name, gln_interval interval, double scale);

#define CALC_PUT(c, ...)                                                                                               \
    calc_put_values((c), (const calc_value[]){__VA_ARGS__},                                                            \
                    sizeof((const calc_value[]){__VA_ARGS__}) / sizeof(calc_value))

/* What was computed under a path; false where nothing was. */
bool calc_got(const calc_case *c, gln_slice path, double *out);

#endif
