/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Articles out of lines that have their roles: headline, credits, and the body with torn paragraphs joined. */
#include "corpus/page.h"

#include "core/buffer.h"
#include "core/utf8.h"
#include "corpus/html_text.h"
#include "corpus/lead_in.h"
#include "corpus/record.h"

#include <stdio.h>
#include <stdlib.h>

/* Bytes of a page that may be searched for hyphenated words in all; behind that a hyphen stays. */
enum { MOST_SEARCHED = 1 << 25, MOST_HEADLINES = 16 };

/* An article being built. Pieces and text of the paragraph that is open grow in the two buffers. */
typedef struct builder {
    gln_page *page;
    gln_article *article;
    gln_line_range range; /* of the article's lines */
    gln_slice section;    /* label that stands above the article, ptr NULL for none */
    size_t searched;      /* bytes searched for hyphenated words, bounded for the whole page */
    gln_buffer text;
    gln_buffer html;
    gln_piece *pieces;
    size_t n_pieces;
    size_t pieces_capacity;
    size_t gap;
    gln_paragraph *body;
    size_t body_capacity;
    gln_slice names[GLN_MAX_NAMES];
    gln_credit source; /* the strongest said so far; form NONE for none */
    bool from_html;
    bool last_list;
    bool failed;
} builder;

static gln_slice kept(builder *b, gln_slice s)
{
    gln_slice copy = gln_arena__copy(b->page->arena, s);
    b->failed = b->failed || !copy.ptr;
    return copy;
}

/* ---- headline ---------------------------------------------------------------------------------------------------- */

/* A headline without the spaces that only break its display: those next to a Han character or its punctuation. */
static gln_slice joined_headline(builder *b, gln_slice raw)
{
    gln_buffer__clear(&b->text);
    uint32_t before = 0;
    bool space = false;
    for (size_t at = 0; at < raw.len;) {
        size_t from = at;
        uint32_t c = gln_slice__next(raw, &at);
        if (gln_char__space(c)) {
            space = before != 0;
            continue;
        }
        if (space && !(gln_char__cjk(before) || gln_char__cjk(c))) {
            gln_buffer__byte(&b->text, ' ');
        }
        gln_buffer__put(&b->text, gln_slice_sub(raw, from, at - from));
        before = c;
        space = false;
    }
    return kept(b, gln_buffer__slice(&b->text));
}

/* Kicker above, main, sub below. Markdown says it by level; else a line that leads into the next (…强调, …——) is a
 * kicker and a line below that is half as long again as the first main line is a sub. */
static void part_headline(gln_headline_line *lines, const gln_page_line *const *sources, size_t n)
{
    uint8_t top = 0;
    size_t main_line = SIZE_MAX;
    for (size_t i = 0; i < n; i++) {
        uint8_t level = sources[i]->heading;
        top = level && (!top || level < top) ? level : top;
    }
    for (size_t i = 0; i < n; i++) {
        lines[i].part = GLN_HEADLINE_MAIN;
        uint8_t level = sources[i]->heading;
        if (top) {
            bool is_main = level == top;
            bool below = main_line != SIZE_MAX;
            lines[i].part = is_main ? GLN_HEADLINE_MAIN : below ? GLN_HEADLINE_SUB : GLN_HEADLINE_KICKER;
        } else if (i + 1 < n && main_line == SIZE_MAX &&
                   (sources[i]->dash_end || gln_slice_ends(sources[i]->text, GLN_LIT("强调")) ||
                    gln_slice_ends(sources[i]->text, GLN_LIT("指出")))) {
            lines[i].part = GLN_HEADLINE_KICKER;
        } else if (main_line != SIZE_MAX && sources[i]->chars * 2 >= sources[main_line]->chars * 3) {
            lines[i].part = GLN_HEADLINE_SUB;
        }
        if (lines[i].part == GLN_HEADLINE_MAIN && main_line == SIZE_MAX) {
            main_line = i;
        }
    }
    for (size_t i = 0; top && i < n; i++) { /* a ## above no #: what there is, is the main line */
        if (main_line == SIZE_MAX) {
            lines[i].part = GLN_HEADLINE_MAIN;
        }
    }
}

