/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "text/lexicon_compile.h"

#include "core/utf8.h"
#include "text/trie.h"

#include <stdlib.h>

enum { CODE_POINTS = 0x110000, FRACTION_BITS = 16, DIGITS = 1 << 16 };

/* One word on its way: its codes lie in work.codes. */
typedef struct word {
    uint64_t key; /* the first four codes, so that most comparisons end here */
    uint64_t freq;
    size_t start;
    const uint16_t *codes;
    size_t len;
    uint16_t mark;
    uint16_t class;
} word;

typedef struct work {
    uint32_t *points; /* folded code points of all words, one after the other */
    uint16_t *codes;  /* the same as codes */
    word *words;
    size_t n_words;
    uint64_t *counts; /* by code point: how often it is in texts; then its code */
    gln_lexicon_pair *chars;
    size_t n_chars;
    size_t longest;
    uint64_t total;
    size_t *starts;
    uint16_t *sorted; /* codes in the order of the words */
    uint16_t *values;
    uint16_t *marks; /* by node */
    size_t n_marks;
    gln_char_model *models;
    size_t n_models;
    gln_trie trie;
} work;

/* The binary logarithm's fraction digit by digit: squaring the mantissa doubles the logarithm (Knuth, TAOCP 1.2.2). */
uint32_t gln_lexicon__log2(uint64_t n)
{
    unsigned whole = 63U - (unsigned)__builtin_clzll(n);
    uint64_t mantissa = whole >= 31 ? n >> (whole - 31) : n << (31 - whole); /* in [1, 2) with 31 fraction bits */
    uint64_t fraction = 0;
    for (int i = 0; i < FRACTION_BITS; i++) {
        mantissa = mantissa * mantissa >> 31;
        fraction <<= 1;
        if (mantissa >> 32) {
            mantissa >>= 1;
            fraction |= 1;
        }
    }
    uint64_t scaled = ((uint64_t)whole << FRACTION_BITS | fraction) * GLN_LEXICON_COST_UNIT;
    return (uint32_t)((scaled + (UINT64_C(1) << (FRACTION_BITS - 1))) >> FRACTION_BITS);
}

static gln_status make_room(work *w, const gln_lexicon_input *in, gln_error *err)
{
    size_t bytes = 0;
    for (size_t i = 0; i < in->n_entries; i++) {
        bytes += in->entries[i].word.len;
    }
    size_t n = in->n_entries;
    if (n > UINT32_MAX) {
        return gln_error_set(err, GLN_ERR_RANGE, "too many words: use fewer than 2^32");
    }
    w->points = gln_memory__array(bytes, sizeof *w->points);
    w->codes = gln_memory__array(bytes, sizeof *w->codes);
    w->sorted = gln_memory__array(bytes, sizeof *w->sorted);
    w->words = gln_memory__zeroed(n, sizeof *w->words);
    w->starts = gln_memory__array(n + 1, sizeof *w->starts);
    w->values = gln_memory__array(n, sizeof *w->values);
    w->counts = gln_memory__zeroed(CODE_POINTS, sizeof *w->counts);
    w->chars = gln_memory__array(UINT16_MAX, sizeof *w->chars);
    return w->points && w->codes && w->sorted && w->words && w->starts && w->values && w->counts && w->chars
               ? GLN_OK
               : gln_error__nomem(err);
}

static uint16_t mark_of(const gln_lexicon_entry *entry)
{
    uint32_t cuts;
    bool fit = gln_lexicon__cuts(entry, &cuts);
    return (uint16_t)((fit ? cuts : 0U) | (entry->freq ? 0U : GLN_MARK_COARSE));
}

static gln_status decode_words(work *w, const gln_lexicon_input *in, gln_error *err)
{
    size_t end = 0;
    bool shipped = in->purpose == GLN_LEXICON_SHIPPED;
    for (size_t i = 0; i < in->n_entries; i++) {
        const gln_lexicon_entry *entry = &in->entries[i];
        size_t start = end;
        for (size_t at = 0; at < entry->word.len;) {
            uint32_t c = gln_utf8__next(entry->word.ptr, &at);
            uint32_t folded = gln_lexicon__pair(in->folds, (uint32_t)in->n_folds, c);
            c = folded ? folded : c >= 'A' && c <= 'Z' ? c + 32 : c;
            w->points[end++] = c;
            w->counts[c] += shipped ? entry->freq + 1 : 1;
        }
        w->words[i] = (word){.freq = shipped ? entry->freq : 1, .start = start, .len = end - start};
        if (shipped) {
            w->words[i].mark = mark_of(entry);
            w->words[i].class = end - start > 1 && gln_slice_equal(entry->tag, GLN_LIT("ns")) ? GLN_WORD_PLACE
                                : gln_slice_equal(entry->tag, GLN_LIT("nrs"))                 ? GLN_WORD_SURNAME
                                                                                              : GLN_WORD_PLAIN;
        }
        if (w->words[i].mark == GLN_MARK_COARSE) {
            return gln_error_set(err, GLN_ERR_RANGE, "a word's frequency is 0, and it has no parts");
        }
        w->longest = end - start > w->longest ? end - start : w->longest;
    }
    w->n_words = in->n_entries;
    return GLN_OK;
}

