/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "measure/measure_coding.h"

#include "core/csv.h"
#include "core/file.h"
#include "core/number.h"
#include "core/utf8.h"
#include "guanlan/issue.h"
#include "text/decode.h"

#include <math.h>
#include <stdlib.h>

enum { MOST_COLUMNS = 64 };

gln_status gln_codings_new(gln_codings **out, gln_error *err)
{
    *out = gln_memory__zeroed(1, sizeof **out);
    return *out ? GLN_OK : gln_error__nomem(err);
}

void gln_codings_free(gln_codings *codings)
{
    if (codings) {
        gln_intern__clear(&codings->terms);
        gln_intern__clear(&codings->strata_keys);
        gln_intern__clear(&codings->unit_keys);
        free(codings->strata);
        free(codings->units);
        free(codings->line_of);
        free(codings->codes);
        gln_arena__clear(&codings->arena);
        free(codings);
    }
}

/* ---- reading ----------------------------------------------------------------------------------------------------- */

typedef enum judgement { NOT_MEANT, MEANT, NONE, NO_CODE } judgement;

static judgement code_of(gln_slice text)
{
    static const char *const yes[] = {"1", "y", "yes", "t", "true", "x", "是", "对"};
    static const char *const no[] = {"0", "n", "no", "f", "false", "否", "错"};
    char lower[8];
    if (text.len == 0 || gln_slice_equal(text, GLN_LIT("?"))) {
        return NONE;
    }
    for (size_t i = 0; i < text.len && i < sizeof lower; i++) {
        char c = text.ptr[i];
        lower[i] = (char)(c >= 'A' && c <= 'Z' ? c + 32 : c);
    }
    gln_slice folded = {lower, text.len < sizeof lower ? text.len : 0};
    for (size_t i = 0; i < sizeof yes / sizeof *yes; i++) {
        if (gln_slice_equal(folded, gln_slice_of(yes[i]))) {
            return MEANT;
        }
    }
    for (size_t i = 0; i < sizeof no / sizeof *no; i++) {
        if (gln_slice_equal(folded, gln_slice_of(no[i]))) {
            return NOT_MEANT;
        }
    }
    return NO_CODE;
}

/* The part before the separator, which *rest then stands behind; ptr NULL where there is none. */
static gln_slice part_of(gln_slice *rest, gln_slice separator)
{
    for (size_t i = 0; i + separator.len <= rest->len; i++) {
        if (memcmp(rest->ptr + i, separator.ptr, separator.len) == 0) {
            gln_slice part = gln_slice_sub(*rest, 0, i);
            *rest = gln_slice_sub(*rest, i + separator.len, rest->len - i - separator.len);
            return part;
        }
    }
    return (gln_slice){NULL, 0};
}

/* A day "2021-03-01"; false for anything else. */
static bool day_of(gln_slice text, int64_t *out)
{
    gln_date date = {0, 0, 0};
    uint64_t parts[3];
    static const size_t from[3] = {0, 5, 8}, len[3] = {4, 2, 2};
    if (text.len != 10 || text.ptr[4] != '-' || text.ptr[7] != '-') {
        return false;
    }
    for (int i = 0; i < 3; i++) {
        if (!gln_integer__parse(gln_slice_sub(text, from[i], len[i]), &parts[i])) {
            return false;
        }
    }
    date = (gln_date){(int16_t)parts[0], (int8_t)parts[1], (int8_t)parts[2]};
    *out = gln_date_valid(date) ? gln_date_days(date) : 0;
    return gln_date_valid(date);
}

/* What a key says: LABEL:FROM..TO/HITS/ARTICLE/SEGMENT/START/TERM. */
typedef struct key_parts {
    gln_coded_stratum stratum;
    gln_slice term, place; /* article, segment and start */
} key_parts;

