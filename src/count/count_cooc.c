/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "count/cooc_counts.h"

#include <limits.h>
#include <stdlib.h>

enum { MOST_WINDOW = 1000 };

gln_status gln_cooc_new(const gln_counter_options *options, gln_cooc **out, gln_error *err)
{
    bool window = options && options->context == GLN_CONTEXT_WINDOW;
    gln_status status = gln_counter_options__check(options, true, window, window ? MOST_WINDOW : UINT_MAX,
                                                   "a co-occurrence count", err);
    if (status != GLN_OK) {
        return status;
    }
    gln_cooc *cooc = calloc(1, sizeof *cooc);
    if (!cooc) {
        return gln_error__nomem(err);
    }
    cooc->options = *options;
    cooc->words = gln_vocab__begun(options->analyzer, options->stop, options->memory);
    cooc->nodes = gln_memory__zeroed(gln_matcher_n_terms(options->matcher), sizeof *cooc->nodes);
    if (!cooc->nodes) {
        gln_cooc_free(cooc);
        return gln_error__nomem(err);
    }
    *out = cooc;
    return GLN_OK;
}

void gln_cooc_free(gln_cooc *counter)
{
    if (counter) {
        gln_article_text__clear(&counter->text);
        for (size_t i = 0; i < counter->n_months; i++) {
            gln_cooc_free(counter->months[i].counts);
        }
        free(counter->months);
        gln_vocab__clear(&counter->words);
        free(counter->margins);
        gln_pairs__clear(&counter->keys);
        gln_runs__clear(&counter->runs);
        free(counter->cells);
        free(counter->nodes);
        free(counter->tokens);
        free(counter->occurrences);
        free(counter->units);
        free(counter->stamps);
        free(counter);
    }
}

/* The cell of a node and a word, a new empty one where it is new; NULL on want. Good until the next call. */
static gln_cooc_cell *cell_of(gln_cooc *cooc, uint32_t node, uint32_t word)
{
    size_t n = cooc->keys.count;
    gln_cooc_cell *grown = gln_memory__grown(cooc->cells, &cooc->cell_capacity, n + 1, sizeof *grown);
    if (!grown) {
        return NULL;
    }
    cooc->cells = grown;
    uint32_t at = gln_pairs__add(&cooc->keys, node, word);
    if (at == GLN_NO_ID) {
        return NULL;
    }
    if (at == n) {
        cooc->cells[at] = (gln_cooc_cell){0};
    }
    return &cooc->cells[at];
}

static bool reserve_margins(gln_cooc *cooc)
{
    size_t n = gln_vocab__count(&cooc->words);
    uint64_t *margins = gln_memory__grown(cooc->margins, &cooc->margin_capacity, n, sizeof *margins);
    if (margins) {
        cooc->margins = margins;
    }
    uint64_t *stamps = gln_memory__grown(cooc->stamps, &cooc->stamp_capacity, n, sizeof *stamps);
    if (stamps) {
        cooc->stamps = stamps;
    }
    if (!margins || !stamps) {
        return false;
    }
    for (; cooc->margin_filled < n; cooc->margin_filled++) {
        margins[cooc->margin_filled] = 0;
        stamps[cooc->margin_filled] = 0;
    }
    return true;
}

