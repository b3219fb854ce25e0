/* SPDX-License-Identifier: GPL-3.0-or-later */
/** @file
 * Counters: articles in, counts out. All counters are mergeable: adding articles in any order, in any number of
 * counters that are merged in any order, gives the same counts, and gln_*_write the same bytes. A counter is used by
 * one thread at a time. Text is counted segment by segment (each headline line, each paragraph), so no term or window
 * reaches across. Tokens are words and numbers, without punctuation; characters are the code points of those tokens.
 * Files of one newspaper, full date and edition are one issue. After an error other than GLN_ERR_USAGE a counter may
 * hold a part of what it was given and is good for gln_*_free only.
 */
#ifndef GUANLAN_COUNTER_H
#define GUANLAN_COUNTER_H

#include "guanlan/corpus.h"
#include "guanlan/estimate.h"
#include "guanlan/matcher.h"
#include "guanlan/selection.h"
#include "guanlan/stoplist.h"

#ifdef __cplusplus
extern "C" {
#endif

/** One series per value of this. */
typedef enum gln_split {
    GLN_SPLIT_NONE,
    GLN_SPLIT_PAPER,
    GLN_SPLIT_SECTION,
    GLN_SPLIT_AGENCY,
} gln_split;

/** Time-series counter: for each given term and each issue (and split value) the sums that series, their intervals and
 * their tests need, and the words that the hits stand in. Memory grows with terms x issues, not with articles. */
typedef struct gln_series gln_series;

/** Term-frequency counter: for each term (all words, numbers left out, or given terms) its count in each article.
 * Memory is 8 bytes for each term of each article, and about 200 an article; with gln_counter_options.memory 16 bytes
 * an article and what is given there. */
typedef struct gln_freq gln_freq;

/** Co-occurrence counter: for given terms (the nodes) the words around them, as contingency tables of windows (Evert
 * 2008, surface) or of sentences, paragraphs or articles (textual). */
typedef struct gln_cooc gln_cooc;

/** Concordance: every occurrence of given terms with its context (Luhn 1960). Memory grows with the occurrences kept.
 */
typedef struct gln_kwic gln_kwic;

/** Reuse counter: a sketch of each article with a full date, to find copies of one text (see guanlan/reuse.h). Memory
 * is at most 1 KB for each article besides its headline. It needs no matcher and looks at bodies. With
 * gln_counter_options.every it is of all articles, for the stories of a comparison. */
typedef struct gln_reuse gln_reuse;

/** Counter of strings of characters, for gln_newwords_find. It needs no matcher. Memory is what
 * gln_counter_options.memory says, 1 GiB where it is 0: sorted runs on disk take the rest. */
typedef struct gln_ngrams gln_ngrams;

/** Counter of the longer expressions around given terms (see guanlan/variants.h). */
typedef struct gln_variants gln_variants;

/** The unit of weights: the least common multiple of 1 to 10. */
enum { GLN_WEIGHT_ONE = 5040 };

/** What counts as being together. */
typedef enum gln_context {
    GLN_CONTEXT_WINDOW, /**< at most k tokens apart within one sentence */
    GLN_CONTEXT_SENTENCE,
    GLN_CONTEXT_PARAGRAPH,
    GLN_CONTEXT_ARTICLE,
} gln_context;

/** The period of a series. Weeks are those of ISO 8601: they begin on Monday, week 1 holds January 4. */
typedef enum gln_by {
    GLN_BY_ISSUE,
    GLN_BY_DAY,
    GLN_BY_WEEK,
    GLN_BY_MONTH,
    GLN_BY_QUARTER,
    GLN_BY_YEAR,
} gln_by;

/** Which rows a gln_kwic with a bound keeps. */
typedef enum gln_keep {
    GLN_KEEP_FIRST, /**< the first in the order of the corpus */
    GLN_KEEP_DRAWN, /**< drawn at random, as gln_kwic_options.sample says */
} gln_keep;

/** Strings of words or of characters. All zero: single words. */
typedef struct gln_strings {
    unsigned words;      /**< n-grams of so many neighbouring words of a sentence, 2 to 5, a space between them; numbers
                              and stop words take a place and are in none */
    unsigned skip;       /**< with at most so many words skipped in all, 0 to 4 (Guthrie et al. 2006) */
    unsigned characters; /**< n-grams of so many characters of words and numbers that touch, 1 to 8 */
} gln_strings;

/** What any counter is made of: borrowed, and outliving it. */
typedef struct gln_counter_options {
    const gln_analyzer *analyzer;
    const gln_matcher *matcher;     /**< the given terms; NULL only for a gln_freq of all words */
    const gln_selection *selection; /**< NULL selects everything */
    gln_part part;
    gln_split split;             /**< gln_series only */
    const gln_reprints *weights; /**< gln_series only: besides the counts, sums in which an article counts 1 / copies;
                                    NULL for none. Weights are whole numbers of 1 / GLN_WEIGHT_ONE, the nearest and at
                                    least one: exact for up to 10 copies, else wrong by at most 1 / 10080; so sums are
                                    exact and merging is */
    gln_context context;         /**< gln_cooc only */
    uint64_t memory; /**< the bytes that counts may take; what is beyond lies in temporary files as sorted runs, merged
                        when the counts are asked for. 0: no bound. The counts are the same. A gln_reuse
                        takes no notice of it, nor does a gln_kwic with a bound of rows */
    const gln_stoplist *stop; /**< gln_freq of all words and gln_cooc: words that are not counted; may be NULL */
    gln_strings strings;      /**< gln_freq of all words only: what is counted instead of single words */
    unsigned most;            /**< gln_kwic only: the first lines of each term that are kept, 0 for all */
    bool most_by_period;      /**< ... the first of each term in each period of `by`, one an article */
    gln_by by;                /**< of most_by_period only */
    bool keep_order; /**< gln_freq, not of strings: the order of the terms in each article is kept, too, for the
                          measures that look at it; one to two bytes a token */
    unsigned window; /**< gln_cooc of windows: k tokens on each side, 1 to 1000; gln_kwic: characters on each side,
                        0 to 10000; else any */
    size_t keep;     /**< gln_kwic: so many rows are kept, and memory is bounded by them; gln_reuse of every article:
                        where there are more of them none is kept; 0: all */
    gln_keep keep_by;
    uint64_t keep_seed; /**< of what is drawn */
    bool monthly; /**< gln_cooc only: kept apart by month, for gln_cooc_periods; issues without a month are left out */
    bool every;   /**< gln_reuse only: also articles without a full date, and those with little text or none, for
                     gln_stories_table */
} gln_counter_options;

/** The functions that every counter has. _new refuses options that it cannot use, _merge counters whose analyzers,
 * terms or options differ (the selections may), with GLN_ERR_USAGE. */
#define GLN_COUNTER(name)                                                                                              \
    GLN_API GLN_MUST_USE gln_status gln_##name##_new(const gln_counter_options *options, gln_##name **out,             \
                                                     gln_error *err);                                                  \
    GLN_API void gln_##name##_free(gln_##name *counter);                                                               \
    /* Counts every article of the issue that the selection passes. */                                                 \
    GLN_API GLN_MUST_USE gln_status gln_##name##_add(gln_##name *counter, const gln_issue *issue, gln_error *err);     \
    /* Adds all of from's counts to into; from is left as it was. Both were made with equal options. */                \
    GLN_API GLN_MUST_USE gln_status gln_##name##_merge(gln_##name *into, const gln_##name *from, gln_error *err);      \
    /* The canonical bytes of the counts, for comparison: equal counts give equal bytes. out is malloced. */           \
    GLN_API GLN_MUST_USE gln_status gln_##name##_write(const gln_##name *counter, char **out, size_t *n,               \
                                                       gln_error *err);

