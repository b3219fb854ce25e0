/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/calc_forms.h"
#include "corpus/reuse_sketch.h"

static bool sketch_of(gln_slice text, unsigned weight, gln_arena *arena, gln_sketch *out)
{
    gln_shingler shingler = GLN_SHINGLER_INIT;
    bool fine = gln_shingler__add(&shingler, text) && gln_shingler__finish(&shingler, weight) &&
                gln_shingler__sketch(&shingler, arena, out);
    gln_shingler__clear(&shingler);
    return fine;
}

/* Two texts and their shingles of k words. */
void calc_reuse(calc_case *c)
{
    gln_slice a = calc_text(c, "a");
    gln_slice b = calc_text(c, "b");
    size_t k = calc_size(c, "k", 3, 1000);
    unsigned weight = (unsigned)k * GLN_SHINGLE_WORD;
    gln_sketch of_a, of_b;
    if (c->status != GLN_OK) {
        return;
    }
    if (!sketch_of(a, weight, &c->arena, &of_a) || !sketch_of(b, weight, &c->arena, &of_b)) {
        c->status = gln_error__nomem(&c->err);
        return;
    }
    gln_overlap overlap = gln_sketch__compare(&of_a, &of_b);
    CALC_PUT(c, {"jaccard", overlap.jaccard}, {"containment_a_in_b", overlap.a_in_b},
             {"containment_b_in_a", gln_sketch__compare(&of_b, &of_a).a_in_b},
             {"lsh_threshold_b20_r5", gln_reuse__lsh_threshold(20, 5)}, );
}
