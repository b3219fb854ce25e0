/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "guanlan/estimate.h"

#include "core/file.h"
#include "text/estimating.h"
#include "text/lexicon_base.h"
#include "text/segment.h"
#include "text/tally.h"

#include <stdlib.h>

#define SCALE UINT64_C(1000000000) /* of the frequencies that are written */

struct gln_estimate {
    gln_analyzer
        analyzer; /* the given one with nodes and characters of our own and a tally; users' words are borrowed */
    uint64_t *nodes;
    double *prior; /* by node, in units of the tally */
    double *now;   /* the counts that the costs in use are made of */
    gln_tally tally;
};

static bool is_word(const gln_estimate *e, uint32_t node)
{
    return gln_trie__check(e->nodes[node]) != GLN_TRIE_FREE && gln_trie__value(e->nodes[node]) != GLN_TRIE_NO_WORD;
}

gln_status gln_estimate_new(const gln_analyzer *analyzer, uint64_t prior, gln_estimate **out, gln_error *err)
{
    const gln_lexicon *lexicon = &analyzer->lexicon;
    if (analyzer->pretokenized) {
        return gln_error_set(err, GLN_ERR_USAGE, "frequencies are estimated from text that is not cut yet");
    }
    gln_estimate *e = gln_memory__zeroed(1, sizeof *e);
    gln_status status = e ? gln_tally__init(&e->tally, lexicon->n_nodes, err) : gln_error__nomem(err);
    if (status == GLN_OK) {
        e->nodes = gln_memory__array(lexicon->n_nodes, sizeof *e->nodes);
        e->prior = gln_memory__zeroed(lexicon->n_nodes, sizeof *e->prior);
        e->now = gln_memory__zeroed(lexicon->n_nodes, sizeof *e->now);
        status = e->nodes && e->prior && e->now ? GLN_OK : gln_error__nomem(err);
    }
    if (status != GLN_OK) {
        gln_estimate_free(e);
        return status;
    }
    memcpy(e->nodes, lexicon->nodes, lexicon->n_nodes * sizeof *e->nodes);
    e->analyzer = *analyzer;
    e->analyzer.lexicon.nodes = e->nodes;
    e->analyzer.tally = &e->tally;
    status = gln_han__chars(&e->analyzer.lexicon, true, &e->analyzer.chars, err);
    if (status != GLN_OK) {
        e->analyzer.chars = NULL;
        gln_estimate_free(e);
        return status;
    }
    for (uint32_t i = 0; i < lexicon->n_nodes; i++) {
        if (is_word(e, i)) {
            uint32_t cost = gln_trie__value(e->nodes[i]) & GLN_TRIE_COST;
            cost = cost > GLN_LEXICON_WORD_COST ? cost - GLN_LEXICON_WORD_COST : 0;
            e->prior[i] = gln_tally__probability(&e->tally, cost) * (double)prior * (double)GLN_TALLY_ONE;
            e->now[i] = gln_tally__probability(&e->tally, cost);
        }
    }
    *out = e;
    return GLN_OK;
}

void gln_estimate_free(gln_estimate *e)
{
    if (!e) {
        return;
    }
    gln_tally__clear(&e->tally);
    free(e->analyzer.chars);
    free(e->nodes);
    free(e->prior);
    free(e->now);
    free(e);
}

const gln_analyzer *gln_estimate__analyzer(const gln_estimate *e)
{
    return &e->analyzer;
}

/* -log2(part / whole) in 1/64, with the weight that each word has. Both are far below 2^63. */
static uint32_t cost_of(double part, double whole)
{
    uint64_t a = (uint64_t)part;
    uint64_t b = (uint64_t)whole;
    uint32_t low = a ? gln_lexicon__log2(a) : 0;
    uint32_t high = b ? gln_lexicon__log2(b) : 0;
    uint32_t cost = (low < high ? high - low : 0) + GLN_LEXICON_WORD_COST;
    return cost < GLN_TRIE_COST ? cost : GLN_TRIE_COST - 1;
}

/* p(w) = (count(w) + prior p0(w)) / sum of the same over all words. */
void gln_estimate_step(gln_estimate *e, gln_estimate_round *round)
{
    uint32_t n = e->analyzer.lexicon.n_nodes;
    double counted = 0;
    double whole = 0;
    for (uint32_t i = 0; i < n; i++) { /* in one order, so that the sums are always the same */
        double count = (double)atomic_load(&e->tally.counts[i]);
        atomic_store(&e->tally.counts[i], 0);
        if (is_word(e, i)) {
            e->now[i] = count + e->prior[i];
            counted += count;
            whole += e->now[i];
        }
    }
    for (uint32_t i = 0; i < n && whole > 0; i++) {
        if (is_word(e, i)) {
            uint64_t value = gln_trie__value(e->nodes[i]);
            uint64_t now = (value & ~(uint64_t)GLN_TRIE_COST) | cost_of(e->now[i], whole);
            e->nodes[i] = (e->nodes[i] & ((UINT64_C(1) << 48) - 1)) | now << 48;
        }
    }
    gln_han__gather(&e->analyzer.lexicon, e->analyzer.chars);
    if (round) {
        *round = (gln_estimate_round){.words = counted / (double)GLN_TALLY_ONE,
                                      .characters = atomic_load(&e->tally.characters),
                                      .bits = (double)atomic_load(&e->tally.bits) / GLN_LEXICON_COST_UNIT};
    }
    atomic_store(&e->tally.characters, 0);
    atomic_store(&e->tally.bits, 0);
}

gln_status gln_estimate_write(const gln_estimate *e, const char *path, gln_error *err)
{
    uint32_t n = e->analyzer.lexicon.n_nodes;
    gln_buffer out = GLN_BUFFER_INIT;
    gln_newfile file = GLN_NEWFILE_INIT;
    double whole = 0;
    uint64_t *frequencies = gln_memory__zeroed(n, sizeof *frequencies);
    gln_status status = frequencies ? GLN_OK : gln_error__nomem(err);
    for (uint32_t i = 0; i < n; i++) {
        whole += e->now[i];
    }
    for (uint32_t i = 0; status == GLN_OK && i < n; i++) {
        double share = whole > 0 ? e->now[i] / whole * (double)SCALE : 0;
        frequencies[i] = share > 1 ? (uint64_t)(share + 0.5) : 1;
    }
    if (status == GLN_OK) {
        gln_buffer__puts(&out, GLN_LEXICON_BASE_LINE ": it replaces the shipped one. word, frequency, tag, parts\n");
        status = gln_lexicon__write_base(&e->analyzer.lexicon, frequencies, &out, err);
    }
    if (status == GLN_OK) {
        status = gln_newfile__open(&file, path, err);
    }
    if (status == GLN_OK) {
        (void)fwrite(out.data, 1, out.len, file.stream); /* a failure is seen by the commit */
        status = gln_newfile__commit(&file, err);
    }
    gln_newfile__discard(&file);
    gln_buffer__free(&out);
    free(frequencies);
    return status;
}
