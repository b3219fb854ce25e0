/* SPDX-License-Identifier: GPL-3.0-or-later */
/* From what lines look like to what they are: headlines first, then where articles begin.
 *
 * A headline is found by what follows it (a lead-in or a byline), by what stands before it (the start of the page, a
 * source line, a jump, a section label), or by how it is printed (a Markdown heading, a display space). Everything else
 * that is text is body, subheads included. */
#include "corpus/page.h"

#include "core/utf8.h"
#include "corpus/char_grams.h"

enum {
    MOST_HEADLINES = 6,
    LONGEST_HEADLINE = 100,
    USUAL_HEADLINE = 45,
    SHORTEST_ECHO = 6,
    LONGEST_ECHO = 60,
    SHORTEST_LEAD = 15,
    LINES_OF_TEXT = 5,
    MOST_COMPARED = 2000, /* places of a file that may be compared; real pages have a few dozen */
};

/* Shares of runs of characters, see is_change_of_topic. */
#define MOST_IN_COMMON 0.08
#define LEAST_ECHO 0.2

static bool is_text(const gln_page_line *line)
{
    return line->kind == GLN_KIND_OPEN || line->kind == GLN_KIND_CLOSED || line->kind == GLN_KIND_LEAD;
}

static bool is_free(const gln_page_line *line)
{
    return line->role == GLN_ROLE_BLANK;
}

/* Whether a line may be (part of) a headline, for how it looks. */
static bool can_be_headline(const gln_page_line *line)
{
    if (!is_free(line) || line->list || line->stops || line->bad_end || line->html) {
        return false;
    }
    if (line->kind == GLN_KIND_HEADING) {
        return true;
    }
    bool question = line->kind == GLN_KIND_CLOSED && line->chars <= 30 && !line->commas &&
                    (gln_slice_ends(line->text, GLN_LIT("？")) || gln_slice_ends(line->text, GLN_LIT("！")) ||
                     gln_slice_ends(line->text, GLN_LIT("?")) || gln_slice_ends(line->text, GLN_LIT("!")));
    if (line->kind != GLN_KIND_OPEN && !question) {
        return false;
    }
    size_t at = 0;
    uint32_t first = gln_slice__next(line->text, &at);
    bool starts = first != 0x3001 && first != 0xFF0C && first != ',' && first != 0x201D && first != 0x300B;
    bool marked = line->display || (line->dash_end && !line->latin);
    bool colon_end = line->latin && line->dash_end;
    uint32_t usual = line->latin ? LONGEST_HEADLINE : USUAL_HEADLINE;
    bool fits = line->chars <= usual || (marked && line->chars <= LONGEST_HEADLINE);
    return starts && fits && !colon_end && (line->commas <= 1 || marked || (line->latin && line->commas <= 2));
}

/* The next or previous line that is neither furniture nor a repeat, or SIZE_MAX. */
static size_t neighbour(const gln_page *page, size_t i, int step)
{
    for (;;) {
        if ((step < 0 && i == 0) || (step > 0 && i + 1 >= page->n_lines)) {
            return SIZE_MAX;
        }
        i = step < 0 ? i - 1 : i + 1;
        gln_role role = page->lines[i].role;
        if (role != GLN_ROLE_FURNITURE && role != GLN_ROLE_MASTHEAD && role != GLN_ROLE_REPEAT) {
            return i;
        }
    }
}

static void mark(gln_page_line *line, gln_role role, const char *why)
{
    line->role = role;
    line->why = why;
}

/* Marks the headline lines that stand right above line i (a lead-in or a byline). */
static void headlines_above(gln_page *page, size_t i)
{
    const char *why = page->lines[i].kind == GLN_KIND_LEAD ? "above a lead-in" : "above a byline";
    size_t at = neighbour(page, i, -1);
    while (at != SIZE_MAX && page->lines[at].kind == GLN_KIND_BYLINE) {
        at = neighbour(page, at, -1);
    }
    for (int n = 0; n < MOST_HEADLINES && at != SIZE_MAX && can_be_headline(&page->lines[at]); n++) {
        mark(&page->lines[at], GLN_ROLE_HEADLINE, why);
        at = neighbour(page, at, -1);
    }
}

