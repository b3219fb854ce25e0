/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "corpus/date_parse.h"

#include "core/utf8.h"
#include "corpus/date_digits.h"
#include "corpus/date_forms.h"

bool gln_date__month_day(gln_slice text, size_t *at, gln_date *date)
{
    size_t next = *at;
    gln_slice__skip_spaces(text, &next);
    int month = gln_digits__small(text, &next);
    gln_slice__skip_spaces(text, &next);
    if (month < 1 || month > 12 || !gln_slice__take(text, &next, "月")) {
        return false;
    }
    date->month = (int8_t)month;
    *at = next;
    gln_slice__skip_spaces(text, &next);
    int day = gln_digits__small(text, &next);
    gln_slice__skip_spaces(text, &next);
    if (day >= 1 && day <= 31 && (gln_slice__take(text, &next, "日") || gln_slice__take(text, &next, "号"))) {
        date->day = (int8_t)day;
        *at = next;
    }
    return true;
}

static bool chinese_date(gln_slice text, size_t start, gln_date_mention *out)
{
    size_t at = start;
    int value = 0;
    gln_date date = {0, 0, 0};
    int n = gln_digits__read(text, &at, 4, &value);
    size_t after = at;
    gln_slice__skip_spaces(text, &after);
    if (n == 4 && gln_slice__take(text, &after, "年") && value >= GLN_FIRST_YEAR && value <= GLN_LAST_YEAR) {
        date.year = (int16_t)value;
        at = after;
        (void)gln_date__month_day(text, &at, &date);
    } else {
        at = start;
        if (!gln_date__month_day(text, &at, &date) || date.day == 0) {
            return false;
        }
    }
    *out = (gln_date_mention){start, at, date};
    return gln_date_valid(date);
}

/* 2020-09-26, 2020/9/26, 2020.9.26, 二〇二〇·九·二六, with the same separator twice. */
static bool numeric_date(gln_slice text, size_t start, gln_date_mention *out)
{
    size_t at = start;
    int year;
    if (gln_digits__read(text, &at, 4, &year) != 4 || year < GLN_FIRST_YEAR || year > GLN_LAST_YEAR || at >= text.len) {
        return false;
    }
    uint32_t separator = gln_slice__next(text, &at);
    switch (separator) {
    case '-':
    case '/':
    case '.':
    case 0xB7: /* · */
    case 0x2022:
    case 0x2027:
    case 0x30FB: /* ・ */
    case 0xFF0D:
    case 0xFF0E:
    case 0xFF0F:
        break;
    default:
        return false;
    }
    int month = gln_digits__small(text, &at);
    if (month < 1 || month > 12 || at >= text.len || gln_slice__next(text, &at) != separator) {
        return false;
    }
    int day = gln_digits__small(text, &at);
    size_t next = at;
    if (day < 1 || day > 31 || (at < text.len && gln_digit__placed(gln_slice__next(text, &next)))) {
        return false;
    }
    *out = (gln_date_mention){start, at, {(int16_t)year, (int8_t)month, (int8_t)day}};
    return gln_date_valid(out->date);
}

/* Length of the English name at text.ptr[at] among names (full, or its first three letters with or without a stop), and
 * its index; 0 where there is none. */
static size_t english_name(gln_slice text, size_t at, const char *const *names, int n_names, int *index)
{
    for (int i = 0; i < n_names; i++) {
        if (at >= text.len || (text.ptr[at] | 32) != (names[i][0] | 32)) {
            continue;
        }
        size_t full = strlen(names[i]);
        size_t n = 0;
        while (n < full && at + n < text.len && (text.ptr[at + n] | 32) == (names[i][n] | 32)) {
            n++;
        }
        bool sept = i == 8 && n == 4 && n_names == 12;
        if (n != full && n != 3 && !sept) {
            continue;
        }
        if (at + n < text.len && gln_char__letter((unsigned char)text.ptr[at + n])) {
            continue;
        }
        if (n != full && at + n < text.len && text.ptr[at + n] == '.') {
            n++;
        }
        *index = i;
        return n;
    }
    return 0;
}

