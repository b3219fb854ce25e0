/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Decides, before a word is written, how big an issue is, where each planted term goes and what becomes of each
 * article. */
#include <string.h>

#include "make_sample.h"

/* Expected plants per million sentences, t days after the first day. */
int64_t rate_of(int term, int64_t t, int month)
{
    int64_t grown = t > RISE_DAYS ? RISE_DAYS : t;
    switch (term) {
    case T_RISE:
        return 22000 * (RISE_DAYS + 3 * grown) / RISE_DAYS;
    case T_EN_RISE:
        return 40000 * (RISE_DAYS + 3 * grown) / RISE_DAYS;
    case T_BURST:
        return t >= BURST_DAY && t < BURST_DAY + BURST_DAYS ? 160000 : 400;
    case T_STEP:
        return t >= STEP_DAY ? 60000 : 12000;
    case T_SEASON:
        return month >= 6 && month <= 8 ? 100000 : month == 5 || month == 9 ? 40000 : 8000;
    case T_CONSTANT:
        return 58000;
    case T_EN_CONSTANT:
        return 80000;
    default:
        return 800;
    }
}

/* ---- Planning an issue ---- */

void plan_sizes(struct gen *g, struct issue *is)
{
    static const uint8_t articles[] = {4, 4, 4, 5, 5, 5, 6, 6, 7, 8};
    static const uint8_t paras[] = {2, 2, 3, 3, 3, 4, 4, 5, 6, 8};
    static const uint8_t sentences[] = {1, 2, 2, 2, 3, 3, 4};
    bool zh = is->paper->language == ZH;
    is->n = articles[below(&g->rng, zh ? 10 : 7)];
    if (is->wire && is->n < 5)
        is->n = 5;
    is->n_sentences = 0;
    for (unsigned i = 0; i < is->n; i++) {
        struct article *a = &is->art[i];
        memset(a, 0, sizeof *a);
        a->head_term = T_NONE;
        a->complete = true;
        a->no_plants = is->wire && i == 2;
        a->exact_date = a->no_plants;
        a->n_paras = paras[below(&g->rng, 10)] + (zh ? 0U : 1U);
        for (unsigned p = 0; p < a->n_paras; p++) {
            a->para[p].sentences = sentences[below(&g->rng, 7)];
            is->n_sentences += a->para[p].sentences;
            for (unsigned s = 0; s < MAX_SENTENCES; s++)
                a->para[p].plan[s] = T_NONE;
        }
        if (zh && a->n_paras < MAX_PARAS - 4 && one_in(&g->rng, 14) && !a->no_plants) {
            unsigned items = 3 + below(&g->rng, 2);
            for (unsigned p = 0; p < items; p++) {
                a->para[a->n_paras].item = true;
                a->para[a->n_paras++].sentences = 1;
            }
        }
    }
}

/* How many plants of a term this issue gets: what is owed, rounded down after a jitter that later issues make good. */
static unsigned plan_count(struct gen *g, struct issue *is, int term)
{
    int64_t t = is->day - g->opt.from;
    int64_t due = rate_of(term, t, date_of(is->day).month) * is->n_sentences;
    int64_t *owed = &is->paper->owed[term];
    int64_t jitter = due > 2800000 ? 2000000 : due * 7 / 10;
    if (is->kind != DATED) /* what cannot be dated has a few of its own, outside of the rates */
        return term == T_CONSTANT ? 2 : term == T_RISE ? 1 : 0;
    *owed += due;
    int64_t now = *owed + (jitter ? (int64_t)below(&g->rng, (unsigned)(2 * jitter + 1)) - jitter : 0);
    int64_t n = now > 0 ? now / 1000000 : 0;
    *owed -= n * 1000000;
    return (unsigned)n;
}

static void plan_topics(struct gen *g, struct issue *is, const unsigned *count)
{
    for (unsigned i = 0; i < is->n; i++)
        is->art[i].topic = below(&g->rng, TOPICS);
    for (int t = 0; t < TERMS; t++) {
        if (!count[t] || terms[t].home < 0)
            continue;
        bool have = false;
        for (unsigned i = 0; i < is->n; i++)
            have = have || (!is->art[i].no_plants && (int)is->art[i].topic == terms[t].home);
        for (unsigned tries = 0; !have && tries < 4 * MAX_ARTICLES; tries++) {
            struct article *a = &is->art[below(&g->rng, is->n)];
            bool needed = a->no_plants;
            for (int other = 0; other < t; other++)
                needed = needed || (count[other] && terms[other].home == (int)a->topic);
            if (!needed) {
                a->topic = (unsigned)terms[t].home;
                have = true;
            }
        }
    }
}