/* Marks the headline lines that follow line i (an end); i is SIZE_MAX at the top of the page. */
static void headlines_below(gln_page *page, size_t i, const char *why)
{
    size_t at = i == SIZE_MAX ? 0 : i + 1;
    for (int n = 0; n < MOST_HEADLINES && at < page->n_lines; at++) {
        gln_page_line *line = &page->lines[at];
        if (line->role == GLN_ROLE_FURNITURE || line->role == GLN_ROLE_MASTHEAD || line->role == GLN_ROLE_REPEAT ||
            line->role == GLN_ROLE_HEADLINE) {
            continue;
        }
        bool lead = line->kind == GLN_KIND_OPEN && line->commas && !line->display && !line->dash_end && !line->latin;
        if (line->kind == GLN_KIND_CLOSED || lead || !can_be_headline(line) || neighbour(page, at, 1) == SIZE_MAX) {
            return;
        }
        mark(line, GLN_ROLE_HEADLINE, why);
        n++;
    }
}

/* Share of the distinct runs of n Han characters of one text that stand in the other. */
static double shared_grams(gln_slice text, gln_slice other, unsigned n)
{
    gln_grams grams;
    gln_grams__of(&grams, text, n);
    gln_grams__meet(&grams, other);
    return gln_grams__share(&grams);
}

/* The text of the lines from first to last, as it stands in the file. */
static gln_slice stretch(const gln_page *page, size_t first, size_t last)
{
    const gln_page_line *a = &page->lines[first];
    const gln_page_line *b = &page->lines[last];
    size_t length = b->source + b->text.len - a->source;
    return gln_slice_sub(page->text, a->source, length < GLN_GRAM_BYTES ? length : GLN_GRAM_BYTES);
}

/* The text of at most LINES_OF_TEXT lines from line i on, in the direction of step, up to something that is no text. */
static gln_slice text_beside(const gln_page *page, size_t i, int step)
{
    size_t first = SIZE_MAX;
    size_t last = SIZE_MAX;
    size_t at = neighbour(page, i, step);
    for (int n = 0; n < LINES_OF_TEXT && at != SIZE_MAX; n++) {
        const gln_page_line *line = &page->lines[at];
        if (!is_text(line) || !is_free(line) || (step > 0 && line->kind == GLN_KIND_LEAD)) {
            break;
        }
        first = step < 0 || first == SIZE_MAX ? at : first;
        last = step > 0 || last == SIZE_MAX ? at : last;
        at = neighbour(page, at, step);
    }
    if (first == SIZE_MAX) {
        return (gln_slice){NULL, 0};
    }
    return stretch(page, first, last);
}

/* Whether anything on the page says that it is one of a newspaper; in a speech or an essay such lines are subheads. */
static bool has_credits(const gln_page *page)
{
    for (size_t i = 0; i < page->n_lines; i++) {
        const gln_page_line *line = &page->lines[i];
        if (line->role == GLN_ROLE_MASTHEAD || line->kind == GLN_KIND_LEAD || line->kind == GLN_KIND_BYLINE ||
            line->kind == GLN_KIND_SOURCE) {
            return true;
        }
    }
    return false;
}

/* The last line of the run of lines from i on that may all be headlines. */
static size_t end_of_run(const gln_page *page, size_t i)
{
    for (int n = 1; n < MOST_HEADLINES; n++) {
        size_t next = neighbour(page, i, 1);
        if (next == SIZE_MAX || page->lines[next].kind != GLN_KIND_OPEN || !can_be_headline(&page->lines[next]) ||
            page->lines[next].chars > USUAL_HEADLINE) {
            break;
        }
        i = next;
    }
    return i;
}

/* What tells the texts apart that is_change_of_topic() compares, in 63 bits, not 0. */
static uint64_t key_of(const gln_page *page, gln_slice before, gln_slice after, size_t last)
{
    uint64_t key = 0;
    uint64_t parts[] = {(uint64_t)(before.ptr - page->text.ptr), before.len, (uint64_t)(after.ptr - page->text.ptr),
                        after.len, last};
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++) {
        key = (key ^ parts[i]) * UINT64_C(0x9E3779B97F4A7C15);
        key ^= key >> 29;
    }
    return key >> 1 | 1;
}

/* Whether the text after some headlines has little in common with the text before them, and echoes them more; a text
 * that begins with a day needs no echo. */
