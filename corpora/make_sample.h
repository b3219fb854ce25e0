/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What the parts of make_sample share. An issue goes through them in this order: plan (sizes, topics, plants), write
 * (clean articles in gen.text), page (lines, torn and mixed with furniture, in issue.out), then the file and its row of
 * the truth.
 */
#ifndef MAKE_SAMPLE_H
#define MAKE_SAMPLE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#include <unicode/ucal.h>
#include <unicode/ucnv.h>

enum {
    MAX_ARTICLES = 10,
    MAX_PARAS = 12,
    MAX_SENTENCES = 5,
    MAX_LINES = 64,
    MAX_PLANTS = 48,
    MAX_PAPERS = 12,
    MAX_ROLE_LINES = 64,
    MAX_JOINS = 96,
    PATH_BYTES = 192,
    YEARS = 3
};

enum { TOPICS = 8, ECONOMY = 0, HEALTH, CULTURE, TRANSPORT, EDUCATION, ENVIRONMENT, SPORTS, RURAL };
enum { ZH, EN, LANGUAGES };
enum { T_RISE, T_BURST, T_STEP, T_SEASON, T_CONSTANT, T_RARE, T_EN_RISE, T_EN_CONSTANT, TERMS, T_NONE = -1 };

enum { RISE_DAYS = 1095, BURST_DAY = 374, BURST_DAYS = 42, STEP_DAY = 485 };

/* Growing bytes, always with room for a final NUL. */
struct buf {
    char *p;
    size_t n, cap;
};

struct rng {
    uint64_t s[4];
};

struct date {
    int year, month, day;
};

/* The lunar month that holds the day asked for last: ICU is asked once a month, as its astronomy is slow. */
struct lunar {
    UCalendar *calendar;
    int64_t start, length;
    int cycle, month;
    bool leap;
};

struct list {
    const char *const *item;
    unsigned n;
    uint8_t pick[256]; /* item k stands in it in proportion to 1 / (k + 2) */
};

struct pool {
    const char *const *item;
    unsigned n;
    uint64_t used;
};

struct term {
    const char *text, *kind;
    int language, home; /* the topic in whose articles it stands, or -1 for all */
    const char *const *sentences, *const *heads;
};

extern const struct term terms[TERMS];
extern const char wire_agency[];

struct paper {
    const char *name, *folder, *english, *short_name, *sister;
    int language;
    unsigned count;      /* issues so far */
    int64_t owed[TERMS]; /* plants not yet placed, in millionths */
    bool folder_made;
};

/* A wire story on its way from the first paper to the second. */
struct wire {
    bool ready;
    int64_t day;
    unsigned topic, n_paras;
    struct buf text; /* headline and paragraphs, each ended by NUL */
    char path[PATH_BYTES];
};

struct options {
    const char *out;
    int64_t from;
    uint64_t seed, issues, bytes;
    unsigned papers;
    bool daily, force;
};

/* The lists behind the slots of one language, and its pools. */
struct tongue {
    struct list given, surname, district, place, authority, verb, adverb, aim, vague, wire_place, section, open, tail;
    struct list noun[TOPICS], office[TOPICS], organ[TOPICS];
    struct pool lead[TOPICS], body[TOPICS], head[TOPICS], speech, common, end, item, kicker, sub;
};

enum form { FORM_NONE, FORM_LOCAL, FORM_REPORTER, FORM_PAPER, FORM_WIRE, FORM_TRAIL, FORM_TRAIL_DATE, FORM_BYLINE };

struct span {
    size_t off, n;
};
struct para {
    struct span text;
    unsigned sentences;
    int plan[MAX_SENTENCES]; /* the term planted in each, or T_NONE */
    bool item;
};
struct plant {
    size_t off;
    int term;
};
struct line {
    struct span text;
    unsigned para, number;
    bool hyphen, tight; /* broken in a word; no blank line after it */
};

