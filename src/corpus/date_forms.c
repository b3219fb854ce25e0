/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "corpus/date_forms.h"

#include "core/utf8.h"
#include "corpus/date_digits.h"

enum { N_MONTHS = 12, BUDDHIST = 543, BUDDHIST_FIRST = 2300, BUDDHIST_LAST = 2742, MOST_MONTH_BYTES = 32 };

static bool take_year(gln_slice text, size_t *at, gln_date *date, int least, int most, int base)
{
    size_t next = *at;
    int value;
    if (!gln_digits__exact(text, &next, least, most, &value)) {
        return false;
    }
    value += base;
    if (value < GLN_FIRST_YEAR || value > GLN_LAST_YEAR) {
        return false;
    }
    date->year = (int16_t)value;
    *at = next;
    return true;
}

/* ---- eras ----------------------------------------------------------------------------------------------------------
 */

/* Year 1 of the era is first; the last of its years. */
typedef struct era {
    const char *name;
    int first;
    int years;
} era;

static const era eras[] = {{"中華民國", 1912, 199}, {"中华民国", 1912, 199}, {"民国", 1912, 199},
                           {"民國", 1912, 199},     {"令和", 2019, 99},      {"平成", 1989, 31},
                           {"昭和", 1926, 64},      {"大正", 1912, 15},      {"明治", 1868, 45}};

static bool era_date(gln_slice text, size_t start, gln_date_mention *out)
{
    for (size_t i = 0; i < sizeof eras / sizeof *eras; i++) {
        size_t at = start;
        if (!gln_slice__take(text, &at, eras[i].name)) {
            continue;
        }
        gln_slice__skip_spaces(text, &at);
        int year = gln_digits__era_year(text, &at);
        gln_slice__skip_spaces(text, &at);
        if (year < 1 || year > eras[i].years || !gln_slice__take(text, &at, "年")) {
            return false;
        }
        gln_date date = {(int16_t)(eras[i].first + year - 1), 0, 0};
        (void)gln_date__month_day(text, &at, &date);
        *out = (gln_date_mention){start, at, date};
        return gln_date_valid(date);
    }
    return false;
}

/* 佛历2563年, 佛曆二五六三年 */
static bool buddhist_date(gln_slice text, size_t start, gln_date_mention *out)
{
    size_t at = start;
    int year;
    if (!gln_slice__take(text, &at, "佛历") && !gln_slice__take(text, &at, "佛曆")) {
        return false;
    }
    gln_slice__skip_spaces(text, &at);
    if (gln_digits__read(text, &at, 4, &year) != 4 || year < BUDDHIST_FIRST || year > BUDDHIST_LAST ||
        !gln_slice__take(text, &at, "年")) {
        return false;
    }
    gln_date date = {(int16_t)(year - BUDDHIST), 0, 0};
    (void)gln_date__month_day(text, &at, &date);
    *out = (gln_date_mention){start, at, date};
    return gln_date_valid(date);
}

/* ---- Korean --------------------------------------------------------------------------------------------------------
 */

static bool korean_part(gln_slice text, size_t *at, int most, const char *unit, int8_t *part)
{
    size_t next = *at;
    int value;
    gln_slice__skip_spaces(text, &next);
    if (!gln_digits__exact(text, &next, 1, 2, &value) || value < 1 || value > most) {
        return false;
    }
    gln_slice__skip_spaces(text, &next);
    if (!gln_slice__take(text, &next, unit)) {
        return false;
    }
    *part = (int8_t)value;
    *at = next;
    return true;
}

static bool korean_date(gln_slice text, size_t start, gln_date_mention *out)
{
    gln_date date = {0, 0, 0};
    size_t at = start;
    bool year = take_year(text, &at, &date, 4, 4, 0) && gln_slice__take(text, &at, "년");
    at = year ? at : start;
    date.year = year ? date.year : 0;
    bool month = korean_part(text, &at, 12, "월", &date.month);
    bool day = month && korean_part(text, &at, 31, "일", &date.day);
    *out = (gln_date_mention){start, at, date};
    return (year || day) && gln_date_valid(date);
}

/* ---- months by name ------------------------------------------------------------------------------------------------
 */

typedef struct tongue {
    const char *months[N_MONTHS];
    const char *before_month; /* a word that may stand between day and month, and between month and year */
    const char *behind_year;
} tongue;