/* A character on its way to its code. */
typedef struct counted {
    uint64_t count;
    uint32_t point;
} counted;

static int more_frequent_first(const void *a, const void *b)
{
    const counted *x = a;
    const counted *y = b;
    if (x->count != y->count) {
        return x->count > y->count ? -1 : 1;
    }
    return (x->point > y->point) - (x->point < y->point);
}

static int by_from(const void *a, const void *b)
{
    const gln_lexicon_pair *x = a;
    const gln_lexicon_pair *y = b;
    return (x->from > y->from) - (x->from < y->from);
}

/* Characters get codes 1, 2, ... by falling frequency in texts, so that what is looked at most lies close together. */
static gln_status number_characters(work *w, gln_error *err)
{
    counted *all = gln_memory__array(UINT16_MAX, sizeof *all);
    if (!all) {
        return gln_error__nomem(err);
    }
    for (uint32_t c = 0; c < CODE_POINTS; c++) {
        if (w->counts[c] == 0) {
            continue;
        }
        if (w->n_chars == UINT16_MAX) {
            free(all);
            return gln_error_set(err, GLN_ERR_RANGE, "the words hold more than 65535 different characters");
        }
        all[w->n_chars++] = (counted){w->counts[c], c};
    }
    qsort(all, w->n_chars, sizeof *all, more_frequent_first);
    for (size_t i = 0; i < w->n_chars; i++) {
        w->counts[all[i].point] = i + 1;
        w->chars[i] = (gln_lexicon_pair){all[i].point, (uint32_t)i + 1};
    }
    free(all);
    qsort(w->chars, w->n_chars, sizeof *w->chars, by_from);
    for (size_t i = 0; i < w->n_words; i++) {
        word *one = &w->words[i];
        one->codes = w->codes + one->start;
        for (size_t k = 0; k < one->len; k++) {
            w->codes[one->start + k] = (uint16_t)w->counts[w->points[one->start + k]];
        }
        for (size_t k = 0; k < 4; k++) {
            one->key = one->key << 16 | (k < one->len ? one->codes[k] : 0);
        }
    }
    return GLN_OK;
}

static int by_codes(const void *a, const void *b)
{
    const word *x = a;
    const word *y = b;
    if (x->key != y->key) {
        return x->key < y->key ? -1 : 1;
    }
    size_t n = x->len < y->len ? x->len : y->len;
    for (size_t i = 4; i < n; i++) {
        if (x->codes[i] != y->codes[i]) {
            return x->codes[i] < y->codes[i] ? -1 : 1;
        }
    }
    return (x->len > y->len) - (x->len < y->len);
}

/* A word's place in the order. */
typedef struct rank {
    uint64_t key;
    uint32_t word;
} rank;

/* By one 16-bit digit of the keys, from one array to the other; equal ones keep their order (LSD radix sort). */
static void sort_digit(const rank *from, rank *to, size_t n, unsigned shift, size_t counts[DIGITS])
{
    memset(counts, 0, DIGITS * sizeof *counts);
    for (size_t i = 0; i < n; i++) {
        counts[from[i].key >> shift & (DIGITS - 1)]++;
    }
    size_t start = 0;
    for (size_t d = 0; d < DIGITS; d++) {
        size_t count = counts[d];
        counts[d] = start;
        start += count;
    }
    for (size_t i = 0; i < n; i++) {
        to[counts[from[i].key >> shift & (DIGITS - 1)]++] = from[i];
    }
}

