/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Lays articles out as pages come out of extraction, torn and mixed with what is no article, and notes each line. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "make_sample.h"

static const char *const zh_weekday[] = {"日", "一", "二", "三", "四", "五", "六"};
static const char *const en_weekday[] = {"Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"};
static const char *const en_month[] = {"January", "February", "March",     "April",   "May",      "June",
                                       "July",    "August",   "September", "October", "November", "December"};

/* ---- Laying out lines ---- */

static bool is_han(const char *s)
{
    unsigned char c = (unsigned char)*s;
    return c >= 0xE4 && c <= 0xE9;
}

/* May a Chinese paragraph be torn before byte pos? Between characters, never after a sentence's end, and only where the
 * part before it reads as running text. */
static bool may_tear(const char *s, size_t pos, size_t n)
{
    if (pos < 60 || pos + 45 > n || !is_han(s + pos))
        return false;
    if (!is_han(s + pos - 3) && memcmp(s + pos - 3, "，", 3) != 0 && memcmp(s + pos - 3, "、", 3) != 0)
        return false;
    return memmem(s, pos, "，", 3) || memmem(s, pos, "。", 3) || memchr(s, ',', pos);
}

static void add_line(struct article *a, size_t off, size_t n, unsigned para)
{
    if (a->n_lines == MAX_LINES)
        die("internal: too many lines in an article");
    a->line[a->n_lines++] = (struct line){.text = {off, n}, .para = para};
}

/* A place to tear the text from byte `from` on, or 0: at random, or within a planted word when asked for. */
static size_t tear_at(struct gen *g, const struct article *a, const struct para *p, size_t from, bool in_term)
{
    const char *s = g->text.p + p->text.off + from;
    size_t n = p->text.n - from;
    if (in_term) {
        for (unsigned i = 0; i < a->n_plants; i++) {
            size_t pos = a->plant[i].off + 6 - p->text.off - from;
            if (a->plant[i].off >= p->text.off + from && a->plant[i].off < p->text.off + p->text.n &&
                may_tear(s, pos, n))
                return from + pos;
        }
        return 0;
    }
    if (n < 150)
        return 0;
    size_t pos = 60 + below(&g->rng, (unsigned)(n - 110));
    while (pos < n && !may_tear(s, pos, n))
        pos++;
    return pos < n ? from + pos : 0;
}

static void lay_zh(struct gen *g, struct article *a, unsigned p, bool force)
{
    const struct para *para = &a->para[p];
    size_t from = 0, pos = 0;
    if (!para->item) {
        if (one_in(&g->rng, 16))
            pos = tear_at(g, a, para, 0, true);
        if (!pos && (force || one_in(&g->rng, 3)))
            pos = tear_at(g, a, para, 0, false);
    }
    while (pos) {
        add_line(a, para->text.off + from, pos - from, p);
        from = pos;
        pos = one_in(&g->rng, 4) ? tear_at(g, a, para, from, false) : 0;
    }
    add_line(a, para->text.off + from, para->text.n - from, p);
}

/* Words that the English weekly may break at the end of a line, and where. */
static const char *const en_hyphen[] = {"broad-band",  "coun-cil",   "com-mittee",    "resi-dents",  "vol-unteers",
                                        "depart-ment", "equip-ment", "neigh-borhood", "govern-ment", "pro-gram",
                                        "stu-dents",   "meet-ing",   "pas-sengers",   NULL};

/* How often a word stands in the issue's text, whole. */
static unsigned word_count(const struct gen *g, const char *word)
{
    unsigned n = 0;
    size_t len = strlen(word);
    const char *p = g->text.p, *end = g->text.p + g->text.n;
    while ((p = memmem(p, (size_t)(end - p), word, len)) != NULL) {
        char before = p > g->text.p ? p[-1] : ' ', after = p[len];
        n += !((before | 32) >= 'a' && (before | 32) <= 'z') && !((after | 32) >= 'a' && (after | 32) <= 'z');
        p += len;
    }
    return n;
}