/* Appends a segment's tokens to the article's. Sentences and units count on from the tokens before. */
static gln_status lay_tokens(gln_cooc *cooc, const gln_text_segment *segment, gln_segmenter *segmenter, gln_error *err)
{
    size_t base = cooc->n_article_tokens;
    gln_cooc_token *grown =
        gln_memory__grown(cooc->tokens, &cooc->token_capacity, base + segment->n_words, sizeof *grown);
    if (!grown || base + segment->n_words >= UINT32_MAX) {
        return gln_error__nomem(err);
    }
    cooc->tokens = grown;
    gln_context context = cooc->options.context;
    for (size_t i = 0; i < segment->n_words; i++) {
        const gln_text_word *word = &segment->words[i];
        gln_cooc_token token = {.word = GLN_NO_ID};
        if (!word->number) {
            gln_slice text = gln_slice_sub(segment->text, word->start, word->len);
            gln_status status = gln_vocab__term(&cooc->words, segmenter, text, word->entry, &token.word, err);
            if (status != GLN_OK) {
                return status;
            }
        }
        size_t at = base + i;
        bool new_segment = i == 0, new_sentence = new_segment || word->sentence != word[-1].sentence;
        bool new_unit = at == 0 || (new_sentence && context == GLN_CONTEXT_SENTENCE) ||
                        (new_segment && context == GLN_CONTEXT_PARAGRAPH);
        token.sentence = at ? grown[at - 1].sentence + new_sentence : 0;
        token.unit = at ? grown[at - 1].unit + new_unit : 0;
        grown[at] = token;
    }
    cooc->n_article_tokens += segment->n_words;
    return GLN_OK;
}

/* Windows and units of an occurrence; its segment is tokens [low, high), which is not empty. */
static void place(const gln_cooc *cooc, gln_cooc_occurrence *hit, size_t low, size_t high)
{
    const gln_cooc_token *tokens = cooc->tokens;
    bool touches = hit->from < hit->to;
    size_t k = cooc->options.window;
    hit->window_from = hit->from;
    hit->window_to = hit->to;
    if (cooc->options.context == GLN_CONTEXT_WINDOW) {
        size_t anchor = touches || hit->from == low ? hit->from : hit->from - 1;
        while (hit->window_from > low && hit->from - hit->window_from < k &&
               tokens[hit->window_from - 1].sentence == tokens[anchor].sentence) {
            hit->window_from--;
        }
        anchor = touches || hit->to == high ? hit->to - 1 : hit->to;
        while (hit->window_to < high && hit->window_to - hit->to < k &&
               tokens[hit->window_to].sentence == tokens[anchor].sentence) {
            hit->window_to++;
        }
    }
    size_t first = touches || hit->from == low ? hit->from : hit->from - 1;
    hit->first_unit = tokens[first].unit;
    hit->last_unit = tokens[touches ? hit->to - 1 : first].unit;
}

static gln_status lay_hits(gln_cooc *cooc, const gln_text_segment *segment, size_t base, gln_error *err)
{
    size_t need = cooc->n_occurrences + segment->n_hits;
    gln_cooc_occurrence *grown = gln_memory__grown(cooc->occurrences, &cooc->occurrence_capacity, need, sizeof *grown);
    if (!grown) {
        return gln_error__nomem(err);
    }
    cooc->occurrences = grown;
    for (size_t h = 0; h < segment->n_hits; h++) {
        const gln_hit *hit = &segment->hits[h];
        cooc->nodes[hit->term].occurrences++;
        if (segment->n_words) {
            size_t from, to;
            gln_text_segment__touched(segment, hit->start, hit->end, &from, &to);
            gln_cooc_occurrence placed = {.node = hit->term, .from = base + from, .to = base + to};
            place(cooc, &placed, base, base + segment->n_words);
            grown[cooc->n_occurrences++] = placed;
        }
    }
    return GLN_OK;
}

static int by_node(const void *a, const void *b)
{
    const gln_cooc_occurrence *x = a, *y = b;
    if (x->node != y->node) {
        return x->node < y->node ? -1 : 1;
    }
    if (x->from != y->from) {
        return x->from < y->from ? -1 : 1;
    }
    return (x->to > y->to) - (x->to < y->to);
}

static void note_article(const gln_cooc *cooc, gln_cooc_cell *cell)
{
    if (cell->last != cooc->n_articles) {
        cell->last = cooc->n_articles;
        cell->articles++;
    }
}

