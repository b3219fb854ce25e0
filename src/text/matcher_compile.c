/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "text/matcher_compile.h"

#include <stdlib.h>

enum { MAX_BYTE = 255 };

/* A node and how it is reached. */
typedef struct edge {
    uint32_t node;
    uint32_t parent;
    uint32_t depth;
    unsigned char byte;
} edge;

static gln_status build_trie(gln_matcher *m, gln_error *err)
{
    size_t bytes = 0;
    for (size_t i = 0; i < m->texts.count; i++) {
        bytes += m->texts.items[i].len;
    }
    uint32_t *order = gln_intern__sorted(&m->texts);
    uint16_t *codes = gln_memory__array(bytes, sizeof *codes);
    size_t *starts = gln_memory__array(m->texts.count + 1, sizeof *starts);
    uint16_t *costs = gln_memory__zeroed(m->texts.count, sizeof *costs);
    gln_status status = order && codes && starts && costs ? GLN_OK : gln_error__nomem(err);
    if (status == GLN_OK) {
        size_t end = 0;
        for (size_t i = 0; i < m->texts.count; i++) {
            gln_slice text = m->texts.items[order[i]];
            starts[i] = end;
            for (size_t k = 0; k < text.len; k++) {
                codes[end++] = (unsigned char)text.ptr[k];
            }
        }
        starts[m->texts.count] = end;
        gln_trie_words words = {codes, starts, costs, m->texts.count, MAX_BYTE};
        status = gln_trie__build(&words, &m->trie, err);
    }
    free(order);
    free(codes);
    free(starts);
    free(costs);
    return status;
}

/* All nodes but the root, each once, by walking every text; marks where texts end. */
static size_t list_edges(gln_matcher *m, edge *edges)
{
    size_t n = 0;
    for (uint32_t t = 0; t < m->texts.count; t++) {
        gln_slice text = m->texts.items[t];
        uint32_t at = 0;
        for (size_t i = 0; i < text.len; i++) {
            unsigned char byte = (unsigned char)text.ptr[i];
            uint32_t to = gln_trie__step(m->trie.nodes, at, byte);
            if (m->fail[to] == GLN_NO_ID) {
                m->fail[to] = 0;
                edges[n++] = (edge){to, at, (uint32_t)i + 1, byte};
            }
            at = to;
        }
        m->text_of[at] = t + 1;
    }
    return n;
}

static int by_depth(const void *a, const void *b)
{
    const edge *x = a;
    const edge *y = b;
    if (x->depth != y->depth) {
        return x->depth < y->depth ? -1 : 1;
    }
    return (x->node > y->node) - (x->node < y->node);
}

/* fail(child by c) is the child by c of the nearest node along fail(parent) that has one. */
static void link_failures(gln_matcher *m, const edge *edges, size_t n)
{
    const uint64_t *nodes = m->trie.nodes;
    for (size_t i = 0; i < n; i++) {
        const edge *e = &edges[i];
        uint32_t fail = 0;
        if (e->depth > 1) {
            uint32_t along = m->fail[e->parent];
            fail = gln_trie__step(nodes, along, e->byte);
            while (fail == 0 && along != 0) {
                along = m->fail[along];
                fail = gln_trie__step(nodes, along, e->byte);
            }
        } else {
            m->root[e->byte] = e->node;
        }
        m->fail[e->node] = fail;
        m->output[e->node] = m->text_of[e->node] ? e->node : m->output[fail];
    }
}

gln_status gln_matcher__build(gln_matcher *m, gln_error *err)
{
    gln_status status = build_trie(m, err);
    if (status != GLN_OK) {
        return status;
    }
    size_t n_nodes = m->trie.n_nodes;
    edge *edges = gln_memory__array(n_nodes, sizeof *edges);
    m->fail = gln_memory__array(n_nodes, sizeof *m->fail);
    m->text_of = gln_memory__zeroed(n_nodes, sizeof *m->text_of);
    m->output = gln_memory__zeroed(n_nodes, sizeof *m->output);
    if (!edges || !m->fail || !m->text_of || !m->output) {
        status = gln_error__nomem(err);
    } else {
        memset(m->fail, 0xFF, n_nodes * sizeof *m->fail);
        m->fail[0] = 0;
        size_t n = list_edges(m, edges);
        qsort(edges, n, sizeof *edges, by_depth);
        link_failures(m, edges, n);
    }
    free(edges);
    return status;
}

gln_status gln_matcher__mark_entries(gln_matcher *m, gln_error *err)
{
    const gln_lexicon *lexicon = &m->analyzer->lexicon;
    m->entries = gln_memory__zeroed(gln_analyzer_n_entries(m->analyzer) / 64 + 1, sizeof *m->entries);
    for (size_t i = 0; m->entries && i < m->texts.count; i++) {
        gln_slice text = m->texts.items[i];
        uint32_t node = 0;
        for (size_t at = 0; at < text.len && (node || at == 0);) {
            uint32_t code = gln_lexicon__pair(lexicon->chars, lexicon->n_chars, gln_utf8__next(text.ptr, &at));
            node = code ? gln_trie__step(lexicon->nodes, node, code) : 0;
        }
        if (node) {
            uint32_t entry = gln_node__entry(node);
            m->entries[entry / 64] |= UINT64_C(1) << entry % 64;
        }
    }
    return m->entries ? GLN_OK : gln_error__nomem(err);
}