static const char *const months[] = {"January", "February", "March",     "April",   "May",      "June",
                                     "July",    "August",   "September", "October", "November", "December"};
static const char *const weekdays[] = {"Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"};

static int english_day(gln_slice text, size_t *at)
{
    int value = 0;
    size_t next = *at;
    if (next >= text.len || text.ptr[next] < '0' || text.ptr[next] > '9' || !gln_digits__read(text, &next, 2, &value)) {
        return 0;
    }
    if (next < text.len && gln_char__digit((unsigned char)text.ptr[next])) {
        return 0;
    }
    static const char *const ordinals[] = {"st", "nd", "rd", "th"};
    for (size_t i = 0; i < 4; i++) {
        if (gln_slice__take(text, &next, ordinals[i])) {
            break;
        }
    }
    *at = next;
    return value >= 1 && value <= 31 ? value : 0;
}

static void english_year(gln_slice text, size_t *at, gln_date *date)
{
    size_t next = *at;
    int year = 0;
    (void)gln_slice__take(text, &next, ",");
    gln_slice__skip_spaces(text, &next);
    if (next < text.len && text.ptr[next] > 0 && gln_digits__read(text, &next, 4, &year) == 4 &&
        year >= GLN_FIRST_YEAR && year <= GLN_LAST_YEAR &&
        (next >= text.len || !gln_char__digit((unsigned char)text.ptr[next]))) {
        date->year = (int16_t)year;
        *at = next;
    }
}

static bool english_date(gln_slice text, size_t start, gln_date_mention *out)
{
    size_t at = start;
    int month;
    gln_date date = {0, 0, 0};
    int day = english_day(text, &at);
    if (day) { /* 5 March 2021 */
        gln_slice__skip_spaces(text, &at);
    }
    size_t n = english_name(text, at, months, 12, &month);
    if (!n) {
        return false;
    }
    at += n;
    if (!day) { /* March 5, 2021 */
        gln_slice__skip_spaces(text, &at);
        day = english_day(text, &at);
        if (!day) {
            return false;
        }
    }
    date.month = (int8_t)(month + 1);
    date.day = (int8_t)day;
    english_year(text, &at, &date);
    *out = (gln_date_mention){start, at, date};
    return gln_date_valid(date);
}

/* Whether a date can begin with the character: most characters of a text are done with here. */
static bool may_begin(uint32_t c)
{
    if (c < 0x80) { /* a digit, or the first letter of an English month */
        static const uint32_t letters = 1U << ('a' - 'a') | 1U << ('d' - 'a') | 1U << ('f' - 'a') | 1U << ('j' - 'a') |
                                        1U << ('m' - 'a') | 1U << ('n' - 'a') | 1U << ('o' - 'a') | 1U << ('s' - 'a');
        uint32_t low = (c | 32) - 'a';
        return (c >= '0' && c <= '9') || (low < 26 && (letters >> low & 1U));
    }
    return gln_digit__value(c) >= 0 || c == 0x5341 /* 十 */ || gln_date_form__starts(c);
}

/* A date of any form that begins right at `at`; before is the character before it, 0 for none. */
static bool date_at(gln_slice text, size_t at, uint32_t before, gln_date_mention *out)
{
    size_t next = at;
    uint32_t c = gln_slice__next(text, &next);
    if (!may_begin(c)) {
        return false;
    }
    bool digit = gln_digit__value(c) >= 0 || c == 0x5341;
    bool after_digit = gln_digit__value(before) >= 0 || before == 0x5341;
    if (digit && !after_digit && (chinese_date(text, at, out) || numeric_date(text, at, out))) {
        return true;
    }
    bool word_start = !gln_char__letter(before) && !gln_char__digit(before);
    if (word_start && c < 0x80 && (gln_char__letter(c) || gln_char__digit(c)) && english_date(text, at, out)) {
        return true;
    }
    bool apart = !gln_digit__placed(c) || (word_start && !after_digit && before != '.' && before != '/');
    return gln_date_form__starts(c) && apart && gln_date_form__at(text, at, out);
}

