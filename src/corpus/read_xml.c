/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Articles in XML: TEI by its own names (read_tei.c), anything else by the names of its elements, Reuters' SGML
 * included. The document type is left out before the parser sees the text, so no entity of a file's own exists: nothing
 * is expanded, fetched or opened. Depth is bounded by libxml2 (256). */
#include "corpus/read_tei.h"
#include "corpus/xml_tree.h"

#include "core/utf8.h"

#include <libxml/HTMLparser.h>
#include <libxml/parser.h>
#include <stdio.h>

enum { MOST_CLIMBED = 4, MOST_SIBLINGS = 64, MOST_BYTES = 512 << 20 };

/* ---- the text, made safe ----------------------------------------------------------------------------------------- */

/* Bytes of the declaration <!DOCTYPE ... [ ... ]> at `at`. */
static size_t doctype_length(gln_slice text, size_t at)
{
    bool inside = false;
    char quote = 0;
    for (size_t i = at; i < text.len; i++) {
        char c = text.ptr[i];
        if (quote) {
            quote = c == quote ? (char)0 : quote;
        } else if ((c == '"' || c == '\'')) {
            quote = c;
        } else if (c == '[') {
            inside = true;
        } else if (c == ']') {
            inside = false;
        } else if (c == '>' && !inside) {
            return i + 1 - at;
        }
    }
    return text.len - at;
}

/* The reference at text.ptr[at] in a form that needs no declaration: the five of XML and sound numbers stay, names of
 * HTML become their character, all else a space. Returns its bytes, 0 where & is no reference: it becomes &amp;. */
static size_t put_reference(gln_slice text, size_t at, gln_buffer *out)
{
    static const char *const own[] = {"&amp;", "&lt;", "&gt;", "&quot;", "&apos;"};
    gln_slice rest = gln_slice_sub(text, at, text.len - at < 40 ? text.len - at : 40);
    const char *end = memchr(rest.ptr, ';', rest.len);
    size_t n = end ? (size_t)(end - rest.ptr) + 1 : 0;
    for (size_t i = 0; i < sizeof own / sizeof *own; i++) {
        if (gln_slice_starts(rest, gln_slice_of(own[i]))) {
            gln_buffer__puts(out, own[i]);
            return n;
        }
    }
    for (size_t i = 1; i + 1 < n; i++) {
        unsigned char c = (unsigned char)rest.ptr[i];
        if (!gln_char__letter(c) && !gln_char__digit(c) && !(i == 1 && c == '#')) {
            n = 0;
        }
    }
    if (n < 3) {
        gln_buffer__puts(out, "&amp;");
        return 0;
    }
    char name[40];
    memcpy(name, rest.ptr + 1, n - 2);
    name[n - 2] = '\0';
    uint32_t c = ' ';
    if (name[0] == '#') {
        bool hex = name[1] == 'x' || name[1] == 'X';
        c = 0;
        for (size_t i = hex ? 2 : 1; name[i] && c < 0x110000; i++) {
            char d = name[i];
            c = c * (hex ? 16 : 10) + (uint32_t)(d <= '9' ? d - '0' : (d | 32) - 'a' + 10);
        }
        bool sound = (c >= 0x20 && c < 0xD800) || (c > 0xDFFF && c < 0xFFFE) || (c > 0xFFFF && c < 0x110000);
        c = sound ? c : ' ';
    } else {
        const htmlEntityDesc *known = htmlEntityLookup((const xmlChar *)name);
        c = known ? known->value : ' ';
    }
    char bytes[4];
    if (c == '<' || c == '&') {
        gln_buffer__puts(out, c == '<' ? "&lt;" : "&amp;");
    } else {
        gln_buffer__put(out, (gln_slice){bytes, gln_utf8__put(bytes, c)});
    }
    return n;
}