/* Breaks a word at a hyphen if it stands elsewhere in the issue, so that undoing the break can be known to be right. */
static size_t hyphen_at(struct gen *g, const struct para *p, size_t from, uint32_t *used)
{
    for (unsigned k = 0; en_hyphen[k]; k++) {
        char word[24];
        const char *hyphen = strchr(en_hyphen[k], '-');
        size_t head = (size_t)(hyphen - en_hyphen[k]), n = strlen(en_hyphen[k]) - 1;
        memcpy(word, en_hyphen[k], head);
        memcpy(word + head, hyphen + 1, n - head + 1);
        const char *s = g->text.p + p->text.off, *at = memmem(s + from, p->text.n - from, word, n);
        if (*used >> k & 1 || !at || at < s + from + 70 || at + n + 40 > s + p->text.n || at[-1] != ' ' || at[n] != ' ')
            continue;
        if (word_count(g, word) < 2)
            continue;
        *used |= 1U << k;
        return (size_t)(at - s) + head;
    }
    return 0;
}

static void lay_en(struct gen *g, struct article *a, unsigned p, uint32_t *used)
{
    const struct para *para = &a->para[p];
    const char *s = g->text.p + para->text.off;
    bool tight = one_in(&g->rng, 3);
    size_t from = 0;
    while (one_in(&g->rng, 2) && para->text.n - from > 180) {
        size_t pos = hyphen_at(g, para, from, used);
        bool hyphen = pos != 0;
        for (pos = hyphen ? pos : from + 75 + below(&g->rng, 40); !hyphen && pos < para->text.n; pos++)
            if (s[pos] == ' ' && s[pos - 1] >= 'a' && s[pos - 1] <= 'z' && s[pos + 1] >= 'a' && s[pos + 1] <= 'z')
                break;
        if (pos + 40 > para->text.n)
            break;
        add_line(a, para->text.off + from, pos - from, p);
        a->line[a->n_lines - 1].hyphen = hyphen;
        a->line[a->n_lines - 1].tight = tight;
        from = hyphen ? pos : pos + 1;
    }
    add_line(a, para->text.off + from, para->text.n - from, p);
}

/* Chooses the passage that is printed twice: from the second half of a torn paragraph on. Where the issue says so, the
 * article before the copy is also cut off in mid-sentence, so that the copy looks like its end. */
static void plan_repeat(struct gen *g, struct issue *is, unsigned *force)
{
    is->repeat_from = -1;
    if (is->paper->language != ZH || !(is->cut || one_in(&g->rng, 6)))
        return;
    unsigned j = below(&g->rng, is->n), k = (j + 1 + below(&g->rng, is->n - 1)) % is->n;
    struct article *a = &is->art[j], *end = &is->art[k];
    struct para *last = &end->para[end->n_paras - 1];
    for (unsigned p = 1; p < a->n_paras && is->repeat_from < 0; p++)
        if (!a->para[p].item && a->para[p].text.n > 240) {
            is->repeat_from = (int)j;
            is->repeat_after = (int)k;
            *force = p;
        }
    if (is->repeat_from < 0 || !is->cut || last->item || end->displaced || end->jump_to || end->form == FORM_TRAIL ||
        end->form == FORM_TRAIL_DATE)
        return;
    size_t pos = tear_at(g, end, last, 0, false);
    if (!pos)
        return;
    last->text.n = pos;
    end->complete = false;
    end->cut = true;
}

void lay_out(struct gen *g, struct issue *is)
{
    unsigned force = 0;
    uint32_t used = 0;
    plan_repeat(g, is, &force);
    for (unsigned i = 0; i < is->n; i++) {
        struct article *a = &is->art[i];
        for (unsigned p = 0; p < a->n_paras; p++) {
            unsigned before = a->n_lines;
            if (is->paper->language == EN)
                lay_en(g, a, p, &used);
            else
                lay_zh(g, a, p, is->repeat_from == (int)i && p == force);
            if (is->repeat_from == (int)i && p == force) {
                if (a->n_lines - before < 2)
                    is->repeat_from = -1;
                is->repeat_first = before + 1;
            }
        }
        for (unsigned k = 0; k < a->n_plants; k++) {
            const struct para *last = &a->para[a->n_paras - 1];
            if (!a->cut || a->plant[k].off + strlen(terms[a->plant[k].term].text) <= last->text.off + last->text.n)
                a->counts[a->plant[k].term]++;
        }
    }
}

/* ---- Printing the page ---- */

