/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What was named, to files: folders read, patterns matched. */
#include "corpus/corpus_parts.h"

#include "core/file.h"

#include <dirent.h>
#include <errno.h>
#include <glob.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>

enum { MOST_FOLDERS_DEEP = 64 };

gln_status gln_corpus__refuse(gln_corpus *corpus, const char *path, uint64_t line, const char *reason,
                              const char *detail, gln_error *err)
{
    gln_refusal *all = gln_memory__grown(corpus->refusals, &corpus->refusals_capacity, corpus->n_refusals + 1,
                                         sizeof *corpus->refusals);
    if (!all) {
        return gln_error__nomem(err);
    }
    corpus->refusals = all;
    gln_refusal refusal = {.path = gln_memory__string(gln_slice_of(path)),
                           .line = line,
                           .reason = reason,
                           .detail = gln_memory__string(gln_slice_of(detail))};
    all[corpus->n_refusals++] = refusal;
    return refusal.path && refusal.detail ? GLN_OK : gln_error__nomem(err);
}

gln_status gln_corpus__add_file(gln_corpus *corpus, char *path, uint64_t size, uint64_t at, bool named, gln_error *err)
{
    if (!path) {
        return gln_error__nomem(err);
    }
    gln_corpus_file file = {.size = size,
                            .at = at,
                            .duplicate_of = GLN_NO_ID,
                            .row = GLN_NO_ID,
                            .format = (uint8_t)gln_format__of_name(gln_slice_of(path)),
                            .unit = (uint8_t)corpus->unit,
                            .standard = strcmp(path, "-") == 0,
                            .named = named};
    file.path = gln_arena__copy(&corpus->paths, gln_corpus__shown(corpus, path)).ptr;
    free(path);
    if (corpus->n_files >= GLN_NO_ID - 1) {
        return gln_error_set(err, GLN_ERR_RANGE, "more than 4,294,967,294 files");
    }
    gln_corpus_file *files =
        gln_memory__grown(corpus->files, &corpus->files_capacity, corpus->n_files + 1, sizeof *corpus->files);
    if (files) {
        corpus->files = files;
    }
    if (!files || !file.path) {
        return gln_error__nomem(err);
    }
    files[corpus->n_files++] = file;
    return GLN_OK;
}

char *gln_corpus__path(const gln_corpus *corpus, const gln_corpus_file *file)
{
    bool whole = file->standard || file->path[0] == '/' || !corpus->root;
    return whole ? gln_memory__string(gln_slice_of(file->path))
                 : gln_path__join(gln_slice_of(corpus->root), gln_slice_of(file->path));
}

static gln_status add_folder(gln_corpus *corpus, const char *path, unsigned depth, gln_error *err);

/* One entry of a folder; takes the path in any case. */
static gln_status add_entry(gln_corpus *corpus, char *full, unsigned depth, gln_error *err)
{
    struct stat info = {.st_size = 0};
    gln_status status = GLN_OK;
    if (!full) {
        return gln_error__nomem(err);
    }
    if (lstat(full, &info) == 0 && S_ISDIR(info.st_mode)) {
        status = add_folder(corpus, full, depth + 1, err);
    } else if (gln_format__of_name(gln_slice_of(full)) != GLN_FORMAT_UNKNOWN &&
               (stat(full, &info) != 0 || S_ISREG(info.st_mode)) &&
               !(corpus->manifest_path && strcmp(full, corpus->manifest_path) == 0)) {
        return gln_corpus__add_file(corpus, full, (uint64_t)info.st_size, GLN_NO_OFFSET, false, err);
    } else {
        corpus->passed_over++; /* other kinds of files, links to folders, devices */
    }
    free(full);
    return status;
}

/* Whether a command wrote its results into the folder: they are no issues, though some of them read so. */
static bool holds_results(const char *path)
{
    char head[512];
    char *package = gln_path__join(gln_slice_of(path), GLN_LIT("datapackage.json"));
    struct stat info;
    FILE *file = package && stat(package, &info) == 0 && S_ISREG(info.st_mode) ? fopen(package, "rbe") : NULL;
    size_t n = file ? fread(head, 1, sizeof head - 1, file) : 0;
    head[n] = '\0';
    if (file) {
        (void)fclose(file);
    }
    free(package);
    return strstr(head, "\"tool\": \"guanlan\"") != NULL;
}

