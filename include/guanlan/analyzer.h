/* SPDX-License-Identifier: GPL-3.0-or-later */
/** @file
 * The analyzer: text to tokens. Runs of Han characters are cut along the most probable path through a lexicon; all
 * other text at the word boundaries of Unicode (UAX #29), as ICU gives them, with ICU's dictionaries for Thai, Lao,
 * Khmer, Burmese and Japanese (sentences and paragraphs whose kana say so).
 * Tokens are spans of the text itself and cover it without a gap.
 */
#ifndef GUANLAN_ANALYZER_H
#define GUANLAN_ANALYZER_H

#include "guanlan/slice.h"
#include "guanlan/status.h"

#ifdef __cplusplus
extern "C" {
#endif

/** What a token is. */
typedef enum gln_token_kind {
    GLN_TOKEN_WORD,   /**< letters, ideographs, syllables */
    GLN_TOKEN_NUMBER, /**< digits, as ICU's rule status says, without a letter among them (G20 is a word) */
    GLN_TOKEN_PUNCT,  /**< punctuation and symbols; counted nowhere as a token */
    GLN_TOKEN_SPACE,  /**< white space, control and format characters */
} gln_token_kind;

/** A span of the text: bytes [start, start + len). */
typedef struct gln_token {
    uint32_t start;
    uint32_t len;
    gln_token_kind kind;
    uint32_t entry; /**< a number of the analyzer's lexicon for the token's term: tokens of one number have one term, so
                       that it need be made and looked up once. 0 where there is none: most words that no lexicon
                       holds, user's words, what is no ideograph. It says nothing beyond the process; tokens
                       that a caller makes have 0 */
} gln_token;

/** How long words are. The cuts are nested: every boundary of a coarser one is one of a finer one. */
typedef enum gln_granularity {
    GLN_GRANULARITY_NORMAL, /**< the lexicon's words: 脱贫攻坚, 中共中央|总书记 */
    GLN_GRANULARITY_FINE, /**< compounds in the parts that the lexicon gives: 脱贫|攻坚, 中共|中央|总书记 */
    GLN_GRANULARITY_COARSE, /**< several words as the compound that the lexicon knows them as: 工作人员 */
} gln_granularity;

/** Told of a line of a lexicon that is left out, or that says again what stood before; reason is borrowed. */
typedef void (*gln_lexicon_fault_fn)(void *context, const char *file, uint64_t line, const char *reason);

/** What may be chosen. Start it with GLN_ANALYZER_OPTIONS_INIT. */
typedef struct gln_analyzer_options {
    const char *const *lexicons; /**< files of the user's own words: word, optional frequency, optional tag, by tabs;
                                    blank lines and those that start with # say nothing. One of them may be a
                                    base lexicon (gln_estimate_write), which stands in place of the shipped one */
    size_t n_lexicons;
    bool keep_script;           /**< terms keep traditional and simplified forms apart */
    bool pretokenized;          /**< white space parts the tokens; no lexicon is asked */
    gln_lexicon_fault_fn fault; /**< where malformed lines go, and words given twice; the rest loads. NULL: the first
                                   malformed line is an error */
    void *fault_context;
    gln_granularity granularity;
} gln_analyzer_options;

#define GLN_ANALYZER_OPTIONS_INIT                                                                                      \
    {                                                                                                                  \
        NULL, 0, false, false, NULL, NULL, GLN_GRANULARITY_NORMAL                                                      \
    }

typedef struct gln_analyzer gln_analyzer;

/** Loads the shipped lexicon and the user's. A user's word is a token wherever it stands in the text, whatever the
 * shipped lexicon and the frequencies say: the leftmost first, of several that start there the longest; a Latin end of
 * it must be a word boundary. A file may be one that gln_lexicon_compile wrote; it is mapped and checked before use,
 * and refused (GLN_ERR_FORMAT) where it is damaged or made for the other way to fold. options may be NULL. Cost: the
 * user's files are read once; the shipped lexicon lies ready in the library. */
GLN_API GLN_MUST_USE gln_status gln_analyzer_new(const gln_analyzer_options *options, gln_analyzer **out,
                                                 gln_error *err);

/** Frees it; NULL is fine. Every gln_segmenter made from it must be gone. */
GLN_API void gln_analyzer_free(gln_analyzer *analyzer);

/** A lexicon in use, for the provenance of a report. */
typedef struct gln_lexicon_info {
    const char *name;   /**< file name without folder; "guanlan" for the shipped one. A base lexicon is the first */
    const char *sha256; /**< of the readable data */
    uint64_t words;
} gln_lexicon_info;

/** Compiles a readable lexicon of a user's to a file that loads at once: version, byte order and a checksum are in it.
 * keep_script as in the options of those who shall use it. Lines at fault go to fn (may be NULL), as when an analyzer
 * loads the file. info (may be NULL) gets the number of words. Cost: about a second for a million words. */
GLN_API GLN_MUST_USE gln_status gln_lexicon_compile(const char *from, const char *to, bool keep_script,
                                                    gln_lexicon_fault_fn fn, void *context, gln_lexicon_info *info,
                                                    gln_error *err);

/** The lexicons in order, the shipped one first. Borrowed. */
GLN_API size_t gln_analyzer_n_lexicons(const gln_analyzer *analyzer);
GLN_API gln_lexicon_info gln_analyzer_lexicon(const gln_analyzer *analyzer, size_t i);

/** Versions of ICU and Unicode in use ("72.1", "15.0"). Static. */
GLN_API const char *gln_analyzer_icu_version(void);
GLN_API const char *gln_analyzer_unicode_version(void);

/** Whether tokens are what stands between white space. */
GLN_API bool gln_analyzer_is_pretokenized(const gln_analyzer *analyzer);

/** Whether terms fold traditional to simplified characters. */
GLN_API bool gln_analyzer_folds_script(const gln_analyzer *analyzer);

/** How long its words are. */
GLN_API gln_granularity gln_analyzer_granularity(const gln_analyzer *analyzer);

/** gln_token.entry is below this, and fits an array of so many items. */
GLN_API size_t gln_analyzer_n_entries(const gln_analyzer *analyzer);

/** The working state of one thread: any number may share an analyzer, each is used by one thread at a time. */
typedef struct gln_segmenter gln_segmenter;

GLN_API GLN_MUST_USE gln_status gln_segmenter_new(const gln_analyzer *analyzer, gln_segmenter **out, gln_error *err);

/** Whether tokens get their entry; at first they do not, since it takes a tenth of the time of cutting Chinese. */
GLN_API void gln_segmenter_number(gln_segmenter *segmenter, bool numbering);
GLN_API void gln_segmenter_free(gln_segmenter *segmenter);

/** Cuts a text below 2 GiB; one that is not UTF-8 is GLN_ERR_ENCODING. *tokens is borrowed until the next run of the
 * segmenter (terms may be asked for meanwhile). The tokens cover the text from its first byte to its last. Between ways
 * to cut a run of ideographs that are as probable, the one with the longer first word is taken. Cost: linear. */
GLN_API GLN_MUST_USE gln_status gln_segmenter_run(gln_segmenter *segmenter, gln_slice text, const gln_token **tokens,
                                                  size_t *n_tokens, gln_error *err);

/** The term of a token's text: NFKC, case folded, traditional characters folded to simplified unless the analyzer keeps
 * scripts. Empty for a token of nothing but invisible characters. Borrowed until the next term is asked for. */
GLN_API GLN_MUST_USE gln_status gln_segmenter_term(gln_segmenter *segmenter, gln_slice token, gln_slice *term,
                                                   gln_error *err);

#ifdef __cplusplus
}
#endif

#endif
