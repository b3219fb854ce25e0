/* SPDX-License-Identifier: GPL-3.0-or-later */
/* tokens --explain: every stretch of a line that could be a word, what it costs, and why the words that won did. */
#include "cli/cli.h"

#include "text/explain.h"

#include <inttypes.h>

void cli_explain_head(gln_buffer *out)
{
    gln_buffer__puts(out, "line\tstart\tcandidate\tkind\tbits\tpath_bits\ttoken\twhy\n");
}

static void put_bits(gln_buffer *out, uint64_t cost)
{
    char text[32];
    (void)snprintf(text, sizeof text, "%" PRIu64 ".%02u", cost / 64, (unsigned)(cost % 64 * 100 / 64));
    gln_buffer__puts(out, text);
}

gln_status cli_explain_line(gln_segmenter *segmenter, gln_slice line, uint64_t number, gln_buffer *out, gln_error *err)
{
    const gln_stretch *candidates = NULL;
    size_t n = 0;
    gln_status status = gln_segmenter__explain(segmenter, line, &candidates, &n, err);
    for (size_t i = 0; i < n && status == GLN_OK; i++) {
        const gln_stretch *c = &candidates[i];
        char head[64];
        (void)snprintf(head, sizeof head, "%" PRIu64 "\t%" PRIu32 "\t", number, c->start);
        gln_buffer__puts(out, head);
        gln_buffer__put(out, gln_slice_sub(line, c->start, c->end - c->start));
        gln_buffer__byte(out, '\t');
        gln_buffer__puts(out, gln_stretch__kind(c));
        gln_buffer__byte(out, '\t');
        if (c->costed) {
            put_bits(out, c->cost);
        }
        gln_buffer__byte(out, '\t');
        if (c->costed) {
            put_bits(out, c->path);
        }
        gln_buffer__puts(out, c->won ? "\tyes\t" : "\tno\t");
        gln_buffer__puts(out, gln_stretch__why(c));
        if (c->costed && !c->won && c->more) {
            put_bits(out, c->more);
            gln_buffer__puts(out, " bits");
        }
        gln_buffer__byte(out, '\n');
    }
    return status == GLN_OK && out->failed ? gln_error__nomem(err) : status;
}