/* Puts the words in order: by their keys, then those of one key by all their codes. */
static gln_status order_words(work *w, gln_error *err)
{
    size_t n = w->n_words;
    rank *ranks = gln_memory__array(n, sizeof *ranks);
    rank *spare = gln_memory__array(n, sizeof *spare);
    size_t *counts = gln_memory__array(DIGITS, sizeof *counts);
    word *sorted = gln_memory__array(n, sizeof *sorted);
    if (!ranks || !spare || !counts || !sorted) {
        free(sorted);
        sorted = NULL;
    } else {
        for (size_t i = 0; i < n; i++) {
            ranks[i] = (rank){w->words[i].key, (uint32_t)i};
        }
        for (unsigned pass = 0; pass < 4; pass += 2) {
            sort_digit(ranks, spare, n, pass * 16, counts);
            sort_digit(spare, ranks, n, pass * 16 + 16, counts);
        }
        for (size_t i = 0; i < n; i++) {
            sorted[i] = w->words[ranks[i].word];
        }
        for (size_t from = 0, to = 0; from < n; from = to) {
            while (to < n && sorted[to].key == sorted[from].key) {
                to++;
            }
            if (to - from > 1) {
                qsort(sorted + from, to - from, sizeof *sorted, by_codes);
            }
        }
        free(w->words);
        w->words = sorted;
    }
    free(ranks);
    free(spare);
    free(counts);
    return sorted ? GLN_OK : gln_error__nomem(err);
}

/* Sorts, keeps one of the words that have become the same, and gives each its cost. */
static gln_status sort_words(work *w, gln_error *err)
{
    gln_status status = order_words(w, err);
    if (status != GLN_OK) {
        return status;
    }
    size_t n = 0;
    for (size_t i = 0; i < w->n_words; i++) {
        if (n == 0 || by_codes(&w->words[n - 1], &w->words[i]) != 0) {
            w->words[n++] = w->words[i];
        } else {
            word *kept = &w->words[n - 1];
            if (kept->freq < w->words[i].freq) {
                kept->freq = w->words[i].freq;
                kept->mark = w->words[i].mark;
            }
            kept->class = kept->class > w->words[i].class ? kept->class : w->words[i].class;
        }
    }
    w->n_words = n;
    for (size_t i = 0; i < n; i++) {
        if (__builtin_add_overflow(w->total, w->words[i].freq, &w->total)) {
            return gln_error_set(err, GLN_ERR_RANGE, "the frequencies sum to more than 64 bits");
        }
    }
    uint32_t whole = w->total ? gln_lexicon__log2(w->total) : 0;
    size_t end = 0;
    for (size_t i = 0; i < n; i++) {
        const word *one = &w->words[i];
        w->starts[i] = end;
        memcpy(w->sorted + end, one->codes, one->len * sizeof *one->codes);
        end += one->len;
        uint32_t part = one->freq ? gln_lexicon__log2(one->freq) : 0;
        uint32_t cost = (part < whole ? whole - part : 0) + GLN_LEXICON_WORD_COST;
        w->values[i] = (uint16_t)((cost < GLN_TRIE_COST ? cost : GLN_TRIE_COST - 1) |
                                  (unsigned)one->class << GLN_TRIE_CLASS_SHIFT);
    }
    w->starts[n] = end;
    return GLN_OK;
}

/* The marks of the words go to their nodes; compounds for the coarse cut lose their values. */
static gln_status mark_nodes(work *w, const gln_lexicon_input *in, gln_error *err)
{
    if (in->purpose != GLN_LEXICON_SHIPPED) {
        return GLN_OK;
    }
    w->n_marks = w->trie.n_nodes;
    w->marks = gln_memory__zeroed(w->n_marks, sizeof *w->marks);
    if (!w->marks) {
        return gln_error__nomem(err);
    }
    for (size_t i = 0; i < w->n_words; i++) {
        uint32_t node = 0;
        if (w->words[i].mark) {
            for (size_t k = 0; k < w->words[i].len; k++) {
                node = gln_trie__step(w->trie.nodes, node, w->words[i].codes[k]);
            }
            w->marks[node] = w->words[i].mark;
        }
        if (w->words[i].mark & GLN_MARK_COARSE) {
            w->trie.nodes[node] |= (uint64_t)GLN_TRIE_NO_WORD << 48;
        }
    }
    return GLN_OK;
}

/* The characters' models by code. Characters that no word holds are left out; those without a row get what the table
 * gives nobody. */
