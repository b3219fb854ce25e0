/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "corpus/reprints.h"

#include "core/intern.h"

#include <stdlib.h>

typedef struct member {
    uint64_t copies;
    bool first;
} member;

struct gln_reprints {
    gln_intern ids;
    member *members; /* by number of the id */
    size_t capacity;
    size_t n_later;
};

gln_status gln_reprints__new(gln_reprints **out, gln_error *err)
{
    gln_reprints *reprints = calloc(1, sizeof *reprints);
    if (!reprints) {
        return gln_error__nomem(err);
    }
    *out = reprints;
    return GLN_OK;
}

void gln_reprints_free(gln_reprints *reprints)
{
    if (reprints) {
        gln_intern__clear(&reprints->ids);
        free(reprints->members);
        free(reprints);
    }
}

gln_status gln_reprints__add(gln_reprints *reprints, gln_slice article, uint64_t copies, bool first, gln_error *err)
{
    size_t n = reprints->ids.count;
    member *grown = gln_memory__grown(reprints->members, &reprints->capacity, n + 1, sizeof *grown);
    if (!grown) {
        return gln_error__nomem(err);
    }
    reprints->members = grown;
    uint32_t id = gln_intern__add(&reprints->ids, article);
    if (id == GLN_NO_ID) {
        return gln_error__nomem(err);
    }
    if (id == n) {
        grown[id] = (member){copies, first};
        reprints->n_later += !first;
    }
    return GLN_OK;
}

size_t gln_reprints_n_later(const gln_reprints *reprints)
{
    return reprints->n_later;
}

uint64_t gln_reprints_copies(const gln_reprints *reprints, gln_slice article)
{
    uint32_t id = gln_intern__find(&reprints->ids, article);
    return id == GLN_NO_ID ? 1 : reprints->members[id].copies;
}

bool gln_reprints_first(const gln_reprints *reprints, gln_slice article)
{
    uint32_t id = gln_intern__find(&reprints->ids, article);
    return id == GLN_NO_ID || reprints->members[id].first;
}
