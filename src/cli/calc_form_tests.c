/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/calc_forms.h"
#include "stats/padjust.h"
#include "stats/permute.h"

#include <math.h>
#include <stdio.h>

static const double level = 0.95;

/* ---- families of tests ------------------------------------------------------------------------------------------- */

static size_t rejected(const double *ln_adjusted, size_t n, double q)
{
    size_t count = 0;
    for (size_t i = 0; i < n; i++) {
        count += exp(ln_adjusted[i]) <= q;
    }
    return count;
}

static double *adjust(calc_case *c, gln_padjust method, const double *ln_p, size_t n)
{
    double *adjusted = calc_array(c, n, sizeof *adjusted);
    if (c->status == GLN_OK) {
        c->status = gln_padjust__apply(method, ln_p, n, adjusted, NULL, &c->err);
    }
    return adjusted;
}

static const gln_padjust methods[] = {GLN_PADJUST_BONFERRONI, GLN_PADJUST_HOLM, GLN_PADJUST_HOCHBERG, GLN_PADJUST_BH,
                                      GLN_PADJUST_BY};
enum { N_METHODS = sizeof methods / sizeof *methods };

void calc_adjusted(calc_case *c)
{
    size_t n = 0;
    double *p = calc_numbers(c, "p", &n);
    double q = calc_number_or(c, "q", 1 - level);
    double *ln_p = calc_array(c, n, sizeof *ln_p);
    for (size_t i = 0; c->status == GLN_OK && i < n; i++) {
        ln_p[i] = log(p[i]);
    }
    for (size_t m = 0; m < N_METHODS; m++) {
        const char *name = gln_padjust__name(methods[m]);
        double *adjusted = adjust(c, methods[m], ln_p, n);
        if (c->status != GLN_OK) {
            return;
        }
        double count = (double)rejected(adjusted, n, q);
        for (size_t i = 0; i < n; i++) {
            adjusted[i] = exp(adjusted[i]);
        }
        calc_put_list(c, name, adjusted, n);
        calc_put_at(c, count, "%s_rejected", name);
        calc_put_at(c, count, "reject_%s_05", methods[m] == GLN_PADJUST_BONFERRONI ? "bonf" : name);
    }
}

void calc_adjusted_ln(calc_case *c)
{
    size_t n = 0;
    double *ln_p = calc_numbers(c, "ln_p", &n);
    for (size_t m = 0; m < N_METHODS; m++) {
        char name[32];
        double *adjusted = adjust(c, methods[m], ln_p, n);
        if (c->status != GLN_OK) {
            return;
        }
        (void)snprintf(name, sizeof name, "ln_%s", gln_padjust__name(methods[m]));
        calc_put_list(c, name, adjusted, n);
    }
}

void calc_monte_carlo(calc_case *c)
{
    uint64_t b = calc_count(c, "b");
    calc_put(c, "p", gln_padjust__monte_carlo(b, calc_count(c, "B")));
}

/* |difference of the groups' means| by the standard deviation of all, which no relabelling changes. */
static double scaled_difference(const double *rates, const uint8_t *in_first, size_t n)
{
    double sum[2] = {0, 0};
    double units[2] = {0, 0};
    double squares = 0;
    for (size_t i = 0; i < n; i++) {
        sum[in_first[i]] += rates[i];
        units[in_first[i]] += 1;
        squares += rates[i] * rates[i];
    }
    double mean = (sum[0] + sum[1]) / (double)n;
    double variance = squares / (double)n - mean * mean;
    return variance > 0 ? fabs(sum[1] / units[1] - sum[0] / units[0]) / sqrt(variance) : 0;
}

/* Each word's p and that of the largest statistic of all words (max-T, single step; Westfall and Young 1993). */
static void put_most_extreme(calc_case *c, const gln_permute *set, const calc_matrix *m, const uint8_t *in_first)
{
    size_t n = gln_permute__count(set);
    double *statistics = calc_array(c, n, sizeof *statistics);
    double *most = calc_array(c, n, sizeof *most);
    uint8_t *labels = calc_array(c, m->columns, sizeof *labels);
    for (size_t word = 0; word < m->rows && c->status == GLN_OK; word++) {
        const double *rates = m->items + word * m->columns;
        for (size_t b = 0; b < n; b++) {
            for (size_t i = 0; i < m->columns; i++) {
                labels[i] = (uint8_t)gln_permute__label(set, b, i);
            }
            statistics[b] = scaled_difference(rates, labels, m->columns);
            most[b] = fmax(most[b], statistics[b]);
        }
        double observed = scaled_difference(rates, in_first, m->columns);
        calc_put_at(c, observed, "abs_diff[%zu]", word);
        calc_put_at(c, gln_permute__p(set, statistics, observed), "p_raw[%zu]", word);
    }
    for (size_t word = 0; word < m->rows && c->status == GLN_OK; word++) {
        double observed = scaled_difference(m->items + word * m->columns, in_first, m->columns);
        calc_put_at(c, gln_permute__p(set, most, observed), "p_maxT[%zu]", word);
    }
    double words = (double)m->rows;
    CALC_PUT(c, {"abs_diff#", words}, {"p_raw#", words}, {"p_maxT#", words}, );
}

