/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "text/chinese_calendar.h"

#include <unicode/ucal.h>

#include <math.h>
#include <stdint.h>

enum { FIRST_YEAR = 1, LAST_YEAR = 9999 };

/* The lunar years that begin in 1900 to 2100, as ICU computes them: bit m is set where the month m (from 0, a leap
 * month counted behind its own) has 30 days, not 29; from bit 13 on the number of the month that is leaped, 0 for none;
 * from bit 17 on the day of the Gregorian year, from 0, that is New Year. Every masthead is checked, and ICU takes half
 * a million instructions a day. */
enum { FIRST_LISTED = 1900, N_LISTED = 201, LEAP_BIT = 13, NEW_YEAR_BIT = 17 };

static const uint32_t listed[N_LISTED] = {
    0x3D16D2, 0x620752, 0x4C0EA5, 0x38B64A, 0x5C064B, 0x440A9B, 0x309556, 0x56056A, 0x400B59,
    0x2A5752, 0x500752, 0x3ADB25, /* 1900 */
    0x600B25, 0x480A4B, 0x32B4AB, 0x5802AD, 0x42056B, 0x2C6B69, 0x520DA9, 0x3EFD92, 0x640E92,
    0x4C0D25, 0x36DA4D, 0x5C0A56, /* 1912 */
    0x4602B6, 0x2E95B5, 0x5606D4, 0x400EA9, 0x2C5E92, 0x500E92, 0x3ACD26, 0x5E052B, 0x480A57,
    0x32B2B6, 0x580B5A, 0x4406D4, /* 1924 */
    0x2E6EC9, 0x520749, 0x3CF693, 0x620A93, 0x4C052B, 0x34CA5B, 0x5A0AAD, 0x46056A, 0x309B55,
    0x560BA4, 0x400B49, 0x2A5A93, /* 1936 */
    0x500A95, 0x38F52D, 0x5E0536, 0x480AAD, 0x34B5AA, 0x580DB2, 0x440DA4, 0x2E7D49, 0x540D4A,
    0x3D0A95, 0x600A97, 0x4C0556, /* 1948 */
    0x36CAB5, 0x5A0AD5, 0x4606D2, 0x308EA5, 0x560EA5, 0x40064A, 0x286C97, 0x4E0A9B, 0x3AF55A,
    0x5E056A, 0x480B69, 0x34B752, /* 1960 */
    0x5A0B52, 0x420B25, 0x2C964B, 0x520A4B, 0x3D14AB, 0x6002AD, 0x4A056D, 0x36CB69, 0x5C0DA9,
    0x460D92, 0x309D25, 0x560D25, /* 1972 */
    0x415A4D, 0x640A56, 0x4E02B6, 0x38E5B5, 0x5E06D5, 0x480EA9, 0x34BE92, 0x5A0E92, 0x440D26,
    0x2C6A56, 0x500A57, 0x3D14D6, /* 1984 */
    0x62035A, 0x4A06D5, 0x36AEC9, 0x5C0749, 0x460693, 0x2E952B, 0x54052B, 0x3E0A5B, 0x2A555A,
    0x4E056A, 0x38FB55, 0x600BA4, /* 1996 */
    0x4A0B49, 0x32BA93, 0x580A95, 0x42052D, 0x2C8A6D, 0x500AB5, 0x3D35AA, 0x6205D2, 0x4C0DA5,
    0x36DD4A, 0x5C0E4A, 0x460C95, /* 2008 */
    0x30952E, 0x540556, 0x3E0AB5, 0x2A55B2, 0x5006D2, 0x38CEA5, 0x5E0F25, 0x4A064A, 0x32AC97,
    0x5604AB, 0x40055B, 0x2C6AD6, /* 2020 */
    0x520B69, 0x3D7752, 0x620B52, 0x4C0B25, 0x36DA4B, 0x5A0A4B, 0x4404AB, 0x2EA55B, 0x5405AD,
    0x3E0B6A, 0x2A5B52, 0x500D92, /* 2032 */
    0x3AFD25, 0x5E0D25, 0x480A55, 0x32B4AD, 0x5804B6, 0x4005B5, 0x2C6DAA, 0x520EC9, 0x3F1E92,
    0x620E92, 0x4C0D26, 0x36CA56, /* 2044 */
    0x5A0A57, 0x4404D6, 0x2E86D5, 0x540755, 0x400749, 0x286E93, 0x4E0693, 0x38F52B, 0x5E052B,
    0x460A5B, 0x32B55A, 0x58056A, /* 2056 */
    0x420B65, 0x2C974A, 0x520B49, 0x3D1A95, 0x620A95, 0x4A052D, 0x34CAAD, 0x5A0AB5, 0x4605AA,
    0x2E8BA5, 0x540DA5, 0x400D4A, /* 2068 */
    0x2A7C95, 0x4E0C96, 0x38F94E, 0x5E0556, 0x480AB5, 0x32B5B2, 0x5806D2, 0x420EA5, 0x2E8E4A,
    0x50068B, 0x3B0C97, 0x6004AB,                                                             /* 2080 */
    0x4A055B, 0x34CAD6, 0x5A0B6A, 0x460752, 0x309725, 0x540B45, 0x3E0A8B, 0x28549B, 0x4E04AB, /* 2092 */
};

static bool is_leap_year(int year)
{
    return (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
}

/* Days of the Gregorian year before the day, which need not exist. */
static int day_of_year(int year, int month, int day)
{
    static const int before[] = {0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334};
    return before[month - 1] + (month > 2 && is_leap_year(year)) + day - 1;
}

static bool is_day(int year, int month, int day)
{
    static const int days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    return day <= days[month - 1] + (month == 2 && is_leap_year(year));
}

/* The lunar date by the list; false where it lies beyond. */
static bool look_up(int year, int month, int day, gln_lunar *out)
{
    int at = day_of_year(year, month, day);
    int i = year - FIRST_LISTED;
    if (i >= 0 && i < N_LISTED && at < (int)(listed[i] >> NEW_YEAR_BIT)) { /* before New Year */
        at += 365 + is_leap_year(year - 1);
        i--;
    }
    if (i < 0 || i >= N_LISTED) {
        return false;
    }
    at -= (int)(listed[i] >> NEW_YEAR_BIT);
    int leaped = (int)(listed[i] >> LEAP_BIT & 15);
    for (int m = 0, length; m < 13; m++, at -= length) {
        length = 29 + (int)(listed[i] >> m & 1);
        if (at < length) {
            bool behind = leaped && m >= leaped;
            *out = (gln_lunar){.cycle_year = (FIRST_LISTED + i + 56) % 60 + 1, /* 1984 was a jiazi */
                               .month = m + 1 - behind,
                               .leap = leaped && m == leaped,
                               .day = at + 1};
            return true;
        }
    }
    return false;
}

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
    if (year < FIRST_YEAR || year > LAST_YEAR || month < 1 || month > 12 || day < 1 || !is_day(year, month, day)) {
        return gln_error_set(err, GLN_ERR_RANGE, "no such day: %d-%d-%d", year, month, day);
    }
    return look_up(year, month, day, out) ? GLN_OK : gln_text__lunar_computed(year, month, day, out, err);
}

gln_status gln_text__lunar_computed(int year, int month, int day, gln_lunar *out, gln_error *err)
{
    UErrorCode code = U_ZERO_ERROR;
    UDate noon = noon_of(year, month, day, &code);
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
