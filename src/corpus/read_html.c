/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Articles in HTML: pages of electronic papers (kicker h3, main h1, sub h2, then paragraphs) and others (article
 * elements, else a heading or the title with the paragraphs behind it). The page is laid out as a row of blocks first;
 * what articles are is read off that row. Menus, footers, forms and blocks that are links only are no text. */
#include "corpus/date_parse.h"
#include "corpus/page.h"
#include "corpus/record.h"
#include "corpus/xml_tree.h"

#include "core/utf8.h"

#include <libxml/HTMLparser.h>
#include <stdlib.h>

enum {
    MOST_BYTES = 32 << 20,
    CHUNK = 1 << 15,
    MOST_DEEP = 1000,
    SHORTEST_LOOSE = 10,
    MOST_ABOVE = 60,
    LONGEST_DATE = 120
};

typedef enum block_kind { BLOCK_LOOSE, BLOCK_P, BLOCK_H1, BLOCK_H2, BLOCK_H3, BLOCK_LOWER } block_kind;

typedef struct block {
    block_kind kind;
    uint32_t line;
    uint32_t article; /* number of the article element that it stands in, 0 for none */
    size_t start;     /* of its text in bytes */
    size_t len;
} block;

typedef struct layout {
    gln_buffer bytes;
    block *blocks;
    size_t n;
    size_t capacity;
    uint32_t n_articles;
    bool failed;
    bool paragraphs; /* there are p elements with text */
} layout;

static bool is_any(const xmlNode *node, const char *const *names, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        if (gln_xml__is(node, names[i])) {
            return true;
        }
    }
    return false;
}

static bool is_left_out(const xmlNode *node)
{
    static const char *const names[] = {"head",     "script", "style",  "nav",      "footer", "form",
                                        "aside",    "button", "select", "noscript", "input",  "iframe",
                                        "template", "option", "svg",    "object"};
    return is_any(node, names, sizeof names / sizeof *names);
}

static bool is_block(const xmlNode *node)
{
    static const char *const names[] = {
        "p",      "div", "h1",    "h2",         "h3",   "h4",   "h5",         "h6",      "li",     "ul",
        "ol",     "td",  "tr",    "th",         "dd",   "dt",   "section",    "article", "header", "table",
        "dl",     "pre", "tbody", "blockquote", "main", "body", "figcaption", "figure",  "center", "founder-content",
        "address"};
    return is_any(node, names, sizeof names / sizeof *names);
}

static bool holds_block(const xmlNode *node)
{
    for (const xmlNode *n = gln_xml__next(node, node, true); n; n = gln_xml__next(node, n, true)) {
        if (is_block(n)) {
            return true;
        }
    }
    return false;
}

static void add_block(layout *l, block_kind kind, const xmlNode *node, uint32_t article, size_t start)
{
    gln_slice text = gln_slice__trim(gln_slice_sub(gln_buffer__slice(&l->bytes), start, l->bytes.len - start));
    if (text.len == 0) {
        l->bytes.len = start;
        return;
    }
    block *blocks = gln_memory__grown(l->blocks, &l->capacity, l->n + 1, sizeof *blocks);
    if (!blocks) {
        l->failed = true;
        return;
    }
    l->blocks = blocks;
    blocks[l->n++] = (block){kind, gln_xml__line(node), article, start, l->bytes.len - start};
    l->paragraphs = l->paragraphs || kind == BLOCK_P;
}

/* Whether most of the text below the node is links. */
static bool is_links(const xmlNode *node)
{
    size_t all = 0;
    size_t linked = 0;
    for (const xmlNode *n = node; n; n = gln_xml__next(node, n, true)) {
        if (n->type != XML_TEXT_NODE || !n->content) {
            continue;
        }
        size_t len = gln_slice__trim(gln_slice_of((const char *)n->content)).len;
        all += len;
        for (const xmlNode *up = n; up != node && up; up = up->parent) {
            if (gln_xml__is(up, "a")) {
                linked += len;
                break;
            }
        }
    }
    return linked * 2 > all;
}

static block_kind kind_of(const xmlNode *n)
{
    return gln_xml__is(n, "p")                                                    ? BLOCK_P
           : gln_xml__is(n, "h1")                                                 ? BLOCK_H1
           : gln_xml__is(n, "h2")                                                 ? BLOCK_H2
           : gln_xml__is(n, "h3")                                                 ? BLOCK_H3
           : gln_xml__is(n, "h4") || gln_xml__is(n, "h5") || gln_xml__is(n, "h6") ? BLOCK_LOWER
                                                                                  : BLOCK_LOOSE;
}