static gln_status add_folder(gln_corpus *corpus, const char *path, unsigned depth, gln_error *err)
{
    DIR *folder = depth < MOST_FOLDERS_DEEP ? opendir(path) : NULL;
    if (!folder) {
        const char *why = depth < MOST_FOLDERS_DEEP ? strerror(errno) : "folders lie too deep";
        if (depth > 0) {
            char detail[160];
            (void)snprintf(detail, sizeof detail, "cannot read the folder: %s", why);
            return gln_corpus__refuse(corpus, path, 0, "unreadable", detail, err);
        }
        gln_error_at(err, path, GLN_NO_LINE, GLN_NO_OFFSET);
        return gln_error_set(err, GLN_ERR_IO, "cannot read the folder: %s", why);
    }
    gln_status status = GLN_OK;
    const struct dirent *entry;
    bool results = depth > 0 && holds_results(path);
    while (status == GLN_OK && (entry = readdir(folder)) != NULL) {
        gln_slice name = gln_slice_of(entry->d_name);
        status = gln_corpus__go_on(corpus, err);
        if (results) {
            corpus->passed_over += name.ptr[0] != '.';
        } else if (status == GLN_OK && name.ptr[0] != '.') {
            status = add_entry(corpus, gln_path__join(gln_slice_of(path), name), depth, err);
        }
    }
    (void)closedir(folder);
    return status;
}

/* Paths are kept from a root further up on. */
static gln_status raise_root(gln_corpus *corpus, size_t length, gln_error *err)
{
    gln_slice between = gln_slice_of(corpus->root + length + (length > 0)); /* what the root loses; "" is no root */
    for (size_t i = 0; i < corpus->n_files; i++) {
        gln_corpus_file *file = &corpus->files[i];
        if (file->standard || file->path[0] == '/') {
            continue;
        }
        char *path = gln_path__join(between, gln_slice_of(file->path));
        file->path = path ? gln_arena__copy(&corpus->paths, gln_slice_of(path)).ptr : NULL;
        free(path);
        if (!file->path) {
            file->path = "";
            return gln_error__nomem(err);
        }
    }
    corpus->root[length] = '\0';
    return GLN_OK;
}

/* The root becomes the deepest folder that holds it and `folder`. */
gln_status gln_corpus__widen_root(gln_corpus *corpus, gln_slice folder, gln_error *err)
{
    if (!corpus->root) {
        corpus->root = gln_memory__string(folder);
        return corpus->root ? GLN_OK : gln_error__nomem(err);
    }
    size_t common = 0; /* up to a slash, or an end of both */
    for (size_t i = 0;; i++) {
        char a = corpus->root[i];
        char b = i < folder.len ? folder.ptr[i] : '\0';
        if ((a == '/' || a == '\0') && (b == '/' || b == '\0')) {
            common = i;
        }
        if (a != b || a == '\0') {
            break;
        }
    }
    return corpus->root[common] == '\0' ? GLN_OK : raise_root(corpus, common, err);
}

/* What a pattern matches, as if it had been named. */
static gln_status add_matches(gln_corpus *corpus, const char *pattern, gln_error *err)
{
    glob_t found;
    gln_status status = GLN_OK;
    int result = glob(pattern, 0, NULL, &found);
    if (result != 0) {
        gln_error_at(err, pattern, GLN_NO_LINE, GLN_NO_OFFSET);
        return result == GLOB_NOSPACE ? gln_error__nomem(err)
                                      : gln_error_set(err, GLN_ERR_IO, "no file matches the pattern");
    }
    for (size_t i = 0; i < found.gl_pathc && status == GLN_OK; i++) {
        struct stat info;
        if (stat(found.gl_pathv[i], &info) != 0) { /* a link that leads nowhere is a reject, not the end */
            status = gln_corpus__refuse(corpus, found.gl_pathv[i], 0, "unreadable", "a link that leads nowhere", err);
        } else {
            status = gln_corpus_add(corpus, found.gl_pathv[i], err);
        }
    }
    globfree(&found);
    return status;
}