bool gln_date__at(gln_slice text, size_t at, gln_date_mention *out)
{
    size_t start = at;
    uint32_t before = at > 0 ? gln_slice__prev(text, &start) : 0;
    return at < text.len && date_at(text, at, before, out);
}

bool gln_date__find(gln_slice text, size_t from, gln_date_mention *out)
{
    uint32_t before = 0;
    for (size_t at = from; at < text.len;) {
        size_t next = at;
        uint32_t c = gln_slice__next(text, &next);
        if (date_at(text, at, before, out)) {
            return true;
        }
        before = c;
        at = next;
    }
    return false;
}

/* A run of exactly n digits at text.ptr[at], and its value. */
static bool exact_digits(gln_slice text, size_t at, int n, int *value)
{
    *value = 0;
    if (at + (size_t)n > text.len) {
        return false;
    }
    for (int i = 0; i < n; i++) {
        char c = text.ptr[at + (size_t)i];
        if (c < '0' || c > '9') {
            return false;
        }
        *value = *value * 10 + (c - '0');
    }
    return true;
}

bool gln_date__compact(gln_slice text, gln_date_mention *out)
{
    for (size_t at = 0; at + 8 <= text.len; at++) {
        int year;
        int rest;
        bool alone = (at == 0 || !gln_char__digit((unsigned char)text.ptr[at - 1])) &&
                     (at + 8 == text.len || !gln_char__digit((unsigned char)text.ptr[at + 8]));
        if (!alone || !exact_digits(text, at, 4, &year) || !exact_digits(text, at + 4, 4, &rest)) {
            continue;
        }
        gln_date date = {(int16_t)year, (int8_t)(rest / 100), (int8_t)(rest % 100)};
        if (year >= GLN_FIRST_YEAR && year <= GLN_LAST_YEAR && date.month && date.day && gln_date_valid(date)) {
            *out = (gln_date_mention){at, at + 8, date};
            return true;
        }
    }
    return false;
}

int gln_date__weekday(gln_date date)
{
    return (int)(((gln_date_days(date) + 4) % 7 + 7) % 7); /* 1970-01-01 was a Thursday */
}

int gln_date__weekday_named(gln_slice text)
{
    static const char *const heads[] = {"星期", "礼拜", "周", "週"};
    static const char *const days[] = {"日", "一", "二", "三", "四", "五", "六", "天"};
    for (size_t h = 0; h < 4; h++) {
        size_t at = gln_slice__find(text, gln_slice_of(heads[h]));
        if (at == SIZE_MAX) {
            continue;
        }
        at += strlen(heads[h]);
        for (int d = 0; d < 8; d++) {
            if (gln_slice__take(text, &at, days[d])) {
                return d % 7;
            }
        }
    }
    for (int d = 0; d < 7; d++) {
        static const char *const japanese[] = {"日曜", "月曜", "火曜", "水曜", "木曜", "金曜", "土曜"};
        static const char *const korean[] = {"일요일", "월요일", "화요일", "수요일", "목요일", "금요일", "토요일"};
        static const char *const thai[] = {"วันอาทิตย์", "วันจันทร์", "วันอังคาร", "วันพุธ", "วันพฤหัส", "วันศุกร์", "วันเสาร์"};
        if (gln_slice__find(text, gln_slice_of(japanese[d])) != SIZE_MAX ||
            gln_slice__find(text, gln_slice_of(korean[d])) != SIZE_MAX ||
            gln_slice__find(text, gln_slice_of(thai[d])) != SIZE_MAX) {
            return d;
        }
    }
    for (size_t at = 0; at < text.len; at++) {
        int day;
        bool start = at == 0 || !gln_char__letter((unsigned char)text.ptr[at - 1]);
        if (start && english_name(text, at, weekdays, 7, &day) > 4) { /* "Sun" and "Wed" alone are words of their own */
            return day;
        }
    }
    return -1;
}

