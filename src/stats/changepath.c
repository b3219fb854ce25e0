/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "stats/changepath.h"

#include "core/memory.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

typedef struct finder {
    const double *y, *exposure;
    size_t n;
    gln_change_path *path;
    size_t used; /* of the room */
} finder;

/* The segmentation at a penalty, as a step whose changes lie in the room. */
static gln_status at_penalty(finder *f, double penalty, gln_change_step *out, gln_error *err)
{
    gln_partition found;
    size_t *after = f->path->room + f->used;
    gln_status status = gln_change__partition(f->y, f->exposure, f->n, penalty, 1, after, &found, err);
    if (status == GLN_OK) {
        *out =
            (gln_change_step){penalty, penalty, found.cost - penalty * (double)found.n_changes, found.n_changes, after};
        f->used += found.n_changes;
    }
    return status;
}

static void put(finder *f, const gln_change_step *step, double low, double high)
{
    gln_change_path *path = f->path;
    if (path->n_steps && path->steps[path->n_steps - 1].n_changes == step->n_changes) {
        path->steps[path->n_steps - 1].penalty_high = high;
    } else if (path->n_steps < GLN_CHANGE_PATH_MOST) {
        path->steps[path->n_steps] = *step;
        path->steps[path->n_steps].penalty_low = low;
        path->steps[path->n_steps++].penalty_high = high;
    } else {
        path->whole = false;
    }
}

/* Settles the penalties between two segmentations, from the low end up. */
static gln_status settle(finder *f, const gln_change_step *low, const gln_change_step *high, double from, double to,
                         size_t depth, gln_error *err)
{
    if (low->n_changes <= high->n_changes) { /* the same number: the same segmentation */
        put(f, low, from, to);
        return GLN_OK;
    }
    double between = (high->cost - low->cost) / (double)(low->n_changes - high->n_changes);
    between = fmin(fmax(between, from), to);
    if (low->n_changes == high->n_changes + 1 || depth == 0 || f->path->n_steps == GLN_CHANGE_PATH_MOST) {
        f->path->whole = f->path->whole && low->n_changes == high->n_changes + 1;
        put(f, low, from, between);
        put(f, high, between, to);
        return GLN_OK;
    }
    gln_change_step middle;
    size_t used = f->used;
    gln_status status = at_penalty(f, between, &middle, err);
    if (status != GLN_OK) {
        return status;
    }
    if (middle.n_changes >= low->n_changes || middle.n_changes <= high->n_changes) { /* no better one between */
        f->used = used;
        put(f, low, from, between);
        put(f, high, between, to);
        return GLN_OK;
    }
    status = settle(f, low, &middle, from, between, depth - 1, err);
    return status == GLN_OK ? settle(f, &middle, high, between, to, depth - 1, err) : status;
}

gln_status gln_change__path(const double *y, const double *exposure, size_t n, double low, double high,
                            gln_change_path *out, gln_error *err)
{
    enum { DEPTH = 24, ROOMS = GLN_CHANGE_PATH_MOST + DEPTH + 4 }; /* kept ones, and those of the range in hand */
    gln_change_path path = {.whole = true};
    finder f = {y, exposure, n, &path, 0};
    gln_change_step first, last;
    size_t cells;
    if (!(low > 0.0 && low < high && isfinite(high))) {
        return gln_error_set(err, GLN_ERR_RANGE, "penalties from %g to %g", low, high);
    }
    path.room = gln_size__mul(n + 1, ROOMS, &cells) ? gln_memory__array(cells, sizeof *path.room) : NULL;
    gln_status status = path.room ? GLN_OK : gln_error__nomem(err);
    if (status == GLN_OK) {
        status = at_penalty(&f, low, &first, err);
    }
    if (status == GLN_OK) {
        status = at_penalty(&f, high, &last, err);
    }
    if (status == GLN_OK) {
        status = settle(&f, &first, &last, low, high, DEPTH, err);
    }
    if (status != GLN_OK) {
        gln_change_path__free(&path);
        return status;
    }
    *out = path;
    return GLN_OK;
}

void gln_change_path__free(gln_change_path *path)
{
    free(path->room);
    memset(path, 0, sizeof *path);
}
