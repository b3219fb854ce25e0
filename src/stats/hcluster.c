/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "stats/hcluster.h"

#include "core/memory.h"

#include <math.h>
#include <stdlib.h>

/* The clusters that are left: which merge made them and how many items they hold; size 0 where merged away. */
typedef struct cluster {
    int64_t name;
    double size;
    size_t nearest; /* of those behind it that are left */
} cluster;

static void find_nearest(const double *d, size_t n, cluster *c, size_t i)
{
    c[i].nearest = n;
    for (size_t j = i + 1; j < n; j++) {
        if (c[j].size > 0 && (c[i].nearest == n || d[i * n + j] < d[i * n + c[i].nearest])) {
            c[i].nearest = j;
        }
    }
}

/* The distance of k from the union of i and j. */
static double updated(double ki, double kj, double ij, double i, double j, double k, gln_linkage linkage)
{
    switch (linkage) {
    case GLN_LINK_SINGLE:
        return fmin(ki, kj);
    case GLN_LINK_COMPLETE:
        return fmax(ki, kj);
    case GLN_LINK_AVERAGE:
        return (i * ki + j * kj) / (i + j);
    case GLN_LINK_WARD:
        break;
    }
    return ((i + k) * ki + (j + k) * kj - k * ij) / (i + j + k);
}

static void join(double *d, size_t n, cluster *c, size_t i, size_t j, gln_linkage linkage)
{
    for (size_t k = 0; k < n; k++) {
        if (k != i && k != j && c[k].size > 0) {
            double value = updated(d[k * n + i], d[k * n + j], d[i * n + j], c[i].size, c[j].size, c[k].size, linkage);
            d[k * n + i] = d[i * n + k] = value;
        }
    }
    c[i].size += c[j].size;
    c[j].size = 0;
    for (size_t k = 0; k < n; k++) {
        if (c[k].size > 0 && (k <= i || c[k].nearest == j || c[k].nearest == i)) {
            find_nearest(d, n, c, k);
        }
    }
}

/* R's order of a pair: single items before clusters, each kind by number. */
static gln_merge named(int64_t a, int64_t b, double height)
{
    bool swap = (a > 0 && b < 0) || (a < 0 && b < 0 && a < b) || (a > 0 && b > 0 && a > b);
    return swap ? (gln_merge){b, a, height} : (gln_merge){a, b, height};
}

gln_status gln_hcluster__tree(double *distances, size_t n, gln_linkage linkage, gln_merge *merges, gln_error *err)
{
    cluster *c = gln_memory__array(n, sizeof *c);
    if (!c) {
        return gln_error__nomem(err);
    }
    for (size_t i = 0; i < n * n; i++) {
        if (!isfinite(distances[i])) {
            free(c);
            return gln_error_set(err, GLN_ERR_RANGE, "a distance between texts that is not finite");
        }
        distances[i] = linkage == GLN_LINK_WARD ? distances[i] * distances[i] : distances[i];
    }
    for (size_t i = 0; i < n; i++) {
        c[i] = (cluster){-(int64_t)i - 1, 1, n};
    }
    for (size_t i = 0; i < n; i++) {
        find_nearest(distances, n, c, i);
    }
    for (size_t step = 0; step + 1 < n; step++) {
        size_t best = n;
        for (size_t i = 0; i < n; i++) {
            if (c[i].size > 0 && c[i].nearest < n &&
                (best == n || distances[i * n + c[i].nearest] < distances[best * n + c[best].nearest])) {
                best = i;
            }
        }
        size_t other = c[best].nearest;
        double height = distances[best * n + other];
        merges[step] = named(c[best].name, c[other].name, linkage == GLN_LINK_WARD ? sqrt(height) : height);
        join(distances, n, c, best, other, linkage);
        c[best].name = (int64_t)step + 1;
    }
    free(c);
    return GLN_OK;
}

/* The cluster of every item after the first `steps` merges, named by its first item. */
static void flatten(const gln_merge *merges, size_t n, size_t steps, size_t *of_item, size_t *of_merge)
{
    for (size_t i = 0; i < n; i++) {
        of_item[i] = i;
    }
    for (size_t s = 0; s < steps; s++) {
        size_t side[2];
        const int64_t names[2] = {merges[s].left, merges[s].right};
        for (int k = 0; k < 2; k++) {
            side[k] = names[k] < 0 ? of_item[-names[k] - 1] : of_item[of_merge[names[k] - 1]];
        }
        size_t into = side[0] < side[1] ? side[0] : side[1], from = side[0] < side[1] ? side[1] : side[0];
        for (size_t i = 0; i < n; i++) {
            of_item[i] = of_item[i] == from ? into : of_item[i];
        }
        of_merge[s] = into;
    }
}

