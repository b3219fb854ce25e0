/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The analyzer's and the segmenter's insides, shared by the files of segmentation and by the matcher. */
#ifndef GLN_TEXT_SEGMENT_H
#define GLN_TEXT_SEGMENT_H

#include "core/arena.h"
#include "guanlan/matcher.h"
#include "text/decode.h"
#include "text/explain.h"
#include "text/han_char.h"
#include "text/normalize.h"
#include "text/tally.h"
#include "text/trie.h"
#include "text/user_lexicon.h"

struct gln_analyzer {
    gln_lexicon lexicon;
    gln_han_char *chars; /* the lexicon's, by code */
    bool keep_script;
    bool pretokenized;
    gln_granularity granularity;
    gln_user_lexicon *users; /* in order */
    size_t n_users;
    gln_user_lexicon *base;  /* what stands in place of the shipped lexicon; NULL: nothing does */
    struct gln_tally *tally; /* NULL, or what every run of ideographs that is cut is added to */
};

typedef struct gln_token_list {
    gln_token *items;
    size_t n;
    size_t capacity;
} gln_token_list;

/* A run of ideographs: bytes [start, end), n characters. pure: it is not Japanese. The rest says what stands around it.
 */
typedef struct gln_han_run {
    size_t start;
    size_t end;
    size_t n;
    bool known; /* the arrays hold this run */
    bool plain; /* each character is one whose term its code says: nothing joins one, and none is read as another */
    bool pure;
    bool after_number; /* a number in digits, which is a year, small (up to 31), has more than four digits or a point;
                          minutes: a number with 时 stands before it */
    bool year;
    bool small;
    bool myriad;
    bool minutes;
    bool after_dot; /* the dot between the parts of a foreign name */
    bool before_dot;
    uint32_t mixed; /* the lexicon's node behind the letters or digits before it; 0: no word goes on from them */
} gln_han_run;

/* A longer run without any punctuation is cut there, so that costs fit 32 bits. */
#define GLN_RUN_MAX UINT32_C(0x3FFFF)

/* An edge of the lattice, for who wants to know why: bytes of the text, the word's cost and that of the best path from
 * its start to the run's end through it, in 1/64 bit. */
typedef struct gln_edge {
    uint32_t start;
    uint32_t end;
    uint64_t cost;
    uint64_t path;
    gln_reason reason;
} gln_edge;

/* A stretch of the text, which the user's words claim or which is Japanese. */
typedef struct gln_claim {
    uint32_t start;
    uint32_t end;
} gln_claim;

struct gln_segmenter {
    const gln_analyzer *analyzer;
    gln_char_table table;
    unsigned char ascii[128];  /* the kind of a token that begins with the character, where the masks decide */
    bool plain_ascii;          /* they may */
    UChar *units;              /* what ICU is given to cut */
    uint16_t ascii_codes[128]; /* of letters and digits in the lexicon */
    size_t units_capacity;

    gln_slice text; /* being cut, between `from` and `to` */
    size_t from;
    size_t to;
    gln_token_list *list; /* where tokens go */
    size_t first;         /* the first token of the piece: what came before is the user's */
    bool noting;          /* edges are kept */
    gln_edge *edges;
    size_t n_edges;
    size_t edges_capacity;
    gln_stretch *explained;
    size_t n_explained;
    size_t explained_capacity;
    bool whole_han; /* a run of ideographs is one token: only the boundaries around it are wanted */
    bool numbering; /* tokens get their entry */
    bool failed;    /* memory ran out */

    gln_han_run han;
    uint16_t *codes;       /* of the run's characters in the lexicon, and of some signs behind them */
    uint32_t *offsets;     /* n + 1 */
    gln_han_short *shorts; /* by character, what han_lattice.c has looked up; and what else begins there */
    uint8_t *marks;
    gln_han_step *steps;
    size_t codes_capacity;
    size_t offsets_capacity;
    size_t shorts_capacity;
    size_t steps_capacity;
    size_t marks_capacity;
    gln_tally_place *places; /* of the run, where there is a tally */
    size_t places_capacity;

    gln_token_list tokens;
    gln_token_list bounds; /* the word boundaries of a text, made when a term asks */
    gln_normal term;
    gln_normal whole; /* a text for the user's words or the matcher */
    gln_claim *claims;
    size_t n_claims;
    size_t claims_capacity;
    gln_claim *rivals; /* the users' words that found no place, where edges are kept */
    size_t n_rivals;
    size_t rivals_capacity;
    gln_claim *japanese; /* stretches of the text, ascending, disjoint */
    size_t n_japanese;
    size_t japanese_capacity;
    gln_hit *hits;
    size_t n_hits;
    size_t hits_capacity;
    struct gln_candidate *candidates; /* occurrences of the strings of concepts */
    size_t n_candidates;
    size_t candidates_capacity;
    unsigned char *taken; /* by byte of the text: a hit covers it; all 0 between calls */
    size_t taken_capacity;
    uint32_t *ends; /* by term: normalized end of its last hit; all 0 between calls */
    size_t ends_capacity;
};

