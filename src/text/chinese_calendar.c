/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "text/chinese_calendar.h"

#include <unicode/ucal.h>

#include <math.h>

enum { FIRST_YEAR = 1, LAST_YEAR = 9999 };

static UCalendar *open_calendar(const char *locale, UErrorCode *code)
{
    static const UChar zone[] = u"Asia/Shanghai";
    return ucal_open(zone, -1, locale, UCAL_TRADITIONAL, code);
}

/* Noon of the day, as ICU counts time. NaN where there is no such day. */
static UDate noon_of(int year, int month, int day, UErrorCode *code)
{
    UCalendar *calendar = open_calendar("en@calendar=gregorian", code);
    if (U_FAILURE(*code)) {
        return NAN;
    }
    ucal_setGregorianChange(calendar, -8.64e15, code); /* proleptic: the earliest time that ICU can tell */
    ucal_setAttribute(calendar, UCAL_LENIENT, 0);
    ucal_clear(calendar);
    ucal_setDateTime(calendar, year, month - 1, day, 12, 0, 0, code);
    UDate noon = ucal_getMillis(calendar, code);
    ucal_close(calendar);
    return U_SUCCESS(*code) ? noon : NAN;
}

gln_status gln_text__lunar(int year, int month, int day, gln_lunar *out, gln_error *err)
{
    UErrorCode code = U_ZERO_ERROR;
    if (year < FIRST_YEAR || year > LAST_YEAR || month < 1 || month > 12 || day < 1 || day > 31) {
        return gln_error_set(err, GLN_ERR_RANGE, "no such day: %d-%d-%d", year, month, day);
    }
    UDate noon = noon_of(year, month, day, &code);
    if (code == U_ILLEGAL_ARGUMENT_ERROR) {
        return gln_error_set(err, GLN_ERR_RANGE, "no such day: %d-%d-%d", year, month, day);
    }
    UCalendar *calendar = open_calendar("en@calendar=chinese", &code);
    if (U_FAILURE(code)) {
        return gln_error_set(err, GLN_ERR_INTERNAL, "ICU's calendar cannot be opened: %s", u_errorName(code));
    }
    ucal_setMillis(calendar, noon, &code);
    gln_lunar lunar = {.cycle_year = ucal_get(calendar, UCAL_YEAR, &code),
                       .month = ucal_get(calendar, UCAL_MONTH, &code) + 1,
                       .leap = ucal_get(calendar, UCAL_IS_LEAP_MONTH, &code) != 0,
                       .day = ucal_get(calendar, UCAL_DATE, &code)};
    ucal_close(calendar);
    if (U_FAILURE(code)) {
        return gln_error_set(err, GLN_ERR_INTERNAL, "ICU's Chinese calendar failed: %s", u_errorName(code));
    }
    *out = lunar;
    return GLN_OK;
}