static const tongue tongues[] = {
    {{"janvier", "février", "mars", "avril", "mai", "juin", "juillet", "août", "septembre", "octobre", "novembre",
      "décembre"},
     "",
     ""},
    {{"Januar", "Februar", "März", "April", "Mai", "Juni", "Juli", "August", "September", "Oktober", "November",
      "Dezember"},
     "",
     ""},
    {{"enero", "febrero", "marzo", "abril", "mayo", "junio", "julio", "agosto", "septiembre", "octubre", "noviembre",
      "diciembre"},
     "de ",
     ""},
    {{"gennaio", "febbraio", "marzo", "aprile", "maggio", "giugno", "luglio", "agosto", "settembre", "ottobre",
      "novembre", "dicembre"},
     "",
     ""},
    {{"janeiro", "fevereiro", "março", "abril", "maio", "junho", "julho", "agosto", "setembro", "outubro", "novembro",
      "dezembro"},
     "de ",
     ""},
    {{"января", "февраля", "марта", "апреля", "мая", "июня", "июля", "августа", "сентября", "октября", "ноября",
      "декабря"},
     "",
     "г."},
    {{"มกราคม", "กุมภาพันธ์", "มีนาคม", "เมษายน", "พฤษภาคม", "มิถุนายน", "กรกฎาคม", "สิงหาคม", "กันยายน", "ตุลาคม", "พฤศจิกายน",
      "ธันวาคม"},
     "",
     ""},
    {{"ม.ค.", "ก.พ.", "มี.ค.", "เม.ย.", "พ.ค.", "มิ.ย.", "ก.ค.", "ส.ค.", "ก.ย.", "ต.ค.", "พ.ย.", "ธ.ค."}, "", ""},
};

enum { N_TONGUES = sizeof tongues / sizeof *tongues, FIRST_THAI = N_TONGUES - 2 };

/* Small letters of the scripts above. */
static uint32_t lower(uint32_t c)
{
    bool latin = (c >= 'A' && c <= 'Z') || (c >= 0xC0 && c <= 0xDE && c != 0xD7);
    bool cyrillic = c >= 0x410 && c <= 0x42F;
    return latin || cyrillic ? c + 32 : c;
}

static bool is_letter(uint32_t c)
{
    return gln_char__letter(c) || (c >= 0x400 && c <= 0x4FF);
}

/* The name at text.ptr[*at] whatever the case of its letters, with no letter behind it. */
static bool take_name(gln_slice text, size_t *at, const char *name, bool word)
{
    gln_slice want = gln_slice_of(name);
    size_t end = *at;
    for (size_t i = 0; i < want.len;) {
        if (end >= text.len || lower(gln_slice__next(text, &end)) != lower(gln_slice__next(want, &i))) {
            return false;
        }
    }
    size_t next = end;
    if (word && end < text.len && is_letter(gln_slice__next(text, &next))) {
        return false;
    }
    *at = end;
    return true;
}

/* พ.ศ. (Buddhist era), ค.ศ. (Christian era), or nothing before a Thai year; 63 is 2563. */
static bool thai_year(gln_slice text, size_t *at, bool marked_only, gln_date *date)
{
    size_t next = *at;
    int value;
    bool buddhist = gln_slice__take(text, &next, "พ.ศ.") || gln_slice__take(text, &next, "พุทธศักราช");
    bool christian = !buddhist && (gln_slice__take(text, &next, "ค.ศ.") || gln_slice__take(text, &next, "คริสต์ศักราช"));
    gln_slice__skip_spaces(text, &next);
    size_t four = next;
    if (marked_only && !buddhist && !christian) {
        return false;
    }
    if (gln_digits__exact(text, &four, 4, 4, &value)) {
        next = four;
        value -= !christian && value >= BUDDHIST_FIRST ? BUDDHIST : 0;
    } else if (!marked_only && !christian && gln_digits__exact(text, &next, 2, 2, &value)) {
        value += 2500 - BUDDHIST;
    } else {
        return false;
    }
    if (value < GLN_FIRST_YEAR || value > GLN_LAST_YEAR) {
        return false;
    }
    date->year = (int16_t)value;
    *at = next;
    return true;
}

