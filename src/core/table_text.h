/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Cells whose text is put together in a buffer. */
#ifndef GLN_CORE_TABLE_TEXT_H
#define GLN_CORE_TABLE_TEXT_H

#include "core/buffer.h"
#include "guanlan/table.h"

/* Sets a cell. Where memory ran out for the buffer the table has failed, as gln_table_check then tells. */
void gln_table__set_buffer(gln_table *table, size_t column, const gln_buffer *text);

#endif