static void build_headline(builder *b)
{
    gln_page *page = b->page;
    size_t n = 0;
    for (size_t i = b->range.first; i < b->range.end; i++) {
        n += page->lines[i].role == GLN_ROLE_HEADLINE && page->lines[i].article == b->article->order;
    }
    gln_headline_line *lines = gln_arena__array(page->arena, n, sizeof *lines);
    const gln_page_line **sources = gln_arena__array(page->arena, n, sizeof *sources);
    b->article->headline_joined = GLN_LIT("");
    if (!lines || !sources) {
        b->failed = true;
        return;
    }
    size_t k = 0;
    for (size_t i = b->range.first; i < b->range.end; i++) {
        const gln_page_line *line = &page->lines[i];
        if (line->role == GLN_ROLE_HEADLINE && line->article == b->article->order) {
            sources[k] = line;
            lines[k++] =
                (gln_headline_line){.raw = line->text, .joined = joined_headline(b, line->text), .line = line->number};
        }
    }
    part_headline(lines, sources, n);
    gln_buffer__clear(&b->text);
    for (size_t i = 0; i < n; i++) {
        if (i) {
            gln_buffer__byte(&b->text, ' ');
        }
        gln_buffer__put(&b->text, lines[i].joined);
    }
    b->article->headline = lines;
    b->article->n_headline = n;
    b->article->headline_joined = kept(b, gln_buffer__slice(&b->text));
    gln_buffer__clear(&b->text);
}

/* ---- credits ----------------------------------------------------------------------------------------------------- */

static void take_names(builder *b, const gln_credit *credit)
{
    for (size_t i = 0; i < credit->n_names; i++) {
        bool known = false;
        for (size_t k = 0; k < b->article->n_byline; k++) {
            known = known || gln_slice_equal(b->names[k], credit->names[i]);
        }
        if (!known && b->article->n_byline < GLN_MAX_NAMES) {
            b->names[b->article->n_byline++] = credit->names[i];
        }
    }
}

/* A lead-in or dateline outranks a trailing line, that a byline; the forms are in that order. */
static void take_credit(builder *b, const gln_credit *credit)
{
    take_names(b, credit);
    if (b->source.form == GLN_SOURCE_NONE || credit->form < b->source.form) {
        b->source = *credit;
    }
    if (credit->newspaper.ptr && !b->page->issue->newspaper.ptr) {
        b->page->issue->newspaper = credit->newspaper;
        b->page->issue->newspaper_basis = GLN_LIT("lead-in");
    }
}

static void finish_credits(builder *b)
{
    gln_article *article = b->article;
    gln_slice *names = gln_arena__array(b->page->arena, article->n_byline, sizeof *names);
    if (!names) {
        b->failed = true;
        return;
    }
    memcpy(names, b->names, article->n_byline * sizeof *names);
    article->byline = names;
    article->source_form = b->source.form;
    article->agency = b->source.agency.len ? kept(b, b->source.agency) : (gln_slice){NULL, 0};
    article->dateline_place = b->source.place.len ? kept(b, b->source.place) : (gln_slice){NULL, 0};
    article->dateline_date = b->source.date;
}

/* ---- body -------------------------------------------------------------------------------------------------------- */

static void end_paragraph(builder *b)
{
    if (b->text.len && !b->failed) {
        gln_paragraph *body = gln_memory__grown(b->body, &b->body_capacity, b->article->n_body + 1, sizeof *body);
        gln_piece *pieces = gln_arena__array(b->page->arena, b->n_pieces, sizeof *pieces);
        if (!body || !pieces) {
            b->failed = true;
        } else {
            b->body = body;
            memcpy(pieces, b->pieces, b->n_pieces * sizeof *pieces);
            body[b->article->n_body++] =
                (gln_paragraph){kept(b, gln_buffer__slice(&b->text)), pieces, b->n_pieces, b->gap};
        }
    }
    b->n_pieces = 0;
    b->gap = SIZE_MAX;
    gln_buffer__clear(&b->text);
}

