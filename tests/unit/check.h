/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The smallest test harness: failures are printed with file and line and counted; a main ends with
 * `return check_report("name");`, which is non-zero where any check failed. Arguments are evaluated once. */
#ifndef GLN_TESTS_CHECK_H
#define GLN_TESTS_CHECK_H

#include <math.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>

static unsigned check_count;
static unsigned check_failures;

static inline bool check_that(bool held, const char *what, const char *file, int line)
{
    check_count++;
    if (!held) {
        check_failures++;
        fprintf(stderr, "%s:%d: failed: %s\n", file, line, what);
    }
    return held;
}

/* |got - want| <= max(rel |want|, abs); an infinity only equals itself, NaN only NaN. */
static inline bool check_near(double got, double want, double rel, double abs_tol, const char *what, const char *file,
                              int line)
{
    bool held;
    if (isnan(got) || isnan(want)) {
        held = isnan(got) && isnan(want);
    } else if (isinf(got) || isinf(want)) {
        held = isinf(got) && isinf(want) && signbit(got) == signbit(want);
    } else {
        held = fabs(got - want) <= fmax(rel * fabs(want), abs_tol);
    }
    check_count++;
    if (!held) {
        check_failures++;
        fprintf(stderr, "%s:%d: failed: %s: got %.17g, want %.17g\n", file, line, what, got, want);
    }
    return held;
}

static inline bool check_text(const char *got, const char *want, const char *what, const char *file, int line)
{
    bool held = got && want ? strcmp(got, want) == 0 : got == want;
    check_count++;
    if (!held) {
        check_failures++;
        fprintf(stderr, "%s:%d: failed: %s: got \"%s\", want \"%s\"\n", file, line, what, got ? got : "(null)",
                want ? want : "(null)");
    }
    return held;
}

static inline int check_report(const char *name)
{
    printf("%s: %u checks, %u failed\n", name, check_count, check_failures);
    return check_failures != 0;
}

#define CHECK(cond) check_that((cond), #cond, __FILE__, __LINE__)
#define CHECK_NEAR(got, want, rel, abs) check_near((got), (want), (rel), (abs), #got, __FILE__, __LINE__)
#define CHECK_NAN(got) check_near((got), (double)NAN, 0, 0, #got, __FILE__, __LINE__)
#define CHECK_TEXT(got, want) check_text((got), (want), #got, __FILE__, __LINE__)

#endif
