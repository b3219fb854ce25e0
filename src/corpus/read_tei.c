/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Articles in TEI: a division with a head of its own and no such division below it, or of the type article; a text
 * without any is one article. The header gives date and newspaper, a page break the page, a division around it the
 * section. */
#include "corpus/read_tei.h"

#include "corpus/xml_tree.h"

typedef struct tei {
    const gln_record_sink *sink;
    gln_record record;
    gln_buffer text;
    xmlChar *page; /* of the last page break */
    bool typed;    /* there are divisions of the type article */
} tei;

static bool is_division(const xmlNode *n)
{
    gln_slice name = gln_xml__name(n);
    return gln_slice_equal(name, GLN_LIT("div")) ||
           (name.len == 4 && gln_slice_starts(name, GLN_LIT("div")) && name.ptr[3] >= '0' && name.ptr[3] <= '7');
}

static bool has_type(const xmlNode *n, const char *type)
{
    xmlChar *value = gln_xml__attribute(n, "type");
    bool same = value && strcmp((const char *)value, type) == 0;
    xmlFree(value);
    return same;
}

static const xmlNode *child(const xmlNode *n, const char *name)
{
    for (const xmlNode *c = n ? n->children : NULL; c; c = c->next) {
        if (gln_xml__is(c, name)) {
            return c;
        }
    }
    return NULL;
}

static const xmlNode *below(const xmlNode *root, const char *name)
{
    for (const xmlNode *n = root; n; n = gln_xml__next(root, n, true)) {
        if (gln_xml__is(n, name)) {
            return n;
        }
    }
    return NULL;
}

static bool is_article(const tei *t, const xmlNode *n)
{
    if (!is_division(n) || t->typed) {
        return is_division(n) && has_type(n, "article");
    }
    if (!child(n, "head")) {
        return false;
    }
    for (const xmlNode *d = gln_xml__next(n, n, true); d; d = gln_xml__next(n, d, true)) {
        if (is_division(d) && child(d, "head")) {
            return false;
        }
    }
    return true;
}

static void put(tei *t, gln_record_field field, gln_line_joint joint, const xmlNode *n)
{
    gln_buffer__clear(&t->text);
    gln_xml__flat(n, false, &t->text);
    gln_record__put(&t->record, field, joint, gln_xml__line(n), 0, gln_buffer__slice(&t->text));
}

static void put_header(tei *t, const xmlNode *header, bool divided)
{
    const xmlNode *source = header ? below(header, "sourcedesc") : NULL;
    const xmlNode *date = source ? below(source, "date") : NULL;
    const xmlNode *title = source ? below(source, "title") : NULL;
    const xmlNode *statement = header ? below(header, "titlestmt") : NULL;
    date = date || !header ? date : below(header, "date");
    for (const xmlNode *n = source; n; n = gln_xml__next(source, n, true)) {
        xmlChar *level = gln_xml__is(n, "title") ? gln_xml__attribute(n, "level") : NULL;
        title = level && strcmp((const char *)level, "j") == 0 ? n : title;
        xmlFree(level);
    }
    const xmlNode *own = statement ? child(statement, "title") : NULL;
    if (title || (divided && own)) {
        put(t, GLN_RECORD_NEWSPAPER, GLN_LINE_USUAL, title ? title : own);
    }
    if (!divided && own) {
        put(t, GLN_RECORD_HEADLINE, GLN_LINE_USUAL, own);
    }
    if (date) {
        xmlChar *when = gln_xml__attribute(date, "when");
        gln_record__put(&t->record, GLN_RECORD_DATE, GLN_LINE_USUAL, gln_xml__line(date), 0,
                        gln_slice_of((const char *)when));
        if (!when) {
            put(t, GLN_RECORD_DATE, GLN_LINE_USUAL, date);
        }
        xmlFree(when);
    }
}

/* The head of the division around. */
static void put_section(tei *t, const xmlNode *article)
{
    for (const xmlNode *n = article->parent; n; n = n->parent) {
        const xmlNode *head = is_division(n) ? child(n, "head") : NULL;
        if (head) {
            put(t, GLN_RECORD_SECTION, GLN_LINE_USUAL, head);
            return;
        }
    }
}

