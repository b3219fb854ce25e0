/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "corpus/xml_tree.h"

#include "core/utf8.h"

xmlNode *gln_xml__next(const xmlNode *root, const xmlNode *node, bool into)
{
    bool inner = into && node->type != XML_ENTITY_REF_NODE && node->type != XML_ATTRIBUTE_NODE;
    if (inner && node->children && node->children->type != XML_ENTITY_DECL) {
        return node->children;
    }
    while (node != root) {
        if (node->next) {
            return node->next;
        }
        node = node->parent;
        if (!node) {
            return NULL;
        }
    }
    return NULL;
}

static bool same_letters(const char *name, const char *lower)
{
    size_t i = 0;
    for (; name[i] && lower[i]; i++) {
        char c = name[i];
        if ((c >= 'A' && c <= 'Z' ? c | 32 : c) != lower[i]) {
            return false;
        }
    }
    return name[i] == lower[i];
}

bool gln_xml__is(const xmlNode *node, const char *lower)
{
    return node->type == XML_ELEMENT_NODE && node->name && same_letters((const char *)node->name, lower);
}

gln_slice gln_xml__name(const xmlNode *node)
{
    return node->type == XML_ELEMENT_NODE && node->name ? gln_slice_of((const char *)node->name) : GLN_LIT("");
}

uint32_t gln_xml__line(const xmlNode *node)
{
    long line = xmlGetLineNo(node);
    return line > 0 && line < (long)UINT32_MAX ? (uint32_t)line : 1;
}

xmlChar *gln_xml__attribute(const xmlNode *node, const char *lower)
{
    for (const xmlAttr *a = node->type == XML_ELEMENT_NODE ? node->properties : NULL; a; a = a->next) {
        if (a->name && same_letters((const char *)a->name, lower)) {
            return xmlNodeListGetString(node->doc, a->children, 1);
        }
    }
    return NULL;
}

static bool is_text(const xmlNode *node)
{
    return (node->type == XML_TEXT_NODE || node->type == XML_CDATA_SECTION_NODE) && node->content;
}

/* State of a text that is laid flat. */
typedef struct flat {
    gln_buffer *out;
    uint32_t before; /* the last character, 0 at the start of a line */
    bool space;
    bool broken; /* the space holds the end of a source line or a filler, none between Chinese characters */
} flat;

static void put_flat(flat *f, gln_slice text)
{
    for (size_t at = 0; at < text.len;) {
        size_t from = at;
        uint32_t c = gln_slice__next(text, &at);
        if (c == '\n' || c == '\r' || c == 0xFEFF || gln_char__space(c)) {
            f->space = true;
            f->broken = f->broken || c == '\n' || c == '\r' || c == 0xA0;
            continue;
        }
        bool joint = f->broken && gln_char__cjk(f->before) && gln_char__cjk(c);
        if (f->space && f->before && !joint) {
            gln_buffer__byte(f->out, ' ');
        }
        f->space = false;
        f->broken = false;
        f->before = c;
        gln_buffer__put(f->out, gln_slice_sub(text, from, at - from));
    }
}

void gln_xml__flat(const xmlNode *node, bool breaks, gln_buffer *out)
{
    flat f = {.out = out};
    bool into = true;
    for (const xmlNode *n = node; n; n = gln_xml__next(node, n, into)) {
        into = !gln_xml__is(n, "script") && !gln_xml__is(n, "style");
        if (is_text(n)) {
            put_flat(&f, gln_slice_of((const char *)n->content));
        } else if (gln_xml__is(n, "br") && breaks) {
            gln_buffer__byte(out, '\n');
            f.before = 0;
        } else if (gln_xml__is(n, "br") || gln_xml__is(n, "lb")) {
            f.space = true;
            f.broken = true;
        }
    }
}

void gln_xml__raw(const xmlNode *node, gln_buffer *out)
{
    for (const xmlNode *n = node; n; n = gln_xml__next(node, n, true)) {
        if (is_text(n)) {
            gln_buffer__puts(out, (const char *)n->content);
        }
    }
}
