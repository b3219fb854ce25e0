/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A corpus from inside: files, then members (a file, or a row of one), then items (what is read as one issue).
 *
 *     paths ─ corpus_list.c ─ files ─ corpus_expand.c (archives, rows: spool) ─ members ─ corpus_group.c ─ items
 *
 * Everything is settled by gln_corpus_close; corpus_read.c only reads. */
#ifndef GLN_CORPUS_PARTS_H
#define GLN_CORPUS_PARTS_H

#include "core/cancel.h"
#include "core/intern.h"
#include "core/spool.h"
#include "corpus/issue_parse.h"
#include "corpus/scratch.h"
#include "corpus/source_format.h"

/* Kept small: there may be many. */
typedef struct gln_corpus_file {
    const char *path; /* from the root on, in the arena of paths; "-" is standard input; of an archive's member the
                         archive's with the member's name behind it */
    uint64_t size;
    uint64_t at;           /* where the bytes lie in the spool; GLN_NO_OFFSET: in the file of that path */
    uint32_t duplicate_of; /* file, or GLN_NO_ID */
    uint32_t row;          /* of the manifest, or GLN_NO_ID */
    uint8_t format;        /* a gln_format */
    uint8_t unit;          /* a gln_unit */
    bool standard : 1;     /* standard input */
    bool named : 1;        /* by the user, not found in a folder or an archive */
    bool gone : 1;         /* an archive that was unpacked, or what was passed over */
    bool twin : 1;         /* of the same bytes as a file of another issue: see twins */
    bool alone : 1;        /* an item of its own, without a member */
} gln_corpus_file;

/* A file of the same bytes as another one of another date or newspaper, and what tells its id from that one's. */
typedef struct gln_twin {
    uint32_t file;
    gln_slice salt;
} gln_twin;

/* A part of an issue: a file, or one of its records, that lies in the spool. */
typedef struct gln_member {
    uint32_t file;
    uint32_t group;
    uint64_t at; /* of the record; GLN_NO_OFFSET: the whole file */
    uint64_t size;
    unsigned char print[GLN_PRINT_SIZE]; /* of the record */
} gln_member;

/* What brings members together, and what they say of their issue. */
typedef struct gln_group {
    gln_slice key;
    gln_slice newspaper; /* ptr NULL where unknown */
    gln_slice newspaper_basis;
    gln_slice edition;
    gln_date date;
    gln_date_basis basis;
    gln_slice said; /* the words that date it */
    uint32_t line;  /* and where */
    uint32_t n;     /* members */
} gln_group;

/* Something refused while the corpus was closed. */
typedef struct gln_refusal {
    char *path; /* from the root on, once the corpus is closed */
    uint64_t line;
    const char *reason; /* literal */
    char *detail;
} gln_refusal;

typedef struct gln_item {
    uint32_t first; /* in members; in files where there is no group */
    uint32_t n;     /* 0: a refusal, numbered by first */
    uint32_t group; /* GLN_NO_ID: a file alone */
} gln_item;

struct gln_corpus {
    gln_corpus_file *files;
    size_t n_files;
    size_t files_capacity;
    gln_member *members;
    size_t n_members;
    size_t members_capacity;
    gln_item *items;
    size_t n_items;
    gln_refusal *refusals;
    size_t n_refusals;
    size_t refusals_capacity;
    gln_intern keys;
    gln_group *groups; /* by id in keys */
    size_t groups_capacity;
    gln_arena arena;
    gln_arena paths;
    gln_spool spool;
    gln_scratch_pool *scratch; /* of those who read */
    gln_manifest manifest;
    char *manifest_path; /* canonical */
    gln_column_map map;
    gln_corpus_warning *warnings;
    size_t n_warnings;
    size_t warnings_capacity;
    gln_twin *twins; /* by file */
    size_t n_twins;
    size_t twins_capacity;
    const volatile int *cancel;  /* may be NULL */
    void (*tick)(void *context); /* NULL once the corpus is closed, so that reading has none */
    void *tick_context;
    gln_unit unit;
    char *encoding;
    char *root; /* the folder that all files lie in */
    uint64_t passed_over;
    bool closed;
};