static void add_piece(builder *b, gln_slice text, uint32_t line, size_t source)
{
    gln_piece *pieces = gln_memory__grown(b->pieces, &b->pieces_capacity, b->n_pieces + 1, sizeof *pieces);
    if (!pieces) {
        b->failed = true;
        return;
    }
    b->pieces = pieces;
    pieces[b->n_pieces++] = (gln_piece){line, b->text.len, text.len, source};
    gln_buffer__put(&b->text, text);
}

/* Whether the word of bytes stands somewhere in the file, apart from letters. */
static bool word_in_file(builder *b, gln_slice word)
{
    const gln_page *page = b->page;
    for (size_t from = 0; from < page->text.len && b->searched < MOST_SEARCHED;) {
        gln_slice rest = gln_slice_sub(page->text, from, page->text.len - from);
        size_t at = gln_slice__find(rest, word);
        b->searched += at == SIZE_MAX ? rest.len : at + word.len;
        if (at == SIZE_MAX) {
            return false;
        }
        bool left = at == 0 || !gln_char__letter((unsigned char)rest.ptr[at - 1]);
        bool right = at + word.len >= rest.len || !gln_char__letter((unsigned char)rest.ptr[at + word.len]);
        if (left && right) {
            return true;
        }
        from += at + word.len;
    }
    return false;
}

/* A hyphen at the end of a line is undone where the word without it stands elsewhere in the file. */
static bool undo_hyphen(builder *b, gln_slice next)
{
    size_t head = b->text.len - 1;
    char word[128];
    while (head > 0 && b->text.len - head <= sizeof word && gln_char__letter((unsigned char)b->text.data[head - 1])) {
        head--;
    }
    size_t tail = 0;
    while (tail < next.len && tail <= sizeof word && gln_char__letter((unsigned char)next.ptr[tail])) {
        tail++;
    }
    size_t head_len = b->text.len - 1 - head;
    if (head_len == 0 || tail == 0 || head_len + tail > sizeof word) {
        return false;
    }
    memcpy(word, b->text.data + head, head_len);
    memcpy(word + head_len, next.ptr, tail);
    return word_in_file(b, (gln_slice){word, head_len + tail});
}

/* What goes between the open paragraph and the piece that continues it. */
static void put_joint(builder *b, gln_slice next)
{
    size_t at = b->text.len;
    uint32_t left = gln_slice__prev(gln_buffer__slice(&b->text), &at);
    size_t first = 0;
    uint32_t right = gln_slice__next(next, &first);
    if (left == '-' && gln_char__letter(right)) {
        if (undo_hyphen(b, next)) {
            b->text.len--;
            b->pieces[b->n_pieces - 1].len--;
        }
    } else if (!gln_char__cjk(left) && !gln_char__cjk(right)) {
        gln_buffer__byte(&b->text, ' ');
    }
}

/* A subhead is a paragraph of its own: short, without a comma, not ended, and what follows can begin a sentence. */
static bool is_subhead(const gln_page_line *line, gln_slice next)
{
    static const gln_slice cannot_begin[] = {
        GLN_WORD("的"), GLN_WORD("了"), GLN_WORD("着"), GLN_WORD("们"), GLN_WORD("之"), GLN_WORD("与"),
        GLN_WORD("和"), GLN_WORD("及"), GLN_WORD("或"), GLN_WORD("，"), GLN_WORD("、"), GLN_WORD("。"),
        GLN_WORD("；"), GLN_WORD("”"),  GLN_WORD("）"), GLN_WORD("》"), GLN_WORD("："), GLN_WORD("地"),
        GLN_WORD("得"), GLN_WORD("等"), GLN_WORD("而"), GLN_WORD("并"), GLN_WORD("于"), GLN_WORD("是")};
    if (line->kind != GLN_KIND_OPEN || line->commas || line->bad_end) {
        return false;
    }
    if (line->latin) {
        return line->chars <= 60 && gln_text__title_case(line->text) &&
               !(next.len && next.ptr[0] >= 'a' && next.ptr[0] <= 'z');
    }
    return line->chars <= 24 && GLN_STARTS_ANY(next, cannot_begin) == SIZE_MAX;
}