static unsigned print_line(struct issue *is, const char *before, const char *text, size_t n, const char *after,
                           bool blank)
{
    buf_str(&is->out, before);
    buf_add(&is->out, text, n);
    buf_str(&is->out, after);
    buf_str(&is->out, blank ? "\n\n" : "\n");
    unsigned line = is->lines + 1;
    is->lines += blank ? 2 : 1;
    return line;
}

static unsigned print_role(struct issue *is, enum role role, const char *text, bool blank)
{
    unsigned line = print_line(is, "", text, strlen(text), "", blank);
    if (is->n_role[role] == MAX_ROLE_LINES)
        die("internal: too many lines of one role");
    is->role_line[role][is->n_role[role]++] = line;
    return line;
}

static void print_masthead_en(struct gen *g, struct issue *is)
{
    struct date d = date_of(is->day);
    int64_t week = (is->day - days_from(d.year, 1, 1)) / 7 + 1;
    struct buf b = {0};
    print_role(is, R_MASTHEAD, is->paper->name, true);
    print_role(is, R_MASTHEAD, "Serving the harbor towns since 1887", true);
    buf_fmt(&b, "%s, %s %d, %d", en_weekday[weekday_of(is->day)], en_month[d.month - 1], d.day, d.year);
    print_role(is, R_MASTHEAD, b.p, false);
    b.n = 0;
    buf_fmt(&b, "Vol. %d, No. %d", d.year - 1886, (int)week);
    print_role(is, R_MASTHEAD, b.p, one_in(&g->rng, 2));
    print_role(is, R_MASTHEAD, "75 cents", true);
    free(b.p);
}

static void print_masthead_zh(struct gen *g, struct issue *is)
{
    struct date d = date_of(is->day);
    const struct paper *p = is->paper;
    bool narrow = one_in(&g->rng, 4);
    struct buf b = {0};
    print_role(is, R_MASTHEAD, p->name, true);
    buf_fmt(&b, is->paper_index ? "%s报业传媒集团主办" : "中共%s市委机关报", p->short_name);
    print_role(is, R_MASTHEAD, b.p, false);
    b.n = 0;
    buf_fmt(&b, "国内统一连续出版物号 CN 00—00%02u", is->paper_index + 1);
    print_role(is, R_MASTHEAD, b.p, true);
    print_role(is, R_MASTHEAD, p->english, true);
    if (!narrow) {
        b.n = 0;
        buf_fmt(&b, "%s社", p->name);
        print_role(is, R_MASTHEAD, b.p, false);
        print_role(is, R_MASTHEAD, "出版", true);
    }
    b.n = 0;
    buf_fmt(&b, "%d年%d月%d日 星期%s ", d.year, d.month, d.day, zh_weekday[weekday_of(is->day + is->bad_weekday)]);
    lunar_text(&g->lunar, is->day, &b);
    if (narrow) {
        buf_fmt(&b, " 第%05u号 今日%s版", is->number, one_in(&g->rng, 2) ? "八" : "四");
        print_role(is, R_MASTHEAD, b.p, true);
    } else {
        print_role(is, R_MASTHEAD, b.p, true);
        b.n = 0;
        buf_fmt(&b, "官方网站:%s在线", p->short_name);
        print_role(is, R_MASTHEAD, b.p, true);
        b.n = 0;
        buf_fmt(&b, "新闻热线:00%05u", 1000 + is->paper_index);
        print_role(is, R_MASTHEAD, b.p, false);
        b.n = 0;
        buf_fmt(&b, "广告热线:00%05u", 2000 + is->paper_index);
        print_role(is, R_MASTHEAD, b.p, true);
        print_role(is, R_MASTHEAD, "今日四版", false);
        b.n = 0;
        buf_fmt(&b, "第%05u号", is->number);
        print_role(is, R_MASTHEAD, b.p, true);
    }
    free(b.p);
}