/* Index of the character at text.ptr[*at] in a string of characters, or -1; *at moves behind it. */
static int one_of(gln_slice text, size_t *at, const char *characters)
{
    gln_slice all = gln_slice_of(characters);
    size_t next = *at;
    if (*at >= text.len) {
        return -1;
    }
    uint32_t c = gln_slice__next(text, &next);
    int index = 0;
    for (size_t i = 0; i < all.len; index++) {
        if (gln_slice__next(all, &i) == c) {
            *at = next;
            return index;
        }
    }
    return -1;
}

static int lunar_day(gln_slice text, size_t *at)
{
    if (gln_slice__take(text, at, "初")) {
        int units = one_of(text, at, "〇一二三四五六七八九十");
        return units > 0 ? units : 0;
    }
    if (gln_slice__take(text, at, "廿")) {
        int units = one_of(text, at, "〇一二三四五六七八九");
        return 20 + (units > 0 ? units : 0);
    }
    return gln_digits__small(text, at);
}

bool gln_date__lunar_named(gln_slice text, gln_lunar_mention *out)
{
    size_t at = gln_slice__find(text, GLN_LIT("农历"));
    if (at == SIZE_MAX) {
        at = gln_slice__find(text, GLN_LIT("農曆"));
    }
    if (at == SIZE_MAX) {
        return false;
    }
    at += strlen("农历");
    gln_slice__skip_spaces(text, &at);
    gln_lunar_mention lunar = {0, 0, false, 0};
    size_t year = at;
    int stem = one_of(text, &year, "甲乙丙丁戊己庚辛壬癸");
    int branch = stem >= 0 ? one_of(text, &year, "子丑寅卯辰巳午未申酉戌亥") : -1;
    if (branch >= 0) { /* cycle year c: c = stem + 1 (mod 10), c = branch + 1 (mod 12) */
        for (int c = 0; c < 60; c++) {
            if (c % 10 == stem && c % 12 == branch) {
                lunar.cycle_year = c + 1;
            }
        }
        (void)one_of(text, &year, "鼠牛虎兔龙蛇马羊猴鸡狗猪");
        (void)gln_slice__take(text, &year, "年");
        at = year;
        gln_slice__skip_spaces(text, &at);
    }
    lunar.leap = gln_slice__take(text, &at, "闰") || gln_slice__take(text, &at, "閏");
    int named = one_of(text, &at, "正冬腊");
    static const int named_months[] = {1, 11, 12};
    lunar.month = named >= 0 ? named_months[named] : gln_digits__small(text, &at);
    if (lunar.month < 1 || lunar.month > 12 || !gln_slice__take(text, &at, "月")) {
        return false;
    }
    lunar.day = lunar_day(text, &at);
    if (lunar.day < 1 || lunar.day > 30) {
        return false;
    }
    *out = lunar;
    return true;
}

