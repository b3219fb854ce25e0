/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Writes clean articles: fills the templates of make_sample_text.h. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "make_sample.h"
#include "make_sample_text.h"

/* ---- What is planted ---- */

const struct term terms[TERMS] = {
    {"数字乡村", "rise", ZH, RURAL, zh_rise, zh_plant_head[0]},
    {"低温冻害", "burst", ZH, RURAL, zh_burst, zh_plant_head[1]},
    {"夜间经济", "step", ZH, ECONOMY, zh_step, zh_plant_head[2]},
    {"防汛值守", "season", ZH, ENVIRONMENT, zh_season, zh_plant_head[3]},
    {"便民服务", "constant", ZH, -1, zh_constant, zh_plant_head[4]},
    {"皮影戏", "rare", ZH, CULTURE, zh_rare, zh_plant_head[5]},
    {"broadband", "rise", EN, ECONOMY, en_rise, en_plant_head[0]},
    {"ferry", "constant", EN, -1, en_constant, en_plant_head[1]},
};

const char wire_agency[] = "华澄社";

void tongue_open(struct tongue *t, int language)
{
    bool zh = language == ZH;
    t->given = list_of(zh ? zh_given : en_given, true);
    t->surname = list_of(zh ? zh_surname : en_surname, true);
    t->district = list_of(zh ? zh_district : en_district, false);
    t->place = list_of(zh ? zh_place : en_place, false);
    t->authority = list_of(zh ? zh_authority : en_authority, false);
    t->verb = list_of(zh ? zh_verb : en_verb, false);
    t->adverb = list_of(zh ? zh_adverb : en_adverb, false);
    t->aim = list_of(zh ? zh_aim : en_aim, false);
    t->vague = list_of(zh ? zh_vague : en_when, false);
    t->wire_place = list_of(zh ? zh_wire_place : en_wire_place, false);
    t->section = list_of(zh_section, true);
    t->open = list_of(zh ? zh_open : en_open, true);
    t->tail = list_of(zh ? zh_tail : en_tail, true);
    for (int i = 0; i < TOPICS; i++) {
        t->noun[i] = list_of(zh ? zh_noun[i] : en_noun[i], false);
        t->office[i] = list_of(zh ? zh_office[i] : en_office[i], true);
        t->organ[i] = list_of(zh ? zh_organ[i] : en_organ[i], true);
        t->lead[i] = pool_of(zh ? zh_lead[i] : en_lead[i]);
        t->body[i] = pool_of(zh ? zh_body[i] : en_body[i]);
        t->head[i] = pool_of(zh ? zh_head[i] : en_head[i]);
    }
    t->speech = pool_of(zh ? zh_speech : en_speech);
    t->common = pool_of(zh ? zh_common : en_common);
    t->end = pool_of(zh ? zh_end : en_end);
    t->item = pool_of(zh_item);
    t->kicker = pool_of(zh_kicker);
    t->sub = pool_of(zh_sub);
}

void pools_reset(struct gen *g)
{
    for (int l = 0; l < LANGUAGES; l++) {
        struct tongue *t = &g->tongue[l];
        for (int i = 0; i < TOPICS; i++)
            t->lead[i].used = t->body[i].used = t->head[i].used = 0;
        t->speech.used = t->common.used = t->end.used = t->item.used = t->kicker.used = t->sub.used = 0;
    }
    for (int i = 0; i < TERMS; i++)
        g->plant[i].used = g->plant_head[i].used = 0;
}

/* ---- Filling templates ---- */

static void expand(struct gen *g, struct buf *b, const char *text);

static bool is_english(const struct gen *g)
{
    return g->issue.paper->language == EN;
}

static void put_when(struct gen *g, struct buf *b)
{
    const struct tongue *t = &g->tongue[g->issue.paper->language];
    unsigned choice = g->art->exact_date ? 5 : below(&g->rng, 10);
    if (is_english(g) || g->issue.kind == UNDATED || choice >= 8) {
        buf_str(b, list_pick(&t->vague, &g->rng));
    } else if (choice < 4) {
        buf_str(b, "昨天");
    } else {
        struct date d = date_of(g->issue.day - 1);
        buf_num(b, (uint64_t)d.month);
        buf_str(b, "月");
        buf_num(b, (uint64_t)d.day);
        buf_str(b, choice == 7 ? "日上午" : "日");
    }
}

void put_name(struct gen *g, struct buf *b)
{
    const struct tongue *t = &g->tongue[g->issue.paper->language];
    bool zh = !is_english(g);
    buf_str(b, list_pick(zh ? &t->surname : &t->given, &g->rng));
    buf_str(b, zh ? "" : " ");
    buf_str(b, list_pick(zh ? &t->given : &t->surname, &g->rng));
}

