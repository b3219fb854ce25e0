/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/cli.h"

#include "core/file.h"

#include <string.h>
#include <sys/stat.h>

/* Whether a name is among those of a list with a space before and behind each. */
static bool listed(const char *list, const char *name)
{
    size_t n = strlen(name);
    for (const char *at = list; n && (at = strstr(at, name)) != NULL; at += n) {
        if (at > list && at[-1] == ' ' && at[n] == ' ') {
            return true;
        }
    }
    return false;
}

static gln_status check_format(const cli_options *o, gln_error *err)
{
    gln_format format = GLN_FORMAT_JSON;
    gln_status status = gln_format_find(o->format, &format, err);
    bool network = format == GLN_FORMAT_GEXF || format == GLN_FORMAT_GRAPHML;
    return status == GLN_OK && network && !o->network
               ? gln_error_set(err, GLN_ERR_USAGE, "%s is for networks: guanlan cooc --network", o->format)
               : status;
}

static gln_status check_table(const cli_command *command, const cli_options *o, gln_error *err)
{
    if (listed(command->tables, o->table)) {
        return GLN_OK; /* what this run makes of them is seen in the end */
    }
    gln_buffer names = GLN_BUFFER_INIT;
    for (const char *at = command->tables; *at; at++) {
        bool between = names.len && *at == ' ' && at[1] != ' ' && at[1];
        gln_buffer__put(&names, between ? GLN_LIT(", ") : (gln_slice){at, *at != ' '});
    }
    gln_status status = names.failed ? gln_error__nomem(err)
                                     : gln_error_set(err, GLN_ERR_USAGE, "there is no table '%s'; %s makes %.*s",
                                                     o->table, command->name, (int)names.len, names.data);
    gln_buffer__free(&names);
    return status;
}

static bool is_among(const struct stat *file, const cli_list *paths)
{
    struct stat other;
    for (size_t i = 0; i < paths->count; i++) {
        if (stat(paths->items[i], &other) == 0 && other.st_dev == file->st_dev && other.st_ino == file->st_ino) {
            return true;
        }
    }
    return false;
}

/* What is read is not written over, and results in the folder that is read would be read as issues the next time. */
static gln_status check_apart(const cli_options *o, gln_error *err)
{
    struct stat info;
    bool there = stat(o->output, &info) == 0 && (S_ISREG(info.st_mode) || S_ISDIR(info.st_mode));
    return there && (is_among(&info, &o->paths) || is_among(&info, &o->coded))
               ? gln_error_set(err, GLN_ERR_USAGE, "%s is what is read: name another place with -o", o->output)
               : GLN_OK;
}

static gln_status check_place(const cli_command *command, const cli_options *o, gln_error *err)
{
    bool folder = cli_output_folder(o) || o->matrix || strcmp(command->name, "report") == 0;
    gln_status status = check_apart(o, err);
    if (status != GLN_OK) {
        return status;
    }
    return folder ? gln_folder__check(o->output, err) : gln_newfile__check(o->output, err);
}

/* What is no report has a file of its own: nothing but that goes to standard output. */
static gln_status check_file(const char *option, const char *path, gln_error *err)
{
    return strcmp(path, "-") == 0 ? gln_error_set(err, GLN_ERR_USAGE, "%s takes a file, not '-'", option)
                                  : gln_newfile__check(path, err);
}

/* A sheet may hold days of judging: none is ever written over. */
static gln_status check_sheet(const char *path, gln_error *err)
{
    struct stat info;
    return stat(path, &info) == 0 && S_ISREG(info.st_mode)
               ? gln_error_set(err, GLN_ERR_USAGE,
                               "%s is there already, and may have been judged: remove it, or name another sheet", path)
               : check_file("--coding-sheet", path, err);
}

gln_status cli_output_check(const cli_command *command, const cli_options *o, gln_error *err)
{
    gln_status status = GLN_OK;
    if (command->tables[0] && o->format) {
        status = check_format(o, err);
    }
    if (status == GLN_OK && command->tables[0] && o->table) {
        status = check_table(command, o, err);
    }
    if (status == GLN_OK && o->output && strcmp(o->output, "-") != 0) {
        status = check_place(command, o, err);
    }
    if (status == GLN_OK && o->output && strcmp(command->name, "lexicon") == 0) {
        status = check_file("-o", o->output, err);
    }
    if (status == GLN_OK && o->save) {
        status = check_file("--save", o->save, err);
    }
    if (status == GLN_OK && o->coding_sheet) {
        status = check_sheet(o->coding_sheet, err);
    }
    return status;
}
