/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Writes truth.json as the issues are made: a file, an article, a term a line. */
#include <errno.h>
#include <limits.h>
#include <string.h>

#include "make_sample.h"

static const char *const role_name[ROLES] = {"masthead", "furniture", "section", "byline", "source", "jump", "repeat"};

/* ---- The truth ---- */

/* Writes what stands in the row. */
static void truth_flush(struct gen *g)
{
    if (fwrite(g->row.p, 1, g->row.n, g->truth) != g->row.n)
        die("truth.json cannot be written: %s", strerror(errno));
}

static void json_text(struct buf *b, const char *s, size_t n, bool drop_spaces)
{
    buf_str(b, "\"");
    for (size_t i = 0; i < n; i++) {
        if (s[i] == ' ' && drop_spaces)
            continue;
        if (s[i] == '"' || s[i] == '\\')
            buf_str(b, "\\");
        buf_add(b, s + i, 1);
    }
    buf_str(b, "\"");
}

static void json_numbers(struct buf *b, const unsigned *v, unsigned n)
{
    buf_str(b, "[");
    for (unsigned i = 0; i < n; i++) {
        buf_str(b, i ? "," : "");
        buf_num(b, v[i]);
    }
    buf_str(b, "]");
}

static void json_pairs(struct buf *b, const char *key, unsigned (*v)[2], unsigned n)
{
    if (!n)
        return;
    buf_fmt(b, ",\"%s\":[", key);
    for (unsigned i = 0; i < n; i++) {
        buf_str(b, i ? "," : "");
        json_numbers(b, v[i], 2);
    }
    buf_str(b, "]");
}

static void json_counts(struct buf *b, const uint32_t *counts)
{
    buf_str(b, "[");
    for (int t = 0; t < TERMS; t++) {
        buf_str(b, t ? "," : "");
        buf_num(b, counts[t]);
    }
    buf_str(b, "]");
}

/* The paragraphs as groups of source lines, and what a right loader makes of them: their length in characters and the
 * 64-bit FNV-1a hash of the paragraphs joined by newlines (Fowler, Noll and Vo). */
static void truth_body(struct gen *g, struct buf *b, const struct article *a)
{
    uint64_t hash = 0xCBF29CE484222325U, chars = 0;
    buf_str(b, ",\"body\":[[");
    for (unsigned i = 0; i < a->n_lines; i++) {
        if (i)
            buf_str(b, a->line[i].para == a->line[i - 1].para ? "," : "],[");
        buf_num(b, a->line[i].number);
    }
    buf_str(b, "]]");
    for (unsigned p = 0; p < a->n_paras; p++) {
        const char *s = g->text.p + a->para[p].text.off;
        if (p)
            hash = (hash ^ '\n') * 0x100000001B3U;
        for (size_t i = 0; i < a->para[p].text.n; i++) {
            hash = (hash ^ (unsigned char)s[i]) * 0x100000001B3U;
            chars += ((unsigned char)s[i] & 0xC0) != 0x80;
        }
    }
    buf_fmt(b, ",\"chars\":%llu,\"fnv\":\"%016llx\"", (unsigned long long)chars, (unsigned long long)hash);
}

static void truth_source(struct buf *b, const struct issue *is, const struct article *a)
{
    static const char *const form[] = {"none",     "lead-in",  "lead-in",  "lead-in",
                                       "dateline", "trailing", "trailing", "byline"};
    bool zh = is->paper->language == ZH;
    struct date d = date_of(is->day - 1);
    bool local =
        a->form == FORM_LOCAL || a->form == FORM_REPORTER || a->form == FORM_PAPER || (zh && a->form == FORM_BYLINE);
    bool wire = a->form == FORM_WIRE || a->form == FORM_TRAIL || a->form == FORM_TRAIL_DATE;
    if (a->form == FORM_NONE)
        return;
    buf_fmt(b, ",\"form\":\"%s\"", form[a->form]);
    if (local || wire)
        buf_fmt(b, ",\"agency\":\"%s\"", local ? "本报" : zh ? wire_agency : "Union Wire");
    if (a->form == FORM_WIRE || a->form == FORM_TRAIL_DATE) {
        buf_fmt(b, ",\"place\":\"%s\",\"dateline\":\"", a->place);
        if (is->kind == DATED)
            buf_fmt(b, "%04d-%02d-%02d\"", d.year, d.month, d.day);
        else
            buf_fmt(b, "XXXX-%02d-%02d\"", d.month, d.day);
    }
    for (unsigned i = 0; i < a->n_names; i++)
        buf_fmt(b, "%s\"%s\"%s", i ? "," : ",\"byline\":[", a->name[2 + i], i + 1 == a->n_names ? "]" : "");
}

