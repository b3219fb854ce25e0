/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "stats/onlinechange.h"

#include "core/memory.h"
#include "stats/numeric.h"

#include <math.h>
#include <stdlib.h>

typedef struct model {
    gln_onlinechange prior;
    double *hits, *exposure, *constant; /* sums over the periods before i; constant: sum y ln e - ln y! */
    size_t n;
} model;

/* ln of the likelihood of the periods [from, to) as one segment, the rate integrated out:
 * prod e^y/y! . b^a/Gamma(a) . Gamma(a + S)/(b + E)^(a + S). */
static double segment(const model *m, size_t from, size_t to)
{
    double a = m->prior.a0, b = m->prior.b0;
    double s = m->hits[to] - m->hits[from], e = m->exposure[to] - m->exposure[from];
    return m->constant[to] - m->constant[from] + a * log(b) - lgamma(a) + lgamma(a + s) - (a + s) * log(b + e);
}

/* forward[t]: ln P(first t periods, a segment ends there); backward[t]: ln P(the rest | a segment begins at t). */
static void sum_both_ways(const model *m, double *forward, double *backward)
{
    double stay = log1p(-m->prior.hazard), begin = log(m->prior.hazard);
    forward[0] = 0;
    backward[m->n] = 0;
    for (size_t t = 1; t <= m->n; t++) {
        forward[t] = -INFINITY;
        for (size_t from = 0; from < t; from++) {
            double turn = from ? begin : 0;
            forward[t] = gln_stats__ln_add(forward[t],
                                           forward[from] + turn + (double)(t - from - 1) * stay + segment(m, from, t));
        }
    }
    for (size_t t = m->n; t-- > 0;) {
        backward[t] = -INFINITY;
        for (size_t to = t + 1; to <= m->n; to++) {
            double turn = to < m->n ? begin : 0;
            backward[t] =
                gln_stats__ln_add(backward[t], segment(m, t, to) + (double)(to - t - 1) * stay + turn + backward[to]);
        }
    }
}

static gln_status read_series(const double *y, const double *exposure, model *m, gln_error *err)
{
    m->hits[0] = m->exposure[0] = m->constant[0] = 0;
    for (size_t i = 0; i < m->n; i++) {
        double e = exposure ? exposure[i] : 1;
        if (!(y[i] >= 0 && isfinite(y[i]) && e > 0 && isfinite(e))) {
            return gln_error_set(err, GLN_ERR_RANGE,
                                 "a series with a count below 0 or an exposure that is not above 0");
        }
        m->hits[i + 1] = m->hits[i] + y[i];
        m->exposure[i + 1] = m->exposure[i] + e;
        m->constant[i + 1] = m->constant[i] + (y[i] > 0 ? y[i] * log(e) : 0) - gln_stats__ln_factorial(y[i]);
    }
    return GLN_OK;
}

gln_status gln_onlinechange__find(const double *y, const double *exposure, size_t n, const gln_onlinechange *prior,
                                  double *change, double *run, double *ln_evidence, gln_error *err)
{
    if (!(prior->a0 > 0 && prior->b0 > 0 && isfinite(prior->a0) && isfinite(prior->b0) && prior->hazard > 0 &&
          prior->hazard < 1) ||
        n > GLN_ONLINECHANGE_MOST) {
        return gln_error_set(err, GLN_ERR_RANGE, "a prior of changes that cannot be used, or more than %d periods",
                             (int)GLN_ONLINECHANGE_MOST);
    }
    model m = {*prior, NULL, NULL, NULL, n};
    double *room = gln_memory__array(5 * (n + 1), sizeof *room);
    if (!room) {
        return gln_error__nomem(err);
    }
    m.hits = room;
    m.exposure = room + (n + 1);
    m.constant = room + 2 * (n + 1);
    double *forward = room + 3 * (n + 1), *backward = room + 4 * (n + 1);
    gln_status status = read_series(y, exposure, &m, err);
    if (status == GLN_OK) {
        double stay = log1p(-prior->hazard), begin = log(prior->hazard);
        sum_both_ways(&m, forward, backward);
        *ln_evidence = n ? forward[n] : (double)NAN;
        for (size_t i = 0; change && i + 1 < n; i++) {
            change[i] = exp(forward[i + 1] + begin + backward[i + 1] - forward[n]);
        }
        for (size_t r = 0; run && r < n; r++) {
            size_t from = n - r - 1;
            run[r] = exp(forward[from] + (from ? begin : 0) + (double)r * stay + segment(&m, from, n) - forward[n]);
        }
    }
    free(room);
    return status;
}