struct article {
    unsigned topic, n_paras, n_plants, n_lines, n_names, jump_to, jump_from;
    enum form form;
    const char *fixed[26], *place, *section;
    char name[4][48]; /* official, citizen, two reporters */
    struct span kicker, main, sub;
    struct para para[MAX_PARAS];
    struct plant plant[MAX_PLANTS];
    struct line line[MAX_LINES];
    int head_term;
    unsigned head_line[4], n_head_lines;
    bool no_plants, exact_date, headless, complete, jump_inline, twice, displaced, cut;
    uint32_t counts[TERMS];
};

enum role { R_MASTHEAD, R_FURNITURE, R_SECTION, R_BYLINE, R_SOURCE, R_JUMP, R_REPEAT, ROLES };

enum kind { DATED, UNDATED, PARTIAL };

struct issue {
    struct paper *paper;
    unsigned paper_index, number, n, n_sentences;
    int64_t day;
    enum kind kind;
    bool masthead, markdown, half, gb18030, crlf, bom, bad_weekday, wire, cut;
    struct article art[MAX_ARTICLES];
    struct buf out;
    unsigned lines; /* in out so far */
    unsigned role_line[ROLES][MAX_ROLE_LINES], n_role[ROLES];
    unsigned torn[MAX_JOINS][2], n_torn, torn_term[MAX_JOINS][2], n_torn_term;
    int repeat_from, repeat_after;
    unsigned repeat_first, copy_line[8][2], n_copies, repeat_head[8][2], n_repeat_heads;
    char path[PATH_BYTES];
};

struct gen {
    struct options opt;
    struct tongue tongue[LANGUAGES];
    struct pool plant[TERMS], plant_head[TERMS];
    struct paper paper[MAX_PAPERS];
    struct lunar lunar;
    UConverter *gb, *utf8;
    struct rng rng;
    struct wire wire;
    struct issue issue;
    struct article *art; /* the article being written */
    struct buf text, bytes, row, special;
    FILE *truth;
    uint64_t files, total_bytes, hits[TERMS], dated_hits[TERMS], issues_with[TERMS], articles_with[TERMS];
    int64_t last_day;
    unsigned truth_rows;
};

/* make_sample_base.c */
_Noreturn void die(const char *format, ...) __attribute__((format(printf, 1, 2)));
void buf_reserve(struct buf *b, size_t more);
void buf_add(struct buf *b, const char *s, size_t n);
void buf_str(struct buf *b, const char *s);
void buf_num(struct buf *b, uint64_t v);
void buf_fmt(struct buf *b, const char *format, ...) __attribute__((format(printf, 2, 3)));
void rng_seed(struct rng *r, uint64_t seed, uint64_t paper, uint64_t number);
unsigned below(struct rng *r, unsigned n);
bool one_in(struct rng *r, unsigned n);
int64_t days_from(int year, int month, int day);
struct date date_of(int64_t days);
unsigned weekday_of(int64_t days);
void lunar_open(struct lunar *l);
void lunar_text(struct lunar *l, int64_t day, struct buf *b);
struct list list_of(const char *const *item, bool even);
const char *list_pick(const struct list *l, struct rng *r);
struct pool pool_of(const char *const *item);
bool pool_is_used(const struct pool *p);
const char *pool_take(struct pool *p, struct rng *r);

/* make_sample_plan.c */
int64_t rate_of(int term, int64_t t, int month);
void plan_sizes(struct gen *g, struct issue *is);
void plan_plants(struct gen *g, struct issue *is);
void plan_page(struct gen *g, struct issue *is);

/* make_sample_write.c */
void tongue_open(struct tongue *t, int language);
void pools_reset(struct gen *g);
void put_name(struct gen *g, struct buf *b);
void write_article(struct gen *g, struct article *a);
void fix_slots(struct gen *g, struct article *a);
void wire_keep(struct gen *g, const struct article *a);
void wire_print(struct gen *g, struct article *a);

/* make_sample_page.c */
void lay_out(struct gen *g, struct issue *is);
void print_page(struct gen *g, struct issue *is);

/* make_sample_truth.c */
void truth_begin(struct gen *g);
void truth_end(struct gen *g);
void truth_file(struct gen *g, struct issue *is);
void truth_copy(struct gen *g, const struct issue *is, const char *copy);
void special(struct gen *g, const char *kind, const char *file, const char *other);

/* make_sample.c */
int months_since(const struct gen *g, struct date d);

#endif
