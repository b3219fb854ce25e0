/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Charts, words and the page as the library carries them: the files of reports/charts and reports/page. */
#ifndef GLN_REPORT_REPORT_ASSETS_H
#define GLN_REPORT_REPORT_ASSETS_H

#include "guanlan/slice.h"

/* The bytes of "trend.json", "page.html"; {NULL, 0} where there is no such file. */
gln_slice gln_asset__find(const char *name);

#endif
