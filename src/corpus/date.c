/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "guanlan/issue.h"

#include <stdio.h>

const char *gln_date_edtf(gln_date date, char out[GLN_DATE_SIZE])
{
    char year[8] = "XXXX";
    if (date.year == 0 && date.month == 0 && date.day == 0) {
        out[0] = '\0';
        return out;
    }
    if (date.year) {
        (void)snprintf(year, sizeof year, "%04d", (int)date.year);
    }
    if (date.month && date.day) {
        (void)snprintf(out, GLN_DATE_SIZE, "%s-%02d-%02d", year, (int)date.month, (int)date.day);
    } else if (date.month) {
        (void)snprintf(out, GLN_DATE_SIZE, "%s-%02d", year, (int)date.month);
    } else if (date.day) {
        (void)snprintf(out, GLN_DATE_SIZE, "%s-XX-%02d", year, (int)date.day);
    } else {
        (void)snprintf(out, GLN_DATE_SIZE, "%s", year);
    }
    return out;
}

int64_t gln_date_days(gln_date date)
{
    /* days_from_civil (Hinnant 2013): years counted from March, eras of 400 years */
    int64_t y = date.year - (date.month <= 2);
    int64_t era = (y >= 0 ? y : y - 399) / 400;
    int64_t year_of_era = y - era * 400;
    int64_t day_of_year = (153 * (date.month + (date.month > 2 ? -3 : 9)) + 2) / 5 + date.day - 1;
    int64_t day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
    return era * 146097 + day_of_era - 719468;
}

gln_date gln_date_of_days(int64_t days)
{
    /* civil_from_days (Hinnant 2013) */
    days += 719468;
    int64_t era = (days >= 0 ? days : days - 146096) / 146097;
    int64_t day_of_era = days - era * 146097;
    int64_t year_of_era = (day_of_era - day_of_era / 1460 + day_of_era / 36524 - day_of_era / 146096) / 365;
    int64_t day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    int64_t month_from_march = (5 * day_of_year + 2) / 153;
    int64_t month = month_from_march < 10 ? month_from_march + 3 : month_from_march - 9;
    return (gln_date){(int16_t)(year_of_era + era * 400 + (month <= 2)), (int8_t)month,
                      (int8_t)(day_of_year - (153 * month_from_march + 2) / 5 + 1)};
}

bool gln_date_valid(gln_date date)
{
    static const int8_t lengths[] = {31, 31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    if (date.month < 0 || date.month > 12 || date.day < 0 || date.day > lengths[date.month]) {
        return false;
    }
    if (date.month == 2 && date.day == 29 && date.year != 0) {
        return date.year % 4 == 0 && (date.year % 100 != 0 || date.year % 400 == 0);
    }
    return true;
}