GLN_COUNTER(series)
GLN_COUNTER(freq)
GLN_COUNTER(cooc)
GLN_COUNTER(kwic)
GLN_COUNTER(reuse)
GLN_COUNTER(ngrams)
GLN_COUNTER(variants)

/** What was read, for the provenance of a report. */
typedef struct gln_corpus_summary {
    char sha256[65]; /**< of the distinct SHA-256s of the files read, sorted, each in hexadecimal with a line feed */
    uint64_t issues; /**< that the selection passed; several files of one newspaper, date and edition are one */
    uint64_t articles;
    uint64_t tokens; /**< of those articles that a counter counted, in the parts counted by any of them */
    gln_date from;   /**< first and last date whose year is known */
    gln_date to;
    uint64_t rejects;
    uint64_t undated;  /**< issues without a full date */
    uint64_t inferred; /**< issues whose date is inferred */
} gln_corpus_summary;

/** The counters to run over a corpus, any of them NULL. */
typedef struct gln_counters {
    gln_series *series;
    gln_series *series_split; /**< the same terms by section, for controls */
    gln_series *series_words; /**< function words, for controls */
    gln_freq *freq;
    gln_freq *freq_b; /**< a second selection, for comparisons */
    gln_cooc *cooc;
    gln_kwic *kwic;
    gln_kwic *examples; /**< a second one, made with other options */
    gln_reuse *reuse;
    gln_reuse *reuse_b; /**< a second selection, for the stories of a comparison */
    gln_ngrams *ngrams;
    gln_variants *variants;
    gln_estimate *estimate; /**< all threads add to it; it goes with no other counter */
} gln_counters;

/** How a run goes. */
typedef struct gln_run_options {
    unsigned threads;           /**< 0: as many as there are processors */
    const volatile int *cancel; /**< not 0: stop with GLN_ERR_INTERRUPTED; may be NULL */
    void *context;              /**< given to the three below */
    void (*progress)(void *context, size_t done, size_t total); /**< from one thread at a time; may be NULL */
    void (*reject)(void *context, const gln_reject *reject);    /**< in order of the items; may be NULL */
    void (*issue)(void *context, const gln_issue *issue); /**< each issue that was read (selected or not), in order
                                                               of the items, without its articles and lines; may
                                                               be NULL */
} gln_run_options;

/** Reads a whole corpus into counters, with threads. The counts, the order of the callbacks and the summary are the
 * same for any number of threads; the callbacks come from any thread, one at a time. Text is cut once for all counters,
 * which must share one analyzer. selection (may be NULL) is what the summary counts; token totals are of the counters
 * run. options and summary may be NULL. An error is that of the first item that failed; the counters and the summary
 * are then as they were, unless memory ran out in adding up. Memory: a shard of each counter for each thread. */
GLN_API GLN_MUST_USE gln_status gln_counters_run(const gln_corpus *corpus, const gln_selection *selection,
                                                 const gln_counters *counters, const gln_run_options *options,
                                                 gln_corpus_summary *summary, gln_error *err);

#ifdef __cplusplus
}
#endif

#endif
