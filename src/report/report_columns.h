/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Tables in the form that a page holds: column by column, numbers with five digits. */
#ifndef GLN_REPORT_REPORT_COLUMNS_H
#define GLN_REPORT_REPORT_COLUMNS_H

#include "report/report_chart.h"

/* Writes {"name","title","total","rows","fields":[...],"columns":[...]}. A column is what is shortest of
 *
 *     {"v":[value, ...]}             the values as they are
 *     {"d":[value, ...],"i":[...]}   the distinct values, and the number of each row's
 *     {"d":[...],"r":[i,n,i,n,...]}  ... n rows after another have the value i
 *     {"d":[...],"of":k}             the value follows from that of column k: the numbers of the rows are k's
 *
 * (so what repeats with the period is written once a period). Of a table of more than 10,000 rows only the columns that
 * a chart draws are written, and of one that no chart draws the first 10,000 rows. Memory: 4 bytes a cell. */
GLN_MUST_USE gln_status gln_columns__put(gln_json_writer *w, const gln_table *table, gln_output *out, gln_error *err);

#endif
