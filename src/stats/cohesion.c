/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "stats/cohesion.h"

#include <math.h>

double gln_cohesion__split(gln_ngram whole, gln_ngram left, gln_ngram right)
{
    if (!(whole.count > 0 && left.count > 0 && right.count > 0)) {
        return NAN;
    }
    return log2(whole.count / whole.total) - log2(left.count / left.total) - log2(right.count / right.total);
}

double gln_cohesion__branching(const uint64_t *neighbours, size_t n, double single)
{
    double sum = single, entropy = 0;
    for (size_t i = 0; i < n; i++) {
        sum += (double)neighbours[i];
    }
    for (size_t i = 0; i < n; i++) {
        double p = (double)neighbours[i] / sum;
        entropy -= p > 0 ? p * log2(p) : 0;
    }
    return entropy + (single > 0 ? single / sum * log2(sum) : 0);
}