static void put_texts(tei *t, const xmlNode *article, bool divided)
{
    bool into = true;
    for (const xmlNode *n = article; n; n = gln_xml__next(article, n, into)) {
        into = false;
        if (gln_xml__is(n, "head")) {
            bool own = n->parent == article || !divided;
            gln_record_field field = has_type(n, "sub")                              ? GLN_RECORD_SUB
                                     : has_type(n, "kicker") || has_type(n, "super") ? GLN_RECORD_KICKER
                                                                                     : GLN_RECORD_HEADLINE;
            bool headline = own && (divided || !gln_record__text(&t->record, GLN_RECORD_HEADLINE).ptr);
            put(t, headline ? field : GLN_RECORD_BODY, GLN_LINE_APART, n);
        } else if (gln_xml__is(n, "p") || gln_xml__is(n, "ab") || gln_xml__is(n, "l") || gln_xml__is(n, "item")) {
            put(t, GLN_RECORD_BODY, GLN_LINE_APART, n);
        } else if (gln_xml__is(n, "byline") || gln_xml__is(n, "docauthor")) {
            put(t, GLN_RECORD_BYLINE, GLN_LINE_USUAL, n);
        } else if (gln_xml__is(n, "dateline")) {
            put(t, GLN_RECORD_DATELINE, GLN_LINE_USUAL, n);
        } else {
            into = !gln_xml__is(n, "teiheader") && !gln_xml__is(n, "fw") && !gln_xml__is(n, "note");
        }
    }
}

static gln_status tell(tei *t, const xmlNode *article, const xmlNode *header, bool divided, gln_error *err)
{
    gln_record__reset(&t->record);
    put_header(t, header, divided);
    if (divided) {
        put_section(t, article);
    }
    gln_record__put(&t->record, GLN_RECORD_PAGE, GLN_LINE_USUAL, gln_xml__line(article), 0,
                    gln_slice_of((const char *)t->page));
    put_texts(t, article, divided);
    if (t->record.failed || t->text.failed) {
        return gln_error__nomem(err);
    }
    bool text =
        gln_record__text(&t->record, GLN_RECORD_HEADLINE).ptr || gln_record__text(&t->record, GLN_RECORD_BODY).ptr;
    return text ? t->sink->record(t->sink->context, &t->record, err) : GLN_OK;
}

/* The articles of one TEI element. */
static gln_status tell_text(tei *t, const xmlNode *root, gln_error *err)
{
    const xmlNode *header = child(root, "teiheader");
    const xmlNode *text = child(root, "text");
    bool divided = false;
    gln_status status = GLN_OK;
    if (!text) {
        return GLN_OK;
    }
    t->typed = false;
    for (const xmlNode *n = text; n && !t->typed; n = gln_xml__next(text, n, true)) {
        t->typed = is_division(n) && has_type(n, "article");
    }
    for (const xmlNode *n = text; n && !divided; n = gln_xml__next(text, n, true)) {
        divided = is_article(t, n);
    }
    bool into = true;
    for (const xmlNode *n = text; n && divided && status == GLN_OK; n = gln_xml__next(text, n, into)) {
        into = true;
        if (gln_xml__is(n, "pb")) {
            xmlFree(t->page);
            t->page = gln_xml__attribute(n, "n");
        } else if (is_article(t, n)) {
            status = tell(t, n, header, true, err);
        }
    }
    return divided || status != GLN_OK ? status : tell(t, text, header, false, err);
}

gln_status gln_read__tei(const xmlNode *root, const gln_record_sink *sink, bool *found, gln_error *err)
{
    tei t = {.sink = sink, .record = GLN_RECORD_INIT, .text = GLN_BUFFER_INIT};
    gln_status status = GLN_OK;
    *found = false;
    for (const xmlNode *n = root; n && status == GLN_OK; n = gln_xml__next(root, n, true)) {
        if (gln_xml__is(n, "tei") || gln_xml__is(n, "tei.2")) {
            *found = true;
            xmlFree(t.page);
            t.page = NULL;
            status = tell_text(&t, n, err);
        }
    }
    xmlFree(t.page);
    gln_record__clear(&t.record);
    gln_buffer__free(&t.text);
    return status;
}