/* Text was lost behind a line that ends in a copy of its own headline's last words. */
static bool is_overprinted(const builder *b, const gln_page_line *line)
{
    if (!line->dash_end || line->chars < 20) {
        return false;
    }
    for (size_t i = 0; i < b->article->n_headline && i < MOST_HEADLINES; i++) {
        gln_slice head = b->article->headline[i].raw;
        size_t from = head.len;
        for (size_t n = 0; n < 12 && from > 0; n++) {
            (void)gln_slice__prev(head, &from);
        }
        if (head.len - from >= 12 && gln_slice_ends(line->text, gln_slice_sub(head, from, head.len - from))) {
            return true;
        }
    }
    return false;
}

typedef enum joint { JOINT_NONE, JOINT_TORN, JOINT_GAP } joint;

/* Whether line `next` continues line `last` (page indices of body lines of one article). */
static joint joint_of(const builder *b, size_t last, size_t next)
{
    const gln_page_line *a = &b->page->lines[last];
    const gln_page_line *c = &b->page->lines[next];
    for (size_t i = last + 1; i < next; i++) {
        gln_role role = b->page->lines[i].role;
        if (role != GLN_ROLE_FURNITURE && role != GLN_ROLE_MASTHEAD) {
            return JOINT_NONE;
        }
    }
    if (c->joint != GLN_LINE_USUAL) {
        return c->joint == GLN_LINE_TORN ? JOINT_TORN : JOINT_NONE;
    }
    if (a->closed || a->list || c->list || a->html || c->html || c->kind == GLN_KIND_LEAD) {
        return JOINT_NONE;
    }
    if (is_overprinted(b, a)) {
        return JOINT_GAP;
    }
    bool first = b->n_pieces == 1 && a->kind != GLN_KIND_LEAD;
    return a->dash_end || (first && is_subhead(a, c->text)) ? JOINT_NONE : JOINT_TORN;
}

/* The line without what is no text of its article: lead-in, 上接 at its start, jump marker or credit at its end. */
static gln_slice clean_line(builder *b, const gln_page_line *line)
{
    gln_slice text = line->text;
    gln_credit credit;
    gln_jump jump;
    if (line->kind == GLN_KIND_LEAD && gln_credit__lead_in(text, &credit)) {
        take_credit(b, &credit);
        text = gln_slice_sub(text, credit.length, text.len - credit.length);
    }
    if (!line->ends) {
        return text;
    }
    if (gln_jump__find(text, &jump) && !jump.whole && !jump.from) {
        b->article->continued_to = kept(b, jump.page);
        text = gln_slice__trim(gln_slice_sub(text, 0, jump.start));
    }
    if (gln_credit__trailing(text, &credit)) {
        take_credit(b, &credit);
        text = gln_slice__trim(gln_slice_sub(text, 0, credit.start));
    }
    return text;
}