static void print_footer(struct gen *g, struct issue *is)
{
    struct buf b = {0};
    unsigned r = below(&g->rng, 4);
    if (is->paper->language == EN) {
        if (r < 2)
            print_role(is, R_FURNITURE, "www.portelleryweekly.example", false);
        if (r == 0)
            print_role(is, R_FURNITURE, "Page 1", false);
        return;
    }
    if (is->markdown || r == 0)
        return;
    print_line(is, "", "", 0, "", false);
    if (r == 1) {
        buf_fmt(&b, "掌上%s", is->paper->short_name);
        print_role(is, R_FURNITURE, b.p, true);
        print_role(is, R_FURNITURE, is->paper->name, true);
        print_role(is, R_FURNITURE, is->paper->sister, true);
    }
    b.n = 0;
    put_name(g, &b);
    if (r <= 2) {
        print_role(is, R_FURNITURE, "值班编委", false);
        print_role(is, R_FURNITURE, b.p, false);
    } else {
        buf_str(&b, " 版式：");
        put_name(g, &b);
        print_line(is, "责任编辑：", b.p, b.n, "", false);
        is->role_line[R_FURNITURE][is->n_role[R_FURNITURE]++] = is->lines;
    }
    free(b.p);
}

static void head_line(struct gen *g, struct issue *is, struct article *a, const char *mark, struct span s)
{
    a->head_line[a->n_head_lines++] = print_line(is, mark, g->text.p + s.off, s.n, "", true);
}

static void repeat_line(struct gen *g, struct issue *is, struct article *a, const char *mark, struct span s)
{
    unsigned line = print_line(is, mark, g->text.p + s.off, s.n, "", true);
    is->role_line[R_REPEAT][is->n_role[R_REPEAT]++] = line;
    is->repeat_head[is->n_repeat_heads][0] = line;
    is->repeat_head[is->n_repeat_heads++][1] = a->head_line[a->n_head_lines - 1];
}

static void print_heads(struct gen *g, struct issue *is, struct article *a)
{
    const char *mark = is->markdown ? "# " : "";
    if (a->kicker.n)
        head_line(g, is, a, is->markdown ? "## " : "", a->kicker);
    if (!a->displaced && !a->headless) {
        head_line(g, is, a, mark, a->main);
        if (a->twice && is->n_repeat_heads < 8)
            repeat_line(g, is, a, mark, a->main);
    }
    if (a->sub.n)
        head_line(g, is, a, "", a->sub);
}

/* What stands before the body: a byline line of its own, or the lead-in put into b. */
static void print_source(struct issue *is, struct article *a, struct buf *b)
{
    bool zh = is->paper->language == ZH;
    struct date d = date_of(is->day - 1);
    b->n = 0;
    buf_str(b, "");
    switch (a->form) {
    case FORM_BYLINE:
        if (zh)
            buf_fmt(b, "■本报记者 %s 通讯员 %s", a->name[2], a->name[3]);
        else
            buf_fmt(b, "By %s", a->name[2]);
        print_role(is, R_BYLINE, b->p, true);
        b->n = 0;
        buf_str(b, "");
        break;
    case FORM_LOCAL:
        buf_str(b, "本报讯 ");
        break;
    case FORM_REPORTER:
        buf_fmt(b, is->half ? "本报讯(记者 %s)" : "本报讯（记者 %s）", a->name[2]);
        break;
    case FORM_PAPER:
        buf_fmt(b, "%s讯(记者%s %s)", is->paper->name, a->name[2], a->name[3]);
        break;
    case FORM_WIRE:
        if (zh)
            buf_fmt(b, "%s%s%d月%d日电 ", wire_agency, a->place, d.month, d.day);
        else
            buf_fmt(b, "%s, %s %d (Union Wire) — ", a->place, en_month[d.month - 1], d.day);
        break;
    default:
        break;
    }
}

static void add_join(struct issue *is, const struct article *a, unsigned i, size_t at, bool in_term)
{
    if (is->n_torn == MAX_JOINS)
        die("internal: too many torn paragraphs");
    is->torn[is->n_torn][0] = a->line[i - 1].number;
    is->torn[is->n_torn++][1] = a->line[i].number;
    for (unsigned k = 0; k < a->n_plants && !in_term; k++)
        in_term = a->plant[k].off < at && at < a->plant[k].off + strlen(terms[a->plant[k].term].text);
    if (in_term) {
        is->torn_term[is->n_torn_term][0] = a->line[i - 1].number;
        is->torn_term[is->n_torn_term++][1] = a->line[i].number;
    }
}

