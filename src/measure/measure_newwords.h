/* SPDX-License-Identifier: GPL-3.0-or-later */
/* New words, shared by what finds and what shows them. */
#ifndef GLN_MEASURE_NEWWORDS_H
#define GLN_MEASURE_NEWWORDS_H

#include "core/arena.h"
#include "guanlan/newwords.h"

struct gln_newwords {
    gln_arena arena; /* their texts */
    gln_newword *items;
    size_t n;
    uint64_t min_count;
};

#endif