/* Text and inline elements that stand in a block beside other blocks: a loose block of their own. */
static void add_loose(layout *l, const xmlNode *n, uint32_t article)
{
    size_t start = l->bytes.len;
    bool text = n->type == XML_TEXT_NODE || (n->type == XML_ELEMENT_NODE && !gln_xml__is(n, "a"));
    if (text) {
        gln_xml__flat(n, true, &l->bytes);
        add_block(l, BLOCK_LOOSE, n, article, start);
    }
}

/* Lays out the tree below root. Depth is bounded, so is what holds_block looks at again. */
static void lay_out(layout *l, const xmlNode *root)
{
    uint32_t article = 0;
    const xmlNode *article_end = NULL; /* first node behind the article element that is open */
    bool into = true;
    for (const xmlNode *n = root; n && !l->failed; n = gln_xml__next(root, n, into)) {
        into = true;
        if (n == article_end) {
            article = 0;
            article_end = NULL;
        }
        if (n->type == XML_COMMENT_NODE || is_left_out(n)) {
            into = false;
            continue;
        }
        if (gln_xml__is(n, "article") && article == 0) {
            article = ++l->n_articles;
            article_end = gln_xml__next(root, n, false);
            continue;
        }
        block_kind kind = kind_of(n);
        if (n != root && is_block(n) && (kind != BLOCK_LOOSE || !holds_block(n))) {
            size_t start = l->bytes.len;
            into = false;
            if (kind != BLOCK_LOOSE || !is_links(n)) {
                gln_xml__flat(n, true, &l->bytes);
                add_block(l, kind, n, article, start);
            }
        } else if (n != root && !is_block(n) && !holds_block(n)) {
            into = false;
            add_loose(l, n, article);
        }
    }
    l->failed = l->failed || l->bytes.failed;
}

/* ---- articles ---------------------------------------------------------------------------------------------------- */

typedef struct page {
    const xmlNode *root;
    layout layout;
    gln_record record;
    gln_record about; /* what the page says of all of its articles */
    const gln_record_sink *sink;
    size_t told;
    bool ours; /* a report drawn by guanlan */
} page;

static gln_slice text_of(const page *p, size_t i)
{
    const block *b = &p->layout.blocks[i];
    return gln_slice_sub(gln_buffer__slice(&p->layout.bytes), b->start, b->len);
}

static void put(page *p, gln_record_field field, size_t i)
{
    gln_record__put(&p->record, field, GLN_LINE_APART, p->layout.blocks[i].line, 0, text_of(p, i));
}

/* Blocks [from, end): headings first, with the main one at `main` (end: none), then text. */
static gln_status tell(page *p, size_t from, size_t main_at, size_t end, gln_error *err)
{
    gln_record__reset(&p->record);
    for (size_t i = 0; i < p->about.n_parts; i++) {
        const gln_record_part *part = &p->about.parts[i];
        if (part->field != GLN_RECORD_HEADLINE || main_at == end) {
            gln_record__put(&p->record, part->field, part->joint, part->line, 0, part->text);
        }
    }
    for (size_t i = from; i < main_at && main_at < end; i++) {
        put(p, GLN_RECORD_KICKER, i);
    }
    size_t at = from;
    if (main_at < end) {
        put(p, GLN_RECORD_HEADLINE, main_at);
        at = main_at + 1;
    }
    bool text = false;
    for (; at < end; at++) {
        const block *b = &p->layout.blocks[at];
        bool heading = b->kind == BLOCK_H2 || b->kind == BLOCK_H3;
        if (heading && !text && main_at < end) {
            put(p, GLN_RECORD_SUB, at);
        } else if (b->kind == BLOCK_P || (text && (heading || b->kind == BLOCK_LOWER)) ||
                   (!p->layout.paragraphs && b->kind == BLOCK_LOOSE && b->len >= SHORTEST_LOOSE)) {
            text = true;
            put(p, GLN_RECORD_BODY, at);
        }
    }
    if (p->record.failed) {
        return gln_error__nomem(err);
    }
    p->told += text;
    return text ? p->sink->record(p->sink->context, &p->record, err) : GLN_OK;
}

/* Where the headings above a main heading begin: h3 and h4 right before it. */
static size_t kickers_above(const layout *l, size_t from, size_t main_at)
{
    while (main_at > from && (l->blocks[main_at - 1].kind == BLOCK_H3 || l->blocks[main_at - 1].kind == BLOCK_LOWER)) {
        main_at--;
    }
    return main_at;
}