void calc_most_extreme(calc_case *c)
{
    size_t n = 0;
    calc_matrix m = calc_rows(c, "rates");
    uint64_t *group = calc_counts(c, "group", &n);
    uint8_t *in_first = calc_array(c, n, sizeof *in_first);
    double *exposure = calc_array(c, n, sizeof *exposure);
    gln_permute *set = NULL;
    calc_same_length(c, "group", n, m.columns);
    for (size_t i = 0; c->status == GLN_OK && i < n; i++) {
        in_first[i] = group[i] == 1;
        exposure[i] = 1;
    }
    if (c->status == GLN_OK) {
        const gln_permute_units units = {in_first, exposure, NULL, n};
        c->status = gln_permute__new(&units, 1, NULL, &set, &c->err);
    }
    if (c->status == GLN_OK) {
        put_most_extreme(c, set, &m, in_first);
    }
    gln_permute__free(set);
}

/* ---- tails and limits -------------------------------------------------------------------------------------------- */

void calc_chi_square_tail(calc_case *c)
{
    double x = calc_number(c, "x");
    double df = calc_number_or(c, "df", 1);
    calc_put(c, "ln_p", df == 1 ? gln_stats__ln_chisq1_sf(x) : gln_stats__ln_chisq_sf(x, df));
}

void calc_hypergeometric_tail(calc_case *c)
{
    double k = calc_number(c, "k");
    double n1 = calc_number(c, "n1");
    double n2 = calc_number(c, "n2");
    calc_put(c, "ln_p", gln_stats__ln_hypergeometric_sf(k, n1, n2, calc_number(c, "t")));
}

void calc_choose(calc_case *c)
{
    double n = calc_number(c, "n");
    calc_put(c, "v", gln_stats__ln_choose(n, calc_number(c, "k")));
}

void calc_clopper_pearson(calc_case *c)
{
    double k = calc_number(c, "k");
    double n = calc_number(c, "n");
    gln_interval i = gln_stats__clopper_pearson(k, n, calc_number_or(c, "conf", level));
    CALC_PUT(c, {"lo", i.low}, {"hi", i.high}, );
}

void calc_poisson_limits(calc_case *c)
{
    double k = calc_number(c, "k");
    gln_interval i = gln_stats__poisson_limits(k, calc_number_or(c, "conf", level));
    CALC_PUT(c, {"lo", i.low}, {"hi", i.high}, );
}

void calc_poisson_limits_list(calc_case *c)
{
    size_t n = 0;
    double *k = calc_numbers(c, "k", &n);
    double conf = calc_number_or(c, "conf", level);
    for (size_t j = 0; c->status == GLN_OK && j < n; j++) {
        gln_interval i = gln_stats__poisson_limits(k[j], conf);
        calc_put_at(c, i.low, "lo[%zu]", j);
        calc_put_at(c, i.high, "hi[%zu]", j);
    }
    CALC_PUT(c, {"lo#", (double)n}, {"hi#", (double)n}, );
}

void calc_poisson_tail(calc_case *c)
{
    double k = calc_number(c, "k");
    calc_put(c, "ln_p", gln_stats__ln_poisson_sf(k, calc_number(c, "mu")));
}

void calc_t_tail(calc_case *c)
{
    double t = calc_number(c, "t");
    double df = calc_number(c, "df");
    CALC_PUT(c, {"p", gln_stats__t_sf(t, df)}, {"ln_p", gln_stats__ln_t_sf(t, df)}, );
}

/* ---- random numbers ---------------------------------------------------------------------------------------------- */

enum { N_RAW = 5, N_UNIFORM = 10, N_SHUFFLED = 10 };

static void put_random(calc_case *c, gln_rng *rng, uint32_t seed)
{
    uint32_t items[N_SHUFFLED];
    gln_rng__reseed(rng, seed);
    for (size_t i = 0; i < N_RAW; i++) {
        calc_put_at(c, gln_rng__next(rng), "%u.raw[%zu]", seed, i);
    }
    gln_rng__reseed(rng, seed);
    for (size_t i = 0; i < N_UNIFORM; i++) {
        calc_put_at(c, (double)gln_rng__below(rng, 7), "%u.uniform_int_7[%zu]", seed, i);
    }
    gln_rng__reseed(rng, seed);
    for (uint32_t i = 0; i < N_SHUFFLED; i++) {
        items[i] = i;
    }
    gln_rng__shuffle(rng, items, N_SHUFFLED);
    for (size_t i = 0; i < N_SHUFFLED; i++) {
        calc_put_at(c, items[i], "%u.shuffle10[%zu]", seed, i);
    }
}

void calc_random(calc_case *c)
{
    size_t n = 0;
    uint64_t *seeds = calc_counts(c, "seeds", &n);
    gln_rng *rng = NULL;
    if (c->status == GLN_OK) {
        c->status = gln_rng__new(1, &rng, &c->err);
    }
    for (size_t i = 0; c->status == GLN_OK && i < n; i++) {
        if (seeds[i] > UINT32_MAX) {
            c->status = gln_error_set(&c->err, GLN_ERR_FORMAT, "the input 'seeds' holds more than 32 bits");
        } else {
            put_random(c, rng, (uint32_t)seeds[i]);
        }
    }
    gln_rng__free(rng);
}
