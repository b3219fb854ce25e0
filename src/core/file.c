/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/file.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

enum { MOST_LINKS = 40, MOST_NAMES = 1000 };

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

/* The name behind a chain of links, to be freed: what a link points to is written, there already or not, and the link
 * stays. NULL with errno set where the links go round in a circle or memory is out. */
static char *behind_links(const char *path)
{
    char *name = gln_memory__string(gln_slice_of(path));
    for (int hops = 0; name; hops++) {
        char target[PATH_MAX];
        ssize_t n = readlink(name, target, sizeof target);
        if (n < 0) {
            return name; /* no link, or nothing there yet */
        }
        gln_slice to = {target, (size_t)n};
        bool absolute = n > 0 && target[0] == '/';
        char *next = hops < MOST_LINKS && (size_t)n < sizeof target
                         ? gln_path__join(absolute ? GLN_LIT("") : gln_path__dir(gln_slice_of(name)), to)
                         : NULL;
        errno = next || hops < MOST_LINKS ? errno : ELOOP;
        free(name);
        name = next;
    }
    return NULL;
}

/* Opens a file of a new name "NAME.PID-N.tmp" in the folder that it shall stand in; *temp is that name, to be freed.
 * Permissions are those of any new file. */
static FILE *open_beside(const char *name, char **temp)
{
    size_t size = strlen(name) + 48;
    char *made = gln_memory__array(size, 1);
    int fd = -1;
    for (unsigned n = 0; made && fd < 0 && n < MOST_NAMES; n++) {
        (void)snprintf(made, size, "%s.%ld-%u.tmp", name, (long)getpid(), n);
        fd = open(made, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666);
        if (fd < 0 && errno != EEXIST) {
            break;
        }
    }
    FILE *stream = fd >= 0 ? fdopen(fd, "wb") : NULL;
    if (!stream) {
        int cause = made ? errno : ENOMEM;
        if (fd >= 0) {
            (void)close(fd);
            (void)unlink(made);
        }
        free(made);
        errno = cause;
        return NULL;
    }
    *temp = made;
    return stream;
}

gln_status gln_newfile__open(gln_newfile *file, const char *path, gln_error *err)
{
    bool special = is_special(path);
    char *name = special ? gln_memory__string(gln_slice_of(path)) : behind_links(path);
    char *temp = NULL;
    FILE *stream = !name ? NULL : special ? fopen(path, "wb") : open_beside(name, &temp);
    if (!stream) {
        gln_status status = errno == ENOMEM ? gln_error__nomem(err) : io_error(err, path, "cannot create");
        free(name);
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

gln_status gln_newfile__check(const char *path, gln_error *err)
{
    gln_newfile file = GLN_NEWFILE_INIT;
    gln_status status = is_special(path) ? GLN_OK : gln_newfile__open(&file, path, err);
    gln_newfile__discard(&file);
    return status;
}

gln_status gln_folder__check(const char *path, gln_error *err)
{
    char *copy = gln_memory__string(gln_slice_of(path));
    struct stat info;
    if (!copy) {
        return gln_error__nomem(err);
    }
    while (stat(copy, &info) != 0 && errno == ENOENT) { /* the nearest that is there */
        gln_slice above = gln_path__dir(gln_slice_of(copy));
        if (above.len == strlen(copy) || strcmp(copy, ".") == 0) {
            break;
        }
        (void)memmove(copy, above.len ? copy : ".", above.len + !above.len);
        copy[above.len + !above.len] = '\0';
    }
    bool there = stat(copy, &info) == 0;
    bool fine = there && S_ISDIR(info.st_mode) && access(copy, W_OK | X_OK) == 0;
    errno = there && !S_ISDIR(info.st_mode) ? EEXIST : errno;
    gln_status status = fine ? GLN_OK : io_error(err, path, "cannot make the folder");
    free(copy);
    return status;
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