/* The articles among blocks [from, end): one for each h1, or where there is none for the first h2. */
static gln_status tell_range(page *p, size_t from, size_t end, gln_error *err)
{
    const layout *l = &p->layout;
    size_t first[2] = {end, end};
    for (size_t i = from; i < end; i++) {
        int which = l->blocks[i].kind == BLOCK_H1 ? 0 : l->blocks[i].kind == BLOCK_H2 ? 1 : 2;
        if (which < 2 && first[which] == end) {
            first[which] = i;
        }
    }
    if (first[0] == end) {
        size_t main_at = first[1];
        bool used = main_at < end;
        return tell(p, used ? kickers_above(l, from, main_at) : from, main_at, end, err);
    }
    gln_status status = GLN_OK;
    for (size_t main_at = first[0]; main_at < end && status == GLN_OK;) {
        size_t next = main_at + 1;
        while (next < end && l->blocks[next].kind != BLOCK_H1) {
            next++;
        }
        size_t stop = next < end ? kickers_above(l, main_at + 1, next) : end;
        status = tell(p, kickers_above(l, from, main_at), main_at, stop, err);
        from = stop;
        main_at = next;
    }
    return status;
}

/* ---- what the page says of itself -------------------------------------------------------------------------------- */

static void put_meta(page *p, const xmlNode *meta)
{
    static const struct {
        const char *name;
        gln_record_field field;
    } known[] = {{"article:published_time", GLN_RECORD_DATE},
                 {"pubdate", GLN_RECORD_DATE},
                 {"publishdate", GLN_RECORD_DATE},
                 {"date", GLN_RECORD_DATE},
                 {"dc.date", GLN_RECORD_DATE},
                 {"og:site_name", GLN_RECORD_NEWSPAPER},
                 {"newspaper", GLN_RECORD_NEWSPAPER},
                 {"source", GLN_RECORD_NEWSPAPER},
                 {"author", GLN_RECORD_BYLINE},
                 {"article:section", GLN_RECORD_SECTION}};
    xmlChar *name = gln_xml__attribute(meta, "name");
    name = name ? name : gln_xml__attribute(meta, "property");
    xmlChar *content = gln_xml__attribute(meta, "content");
    for (size_t i = 0; i < sizeof known / sizeof *known && name && content; i++) {
        if (xmlStrcasecmp(name, (const xmlChar *)known[i].name) == 0 &&
            !gln_record__text(&p->about, known[i].field).ptr) {
            gln_record__put(&p->about, known[i].field, GLN_LINE_USUAL, gln_xml__line(meta), 0,
                            gln_slice_of((const char *)content));
        }
    }
    p->ours = p->ours || (name && content && xmlStrcasecmp(name, (const xmlChar *)"generator") == 0 &&
                          strcmp((const char *)content, "guanlan") == 0);
    xmlFree(name);
    xmlFree(content);
}

static void read_about(page *p)
{
    bool into = true;
    for (const xmlNode *n = p->root; n; n = gln_xml__next(p->root, n, into)) {
        into = !gln_xml__is(n, "script") && !gln_xml__is(n, "svg");
        if (gln_xml__is(n, "meta")) {
            put_meta(p, n);
        } else if (gln_xml__is(n, "title") && !gln_record__text(&p->about, GLN_RECORD_HEADLINE).ptr) {
            size_t start = p->layout.bytes.len;
            gln_xml__flat(n, false, &p->layout.bytes);
            gln_slice title = gln_slice_sub(gln_buffer__slice(&p->layout.bytes), start, p->layout.bytes.len - start);
            gln_record__put(&p->about, GLN_RECORD_HEADLINE, GLN_LINE_APART, gln_xml__line(n), 0, title);
        } else if (gln_xml__is(n, "time") && !gln_record__text(&p->about, GLN_RECORD_DATE).ptr) {
            xmlChar *when = gln_xml__attribute(n, "datetime");
            gln_record__put(&p->about, GLN_RECORD_DATE, GLN_LINE_USUAL, gln_xml__line(n), 0,
                            gln_slice_of((const char *)when));
            xmlFree(when);
        }
    }
}

/* What a running head above the text says, where the page's head does not. */
static void look_for_running_head(page *p)
{
    for (size_t i = 0; i < p->layout.n && i < MOST_ABOVE; i++) {
        gln_running_head head;
        const block *b = &p->layout.blocks[i];
        if (b->len > LONGEST_DATE || !gln_page__running_head(text_of(p, i), &head)) {
            continue;
        }
        const struct {
            gln_record_field field;
            gln_slice text;
        } said[] = {
            {GLN_RECORD_NEWSPAPER, head.newspaper}, {GLN_RECORD_PAGE, head.page}, {GLN_RECORD_SECTION, head.section}};
        for (size_t k = 0; k < sizeof said / sizeof *said; k++) {
            if (said[k].text.ptr && !gln_record__text(&p->about, said[k].field).ptr) {
                gln_record__put(&p->about, said[k].field, GLN_LINE_USUAL, b->line, 0, said[k].text);
            }
        }
        return;
    }
}