/* The text within one element of ours, so that several roots are one tree, line ends kept. */
static void make_safe(gln_slice text, gln_buffer *out)
{
    gln_buffer__puts(out, "<guanlan>");
    for (size_t at = 0; at < text.len && !out->failed;) {
        gln_slice rest = gln_slice_sub(text, at, text.len - at);
        unsigned char c = (unsigned char)rest.ptr[0];
        size_t skip = 0;
        if (gln_slice_starts(rest, GLN_LIT("<!DOCTYPE")) || gln_slice_starts(rest, GLN_LIT("<!doctype"))) {
            skip = doctype_length(text, at);
        } else if (gln_slice_starts(rest, GLN_LIT("<?xml "))) {
            const char *end = memchr(rest.ptr, '>', rest.len);
            skip = end ? (size_t)(end - rest.ptr) + 1 : rest.len;
        } else if (gln_slice_starts(rest, GLN_LIT("<![CDATA["))) {
            size_t end = gln_slice__find(rest, GLN_LIT("]]>"));
            size_t n = end == SIZE_MAX ? rest.len : end + 3;
            gln_buffer__put(out, gln_slice_sub(rest, 0, n));
            at += n;
            continue;
        }
        for (size_t i = 0; i < skip; i++) {
            if (rest.ptr[i] == '\n') {
                gln_buffer__byte(out, '\n');
            }
        }
        if (skip == 0 && c == '&') {
            size_t n = put_reference(text, at, out);
            skip = n ? n : 1;
        } else if (skip == 0) {
            gln_buffer__byte(out, c < 0x20 && c != '\n' && c != '\t' ? ' ' : (char)c);
            skip = 1;
        }
        at += skip;
    }
    gln_buffer__puts(out, "</guanlan>");
}

/* ---- articles by the names of elements --------------------------------------------------------------------------- */

typedef struct finder {
    const gln_column_map *map;
    const gln_record_sink *sink;
    gln_record record;
    gln_buffer text;
    bool damaged; /* what is missing has been told of */
} finder;

static bool field_of(const finder *f, const xmlNode *node, gln_record_field *field, unsigned *rank)
{
    gln_slice name = gln_xml__name(node);
    return name.len && gln_column_map__find(f->map, name, field, rank);
}

/* The first element with the best name for a field below root; NULL where there is none. */
static const xmlNode *best_below(const finder *f, const xmlNode *root, gln_record_field wanted)
{
    const xmlNode *best = NULL;
    unsigned best_rank = UINT32_MAX;
    for (const xmlNode *n = root; n; n = gln_xml__next(root, n, true)) {
        gln_record_field field;
        unsigned rank;
        if (n != root && field_of(f, n, &field, &rank) && field == wanted && rank < best_rank) {
            best = n;
            best_rank = rank;
        }
    }
    return best;
}

static size_t count_below(const xmlNode *root, gln_slice name)
{
    size_t count = 0;
    for (const xmlNode *n = root; n && count < 2; n = gln_xml__next(root, n, true)) {
        count += n != root && gln_slice_equal(gln_xml__name(n), name);
    }
    return count;
}

/* The element that holds an article: the nearest one around its body that holds a headline too, and one body only. */
static const xmlNode *article_of(const finder *f, const xmlNode *wrapper, const xmlNode *body)
{
    const xmlNode *best = body->parent;
    const xmlNode *at = body->parent;
    for (int i = 0; i < MOST_CLIMBED && at && at != wrapper; i++, at = at->parent) {
        if (count_below(at, gln_xml__name(body)) > 1) {
            break;
        }
        if (best_below(f, at, GLN_RECORD_HEADLINE)) {
            return at;
        }
    }
    return best;
}

/* Lines of a body without paragraphs: where some are indented and others are not, the indented ones begin one. */
static void put_lines(finder *f, uint32_t line)
{
    gln_slice text = gln_buffer__slice(&f->text);
    size_t indented = 0;
    size_t flush = 0;
    for (int pass = 0; pass < 2; pass++) {
        uint32_t number = line;
        for (size_t from = 0; from < text.len; number++) {
            const char *newline = memchr(text.ptr + from, '\n', text.len - from);
            size_t end = newline ? (size_t)(newline - text.ptr) : text.len;
            gln_slice whole = gln_slice_sub(text, from, end - from);
            gln_slice one = gln_slice__trim(whole);
            bool inner = one.len && from > 0 && one.ptr - whole.ptr >= 2;
            if (pass == 0) {
                indented += inner;
                flush += one.len && !inner && from > 0;
            } else {
                gln_line_joint joint = !indented || flush < indented ? GLN_LINE_USUAL
                                       : inner                       ? GLN_LINE_APART
                                                                     : GLN_LINE_TORN;
                bool agency = gln_slice_equal(one, GLN_LIT("Reuter")) || gln_slice_equal(one, GLN_LIT("REUTER"));
                gln_record__put(&f->record, agency ? GLN_RECORD_AGENCY : GLN_RECORD_BODY, joint, number, 0, one);
            }
            from = end + 1;
        }
    }
}