static gln_status place_models(work *w, const gln_lexicon_input *in, gln_error *err)
{
    if (in->purpose != GLN_LEXICON_SHIPPED) {
        return GLN_OK;
    }
    w->n_models = w->n_chars + 1;
    w->models = gln_memory__array(w->n_models, sizeof *w->models);
    if (!w->models) {
        return gln_error__nomem(err);
    }
    for (size_t i = 0; i < w->n_models; i++) {
        const uint16_t none = GLN_MODEL_NONE;
        w->models[i] = (gln_char_model){none, none, 0, 0, none, none, none, none, none, none};
    }
    for (size_t i = 0; i < in->n_characters; i++) {
        uint32_t code = gln_lexicon__pair(w->chars, (uint32_t)w->n_chars, in->characters[i].point);
        if (code) {
            w->models[code] = in->characters[i].model;
        }
    }
    return GLN_OK;
}

/* Zero bytes up to the next multiple of 64 of the image that starts at `start`. */
static uint64_t align(gln_buffer *out, size_t start)
{
    while ((out->len - start) % 64 != 0 && !out->failed) {
        gln_buffer__byte(out, '\0');
    }
    return out->len - start;
}

static void put_array(gln_buffer *out, const void *items, size_t n, size_t size)
{
    gln_buffer__put(out, (gln_slice){items, n * size}); /* sizes of arrays that exist */
}

static gln_status write_image(const work *w, const gln_lexicon_input *in, gln_buffer *out, gln_error *err)
{
    gln_lexicon_header h;
    memset(&h, 0, sizeof h);
    memcpy(h.magic, GLN_LEXICON_MAGIC, sizeof h.magic);
    h.version = GLN_LEXICON_VERSION;
    h.order = GLN_LEXICON_ORDER;
    h.n_words = w->n_words;
    h.n_nodes = w->trie.n_nodes;
    h.n_chars = (uint32_t)w->n_chars;
    h.n_folds = (uint32_t)in->n_folds;
    h.n_models = (uint32_t)w->n_models;
    h.max_word = (uint32_t)w->longest;
    h.purpose = in->purpose;
    h.keeps_script = in->keeps_script;
    h.unknown_cost = (w->total ? gln_lexicon__log2(w->total) : 0) + GLN_LEXICON_COST_UNIT + GLN_LEXICON_WORD_COST +
                     GLN_LEXICON_UNKNOWN_COST;
    memcpy(h.sha256, in->sha256, GLN_SHA256_HEX);
    size_t start = out->len;
    put_array(out, &h, 1, sizeof h);
    h.nodes_at = align(out, start);
    put_array(out, w->trie.nodes, w->trie.n_nodes, sizeof *w->trie.nodes);
    h.chars_at = align(out, start);
    put_array(out, w->chars, w->n_chars, sizeof *w->chars);
    h.folds_at = align(out, start);
    put_array(out, in->folds, in->n_folds, sizeof *in->folds);
    h.marks_at = align(out, start);
    put_array(out, w->marks, w->n_marks, sizeof *w->marks);
    h.models_at = align(out, start);
    put_array(out, w->models, w->n_models, sizeof *w->models);
    h.size = align(out, start);
    if (out->failed) {
        return gln_error__nomem(err);
    }
    memcpy(out->data + start, &h, sizeof h);
    h.checksum = gln_lexicon__checksum((gln_slice){out->data + start, h.size});
    memcpy(out->data + start, &h, sizeof h);
    return GLN_OK;
}

gln_status gln_lexicon__compile(const gln_lexicon_input *in, gln_buffer *out, gln_error *err)
{
    work w = {0};
    gln_status status = in->n_folds > UINT32_MAX ? gln_error_set(err, GLN_ERR_RANGE, "too many pairs of characters")
                                                 : make_room(&w, in, err);
    if (status == GLN_OK) {
        status = decode_words(&w, in, err);
    }
    if (status == GLN_OK) {
        status = number_characters(&w, err);
    }
    if (status == GLN_OK) {
        status = sort_words(&w, err);
    }
    if (status == GLN_OK) {
        gln_trie_words words = {w.sorted, w.starts, w.values, w.n_words, (uint32_t)w.n_chars};
        status = gln_trie__build(&words, &w.trie, err);
    }
    if (status == GLN_OK) {
        status = mark_nodes(&w, in, err);
    }
    if (status == GLN_OK) {
        status = place_models(&w, in, err);
    }
    if (status == GLN_OK) {
        status = write_image(&w, in, out, err);
    }
    free(w.points);
    free(w.codes);
    free(w.sorted);
    free(w.words);
    free(w.starts);
    free(w.values);
    free(w.counts);
    free(w.chars);
    free(w.marks);
    free(w.models);
    gln_trie__free(&w.trie);
    return status;
}