/* One token in a window: a pair for each occurrence, an observation for the union. */
static gln_status count_near(gln_cooc *cooc, uint32_t node, gln_cooc_token *token, gln_error *err)
{
    bool fresh = !token->node && !token->near;
    token->near = true;
    cooc->nodes[node].f1 += fresh;
    if (token->word == GLN_NO_ID) {
        return GLN_OK;
    }
    gln_cooc_cell *cell = cell_of(cooc, node, token->word);
    if (!cell) {
        return gln_error__nomem(err);
    }
    cell->pairs++;
    if (fresh) {
        cell->observed++;
        note_article(cooc, cell);
    }
    return GLN_OK;
}

/* The windows of one node's occurrences in the article, whose tokens are marked. */
static gln_status count_windows(gln_cooc *cooc, const gln_cooc_occurrence *hits, size_t n, gln_error *err)
{
    gln_status status = GLN_OK;
    for (size_t h = 0; h < n; h++) {
        for (size_t i = hits[h].window_from; i < hits[h].window_to && status == GLN_OK; i++) {
            if (i < hits[h].from || i >= hits[h].to) {
                status = count_near(cooc, hits[h].node, &cooc->tokens[i], err);
            }
        }
    }
    for (size_t h = 0; h < n; h++) {
        for (size_t i = hits[h].window_from; i < hits[h].window_to; i++) {
            cooc->tokens[i].near = false;
        }
    }
    return status;
}

/* One unit with the node in it: each word once, as observed where it stands outside the node's tokens, else inside. */
static gln_status count_unit(gln_cooc *cooc, uint32_t node, uint32_t unit, gln_error *err)
{
    cooc->nodes[node].f1++;
    cooc->stamp++;
    for (int inside = 0; inside < 2; inside++) {
        for (size_t i = cooc->units[unit]; i < cooc->units[unit + 1]; i++) {
            const gln_cooc_token *token = &cooc->tokens[i];
            if (token->word == GLN_NO_ID || token->node != inside || cooc->stamps[token->word] == cooc->stamp) {
                continue;
            }
            cooc->stamps[token->word] = cooc->stamp;
            gln_cooc_cell *cell = cell_of(cooc, node, token->word);
            if (!cell) {
                return gln_error__nomem(err);
            }
            if (inside) {
                cell->inside++;
            } else {
                cell->observed++;
                note_article(cooc, cell);
            }
        }
    }
    return GLN_OK;
}

static gln_status count_units(gln_cooc *cooc, const gln_cooc_occurrence *hits, size_t n, gln_error *err)
{
    uint32_t next = 0; /* units before it are done */
    for (size_t h = 0; h < n; h++) {
        uint32_t unit = hits[h].first_unit > next ? hits[h].first_unit : next;
        for (; unit <= hits[h].last_unit; unit++) {
            gln_status status = count_unit(cooc, hits[h].node, unit, err);
            if (status != GLN_OK) {
                return status;
            }
        }
        next = unit > next ? unit : next;
    }
    return GLN_OK;
}

/* All occurrences of one node in the article. */
static gln_status count_node(gln_cooc *cooc, const gln_cooc_occurrence *hits, size_t n, gln_error *err)
{
    bool window = cooc->options.context == GLN_CONTEXT_WINDOW;
    gln_status status = GLN_OK;
    cooc->nodes[hits[0].node].articles++;
    for (size_t h = 0; h < n; h++) {
        for (size_t i = hits[h].from; i < hits[h].to; i++) {
            gln_cooc_token *token = &cooc->tokens[i];
            if (window && !token->node) {
                cooc->nodes[hits[h].node].tokens++;
                gln_cooc_cell *cell = token->word == GLN_NO_ID ? NULL : cell_of(cooc, hits[h].node, token->word);
                if (!cell && token->word != GLN_NO_ID) {
                    return gln_error__nomem(err);
                }
                if (cell) {
                    cell->inside++;
                }
            }
            token->node = true;
        }
    }
    status = window ? count_windows(cooc, hits, n, err) : count_units(cooc, hits, n, err);
    for (size_t h = 0; h < n; h++) {
        for (size_t i = hits[h].from; i < hits[h].to; i++) {
            cooc->tokens[i].node = false;
        }
    }
    return status;
}

