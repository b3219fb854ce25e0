/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "guanlan/issue.h"

const char *gln_role_name(gln_role role)
{
    static const char *const names[] = {"blank",   "headline", "body",     "source",    "byline",
                                        "section", "jump",     "masthead", "furniture", "repeat"};
    return names[role];
}

const char *gln_date_basis_name(gln_date_basis basis)
{
    static const char *const names[] = {"none", "manifest", "masthead", "filename", "inferred"};
    return names[basis];
}

const char *gln_source_form_name(gln_source_form form)
{
    static const char *const names[] = {"none", "lead-in", "dateline", "trailing", "byline"};
    return names[form];
}
