/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "text/trie.h"

#include <stdlib.h>

enum { FIT_CLASSES = 12, PATIENCE = 24 };

/* The children of one node that wait for their turn: words [first, last) agree on their first `depth` codes. */
typedef struct range {
    uint32_t node;
    uint32_t depth;
    size_t first;
    size_t last;
} range;

typedef struct builder {
    const gln_trie_words *words;
    uint64_t *nodes;
    uint64_t *used; /* a bit a slot; as long as nodes */
    size_t capacity;
    size_t end; /* behind the last slot in use */
    range *stack;
    size_t n_stack;
    size_t stack_capacity;
    range *singles; /* ends of single words: they fill what room the others leave */
    size_t n_singles;
    size_t singles_capacity;
    uint16_t *children; /* max_code + 1 codes */
    size_t *firsts;     /* where the words of each child start */
    size_t search[FIT_CLASSES];
} builder;

static bool is_used(const builder *b, size_t slot)
{
    return (b->used[slot >> 6] >> (slot & 63) & 1U) != 0;
}

/* Room for slots below `need`. New ones are free. */
static gln_status reserve(builder *b, size_t need, gln_error *err)
{
    if (need <= b->capacity) {
        return GLN_OK;
    }
    if (need > GLN_TRIE_MAX_NODES) {
        return gln_error_set(err, GLN_ERR_RANGE, "the words need more than %u nodes: use fewer",
                             (unsigned)GLN_TRIE_MAX_NODES);
    }
    size_t capacity = b->capacity ? b->capacity : 1024;
    while (capacity < need) {
        capacity *= 2;
    }
    uint64_t *nodes = realloc(b->nodes, capacity * sizeof *nodes);
    if (!nodes) {
        return gln_error__nomem(err);
    }
    b->nodes = nodes;
    uint64_t *used = realloc(b->used, capacity / 64 * sizeof *used);
    if (!used) {
        return gln_error__nomem(err);
    }
    b->used = used;
    for (size_t i = b->capacity; i < capacity; i++) {
        nodes[i] = GLN_TRIE_FREE | (uint64_t)GLN_TRIE_NO_WORD << 48;
    }
    memset(used + b->capacity / 64, 0, (capacity - b->capacity) / 64 * sizeof *used);
    b->capacity = capacity;
    return GLN_OK;
}

static void take(builder *b, size_t slot)
{
    b->used[slot >> 6] |= UINT64_C(1) << (slot & 63);
    b->end = slot + 1 > b->end ? slot + 1 : b->end;
}

/* The first free slot at or behind `from`; the capacity where there is none below. */
static size_t next_free(const builder *b, size_t from)
{
    size_t word = from >> 6;
    size_t n = b->capacity >> 6;
    if (word >= n) {
        return from;
    }
    uint64_t open = ~b->used[word] & (UINT64_MAX << (from & 63));
    while (open == 0) {
        if (++word == n) {
            return b->capacity;
        }
        open = ~b->used[word];
    }
    return (word << 6) + (size_t)__builtin_ctzll(open);
}

static bool fits(const builder *b, size_t base, size_t n_children)
{
    for (size_t i = 1; i < n_children; i++) {
        size_t slot = base + b->children[i];
        if (slot < b->capacity && is_used(b, slot)) {
            return false;
        }
    }
    return true;
}

/* A base at which all children fall on free slots: first fit, but a search that was long moves the start for the
 * next one of about as many children, which keeps building linear at a small loss of room. */
static size_t find_base(builder *b, size_t n_children)
{
    size_t class = n_children == 1 ? 0 : (size_t)(63 - __builtin_clzll(n_children)) + 1;
    class = class < FIT_CLASSES ? class : FIT_CLASSES - 1;
    size_t least = b->children[0];
    size_t slot = b->search[class] > least ? b->search[class] : least + 1;
    for (size_t tries = 0;; tries++) {
        slot = next_free(b, slot);
        if (fits(b, slot - least, n_children)) {
            if (tries > PATIENCE || n_children == 1) {
                b->search[class] = slot;
            }
            return slot - least;
        }
        slot++;
    }
}