/* A date printed above the text, where the page's head states none. */
static void look_for_date(page *p)
{
    bool known = gln_record__text(&p->about, GLN_RECORD_DATE).ptr != NULL;
    for (size_t i = 0; i < p->layout.n && i < MOST_ABOVE && !known; i++) {
        const block *b = &p->layout.blocks[i];
        gln_date_mention mention;
        if (b->kind != BLOCK_H1 && b->len <= LONGEST_DATE && gln_date__find(text_of(p, i), 0, &mention) &&
            gln_date_full(mention.date)) {
            gln_slice said = gln_slice_sub(text_of(p, i), mention.start, mention.end - mention.start);
            gln_record__put(&p->about, GLN_RECORD_DATE, GLN_LINE_USUAL, b->line, 0, said);
            known = true;
        }
    }
}

static gln_status tell_page(page *p, gln_error *err)
{
    layout *l = &p->layout;
    read_about(p);
    lay_out(l, p->root);
    if (l->failed || p->about.failed) {
        return gln_error__nomem(err);
    }
    if (p->ours) {
        return GLN_OK; /* a report in the folder of its corpus is no article */
    }
    look_for_running_head(p);
    look_for_date(p);
    gln_status status = GLN_OK;
    for (size_t from = 0; from < l->n && l->n_articles && status == GLN_OK;) {
        size_t end = from;
        while (end < l->n && l->blocks[end].article == l->blocks[from].article) {
            end++;
        }
        status = l->blocks[from].article ? tell_range(p, from, end, err) : GLN_OK;
        from = end;
    }
    if (status == GLN_OK && p->told == 0) { /* no article elements, or none with text */
        status = tell_range(p, 0, l->n, err);
    }
    if (status == GLN_OK && p->told == 0 && l->paragraphs) { /* text on blocks that are no paragraphs */
        l->paragraphs = false;
        status = tell_range(p, 0, l->n, err);
    }
    return status;
}

/* Parses in chunks, so that a page that nests without end is given up early. */
static xmlDoc *parse(gln_slice text, const char **fault)
{
    htmlParserCtxt *parser = htmlCreatePushParserCtxt(NULL, NULL, NULL, 0, NULL, XML_CHAR_ENCODING_UTF8);
    if (!parser) {
        *fault = NULL;
        return NULL;
    }
    (void)htmlCtxtUseOptions(parser, HTML_PARSE_RECOVER | HTML_PARSE_NOERROR | HTML_PARSE_NOWARNING | HTML_PARSE_NONET |
                                         HTML_PARSE_COMPACT | HTML_PARSE_IGNORE_ENC);
    parser->linenumbers = 1;
    bool deep = false;
    for (size_t at = 0; at < text.len && !deep; at += CHUNK) {
        size_t n = text.len - at < CHUNK ? text.len - at : CHUNK;
        (void)htmlParseChunk(parser, text.ptr + at, (int)n, 0);
        deep = parser->nodeNr > MOST_DEEP || parser->nameNr > MOST_DEEP;
    }
    if (!deep) {
        (void)htmlParseChunk(parser, text.ptr, 0, 1);
        deep = parser->nodeNr > MOST_DEEP;
    }
    xmlDoc *doc = parser->myDoc;
    bool whole = parser->errNo != XML_ERR_NO_MEMORY; /* what it has until then is no page */
    parser->myDoc = NULL;
    htmlFreeParserCtxt(parser);
    if (!whole) {
        xmlFreeDoc(doc);
        return NULL;
    }
    if (deep || !doc || !xmlDocGetRootElement(doc)) {
        *fault = deep ? "the page nests too deep" : "the page holds no element";
        xmlFreeDoc(doc);
        return NULL;
    }
    return doc;
}

gln_status gln_read__html(gln_slice text, const gln_record_sink *sink, gln_error *err)
{
    const char *fault = NULL;
    if (text.len > MOST_BYTES) {
        return sink->bad(sink->context, 0, "the page is larger than 32 MiB", err);
    }
    xmlDoc *doc = parse(text, &fault);
    if (!doc) {
        return fault ? sink->bad(sink->context, 0, fault, err) : gln_error__nomem(err);
    }
    page p = {.root = xmlDocGetRootElement(doc),
              .layout = {.bytes = GLN_BUFFER_INIT},
              .record = GLN_RECORD_INIT,
              .about = GLN_RECORD_INIT,
              .sink = sink};
    gln_status status = tell_page(&p, err);
    if (status == GLN_OK && p.told == 0) {
        status =
            sink->bad(sink->context, 0,
                      p.ours ? "the page is a report of guanlan" : "the page holds no paragraph of an article", err);
    }
    gln_record__clear(&p.record);
    gln_record__clear(&p.about);
    gln_buffer__free(&p.layout.bytes);
    free(p.layout.blocks);
    xmlFreeDoc(doc);
    return status;
}