static bool read_key(gln_slice key, key_parts *out)
{
    gln_slice rest = key;
    gln_slice label = part_of(&rest, GLN_LIT(":"));
    gln_slice from = part_of(&rest, GLN_LIT("..")), to = part_of(&rest, GLN_LIT("/"));
    gln_slice hits = part_of(&rest, GLN_LIT("/")), place = rest;
    gln_slice article = part_of(&rest, GLN_LIT("/")), segment = part_of(&rest, GLN_LIT("/"));
    gln_slice start = part_of(&rest, GLN_LIT("/"));
    *out = (key_parts){.stratum = {.label = label, .start = 1, .end = 0}, .term = rest};
    out->place = gln_slice_sub(place, 0, rest.len && start.ptr ? (size_t)(rest.ptr - place.ptr) : 0);
    bool all = label.len && from.ptr && to.ptr && hits.ptr && article.len && segment.len && start.len && rest.len;
    bool dated = all && (from.len || to.len);
    return all && gln_integer__parse(hits, &out->stratum.hits) && out->stratum.hits > 0 &&
           (!dated || (day_of(from, &out->stratum.start) && day_of(to, &out->stratum.end) &&
                       out->stratum.start <= out->stratum.end));
}

/* The number of the stratum of a key, a new one where it is new. */
static gln_status stratum_of(gln_codings *c, gln_slice key, const key_parts *parts, uint32_t *out, gln_error *err)
{
    gln_buffer name = GLN_BUFFER_INIT;
    uint32_t term = gln_intern__add(&c->terms, parts->term);
    size_t known = c->strata_keys.count;
    gln_buffer__put(&name,
                    gln_slice_sub(key, 0, (size_t)(parts->stratum.label.ptr + parts->stratum.label.len - key.ptr)));
    gln_buffer__byte(&name, '/');
    gln_buffer__put(&name, parts->term);
    *out = name.failed ? GLN_NO_ID : gln_intern__add(&c->strata_keys, gln_buffer__slice(&name));
    gln_buffer__free(&name);
    if (term == GLN_NO_ID || *out == GLN_NO_ID) {
        return gln_error__nomem(err);
    }
    if (*out < known) {
        const gln_coded_stratum *before = &c->strata[*out];
        if (before->hits != parts->stratum.hits || before->start != parts->stratum.start ||
            before->end != parts->stratum.end) {
            return gln_error_set(err, GLN_ERR_FORMAT,
                                 "%.*s has %llu hits here and %llu in a row before: these sheets are of different "
                                 "samples",
                                 (int)(before->label.len < 60 ? before->label.len : 60), before->label.ptr,
                                 (unsigned long long)parts->stratum.hits, (unsigned long long)before->hits);
        }
        return GLN_OK;
    }
    gln_coded_stratum *grown = gln_memory__grown(c->strata, &c->strata_capacity, known + 1, sizeof *grown);
    gln_slice label = gln_arena__copy(&c->arena, parts->stratum.label);
    c->strata = grown ? grown : c->strata;
    if (!grown || !label.ptr) {
        return gln_error__nomem(err);
    }
    grown[known] = parts->stratum;
    grown[known].label = label;
    grown[known].term = term;
    return GLN_OK;
}

/* The unit of a key, in the sheet that is being read for the first time. */
static gln_status unit_of(gln_codings *c, gln_slice key, uint32_t line, uint32_t *out, gln_error *err)
{
    key_parts parts;
    uint32_t stratum = 0;
    if (!read_key(key, &parts)) {
        return gln_error_set(err, GLN_ERR_FORMAT, "'%.*s' is no key of a coding sheet",
                             (int)(key.len < 60 ? key.len : 60), key.ptr ? key.ptr : "");
    }
    gln_status status = stratum_of(c, key, &parts, &stratum, err);
    if (status != GLN_OK) {
        return status;
    }
    size_t known = c->unit_keys.count;
    *out = gln_intern__add(&c->unit_keys, key);
    gln_coded_unit *units = gln_memory__grown(c->units, &c->unit_capacity, c->unit_keys.count, sizeof *units);
    c->units = units ? units : c->units;
    uint32_t *lines = gln_memory__grown(c->line_of, &c->line_capacity, c->unit_keys.count, sizeof *lines);
    c->line_of = lines ? lines : c->line_of;
    if (*out == GLN_NO_ID || !units || !lines) {
        return gln_error__nomem(err);
    }
    if (*out == known) {
        units[*out] = (gln_coded_unit){.stratum = stratum};
        lines[*out] = 0;
    }
    if (lines[*out]) {
        return gln_error_set(err, GLN_ERR_FORMAT, "the row of line %u is here again", (unsigned)lines[*out]);
    }
    lines[*out] = line;
    return GLN_OK;
}