static size_t word_length(const gln_trie_words *words, size_t i)
{
    return words->starts[i + 1] - words->starts[i];
}

/* Lists the codes that follow the range's common beginning; returns their number. */
static size_t list_children(builder *b, const range *r)
{
    const gln_trie_words *words = b->words;
    size_t n = 0;
    for (size_t i = r->first; i < r->last; i++) {
        uint16_t code = words->codes[words->starts[i] + r->depth];
        if (n == 0 || b->children[n - 1] != code) {
            b->children[n] = code;
            b->firsts[n++] = i;
        }
    }
    b->firsts[n] = r->last;
    return n;
}

static gln_status place_children(builder *b, const range *r, gln_error *err)
{
    size_t n = list_children(b, r);
    size_t base = find_base(b, n);
    gln_status status = reserve(b, base + b->words->max_code + 1, err);
    if (status != GLN_OK) {
        return status;
    }
    range *stack = gln_memory__grown(b->stack, &b->stack_capacity, b->n_stack + n, sizeof *stack);
    if (!stack) {
        return gln_error__nomem(err);
    }
    b->stack = stack;
    b->nodes[r->node] |= (uint64_t)base << 24;
    for (size_t k = 0; k < n; k++) {
        take(b, base + b->children[k]);
    }
    for (size_t k = n; k-- > 0;) { /* backwards, so that the smallest code comes off the stack first */
        size_t slot = base + b->children[k];
        size_t first = b->firsts[k];
        uint64_t value = GLN_TRIE_NO_WORD;
        if (word_length(b->words, first) == r->depth + 1) {
            value = b->words->values[first++];
        }
        b->nodes[slot] = r->node | value << 48;
        range next = {(uint32_t)slot, r->depth + 1, first, b->firsts[k + 1]};
        if (next.last - next.first > 1) {
            stack[b->n_stack++] = next;
        } else if (next.last > next.first) {
            range *singles = gln_memory__grown(b->singles, &b->singles_capacity, b->n_singles + 1, sizeof *singles);
            if (!singles) {
                return gln_error__nomem(err);
            }
            b->singles = singles;
            singles[b->n_singles++] = next;
        }
    }
    return GLN_OK;
}

gln_status gln_trie__build(const gln_trie_words *words, gln_trie *out, gln_error *err)
{
    builder b = {.words = words};
    b.children = gln_memory__array((size_t)words->max_code + 1, sizeof *b.children);
    b.firsts = gln_memory__array((size_t)words->max_code + 2, sizeof *b.firsts);
    b.stack = gln_memory__grown(NULL, &b.stack_capacity, 1, sizeof *b.stack);
    gln_status status = b.children && b.firsts && b.stack ? GLN_OK : gln_error__nomem(err);
    if (status == GLN_OK) {
        status = reserve(&b, (size_t)words->max_code + 2, err);
    }
    if (status == GLN_OK) {
        take(&b, 0);
        if (words->n) {
            b.stack[b.n_stack++] = (range){0, 0, 0, words->n};
        }
    }
    while (status == GLN_OK && b.n_stack) {
        range r = b.stack[--b.n_stack];
        status = place_children(&b, &r, err);
    }
    while (status == GLN_OK && b.n_singles) {
        range r = b.singles[--b.n_singles];
        status = place_children(&b, &r, err);
    }
    if (status == GLN_OK) {
        status = reserve(&b, b.end + words->max_code + 1, err); /* a leaf's base is 0, and others end here at most */
    }
    if (status == GLN_OK) {
        *out = (gln_trie){b.nodes, (uint32_t)(b.end + words->max_code + 1)};
        b.nodes = NULL;
    }
    free(b.nodes);
    free(b.used);
    free(b.stack);
    free(b.singles);
    free(b.children);
    free(b.firsts);
    return status;
}

void gln_trie__free(gln_trie *trie)
{
    free(trie->nodes);
    *trie = (gln_trie){NULL, 0};
}
