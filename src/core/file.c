/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/file.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

static gln_status io_error(gln_error *err, const char *path, const char *what)
{
    gln_status status = gln_error_set(err, GLN_ERR_IO, "%s: %s", what, strerror(errno));
    gln_error_at(err, path, GLN_NO_LINE, GLN_NO_OFFSET);
    return status;
}

gln_status gln_file__read(const char *path, gln_buffer *out, gln_error *err)
{
    bool standard = strcmp(path, "-") == 0;
    int fd = standard ? STDIN_FILENO : open(path, O_RDONLY | O_CLOEXEC);
    if (fd < 0) {
        return io_error(err, path, "cannot open");
    }
    gln_status status = GLN_OK;
    struct stat info;
    if (fstat(fd, &info) == 0 && S_ISREG(info.st_mode) && info.st_size > 0) {
        (void)gln_buffer__reserve(out, (size_t)info.st_size + 1);
    }
    for (;;) {
        if (!gln_buffer__reserve(out, 65536)) {
            status = gln_error__nomem(err);
            gln_error_at(err, path, GLN_NO_LINE, GLN_NO_OFFSET);
            break;
        }
        ssize_t n = read(fd, out->data + out->len, out->capacity - out->len);
        if (n < 0 && errno == EINTR) {
            continue;
        }
        if (n < 0) {
            status = io_error(err, path, "cannot read");
            break;
        }
        if (n == 0) {
            break;
        }
        out->len += (size_t)n;
    }
    if (!standard) {
        (void)close(fd);
    }
    return status;
}

/* A device, a pipe or the like is written as it is: it must never be replaced by a file. */
static bool is_special(const char *path)
{
    struct stat info;
    return stat(path, &info) == 0 && !S_ISREG(info.st_mode);
}

/* Opens the file under its temporary name, in the folder that it shall stand in. */
static FILE *open_beside(char *temp)
{
    int fd = mkstemps(temp, 4);
    if (fd < 0) {
        return NULL;
    }
    mode_t mask = umask(0);
    (void)umask(mask);
    (void)fchmod(fd, 0666 & ~mask); /* mkstemp's 0600 would surprise whoever shares a folder */
    FILE *stream = fdopen(fd, "wb");
    if (!stream) {
        (void)close(fd);
        (void)unlink(temp);
    }
    return stream;
}

gln_status gln_newfile__open(gln_newfile *file, const char *path, gln_error *err)
{
    static const char suffix[] = ".XXXXXX.tmp";
    bool special = is_special(path);
    char *name = special ? NULL : realpath(path, NULL); /* a link stays, what it points to is replaced */
    name = name ? name : gln_memory__string(gln_slice_of(path));
    size_t n = name ? strlen(name) : 0;
    char *temp = name && !special ? gln_memory__array(n + sizeof suffix, 1) : NULL;
    if (!name || (!special && !temp)) {
        free(name);
        free(temp);
        return gln_error__nomem(err);
    }
    if (temp) {
        memcpy(temp, name, n);
        memcpy(temp + n, suffix, sizeof suffix);
    }
    FILE *stream = special ? fopen(path, "wb") : open_beside(temp);
    if (!stream) {
        gln_status status = io_error(err, path, "cannot create");
        free(name);
        free(temp);
        return status;
    }
    *file = (gln_newfile){stream, name, temp};
    return GLN_OK;
}

static void forget(gln_newfile *file)
{
    free(file->path);
    free(file->temp);
    *file = (gln_newfile)GLN_NEWFILE_INIT;
}

gln_status gln_newfile__commit(gln_newfile *file, gln_error *err)
{
    bool written =
        fflush(file->stream) == 0 && !ferror(file->stream) && (!file->temp || fsync(fileno(file->stream)) == 0);
    int cause = errno;
    bool closed = fclose(file->stream) == 0;
    file->stream = NULL;
    if (!written) {
        errno = cause;
    }
    gln_status status = GLN_OK;
    if (!written || !closed || (file->temp && rename(file->temp, file->path) != 0)) {
        status = io_error(err, file->path, "cannot write");
        if (file->temp) {
            (void)unlink(file->temp);
        }
    }
    forget(file);
    return status;
}

void gln_newfile__discard(gln_newfile *file)
{
    if (file->stream) {
        (void)fclose(file->stream);
        if (file->temp) {
            (void)unlink(file->temp);
        }
    }
    forget(file);
}

gln_status gln_folder__make(const char *path, gln_error *err)
{
    char *copy = gln_memory__string(gln_slice_of(path));
    if (!copy) {
        return gln_error__nomem(err);
    }
    gln_status status = GLN_OK;
    for (char *at = copy + 1; status == GLN_OK; at++) {
        char kept = *at;
        if (kept != '/' && kept != '\0') {
            continue;
        }
        *at = '\0';
        struct stat info;
        if (mkdir(copy, 0777) != 0 && (errno != EEXIST || stat(copy, &info) != 0 || !S_ISDIR(info.st_mode))) {
            status = io_error(err, path, "cannot make the folder");
        }
        *at = kept;
        if (kept == '\0') {
            break;
        }
    }
    free(copy);
    return status;
}

char *gln_path__join(gln_slice dir, gln_slice name)
{
    gln_buffer path = GLN_BUFFER_INIT;
    gln_buffer__put(&path, dir);
    if (dir.len && dir.ptr[dir.len - 1] != '/') {
        gln_buffer__byte(&path, '/');
    }
    gln_buffer__put(&path, name);
    gln_buffer__byte(&path, '\0');
    if (path.failed) {
        gln_buffer__free(&path);
        return NULL;
    }
    return path.data;
}

gln_slice gln_path__base(gln_slice path)
{
    size_t at = path.len;
    while (at > 0 && path.ptr[at - 1] != '/') {
        at--;
    }
    return gln_slice_sub(path, at, path.len - at);
}

gln_slice gln_path__dir(gln_slice path)
{
    size_t at = path.len;
    while (at > 0 && path.ptr[at - 1] != '/') {
        at--;
    }
    return (gln_slice){path.ptr, at > 1 ? at - 1 : at};
}
