/* SPDX-License-Identifier: GPL-3.0-or-later */
/** @file
 * A whole vocabulary put to the tests of a trend: what rises, falls, bursts, breaks, is new or gone.
 *
 * Every word with enough hits is screened by tests that cost O(n log n) in its n periods: Mann and Kendall's, the bound
 * of a burst, the best single cut (whose null is drawn once for all words), yearly waves, and the change since a date.
 * Their p are one family (Benjamini and Hochberg 1995), so the share of false findings is held over the vocabulary and
 * all tests. Only what is found gets the full tests and the verdict of gln_trend_rule. The rate is held within one run;
 * a scan repeated every week finds by chance every week.
 */
#ifndef GUANLAN_SCAN_H
#define GUANLAN_SCAN_H

#include "guanlan/trend.h"

#ifdef __cplusplus
extern "C" {
#endif

/** Start it with GLN_SCAN_OPTIONS_INIT. */
typedef struct gln_scan_options {
    gln_trend_options trend; /**< periods, range, alpha, conf, seed; its calendar and events are not looked at */
    uint64_t min_count;      /**< words with fewer hits are not tested */
    size_t top;              /**< so many words of each list, 0 for all */
    gln_date since;          /**< what is new or gone since; year 0: the last quarter of the tested periods */
    unsigned threads;        /**< of the screening; 0 is 1 */
} gln_scan_options;

#define GLN_SCAN_OPTIONS_INIT                                                                                          \
    {                                                                                                                  \
        .trend = GLN_TREND_OPTIONS_INIT, .min_count = 10, .top = 20, .since = {0, 0, 0}, .threads = 1                  \
    }

/** How many words and tests there were, besides the table. */
typedef struct gln_scan_summary {
    size_t words;     /**< of the vocabulary */
    size_t tested;    /**< with min_count hits */
    size_t m;         /**< tests in the family */
    size_t found;     /**< words with a test that passed */
    size_t n_periods; /**< tested */
    gln_date since;
} gln_scan_summary;

/** The rule of the lists, in English. Static. */
GLN_API const char *gln_scan_rule(void);

/** The tables of a scan; the caller frees them with gln_scan_report_free. */
typedef struct gln_scan_report {
    gln_table *scan;
    gln_table *models; /**< trend_models, as gln_trend_tables has it, of the words in the rows of scan */
    gln_table *path;   /**< change_path, the same, of up to 400 tested periods: it costs O(n^2) a segmentation */
} gln_scan_report;
GLN_API void gln_scan_report_free(gln_scan_report *report);

/** Makes the tables of a frequency counter, of all words, of strings of them or of given terms and concepts: scan has a
 * row for each list ("rising", "falling", "new",
 * "gone", "bursting", "broken", "seasonal") and word in it, the clearest first. summary may be NULL. The same bytes for
 * any number of threads. Errors: as gln_trend_tables. Cost: a word with k articles takes O(k + n log n), a word that is
 * found also what gln_trend_tables takes. */
GLN_API GLN_MUST_USE gln_status gln_scan_tables(const gln_freq *counter, const gln_scan_options *options,
                                                gln_scan_report *out, gln_scan_summary *summary, gln_error *err);

/** The rule of gln_watch_table, in English. Static. */
GLN_API const char *gln_watch_rule(void);

/** Makes the table watch: the newest period (by issue the newest date) held against all that is before it, a row for
 * each list ("new", "up", "down") and word in it, the least likely first. Of the options by, range, alpha, min_count
 * and top are looked at. summary (may be NULL): tested and m are of these, since is the newest period's first day.
 * Without a period before it there are no rows. Errors: as gln_trend_tables. Cost: O(articles with the word + periods)
 * a word. */
GLN_API GLN_MUST_USE gln_status gln_watch_table(const gln_freq *counter, const gln_scan_options *options,
                                                gln_table **out, gln_scan_summary *summary, gln_error *err);

#ifdef __cplusplus
}
#endif

#endif