static void truth_article(struct gen *g, struct buf *b, const struct issue *is, const struct article *a, bool last)
{
    uint32_t any = 0;
    buf_str(b, "{\"headline\":");
    json_numbers(b, a->head_line, a->n_head_lines);
    buf_str(b, ",\"main\":");
    if (a->headless)
        buf_str(b, "null");
    else
        json_text(b, g->text.p + a->main.off, a->main.n, is->paper->language == ZH);
    truth_body(g, b, a);
    truth_source(b, is, a);
    if (a->section)
        buf_fmt(b, ",\"section\":\"%s\"", a->section);
    if (!a->complete)
        buf_str(b, ",\"complete\":false");
    if (a->jump_to)
        buf_fmt(b, ",\"continued_to\":%u", a->jump_to);
    if (a->jump_from)
        buf_fmt(b, ",\"continued_from\":%u", a->jump_from);
    for (int t = 0; t < TERMS; t++)
        any += a->counts[t];
    if (any) {
        buf_str(b, ",\"counts\":");
        json_counts(b, a->counts);
    }
    buf_str(b, last ? "}\n" : "},\n");
}

/* Jump markers: line, "to" or "from", page, and whether the marker stands at the end of a body line. */
static void truth_jumps(struct buf *b, const struct issue *is)
{
    bool any = false;
    unsigned own = 0;
    for (unsigned i = 0; i < is->n; i++) {
        const struct article *a = &is->art[i];
        for (int from = 1; from >= 0; from--) {
            unsigned page = from ? a->jump_from : a->jump_to;
            if (!page)
                continue;
            bool in_line = !from && a->jump_inline;
            unsigned line = in_line ? a->line[a->n_lines - 1].number : is->role_line[R_JUMP][own++];
            buf_fmt(b, "%s{\"line\":%u,\"kind\":\"%s\",\"page\":%u,\"inline\":%s}", any ? "," : ",\"jumps\":[", line,
                    from ? "from" : "to", page, in_line ? "true" : "false");
            any = true;
        }
    }
    buf_str(b, any ? "]" : "");
}

static void truth_repeats(struct buf *b, struct issue *is)
{
    for (unsigned i = 0; i < is->n_copies; i++)
        is->copy_line[i][1] = is->art[is->repeat_from].line[is->copy_line[i][1]].number;
    json_pairs(b, "repeats", is->copy_line, is->n_copies);
    json_pairs(b, "repeated_headlines", is->repeat_head, is->n_repeat_heads);
}

static void truth_head(struct buf *b, const struct issue *is, const char *path, const char *basis, const char *copy_of)
{
    struct date d = date_of(is->day);
    buf_fmt(b, "{\"path\":\"%s\",\"newspaper\":\"%s\",\"newspaper_basis\":\"%s\"", path, is->paper->name,
            is->masthead ? "masthead" : "lead-in");
    if (is->kind == DATED)
        buf_fmt(b, ",\"date\":\"%04d-%02d-%02d\",\"edtf\":\"%04d-%02d-%02d\"", d.year, d.month, d.day, d.year, d.month,
                d.day);
    else if (is->kind == PARTIAL)
        buf_fmt(b, ",\"date\":null,\"edtf\":\"XXXX-%02d-%02d\"", d.month, d.day);
    else
        buf_str(b, ",\"date\":null,\"edtf\":null");
    buf_fmt(b,
            ",\"basis\":\"%s\",\"language\":\"%s\",\"encoding\":\"%s\",\"bom\":%s,\"newline\":\"%s\",\"format\":\"%s\"",
            basis, is->paper->language == EN ? "en" : "zh", is->gb18030 ? "GB18030" : "UTF-8",
            is->bom ? "true" : "false", is->crlf ? "CRLF" : "LF", is->markdown ? "markdown" : "text");
    if (copy_of)
        buf_fmt(b, ",\"duplicate_of\":\"%s\"", copy_of);
}

