/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Bytes, random numbers, dates and weighted lists: what make_sample is built from. */
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include "make_sample.h"

/* ---- Small tools ---- */

_Noreturn void die(const char *format, ...)
{
    va_list args;
    va_start(args, format);
    fputs("make_sample: ", stderr);
    vfprintf(stderr, format, args);
    fputc('\n', stderr);
    va_end(args);
    exit(1);
}

void buf_reserve(struct buf *b, size_t more)
{
    if (more > SIZE_MAX / 4 - b->n)
        die("out of memory");
    if (b->n + more + 1 <= b->cap)
        return;
    b->cap = (b->n + more + 1) * 2;
    b->p = realloc(b->p, b->cap);
    if (!b->p)
        die("out of memory");
}

void buf_add(struct buf *b, const char *s, size_t n)
{
    buf_reserve(b, n);
    memcpy(b->p + b->n, s, n);
    b->n += n;
    b->p[b->n] = '\0';
}

void buf_str(struct buf *b, const char *s)
{
    buf_add(b, s, strlen(s));
}

void buf_num(struct buf *b, uint64_t v)
{
    char digits[24];
    size_t i = sizeof digits;
    do {
        digits[--i] = (char)('0' + v % 10);
        v /= 10;
    } while (v);
    buf_add(b, digits + i, sizeof digits - i);
}

void buf_fmt(struct buf *b, const char *format, ...)
{
    va_list args;
    char line[1024];
    va_start(args, format);
    int n = vsnprintf(line, sizeof line, format, args);
    va_end(args);
    if (n < 0 || (size_t)n >= sizeof line)
        die("internal: a formatted text is too long");
    buf_add(b, line, (size_t)n);
}

static uint64_t splitmix64(uint64_t *state)
{
    uint64_t z = (*state += 0x9E3779B97F4A7C15U);
    z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9U;
    z = (z ^ (z >> 27)) * 0x94D049BB133111EBU;
    return z ^ (z >> 31);
}

void rng_seed(struct rng *r, uint64_t seed, uint64_t paper, uint64_t number)
{
    uint64_t state = seed;
    state = splitmix64(&state) ^ (paper + 1);
    state = splitmix64(&state) ^ (number + 1);
    for (int i = 0; i < 4; i++)
        r->s[i] = splitmix64(&state);
}

static uint64_t rotl(uint64_t x, int k)
{
    return (x << k) | (x >> (64 - k));
}

static uint64_t rng_next(struct rng *r)
{
    uint64_t *s = r->s, out = rotl(s[1] * 5, 7) * 9, t = s[1] << 17;
    s[2] ^= s[0];
    s[3] ^= s[1];
    s[1] ^= s[2];
    s[0] ^= s[3];
    s[2] ^= t;
    s[3] = rotl(s[3], 45);
    return out;
}

/* A number below n; the bias of 2^-32 n is the same everywhere and too small to matter here. */
unsigned below(struct rng *r, unsigned n)
{
    return (unsigned)(((rng_next(r) >> 32) * n) >> 32);
}

bool one_in(struct rng *r, unsigned n)
{
    return below(r, n) == 0;
}

/* ---- Dates: days since 1970-01-01 ---- */

int64_t days_from(int year, int month, int day)
{
    int64_t y = month <= 2 ? year - 1 : year;
    int64_t era = (y >= 0 ? y : y - 399) / 400;
    int64_t yoe = y - era * 400;
    int64_t doy = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1;
    return era * 146097 + yoe * 365 + yoe / 4 - yoe / 100 + doy - 719468;
}

struct date date_of(int64_t days)
{
    days += 719468;
    int64_t era = (days >= 0 ? days : days - 146096) / 146097;
    int64_t doe = days - era * 146097;
    int64_t yoe = (doe - doe / 1460 + doe / 36524 - doe / 146096) / 365;
    int64_t doy = doe - (365 * yoe + yoe / 4 - yoe / 100);
    int64_t mp = (5 * doy + 2) / 153;
    struct date d = {.day = (int)(doy - (153 * mp + 2) / 5 + 1), .month = (int)(mp < 10 ? mp + 3 : mp - 9)};
    d.year = (int)(yoe + era * 400 + (d.month <= 2));
    return d;
}