/* Adds 2 sum_{d=1..k} max(L - d, 0) = 2 (m L - m (m + 1) / 2), m = min(k, L - 1), of a sentence of L > 0 tokens. */
static void add_possible(gln_cooc *cooc, uint64_t length)
{
    uint64_t m = cooc->options.window < length - 1 ? cooc->options.window : length - 1;
    cooc->possible_pairs += 2 * m * length - m * (m + 1);
}

/* What does not depend on nodes: the words' margins, sentence lengths, units. */
static gln_status count_margins(gln_cooc *cooc, gln_error *err)
{
    bool window = cooc->options.context == GLN_CONTEXT_WINDOW;
    size_t n = cooc->n_article_tokens;
    const gln_cooc_token *tokens = cooc->tokens;
    cooc->n_tokens += n;
    cooc->n_article_units = 0;
    for (size_t i = 0, from = 0; i < n; i++) {
        if (!window && (i == 0 || tokens[i].unit != tokens[i - 1].unit)) {
            cooc->n_article_units++;
            cooc->n_units++;
            cooc->stamp++;
            size_t *units =
                gln_memory__grown(cooc->units, &cooc->unit_capacity, cooc->n_article_units + 1, sizeof *units);
            if (!units) {
                return gln_error__nomem(err);
            }
            cooc->units = units;
            units[cooc->n_article_units - 1] = i;
            units[cooc->n_article_units] = n;
        }
        if (tokens[i].word != GLN_NO_ID && (window || cooc->stamps[tokens[i].word] != cooc->stamp)) {
            cooc->stamps[tokens[i].word] = cooc->stamp;
            cooc->margins[tokens[i].word]++;
        }
        if (window && (i + 1 == n || tokens[i + 1].sentence != tokens[i].sentence)) {
            add_possible(cooc, i + 1 - from);
            from = i + 1;
        }
    }
    return GLN_OK;
}

static gln_status begin(void *counter, const gln_issue *issue, gln_error *err)
{
    gln_cooc *cooc = counter;
    cooc->month = NULL;
    if (!cooc->options.monthly || !issue->date.year || !issue->date.month) {
        return GLN_OK;
    }
    return gln_cooc__month(cooc, 12 * issue->date.year + issue->date.month - 1, &cooc->month, err);
}

static gln_status count(void *counter, gln_article_text *text, gln_error *err)
{
    gln_cooc *whole = counter, *cooc = whole->options.monthly ? whole->month : whole;
    if (!cooc) {
        return GLN_OK;
    }
    uint64_t before = gln_cooc__used(cooc);
    cooc->n_articles++;
    cooc->n_article_tokens = 0;
    cooc->n_occurrences = 0;
    gln_status status = gln_article_text__match(text, cooc->options.matcher, err);
    for (size_t s = 0; s < text->n_segments && status == GLN_OK; s++) {
        const gln_text_segment *segment = &text->segments[s];
        if (gln_text_segment__in(segment, cooc->options.part)) {
            size_t base = cooc->n_article_tokens;
            status = lay_tokens(cooc, segment, text->segmenter, err);
            if (status == GLN_OK) {
                status = lay_hits(cooc, segment, base, err);
            }
        }
    }
    if (status == GLN_OK && !reserve_margins(cooc)) {
        status = gln_error__nomem(err);
    }
    if (status == GLN_OK) {
        status = count_margins(cooc, err);
    }
    if (cooc->n_occurrences) {
        qsort(cooc->occurrences, cooc->n_occurrences, sizeof *cooc->occurrences, by_node);
    }
    for (size_t from = 0, to; from < cooc->n_occurrences && status == GLN_OK; from = to) {
        for (to = from + 1; to < cooc->n_occurrences && cooc->occurrences[to].node == cooc->occurrences[from].node;) {
            to++;
        }
        status = count_node(cooc, &cooc->occurrences[from], to - from, err);
    }
    if (status != GLN_OK) {
        return status;
    }
    return cooc == whole ? gln_cooc__keep_within(cooc, err) : gln_cooc__keep_months(whole, cooc, before, err);
}

