/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "guanlan/temporal.h"

#include "core/memory.h"
#include "core/utf8.h"
#include "corpus/date_digits.h"
#include "corpus/date_forms.h"
#include "corpus/date_parse.h"
#include "corpus/temporal_words.h"

#include <stdio.h>
#include <stdlib.h>

enum {
    ANY_YEAR = 2001, /* a common year, to step over the ends of months where the year is not known */
    MOST_YEARS_BACK = 8,
    MOST_MONTHS_BACK = 3,
    EVENT_DAYS = 31, /* an event that is reported lies no longer back */
};

/* What an expression means, while it is read. */
typedef struct reading {
    size_t end;
    gln_date from;
    gln_date to; /* the other end of a range; all 0 for none */
    gln_day_part part;
    const char *rule;
} reading;

typedef struct scan {
    gln_date anchor;
    const char *basis; /* "dateline" or "issue" */
    gln_slice text;    /* of the paragraph */
    gln_date day;      /* the last day resolved in the article; all 0 for none */
    int quotes;        /* open quotation marks */
    bool reported;     /* behind a verb of speaking */
    gln_temporal *items;
    size_t n;
    size_t capacity;
} scan;

static bool has_day(gln_date date)
{
    return date.month != 0 && date.day != 0;
}

static int64_t day_number(gln_date date)
{
    date.year = date.year ? date.year : ANY_YEAR;
    return gln_date_days(date);
}

/* The day so many days later; the year stays unknown where it is. */
static gln_date shifted(gln_date date, int64_t days)
{
    gln_date out = gln_date_of_days(day_number(date) + days);
    out.year = date.year ? out.year : 0;
    return out;
}

/* The month so many months later. */
static gln_date other_month(gln_date date, int months)
{
    int month = date.month - 1 + months;
    int years = month < 0 ? -1 : month / 12;
    return (gln_date){(int16_t)(date.year ? date.year + years : 0), (int8_t)((month + 12) % 12 + 1), 0};
}

/* ---- dates that leave something open -------------------------------------------------------------------------------
 */

/* Whether a is later than the anchor, as far as a is known. */
static bool is_after(gln_date a, gln_date anchor)
{
    if (a.year != anchor.year) {
        return a.year > anchor.year;
    }
    if (a.month != anchor.month) {
        return a.month > anchor.month;
    }
    return a.day > anchor.day;
}

/* The latest such date not after the anchor; where it lies ahead, the first not before it. */
static gln_date placed(gln_date date, gln_date anchor, bool ahead)
{
    int step = ahead ? 1 : -1;
    gln_date found = date;
    if (!has_day(anchor)) {
        return date.month ? date : (gln_date){0, 0, 0};
    }
    if (!date.month) {
        for (int k = 0; k <= MOST_MONTHS_BACK; k++) {
            found = other_month(anchor, step * k);
            found.day = date.day;
            bool wrong = k == 0 && (ahead ? date.day < anchor.day : date.day > anchor.day);
            if (!wrong && gln_date_valid(found)) {
                return found;
            }
        }
        return (gln_date){0, 0, 0};
    }
    for (int k = 0; anchor.year && k <= MOST_YEARS_BACK; k++) {
        found.year = (int16_t)(anchor.year + step * k);
        gln_date known = {anchor.year, anchor.month, date.day ? anchor.day : 0};
        bool wrong = ahead ? is_after(known, found) : is_after(found, known);
        if (!wrong && gln_date_valid(found)) {
            return found;
        }
    }
    return date;
}

/* ---- reading ---------------------------------------------------------------------------------------------------- */

static bool is_one_of(uint32_t c, const char *characters)
{
    gln_slice all = gln_slice_of(characters);
    for (size_t at = 0; at < all.len;) {
        if (gln_slice__next(all, &at) == c) {
            return true;
        }
    }
    return false;
}

static uint32_t before(gln_slice text, size_t at)
{
    return at ? gln_slice__prev(text, &at) : 0;
}

static uint32_t behind(gln_slice text, size_t at)
{
    return at < text.len ? gln_slice__next(text, &at) : 0;
}

/* A day of the month alone: 12日, 十二日, 12号; a lone numeral (三日) counts days rather. */
static bool day_alone(gln_slice text, size_t *at, int8_t *day)
{
    size_t next = *at;
    bool placed_digits = gln_digit__placed(behind(text, next));
    int value = gln_digits__small(text, &next);
    size_t chars = gln_slice__count(gln_slice_sub(text, *at, next - *at));
    if (value < 1 || value > 31 || (!placed_digits && chars < 2) || !gln_slice__take(text, &next, "日")) {
        return false;
    }
    if (is_one_of(behind(text, next), "本元内均游龄")) {
        return false;
    }
    *day = (int8_t)value;
    *at = next;
    return true;
}