unsigned weekday_of(int64_t days) /* 0 is Sunday */
{
    return (unsigned)(((days + 4) % 7 + 7) % 7);
}

void lunar_open(struct lunar *l)
{
    static const UChar zone[] = {'A', 's', 'i', 'a', '/', 'S', 'h', 'a', 'n', 'g', 'h', 'a', 'i', 0};
    UErrorCode status = U_ZERO_ERROR;
    l->calendar = ucal_open(zone, -1, "zh@calendar=chinese", UCAL_TRADITIONAL, &status);
    if (U_FAILURE(status))
        die("ICU gives no Chinese calendar: %s", u_errorName(status));
}

void lunar_text(struct lunar *l, int64_t day, struct buf *b)
{
    static const char *const stem[] = {"甲", "乙", "丙", "丁", "戊", "己", "庚", "辛", "壬", "癸"};
    static const char *const branch[] = {"子", "丑", "寅", "卯", "辰", "巳", "午", "未", "申", "酉", "戌", "亥"};
    static const char *const month[] = {"正", "二", "三", "四", "五", "六", "七", "八", "九", "十", "冬", "腊"};
    static const char *const unit[] = {"十", "一", "二", "三", "四", "五", "六", "七", "八", "九", "十"};
    if (day < l->start || day >= l->start + l->length) {
        UErrorCode status = U_ZERO_ERROR;
        ucal_setMillis(l->calendar, (double)(day * 86400000 + 14400000), &status); /* noon in China */
        l->start = day - ucal_get(l->calendar, UCAL_DATE, &status) + 1;
        l->length = ucal_getLimit(l->calendar, UCAL_DATE, UCAL_ACTUAL_MAXIMUM, &status);
        l->cycle = ucal_get(l->calendar, UCAL_YEAR, &status) - 1;
        l->month = ucal_get(l->calendar, UCAL_MONTH, &status);
        l->leap = ucal_get(l->calendar, UCAL_IS_LEAP_MONTH, &status) != 0;
        if (U_FAILURE(status) || l->cycle < 0 || l->month < 0 || l->month > 11)
            die("ICU's Chinese calendar fails: %s", u_errorName(status));
    }
    int64_t d = day - l->start + 1;
    buf_fmt(b, "农历%s%s年%s%s月", stem[l->cycle % 10], branch[l->cycle % 12], l->leap ? "闰" : "", month[l->month]);
    if (d == 20 || d == 30)
        buf_fmt(b, "%s十", d == 20 ? "二" : "三");
    else
        buf_fmt(b, "%s%s", d <= 10 ? "初" : d < 20 ? "十" : "廿", unit[d <= 10 ? d : d % 10]);
}

/* ---- Lists with falling weights, and pools of templates used once an issue ---- */

struct list list_of(const char *const *item, bool even)
{
    struct list l = {.item = item};
    uint32_t sum = 0, run = 0;
    while (item[l.n])
        l.n++;
    for (unsigned k = 0; k < l.n; k++)
        sum += 720720U / (even ? 1 : k + 2);
    for (unsigned k = 0, slot = 0; k < l.n; k++) {
        run += 720720U / (even ? 1 : k + 2);
        for (; slot < 256 && (uint64_t)slot * sum < (uint64_t)run * 256; slot++)
            l.pick[slot] = (uint8_t)k;
    }
    return l;
}

const char *list_pick(const struct list *l, struct rng *r)
{
    return l->item[l->pick[rng_next(r) >> 56]];
}

struct pool pool_of(const char *const *item)
{
    struct pool p = {.item = item};
    while (p.n < 64 && item[p.n])
        p.n++;
    return p;
}

bool pool_is_used(const struct pool *p)
{
    return p->used == (p->n == 64 ? UINT64_MAX : (UINT64_C(1) << p->n) - 1);
}

const char *pool_take(struct pool *p, struct rng *r)
{
    unsigned start = below(r, p->n), i = start;
    while (p->used >> i & 1) {
        i = i + 1 == p->n ? 0 : i + 1;
        if (i == start)
            break;
    }
    p->used |= UINT64_C(1) << i;
    return p->item[i];
}
