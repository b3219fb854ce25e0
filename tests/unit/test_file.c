/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Files written beside and renamed: links, permissions, threads. */
#include "check.h"

#include "core/file.h"

#include <pthread.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

static char base[] = "/tmp/guanlan-file-XXXXXX";

static const char *at(const char *name)
{
    static char paths[4][128];
    static unsigned turn;
    char *path = paths[turn++ % 4];
    (void)snprintf(path, 128, "%s/%s", base, name);
    return path;
}

static bool write_text(const char *path, const char *text)
{
    gln_newfile file = GLN_NEWFILE_INIT;
    if (gln_newfile__open(&file, path, NULL) != GLN_OK) {
        return false;
    }
    (void)fputs(text, file.stream);
    return gln_newfile__commit(&file, NULL) == GLN_OK;
}

static bool holds(const char *path, const char *text)
{
    gln_buffer bytes = GLN_BUFFER_INIT;
    bool same =
        gln_file__read(path, &bytes, NULL) == GLN_OK && gln_slice_equal(gln_buffer__slice(&bytes), gln_slice_of(text));
    gln_buffer__free(&bytes);
    return same;
}

static void test_links(void)
{
    struct stat info;
    CHECK(symlink("there", at("link")) == 0); /* leads nowhere yet */
    CHECK(write_text(at("link"), "one\n"));
    CHECK(lstat(at("link"), &info) == 0 && S_ISLNK(info.st_mode));
    CHECK(lstat(at("there"), &info) == 0 && S_ISREG(info.st_mode) && holds(at("there"), "one\n"));
    CHECK(write_text(at("link"), "two\n")); /* leads somewhere now */
    CHECK(lstat(at("link"), &info) == 0 && S_ISLNK(info.st_mode) && holds(at("there"), "two\n"));
    CHECK(symlink(at("link"), at("second")) == 0); /* a link to a link, by its whole path */
    CHECK(write_text(at("second"), "three\n") && holds(at("there"), "three\n"));
    CHECK(symlink("circle", at("circle")) == 0);
    CHECK(!write_text(at("circle"), "four\n"));
    CHECK(symlink("nowhere/file", at("lost")) == 0);
    CHECK(!write_text(at("lost"), "five\n"));
    (void)unlink(at("link"));
    (void)unlink(at("there"));
    (void)unlink(at("second"));
    (void)unlink(at("circle"));
    (void)unlink(at("lost"));
}

static void *write_many(void *name)
{
    for (int i = 0; i < 100; i++) {
        if (!write_text(name, "text\n")) {
            return name;
        }
    }
    return NULL;
}

/* The mask of the process is never changed, so that files which others open meanwhile are not open to all. */
static void test_mask(void)
{
    struct stat info;
    pthread_t threads[4];
    char path[128];
    void *failed = NULL;
    (void)snprintf(path, sizeof path, "%s", at("masked"));
    mode_t old = umask(027);
    for (int i = 0; i < 4; i++) {
        (void)CHECK(pthread_create(&threads[i], NULL, write_many, path) == 0);
    }
    for (int i = 0; i < 4; i++) {
        (void)CHECK(pthread_join(threads[i], &failed) == 0 && !failed);
    }
    CHECK(umask(old) == 027);
    CHECK(stat(path, &info) == 0 && (info.st_mode & 0777) == 0640);
    (void)unlink(path);
}

int main(void)
{
    if (!mkdtemp(base)) {
        return 77;
    }
    test_links();
    test_mask();
    CHECK(rmdir(base) == 0); /* nothing was left beside */
    return check_report("file");
}
