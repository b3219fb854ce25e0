/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A file of a report's folder on its way: written beside its name, its bytes counted and hashed while they go. */
#ifndef GLN_REPORT_REPORT_PART_H
#define GLN_REPORT_REPORT_PART_H

#include "core/file.h"
#include "core/sha256.h"
#include "report/report_write.h"

/* Zeroed to begin with, and not moved while it is open. */
typedef struct gln_report_part {
    gln_newfile file; /* what is to be committed in the end */
    gln_stream stream;
    gln_output out; /* takes the bytes */
    gln_sha256 *hash;
    gln_package_file facts; /* known once it has ended */
} gln_report_part;

GLN_MUST_USE gln_status gln_report_part__open(gln_report_part *part, const char *folder, const char *name,
                                              gln_error *err);

/* The last bytes go to the file. */
GLN_MUST_USE gln_status gln_report_part__end(gln_report_part *part, gln_error *err);

/* Frees; a file that was not committed is removed. */
void gln_report_part__close(gln_report_part *part);

#endif