gln_status gln_corpus_add(gln_corpus *corpus, const char *path, gln_error *err)
{
    if (strcmp(path, "-") == 0) {
        return gln_corpus__add_file(corpus, gln_memory__string(GLN_LIT("-")), 0, GLN_NO_OFFSET, true, err);
    }
    struct stat info;
    char *real = realpath(path, NULL);
    if (!real || stat(real, &info) != 0) {
        gln_status status;
        if (errno == ENOENT && strpbrk(path, "*?[")) {
            status = add_matches(corpus, path, err);
        } else {
            gln_error_at(err, path, GLN_NO_LINE, GLN_NO_OFFSET);
            status = gln_error_set(err, GLN_ERR_IO, "cannot open: %s", strerror(errno));
        }
        free(real);
        return status;
    }
    if (!S_ISDIR(info.st_mode)) {
        gln_status status = gln_corpus__widen_root(corpus, gln_path__dir(gln_slice_of(real)), err);
        if (status != GLN_OK) {
            free(real);
            return status;
        }
        return gln_corpus__add_file(corpus, real, (uint64_t)info.st_size, GLN_NO_OFFSET, true, err);
    }
    size_t before = corpus->n_files;
    gln_status status = gln_corpus__widen_root(corpus, gln_slice_of(real), err);
    if (status == GLN_OK) {
        status = add_folder(corpus, real, 0, err);
    }
    if (status == GLN_OK && corpus->n_files == before && corpus->n_refusals == 0) {
        gln_error_at(err, path, GLN_NO_LINE, GLN_NO_OFFSET);
        status = gln_error_set(err, GLN_ERR_IO,
                               "the folder holds no text, data or archive (.txt, .md, .html, .xml, "
                               ".json, .csv, .zip and the like)");
    }
    free(real);
    return status;
}

static int by_path(const void *a, const void *b)
{
    const gln_corpus_file *x = a;
    const gln_corpus_file *y = b;
    int order = strcmp(x->path, y->path);
    order = order ? order : x->standard - y->standard;
    return order ? order : (x->at > y->at) - (x->at < y->at);
}

gln_slice gln_corpus__shown(const gln_corpus *corpus, const char *path)
{
    size_t root = corpus->root ? strlen(corpus->root) : 0;
    size_t skip = path[0] == '/' && strncmp(path, corpus->root ? corpus->root : "", root) == 0 ? root : 0;
    skip += skip && path[skip] == '/';
    return gln_slice_of(path + skip);
}

gln_status gln_corpus__sort_files(gln_corpus *corpus, gln_error *err)
{
    if (corpus->n_files > 1) {
        qsort(corpus->files, corpus->n_files, sizeof *corpus->files, by_path);
    }
    size_t kept = 0;
    for (size_t i = 0; i < corpus->n_files; i++) {
        gln_corpus_file *file = &corpus->files[i];
        bool again = kept && strcmp(corpus->files[kept - 1].path, file->path) == 0 &&
                     corpus->files[kept - 1].standard == file->standard;
        if (again && file->at != GLN_NO_OFFSET && corpus->files[kept - 1].at != GLN_NO_OFFSET) {
            gln_status status =
                gln_corpus__refuse(corpus, file->path, 0, "archive",
                                   "the archive holds a member of this name twice: the first counts", err);
            if (status != GLN_OK) {
                return status;
            }
        }
        if (again) {
            continue;
        }
        corpus->files[kept++] = *file;
    }
    corpus->n_files = kept;
    gln_corpus_file *files = kept ? realloc(corpus->files, kept * sizeof *files) : NULL; /* no more come, or few */
    if (files) {
        corpus->files = files;
        corpus->files_capacity = kept;
    }
    return GLN_OK;
}