/* 至, 到, a dash. */
static bool connector(gln_slice text, size_t *at)
{
    static const char *const signs[] = {"至", "到", "——", "—", "－", "–", "-", "～", "~"};
    for (size_t i = 0; i < sizeof signs / sizeof *signs; i++) {
        if (gln_slice__take(text, at, signs[i])) {
            return true;
        }
    }
    return false;
}

/* A month without a day: 5月. */
static bool month_alone(gln_slice text, size_t *at, int8_t *month)
{
    size_t next = *at;
    gln_date date = {0, 0, 0};
    if (!gln_date__month_day(text, &next, &date) || date.day) {
        return false;
    }
    *month = date.month;
    *at = next;
    return true;
}

/* The other end of a range that began with r->from: 至29日, 至9月3日. */
static void range_end(gln_slice text, reading *r)
{
    size_t at = r->end;
    gln_date_mention mention;
    gln_date to = {0, 0, 0};
    if ((!r->from.day && !r->from.month) || !connector(text, &at)) {
        return;
    }
    if (!r->from.day) { /* 2月至4月 */
        if (month_alone(text, &at, &to.month) && to.month > r->from.month) {
            r->to = (gln_date){r->from.year, to.month, 0};
            r->end = at;
        }
        return;
    }
    if (day_alone(text, &at, &to.day)) {
        to.year = r->from.year;
        to.month = r->from.month;
        if (to.day <= r->from.day) {
            return; /* 29日至3日: in which month the range ends is not said */
        }
    } else if (gln_date__at(text, at, &mention) && has_day(mention.date)) {
        to = mention.date;
        at = mention.end;
        if (!to.year && r->from.year) {
            gln_date first = {0, r->from.month, r->from.day};
            to.year = (int16_t)(r->from.year + is_after(first, to));
        }
    }
    if (to.day && gln_date_valid(to)) {
        r->to = to;
        r->end = at;
    }
}

/* M月D日, M月, D日, M月D-D日 at byte `at` without a year. */
static bool without_year(gln_slice text, size_t at, reading *r)
{
    size_t next = at;
    gln_date date = {0, 0, 0};
    if (gln_date__month_day(text, &next, &date)) {
        size_t day = next;
        int first = date.day ? 0 : gln_digits__small(text, &day);
        int8_t last;
        if (first >= 1 && first <= 31 && connector(text, &day) && day_alone(text, &day, &last) && last > first) {
            *r = (reading){.end = day, .from = {0, date.month, (int8_t)first}, .to = {0, date.month, last}};
            return true;
        }
        bool name = !date.day && is_one_of(behind(text, next), "革刊报球");
        *r = (reading){.end = next, .from = date};
        return !name && gln_date_valid(date);
    }
    if (is_one_of(before(text, at), "第期每连时达约近超逾用.,/-—·")) {
        return false;
    }
    next = at;
    int first_month = gln_digit__placed(behind(text, at)) ? gln_digits__small(text, &next) : 0;
    if (first_month && connector(text, &next) && month_alone(text, &next, &date.month) && date.month > first_month) {
        *r = (reading){.end = next, .from = {0, (int8_t)first_month, 0}, .to = {0, date.month, 0}}; /* 1至4月 */
        return true;
    }
    next = at;
    date.month = 0;
    if (!day_alone(text, &next, &date.day)) {
        return false;
    }
    *r = (reading){.end = next, .from = date};
    return true;
}

/* 2020至2024年, 2020年至2024年. */
static bool years(gln_slice text, size_t at, reading *r)
{
    int first;
    int last;
    if (!gln_digits__exact(text, &at, 4, 4, &first)) {
        return false;
    }
    (void)gln_slice__take(text, &at, "年");
    if (!connector(text, &at) || !gln_digits__exact(text, &at, 4, 4, &last) || !gln_slice__take(text, &at, "年") ||
        first < GLN_FIRST_YEAR || last > GLN_LAST_YEAR || first >= last || gln_digit__placed(behind(text, at))) {
        return false;
    }
    *r = (reading){.end = at, .from = {(int16_t)first, 0, 0}, .to = {(int16_t)last, 0, 0}, .rule = "absolute"};
    return true;
}

