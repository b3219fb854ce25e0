/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What stands around an article's text and is no text: lead-ins, datelines, bylines, source lines, jump markers. */
#ifndef GLN_CORPUS_LEAD_IN_H
#define GLN_CORPUS_LEAD_IN_H

#include "guanlan/issue.h"

enum { GLN_MAX_NAMES = 16 };

/* What a lead-in or a source line says. Slices point into the text that was read; agency may be a literal. */
typedef struct gln_credit {
    size_t length; /* bytes of the text that the credit takes, with the spaces behind it */
    size_t start;  /* a credit at the end begins here */
    gln_slice agency;
    gln_slice newspaper; /* X of X报讯 */
    gln_slice place;
    gln_date date;
    gln_source_form form;
    gln_slice names[GLN_MAX_NAMES];
    size_t n_names;
} gln_credit;

/* Whether the character closes a bracket: ）)】]〕. */
bool gln_char__closes_bracket(uint32_t c);

/* The inside of a short bracket that begins at *at; *at moves behind its end. */
bool gln_slice__bracketed(gln_slice text, size_t *at, gln_slice *inside);

/* Whether a line can hold a lead-in or be a source line, by its first characters: most lines are done with here. */
bool gln_credit__possible(gln_slice line);

/* A lead-in at the start of a body line: 本报讯（记者 …）, X报讯(…), 新华社北京9月25日电（…）, 央视网消息（…）：,
 * "PARIS, March 4 (Union Wire) — ". */
bool gln_credit__lead_in(gln_slice line, gln_credit *out);

/* A whole line that only says where an article came from: 据新华社电, （据新华社北京9月25日电）,
 * （新华社北京9月25日电）, 来源：… */
bool gln_credit__source_line(gln_slice line, gln_credit *out);

/* A bracketed credit at the end of a body line; out->start is where it begins. */
bool gln_credit__trailing(gln_slice line, gln_credit *out);

/* A whole line of names: ■本报记者 … 通讯员 …, 记者 …, By Jane Doe. */
bool gln_credit__byline(gln_slice line, gln_credit *out);

/* A jump marker. */
typedef struct gln_jump {
    size_t start; /* where it begins in the line */
    bool whole;   /* nothing else is on the line */
    bool from;    /* 上接 rather than 下转 */
    gln_slice page;
} gln_jump;

/* A jump marker that is the whole line, ends it, or (上接) begins it. */
bool gln_jump__find(gln_slice line, gln_jump *out);

#endif
