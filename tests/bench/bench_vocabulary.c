/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How long a whole vocabulary takes: keyness of all words, and the default network, from counts to tables.
 *
 *     bench_vocabulary [ARTICLES [TOKENS [WORDS]]]     20,000 articles of 500 tokens, 500,000 words by default
 *
 * Words are drawn by Mandelbrot's law; two thirds of the tokens of an article are of its own topic's draw, so that
 * words share articles as they do in print. Each time is the best of three.
 */
#include "measure/measure_compare.h"
#include "measure/measure_network.h"
#include "synthetic.h"

enum { TOPICS = 200 };

static gln_error err = GLN_ERROR_INIT;

static void need(gln_status status)
{
    char text[512];
    if (status != GLN_OK) {
        (void)fprintf(stderr, "%s\n", gln_error_text(&err, text, sizeof text));
        exit(1);
    }
}

/* A rank by p ~ 1/(r + 2.7), inverted. */
static size_t draw_word(size_t words)
{
    double b = 2.7, r = b * pow(((double)words + b) / b, uniform()) - b;
    return (size_t)r < words ? (size_t)r : words - 1;
}

/* Each word once, then draws of the law. */
static void fill(gln_freq_view *view, size_t tokens, size_t words, const char *names)
{
    gln_freq_term *terms = room(words, sizeof *terms);
    uint32_t *seen = room(words, sizeof *seen), *drawn = room(tokens, sizeof *drawn);
    for (int pass = 0; pass < 2; pass++) {
        synthetic_state = 7;
        for (size_t w = 0; w < words && pass; w++) {
            terms[w].postings = room(terms[w].n_postings, sizeof *terms[w].postings);
        }
        for (size_t w = 0; w < words; w++) {
            terms[w].n_postings = pass ? 0 : terms[w].n_postings;
            terms[w].count = 0;
            terms[w].given = GLN_NO_ID;
            terms[w].text = (gln_slice){names + 8 * w, 7};
        }
        for (size_t d = 0; d < view->n_docs; d++) {
            size_t topic = (size_t)(uniform() * TOPICS), n = 0;
            for (size_t i = 0; i < tokens; i++) {
                size_t word = draw_word(words);
                word = i % 3 && word > 100 ? word / TOPICS * TOPICS + topic : word; /* words of the topic */
                word = i == 0 ? d * (words / view->n_docs) % words : word < words ? word : words - 1;
                n += seen[word] == 0;
                drawn[n - 1] = seen[word]++ == 0 ? (uint32_t)word : drawn[n - 1];
            }
            for (size_t i = 0; i < n; i++) {
                gln_freq_term *term = &terms[drawn[i]];
                if (pass) {
                    gln_freq_posting *p = (gln_freq_posting *)(uintptr_t)term->postings;
                    p[term->n_postings] = (gln_freq_posting){(uint32_t)d, seen[drawn[i]]};
                }
                term->n_postings++;
                term->count += seen[drawn[i]];
                seen[drawn[i]] = 0;
            }
        }
    }
    view->terms = terms;
    view->n_terms = words;
    for (size_t w = 0; w < words; w++) {
        view->n_postings += terms[w].n_postings;
    }
    free(seen);
    free(drawn);
}

static double keyness(const gln_freq_view *a, const gln_freq_view *b)
{
    gln_compare_options options = GLN_COMPARE_OPTIONS_INIT;
    gln_table *terms = NULL, *summary = NULL;
    double begun = seconds();
    options.min_count = 1;
    need(gln_compare_table__new(&terms, &summary, &err));
    need(gln_compare__views(a, b, &options, terms, summary, &err));
    double taken = seconds() - begun;
    (void)fprintf(stderr, "  keyness: %zu rows\n", gln_table_n_rows(terms));
    gln_table_free(terms);
    gln_table_free(summary);
    return taken;
}

static double network(const gln_freq_view *view)
{
    gln_network_options options = GLN_NETWORK_OPTIONS_INIT;
    gln_table *tables[3];
    double begun = seconds();
    options.disparity = 1; /* every edge that passes its test: more than the default leaves */
    need(gln_network__views(view, NULL, &options, tables, &err));
    double taken = seconds() - begun;
    (void)fprintf(stderr, "  network: %zu nodes, %zu edges\n", gln_table_n_rows(tables[1]),
                  gln_table_n_rows(tables[0]));
    for (int i = 0; i < 3; i++) {
        gln_table_free(tables[i]);
    }
    return taken;
}

int main(int argc, char **argv)
{
    size_t articles = argc > 1 ? strtoul(argv[1], NULL, 10) : 20000,
           tokens = argc > 2 ? strtoul(argv[2], NULL, 10) : 500;
    size_t words = argc > 3 ? strtoul(argv[3], NULL, 10) : 500000, per_issue = 50;
    char *names = room(words, 8);
    for (size_t w = 0; w < words; w++) {
        (void)snprintf(names + 8 * w, 8, "w%06zu", w % 1000000);
    }
    gln_freq_view all = {0}, sides[2];
    make_docs(&all, articles / per_issue, per_issue, tokens, 10000);
    fill(&all, tokens, words, names);
    uint8_t *keep = room(all.n_issues, 1);
    for (int s = 0; s < 2; s++) {
        for (size_t i = 0; i < all.n_issues; i++) {
            keep[i] = (i >= all.n_issues / 2) == s;
        }
        need(gln_freq_view__subset(&all, keep, &sides[s], &err));
    }
    double best[2] = {1e9, 1e9};
    for (int i = 0; i < 3; i++) {
        best[0] = fmin(best[0], keyness(&sides[0], &sides[1]));
        best[1] = fmin(best[1], network(&all));
    }
    (void)printf("%zu articles, %llu tokens, %zu words, %zu postings: keyness %.2f s, network %.2f s\n", all.n_docs,
                 (unsigned long long)all.n_tokens, words, all.n_postings, best[0], best[1]);
    return 0;
}