static void print_body(struct gen *g, struct issue *is, struct article *a)
{
    char jump[32];
    struct buf b = {0};
    snprintf(jump, sizeof jump, is->half ? "(紧转%02u版)" : "（紧转%02u版）", a->jump_to);
    print_source(is, a, &b);
    for (unsigned i = 0; i < a->n_lines; i++) {
        struct line *l = &a->line[i];
        bool item = a->para[l->para].item, last = i + 1 == a->n_lines;
        bool next_item = !last && a->para[a->line[i + 1].para].item;
        const char *after = l->hyphen ? "-" : last && a->jump_inline ? jump : "";
        l->number = print_line(is, i ? (item ? "- " : "") : b.p, g->text.p + l->text.off, l->text.n, after,
                               !(item && next_item) && !l->tight);
        if (i && a->line[i - 1].para == l->para)
            add_join(is, a, i, l->text.off, false);
    }
    free(b.p);
}

static void print_end(struct issue *is, struct article *a)
{
    bool zh = is->paper->language == ZH;
    struct date d = date_of(is->day - 1);
    struct buf b = {0};
    if (a->form == FORM_TRAIL)
        buf_fmt(&b, "据%s电", wire_agency);
    else if (a->form == FORM_TRAIL_DATE)
        buf_fmt(&b, is->half ? "(%s%s%d月%d日电)" : "（%s%s%d月%d日电）", wire_agency, a->place, d.month, d.day);
    if (b.n)
        print_role(is, R_SOURCE, b.p, true);
    b.n = 0;
    if (a->jump_to && !a->jump_inline) {
        if (zh)
            buf_fmt(&b, is->half ? "(紧转%02u版)" : "（紧转%02u版）", a->jump_to);
        else
            buf_fmt(&b, "Continued on page %u", a->jump_to);
        print_role(is, R_JUMP, b.p, true);
    }
    free(b.p);
}

/* The copied passage: one to three whole lines, long enough to be known as a repeat. */
static void print_repeat(struct gen *g, struct issue *is)
{
    const struct article *a = &is->art[is->repeat_from];
    unsigned most = 1 + below(&g->rng, 3);
    for (unsigned i = is->repeat_first; i < a->n_lines && is->n_copies < most; i++) {
        const struct line *l = &a->line[i];
        if (l->text.n < 90 || a->para[l->para].item || (a->jump_inline && i + 1 == a->n_lines))
            break;
        unsigned line = print_line(is, "", g->text.p + l->text.off, l->text.n, "", true);
        is->role_line[R_REPEAT][is->n_role[R_REPEAT]++] = line;
        is->copy_line[is->n_copies][0] = line;
        is->copy_line[is->n_copies++][1] = i;
    }
}

void print_page(struct gen *g, struct issue *is)
{
    struct buf b = {0};
    const char *section = NULL;
    for (unsigned i = below(&g->rng, 3); i > 0; i--)
        print_line(is, "", "", 0, "", false);
    if (is->masthead && is->paper->language == EN)
        print_masthead_en(g, is);
    else if (is->masthead)
        print_masthead_zh(g, is);
    for (unsigned i = 0; i < is->n; i++) {
        struct article *a = &is->art[i];
        if (a->section != section) {
            section = a->section;
            b.n = 0;
            buf_fmt(&b, is->paper_index ? "【%s】" : "■%s", section);
            print_role(is, R_SECTION, b.p, true);
        }
        if (a->headless && is->paper->language == EN)
            print_role(is, R_JUMP, "Continued from page 1", true);
        else if (a->headless)
            print_role(is, R_JUMP, is->half ? "(上接01版)" : "（上接01版）", true);
        print_heads(g, is, a);
        print_body(g, is, a);
        print_end(is, a);
        if (a->displaced) {
            head_line(g, is, a, "# ", a->main);
            if (is->n_repeat_heads < 8) {
                repeat_line(g, is, a, "", a->kicker);
                is->repeat_head[is->n_repeat_heads - 1][1] = a->head_line[0];
            }
        }
        if (is->repeat_from >= 0 && is->repeat_after == (int)i)
            print_repeat(g, is);
    }
    print_footer(g, is);
    while (is->out.n > 1 && is->out.p[is->out.n - 1] == '\n' && is->out.p[is->out.n - 2] == '\n')
        is->out.n--;
    free(b.p);
}