void truth_file(struct gen *g, struct issue *is)
{
    struct buf *b = &g->row;
    uint32_t counts[TERMS] = {0};
    b->n = 0;
    buf_str(b, g->truth_rows++ ? ",\n" : "");
    truth_head(b, is, is->path,
               is->kind == UNDATED   ? "none"
               : is->kind == PARTIAL ? "inferred"
               : is->masthead        ? "masthead"
                                     : "filename",
               NULL);
    for (unsigned i = 0; i < is->n; i++)
        for (int t = 0; t < TERMS; t++) {
            counts[t] += is->art[i].counts[t];
            g->hits[t] += is->art[i].counts[t];
            g->dated_hits[t] += is->kind == DATED ? is->art[i].counts[t] : 0;
            g->articles_with[t] += is->art[i].counts[t] > 0;
        }
    for (int t = 0; t < TERMS; t++)
        g->issues_with[t] += counts[t] > 0;
    buf_fmt(b, ",\"n_articles\":%u,\"counts\":", is->n);
    json_counts(b, counts);
    buf_str(b, ",\"roles\":{");
    for (int r = 0, any = 0; r < ROLES; r++)
        if (is->n_role[r]) {
            buf_fmt(b, "%s\"%s\":", any++ ? "," : "", role_name[r]);
            json_numbers(b, is->role_line[r], is->n_role[r]);
        }
    buf_str(b, "}");
    json_pairs(b, "torn", is->torn, is->n_torn);
    json_pairs(b, "torn_in_term", is->torn_term, is->n_torn_term);
    truth_repeats(b, is);
    truth_jumps(b, is);
    buf_str(b, ",\"articles\":[\n");
    for (unsigned i = 0; i < is->n; i++)
        truth_article(g, b, is, &is->art[i], i + 1 == is->n);
    buf_str(b, "]}");
    truth_flush(g);
}

/* The row of an exact copy of the file: nothing in it is counted again. */
void truth_copy(struct gen *g, const struct issue *is, const char *copy)
{
    struct buf *b = &g->row;
    uint32_t none[TERMS] = {0};
    b->n = 0;
    buf_str(b, ",\n");
    truth_head(b, is, copy, is->masthead ? "masthead" : "filename", is->path);
    buf_str(b, ",\"n_articles\":0,\"counts\":");
    json_counts(b, none);
    buf_str(b, ",\"articles\":[]}");
    truth_flush(g);
}

void special(struct gen *g, const char *kind, const char *file, const char *other)
{
    buf_fmt(&g->special, "%s{\"kind\":\"%s\",\"file\":\"%s\"", g->special.n ? ",\n" : "", kind, file);
    if (other)
        buf_fmt(&g->special, ",\"other\":\"%s\"", other);
    buf_str(&g->special, "}");
}

/* ---- truth.json around its rows ---- */

static void json_day(struct buf *b, const char *key, int64_t day)
{
    struct date d = date_of(day);
    buf_fmt(b, ",\"%s\":\"%04d-%02d-%02d\"", key, d.year, d.month, d.day);
}

