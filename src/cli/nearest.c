/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/nearest.h"

#include <string.h>

enum { LONGEST = 24, FAR = 3 };

/* Letters to insert, leave out, change or swap with their neighbour (Damerau 1964), none twice in one place. */
static size_t distance(const char *a, size_t n, const char *b, size_t m)
{
    size_t rows[3][LONGEST + 1] = {{0}};
    for (size_t j = 0; j <= m; j++) {
        rows[0][j] = j;
    }
    for (size_t i = 1; i <= n; i++) {
        size_t *row = rows[i % 3], *above = rows[(i + 2) % 3], *before = rows[(i + 1) % 3];
        row[0] = i;
        for (size_t j = 1; j <= m; j++) {
            size_t least = above[j - 1] + (a[i - 1] != b[j - 1]);
            least = above[j] + 1 < least ? above[j] + 1 : least;
            least = row[j - 1] + 1 < least ? row[j - 1] + 1 : least;
            bool swapped = i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1];
            row[j] = swapped && before[j - 2] + 1 < least ? before[j - 2] + 1 : least;
        }
    }
    return rows[n % 3][m];
}

void cli_nearest_try(cli_nearest *nearest, gln_slice typed, const char *name)
{
    size_t m = strlen(name);
    if (typed.len == 0 || typed.len > LONGEST || m > LONGEST) {
        return;
    }
    size_t d = distance(typed.ptr, typed.len, name, m);
    size_t far = nearest->name ? nearest->distance : typed.len < 4 ? 2 : FAR;
    if (d < far) {
        *nearest = (cli_nearest){name, d};
    }
}