/* Room for so many more tokens. */
static inline bool gln_segmenter__reserve(gln_segmenter *segmenter, size_t n)
{
    gln_token_list *list = segmenter->list;
    if (__builtin_expect(list->capacity - list->n < n, 0)) {
        gln_token *items = gln_memory__grown(list->items, &list->capacity, list->n + n, sizeof *items);
        if (!items) {
            segmenter->failed = true;
            return false;
        }
        list->items = items;
    }
    return true;
}

static inline void gln_segmenter__put_entry(gln_segmenter *segmenter, size_t start, size_t end, gln_token_kind kind,
                                            uint32_t entry)
{
    gln_token_list *list = segmenter->list;
    if (gln_segmenter__reserve(segmenter, 1)) {
        list->items[list->n++] = (gln_token){(uint32_t)start, (uint32_t)(end - start), kind, entry};
    }
}

static inline void gln_segmenter__put(gln_segmenter *segmenter, size_t start, size_t end, gln_token_kind kind)
{
    gln_segmenter__put_entry(segmenter, start, end, kind, 0);
}

/* gln_token.entry of what ends at a node of the lexicon; 0 for GLN_HAN_NO_NODE. */
static inline uint32_t gln_node__entry(uint32_t node)
{
    return node + 1;
}

/* The entry of the character at `at`, whose end goes to *next. */
static inline uint32_t gln_segmenter__look(gln_segmenter *segmenter, size_t at, size_t *next)
{
    *next = at;
    return gln_char_table__char(&segmenter->table, gln_utf8__next(segmenter->text.ptr, next));
}

/* segment_japanese.c: finds what of the text is Japanese (segmenter->japanese); whether `at` is; where the first such
 * stretch that ends behind `at` starts, SIZE_MAX where there is none. */
void gln_segmenter__find_japanese(gln_segmenter *segmenter);
bool gln_segmenter__is_japanese(const gln_segmenter *segmenter, size_t at);
size_t gln_segmenter__next_japanese(const gln_segmenter *segmenter, size_t at);

/* segment_han.c: reads the run of ideographs that starts at `at` into the segmenter (its end, its codes, whether it is
 * Japanese); cuts the run that was read. */
const gln_han_run *gln_segmenter__read_han(gln_segmenter *segmenter, size_t at);
void gln_segmenter__cut_han(gln_segmenter *segmenter);

/* Cuts runs and the signs between them from `at` on; the end of what is cut, `at` where nothing can be cut so. */
size_t gln_segmenter__cut_wide(gln_segmenter *segmenter, size_t at);

/* han_lattice.c: fills the steps of the run that was read; gives each edge to gln_segmenter__note. */
void gln_segmenter__find_path(gln_segmenter *segmenter);
void gln_segmenter__note_edges(gln_segmenter *segmenter);
void gln_segmenter__note(gln_segmenter *segmenter, size_t at, size_t length, uint64_t cost, gln_reason reason);

/* tally.c: adds what the words of the run are expected to be to the analyzer's tally. The path must be there. */
void gln_segmenter__tally(gln_segmenter *segmenter);

/* segment_join.c: tokens of different scripts that are one word. What stands before a run of ideographs; the token just
 * put becomes part of the one before it where the two are one (8%, ——, A股, 弗拉基米尔·普京, 第3). */
void gln_segmenter__look_around(gln_segmenter *segmenter);
void gln_segmenter__join_han(gln_segmenter *segmenter);
void gln_segmenter__join_other(gln_segmenter *segmenter);

/* segment_other.c: cuts at least one token at `at`, where no pure run of ideographs starts; returns the end of what is
 * cut. Boundaries are ICU's. */
GLN_MUST_USE gln_status gln_segmenter__cut_other(gln_segmenter *segmenter, size_t *at, gln_error *err);

/* segment_spaces.c: cuts the text at white space and nowhere else. */
void gln_segmenter__cut_spaces(gln_segmenter *segmenter);

/* segment_ascii.c: cuts tokens of ASCII from `at` on as long as nothing else is to be decided; the end of what is cut,
 * `at` where that is nothing. The table it goes by. */
size_t gln_segmenter__cut_ascii(gln_segmenter *segmenter, size_t at);
void gln_segmenter__sort_ascii(gln_segmenter *segmenter);

/* segment_user.c: finds the users' words in a text (segmenter->claims, ascending, disjoint). */
GLN_MUST_USE gln_status gln_segmenter__claim(gln_segmenter *segmenter, gln_slice text, gln_error *err);

/* The word boundaries of a text, whatever any lexicon says: ICU's outside of ideographs, and the ends of their runs. To
 * be asked through gln_segmenter__is_bound. */
GLN_MUST_USE gln_status gln_segmenter__find_bounds(gln_segmenter *segmenter, gln_slice text, gln_error *err);
bool gln_segmenter__is_bound(const gln_segmenter *segmenter, uint32_t at);

/* Whether a term or word that starts (or ends) with the character must do so on a word boundary: letters and digits of
 * scripts written with spaces. Not ideographs, kana, Thai, Lao, Khmer, Burmese; Hangul at its start only, since
 * particles follow it without a space. */
bool gln_char__needs_bound(uint32_t c, bool at_end);

#endif