static bool alnum(gln_slice text, size_t at)
{
    unsigned char c = at < text.len ? (unsigned char)text.ptr[at] : ' ';
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

/* YYYYMMDD or YYYY, MM, DD with one separator each, at `at`; finer is better. */
static bool path_date_at(gln_slice path, size_t at, gln_date *out)
{
    int year;
    int month = 0;
    int day = 0;
    if (!exact_digits(path, at, 4, &year) || year < GLN_FIRST_YEAR || year > GLN_LAST_YEAR) {
        return false;
    }
    gln_date date = {(int16_t)year, 0, 0};
    size_t next = at + 4;
    if (exact_digits(path, next, 4, &month) && !alnum(path, next + 4)) { /* YYYYMMDD */
        date.day = (int8_t)(month % 100);
        date.month = (int8_t)(month / 100 < 100 ? month / 100 : 0);
        *out = date;
        return date.month >= 1 && date.day >= 1 && gln_date_valid(date);
    }
    bool six = exact_digits(path, next, 2, &month) && (next + 2 >= path.len || path.ptr[next + 2] == '/');
    if (alnum(path, next) && !six) {
        return false;
    }
    size_t from = six ? next : next + 1;
    if (exact_digits(path, from, 2, &month) && !alnum(path, from + 2) && month >= 1 && month <= 12) {
        date.month = (int8_t)month;
        from += 3;
        if (exact_digits(path, from, 2, &day) && !alnum(path, from + 2) && day >= 1 && day <= 31) {
            date.day = (int8_t)day;
        }
    }
    *out = date;
    return gln_date_valid(date);
}

static int precision(gln_date date)
{
    return (date.year != 0) + (date.month != 0) + (date.day != 0);
}

static bool is_digit_at(gln_slice text, size_t at)
{
    return at < text.len && text.ptr[at] >= '0' && text.ptr[at] <= '9';
}

/* rmrb20200926.txt, 20200926A01.txt, 2020092601.txt: eight digits, or ten with a page, among letters. */
static bool whole_date_at(gln_slice path, size_t at, gln_date *out)
{
    size_t n = 0;
    int year;
    int rest;
    while (n <= 10 && is_digit_at(path, at + n)) {
        n++;
    }
    if ((at > 0 && is_digit_at(path, at - 1)) || (n != 8 && n != 10) || !exact_digits(path, at, 4, &year) ||
        !exact_digits(path, at + 4, 4, &rest) || year < GLN_FIRST_YEAR || year > GLN_LAST_YEAR) {
        return false;
    }
    gln_date date = {(int16_t)year, (int8_t)(rest / 100), (int8_t)(rest % 100)};
    *out = date;
    return rest / 100 >= 1 && rest / 100 <= 12 && date.day >= 1 && gln_date_valid(date);
}

bool gln_date__of_path(gln_slice path, gln_date *out)
{
    gln_date best = {0, 0, 0};
    for (size_t at = 0; at < path.len; at++) {
        gln_date date;
        bool apart = at == 0 || !alnum(path, at - 1);
        bool found = (apart && path_date_at(path, at, &date)) || whole_date_at(path, at, &date);
        if (found && precision(date) >= precision(best)) {
            best = date; /* the later one, nearest to the file's own name, wins among equals */
        }
    }
    gln_date_mention mention; /* 2020年9月26日.txt */
    if (precision(best) < 3 && gln_date__find(path, 0, &mention) && mention.date.year &&
        precision(mention.date) > precision(best)) {
        best = mention.date;
    }
    if (best.year == 0) {
        return false;
    }
    *out = best;
    return true;
}

bool gln_date__of_edtf(gln_slice text, gln_date *out)
{
    int year = 0;
    int month = 0;
    int day = 0;
    bool unknown_year = gln_slice_starts(text, GLN_LIT("XXXX"));
    if (!unknown_year && (!exact_digits(text, 0, 4, &year) || year == 0)) {
        return false;
    }
    if (text.len >= 7 && text.ptr[4] == '-') {
        bool unknown = text.ptr[5] == 'X' && text.ptr[6] == 'X';
        if (!unknown && (!exact_digits(text, 5, 2, &month) || month < 1 || month > 12)) {
            return false;
        }
    }
    if (text.len == 10 && text.ptr[7] == '-') {
        bool unknown = text.ptr[8] == 'X' && text.ptr[9] == 'X';
        if (!unknown && (!exact_digits(text, 8, 2, &day) || day < 1)) {
            return false;
        }
    }
    gln_date date = {(int16_t)year, (int8_t)month, (int8_t)day};
    if ((text.len != 4 && text.len != 7 && text.len != 10) || !gln_date_valid(date) || (unknown_year && !month)) {
        return false;
    }
    *out = date;
    return true;
}