gln_status gln_hcluster__cut(const gln_merge *merges, size_t n, size_t k, size_t *clusters, gln_error *err)
{
    size_t *of_merge = gln_memory__array(n, sizeof *of_merge), *number = gln_memory__zeroed(n, sizeof *number);
    size_t steps = k >= n ? 0 : k ? n - k : n ? n - 1 : 0, seen = 0;
    if (!of_merge || !number) {
        free(of_merge);
        free(number);
        return gln_error__nomem(err);
    }
    flatten(merges, n, steps, clusters, of_merge);
    for (size_t i = 0; i < n; i++) {
        size_t first = clusters[i]; /* the first item of its cluster, so numbered already */
        number[first] = number[first] ? number[first] : ++seen;
        clusters[i] = number[first];
    }
    free(of_merge);
    free(number);
    return GLN_OK;
}

typedef struct pearson {
    double n, x, y, xx, yy, xy;
} pearson;

static void add_point(pearson *p, double x, double y)
{
    p->n++;
    p->x += x;
    p->y += y;
    p->xx += x * x;
    p->yy += y * y;
    p->xy += x * y;
}

gln_status gln_hcluster__cophenetic(const double *distances, size_t n, const gln_merge *merges, double *r,
                                    gln_error *err)
{
    size_t *of_item = gln_memory__array(n, sizeof *of_item), *of_merge = gln_memory__array(n, sizeof *of_merge);
    pearson p = {0};
    if (!of_item || !of_merge) {
        free(of_item);
        free(of_merge);
        return gln_error__nomem(err);
    }
    for (size_t s = 0; s + 1 < n; s++) {
        flatten(merges, n, s, of_item, of_merge);
        size_t left = merges[s].left < 0 ? (size_t)(-merges[s].left - 1) : of_merge[merges[s].left - 1];
        size_t right = merges[s].right < 0 ? (size_t)(-merges[s].right - 1) : of_merge[merges[s].right - 1];
        for (size_t i = 0; i < n; i++) {
            for (size_t j = 0; j < n; j++) {
                if (of_item[i] == of_item[left] && of_item[j] == of_item[right]) {
                    add_point(&p, distances[i * n + j], merges[s].height);
                }
            }
        }
    }
    double vx = p.xx - p.x * p.x / p.n, vy = p.yy - p.y * p.y / p.n;
    *r = n > 2 && vx > 0 && vy > 0 ? (p.xy - p.x * p.y / p.n) / sqrt(vx * vy) : (double)NAN;
    free(of_item);
    free(of_merge);
    return GLN_OK;
}

/* ---- neighbours in time ------------------------------------------------------------------------------------------ */

/* The sample standard deviation of a stretch. */
static double spread(const double *x, size_t start, size_t end)
{
    double mean = 0, squares = 0, n = (double)(end - start);
    for (size_t i = start; i < end; i++) {
        mean += x[i] / n;
    }
    for (size_t i = start; i < end; i++) {
        squares += (x[i] - mean) * (x[i] - mean);
    }
    return sqrt(squares / (n - 1));
}

gln_status gln_hcluster__neighbours(const double *x, size_t n, gln_neighbour_merge *merges, gln_error *err)
{
    size_t *starts = gln_memory__array(n + 1, sizeof *starts), left = n;
    double *unions = gln_memory__array(n, sizeof *unions); /* of stretch i with the next */
    if (!starts || !unions) {
        free(starts);
        free(unions);
        return gln_error__nomem(err);
    }
    for (size_t i = 0; i <= n; i++) {
        starts[i] = i;
    }
    for (size_t i = 0; i + 1 < n; i++) {
        unions[i] = spread(x, i, i + 2);
    }
    for (size_t step = 0; step + 1 < n; step++) {
        size_t best = 0;
        for (size_t i = 1; i + 1 < left; i++) { /* a tie within rounding is the leftmost's */
            best = unions[i] < unions[best] * (1 - 1e-12) ? i : best;
        }
        merges[step] = (gln_neighbour_merge){starts[best], starts[best + 1], starts[best + 2], unions[best]};
        for (size_t i = best + 1; i < left; i++) {
            starts[i] = starts[i + 1];
            unions[i - 1] = i < left - 1 ? unions[i] : 0;
        }
        left--;
        if (best > 0) {
            unions[best - 1] = spread(x, starts[best - 1], starts[best + 1]);
        }
        if (best + 1 < left) {
            unions[best] = spread(x, starts[best], starts[best + 2]);
        }
    }
    free(starts);
    free(unions);
    return GLN_OK;
}