static void put_element(finder *f, gln_record_field field, const xmlNode *node)
{
    bool paragraphs = false;
    gln_buffer__clear(&f->text);
    for (const xmlNode *n = node; n && field == GLN_RECORD_BODY; n = gln_xml__next(node, n, !gln_xml__is(n, "p"))) {
        if (n != node && gln_xml__is(n, "p")) {
            paragraphs = true;
            gln_buffer__clear(&f->text);
            gln_xml__flat(n, true, &f->text);
            gln_record__put(&f->record, field, GLN_LINE_APART, gln_xml__line(n), 0, gln_buffer__slice(&f->text));
        }
    }
    if (paragraphs) {
        return;
    }
    if (field == GLN_RECORD_BODY) {
        gln_xml__raw(node, &f->text);
        put_lines(f, gln_xml__line(node));
        return;
    }
    gln_xml__flat(node, false, &f->text);
    if (f->text.len) {
        gln_record__put(&f->record, field, GLN_LINE_USUAL, gln_xml__line(node), 0, gln_buffer__slice(&f->text));
        return;
    }
    xmlChar *when = gln_xml__attribute(node, "when");
    gln_record__put(&f->record, field, GLN_LINE_USUAL, gln_xml__line(node), 0, gln_slice_of((const char *)when));
    xmlFree(when);
}

/* Attributes of the element that name fields which the record lacks. */
static void put_attributes(finder *f, const xmlNode *node)
{
    for (const xmlAttr *a = node->type == XML_ELEMENT_NODE ? node->properties : NULL; a; a = a->next) {
        gln_record_field field;
        unsigned rank;
        bool known = a->name && gln_column_map__find(f->map, gln_slice_of((const char *)a->name), &field, &rank);
        if (known && field != GLN_RECORD_BODY && !gln_record__text(&f->record, field).ptr) {
            xmlChar *value = xmlNodeListGetString(node->doc, a->children, 1);
            gln_record__put(&f->record, field, GLN_LINE_USUAL, gln_xml__line(node), 0,
                            gln_slice_of((const char *)value));
            xmlFree(value);
        }
    }
}

/* Fields of the issue that stand around the article rather than in it: the nearest counts. */
static void put_around(finder *f, const xmlNode *article)
{
    for (const xmlNode *at = article; at && at->type == XML_ELEMENT_NODE; at = at->parent) {
        int n = 0;
        put_attributes(f, at);
        for (const xmlNode *child = at == article ? NULL : at->children; child && n < MOST_SIBLINGS;
             child = child->next) {
            gln_record_field field;
            unsigned rank;
            n += child->type == XML_ELEMENT_NODE;
            if (field_of(f, child, &field, &rank) && field <= GLN_RECORD_SECTION &&
                !gln_record__text(&f->record, field).ptr) {
                put_element(f, field, child);
            }
        }
    }
}