static bool topic_changes(gln_slice heads, gln_slice before, gln_slice after, bool dated)
{
    double echo = dated ? 1 : shared_grams(heads, after, 2);
    bool echoed = dated || (echo >= LEAST_ECHO && echo > shared_grams(heads, before, 2));
    return echoed && shared_grams(after, before, 3) <= MOST_IN_COMMON;
}

/* Headlines in the middle of text that nothing announces, on lines first to last: they end no sentence and stand after
 * one that is ended, the text below has little in common with the text above, and echoes them more. A subhead has text
 * of one article around it, the first half of a torn paragraph too. */
static bool is_change_of_topic(gln_page *page, size_t first, size_t last)
{
    const gln_page_line *line = &page->lines[first];
    size_t below = neighbour(page, last, 1);
    bool half = line->commas && first == last && !line->dash_end; /* rather the first half of a torn paragraph */
    if (line->chars < SHORTEST_ECHO || line->chars > LONGEST_ECHO || half || below == SIZE_MAX) {
        return false;
    }
    if (line->latin) {
        const gln_page_line *next = &page->lines[below];
        return gln_text__title_case(line->text) && has_credits(page) && is_text(next) &&
               !(next->text.ptr[0] >= 'a' && next->text.ptr[0] <= 'z');
    }
    gln_slice before = text_beside(page, first, -1);
    gln_slice after = text_beside(page, last, 1);
    if (before.len == 0 || after.len == 0 || page->lines[below].chars < SHORTEST_LEAD) {
        return false;
    }
    uint64_t compared = key_of(page, before, after, last);
    if (page->lines[first].topic >> 1 != compared) {
        bool changes = page->n_compared++ < MOST_COMPARED && topic_changes(stretch(page, first, last), before, after,
                                                                           gln_text__dated(page->lines[below].text));
        page->lines[first].topic = compared << 1 | changes;
    }
    return page->lines[first].topic & 1;
}

/* Marks a run of lines in the middle of text as headlines where one of them has a display space or the topic changes.
 */
static void headlines_between(gln_page *page, size_t first)
{
    size_t above = neighbour(page, first, -1);
    size_t last = end_of_run(page, first);
    bool after_end = above == SIZE_MAX || page->lines[above].role == GLN_ROLE_HEADLINE || page->lines[above].closed;
    bool display = false;
    for (size_t i = first; i <= last; i++) {
        display =
            display || (is_free(&page->lines[i]) && page->lines[i].display && page->lines[i].chars >= SHORTEST_ECHO);
    }
    if (!after_end || neighbour(page, last, 1) == SIZE_MAX || (!display && !is_change_of_topic(page, first, last))) {
        return;
    }
    for (size_t i = first; i <= last; i++) {
        if (is_free(&page->lines[i]) && page->lines[i].kind == GLN_KIND_OPEN) {
            mark(&page->lines[i], GLN_ROLE_HEADLINE, display ? "display space" : "topic changes");
        }
    }
}

static void mark_headlines(gln_page *page)
{
    headlines_below(page, SIZE_MAX, "top of the page");
    for (size_t i = 0; i < page->n_lines; i++) {
        gln_page_line *line = &page->lines[i];
        if (!is_free(line)) {
            continue;
        }
        switch (line->kind) {
        case GLN_KIND_HEADING:
            mark(line, GLN_ROLE_HEADLINE, "Markdown heading");
            break;
        case GLN_KIND_LEAD:
        case GLN_KIND_BYLINE:
            headlines_above(page, i);
            break;
        case GLN_KIND_SOURCE:
            headlines_below(page, i, "below a source line");
            break;
        case GLN_KIND_JUMP_TO:
            headlines_below(page, i, "below a jump marker");
            break;
        case GLN_KIND_SECTION:
            headlines_below(page, i, "below a section label");
            break;
        default:
            if (line->ends) {
                headlines_below(page, i, "below the end of an article");
            }
            break;
        }
    }
    for (size_t i = 0; i < page->n_lines; i++) {
        if (page->lines[i].kind == GLN_KIND_OPEN && can_be_headline(&page->lines[i])) {
            headlines_between(page, i);
        }
    }
}

/* What is known while articles are given out, from the first line to the last. */
typedef struct walk {
    gln_page *page;
    bool has_body;   /* the article has a body line */
    size_t text_end; /* see end_of_text */
    bool ended;      /* something said that the article is over */
} walk;

