/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "stats/logodds.h"

#include <math.h>

double gln_logodds__prior(uint64_t count, uint64_t total, double a0)
{
    if (total == 0 || !(a0 > 0)) {
        return NAN;
    }
    return fmax(GLN_LOGODDS_FLOOR, a0 * ((double)count / (double)total));
}

void gln_logodds__measure(uint64_t y1, uint64_t n1, uint64_t y2, uint64_t n2, double a, double a0, gln_logodds *out)
{
    *out = (gln_logodds){GLN_STATS_OK, (double)NAN, (double)NAN, (double)NAN};
    if (y1 > n1 || y2 > n2) {
        out->status = "invalid_table";
        return;
    }
    if (!(a > 0) || isinf(a)) {
        out->status = "undefined_zero_prior";
        return;
    }
    double rest1 = (double)(n1 - y1) + (a0 - a);
    double rest2 = (double)(n2 - y2) + (a0 - a);
    if (!(rest1 > 0 && rest2 > 0)) {
        out->status = "undefined_total";
        return;
    }
    double with1 = (double)y1 + a;
    double with2 = (double)y2 + a;
    out->delta = log(with1 / rest1) - log(with2 / rest2);
    out->variance = 1 / with1 + 1 / with2;
    out->z = out->delta / sqrt(out->variance);
}

void gln_logodds__vector(const uint64_t *y1, const uint64_t *y2, const double *prior, size_t n_words, gln_logodds *out)
{
    uint64_t n1 = 0;
    uint64_t n2 = 0;
    double a0 = 0;
    for (size_t i = 0; i < n_words; i++) {
        n1 += y1[i];
        n2 += y2[i];
        a0 += prior[i];
    }
    for (size_t i = 0; i < n_words; i++) {
        gln_logodds__measure(y1[i], n1, y2[i], n2, prior[i], a0, &out[i]);
    }
}
