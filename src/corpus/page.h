/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A page of text on its way to articles: lines with features, then with roles, then articles.
 *
 *     text ─ line_split.c ─ lines ─ masthead.c ─ line_roles.c or transcript.c ─ repeat.c ─ article_build.c ─ articles
 */
#ifndef GLN_CORPUS_PAGE_H
#define GLN_CORPUS_PAGE_H

#include "core/arena.h"
#include "guanlan/issue.h"

/* What a line looks like on its own, before its neighbours are asked. */
typedef enum gln_line_kind {
    GLN_KIND_OPEN,      /* text that ends without a sentence end */
    GLN_KIND_CLOSED,    /* text that ends a sentence */
    GLN_KIND_LEAD,      /* text that begins with a lead-in */
    GLN_KIND_HEADING,   /* Markdown heading */
    GLN_KIND_JUMP_FROM, /* 上接, the whole line or its start */
    GLN_KIND_JUMP_TO,   /* 下转, the whole line */
    GLN_KIND_SOURCE,
    GLN_KIND_BYLINE,
    GLN_KIND_SECTION,
    GLN_KIND_FURNITURE,
} gln_line_kind;

typedef struct gln_page_line {
    gln_slice text; /* trimmed, without Markdown marks */
    size_t source;  /* byte offset of text in the file */
    uint32_t number;
    uint32_t chars;
    uint32_t article; /* order of its article, 0 for none */
    gln_line_kind kind;
    gln_role role;
    const char *why; /* the evidence for the role, a few words */
    uint8_t heading; /* Markdown level, 0 for none */
    bool list;       /* a list item */
    bool closed;     /* ends a sentence */
    bool stops;      /* holds a sentence end before its end */
    bool dash_end;   /* ends with a dash or colon */
    bool bad_end;    /* ends with a comma or another sign that asks for more */
    bool display;    /* a space between two Han characters, as headlines have */
    bool html;       /* holds <p> */
    bool ends;       /* ends in a jump marker or a bracketed source: its article is over */
    bool latin;      /* holds no Han character */
    uint8_t commas;  /* up to 255 */
    uint8_t joint;   /* a gln_line_joint: whether it continues the line before it */
    uint64_t topic;  /* which text above and below was compared, the lowest bit: and whether the topic changes; or 0 */
} gln_page_line;

/* The lines [first, end) that hold all lines of an article. */
typedef struct gln_line_range {
    size_t first;
    size_t end;
} gln_line_range;

typedef struct gln_page {
    gln_arena *arena;
    gln_slice text;
    gln_page_line *lines; /* non-blank, in order */
    size_t n_lines;
    uint32_t n_articles;
    uint32_t n_compared;        /* places where text above and below was compared, see line_roles.c */
    gln_issue *issue;           /* being filled */
    const volatile int *cancel; /* not 0: the caller wants no more; may be NULL */
    gln_evidence *warnings;
    size_t n_warnings;
} gln_page;

enum { GLN_MOST_WARNINGS = 8 };

/* Splits page->text into page->lines with their features. */
GLN_MUST_USE gln_status gln_page__split(gln_page *page, gln_error *err);

/* The features of a line whose text, source, number and heading are set. */
void gln_page__look(gln_page_line *line);

/* Whether line i is the title of a paper with its full date (on the line itself or one of the next). */
bool gln_page__issue_begins(const gln_page *page, size_t i, gln_date *date);

/* Finds the masthead of a file that holds one article: title and date at its top, or a date among its first lines. */
GLN_MUST_USE gln_status gln_page__article_masthead(gln_page *page, gln_error *err);

/* What a running head says: 2024年03月05日 星期二 云山日报 第02版：要闻. What it does not say has ptr NULL. */
typedef struct gln_running_head {
    gln_slice newspaper;
    gln_slice page; /* without leading zeros, where it is a number */
    gln_slice section;
} gln_running_head;

/* Whether the text is a running head: names a paper or a page, with a date or both of them. */
bool gln_page__running_head(gln_slice text, gln_running_head *out);

/* Why a line is furniture, which may stand anywhere on a page; NULL where it is none. */
const char *gln_page__why_furniture(const gln_page_line *line);

/* Roles where the whole page is one article: the first line is its headline. */
void gln_page__article_roles(gln_page *page);

/* The role of a line that can only be in one article: a credit, a jump, else the body. */
gln_role gln_page__role_within(const gln_page_line *line);

/* Finds the masthead and the footer, gives their lines a role, and fills newspaper, date, issue number of the issue. */
GLN_MUST_USE gln_status gln_page__masthead(gln_page *page, gln_error *err);

/* Whether the page is a transcript: an item per ### heading. */
bool gln_page__is_transcript(const gln_page *page);

/* Roles and articles of the lines that have no role yet. */
void gln_page__roles(gln_page *page);
void gln_page__transcript_roles(gln_page *page);

/* Gives copies of other body lines the role repeat; *found says whether there were any: the roles around them are then
 * worth another look without them. */
GLN_MUST_USE gln_status gln_page__repeats(gln_page *page, bool *found, gln_error *err);

/* Gives a headline equal to another of its article the role repeat. */
void gln_page__repeated_headlines(gln_page *page);

/* The ranges of the articles, by order - 1, in the page's arena; NULL on want. They overlap only where a headline is
 * displaced. */
gln_line_range *gln_page__ranges(const gln_page *page);

/* Builds the issue's articles from the lines. */
GLN_MUST_USE gln_status gln_page__build(gln_page *page, gln_error *err);

/* Infers a date from datelines and words where the issue has no full one. */
GLN_MUST_USE gln_status gln_page__infer_date(gln_page *page, gln_error *err);

/* Gives datelines of a dated issue their year: the latest such day that is not after the issue. */
void gln_page__complete_datelines(gln_issue *issue);

/* Adds what dates the issue, with the line that says so (0: none); false on want. */
bool gln_page__evidence(gln_page *page, uint32_t line, gln_slice text);

/* Adds a warning to the issue; text is copied into the arena. */
void gln_page__warn(gln_page *page, uint32_t line, const char *format, ...) GLN_PRINTF(3, 4);

/* Whether the text, spaces aside, ends with a sentence end; a closing quote or bracket counts as what stands before it.
 */
bool gln_text__closed(gln_slice text);

/* Whether every longer word of a Latin text begins with a capital. */
bool gln_text__title_case(gln_slice text);

/* Whether the text speaks of a day within its first characters, as leads do: 9月25日, 昨天, 日前. */
bool gln_text__dated(gln_slice text);

#endif
