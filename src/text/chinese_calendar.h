/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The Chinese calendar, as ICU has it. */
#ifndef GLN_TEXT_CHINESE_CALENDAR_H
#define GLN_TEXT_CHINESE_CALENDAR_H

#include "guanlan/status.h"

#include <stdbool.h>

/* A lunar date: cycle_year 1 to 60 (1 is jiazi), month 1 to 12, day 1 to 30. */
typedef struct gln_lunar {
    int cycle_year;
    int month;
    bool leap;
    int day;
} gln_lunar;

/* The lunar date of a Gregorian one (proleptic Gregorian, Beijing time). */
GLN_MUST_USE gln_status gln_text__lunar(int year, int month, int day, gln_lunar *out, gln_error *err);

/* The same for a day that exists, computed by ICU: what the first takes from a list of years is checked against it. */
GLN_MUST_USE gln_status gln_text__lunar_computed(int year, int month, int day, gln_lunar *out, gln_error *err);

#endif
