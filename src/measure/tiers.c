/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "guanlan/tiers.h"

#include "core/arena.h"
#include "core/buffer.h"
#include "core/file.h"
#include "core/number.h"
#include "core/utf8.h"
#include "measure/tiers_data.h"

#include <stdlib.h>

struct gln_tiers {
    gln_slice names[GLN_TIERS_MOST];
    double least[GLN_TIERS_MOST]; /* percent, falling */
    size_t n;
    gln_slice paper;
    gln_arena arena;
};

static gln_status read_line(gln_tiers *tiers, gln_slice line, gln_error *err)
{
    const char *tab = line.len ? memchr(line.ptr, '\t', line.len) : NULL;
    size_t at = tab ? (size_t)(tab - line.ptr) : line.len;
    gln_slice left = gln_slice__trim(gln_slice_sub(line, 0, at));
    gln_slice right = tab ? gln_slice__trim(gln_slice_sub(line, at + 1, line.len - at - 1)) : (gln_slice){NULL, 0};
    double share = 0;
    if (line.len == 0 || line.ptr[0] == '#') {
        if (gln_slice_equal(left, GLN_LIT("# paper")) && right.len) {
            tiers->paper = gln_arena__copy(&tiers->arena, right);
            return tiers->paper.ptr ? GLN_OK : gln_error__nomem(err);
        }
        return GLN_OK;
    }
    if (!left.len || !gln_number__parse(right, &share) || !(share >= 0 && share <= 100)) {
        return gln_error_set(err, GLN_ERR_FORMAT, "a tier, a tab and a share in percent are wanted");
    }
    if (tiers->n == GLN_TIERS_MOST) {
        return gln_error_set(err, GLN_ERR_FORMAT, "more than %d tiers", GLN_TIERS_MOST);
    }
    if (tiers->n && !(share < tiers->least[tiers->n - 1])) {
        return gln_error_set(err, GLN_ERR_FORMAT, "the shares must fall from tier to tier");
    }
    tiers->names[tiers->n] = gln_arena__copy(&tiers->arena, left);
    tiers->least[tiers->n++] = share;
    return tiers->names[tiers->n - 1].ptr ? GLN_OK : gln_error__nomem(err);
}

static gln_status read_lines(gln_tiers *tiers, gln_slice text, gln_error *err)
{
    gln_status status = GLN_OK;
    uint32_t line = 0;
    size_t offset = 0;
    if (!gln_utf8__valid(text, &offset)) {
        return gln_error_set(err, GLN_ERR_ENCODING, "a scale is in UTF-8");
    }
    for (size_t at = 0; at < text.len && status == GLN_OK;) {
        const char *newline = memchr(text.ptr + at, '\n', text.len - at);
        size_t end = newline ? (size_t)(newline - text.ptr) : text.len;
        size_t bom = at == 0 && text.len >= 3 && memcmp(text.ptr, "\xEF\xBB\xBF", 3) == 0 ? 3 : 0;
        line++;
        status = read_line(tiers, gln_slice__trim(gln_slice_sub(text, at + bom, end - at - bom)), err);
        at = end + 1;
    }
    if (status == GLN_OK && tiers->n == 0) {
        status = gln_error_set(err, GLN_ERR_FORMAT, "a scale without a tier");
    }
    if (status == GLN_ERR_FORMAT) {
        gln_error_at(err, NULL, line, GLN_NO_OFFSET);
    }
    return status;
}

gln_status gln_tiers_read(const char *path, gln_tiers **out, gln_error *err)
{
    gln_buffer bytes = GLN_BUFFER_INIT;
    gln_tiers *tiers = gln_memory__zeroed(1, sizeof *tiers);
    if (!tiers) {
        return gln_error__nomem(err);
    }
    gln_status status = path ? gln_file__read(path, &bytes, err) : GLN_OK;
    if (status == GLN_OK) {
        status = read_lines(tiers, path ? gln_buffer__slice(&bytes) : gln_tiers__shipped(), err);
    }
    if (status != GLN_OK && path) {
        gln_error_at(err, path, 0, GLN_NO_OFFSET);
    }
    gln_buffer__free(&bytes);
    if (status != GLN_OK) {
        gln_tiers_free(tiers);
        return status;
    }
    *out = tiers;
    return GLN_OK;
}

void gln_tiers_free(gln_tiers *tiers)
{
    if (tiers) {
        gln_arena__clear(&tiers->arena);
        free(tiers);
    }
}

size_t gln_tiers_find(const gln_tiers *tiers, double share)
{
    size_t i = 0;
    while (i < tiers->n && 100 * share < tiers->least[i]) {
        i++;
    }
    return i;
}

size_t gln_tiers_count(const gln_tiers *tiers)
{
    return tiers->n;
}

gln_slice gln_tiers_name(const gln_tiers *tiers, size_t tier)
{
    return tier < tiers->n ? tiers->names[tier] : (gln_slice){NULL, 0};
}

gln_slice gln_tiers_paper(const gln_tiers *tiers)
{
    return tiers->paper;
}