static gln_status read_code(gln_codings *c, gln_slice key, gln_slice text, uint32_t line, gln_error *err)
{
    uint32_t unit = 0;
    judgement code = code_of(text);
    gln_status status = unit_of(c, key, line, &unit, err);
    if (status == GLN_OK && code == NO_CODE) {
        status = gln_error_set(err, GLN_ERR_FORMAT, "the code '%.*s': give 1 or 0, or leave the cell empty",
                               (int)(text.len < 40 ? text.len : 40), text.ptr);
    }
    if (status != GLN_OK || code == NONE) {
        return status;
    }
    gln_coded_code *codes = gln_memory__grown(c->codes, &c->code_capacity, c->n_codes + 1, sizeof *codes);
    if (!codes) {
        return gln_error__nomem(err);
    }
    c->codes = codes;
    codes[c->n_codes++] = (gln_coded_code){unit, c->n_coders, code == MEANT};
    *(code == MEANT ? &c->units[unit].meant : &c->units[unit].not_meant) += 1;
    return GLN_OK;
}

static gln_status read_sheet(gln_codings *c, gln_slice text, gln_error *err)
{
    gln_arena arena = GLN_ARENA_INIT;
    gln_slice fields[MOST_COLUMNS];
    size_t at = 0, n = 0, n_columns = 0, key = SIZE_MAX, code = SIZE_MAX;
    uint32_t line = 1, first = 1;
    char delimiter = gln_csv__delimiter(text);
    gln_status status = GLN_OK;
    while (at < text.len && status == GLN_OK) {
        first = line;
        gln_arena__reset(&arena);
        status = gln_csv__record(text, delimiter, MOST_COLUMNS, &at, &line, &arena, fields, &n, err);
        if (status != GLN_OK || (n == 1 && fields[0].len == 0)) {
            continue;
        }
        if (n_columns == 0) {
            n_columns = n;
            for (size_t i = 0; i < n; i++) {
                key = gln_slice_equal(fields[i], GLN_LIT("key")) ? i : key;
                code = gln_slice_equal(fields[i], GLN_LIT("code")) ? i : code;
            }
            if (key == SIZE_MAX || code == SIZE_MAX) {
                status = gln_error_set(err, GLN_ERR_FORMAT, "no columns 'key' and 'code': this is no coding sheet");
            }
        } else if (n <= key || n <= code) {
            status = gln_error_set(err, GLN_ERR_FORMAT, "the row has %zu fields, the header %zu", n, n_columns);
        } else if (fields[key].len || fields[code].len) { /* a spreadsheet may save rows of empty cells */
            status = read_code(c, fields[key], fields[code], first, err);
        }
    }
    if (status == GLN_OK && n_columns == 0) {
        status = gln_error_set(err, GLN_ERR_FORMAT, "the sheet is empty");
    }
    if (status != GLN_OK && status != GLN_ERR_NOMEM) {
        gln_error_at(err, NULL, first, GLN_NO_OFFSET);
    }
    gln_arena__clear(&arena);
    return status;
}

/* Counts the units into their strata. */
static void settle(gln_codings *c)
{
    for (size_t i = 0; i < c->strata_keys.count; i++) {
        gln_coded_stratum *s = &c->strata[i];
        s->sampled = s->judged = s->meant = s->unjudged = s->disputed = 0;
    }
    for (size_t i = 0; i < c->unit_keys.count; i++) {
        const gln_coded_unit *unit = &c->units[i];
        gln_coded_stratum *s = &c->strata[unit->stratum];
        bool none = unit->meant == 0 && unit->not_meant == 0, tie = !none && unit->meant == unit->not_meant;
        s->sampled++;
        s->unjudged += none;
        s->disputed += tie;
        s->judged += !none && !tie;
        s->meant += unit->meant > unit->not_meant;
    }
}

