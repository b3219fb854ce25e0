/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Agreement of coders, records of CSV, precision. Expected values are published or worked out in the comments. */
#include "check.h"
#include "core/csv.h"
#include "measure/measure_coding.h"
#include "stats/agreement.h"

#include <stdlib.h>

#define NO GLN_CODE_MISSING

/* The data of Krippendorff (2011), "Computing Krippendorff's Alpha-Reliability", section D: four observers, twelve
 * units, values missing; alpha = .743. */
static void test_alpha(void)
{
    static const int seen[4][12] = {{1, 2, 3, 3, 2, 1, 4, 1, 2, NO, NO, NO},
                                    {1, 2, 3, 3, 2, 2, 4, 1, 2, 5, NO, 3},
                                    {NO, 3, 3, 3, 2, 3, 4, 2, 2, 5, 1, NO},
                                    {1, 2, 3, 3, 2, 4, 4, 1, 2, 5, 1, NO}};
    int codes[48];
    gln_alpha a, b;
    gln_rng *rng = NULL;
    gln_error err = GLN_ERROR_INIT;
    for (size_t u = 0; u < 12; u++) {
        for (size_t c = 0; c < 4; c++) {
            codes[4 * u + c] = seen[c][u];
        }
    }
    CHECK(gln_rng__new(1, &rng, &err) == GLN_OK);
    CHECK(gln_alpha__nominal(codes, 12, 4, 6, .95, 999, rng, &a, &err) == GLN_OK);
    CHECK_NEAR(a.alpha, .743, 0, .0005);
    CHECK(a.n_units == 11 && a.n_values == 40); /* the twelfth has one value */
    CHECK(a.limits.low < a.alpha && a.alpha < a.limits.high && a.limits.high <= 1 && a.draws == 999);
    gln_rng__reseed(rng, 1);
    CHECK(gln_alpha__nominal(codes, 12, 4, 6, .95, 999, rng, &b, &err) == GLN_OK);
    CHECK(memcmp(&a.limits, &b.limits, sizeof a.limits) == 0); /* the same draws again */
    /* All the same: no chance agreement to go beyond. One unit: nothing. A value out of range. */
    const int same[] = {1, 1, 1, 1}, one[] = {1, 0}, wrong[] = {2, 0};
    CHECK(gln_alpha__nominal(same, 2, 2, 2, .95, 0, NULL, &a, &err) == GLN_OK);
    CHECK_TEXT(a.status, "constant");
    CHECK_NAN(a.alpha);
    CHECK(gln_alpha__nominal(one, 1, 2, 2, .95, 0, NULL, &a, &err) == GLN_OK);
    CHECK_TEXT(a.status, "insufficient_data");
    CHECK(gln_alpha__nominal(wrong, 1, 2, 2, .95, 0, NULL, &a, NULL) == GLN_ERR_RANGE);
    /* Opposite judgements: two units, n = 4: 1 - 3 * 4 / (16 - 8) = -.5. */
    const int apart[] = {0, 1, 1, 0};
    CHECK(gln_alpha__nominal(apart, 2, 2, 2, .95, 0, NULL, &a, &err) == GLN_OK);
    CHECK_NEAR(a.alpha, -.5, 1e-15, 0);
    gln_rng__free(rng);
}

static void test_csv(void)
{
    gln_slice text = GLN_LIT("a; \"b;\"\"c\"\nd\" ;\n\"open");
    gln_slice fields[4];
    gln_arena arena = GLN_ARENA_INIT;
    gln_error err = GLN_ERROR_INIT;
    size_t at = 0, n = 0;
    uint32_t line = 1;
    CHECK(gln_csv__delimiter(text) == ';' && gln_csv__delimiter(GLN_LIT("")) == ',');
    CHECK(gln_csv__record(text, ';', 4, &at, &line, &arena, fields, &n, &err) == GLN_OK);
    CHECK(n == 3 && gln_slice_equal(fields[1], GLN_LIT("\"b"))); /* behind a space a quote is a character */
    CHECK(gln_csv__record(GLN_LIT("a,\"b,\"\"c\"\nx"), ',', 1, &(size_t){0}, &(uint32_t){1}, &arena, fields, &n,
                          NULL) == GLN_ERR_FORMAT);
    at = 0;
    CHECK(gln_csv__record(GLN_LIT("\"b,\"\"\nc\",\n"), ',', 4, &at, &line, &arena, fields, &n, &err) == GLN_OK);
    CHECK(n == 2 && gln_slice_equal(fields[0], GLN_LIT("b,\"\nc")) && fields[1].len == 0);
    at = 0;
    CHECK(gln_csv__record(GLN_LIT("\"open"), ',', 4, &at, &line, &arena, fields, &n, NULL) == GLN_ERR_FORMAT);
    gln_arena__clear(&arena);
}

/* 30 of 40 judged of 400 hits: n' = 40 * 399 / 360 = 44.33, Wilson's limits of 33.25 of 44.33. All 40 of 40: exact. */
static void test_precision(void)
{
    gln_coded_stratum s = {.hits = 400, .judged = 40, .meant = 30};
    gln_precision p = gln_coded__precision(&s, .95);
    gln_interval want = gln_stats__wilson(.75 * 40 * 399 / 360, 40.0 * 399 / 360, .95);
    CHECK_NEAR(p.share, .75, 0, 0);
    CHECK_NEAR(p.limits.low, want.low, 1e-12, 0);
    CHECK_NEAR(p.limits.high, want.high, 1e-12, 0);
    s.hits = 40;
    p = gln_coded__precision(&s, .95);
    CHECK(p.limits.low == .75 && p.limits.high == .75);
    s.judged = 0;
    CHECK_NAN(gln_coded__precision(&s, .95).share);
}

int main(void)
{
    test_alpha();
    test_csv();
    test_precision();
    return check_report("coding");
}