/* A date, whole or in part, at byte `at`. */
static bool written(const scan *s, size_t at, reading *r)
{
    gln_date_mention mention;
    uint32_t last = before(s->text, at);
    uint32_t c = behind(s->text, at);
    bool numeral = gln_digit__value(c) >= 0 || c == 0x5341 || c == 0x5EFF || c == 0x5345;
    if (!numeral && !gln_char__letter(c) && !gln_date_form__starts(c)) {
        return false;
    }
    if (gln_digit__value(last) >= 0 || last == 0x5341) {
        return false;
    }
    if (years(s->text, at, r)) {
        return true;
    }
    if (gln_date__at(s->text, at, &mention) && mention.date.year) {
        *r = (reading){.end = mention.end, .from = mention.date, .rule = "absolute"};
        range_end(s->text, r);
        return true;
    }
    bool named = gln_date__at(s->text, at, &mention) && mention.date.month; /* March 5 */
    if (without_year(s->text, at, r)) {
        range_end(s->text, r);
    } else if (named) {
        *r = (reading){.end = mention.end, .from = mention.date};
    } else {
        return false;
    }
    bool whole = r->to.month != 0;
    gln_date from = placed(r->from, s->anchor, gln_time__ahead(s->text, at));
    if (whole) {
        int years_on =
            r->to.year || is_after((gln_date){0, r->from.month, r->from.day}, (gln_date){0, r->to.month, r->to.day});
        r->to.year = r->to.year ? r->to.year : (int16_t)(from.year ? from.year + years_on : 0);
        r->to.month = r->to.month ? r->to.month : from.month;
    } else if (r->to.day) { /* 16日至29日 */
        r->to = (gln_date){from.year, from.month, r->to.day};
    }
    r->from = from;
    r->rule = has_day(s->anchor) ? s->basis : "undated";
    return true;
}

/* ---- words ------------------------------------------------------------------------------------------------------- */

/* Whether a day was named that the article may be reporting on. */
static bool has_event(const scan *s)
{
    if (!has_day(s->day) || !has_day(s->anchor) || (s->day.year == 0) != (s->anchor.year == 0)) {
        return false;
    }
    int64_t ago = day_number(s->anchor) - day_number(s->day);
    return ago >= 0 && ago <= EVENT_DAYS;
}

static void read_day(const scan *s, const gln_time_word *word, reading *r)
{
    bool speech = s->quotes > 0 || s->reported;
    gln_day_part part = gln_day_part__take(s->text, &r->end);
    r->part = part != GLN_DAY_WHOLE ? part : word->part;
    if (speech && has_event(s)) {
        r->from = shifted(s->day, word->distance);
        r->rule = "speech";
    } else if (speech && strcmp(s->basis, "issue") == 0) {
        r->rule = "speech";
    } else if (has_day(s->anchor)) {
        r->from = shifted(s->anchor, word->distance);
        r->rule = s->basis;
    }
}

/* 上周, 上周五: weeks from Monday to Sunday. */
static void read_week(const scan *s, const gln_time_word *word, reading *r)
{
    static const char *const names[] = {"一", "二", "三", "四", "五", "六", "日", "天"};
    int named = -1;
    for (int i = 0; i < 8 && named < 0 && (unsigned char)word->text[0] >= 0x80; i++) {
        named = gln_slice__take(s->text, &r->end, names[i]) ? i : -1;
    }
    if (word->distance > 0 && has_event(s)) {
        r->rule = "event";
        return;
    }
    if (!gln_date_full(s->anchor)) {
        return;
    }
    int64_t monday = gln_date_days(s->anchor) - (gln_date__weekday(s->anchor) + 6) % 7 + 7 * word->distance;
    r->rule = s->basis;
    if (named >= 0) {
        r->from = gln_date_of_days(monday + (named < 7 ? named : 6));
        r->part = gln_day_part__take(s->text, &r->end);
    } else {
        r->from = gln_date_of_days(monday);
        r->to = gln_date_of_days(monday + 6);
    }
}

/* 本月, 今年, with the month and day behind it: 今年8月16日至29日, 上月5日. */
static void read_longer(const scan *s, const gln_time_word *word, reading *r)
{
    gln_date base = {0, 0, 0};
    reading more = {.end = 0};
    bool month_word = word->unit == GLN_TIME_MONTH;
    if (month_word && has_day(s->anchor)) {
        base = other_month(s->anchor, word->distance);
    } else if (!month_word && s->anchor.year) {
        base.year = (int16_t)(s->anchor.year + word->distance);
    }
    bool known = month_word ? base.month != 0 : base.year != 0;
    bool detailed = (unsigned char)word->text[0] >= 0x80 && without_year(s->text, r->end, &more) &&
                    (more.from.month != 0) != month_word;
    if (detailed) {
        r->end = more.end;
        r->from = more.from;
        r->to = more.to;
        r->from.year = base.year;
        r->from.month = month_word ? base.month : more.from.month;
        r->to.year = r->to.month ? base.year : 0;
        if (!r->to.month) {
            range_end(s->text, r);
        }
        known = known || !month_word;
    } else {
        r->from = base;
    }
    if (known) {
        r->rule = has_day(s->anchor) || s->anchor.year ? s->basis : "undated";
    }
    if (month_word && !known) {
        r->from = (gln_date){0, 0, 0};
        r->to = r->from;
    }
}

