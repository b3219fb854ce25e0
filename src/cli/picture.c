/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A specification made a picture by programs that are installed: node draws it as SVG, rsvg-convert makes PNG or PDF of
 * that. They read and write files without a name, so no pipe can fill up. */
#include "cli/picture.h"

#include "cli/share.h"

#include <errno.h>
#include <spawn.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

extern char **environ;

/* Runs a program with `in` as its standard input, `out` as its standard output and `said` as its standard error. Not
 * found it is `missing`, and the error is left to the caller. */
static gln_status run(char *const *arguments, FILE *in, FILE *out, FILE *said, bool *missing, gln_error *err)
{
    posix_spawn_file_actions_t actions;
    pid_t child;
    int code = posix_spawn_file_actions_init(&actions), ended = 0;
    *missing = false;
    if (code) {
        return gln_error__nomem(err);
    }
    rewind(in);
    (void)posix_spawn_file_actions_adddup2(&actions, fileno(in), STDIN_FILENO);
    (void)posix_spawn_file_actions_adddup2(&actions, fileno(out), STDOUT_FILENO);
    (void)posix_spawn_file_actions_adddup2(&actions, fileno(said), STDERR_FILENO);
    code = posix_spawnp(&child, arguments[0], &actions, NULL, arguments, environ);
    (void)posix_spawn_file_actions_destroy(&actions);
    if (code) {
        *missing = code == ENOENT;
        return *missing ? GLN_ERR_IO
                        : gln_error_set(err, GLN_ERR_IO, "cannot run %s: %s", arguments[0], strerror(code));
    }
    while (waitpid(child, &ended, 0) < 0) {
        if (errno != EINTR) {
            return gln_error_set(err, GLN_ERR_IO, "%s: %s", arguments[0], strerror(errno));
        }
    }
    if (WIFEXITED(ended) && WEXITSTATUS(ended) == 0) {
        return GLN_OK;
    }
    char line[300] = "";
    rewind(said);
    size_t n = fread(line, 1, sizeof line - 1, said);
    line[n] = '\0';
    line[strcspn(line, "\n")] = '\0';
    return gln_error_set(err, GLN_ERR_IO, "%s failed%s%s", arguments[0], line[0] ? ": " : "", line);
}

static gln_status read_back(FILE *file, gln_buffer *out, gln_error *err)
{
    char part[16384];
    size_t n;
    rewind(file);
    while ((n = fread(part, 1, sizeof part, file)) > 0) {
        gln_buffer__put(out, (gln_slice){part, n});
    }
    return ferror(file)  ? gln_error_set(err, GLN_ERR_IO, "cannot read back the picture: %s", strerror(errno))
           : out->failed ? gln_error__nomem(err)
                         : GLN_OK;
}

/* The arguments are not changed by the programs; posix_spawn wants them without const. */
static char *plain(const char *text)
{
    union {
        const char *given;
        char *wanted;
    } same = {text};
    return same.wanted;
}

static gln_status draw(FILE *spec, FILE *svg, FILE *said, gln_error *err)
{
    gln_buffer script = GLN_BUFFER_INIT, library = GLN_BUFFER_INIT;
    bool missing = false;
    gln_status status = GLN_OK;
    if (!cli_share_find("picture.js", &script) || !cli_share_find("vega.js", &library)) {
        status = gln_error_set(err, GLN_ERR_IO,
                               "this program was built without the drawing library (npm was not there): "
                               "'guanlan plot FILE --format gnuplot | gnuplot >FILE.svg' draws series without it");
    } else {
        char *arguments[] = {plain("node"), script.data, library.data, NULL};
        status = run(arguments, spec, svg, said, &missing, err);
        if (missing) {
            status = gln_error_set(err, GLN_ERR_IO,
                                   "a picture needs node (Debian: apt-get install nodejs); "
                                   "'guanlan plot FILE --format gnuplot | gnuplot >FILE.svg' draws series without it");
        }
    }
    gln_buffer__free(&script);
    gln_buffer__free(&library);
    return status;
}

static gln_status convert(FILE *svg, const char *format, FILE *picture, FILE *said, gln_error *err)
{
    bool missing = false;
    /* a PNG has twice the pixels, so that it is sharp in print and on fine screens */
    char *arguments[] = {plain("rsvg-convert"),
                         plain("-f"),
                         plain(format),
                         plain("-z"),
                         plain(strcmp(format, "png") == 0 ? "2" : "1"),
                         NULL};
    gln_status status = run(arguments, svg, picture, said, &missing, err);
    return missing ? gln_error_set(err, GLN_ERR_IO,
                                   "a %s needs rsvg-convert (Debian: apt-get install librsvg2-bin); an .svg does not",
                                   format)
                   : status;
}

gln_status cli_picture(gln_slice spec, const char *format, gln_buffer *out, gln_error *err)
{
    FILE *files[4] = {tmpfile(), tmpfile(), tmpfile(), tmpfile()};
    bool svg = strcmp(format, "svg") == 0;
    gln_status status = files[0] && files[1] && files[2] && files[3]
                            ? GLN_OK
                            : gln_error_set(err, GLN_ERR_IO, "cannot make a temporary file: %s", strerror(errno));
    if (status == GLN_OK && (fwrite(spec.ptr, 1, spec.len, files[0]) != spec.len || fflush(files[0]) != 0)) {
        status = gln_error_set(err, GLN_ERR_IO, "cannot write a temporary file: %s", strerror(errno));
    }
    if (status == GLN_OK) {
        status = draw(files[0], files[1], files[3], err);
    }
    if (status == GLN_OK && !svg) {
        status = convert(files[1], format, files[2], files[3], err);
    }
    if (status == GLN_OK) {
        status = read_back(files[svg ? 1 : 2], out, err);
    }
    for (size_t i = 0; i < 4; i++) {
        if (files[i]) {
            (void)fclose(files[i]);
        }
    }
    return status;
}
