/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "count/count_text.h"

#include "core/cancel.h"
#include "core/memory.h"
#include "core/utf8.h"
#include "text/sentence.h"

#include <stdlib.h>

void gln_article_text__clear(gln_article_text *text)
{
    gln_segmenter_free(text->segmenter);
    free(text->segments);
    free(text->tokens);
    free(text->words);
    free(text->hits);
    free(text->nears.items);
    *text = (gln_article_text)GLN_ARTICLE_TEXT_INIT;
}

void gln_article_text__name(gln_article_text *text, const gln_issue *issue, const gln_article *article)
{
    text->issue = issue;
    text->article = article;
    text->n_segments = 0;
    text->n_tokens = 0;
    text->n_words = 0;
    text->n_hits = 0;
    text->matched = NULL;
}

/* Fills words from the segment's tokens; room for all of them is there. */
static void find_words(gln_article_text *text, gln_text_segment *segment, const gln_token *tokens)
{
    uint32_t sentence = 0;
    bool ended = false;
    size_t from = 0; /* the start of a stretch of words, whose characters are counted together */
    for (size_t i = 0; i < segment->n_tokens; i++) {
        const gln_token *token = &tokens[i];
        if (token->kind == GLN_TOKEN_PUNCT) {
            ended = ended || gln_sentence__ends(segment->text, token->start, token->len);
        }
        if (token->kind != GLN_TOKEN_WORD && token->kind != GLN_TOKEN_NUMBER) {
            segment->n_chars += gln_slice__count(gln_slice_sub(segment->text, from, token->start - from));
            from = (size_t)token->start + token->len;
            continue;
        }
        sentence += ended && segment->n_words > 0;
        ended = false;
        text->words[text->n_words++] =
            (gln_text_word){token->start, token->len, sentence, token->entry, token->kind == GLN_TOKEN_NUMBER};
        segment->n_words++;
    }
    segment->n_chars += gln_slice__count(gln_slice_sub(segment->text, from, segment->text.len - from));
}

static gln_status cut_segment(gln_article_text *text, gln_slice piece, bool headline, size_t index, gln_error *err)
{
    const gln_token *tokens = NULL;
    size_t n = 0;
    gln_status status = gln_cancel__check(text->cancel, err);
    if (status == GLN_OK && piece.len) {
        status = gln_segmenter_run(text->segmenter, piece, &tokens, &n, err);
    }
    if (status != GLN_OK) {
        return status;
    }
    gln_text_segment *segments =
        gln_memory__grown(text->segments, &text->segment_capacity, text->n_segments + 1, sizeof *segments);
    if (!segments) {
        return gln_error__nomem(err);
    }
    text->segments = segments;
    gln_token *all = gln_memory__grown(text->tokens, &text->token_capacity, text->n_tokens + n, sizeof *all);
    if (!all) {
        return gln_error__nomem(err);
    }
    text->tokens = all;
    gln_text_word *words = gln_memory__grown(text->words, &text->word_capacity, text->n_words + n, sizeof *words);
    if (!words) {
        return gln_error__nomem(err);
    }
    text->words = words;
    if (n) {
        memcpy(text->tokens + text->n_tokens, tokens, n * sizeof *tokens);
    }
    gln_text_segment *segment = &text->segments[text->n_segments++];
    *segment = (gln_text_segment){.text = piece, .headline = headline, .index = index, .n_tokens = n};
    find_words(text, segment, text->tokens + text->n_tokens);
    text->n_tokens += n;
    return GLN_OK;
}

gln_status gln_article_text__cut(gln_article_text *text, const gln_analyzer *analyzer, gln_part part, bool numbered,
                                 gln_error *err)
{
    const gln_article *article = text->article;
    gln_status status = GLN_OK;
    if (!text->segmenter) {
        status = gln_segmenter_new(analyzer, &text->segmenter, err);
        text->analyzer = analyzer;
    }
    if (status == GLN_OK) {
        gln_segmenter_number(text->segmenter, numbered);
    }
    for (size_t i = 0; status == GLN_OK && part != GLN_PART_BODY && i < article->n_headline; i++) {
        status = cut_segment(text, article->headline[i].joined, true, i, err);
    }
    for (size_t i = 0; status == GLN_OK && part != GLN_PART_HEADLINE && i < article->n_body; i++) {
        status = cut_segment(text, article->body[i].text, false, i, err);
    }
    size_t token = 0, word = 0;
    for (size_t i = 0; i < text->n_segments; i++) { /* only now, when the arrays move no more */
        text->segments[i].tokens = text->tokens + token;
        text->segments[i].words = text->words + word;
        token += text->segments[i].n_tokens;
        word += text->segments[i].n_words;
    }
    return status;
}

