/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Articles in TEI. */
#ifndef GLN_CORPUS_READ_TEI_H
#define GLN_CORPUS_READ_TEI_H

#include "corpus/record.h"

#include <libxml/tree.h>

/* Tells the sink of the articles of every TEI element below root; *found says whether there is one. */
GLN_MUST_USE gln_status gln_read__tei(const xmlNode *root, const gln_record_sink *sink, bool *found, gln_error *err);

#endif
