/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Numbers as text, which must be what C's printf makes of them, and tables of more rows than memory holds. */
#include "check.h"

#include "core/decimal.h"
#include "core/number.h"
#include "core/table_pages.h"

#include <inttypes.h>
#include <math.h>
#include <stdlib.h>

static void printed(double value, bool full, char out[64])
{
    value = value == 0 ? 0 : value;
    for (int places = full ? 15 : 10; places <= 17; places++) {
        (void)snprintf(out, 64, "%.*g", places, value);
        if (!full || strtod(out, NULL) == value) {
            return;
        }
    }
}

static void compare(double value)
{
    for (int full = 0; full < 2; full++) {
        char got[GLN_NUMBER_SIZE], want[64];
        gln_number__text(value, full, got);
        printed(value, full, want);
        CHECK_TEXT(got, want);
    }
}

/* xorshift64 (Marsaglia 2003) */
static uint64_t draw(void)
{
    static uint64_t x = 88172645463325252;
    x ^= x << 13;
    x ^= x >> 7;
    return x ^= x << 17;
}

static void test_numbers(void)
{
    static const double given[] = {
        0.0,    -0.0,   1.0,          -1.0,        0.1,          0.1 + 0.2,    0.5,
        2.5e-5, 1e-5,   0.0001,       9999999999., 99999999995., 9999999999.5, 1e10,
        1e15,   1e16,   1e17,         1e22,        1e23,         1e28,         1e300,
        5e-324, 1e-307, 123456789.25, 1e9 + .5,    0x1p-1074,    0x1p53,       0x1.fffffffffffffp1023};
    for (size_t i = 0; i < sizeof given / sizeof *given; i++) {
        compare(given[i]);
    }
    for (int e = -200; e < 200; e++) { /* where the doubles below lie closer */
        compare(ldexp(1, e));
        compare(nextafter(ldexp(1, e), 0));
        compare(-nextafter(ldexp(1, e), INFINITY));
    }
    for (int i = 0; i < 200000; i++) {
        uint64_t bits = draw();
        double value;
        memcpy(&value, &bits, sizeof value);
        if (isfinite(value) && i % 4 == 0) {
            compare(value);
        }
        compare(ldexp((double)(bits >> 11), -(int)(bits % 90)));
        compare((double)(bits % 100000) / (double)(1 + bits % 9973));
        compare((double)(bits % 20001) * 0.5e-4); /* ties */
    }
}

static void test_integers(void)
{
    static const uint64_t given[] = {0, 9, 10, 99, 100, 101, 999, 1000, UINT64_MAX};
    for (size_t i = 0; i < sizeof given / sizeof *given; i++) {
        char got[GLN_DECIMAL_SIZE], want[64];
        unsigned n = gln_decimal__integer(given[i], got);
        (void)snprintf(want, sizeof want, "%" PRIu64, given[i]);
        CHECK_TEXT(got, want);
        CHECK(n == strlen(want));
    }
}

enum { T_TEXT, T_COUNT, T_NUMBER, T_YES, N_FIELDS, ROWS = 300 * GLN_PAGE_ROWS + 17 };

static const gln_field fields[N_FIELDS] = {{"text", GLN_TYPE_STRING, NULL, NULL, NULL},
                                           {"count", GLN_TYPE_INTEGER, NULL, NULL, NULL},
                                           {"number", GLN_TYPE_NUMBER, NULL, NULL, NULL},
                                           {"yes", GLN_TYPE_BOOLEAN, NULL, NULL, NULL}};

/* Row i is made of i alone; every third cell is null. */
static bool as_made(const gln_table *table, size_t i)
{
    char text[32];
    (void)snprintf(text, sizeof text, "%.*s%zu", (int)(i % 7), "abcdefg", i);
    const gln_cell *cell = gln_table_cell(table, i, T_TEXT);
    if (i % 3 == 0) {
        return cell->null && gln_table_cell(table, i, T_COUNT)->as.integer == i;
    }
    return !cell->null && gln_slice_equal(cell->as.text, gln_slice_of(text)) &&
           gln_table_cell(table, i, T_COUNT)->as.integer == i &&
           gln_table_cell(table, i, T_NUMBER)->as.number == (double)i / 7 &&
           gln_table_cell(table, i, T_YES)->as.boolean == (i % 2 == 0);
}

static void test_pages(void)
{
    gln_error err = GLN_ERROR_INIT;
    gln_table *table = NULL;
    CHECK(gln_table_new("t", "T", fields, N_FIELDS, &table, &err) == GLN_OK);
    for (size_t i = 0; table && i < ROWS; i++) {
        char text[32];
        (void)snprintf(text, sizeof text, "%.*s%zu", (int)(i % 7), "abcdefg", i);
        gln_table_row(table);
        gln_table_set_integer(table, T_COUNT, i);
        if (i % 3) {
            gln_table_set_text(table, T_TEXT, gln_slice_of(text));
            gln_table_set_number(table, T_NUMBER, (double)i / 7);
            gln_table_set_boolean(table, T_YES, i % 2 == 0);
        }
    }
    CHECK(gln_table_check(table, &err) == GLN_OK);
    CHECK(gln_table_n_rows(table) == ROWS);
    bool all = true;
    for (size_t i = 0; i < ROWS; i++) {
        all = all && as_made(table, i);
    }
    CHECK(all);
    CHECK(as_made(table, ROWS - 1) && as_made(table, 0) && as_made(table, ROWS / 2) && as_made(table, ROWS - 20));
    CHECK(gln_table_check(table, &err) == GLN_OK);
    gln_table_free(table);
}

int main(void)
{
    test_numbers();
    test_integers();
    test_pages();
    return check_report("numbers");
}
