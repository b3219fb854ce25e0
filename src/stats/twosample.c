/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "stats/twosample.h"

#include <math.h>
#include <stdbool.h>

static gln_status check_values(const double *x, size_t n, gln_error *err)
{
    for (size_t i = 0; i < n; i++) {
        if (!isfinite(x[i])) {
            return gln_error_set(err, GLN_ERR_RANGE, "unit %zu of a sample is not a finite number", i);
        }
    }
    return GLN_OK;
}

static gln_status check_conf(double conf, gln_error *err)
{
    if (!(conf > 0.0 && conf < 1.0)) {
        return gln_error_set(err, GLN_ERR_RANGE, "a confidence of %g is not between 0 and 1", conf);
    }
    return GLN_OK;
}

/* Mean and sum of squared deviations; exactly 0 for a constant sample. */
static void moments(const double *x, size_t n, double *mean, double *squares)
{
    *mean = *squares = 0.0;
    for (size_t i = 0; i < n; i++) { /* Welford (1962) */
        double off = x[i] - *mean;
        *mean += off / (double)(i + 1);
        *squares += off * (x[i] - *mean);
    }
}

gln_status gln_twosample__welch(const double *x, size_t n1, const double *y, size_t n2, double conf, gln_welch *out,
                                gln_error *err)
{
    gln_status status = check_conf(conf, err);
    if (status == GLN_OK) {
        status = check_values(x, n1, err);
    }
    if (status == GLN_OK) {
        status = check_values(y, n2, err);
    }
    if (status != GLN_OK) {
        return status;
    }
    gln_welch r = {NAN, NAN, NAN, NAN, NAN, NAN, NAN, NAN, NAN, NAN, "insufficient_data"};
    if (n1 >= 1 && n2 >= 1) {
        double m1, m2, s1, s2, a = (double)n1, b = (double)n2;
        moments(x, n1, &m1, &s1);
        moments(y, n2, &m2, &s2);
        r.difference = m1 - m2;
        if (n1 >= 2 && n2 >= 2) {
            double v1 = s1 / (a - 1.0) / a, v2 = s2 / (b - 1.0) / b, se = sqrt(v1 + v2);
            r.status = "constant";
            if (se > 0.0) {
                r.t = r.difference / se;
                r.df = (v1 + v2) * (v1 + v2) / (v1 * v1 / (a - 1.0) + v2 * v2 / (b - 1.0));
                r.ln_p = fmin(0.0, gln_stats__ln_t_two_sided(r.t, r.df));
                r.p = exp(r.ln_p);
                double q = gln_stats__t_quantile(0.5 + conf / 2.0, r.df);
                r.low = r.difference - q * se;
                r.high = r.difference + q * se;
                r.student_t = r.difference / sqrt((s1 + s2) / (a + b - 2.0) * (1.0 / a + 1.0 / b));
                r.student_ln_p = fmin(0.0, gln_stats__ln_t_two_sided(r.student_t, a + b - 2.0));
                r.student_p = exp(r.student_ln_p);
                r.status = GLN_STATS_OK;
            }
        }
    }
    *out = r;
    return GLN_OK;
}

/* t test, F test and interval once counts and dispersion are known. */
static void infer(double y1, double e1, double y2, double e2, double conf, gln_rate_ratio *r)
{
    double all = y1 + y2, expect1 = all * (e1 / (e1 + e2)), expect2 = all * (e2 / (e1 + e2));
    if (!(r->df >= 1.0)) {
        r->status = "insufficient_data";
        return;
    }
    r->phi = fmax(1.0, r->dispersion);
    /* G2 of one common rate against two: 2 [y1 ln(y1/E1) + y2 ln(y2/E2)] */
    r->f = 2.0 * (gln_stats__deviance(y1, expect1) + gln_stats__deviance(y2, expect2)) / r->phi;
    r->f_ln_p = fmin(0.0, gln_stats__ln_f_sf(r->f, 1.0, r->df));
    r->f_p = exp(r->f_ln_p);
    if (y1 == 0.0 || y2 == 0.0) {
        r->status = "one_sided";
        return;
    }
    double q = gln_stats__t_quantile(0.5 + conf / 2.0, r->df);
    r->se_poisson = sqrt(1.0 / y1 + 1.0 / y2);
    r->se = r->se_poisson * sqrt(r->phi);
    r->low = r->ln_ratio - q * r->se;
    r->high = r->ln_ratio + q * r->se;
    r->t = r->ln_ratio / r->se;
    r->t_ln_p = fmin(0.0, gln_stats__ln_t_two_sided(r->t, r->df));
    r->t_p = exp(r->t_ln_p);
    if (r->dispersion > 0.0) {
        r->se_raw = r->se_poisson * sqrt(r->dispersion);
        r->t_raw = r->ln_ratio / r->se_raw;
        r->t_raw_p = exp(fmin(0.0, gln_stats__ln_t_two_sided(r->t_raw, r->df)));
    }
    r->status = GLN_STATS_OK;
}

