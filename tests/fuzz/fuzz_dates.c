/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Any UTF-8 text: the dates found in it exist and lie in order inside it; every expression of time stands where it says
 * that it stands. The same text is read as a path and as a manifest's date. */
#include "core/utf8.h"
#include "corpus/date_parse.h"
#include "guanlan/temporal.h"

#include <stdint.h>
#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void require(bool held)
{
    if (!held) {
        abort();
    }
}

static bool is_boundary(gln_slice text, size_t at)
{
    return at == text.len || ((unsigned char)text.ptr[at] & 0xC0U) != 0x80U;
}

static void check_dates(gln_slice text)
{
    gln_date_mention mention;
    gln_lunar_mention lunar;
    gln_date date;
    gln_date again;
    char edtf[GLN_DATE_SIZE];
    size_t from = 0;
    while (gln_date__find(text, from, &mention)) {
        gln_date_mention same;
        require(mention.start >= from && mention.end > mention.start && mention.end <= text.len);
        require(is_boundary(text, mention.start) && is_boundary(text, mention.end));
        require(gln_date_valid(mention.date) && (mention.date.year || mention.date.month));
        if (mention.start > from) {
            require(gln_date__at(text, mention.start, &same) && same.end == mention.end);
        }
        from = mention.end;
    }
    if (gln_date__compact(text, &mention)) {
        require(mention.end == mention.start + 8 && mention.end <= text.len && gln_date_full(mention.date));
    }
    if (gln_date__lunar_named(text, &lunar)) {
        require(lunar.month >= 1 && lunar.month <= 12 && lunar.day >= 1 && lunar.day <= 30);
    }
    int weekday = gln_date__weekday_named(text);
    require(weekday >= -1 && weekday <= 6);
    if (gln_date__of_path(text, &date)) {
        require(gln_date_valid(date) && date.year);
    }
    if (gln_date__of_edtf(text, &date) && gln_date_full(date)) {
        gln_date_edtf(date, edtf);
        require(gln_date__of_edtf(gln_slice_of(edtf), &again) && gln_date_days(date) == gln_date_days(again));
    }
}

/* The text as an article of two paragraphs, cut where the first byte says. */
static void check_temporal(gln_slice text, gln_date issue_date, gln_date dateline)
{
    size_t cut = text.len ? (unsigned char)text.ptr[0] % (text.len + 1) : 0;
    while (!is_boundary(text, cut)) {
        cut++;
    }
    gln_slice parts[2] = {gln_slice_sub(text, 0, cut), gln_slice_sub(text, cut, text.len - cut)};
    gln_piece pieces[2] = {{1, 0, parts[0].len, 0}, {2, 0, parts[1].len, cut}};
    gln_paragraph body[2] = {{parts[0], &pieces[0], 1, SIZE_MAX}, {parts[1], &pieces[1], 1, SIZE_MAX}};
    gln_article article = {.body = body, .n_body = 2, .dateline_date = dateline};
    gln_issue issue = {.date = issue_date};
    gln_temporal *items = NULL;
    size_t n = 0;
    size_t at = 0;
    require(gln_article_temporal(&issue, &article, &items, &n, NULL) == GLN_OK);
    for (size_t i = 0; i < n; i++) {
        require(items[i].text.len && items[i].offset >= at && items[i].offset + items[i].text.len <= text.len);
        require(memcmp(text.ptr + items[i].offset, items[i].text.ptr, items[i].text.len) == 0);
        require(items[i].line == 1 + (items[i].offset >= cut) && items[i].rule);
        require(memchr(items[i].value, '\0', sizeof items[i].value) != NULL);
        at = items[i].offset + items[i].text.len;
    }
    free(items);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    size_t offset;
    gln_slice text = {(const char *)data, size};
    if (size == 0 || !gln_utf8__valid(text, &offset)) {
        return 0;
    }
    check_dates(text);
    check_temporal(text, (gln_date){2020, 9, 26}, (gln_date){0, 0, 0});
    check_temporal(text, (gln_date){2020, 3, 1}, (gln_date){2020, 2, 29});
    check_temporal(text, (gln_date){0, 1, 31}, (gln_date){0, 0, 0});
    check_temporal(text, (gln_date){0, 0, 0}, (gln_date){0, 0, 0});
    check_temporal(text, (gln_date){2020, 0, 0}, (gln_date){2020, 1, 1});
    return 0;
}