/* corpus_list.c: files and folders. gln_corpus__add_file takes the path, which lies below the root, in any case. */
GLN_MUST_USE gln_status gln_corpus__add_file(gln_corpus *corpus, char *path, uint64_t size, uint64_t at, bool named,
                                             gln_error *err);
GLN_MUST_USE gln_status gln_corpus__widen_root(gln_corpus *corpus, gln_slice folder, gln_error *err);
GLN_MUST_USE gln_status gln_corpus__sort_files(gln_corpus *corpus, gln_error *err); /* and drops what is there twice */
gln_slice gln_corpus__shown(const gln_corpus *corpus, const char *path); /* the path from the root on, a tail of it */
GLN_MUST_USE gln_status gln_corpus__refuse(gln_corpus *corpus, const char *path, uint64_t line, const char *reason,
                                           const char *detail, gln_error *err);

/* corpus.c: a warning about the corpus as a whole; the text is copied. */
GLN_MUST_USE gln_status gln_corpus__warn(gln_corpus *corpus, gln_slice file, uint64_t line, gln_slice text,
                                         gln_error *err);

/* GLN_ERR_INTERRUPTED where the caller wants no more. */
static inline gln_status gln_corpus__go_on(const gln_corpus *corpus, gln_error *err)
{
    if (corpus->tick) {
        corpus->tick(corpus->tick_context);
    }
    return gln_cancel__check(corpus->cancel, err);
}

/* The whole path of a file, to be freed; NULL on want. */
char *gln_corpus__path(const gln_corpus *corpus, const gln_corpus_file *file);

/* The file's row of the manifest, or NULL. */
static inline const gln_manifest_row *gln_corpus__row(const gln_corpus *corpus, const gln_corpus_file *file)
{
    return file->row == GLN_NO_ID ? NULL : &corpus->manifest.rows[file->row];
}

/* corpus_duplicates.c */
GLN_MUST_USE gln_status gln_corpus__find_duplicates(gln_corpus *corpus, gln_error *err);

/* corpus_expand.c: standard input and archives into the spool; then files to members. */
GLN_MUST_USE gln_status gln_corpus__unpack(gln_corpus *corpus, gln_error *err);
GLN_MUST_USE gln_status gln_corpus__find_members(gln_corpus *corpus, gln_error *err);

/* corpus_group.c: the group of each member, then the items. */
GLN_MUST_USE gln_status gln_corpus__group_files(gln_corpus *corpus, gln_error *err);
GLN_MUST_USE gln_status gln_corpus__make_items(gln_corpus *corpus, gln_error *err);

/* The group of what the parts say, by newspaper (or, failing that, place), date and edition; a new one where it is new.
 * What it holds is copied. */
GLN_MUST_USE gln_status gln_corpus__group(gln_corpus *corpus, const gln_group *parts, gln_slice place, uint32_t *group,
                                          gln_error *err);

/* The folder of a shown path without the parts that are numbers or dates: what is one newspaper's. */
GLN_MUST_USE gln_status gln_corpus__place(gln_slice shown, gln_buffer *out, gln_error *err);

/* The date written in a field: 2020-09-26T08:00, 20200926, 26-FEB-1987, Sat, 26 Sep 2020, 2020年9月26日. */
bool gln_corpus__field_date(gln_slice text, gln_date *out);

/* corpus_read.c: the bytes of a file, then its text; a cause that is no want of memory is what a reject says. */
GLN_MUST_USE gln_status gln_corpus__bytes(const gln_corpus *corpus, const gln_corpus_file *file, gln_buffer *out,
                                          gln_error *cause);
GLN_MUST_USE gln_status gln_corpus__text(const gln_corpus *corpus, const gln_corpus_file *file, gln_slice bytes,
                                         gln_buffer *out, const char **encoding, gln_error *cause);
gln_slice gln_corpus__above(const gln_corpus *corpus);

/* The word for the reason of a cause. */
const char *gln_corpus__reason(const gln_error *cause);

#endif
