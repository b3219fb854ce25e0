/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Transcripts of broadcasts in Markdown: every ### heading is an item, what stands before the first is a table of
 * contents, what stands below an item's text is furniture. */
#include "corpus/page.h"

#include "core/utf8.h"

bool gln_page__is_transcript(const gln_page *page)
{
    bool items = false;
    bool paragraphs = false;
    for (size_t i = 0; i < page->n_lines && !(items && paragraphs); i++) {
        const gln_page_line *line = &page->lines[i];
        items = items || line->heading == 3;
        paragraphs = paragraphs || line->html || gln_slice_starts(line->text, GLN_LIT("[查看原文]"));
    }
    return items && paragraphs;
}

void gln_page__transcript_roles(gln_page *page)
{
    for (size_t i = 0; i < page->n_lines; i++) {
        gln_page_line *line = &page->lines[i];
        if (line->role != GLN_ROLE_BLANK) {
            continue;
        }
        if (line->heading == 3) {
            page->n_articles++;
            line->role = GLN_ROLE_HEADLINE;
            line->why = "Markdown heading: an item of a transcript";
            line->article = page->n_articles;
        } else if (line->heading) {
            line->role = GLN_ROLE_SECTION;
            line->why = "Markdown heading above the items";
        } else if (page->n_articles == 0) {
            line->role = GLN_ROLE_FURNITURE;
            line->why = "table of contents: before the first item";
        } else {
            line->role = GLN_ROLE_BODY;
            line->why = "below the heading of an item";
            line->article = page->n_articles;
        }
    }
}
