/* SPDX-License-Identifier: GPL-3.0-or-later */
/** @file
 * A corpus: files and folders of newspaper issues, read as articles. Items are listed in byte order of their paths;
 * each can be read on its own, so threads may share the work.
 */
#ifndef GUANLAN_CORPUS_H
#define GUANLAN_CORPUS_H

#include "guanlan/issue.h"

#ifdef __cplusplus
extern "C" {
#endif

typedef struct gln_corpus gln_corpus;

/** What a file holds. Pages and articles of one newspaper, date and edition form one issue. */
typedef enum gln_unit { GLN_UNIT_ISSUE, GLN_UNIT_PAGE, GLN_UNIT_ARTICLE } gln_unit;

/** "issue", "page" or "article" to *out; false (and *out untouched) for anything else. */
GLN_API bool gln_unit_parse(gln_slice text, gln_unit *out);

/** Why something was refused. */
typedef struct gln_reject {
    gln_slice file;
    uint64_t line;    /**< 0 where none */
    uint64_t offset;  /**< GLN_NO_OFFSET where none */
    gln_slice reason; /**< a word: "empty", "encoding", "binary", "unreadable", "duplicate", "no_articles", "undated",
                         "archive", "format" */
    gln_slice detail; /**< a sentence */
} gln_reject;

GLN_API GLN_MUST_USE gln_status gln_corpus_new(gln_corpus **out, gln_error *err);
GLN_API void gln_corpus_free(gln_corpus *corpus);

/** The encoding to read every file in, whatever it looks like; NULL to find it out. */
GLN_API GLN_MUST_USE gln_status gln_corpus_set_encoding(gln_corpus *corpus, const char *encoding, gln_error *err);

/** What a file holds where no manifest says it; GLN_UNIT_ISSUE unless set. Call it before gln_corpus_close. */
GLN_API void gln_corpus_set_unit(gln_corpus *corpus, gln_unit unit);

/** "field=column": which column of CSV, member of JSON (dots lead inward) or element of XML holds a field (newspaper,
 * date, edition, page, section, kicker, headline or main, sub, byline, agency, dateline, body or text, id; article:
 * what holds an article). Call it for each field whose name is not a usual one, before gln_corpus_close. */
GLN_API GLN_MUST_USE gln_status gln_corpus_map(gln_corpus *corpus, const char *mapping, gln_error *err);

/** Where a caller says that it wants no more: not 0 stops gln_corpus_add, gln_corpus_close and gln_corpus_read soon, in
 * the middle of a file too, with GLN_ERR_INTERRUPTED. Borrowed; NULL (the default) for never. */
GLN_API void gln_corpus_set_cancel(gln_corpus *corpus, const volatile int *cancel);

/** A function that gln_corpus_add and gln_corpus_close call now and then, from the thread that they run in: to tell a
 * user that something goes on. Reading does not. */
GLN_API void gln_corpus_set_tick(gln_corpus *corpus, void (*tick)(void *context), void *context);

/** A manifest: CSV with a header row, `path` (absolute, or relative to the manifest) and any of newspaper, date,
 * edition, page, section, encoding, unit. Its date is EDTF; a bare year supplies the year only. It annotates the paths
 * added; where none is added it is the input. Call it before gln_corpus_add. An unreadable date or a path listed
 * twice is an error with the line; other columns, and rows whose file is not among the paths added, are warnings. A row
 * that names a link is about the file that it leads to. */
GLN_API GLN_MUST_USE gln_status gln_corpus_manifest(gln_corpus *corpus, const char *path, gln_error *err);

/** Adds a file, a folder (read recursively; names that begin with a dot are left out), "-" for standard input, or,
 * where there is no file of that name, all that a pattern with * ? [ ] matches (glob(3)). Files are text, Markdown,
 * HTML, XML, JSON, JSON Lines, CSV and TSV, told apart by their endings (those named without a known one, and standard
 * input, by their content), and archives of them (zip, tar, gz, bz2, xz, zst), whose members are read as files of a
 * folder. What guanlan wrote itself is passed over: its pages, and folders within the one added that hold a Data
 * Package of its results. A folder without any readable file is an error. */
GLN_API GLN_MUST_USE gln_status gln_corpus_add(gln_corpus *corpus, const char *path, gln_error *err);

/** Ends adding: sorts, drops what was named twice, unpacks archives and cuts data into articles (both into a temporary
 * file without a name, in $TMPDIR), finds exact duplicates (files of the same bytes, newspaper, date and edition, as
 * far as these are known), and brings together what is one issue. Where no path was added, the manifest's are. Memory:
 * about 55 bytes and the path for a file; besides, about 300 bytes for an issue that is put together of pages, articles
 * or rows, and about 30 for each of these. */
GLN_API GLN_MUST_USE gln_status gln_corpus_close(gln_corpus *corpus, gln_error *err);

/** Something to know of the corpus as a whole, found while it was closed: columns of the manifest that are not known,
 * rows of it that are about no file, files of the same bytes that are kept since they are of different issues. */
typedef struct gln_corpus_warning {
    gln_slice file;
    uint64_t line; /**< 0 where none */
    gln_slice text;
} gln_corpus_warning;

/** The warnings of a closed corpus, *n of them. Borrowed. */
GLN_API const gln_corpus_warning *gln_corpus_warnings(const gln_corpus *corpus, size_t *n);

/** Number of items: issues, or what was refused. */
GLN_API size_t gln_corpus_n_items(const gln_corpus *corpus);

/** The path of an item relative to the corpus root, as reports show it. Borrowed. */
GLN_API gln_slice gln_corpus_item(const gln_corpus *corpus, size_t item);

/** Number of files in added folders and archives that were passed over: other kinds of files, data that holds no
 * articles, the manifest, links to folders, devices. */
GLN_API uint64_t gln_corpus_passed_over(const gln_corpus *corpus);

/** Told of each issue (borrowed for the call) and each reject of an item. */
typedef struct gln_visitor {
    void *context;
    gln_status (*issue)(void *context, const gln_issue *issue, gln_error *err);
    gln_status (*reject)(void *context, const gln_reject *reject, gln_error *err);
} gln_visitor;

/** Reads one item and tells the visitor what was found. What cannot be used is a reject, not an error: an error means
 * that the visitor refused or that memory ran out. Thread-safe for different calls on one corpus. */
GLN_API GLN_MUST_USE gln_status gln_corpus_read(const gln_corpus *corpus, size_t item, const gln_visitor *visitor,
                                                gln_error *err);

/** Parses one text already in memory as an issue of the given file name: what gln_corpus_read does after decoding. */
GLN_API GLN_MUST_USE gln_status gln_corpus_parse(gln_slice utf8, const char *file, const gln_visitor *visitor,
                                                 gln_error *err);

#ifdef __cplusplus
}
#endif

#endif
