/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Tables of lines of a concordance: kwic, examples. */
#ifndef GLN_MEASURE_KWIC_H
#define GLN_MEASURE_KWIC_H

#include "count/kwic_view.h"
#include "guanlan/table.h"

GLN_MUST_USE gln_status gln_kwic__table_new(const char *name, const char *title, gln_table **out, gln_error *err);
void gln_kwic__put_row(gln_table *table, gln_slice term, const gln_kwic_row *row);

#endif