/* Finds the hits of one segment and appends them, and what its concepts must know of the whole article. */
static gln_status match_segment(gln_article_text *text, gln_text_segment *segment, const gln_matcher *matcher,
                                gln_error *err)
{
    const gln_hit *hits = NULL;
    size_t n = 0;
    if (segment->text.len == 0) {
        return GLN_OK;
    }
    gln_status status = gln_matcher__run(matcher, text->segmenter, segment->text, segment->tokens, segment->n_tokens,
                                         (uint32_t)(segment - text->segments), &text->nears, &hits, &n, err);
    if (status != GLN_OK) {
        return status;
    }
    gln_hit *all = gln_memory__grown(text->hits, &text->hit_capacity, text->n_hits + n, sizeof *all);
    if (!all) {
        return gln_error__nomem(err);
    }
    text->hits = all;
    if (n) {
        memcpy(text->hits + text->n_hits, hits, n * sizeof *hits);
    }
    text->n_hits += n;
    segment->n_hits = n;
    return GLN_OK;
}

/* Drops the hits of concepts whose `near` must stand in the article and does not. */
static void drop_lonely(gln_article_text *text, const gln_matcher *matcher)
{
    size_t from = 0, kept = 0;
    gln_near_list__sort(&text->nears);
    for (size_t i = 0; i < text->n_segments; i++) {
        size_t n = text->segments[i].n_hits, before = kept;
        for (size_t h = from; h < from + n; h++) {
            if (gln_near_list__keeps(&text->nears, matcher, (uint32_t)i, &text->hits[h])) {
                text->hits[kept++] = text->hits[h];
            }
        }
        from += n;
        text->segments[i].n_hits = kept - before;
    }
    text->n_hits = kept;
}

gln_status gln_article_text__match(gln_article_text *text, const gln_matcher *matcher, gln_error *err)
{
    if (text->matched == matcher) {
        return GLN_OK;
    }
    text->n_hits = 0;
    text->nears.n = 0;
    for (size_t i = 0; i < text->n_segments; i++) {
        text->segments[i].n_hits = 0;
        gln_status status = gln_cancel__check(text->cancel, err);
        if (status == GLN_OK) {
            status = match_segment(text, &text->segments[i], matcher, err);
        }
        if (status != GLN_OK) {
            return status;
        }
    }
    if (gln_matcher__needs_article(matcher)) {
        drop_lonely(text, matcher);
    }
    size_t hit = 0;
    for (size_t i = 0; i < text->n_segments; i++) {
        text->segments[i].hits = text->hits + hit;
        hit += text->segments[i].n_hits;
    }
    text->matched = matcher;
    return GLN_OK;
}

void gln_article_text__sums(const gln_article_text *text, gln_part part, uint64_t *n_tokens, uint64_t *n_chars)
{
    *n_tokens = 0;
    *n_chars = 0;
    for (size_t i = 0; i < text->n_segments; i++) {
        if (gln_text_segment__in(&text->segments[i], part)) {
            *n_tokens += text->segments[i].n_words;
            *n_chars += text->segments[i].n_chars;
        }
    }
}

void gln_text_segment__touched(const gln_text_segment *segment, uint32_t start, uint32_t end, size_t *from, size_t *to)
{
    size_t low = 0, high = segment->n_words;
    while (low < high) { /* the first word that ends after start */
        size_t middle = low + (high - low) / 2;
        if (segment->words[middle].start + segment->words[middle].len > start) {
            high = middle;
        } else {
            low = middle + 1;
        }
    }
    *from = low;
    while (low < segment->n_words && segment->words[low].start < end) {
        low++;
    }
    *to = low;
}

uint32_t gln_text_segment__line(const gln_text_segment *segment, const gln_article *article, size_t at)
{
    if (segment->headline) {
        return article->headline[segment->index].line;
    }
    const gln_paragraph *paragraph = &article->body[segment->index];
    size_t low = 0, high = paragraph->n_pieces;
    while (low + 1 < high) { /* the last piece that begins at `at` or before */
        size_t middle = low + (high - low) / 2;
        if (paragraph->pieces[middle].start <= at) {
            low = middle;
        } else {
            high = middle;
        }
    }
    return paragraph->n_pieces ? paragraph->pieces[low].line : 0;
}
