/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Filling a gln_reprints. */
#ifndef GLN_CORPUS_REPRINTS_H
#define GLN_CORPUS_REPRINTS_H

#include "guanlan/selection.h"

GLN_MUST_USE gln_status gln_reprints__new(gln_reprints **out, gln_error *err);

/* Adds a member of a cluster of so many copies. */
GLN_MUST_USE gln_status gln_reprints__add(gln_reprints *reprints, gln_slice article, uint64_t copies, bool first,
                                          gln_error *err);

#endif