static void begin(walk *w)
{
    w->page->n_articles++;
    w->has_body = false;
    w->ended = false;
}

/* The number of lines up to the last that is text or credit for sure. Behind it only headlines, furniture and open
 * lines are left: a headline there belongs to the article above it. */
static size_t end_of_text(const gln_page *page)
{
    for (size_t i = page->n_lines; i > 0; i--) {
        const gln_page_line *line = &page->lines[i - 1];
        bool text = is_text(line) && line->role == GLN_ROLE_BLANK;
        if ((text && (line->kind != GLN_KIND_OPEN || !can_be_headline(line))) || line->kind == GLN_KIND_SOURCE ||
            line->kind == GLN_KIND_BYLINE || line->kind == GLN_KIND_JUMP_FROM) {
            return i;
        }
    }
    return 0;
}

static void walk_headline(walk *w, size_t i)
{
    gln_page_line *line = &w->page->lines[i];
    bool displaced = w->page->n_articles > 0 && w->has_body && i >= w->text_end;
    if (!displaced && (w->page->n_articles == 0 || w->has_body || w->ended)) {
        begin(w);
    }
    mark(line, GLN_ROLE_HEADLINE, line->role == GLN_ROLE_HEADLINE ? line->why : "below a displaced headline");
    line->article = w->page->n_articles;
}

/* Why a line of text is one. */
static const char *why_text(const walk *w, size_t i)
{
    const gln_page_line *line = &w->page->lines[i];
    size_t above = neighbour(w->page, i, -1);
    bool torn = above != SIZE_MAX && w->page->lines[above].role == GLN_ROLE_BODY &&
                w->page->lines[above].article == line->article && !w->page->lines[above].closed;
    if (line->kind == GLN_KIND_LEAD) {
        return "begins with a lead-in";
    }
    if (line->list) {
        return "list item";
    }
    if (torn) {
        return "goes on from the line above, which ends no sentence";
    }
    return line->closed ? "ends a sentence" : line->stops ? "holds a sentence end" : "ends no sentence, continues";
}

static void walk_text(walk *w, size_t i)
{
    gln_page_line *line = &w->page->lines[i];
    bool lead = line->kind == GLN_KIND_LEAD;
    bool tail = line->kind == GLN_KIND_OPEN && can_be_headline(line) && w->has_body && i >= w->text_end && i > 0 &&
                w->page->lines[i - 1].role == GLN_ROLE_HEADLINE;
    if (tail) { /* below a displaced headline, no text follows */
        walk_headline(w, i);
        return;
    }
    if (w->page->n_articles == 0 || w->ended || (lead && w->has_body)) {
        begin(w);
    }
    line->article = w->page->n_articles;
    mark(line, GLN_ROLE_BODY, why_text(w, i));
    w->has_body = true;
    w->ended = line->ends;
}

void gln_page__roles(gln_page *page)
{
    mark_headlines(page);
    walk w = {.page = page, .text_end = end_of_text(page)};
    for (size_t i = 0; i < page->n_lines; i++) {
        gln_page_line *line = &page->lines[i];
        if (line->role == GLN_ROLE_HEADLINE) {
            walk_headline(&w, i);
            continue;
        }
        if (!is_free(line)) {
            continue;
        }
        switch (line->kind) {
        case GLN_KIND_JUMP_FROM:
            begin(&w);
            mark(line, GLN_ROLE_JUMP, "continued from another page");
            line->article = page->n_articles;
            break;
        case GLN_KIND_JUMP_TO:
            mark(line, GLN_ROLE_JUMP, "continued on another page");
            line->article = page->n_articles;
            w.ended = true;
            break;
        case GLN_KIND_SOURCE:
            mark(line, GLN_ROLE_SOURCE, "names an agency, no more");
            line->article = page->n_articles;
            w.ended = true;
            break;
        case GLN_KIND_SECTION:
            mark(line, GLN_ROLE_SECTION, "label between marks");
            w.ended = true;
            break;
        case GLN_KIND_BYLINE:
            if (page->n_articles == 0) {
                begin(&w);
            }
            mark(line, GLN_ROLE_BYLINE, "names reporters, no more");
            line->article = page->n_articles;
            break;
        default:
            walk_text(&w, i);
        }
    }
}
