/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "stats/tfidf.h"

#include "stats/numeric.h"

#include <math.h>

double gln_tfidf__idf(double documents, double document_frequency, gln_idf form)
{
    if (!(document_frequency > 0 && document_frequency <= documents)) {
        return NAN;
    }
    switch (form) {
    case GLN_IDF_PLAIN:
        return log(documents / document_frequency);
    case GLN_IDF_PLUS_ONE:
        return log(documents / document_frequency) + 1;
    case GLN_IDF_SMOOTH:
        break;
    }
    return log((1 + documents) / (1 + document_frequency)) + 1;
}

double gln_tfidf__tf(double count, gln_tf form)
{
    if (!(count > 0)) {
        return 0;
    }
    return form == GLN_TF_RAW ? count : form == GLN_TF_LOG ? log1p(count) : 1 + log(count);
}

void gln_tfidf__clumping(const uint64_t *hits, size_t n, double documents, gln_clumping *out)
{
    gln_clumping r = {NAN, NAN, NAN, NAN};
    double sum = 0, with = 0, again = 0, squares = 0;
    for (size_t i = 0; i < n; i++) {
        double y = (double)hits[i];
        sum += y;
        squares += y * y;
        with += y > 0;
        again += y > 1;
    }
    if (with > 0 && with <= documents) {
        double mean = sum / documents;
        r.burstiness = sum / with;
        r.residual_idf = (log(documents / with) + log(-expm1(-mean))) / GLN_LN2;
        r.adaptation = again / with;
        r.variance_to_mean = documents > 1 ? (squares - sum * mean) / (documents - 1) / mean : (double)NAN;
    }
    *out = r;
}
