/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "count/count_issues.h"

#include "core/buffer.h"

#include <limits.h>
#include <stdlib.h>

void gln_issues__clear(gln_issues *issues)
{
    gln_intern__clear(&issues->keys);
    free(issues->items);
    memset(issues, 0, sizeof *issues);
}

/* The date as 4 bytes, newspaper and edition with their lengths before them, the id: one text that says it all. */
static gln_status put_key(gln_buffer *key, const gln_counted_issue *issue, gln_error *err)
{
    uint16_t year = (uint16_t)issue->date.year;
    char date[4] = {(char)(year >> 8), (char)(year & 0xFF), issue->date.month, issue->date.day};
    gln_buffer__put(key, (gln_slice){date, sizeof date});
    uint64_t lengths[2] = {issue->newspaper.len, issue->edition.len};
    for (size_t i = 0; i < sizeof lengths; i++) {
        gln_buffer__byte(key, (char)(lengths[i / 8] >> (i % 8 * 8) & 0xFF));
    }
    gln_buffer__put(key, issue->newspaper);
    gln_buffer__put(key, issue->edition);
    gln_buffer__put(key, issue->id);
    return key->failed ? gln_error__nomem(err) : GLN_OK;
}

/* The larger, the less sure. */
static int doubt(gln_date_basis basis)
{
    return basis == GLN_BASIS_NONE ? INT_MAX : (int)basis;
}

static gln_status add(gln_issues *issues, gln_counted_issue issue, uint32_t *id, gln_error *err)
{
    gln_buffer key = GLN_BUFFER_INIT;
    gln_status status = put_key(&key, &issue, err);
    if (status != GLN_OK) {
        goto done;
    }
    gln_counted_issue *grown =
        gln_memory__grown(issues->items, &issues->capacity, issues->keys.count + 1, sizeof *grown);
    if (!grown) {
        status = gln_error__nomem(err);
        goto done;
    }
    issues->items = grown;
    size_t before = issues->keys.count;
    uint32_t at = gln_intern__add(&issues->keys, gln_buffer__slice(&key));
    if (at == GLN_NO_ID) {
        status = gln_error__nomem(err);
        goto done;
    }
    if (issues->keys.count > before) {
        size_t head = key.len - issue.newspaper.len - issue.edition.len - issue.id.len;
        gln_slice own = issues->keys.items[at];
        issue.newspaper = gln_slice_sub(own, head, issue.newspaper.len);
        issue.edition = gln_slice_sub(own, head + issue.newspaper.len, issue.edition.len);
        issue.id = gln_slice_sub(own, own.len - issue.id.len, issue.id.len);
        issues->items[at] = issue;
    } else if (doubt(issue.basis) < doubt(issues->items[at].basis)) {
        issues->items[at].basis = issue.basis;
    }
    *id = at;
done:
    gln_buffer__free(&key);
    return status;
}

gln_status gln_issues__add(gln_issues *issues, const gln_issue *issue, uint32_t *id, gln_error *err)
{
    bool shared = gln_date_full(issue->date) && issue->newspaper.len > 0;
    gln_counted_issue counted = {issue->date, issue->date_basis, issue->newspaper, issue->edition,
                                 shared ? (gln_slice){NULL, 0} : issue->id};
    return add(issues, counted, id, err);
}

gln_status gln_issues__merge(gln_issues *into, const gln_issues *from, uint32_t *map, gln_error *err)
{
    for (size_t i = 0; i < from->keys.count; i++) {
        uint32_t id = 0;
        gln_status status = add(into, from->items[i], &id, err);
        if (status != GLN_OK) {
            return status;
        }
        if (map) {
            map[i] = id;
        }
    }
    return GLN_OK;
}

int gln_issues__compare_dates(gln_date a, gln_date b)
{
    if (a.year != b.year) {
        return a.year < b.year ? -1 : 1;
    }
    if (a.month != b.month) {
        return a.month < b.month ? -1 : 1;
    }
    return (a.day > b.day) - (a.day < b.day);
}

typedef struct placed {
    gln_counted_issue issue;
    uint32_t id;
} placed;

static int in_order(const void *a, const void *b)
{
    const gln_counted_issue *x = &((const placed *)a)->issue, *y = &((const placed *)b)->issue;
    int order = gln_issues__compare_dates(x->date, y->date);
    if (order == 0) {
        order = gln_slice_compare(x->newspaper, y->newspaper);
    }
    if (order == 0) {
        order = gln_slice_compare(x->edition, y->edition);
    }
    return order ? order : gln_slice_compare(x->id, y->id);
}

gln_status gln_issues__sort(const gln_issues *issues, gln_counted_issue *sorted, uint32_t *rank, gln_error *err)
{
    size_t n = issues->keys.count;
    placed *all = gln_memory__array(n, sizeof *all);
    if (!all) {
        return gln_error__nomem(err);
    }
    for (size_t i = 0; i < n; i++) {
        all[i] = (placed){issues->items[i], (uint32_t)i};
    }
    qsort(all, n, sizeof *all, in_order);
    for (size_t i = 0; i < n; i++) {
        sorted[i] = all[i].issue;
        if (rank) {
            rank[all[i].id] = (uint32_t)i;
        }
    }
    free(all);
    return GLN_OK;
}