/* Puts one plant into the headline or a free sentence of an article; the lead is never taken. */
static bool plant_in(struct gen *g, struct article *a, int term)
{
    unsigned total = 0, skip;
    if (a->no_plants)
        return false;
    if (a->head_term == T_NONE && !a->headless && one_in(&g->rng, 10)) {
        a->head_term = term;
        return true;
    }
    for (unsigned p = 0; p < a->n_paras; p++)
        for (unsigned s = p ? 0 : 1; s < a->para[p].sentences && !a->para[p].item; s++)
            total += a->para[p].plan[s] == T_NONE;
    if (!total)
        return false;
    skip = below(&g->rng, total);
    for (unsigned p = 0; p < a->n_paras; p++)
        for (unsigned s = p ? 0 : 1; s < a->para[p].sentences && !a->para[p].item; s++)
            if (a->para[p].plan[s] == T_NONE && skip-- == 0) {
                a->para[p].plan[s] = term;
                return true;
            }
    return false;
}

void plan_plants(struct gen *g, struct issue *is)
{
    unsigned count[TERMS] = {0};
    for (int t = 0; t < TERMS; t++)
        if (terms[t].language == is->paper->language) {
            count[t] = plan_count(g, is, t);
            if (count[t] > g->plant[t].n) { /* no planted sentence twice in an issue: the rest waits for the next */
                is->paper->owed[t] += (int64_t)(count[t] - g->plant[t].n) * 1000000;
                count[t] = g->plant[t].n;
            }
        }
    plan_topics(g, is, count);
    for (int t = 0; t < TERMS; t++)
        for (unsigned k = 0; k < count[t]; k++) {
            bool done = false;
            unsigned start = below(&g->rng, is->n);
            for (unsigned i = 0; i < 2 * is->n && !done; i++) { /* home topic first, then anywhere */
                struct article *a = &is->art[(start + i) % is->n];
                if (i >= is->n || terms[t].home < 0 || (int)a->topic == terms[t].home)
                    done = plant_in(g, a, t);
            }
            if (!done && is->kind == DATED)
                is->paper->owed[t] += 1000000;
        }
}

static enum form plan_form(struct gen *g, const struct issue *is, unsigned i)
{
    static const enum form usual[] = {FORM_LOCAL,    FORM_LOCAL,  FORM_LOCAL, FORM_REPORTER, FORM_REPORTER,
                                      FORM_REPORTER, FORM_WIRE,   FORM_WIRE,  FORM_TRAIL,    FORM_TRAIL_DATE,
                                      FORM_BYLINE,   FORM_BYLINE, FORM_PAPER, FORM_NONE};
    static const enum form english[] = {FORM_WIRE, FORM_WIRE, FORM_BYLINE, FORM_BYLINE, FORM_BYLINE, FORM_NONE};
    enum form f = usual[below(&g->rng, 14)];
    if (is->paper->language == EN)
        return english[below(&g->rng, 6)];
    if (is->wire && i == 2)
        return is->paper_index ? FORM_TRAIL : FORM_WIRE;
    if (!is->masthead && i == 1)
        return FORM_PAPER; /* nothing else names the paper */
    if (is->kind == PARTIAL && i == 0)
        return FORM_WIRE; /* the only evidence of its day */
    if (is->kind == UNDATED && (f == FORM_WIRE || f == FORM_TRAIL_DATE))
        return FORM_LOCAL;
    return f;
}

/* What becomes of each article on the page: source, jump, torn-off beginning, section, repeated headline. */
void plan_page(struct gen *g, struct issue *is)
{
    bool zh = is->paper->language == ZH, label = false;
    const char *section = NULL;
    if (one_in(&g->rng, zh ? 7 : 5) && is->n > 4) {
        struct article *a = &is->art[is->n - 1];
        a->headless = true;
        a->complete = false;
        a->jump_from = 1;
    }
    for (unsigned i = 0; i < is->n; i++) {
        struct article *a = &is->art[i];
        if (zh && one_in(&g->rng, label ? 3 : 9)) {
            section = list_pick(&g->tongue[ZH].section, &g->rng);
            label = true;
        }
        a->section = section;
        a->form = a->headless ? FORM_NONE : plan_form(g, is, i);
        a->place = list_pick(&g->tongue[is->paper->language].wire_place, &g->rng);
        a->n_names = a->form == FORM_BYLINE || a->form == FORM_PAPER ? 2 : a->form == FORM_REPORTER ? 1 : 0;
        if (!zh && a->n_names)
            a->n_names = 1;
        bool closed =
            a->form == FORM_TRAIL || a->form == FORM_TRAIL_DATE || a->headless || a->para[a->n_paras - 1].item;
        if (!closed && i + 1 < is->n && one_in(&g->rng, zh ? 16 : 9)) {
            a->complete = false;
            a->jump_to = 2 + below(&g->rng, 3);
            a->jump_inline = zh && one_in(&g->rng, 2);
        }
        a->twice = zh && !a->headless && a->head_term == T_NONE && one_in(&g->rng, 40);
    }
    is->art[is->n - 1].displaced = is->markdown && !is->art[is->n - 1].headless && one_in(&g->rng, 4);
}
