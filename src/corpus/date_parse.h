/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Dates in text. */
#ifndef GLN_CORPUS_DATE_PARSE_H
#define GLN_CORPUS_DATE_PARSE_H

#include "guanlan/issue.h"

/* A date as it stands in a text: bytes [start, end). Parts that are not written are 0. */
typedef struct gln_date_mention {
    size_t start;
    size_t end;
    gln_date date;
} gln_date_mention;

/* The first date at or after byte `from`: 2020年9月26日, 二〇二〇年九月, 9月26日, 2020-09-26, 2020/9/26, 2020.9.26,
 * 二〇二〇·九·二六, March 5, 2021, 5 March 2021, March 5, and the forms of date_forms.h. A month or a year alone counts
 * only in the East Asian forms. Dates that do not exist are passed over. */
bool gln_date__find(gln_slice text, size_t from, gln_date_mention *out);

/* The same for a date that begins right at byte `at`. */
bool gln_date__at(gln_slice text, size_t at, gln_date_mention *out);

/* The first date written as eight digits (20200926), which only the title of a paper means as one. */
bool gln_date__compact(gln_slice text, gln_date_mention *out);

/* M月 or M月D日 at byte *at, behind a year or alone; the day may be followed by 日 or 号. *at moves behind it. */
bool gln_date__month_day(gln_slice text, size_t *at, gln_date *date);

/* Weekday of a full date, 0 Sunday to 6 Saturday. */
int gln_date__weekday(gln_date date);

/* The weekday named in a text (星期六, 周六, 礼拜六, Saturday), 0 to 6, or -1. */
int gln_date__weekday_named(gln_slice text);

/* A lunar date named in a text (农历庚子年八月初十, 闰四月廿九): cycle year 1 to 60 or 0 where not named. */
typedef struct gln_lunar_mention {
    int cycle_year;
    int month;
    bool leap;
    int day;
} gln_lunar_mention;
bool gln_date__lunar_named(gln_slice text, gln_lunar_mention *out);

/* The date in a path (20200926.md, 1789-Washington.txt, 2020/09/26/01.txt); false where there is none. Digits must
 * stand apart from letters and other digits. */
bool gln_date__of_path(gln_slice path, gln_date *out);

/* EDTF of a manifest or option: YYYY, YYYY-MM, YYYY-MM-DD, with XXXX or XX for what is not known. */
bool gln_date__of_edtf(gln_slice text, gln_date *out);

#endif