static bool worded(const scan *s, size_t at, reading *r)
{
    const gln_time_word *word = gln_time_word__at(s->text, at);
    if (!word) {
        return false;
    }
    *r = (reading){.end = at + strlen(word->text), .rule = "undated"};
    switch (word->unit) {
    case GLN_TIME_DAY:
        read_day(s, word, r);
        break;
    case GLN_TIME_WEEK:
        read_week(s, word, r);
        break;
    case GLN_TIME_MONTH:
    case GLN_TIME_YEAR:
        read_longer(s, word, r);
        break;
    case GLN_TIME_PART:
        r->from = s->day;
        r->part = word->part;
        r->rule = "inherited";
        break;
    case GLN_TIME_VAGUE:
        r->rule = "vague";
        break;
    }
    return true;
}

/* ---- the walk ---------------------------------------------------------------------------------------------------- */

static void write_value(const reading *r, char value[GLN_TEMPORAL_SIZE])
{
    char from[GLN_DATE_SIZE];
    char to[GLN_DATE_SIZE];
    gln_date_edtf(r->from, from);
    gln_date_edtf(r->to, to);
    bool part = from[0] && r->part != GLN_DAY_WHOLE && r->from.day;
    (void)snprintf(value, GLN_TEMPORAL_SIZE, "%.15s%s%.15s%s", from, from[0] && to[0] ? "/" : "", from[0] ? to : "",
                   part ? gln_day_part__name(r->part) : "");
}

static gln_status add(scan *s, const gln_paragraph *p, size_t at, const reading *r, gln_error *err)
{
    gln_temporal *grown = gln_memory__grown(s->items, &s->capacity, s->n + 1, sizeof *grown);
    if (!grown) {
        return gln_error__nomem(err);
    }
    s->items = grown;
    gln_temporal *item = &s->items[s->n++];
    *item = (gln_temporal){.text = gln_slice_sub(p->text, at, r->end - at), .rule = r->rule};
    for (size_t i = 0; i < p->n_pieces && p->pieces[i].start <= at; i++) {
        item->line = p->pieces[i].line;
        bool placed = p->pieces[i].source != SIZE_MAX;
        item->offset = placed ? p->pieces[i].source + (at - p->pieces[i].start) : SIZE_MAX;
    }
    write_value(r, item->value);
    if (has_day(r->from) && !has_day(r->to)) {
        s->day = r->from;
    }
    return GLN_OK;
}

/* Follows quotation marks and verbs of speaking. */
static void follow(scan *s, size_t at, uint32_t c)
{
    bool opens = c == 0x201C || c == 0x300C || c == 0x300E;
    bool closes = c == 0x201D || c == 0x300D || c == 0x300F;
    s->quotes += opens ? 1 : closes && s->quotes > 0 ? -1 : 0;
    if (opens || c == 0xFF0C || c == 0xFF1A || c == ',' || c == ':') {
        s->reported = s->reported || gln_time__speaks(s->text, at);
    }
}

static gln_status scan_paragraph(scan *s, const gln_paragraph *p, gln_error *err)
{
    gln_status status = GLN_OK;
    s->text = p->text;
    s->quotes = 0;
    s->reported = false;
    for (size_t at = 0; at < p->text.len && status == GLN_OK;) {
        size_t next = at;
        reading r;
        uint32_t c = gln_slice__next(p->text, &next);
        if (worded(s, at, &r) || written(s, at, &r)) {
            gln_day_part part = has_day(r.from) || r.from.day ? gln_day_part__take(p->text, &r.end) : GLN_DAY_WHOLE;
            r.part = part != GLN_DAY_WHOLE ? part : r.part;
            status = add(s, p, at, &r, err);
            next = r.end;
        } else {
            follow(s, at, c);
        }
        at = next;
    }
    return status;
}

gln_status gln_article_temporal(const gln_issue *issue, const gln_article *article, gln_temporal **out, size_t *n,
                                gln_error *err)
{
    bool dateline = has_day(article->dateline_date);
    scan s = {.anchor = dateline ? article->dateline_date : issue->date, .basis = dateline ? "dateline" : "issue"};
    gln_status status = GLN_OK;
    if (dateline && !s.anchor.year) {
        s.anchor.year = issue->date.year;
        s.anchor.year = gln_date_valid(s.anchor) ? s.anchor.year : 0;
    }
    for (size_t i = 0; i < article->n_body && status == GLN_OK; i++) {
        status = scan_paragraph(&s, &article->body[i], err);
    }
    if (status != GLN_OK) {
        free(s.items);
        return status;
    }
    *out = s.items;
    *n = s.n;
    return GLN_OK;
}
