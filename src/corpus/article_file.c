/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A file that is one article: what is known of lines is the same as on a page, but nothing has to be told apart. */
#include "corpus/page.h"

#include "core/utf8.h"

enum { LONGEST_HEADLINE = 60, LONGEST_LATIN_HEADLINE = 160 };

gln_role gln_page__role_within(const gln_page_line *line)
{
    switch (line->kind) {
    case GLN_KIND_SOURCE:
        return GLN_ROLE_SOURCE;
    case GLN_KIND_BYLINE:
        return GLN_ROLE_BYLINE;
    case GLN_KIND_JUMP_FROM:
    case GLN_KIND_JUMP_TO:
        return GLN_ROLE_JUMP;
    case GLN_KIND_FURNITURE:
        return GLN_ROLE_FURNITURE;
    default:
        return GLN_ROLE_BODY;
    }
}

/* Whether a line at the top may be the headline. A sentence may, where it is as short as one: 为什么是他？ */
static bool can_be_headline(const gln_page_line *line)
{
    uint32_t most = line->latin ? LONGEST_LATIN_HEADLINE : LONGEST_HEADLINE;
    bool stop = line->closed && gln_slice_ends(line->text, GLN_LIT("。"));
    return line->kind == GLN_KIND_HEADING ||
           ((line->kind == GLN_KIND_OPEN || line->kind == GLN_KIND_CLOSED) && !line->html && !line->stops && !stop &&
            !line->list && line->chars <= most);
}

/* Whether the line after a headline line belongs to the headline too: a heading of Markdown, the line that a kicker
 * leads into, or one with the spaces that only headlines have. */
static bool continues(const gln_page_line *above, const gln_page_line *line)
{
    if (line->kind == GLN_KIND_HEADING) {
        return above->kind == GLN_KIND_HEADING;
    }
    return can_be_headline(line) && !line->commas && (above->dash_end || line->display) && !gln_text__dated(line->text);
}

void gln_page__article_roles(gln_page *page)
{
    const gln_page_line *headline = NULL;
    bool body = false;
    for (size_t i = 0; i < page->n_lines; i++) {
        gln_page_line *line = &page->lines[i];
        if (line->role != GLN_ROLE_BLANK) {
            continue;
        }
        const char *furniture = gln_page__why_furniture(line);
        if (furniture) {
            line->role = GLN_ROLE_FURNITURE;
            line->kind = GLN_KIND_FURNITURE;
            line->why = furniture;
            continue;
        }
        page->n_articles = 1;
        line->article = 1;
        if (!headline && !body && line->kind == GLN_KIND_SECTION) {
            line->role = GLN_ROLE_SECTION;
            line->why = "section label above the headline";
            line->article = 0;
        } else if (!body && (headline ? continues(headline, line) : can_be_headline(line) && i + 1 < page->n_lines)) {
            line->role = GLN_ROLE_HEADLINE;
            line->why = headline ? "continues the headline" : "first line of an article's file";
            headline = line;
        } else if (!body && headline && gln_slice_equal(line->text, headline->text)) {
            line->role = GLN_ROLE_REPEAT;
            line->why = "repeat of the headline";
        } else {
            line->role = gln_page__role_within(line);
            line->why = "within an article's file";
            body = body || line->role == GLN_ROLE_BODY;
        }
    }
}