static void put_number(struct gen *g, struct buf *b, char slot)
{
    bool zh = !is_english(g);
    unsigned v;
    switch (slot) {
    case 'n':
        buf_num(b, 2 + below(&g->rng, one_in(&g->rng, 4) ? 60 : 14));
        break;
    case 'N':
        v = 100 + below(&g->rng, one_in(&g->rng, 3) ? 9000 : 900);
        if (!zh && v > 999)
            buf_fmt(b, "%u,%03u", v / 1000, v % 1000);
        else
            buf_num(b, v);
        break;
    case 'q':
    case 'r':
        v = slot == 'q' ? 20 + below(&g->rng, 380) : 700 + below(&g->rng, 296);
        buf_num(b, v / 10);
        buf_str(b, ".");
        buf_num(b, v % 10);
        buf_str(b, zh ? "%" : " percent");
        break;
    default:
        if (zh && g->issue.kind != DATED) {
            buf_str(b, "年底");
            break;
        }
        buf_num(b, (uint64_t)date_of(g->issue.day).year + 1 + below(&g->rng, 8));
        buf_str(b, zh ? "年" : "");
    }
}

static void put_slot(struct gen *g, struct buf *b, char slot)
{
    const struct tongue *t = &g->tongue[g->issue.paper->language];
    const struct list *l = NULL;
    if (slot >= 'A' && slot <= 'Z' && slot != 'N') {
        buf_str(b, g->art->fixed[slot - 'A']);
        return;
    }
    switch (slot) {
    case 'd':
        l = &t->district;
        break;
    case 's':
        l = &t->place;
        break;
    case 'k':
        l = &t->noun[g->art->topic];
        break;
    case 'u':
        l = &t->authority;
        break;
    case 'v':
        l = &t->verb;
        break;
    case 'a':
        l = &t->adverb;
        break;
    case 'g':
        l = &t->aim;
        break;
    case 'o':
        expand(g, b, list_pick(&t->open, &g->rng));
        return;
    case 'z':
        expand(g, b, list_pick(&t->tail, &g->rng));
        return;
    case 'm':
        put_name(g, b);
        return;
    case 't':
        put_when(g, b);
        return;
    case '$':
        buf_str(b, "$");
        return;
    default:
        put_number(g, b, slot);
        return;
    }
    buf_str(b, list_pick(l, &g->rng));
}

static void expand(struct gen *g, struct buf *b, const char *text)
{
    for (;;) {
        const char *at = strchrnul(text, '$');
        buf_add(b, text, (size_t)(at - text));
        if (!*at)
            return;
        size_t before = b->n;
        put_slot(g, b, at[1]);
        text = at + 2;
        if (at[1] == 'o' && b->n > before && is_english(g) && *text >= 'A' && *text <= 'Z') {
            char lower = (char)(*text + ('a' - 'A')); /* In Tidewell, the clinic ... */
            buf_add(b, &lower, 1);
            text++;
        }
    }
}

/* Chinese set with half-width marks, as some extraction leaves it; works in place, as the text only gets shorter. */
static void halve(struct buf *b, size_t from)
{
    static const char *const wide[] = {"，", "（", "）", "：", "；"};
    static const char narrow[] = ",():;";
    size_t out = from;
    for (size_t i = from; i < b->n;) {
        int k = -1;
        if ((unsigned char)b->p[i] == 0xEF)
            for (k = 4; k >= 0 && memcmp(b->p + i, wide[k], 3) != 0; k--) {
            }
        if (k >= 0) {
            b->p[out++] = narrow[k];
            i += 3;
        } else {
            b->p[out++] = b->p[i++];
        }
    }
    b->n = out;
    b->p[out] = '\0';
}

static struct span put_text(struct gen *g, const char *text)
{
    struct span s = {.off = g->text.n};
    expand(g, &g->text, text);
    if (g->issue.half)
        halve(&g->text, s.off);
    if (is_english(g)) {
        bool quote = !strncmp(g->text.p + s.off, "“", 3);
        char *first = g->text.p + s.off + (quote ? 3 : 0);
        if (*first >= 'a' && *first <= 'z')
            *first = (char)(*first - ('a' - 'A'));
    }
    s.n = g->text.n - s.off;
    return s;
}

/* ---- Writing the articles ---- */

void fix_slots(struct gen *g, struct article *a)
{
    const struct tongue *t = &g->tongue[g->issue.paper->language];
    struct buf b = {0};
    for (unsigned i = 0; i < 4; i++) {
        b.n = 0;
        put_name(g, &b);
        if (b.n >= sizeof a->name[i])
            die("internal: a name is too long");
        memcpy(a->name[i], b.p, b.n + 1);
    }
    free(b.p);
    for (int i = 0; i < 26; i++)
        a->fixed[i] = "";
    a->fixed['D' - 'A'] = list_pick(&t->district, &g->rng);
    a->fixed['S' - 'A'] = list_pick(&t->place, &g->rng);
    a->fixed['P' - 'A'] = a->name[0];
    a->fixed['M' - 'A'] = a->name[1];
    a->fixed['T' - 'A'] = list_pick(&t->office[a->topic], &g->rng);
    a->fixed['C' - 'A'] = list_pick(&t->organ[a->topic], &g->rng);
    a->fixed['K' - 'A'] = list_pick(&t->noun[a->topic], &g->rng);
    do
        a->fixed['L' - 'A'] = list_pick(&t->noun[a->topic], &g->rng);
    while (a->fixed['L' - 'A'] == a->fixed['K' - 'A']);
}

