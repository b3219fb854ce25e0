/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Any bytes read as an archive: no member's name leads out of it, none is larger than it may be. */
#include "core/utf8.h"
#include "corpus/read_archive.h"

#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void require(bool held)
{
    if (!held) {
        abort();
    }
}

static bool wants(void *context, gln_slice name)
{
    (void)context;
    return name.len > 0;
}

static gln_status member(void *context, gln_slice name, gln_slice bytes, gln_error *err)
{
    size_t offset;
    (void)context;
    (void)err;
    require(name.len > 0 && name.ptr[0] != '/' && gln_utf8__valid(name, &offset));
    require(gln_slice__find(name, GLN_LIT("/../")) == SIZE_MAX && !gln_slice_starts(name, GLN_LIT("../")));
    require(bytes.len <= GLN_ARCHIVE_MEMBER);
    return GLN_OK;
}

static gln_status bad(void *context, gln_slice name, const char *reason, const char *detail, gln_error *err)
{
    (void)context;
    (void)name;
    (void)err;
    require(reason && detail);
    return GLN_OK;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static const gln_archive_sink sink = {NULL, wants, member, bad};
    uint64_t total = 0;
    require(gln_archive__read(NULL, (gln_slice){(const char *)data, size}, GLN_LIT("news.txt.gz"), &total, &sink,
                              NULL) == GLN_OK);
    return 0;
}