static gln_status tell_article(finder *f, const xmlNode *article, gln_error *err)
{
    unsigned best[GLN_RECORD_FIELDS];
    memset(best, 0xFF, sizeof best);
    gln_record__reset(&f->record);
    for (int pass = 0; pass < 2; pass++) { /* the best name for each field, then all elements of that name */
        bool into = true;
        for (const xmlNode *n = article; n; n = gln_xml__next(article, n, into)) {
            gln_record_field field;
            unsigned rank;
            into = true;
            if (n == article || !field_of(f, n, &field, &rank)) {
                continue;
            }
            best[field] = rank < best[field] ? rank : best[field];
            if (pass == 1 && rank == best[field]) {
                bool again = field <= GLN_RECORD_SECTION && gln_record__text(&f->record, field).ptr;
                into = false;
                if (!again) {
                    put_element(f, field, n);
                }
            }
        }
    }
    put_around(f, article);
    if (f->record.failed || f->text.failed) {
        return gln_error__nomem(err);
    }
    bool text =
        gln_record__text(&f->record, GLN_RECORD_HEADLINE).ptr || gln_record__text(&f->record, GLN_RECORD_BODY).ptr;
    return text ? f->sink->record(f->sink->context, &f->record, err)
                : f->sink->bad(f->sink->context, gln_xml__line(article), "the element has neither headline nor body",
                               err);
}

static gln_status find_articles(finder *f, const xmlNode *wrapper, gln_error *err)
{
    gln_slice name = f->map->names[GLN_RECORD_ARTICLE];
    if (!name.ptr) {
        const xmlNode *body = best_below(f, wrapper, GLN_RECORD_BODY);
        const xmlNode *article = body ? article_of(f, wrapper, body) : NULL;
        if (!article || article == wrapper) {
            return f->damaged
                       ? GLN_OK
                       : f->sink->bad(f->sink->context, 0,
                                      "no element is known as an article's: name them with --map article=ELEMENT, "
                                      "--map headline=ELEMENT and --map body=ELEMENT",
                                      err);
        }
        name = gln_xml__name(article);
    }
    gln_status status = GLN_OK;
    bool into = true;
    for (const xmlNode *n = wrapper; n && status == GLN_OK; n = gln_xml__next(wrapper, n, into)) {
        into = true;
        if (n != wrapper && gln_slice_equal(gln_xml__name(n), name)) {
            status = tell_article(f, n, err);
            into = false;
        }
    }
    return status;
}

gln_status gln_read__xml(gln_slice text, const gln_column_map *map, const gln_record_sink *sink, gln_error *err)
{
    gln_buffer safe = GLN_BUFFER_INIT;
    if (text.len > MOST_BYTES) {
        return sink->bad(sink->context, 0, "the file is larger than 512 MiB", err);
    }
    make_safe(text, &safe);
    xmlParserCtxt *parser = safe.failed ? NULL : xmlNewParserCtxt();
    if (!parser) {
        gln_buffer__free(&safe);
        return gln_error__nomem(err);
    }
    xmlDoc *doc = xmlCtxtReadMemory(parser, safe.data, (int)safe.len, NULL, "UTF-8",
                                    XML_PARSE_RECOVER | XML_PARSE_NONET | XML_PARSE_NOERROR | XML_PARSE_NOWARNING |
                                        XML_PARSE_BIG_LINES | XML_PARSE_COMPACT);
    const xmlNode *root = doc ? xmlDocGetRootElement(doc) : NULL;
    gln_status status = GLN_OK;
    if (parser->errNo == XML_ERR_NO_MEMORY) {
        status = gln_error__nomem(err);
    } else if (parser->wellFormed == 0) {
        char detail[160];
        (void)snprintf(detail, sizeof detail, "the XML is damaged: %.100s",
                       parser->lastError.message ? parser->lastError.message : "it cannot be parsed");
        detail[strcspn(detail, "\n")] = '\0';
        status =
            sink->bad(sink->context, parser->lastError.line > 0 ? (uint64_t)parser->lastError.line : 0, detail, err);
    }
    if (status == GLN_OK && root) {
        finder f = {map, sink, GLN_RECORD_INIT, GLN_BUFFER_INIT, parser->wellFormed == 0};
        bool tei = false;
        status = map->any ? GLN_OK : gln_read__tei(root, sink, &tei, err);
        if (status == GLN_OK && !tei) {
            status = find_articles(&f, root, err);
        }
        gln_record__clear(&f.record);
        gln_buffer__free(&f.text);
    }
    xmlFreeDoc(doc);
    xmlFreeParserCtxt(parser);
    gln_buffer__free(&safe);
    return status;
}