static void write_heads(struct gen *g, struct article *a)
{
    struct tongue *t = &g->tongue[g->issue.paper->language];
    if (a->headless)
        return;
    if (a->head_term != T_NONE) {
        a->fixed['X' - 'A'] = terms[a->head_term].text;
        a->main = put_text(g, pool_take(&g->plant_head[a->head_term], &g->rng));
        a->counts[a->head_term]++;
    } else {
        a->main = put_text(g, pool_take(&t->head[a->topic], &g->rng));
    }
    if (is_english(g))
        return;
    if (a->displaced || one_in(&g->rng, g->issue.markdown ? 2 : 3))
        a->kicker = put_text(g, pool_take(&t->kicker, &g->rng));
    else if (!g->issue.markdown && one_in(&g->rng, 6))
        a->sub = put_text(g, pool_take(&t->sub, &g->rng));
}

static void write_sentence(struct gen *g, struct article *a, unsigned p, unsigned s)
{
    struct tongue *t = &g->tongue[g->issue.paper->language];
    struct para *para = &a->para[p];
    int term = para->item ? T_NONE : para->plan[s];
    unsigned r = below(&g->rng, 100);
    if (term != T_NONE) {
        a->fixed['X' - 'A'] = terms[term].text;
        struct span at = put_text(g, pool_take(&g->plant[term], &g->rng));
        const char *hit = memmem(g->text.p + at.off, at.n, terms[term].text, strlen(terms[term].text));
        if (!hit || a->n_plants == MAX_PLANTS)
            die("internal: a plant of %s was lost", terms[term].text);
        a->plant[a->n_plants++] = (struct plant){.off = (size_t)(hit - g->text.p), .term = term};
    } else if (para->item && !pool_is_used(&t->item)) {
        put_text(g, pool_take(&t->item, &g->rng));
    } else if (p == 0 && s == 0 && !a->headless) {
        put_text(g, pool_take(&t->lead[a->topic], &g->rng));
    } else if (p + 1 == a->n_paras && s + 1 == para->sentences && para->sentences > 1 && r < 45) {
        put_text(g, pool_take(&t->end, &g->rng));
    } else {
        struct pool *pool = r < 55 ? &t->body[a->topic] : r < 74 ? &t->speech : &t->common;
        for (unsigned k = 0; k < TOPICS + 2 && pool_is_used(pool);
             k++) /* nothing is said twice while there is anything else */
            pool = k == 0 ? &t->common : k == 1 ? &t->speech : &t->body[(a->topic + k - 1) % TOPICS];
        put_text(g, pool_take(pool, &g->rng));
    }
}

void write_article(struct gen *g, struct article *a)
{
    g->art = a;
    fix_slots(g, a);
    write_heads(g, a);
    for (unsigned p = 0; p < a->n_paras; p++) {
        a->para[p].text.off = g->text.n;
        for (unsigned s = 0; s < a->para[p].sentences; s++) {
            if (s && is_english(g))
                buf_str(&g->text, " ");
            write_sentence(g, a, p, s);
        }
        a->para[p].text.n = g->text.n - a->para[p].text.off;
    }
}

void wire_keep(struct gen *g, const struct article *a)
{
    struct wire *w = &g->wire;
    w->text.n = 0;
    w->day = g->issue.day;
    w->topic = a->topic;
    w->n_paras = a->n_paras;
    w->ready = true;
    snprintf(w->path, sizeof w->path, "%s", g->issue.path);
    buf_add(&w->text, g->text.p + a->main.off, a->main.n);
    buf_add(&w->text, "", 1);
    for (unsigned p = 0; p < a->n_paras; p++) {
        buf_add(&w->text, g->text.p + a->para[p].text.off, a->para[p].text.n);
        buf_add(&w->text, "", 1);
    }
}

/* The second paper prints the story with its last paragraph cut and some words changed. */
void wire_print(struct gen *g, struct article *a)
{
    static const char *const change[][2] = {
        {"表示", "说"}, {"目前", "眼下"}, {"进一步", "更好地"}, {"此项", "这项"}, {"涉及", "关系"}};
    const char *from = g->wire.text.p;
    a->topic = g->wire.topic;
    a->n_paras = g->wire.n_paras > 2 ? g->wire.n_paras - 1 : g->wire.n_paras;
    for (unsigned p = 0; p <= a->n_paras; p++) {
        struct span s = {.off = g->text.n};
        while (*from) {
            size_t i = 0;
            while (i < 5 && strncmp(from, change[i][0], strlen(change[i][0])) != 0)
                i++;
            if (i < 5) {
                buf_str(&g->text, change[i][1]);
                from += strlen(change[i][0]);
            } else {
                buf_add(&g->text, from++, 1);
            }
        }
        from++;
        if (g->issue.half)
            halve(&g->text, s.off);
        s.n = g->text.n - s.off;
        if (p)
            a->para[p - 1] = (struct para){.text = s};
        else
            a->main = s;
    }
}
