/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A double-array trie (Aoe 1989) over small integer codes, eight bytes a node:
 *
 *     bits  0..23  check: the parent's index; GLN_TRIE_FREE where the slot is free
 *     bits 24..47  base:  the child for code c is at base + c, if its check says so
 *     bits 48..63  value of the word that ends here, its cost in the low 13 and its class in the rest;
 *                  GLN_TRIE_NO_WORD where none does
 *
 * The root is node 0. base + max_code is below n_nodes for every node, so that a step needs no test of its range. */
#ifndef GLN_TEXT_TRIE_H
#define GLN_TEXT_TRIE_H

#include "core/memory.h"

#define GLN_TRIE_FREE UINT32_C(0xFFFFFF)
#define GLN_TRIE_NO_WORD UINT32_C(0xFFFF)
#define GLN_TRIE_COST UINT32_C(0x1FFF)
#define GLN_TRIE_CLASS_SHIFT 13
#define GLN_TRIE_MAX_NODES UINT32_C(0xFFFFFF)

typedef struct gln_trie {
    uint64_t *nodes; /* owned */
    uint32_t n_nodes;
} gln_trie;

/* Words in: codes[starts[i]] to codes[starts[i + 1] - 1], codes from 1 to max_code, in ascending order of their codes
 * (the shorter first), none empty, none twice. values[i] is below GLN_TRIE_NO_WORD. */
typedef struct gln_trie_words {
    const uint16_t *codes;
    const size_t *starts; /* n + 1 */
    const uint16_t *values;
    size_t n;
    uint32_t max_code;
} gln_trie_words;

/* Builds the trie; the same words give the same bytes. */
GLN_MUST_USE gln_status gln_trie__build(const gln_trie_words *words, gln_trie *out, gln_error *err);
void gln_trie__free(gln_trie *trie);

static inline uint32_t gln_trie__check(uint64_t node)
{
    return (uint32_t)(node & 0xFFFFFFU);
}

static inline uint32_t gln_trie__base(uint64_t node)
{
    return (uint32_t)(node >> 24 & 0xFFFFFFU);
}

static inline uint32_t gln_trie__value(uint64_t node)
{
    return (uint32_t)(node >> 48);
}

/* The child of node `at` for the code, or 0 (the root is nobody's child). */
static inline uint32_t gln_trie__step(const uint64_t *nodes, uint32_t at, uint32_t code)
{
    uint32_t to = gln_trie__base(nodes[at]) + code;
    return gln_trie__check(nodes[to]) == at ? to : 0;
}

#endif