static void build_html(builder *b, const gln_page_line *line)
{
    size_t at = 0;
    size_t start;
    while (gln_html__paragraph(line->text, &at, &start, &b->html) && !b->failed) {
        gln_slice text = gln_slice__trim(gln_buffer__slice(&b->html));
        gln_credit credit;
        if (b->article->n_body == 0 && gln_credit__lead_in(text, &credit)) {
            credit.agency = kept(b, credit.agency);
            credit.place = credit.place.len ? kept(b, credit.place) : credit.place;
            credit.newspaper = credit.newspaper.len ? kept(b, credit.newspaper) : credit.newspaper;
            for (size_t i = 0; i < credit.n_names; i++) {
                credit.names[i] = kept(b, credit.names[i]);
            }
            take_credit(b, &credit);
            text = gln_slice_sub(text, credit.length, text.len - credit.length);
        }
        if (text.len) { /* with tags or entities in it, it stands nowhere in the file as it is */
            size_t source = line->source + start + (size_t)(text.ptr - b->html.data);
            bool verbatim = source <= b->page->text.len &&
                            gln_slice_starts(gln_slice_sub(b->page->text, source, b->page->text.len - source), text);
            add_piece(b, text, line->number, verbatim ? source : SIZE_MAX);
            end_paragraph(b);
        }
    }
    b->failed = b->failed || b->html.failed;
    b->from_html = true;
}

static void build_body(builder *b)
{
    gln_page *page = b->page;
    size_t last = SIZE_MAX;
    bool broken = false;
    for (size_t i = b->range.first; i < b->range.end && !b->failed; i++) {
        const gln_page_line *line = &page->lines[i];
        if (line->role != GLN_ROLE_BODY || line->article != b->article->order) {
            continue;
        }
        if (line->html) {
            end_paragraph(b);
            build_html(b, line);
            last = SIZE_MAX;
            continue;
        }
        gln_slice text = clean_line(b, line);
        joint how = last == SIZE_MAX || b->n_pieces == 0 ? JOINT_NONE : joint_of(b, last, i);
        if (text.len == 0) {
            continue;
        }
        if (how == JOINT_GAP) {
            b->gap = b->text.len;
            gln_buffer__puts(&b->text, "\xEF\xBF\xBC");
            broken = true;
        } else if (how == JOINT_TORN) {
            put_joint(b, text);
        } else {
            end_paragraph(b);
        }
        add_piece(b, text, line->number, line->source + (size_t)(text.ptr - line->text.ptr));
        last = i;
        b->last_list = line->list;
    }
    end_paragraph(b);
    gln_article *article = b->article;
    gln_paragraph *body = gln_arena__array(page->arena, article->n_body, sizeof *body);
    if (!body) {
        b->failed = true;
        return;
    }
    if (article->n_body) {
        memcpy(body, b->body, article->n_body * sizeof *body);
    }
    article->body = body;
    bool ended =
        article->n_body > 0 && (b->from_html || b->last_list || gln_text__closed(body[article->n_body - 1].text));
    article->complete = ended && !broken && !article->continued_to.ptr && !article->continued_from.ptr;
}

/* ---- the article ------------------------------------------------------------------------------------------------- */

/* The label of a section without its marks. */
static gln_slice section_name(gln_slice text)
{
    size_t from = 0;
    size_t to = text.len;
    while (from < to) {
        size_t next = from;
        uint32_t c = gln_slice__next(text, &next);
        if (gln_char__han(c) || gln_char__letter(c) || gln_char__digit(c)) {
            break;
        }
        from = next;
    }
    while (to > from) {
        size_t next = to;
        uint32_t c = gln_slice__prev(text, &next);
        if (c != 0x3011 && c != 0x25A0 && !gln_char__space(c)) {
            break;
        }
        to = next;
    }
    return gln_slice_sub(text, from, to - from);
}

