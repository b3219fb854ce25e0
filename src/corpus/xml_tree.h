/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the readers of XML and HTML share: walking a tree of libxml2 without recursion, and text out of it. */
#ifndef GLN_CORPUS_XML_TREE_H
#define GLN_CORPUS_XML_TREE_H

#include "core/buffer.h"

#include <libxml/tree.h>

/* The node behind `node` in the order of the document, within the tree below root; NULL at its end. Without `into` the
 * children of node are left out. */
xmlNode *gln_xml__next(const xmlNode *root, const xmlNode *node, bool into);

/* Whether the node is an element of that name; letters of ASCII in any case. */
bool gln_xml__is(const xmlNode *node, const char *lower);

gln_slice gln_xml__name(const xmlNode *node); /* without its prefix; "" for what is no element */
uint32_t gln_xml__line(const xmlNode *node);

/* The attribute of that name (any case), as a text to be freed with xmlFree; NULL where there is none. */
xmlChar *gln_xml__attribute(const xmlNode *node, const char *lower);

/* The text below the node appended to out as one line: runs of spaces and line ends become one space, or nothing
 * between two CJK characters. With `breaks` a <br> becomes a line feed. Scripts and styles are no text. */
void gln_xml__flat(const xmlNode *node, bool breaks, gln_buffer *out);

/* The text below the node appended to out as it stands. */
void gln_xml__raw(const xmlNode *node, gln_buffer *out);

#endif
