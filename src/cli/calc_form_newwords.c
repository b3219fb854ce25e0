/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/calc_forms.h"
#include "core/utf8.h"
#include "stats/cohesion.h"

#include <ctype.h>
#include <math.h>

/* The text by characters; 0 stands for a mark or space, at which runs end. */
typedef struct characters {
    uint32_t *items;
    size_t n;
} characters;

static bool is_mark(uint32_t c)
{
    return c < 0x80 ? !isalnum((int)c)
                    : (c >= 0x80 && c < 0xC0) || (c >= 0x2000 && c < 0x2070) || (c >= 0x3000 && c < 0x3040) ||
                          (c >= 0xFE30 && c < 0xFE50) || (c >= 0xFF00 && c < 0xFF10) || (c >= 0xFF1A && c < 0xFF21) ||
                          (c >= 0xFF3B && c < 0xFF41) || (c >= 0xFF5B && c < 0xFF66);
}

static characters read_characters(calc_case *c, gln_slice text)
{
    characters t = {calc_array(c, text.len, sizeof *t.items), 0};
    for (size_t at = 0; c->status == GLN_OK && at < text.len;) {
        uint32_t code = gln_utf8__next(text.ptr, &at);
        t.items[t.n++] = is_mark(code) ? 0 : code;
    }
    return t;
}

static bool stands_at(const characters *t, size_t at, const uint32_t *run, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        if (at + i >= t->n || t->items[at + i] != run[i]) {
            return false;
        }
    }
    return true;
}

static gln_ngram count_run(const characters *t, const uint32_t *run, size_t n)
{
    gln_ngram g = {0, 0};
    size_t length = 0; /* of the run of characters so far */
    for (size_t i = 0; i < t->n; i++) {
        length = t->items[i] ? length + 1 : 0;
        g.total += length >= n;
        g.count += stands_at(t, i, run, n);
    }
    return g;
}

/* Neighbours of a run on one side, into counts by the first place where the character stands; what bounds a text is
 * counted apart. */
static double neighbours(const characters *t, const uint32_t *run, size_t n, bool right, uint64_t *counts)
{
    double bounds = 0;
    for (size_t i = 0; i < t->n; i++) {
        counts[i] = 0;
    }
    for (size_t i = 0; i < t->n; i++) {
        if (!stands_at(t, i, run, n)) {
            continue;
        }
        size_t at = right ? i + n : i - 1;
        if ((!right && i == 0) || at >= t->n || t->items[at] == 0) {
            bounds++;
            continue;
        }
        size_t first = 0;
        for (; t->items[first] != t->items[at]; first++) {
        }
        counts[first]++;
    }
    return bounds;
}

static void put_candidate(calc_case *c, const characters *t, gln_slice name, uint64_t *counts)
{
    characters run = read_characters(c, name);
    int length = (int)(name.len < 60 ? name.len : 60);
    double cohesion = INFINITY, ends[2];
    if (c->status != GLN_OK) {
        return;
    }
    gln_ngram whole = count_run(t, run.items, run.n);
    for (size_t k = 1; k < run.n; k++) {
        cohesion = fmin(cohesion,
                        gln_cohesion__split(whole, count_run(t, run.items, k), count_run(t, run.items + k, run.n - k)));
    }
    for (int right = 0; right < 2; right++) {
        double bounds = neighbours(t, run.items, run.n, right, counts);
        const char *side = right ? "right" : "left";
        calc_put_at(c, gln_cohesion__branching(counts, t->n, bounds), "%.*s.%s_entropy_boundary_distinct", length,
                    name.ptr, side);
        counts[t->n] = (uint64_t)bounds; /* as one neighbour */
        ends[right] = gln_cohesion__branching(counts, t->n + 1, 0);
        calc_put_at(c, ends[right], "%.*s.%s_entropy_bits", length, name.ptr, side);
    }
    calc_put_at(c, whole.count, "%.*s.freq", length, name.ptr);
    calc_put_at(c, isfinite(cohesion) && whole.count > 0 ? cohesion : (double)NAN, "%.*s.min_split_pmi_bits", length,
                name.ptr);
    calc_put_at(c, fmin(ends[0], ends[1]), "%.*s.min_branching", length, name.ptr);
}

/* Candidates for new words in a text. */
void calc_new_words(calc_case *c)
{
    gln_slice text = calc_text(c, "text");
    characters t = read_characters(c, text);
    uint64_t *counts = calc_array(c, t.n + 1, sizeof *counts);
    const gln_json_node *list = gln_json__get(c->inputs, "candidates");
    for (const gln_json_node *w = gln_json__first(list); w && c->status == GLN_OK; w = gln_json__next(w)) {
        gln_slice name = GLN_LIT("");
        if (gln_json__string(w, &name) && name.len > 0) {
            put_candidate(c, &t, name, counts);
        }
    }
}
