/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Statistics from numbers given as arguments, for counts from elsewhere. */
#ifndef GLN_CALC_MEASURE_H
#define GLN_CALC_MEASURE_H

#include "cli/cli.h"
#include "json/json_write.h"

typedef struct calc_argument {
    const char *name;
    const char *help;
    bool optional;
} calc_argument;

enum { CALC_MOST_ARGUMENTS = 8 };

/* The arguments of a measure, each as it was written; the first that cannot be read is kept in err. */
typedef struct calc_given {
    const struct calc_measure *measure;
    const char *values[CALC_MOST_ARGUMENTS];
    const char *dashes; /* before a name in a message: "--", or "" where no option was given */
    gln_arena arena;
    gln_status status;
    gln_error err;
} calc_given;

typedef struct calc_measure {
    const char *name;
    const char *summary;
    const char *example;
    calc_argument arguments[CALC_MOST_ARGUMENTS]; /* up to one without a name */
    void (*run)(calc_given *g, gln_json_writer *w);
} calc_measure;

extern const calc_measure calc_measures[];
extern const size_t calc_n_measures;
const calc_measure *calc_measure_find(const char *name);

/* What was given for an argument; what is not there is 0, NULL or the other value. */
uint64_t calc_given_count(calc_given *g, const char *name);
double calc_given_number(calc_given *g, const char *name, double otherwise);
double calc_given_level(calc_given *g); /* --conf, .95 where it is not given */
double *calc_given_numbers(calc_given *g, const char *name, size_t *n);
uint64_t *calc_given_counts(calc_given *g, const char *name, size_t *n);
void *calc_given_array(calc_given *g, size_t n, size_t size);
void calc_given_same_length(calc_given *g, const char *name, size_t a, size_t b);

/* An error unless all arguments that are needed have a value. */
GLN_MUST_USE gln_status calc_given_complete(calc_given *g);

/* Computes the measure into the object that is open: its name, its results. What goes wrong is kept in g. */
void calc_measure_show(calc_given *g, gln_json_writer *w);

/* Reads the arguments behind the name of a measure, computes it and prints a JSON object. Returns the exit status. */
int calc_measure_run(const calc_measure *measure, int argc, char **argv);

#endif