gln_status gln_codings_read(gln_codings *codings, const char *path, gln_error *err)
{
    gln_buffer bytes = GLN_BUFFER_INIT, text = GLN_BUFFER_INIT;
    const char *encoding = NULL;
    bool bom = false;
    gln_status status = gln_file__read(path, &bytes, err);
    if (status == GLN_OK) {
        status = gln_text__decode(gln_buffer__slice(&bytes), NULL, &text, &encoding, &bom, err);
    }
    for (size_t i = 0; i < codings->unit_keys.count; i++) {
        codings->line_of[i] = 0;
    }
    if (status == GLN_OK) {
        status = read_sheet(codings, gln_buffer__slice(&text), err);
    }
    if (status != GLN_OK) {
        gln_error_at(err, path, 0, GLN_NO_OFFSET);
    } else {
        codings->n_coders++;
        settle(codings);
    }
    gln_buffer__free(&bytes);
    gln_buffer__free(&text);
    return status;
}

uint64_t gln_codings_unjudged(const gln_codings *codings)
{
    uint64_t sum = 0;
    for (size_t i = 0; i < codings->strata_keys.count; i++) {
        sum += codings->strata[i].unjudged;
    }
    return sum;
}

/* ---- precision --------------------------------------------------------------------------------------------------- */

gln_precision gln_coded__precision(const gln_coded_stratum *s, double conf)
{
    const double none = (double)NAN;
    double n = (double)s->judged, hits = fmax((double)s->hits, n);
    gln_precision p = {none, {none, none}, false};
    if (n == 0) {
        return p;
    }
    p.share = (double)s->meant / n;
    p.limits = (gln_interval){p.share, p.share};
    if (n < hits) {
        double effective = n * (hits - 1) / (hits - n);
        p.limits = gln_stats__wilson(p.share * effective, effective, conf);
    }
    return p;
}

/* p = sum W_h p_h, v = sum W_h^2 q_h (1 - q_h)/max(1, n_h - 1) (1 - n_h/N_h) with q_h = (x_h + .5)/(n_h + 1). */
gln_precision gln_codings__of_term(const gln_codings *c, uint32_t term, double conf)
{
    const double none = (double)NAN;
    gln_precision p = {none, {none, none}, true};
    double hits = 0, share = 0, smooth = 0, variance = 0;
    for (size_t i = 0; i < c->strata_keys.count; i++) {
        const gln_coded_stratum *s = &c->strata[i];
        hits += s->term == term && s->judged ? fmax((double)s->hits, (double)s->judged) : 0;
    }
    if (hits == 0) {
        return p;
    }
    for (size_t i = 0; i < c->strata_keys.count; i++) {
        const gln_coded_stratum *s = &c->strata[i];
        if (s->term != term || s->judged == 0) {
            continue;
        }
        double n = (double)s->judged, of = fmax((double)s->hits, n), weight = of / hits;
        double q = ((double)s->meant + .5) / (n + 1);
        share += weight * (double)s->meant / n;
        smooth += weight * q;
        variance += weight * weight * q * (1 - q) / fmax(1, n - 1) * (1 - n / of);
    }
    p.share = share;
    p.limits = (gln_interval){share, share};
    if (variance > 0) {
        double effective = smooth * (1 - smooth) / variance;
        p.limits = gln_stats__wilson(fmin(share, 1) * effective, effective, conf);
    }
    return p;
}

gln_precision gln_codings__over(const gln_codings *c, gln_slice term, int64_t start, int64_t end, double conf)
{
    const double none = (double)NAN;
    uint32_t number = gln_intern__find(&c->terms, term);
    if (number == GLN_NO_ID) {
        return (gln_precision){none, {none, none}, true};
    }
    for (size_t i = 0; i < c->strata_keys.count; i++) {
        const gln_coded_stratum *s = &c->strata[i];
        if (s->term == number && s->judged && s->start <= start && end <= s->end) {
            return gln_coded__precision(s, conf);
        }
    }
    return gln_codings__of_term(c, number, conf);
}
