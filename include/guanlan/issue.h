/* SPDX-License-Identifier: GPL-3.0-or-later */
/** @file
 * An issue (期): what one newspaper printed under one date, as articles. An issue is made by a corpus reader and is
 * borrowed: all of its texts die with it. Text is clean (joined, without lead-ins and markers) and reversible: every
 * paragraph names the source lines that it came from.
 */
#ifndef GUANLAN_ISSUE_H
#define GUANLAN_ISSUE_H

#include "guanlan/slice.h"
#include "guanlan/status.h"

#ifdef __cplusplus
extern "C" {
#endif

/** What a source line is. Every non-blank line has exactly one role. */
typedef enum gln_role {
    GLN_ROLE_BLANK,
    GLN_ROLE_HEADLINE,
    GLN_ROLE_BODY,
    GLN_ROLE_SOURCE,    /**< 据新华社电 */
    GLN_ROLE_BYLINE,    /**< ■本报记者 … */
    GLN_ROLE_SECTION,   /**< ■发布厅, 【要闻】 */
    GLN_ROLE_JUMP,      /**< （紧转04版）, Continued on page 3 */
    GLN_ROLE_MASTHEAD,  /**< title, date and imprint of the paper */
    GLN_ROLE_FURNITURE, /**< what is printed around the articles */
    GLN_ROLE_REPEAT,    /**< a copy of other lines of the issue, not counted again */
} gln_role;

/** "headline", "body", ...; static. */
GLN_API const char *gln_role_name(gln_role role);

/** How sure a date is, by where it came from. */
typedef enum gln_date_basis {
    GLN_BASIS_NONE,     /**< no date */
    GLN_BASIS_MANIFEST, /**< an option or a manifest states it */
    GLN_BASIS_MASTHEAD,
    GLN_BASIS_FILENAME, /**< file name or folder */
    GLN_BASIS_INFERRED, /**< datelines and words like 昨天 */
} gln_date_basis;

/** "none", "manifest", "masthead", "filename", "inferred"; static. */
GLN_API const char *gln_date_basis_name(gln_date_basis basis);

/** A date of the Gregorian calendar; 0 stands for a part that is not known. */
typedef struct gln_date {
    int16_t year;
    int8_t month;
    int8_t day;
} gln_date;

enum { GLN_DATE_SIZE = 24 };

/** Whether year, month and day are known. */
static inline bool gln_date_full(gln_date date)
{
    return date.year != 0 && date.month != 0 && date.day != 0;
}

/** The date in EDTF ("2020-09-26", "XXXX-10-13", "1789"; "" where nothing is known). Returns out. */
GLN_API const char *gln_date_edtf(gln_date date, char out[GLN_DATE_SIZE]);

/** Days since 1970-01-01 of a full date (proleptic Gregorian). */
GLN_API int64_t gln_date_days(gln_date date);

/** The inverse of gln_date_days. */
GLN_API gln_date gln_date_of_days(int64_t days);

/** Whether month and day exist (February 29 in leap years and where the year is unknown). Unknown parts are fine. */
GLN_API bool gln_date_valid(gln_date date);

/** One line of evidence: the line (1-based; 0 for a file name or manifest) and the text that says so. */
typedef struct gln_evidence {
    uint32_t line;
    gln_slice text;
} gln_evidence;

/** A stretch of a paragraph that stands on one source line. */
typedef struct gln_piece {
    uint32_t line; /**< 1-based; ascending within a paragraph */
    size_t start;  /**< byte offset in the paragraph's text */
    size_t len;
    size_t source; /**< byte offset of the stretch in the decoded file; SIZE_MAX in HTML, XML, JSON and CSV, and
                      where tags or entities were taken out of it */
} gln_piece;

/** A paragraph of a body. */
typedef struct gln_paragraph {
    gln_slice text;          /**< joined; a place where text was lost is one U+FFFC */
    const gln_piece *pieces; /**< where the text came from, in order; between two there may be a joining space or gap */
    size_t n_pieces;
    size_t gap; /**< byte offset of the U+FFFC in text, or SIZE_MAX */
} gln_paragraph;

/** A part of a headline, as printed and joined (display spaces between Chinese characters dropped). */
typedef struct gln_headline_line {
    gln_slice raw;
    gln_slice joined;
    uint32_t line;
    enum { GLN_HEADLINE_KICKER, GLN_HEADLINE_MAIN, GLN_HEADLINE_SUB } part;
} gln_headline_line;

/** Where an article says that it came from. */
typedef enum gln_source_form {
    GLN_SOURCE_NONE,
    GLN_SOURCE_LEAD_IN,  /**< 本报讯 …, X报讯 … */
    GLN_SOURCE_DATELINE, /**< 新华社北京9月25日电 … */
    GLN_SOURCE_TRAILING, /**< 据新华社电, on a line of its own or in brackets at the end */
    GLN_SOURCE_BYLINE,   /**< ■本报记者 … */
} gln_source_form;

/** "none", "lead-in", "dateline", "trailing", "byline"; static. */
GLN_API const char *gln_source_form_name(gln_source_form form);

typedef struct gln_article {
    gln_slice id;      /**< issue id, "-", order in two digits or more; in an issue of several files or rows 12
                            hexadecimal digits of the file's or the row's own. The same input gives the same id everywhere */
    gln_slice file;    /**< path relative to the corpus root */
    uint32_t order;    /**< 1-based within its issue */
    gln_slice page;    /**< as printed or in the manifest; ptr NULL where unknown */
    gln_slice section; /**< ptr NULL where unknown */
    const gln_headline_line *headline;
    size_t n_headline;
    gln_slice headline_joined; /**< all parts with one space between; "" where there is none */
    const gln_slice *byline;   /**< names only */
    size_t n_byline;
    gln_slice agency; /**< the agency, or 本报; ptr NULL where unknown */
    gln_source_form source_form;
    gln_slice dateline_place; /**< ptr NULL where there is none */
    gln_date dateline_date;
    bool complete;            /**< false where cut, headless, torn open or without a body */
    gln_slice continued_to;   /**< page named by a jump marker; ptr NULL */
    gln_slice continued_from; /**< the same at the start */
    const gln_paragraph *body;
    size_t n_body;
} gln_article;

/** A source line with its role; article is the order of the article it belongs to, 0 for none. */
typedef struct gln_line {
    gln_slice file; /**< path relative to the corpus root */
    uint32_t number;
    uint32_t article;
    gln_role role;
    const char *why; /**< the evidence for the role, a few words: "above a lead-in", "repeat of line 12" */
} gln_line;

typedef struct gln_issue {
    gln_slice id;              /**< 12 hexadecimal digits: of the file's SHA-256; for an issue of several files or rows
                                    of that of newspaper (or folder), date and edition */
    gln_slice file;            /**< path relative to the corpus root; of the folder where there are several files */
    char sha256[65];           /**< of the file's bytes; of several files, of their list of digests */
    gln_slice newspaper;       /**< ptr NULL where unknown */
    gln_slice newspaper_basis; /**< manifest, masthead, lead-in */
    gln_date date;
    gln_date_basis date_basis;
    const gln_evidence *evidence;
    size_t n_evidence;
    const gln_evidence *warnings; /**< what contradicts itself: a weekday, a lunar date */
    size_t n_warnings;
    gln_slice edition;
    gln_slice issue_number;
    gln_slice encoding; /**< as found, IANA form */
    const gln_article *articles;
    size_t n_articles;
    const gln_line *lines; /**< non-blank source lines */
    size_t n_lines;
} gln_issue;

#ifdef __cplusplus
}
#endif

#endif