gln_status gln_twosample__rate_ratio_sums(const gln_rate_side *one, const gln_rate_side *two, double conf,
                                          gln_rate_ratio *out, gln_error *err)
{
    const gln_rate_side *sides[2] = {one, two};
    gln_status status = check_conf(conf, err);
    for (int s = 0; s < 2 && status == GLN_OK; s++) {
        const gln_rate_side *p = sides[s];
        bool fine = p->y >= 0.0 && p->exposure >= 0.0 && p->yy_over_e >= 0.0 && p->units >= 0.0;
        fine = fine && isfinite(p->y + p->exposure + p->yy_over_e + p->units) && (p->y == 0.0 || p->exposure > 0.0);
        if (!fine) {
            status = gln_error_set(err, GLN_ERR_RANGE, "a count of %g in an exposure of %g", p->y, p->exposure);
        }
    }
    if (status != GLN_OK) {
        return status;
    }
    gln_rate_ratio r = {NAN, NAN, NAN, NAN, NAN, NAN, NAN, NAN, NAN, NAN,
                        NAN, NAN, NAN, NAN, NAN, NAN, NAN, NAN, NAN, "insufficient_data"};
    if (one->exposure > 0.0 && two->exposure > 0.0) {
        r.rate1 = one->y / one->exposure;
        r.rate2 = two->y / two->exposure;
        r.df = one->units + two->units - 2.0;
        r.status = "no_events";
        if (one->y + two->y > 0.0) {
            r.ln_ratio = log(r.rate1) - log(r.rate2);
            double x2 = 0.0; /* sum (y_i - r e_i)^2/(r e_i) = sum y_i^2/(r e_i) - y, a side without hits giving 0 */
            for (int s = 0; s < 2; s++) {
                const gln_rate_side *p = sides[s];
                x2 += p->y > 0.0 ? fmax(0.0, p->yy_over_e / (p->y / p->exposure) - p->y) : 0.0;
            }
            r.dispersion = r.df >= 1.0 ? x2 / r.df : NAN;
            infer(one->y, one->exposure, two->y, two->exposure, conf, &r);
        }
    }
    *out = r;
    return GLN_OK;
}

static gln_status gather(const double *y, const double *e, size_t n, gln_rate_side *side, gln_error *err)
{
    *side = (gln_rate_side){0.0, 0.0, 0.0, 0.0};
    for (size_t i = 0; i < n; i++) {
        bool fine = y[i] >= 0.0 && isfinite(y[i]) && e[i] >= 0.0 && isfinite(e[i]) && (e[i] > 0.0 || y[i] == 0.0);
        if (!fine) {
            return gln_error_set(err, GLN_ERR_RANGE, "unit %zu: a count of %g in an exposure of %g", i, y[i], e[i]);
        }
        if (e[i] > 0.0) {
            side->y += y[i];
            side->exposure += e[i];
            side->yy_over_e += y[i] * y[i] / e[i];
            side->units += 1.0;
        }
    }
    return GLN_OK;
}

gln_status gln_twosample__rate_ratio(const double *y1, const double *e1, size_t n1, const double *y2, const double *e2,
                                     size_t n2, double conf, gln_rate_ratio *out, gln_error *err)
{
    gln_rate_side one, two;
    gln_status status = gather(y1, e1, n1, &one, err);
    if (status == GLN_OK) {
        status = gather(y2, e2, n2, &two, err);
    }
    return status == GLN_OK ? gln_twosample__rate_ratio_sums(&one, &two, conf, out, err) : status;
}
