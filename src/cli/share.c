/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/share.h"

#include "core/file.h"

#include <stdlib.h>
#include <unistd.h>

static bool is_there(gln_buffer *path, const char *folder, size_t n, const char *below, const char *name)
{
    gln_buffer__clear(path);
    gln_buffer__printf(path, "%.*s%s/%s", (int)n, folder, below, name);
    gln_buffer__byte(path, '\0');
    return !path->failed && access(path->data, R_OK) == 0;
}

bool cli_share_find(const char *name, gln_buffer *path)
{
    const char *set = getenv("GUANLAN_SHARE");
    char self[4096];
    if (set && set[0]) {
        return is_there(path, set, strlen(set), "", name);
    }
    ssize_t n = readlink("/proc/self/exe", self, sizeof self);
    if (n <= 0 || (size_t)n >= sizeof self) {
        return false;
    }
    size_t folder = (size_t)n;
    while (folder > 0 && self[folder - 1] != '/') {
        folder--;
    }
    return is_there(path, self, folder, "../share/guanlan", name) ||
           is_there(path, self, folder, "share/guanlan", name);
}

gln_status cli_share_scripts(gln_buffer *out, gln_error *err)
{
    gln_buffer path = GLN_BUFFER_INIT;
    gln_status status = cli_share_find("vega.js", &path) ? gln_file__read(path.data, out, err) : GLN_OK;
    gln_buffer__free(&path);
    return status;
}