/* Sources, bylines and jumps that lines of their own say. */
static void build_marks(builder *b)
{
    gln_page *page = b->page;
    b->article->section = b->section;
    for (size_t i = b->range.first; i < b->range.end; i++) {
        const gln_page_line *line = &page->lines[i];
        gln_credit credit;
        gln_jump jump;
        if (line->article != b->article->order) {
            continue;
        }
        if (line->role == GLN_ROLE_SOURCE && gln_credit__source_line(line->text, &credit)) {
            take_credit(b, &credit);
        } else if (line->role == GLN_ROLE_BYLINE && gln_credit__byline(line->text, &credit)) {
            credit.agency = gln_slice__find(line->text, GLN_LIT("本报")) != SIZE_MAX ? GLN_LIT("本报") : credit.agency;
            take_credit(b, &credit);
        } else if (line->role == GLN_ROLE_JUMP && gln_jump__find(line->text, &jump)) {
            *(jump.from ? &b->article->continued_from : &b->article->continued_to) = jump.page;
        }
    }
}

static void build_article(builder *b)
{
    build_headline(b);
    build_marks(b);
    build_body(b);
    finish_credits(b);
    char order[32];
    gln_buffer__clear(&b->text);
    gln_buffer__put(&b->text, b->page->issue->id);
    (void)snprintf(order, sizeof order, "-%02u", b->article->order);
    gln_buffer__puts(&b->text, order);
    b->article->id = kept(b, gln_buffer__slice(&b->text));
    b->failed = b->failed || b->text.failed;
}

static void copy_lines(builder *b)
{
    gln_page *page = b->page;
    gln_line *lines = gln_arena__array(page->arena, page->n_lines, sizeof *lines);
    if (!lines) {
        b->failed = true;
        return;
    }
    for (size_t i = 0; i < page->n_lines; i++) {
        lines[i] = (gln_line){.number = page->lines[i].number,
                              .article = page->lines[i].article,
                              .role = page->lines[i].role,
                              .why = page->lines[i].why};
    }
    page->issue->lines = lines;
    page->issue->n_lines = page->n_lines;
}

gln_line_range *gln_page__ranges(const gln_page *page)
{
    gln_line_range *ranges = gln_arena__array(page->arena, page->n_articles, sizeof *ranges);
    for (size_t i = page->n_lines; ranges && i-- > 0;) {
        uint32_t article = page->lines[i].article;
        if (article) {
            gln_line_range *range = &ranges[article - 1];
            range->first = i;
            range->end = range->end ? range->end : i + 1;
        }
    }
    return ranges;
}

/* The label that stands nearest above line `end`, looking no further back than line `from`; *label stays where there is
 * none. */
static void section_above(const gln_page *page, size_t from, size_t end, gln_slice *label)
{
    for (size_t i = from; i < end; i++) {
        if (page->lines[i].role == GLN_ROLE_SECTION) {
            *label = section_name(page->lines[i].text);
        }
    }
}

gln_status gln_page__build(gln_page *page, gln_error *err)
{
    gln_article *articles = gln_arena__array(page->arena, page->n_articles, sizeof *articles);
    const gln_line_range *ranges = gln_page__ranges(page);
    bool transcript = gln_page__is_transcript(page); /* its ## headings are no labels of sections */
    size_t looked = 0;
    if (!articles || !ranges) {
        return gln_error__nomem(err);
    }
    builder b = {.page = page, .text = GLN_BUFFER_INIT, .html = GLN_BUFFER_INIT, .gap = SIZE_MAX};
    for (uint32_t i = 0; i < page->n_articles && !b.failed; i++) {
        articles[i].order = i + 1;
        b.article = &articles[i];
        b.range = ranges[i];
        if (!transcript && ranges[i].first > looked) {
            section_above(page, looked, ranges[i].first, &b.section);
            looked = ranges[i].first;
        }
        b.source = (gln_credit){.form = GLN_SOURCE_NONE};
        b.from_html = false;
        b.last_list = false;
        build_article(&b);
    }
    copy_lines(&b);
    page->issue->articles = articles;
    page->issue->n_articles = page->n_articles;
    gln_buffer__free(&b.text);
    gln_buffer__free(&b.html);
    free(b.pieces);
    free(b.body);
    return b.failed ? gln_error__nomem(err) : GLN_OK;
}