/* 26 septembre 2020, 26 กันยายน 2563; the day has been read. */
static bool named_month(gln_slice text, size_t *at, gln_date *date)
{
    for (int t = 0; t < N_TONGUES; t++) {
        const tongue *in = &tongues[t];
        size_t from = *at;
        (void)gln_slice__take(text, &from, in->before_month);
        for (int m = 0; m < N_MONTHS; m++) {
            size_t next = from;
            if (!take_name(text, &next, in->months[m], t < FIRST_THAI)) {
                continue;
            }
            date->month = (int8_t)(m + 1);
            *at = next;
            gln_slice__skip_spaces(text, &next);
            if (t >= FIRST_THAI) {
                if (thai_year(text, &next, false, date)) {
                    *at = next;
                }
                return true;
            }
            (void)gln_slice__take(text, &next, in->before_month);
            if (take_year(text, &next, date, 4, 4, 0)) {
                *at = next;
                gln_slice__skip_spaces(text, &next);
                if (in->behind_year[0] && gln_slice__take(text, &next, in->behind_year)) {
                    *at = next;
                }
            }
            return true;
        }
    }
    return false;
}

static bool named_date(gln_slice text, size_t start, gln_date_mention *out)
{
    size_t at = start;
    int day;
    gln_date date = {0, 0, 0};
    if (!gln_digits__exact(text, &at, 1, 2, &day) || day < 1 || day > 31) {
        return false;
    }
    if (!gln_slice__take(text, &at, ".") && !gln_slice__take(text, &at, "º")) {
        (void)(day == 1 && gln_slice__take(text, &at, "er"));
    }
    gln_slice__skip_spaces(text, &at);
    date.day = (int8_t)day;
    size_t next = at;
    uint32_t first = at < text.len ? gln_slice__next(text, &next) : 0;
    if (!is_letter(first) && (first < 0xE00 || first > 0xE7F)) {
        return false;
    }
    if (!named_month(text, &at, &date)) {
        return false;
    }
    *out = (gln_date_mention){start, at, date};
    return gln_date_valid(date);
}

/* ---- numbers, the year last ----------------------------------------------------------------------------------------
 */

/* 9/26/2020, 26/9/2020, 26.9.2020: read where only one order makes a date, or both are the same. */
static bool year_last(gln_slice text, size_t start, gln_date_mention *out)
{
    size_t at = start;
    int a;
    int b;
    gln_date date = {0, 0, 0};
    if (!gln_digits__exact(text, &at, 1, 2, &a) || at >= text.len) {
        return false;
    }
    char separator = text.ptr[at];
    if (separator != '/' && separator != '.' && separator != '-') {
        return false;
    }
    at++;
    if (!gln_digits__exact(text, &at, 1, 2, &b) || at >= text.len || text.ptr[at] != separator) {
        return false;
    }
    at++;
    if (!take_year(text, &at, &date, 4, 4, 0) || a < 1 || b < 1) {
        return false;
    }
    size_t next = at + 1;
    if (at + 1 < text.len && text.ptr[at] == separator && gln_char__digit((unsigned char)text.ptr[next])) {
        return false; /* a longer number: 1.13.2020.4 */
    }
    bool day_first = a > 12 && a <= 31 && b <= 12;
    bool month_first = b > 12 && b <= 31 && a <= 12 && separator != '.';
    if (!day_first && !month_first && (a != b || a > 12)) {
        return false;
    }
    date.day = (int8_t)(month_first ? b : a);
    date.month = (int8_t)(month_first ? a : b);
    *out = (gln_date_mention){start, at, date};
    return gln_date_valid(date);
}

static bool thai_marked(gln_slice text, size_t start, gln_date_mention *out)
{
    size_t at = start;
    gln_date date = {0, 0, 0};
    if (!thai_year(text, &at, true, &date)) {
        return false;
    }
    *out = (gln_date_mention){start, at, date};
    return true;
}

bool gln_date_form__starts(uint32_t c)
{
    switch (c) {
    case 0x4E2D: /* 中 */
    case 0x6C11: /* 民 */
    case 0x4EE4: /* 令 */
    case 0x5E73: /* 平 */
    case 0x662D: /* 昭 */
    case 0x5927: /* 大 */
    case 0x660E: /* 明 */
    case 0x4F5B: /* 佛 */
    case 0x0E1E: /* พ */
    case 0x0E04: /* ค */
        return true;
    default:
        return gln_digit__placed(c);
    }
}

bool gln_date_form__at(gln_slice text, size_t start, gln_date_mention *out)
{
    size_t next = start;
    uint32_t c = gln_slice__next(text, &next);
    if (gln_digit__placed(c)) {
        return korean_date(text, start, out) || named_date(text, start, out) || year_last(text, start, out);
    }
    if (c == 0x4F5B) {
        return buddhist_date(text, start, out);
    }
    return c < 0x3000 ? thai_marked(text, start, out) : era_date(text, start, out);
}
