/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The words that name a time by its distance: 昨天, 上月, last year. */
#ifndef GLN_CORPUS_TEMPORAL_WORDS_H
#define GLN_CORPUS_TEMPORAL_WORDS_H

#include "guanlan/slice.h"

typedef enum gln_time_unit {
    GLN_TIME_DAY,
    GLN_TIME_WEEK,
    GLN_TIME_MONTH,
    GLN_TIME_YEAR,
    GLN_TIME_PART,  /* a part of the day alone */
    GLN_TIME_VAGUE, /* near in time, no more */
} gln_time_unit;

typedef enum gln_day_part { GLN_DAY_WHOLE, GLN_DAY_AM, GLN_DAY_NOON, GLN_DAY_PM, GLN_DAY_EVE } gln_day_part;

typedef struct gln_time_word {
    const char *text;
    gln_time_unit unit;
    int distance; /* in units, from the anchor */
    gln_day_part part;
    const char *not_after;  /* characters before which it is part of another word */
    const char *not_before; /* and behind which */
} gln_time_word;

/* The longest word that begins at byte `at`, or NULL. */
const gln_time_word *gln_time_word__at(gln_slice text, size_t at);

/* The part of the day named at byte *at (晚, 上午); *at moves behind it. GLN_DAY_WHOLE for none. */
gln_day_part gln_day_part__take(gln_slice text, size_t *at);

/* "", " AM" and so on behind the T of a value. */
const char *gln_day_part__name(gln_day_part part);

/* Whether what is said at byte `at` lies ahead: 将, 定于, 拟于, 预计 before it in the same clause. */
bool gln_time__ahead(gln_slice text, size_t at);

/* Whether a verb of speaking ends at byte `at`: 指出, 表示, 说. */
bool gln_time__speaks(gln_slice text, size_t at);

#endif
