/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Long work asks, here and there, whether its caller still wants it. */
#ifndef GLN_CORE_CANCEL_H
#define GLN_CORE_CANCEL_H

#include "guanlan/status.h"

#include <stddef.h>

/* GLN_ERR_INTERRUPTED where *cancel is not 0; NULL is never. A signal handler may set it. */
GLN_MUST_USE static inline gln_status gln_cancel__check(const volatile int *cancel, gln_error *err)
{
    return cancel && *cancel ? gln_error_set(err, GLN_ERR_INTERRUPTED, "interrupted") : GLN_OK;
}

#endif