void truth_begin(struct gen *g)
{
    struct buf *b = &g->row;
    char path[PATH_MAX];
    if (snprintf(path, sizeof path, "%s/truth.json", g->opt.out) >= (int)sizeof path)
        die("%s: the path is too long", g->opt.out);
    g->truth = fopen(path, "wb");
    if (!g->truth)
        die("%s: cannot be created: %s", path, strerror(errno));
    b->n = 0;
    buf_str(b, "{\"name\":\"guanlan-sample\",\"license\":\"CC0-1.0\",\"generator\":\"corpora/make_sample.c\"");
    buf_fmt(b, ",\"seed\":%llu,\"papers\":%u,\"daily\":%s", (unsigned long long)g->opt.seed, g->opt.papers,
            g->opt.daily ? "true" : "false");
    json_day(b, "from", g->opt.from);
    buf_str(b, ",\n\"counts_of\":[");
    for (int t = 0; t < TERMS; t++)
        buf_fmt(b, "%s\"%s\"", t ? "," : "", terms[t].text);
    buf_str(b, "],\n\"files\":[\n");
    truth_flush(g);
}

static void truth_term(struct gen *g, struct buf *b, int t)
{
    int64_t from = g->opt.from;
    buf_fmt(b, "{\"term\":\"%s\",\"kind\":\"%s\",\"language\":\"%s\",\"topic\":", terms[t].text, terms[t].kind,
            terms[t].language == EN ? "en" : "zh");
    if (terms[t].home < 0)
        buf_str(b, "null");
    else
        buf_num(b, (uint64_t)terms[t].home);
    buf_str(b, ",\"papers\":[");
    for (unsigned p = 0, any = 0; p < g->opt.papers; p++)
        if (g->paper[p].language == terms[t].language)
            buf_fmt(b, "%s\"%s\"", any++ ? "," : "", g->paper[p].name);
    buf_str(b, "]");
    if (t == T_RISE || t == T_EN_RISE) {
        json_day(b, "start", from);
        json_day(b, "end", from + RISE_DAYS);
        buf_str(b, ",\"shape\":\"linear\",\"factor\":4");
    } else if (t == T_BURST) {
        json_day(b, "start", from + BURST_DAY);
        json_day(b, "end", from + BURST_DAY + BURST_DAYS - 1);
        buf_str(b, ",\"factor\":400");
    } else if (t == T_STEP) {
        json_day(b, "date", from + STEP_DAY);
        buf_str(b, ",\"factor\":5");
    } else if (t == T_SEASON) {
        buf_str(b, ",\"high_months\":[6,7,8],\"middle_months\":[5,9],\"factor\":12.5,\"middle_factor\":5");
    }
    buf_fmt(b, ",\"per_million_sentences\":%lld", (long long)rate_of(t, 0, 1));
    buf_fmt(b, ",\"total\":%llu,\"dated\":%llu,\"issues_with\":%llu,\"articles_with\":%llu}",
            (unsigned long long)g->hits[t], (unsigned long long)g->dated_hits[t], (unsigned long long)g->issues_with[t],
            (unsigned long long)g->articles_with[t]);
}

void truth_end(struct gen *g)
{
    struct buf *b = &g->row;
    b->n = 0;
    buf_str(b, "\n],\n\"terms\":[\n");
    for (int t = 0; t < TERMS; t++) {
        truth_term(g, b, t);
        buf_str(b, t + 1 < TERMS ? ",\n" : "\n],\n\"missing_months\":[");
    }
    for (int m = 22, any = 0; m <= months_since(g, date_of(g->last_day)); m += 36) {
        struct date from = date_of(g->opt.from);
        int at = from.year * 12 + from.month - 1 + m;
        buf_fmt(b, "%s\"%04d-%02d\"", any++ ? "," : "", at / 12, at % 12 + 1);
    }
    buf_str(b, "],\n\"specials\":[\n");
    if (g->special.n)
        buf_add(b, g->special.p, g->special.n);
    buf_fmt(b, "\n],\n\"n_files\":%llu,\"bytes\":%llu}\n", (unsigned long long)g->files,
            (unsigned long long)g->total_bytes);
    truth_flush(g);
    if (fclose(g->truth) != 0)
        die("truth.json cannot be written: %s", strerror(errno));
}