gln_count_job gln_cooc__job(gln_cooc *counter)
{
    return (gln_count_job){counter, &counter->options, false, true, begin, count, NULL};
}

const gln_counter_options *gln_cooc__options(const gln_cooc *counter)
{
    return &counter->options;
}

gln_status gln_cooc_add(gln_cooc *counter, const gln_issue *issue, gln_error *err)
{
    gln_count_job job = gln_cooc__job(counter);
    return gln_count_jobs__add(&job, 1, &counter->text, issue, err);
}

gln_status gln_cooc_merge(gln_cooc *into, const gln_cooc *from, gln_error *err)
{
    if (into == from) {
        return gln_error_set(err, GLN_ERR_USAGE, "a co-occurrence count cannot be merged into itself");
    }
    gln_status status = gln_counter_options__same(&into->options, &from->options, err);
    if (status == GLN_OK) {
        status = gln_cooc__merge_months(into, from, err);
    }
    if (status != GLN_OK) {
        return status;
    }
    size_t n = from->margin_filled;
    uint32_t *words = gln_memory__array(n, sizeof *words);
    uint32_t *files = gln_memory__array(from->runs.n_files, sizeof *files);
    status = words && files ? gln_runs__merge(&into->runs, &from->runs, 0, files, err) : gln_error__nomem(err);
    free(files);
    for (size_t i = 0; i < n && status == GLN_OK; i++) {
        words[i] = GLN_NO_ID; /* a text that is no term stays behind */
        if (from->margins[i]) {
            words[i] = gln_vocab__add(&into->words, gln_vocab__text(&from->words, (uint32_t)i));
            if (words[i] == GLN_NO_ID || !reserve_margins(into)) {
                status = gln_error__nomem(err);
            } else {
                into->margins[words[i]] += from->margins[i];
            }
        }
    }
    for (size_t i = 0; i < from->keys.count && status == GLN_OK; i++) {
        uint32_t word = words[gln_pairs__second(&from->keys, i)];
        gln_cooc_cell *cell = cell_of(into, gln_pairs__first(&from->keys, i), word);
        if (!cell) {
            status = gln_error__nomem(err);
            break;
        }
        cell->observed += from->cells[i].observed;
        cell->pairs += from->cells[i].pairs;
        cell->inside += from->cells[i].inside;
        cell->articles += from->cells[i].articles;
    }
    for (size_t i = 0; i < gln_matcher_n_terms(into->options.matcher) && status == GLN_OK; i++) {
        into->nodes[i].occurrences += from->nodes[i].occurrences;
        into->nodes[i].tokens += from->nodes[i].tokens;
        into->nodes[i].f1 += from->nodes[i].f1;
        into->nodes[i].articles += from->nodes[i].articles;
    }
    into->n_tokens += from->n_tokens;
    into->n_units += from->n_units;
    into->n_articles += from->n_articles;
    into->possible_pairs += from->possible_pairs;
    free(words);
    return status == GLN_OK ? gln_cooc__keep_within(into, err) : status;
}

gln_status gln_cooc__take(gln_cooc *into, gln_cooc *from, gln_error *err)
{
    if (into->n_articles || into->n_months) {
        return gln_cooc_merge(into, from, err);
    }
    gln_status status = gln_counter_options__same(&into->options, &from->options, err);
    if (status == GLN_OK) {
        gln_cooc swapped = *into;
        *into = *from;
        *from = swapped;
        into->options.memory = swapped.options.memory; /* a shard was given a part of it */
        gln_vocab__drop_entries(&into->words);
    }
    return status;
}
