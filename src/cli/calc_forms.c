/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/calc_forms.h"

typedef struct form {
    const char *area;   /* the first two parts of the id; "published.*" is any second part */
    const char *inputs; /* their names; with a question mark where it may be absent */
    calc_form *run;
} form;

static const form forms[] = {
    {"keyness.2x2", "f1 n1 f2 n2", calc_keyness},
    {"keyness.logp", "f1 n1 f2 n2", calc_keyness},
    {"keyness.tdk", "texts_with_word_1 texts_1 texts_with_word_2 texts_2", calc_keyness_texts},
    {"keyness.monroe", "y1 y2 background prior_total_a0", calc_monroe},
    {"keyness.monroe", "y1 y2 alpha_each", calc_monroe},
    {"keyness.lrc", "f1 n1 f2 n2 conf_level", calc_conservative},
    {"keyness.bootstrap", "freq_s len_s freq_t len_t", calc_bootstrap},
    {"keyness.doclevel", "x y", calc_two_samples},
    {"keyness.doclevel", "counts1 exposure1 counts2 exposure2", calc_rate_ratio},

    {"collocation.am", "o11 f1 f2 N", calc_association},
    {"collocation.nltk", "o11 f1 f2 N", calc_association},
    {"collocation.npmi", "tables", calc_association_limits},
    {"collocation.window", "N f1 f2 span_each_side segment_lengths", calc_window},
    {"collocation.window", "N f span_each_side segment_lengths", calc_window},
    {"collocation.window", "sentences node collocate span_each_side", calc_conventions},

    {"collocation.network", "edges partition?", calc_network},

    {"dispersion.*", "subfreq partsize", calc_dispersion},
    {"dispersion.distance", "tokens word", calc_distances},

    {"compare.jsd", "counts group1", calc_profiles_permuted},
    {"compare.jsd", "counts alpha?", calc_profiles},
    {"compare.kld", "counts alpha?", calc_profiles},
    {"compare.distances", "counts alpha?", calc_profiles},
    {"compare.jsd_identity", "counts alpha?", calc_profiles},

    {"compare.reuse", "a b k", calc_reuse},
    {"compare.delta", "counts", calc_delta},
    {"compare.cbdf", "counts", calc_cbdf},
    {"compare.novelty", "counts alpha?", calc_novelty},
    {"compare.ca", "counts", calc_correspondence},
    {"compare.multivariate", "counts", calc_multivariate},
    {"compare.tfidf", "counts", calc_tfidf},
    {"compare.vnc", "x", calc_neighbours},
    {"compare.drift", "jsd t", calc_drift},

    {"vocabulary.*", "tokens", calc_vocabulary_text},
    {"vocabulary.*", "counts", calc_vocabulary_counts},
    {"vocabulary.*", "frequencies sizes?", calc_vocabulary_frequencies},
    {"vocabulary.*", "S N", calc_fisher_alpha},
    {"vocabulary.*", "n v", calc_heaps},

    {"extraction.rake", "text stopwords", calc_rake},
    {"extraction.textrank", "tokens window? damping?", calc_textrank},
    {"extraction.newword", "text candidates", calc_new_words},
    {"extraction.burstiness", "doc_counts", calc_clumping},
    {"extraction.cvalue", "freq", calc_c_values},

    {"multiple_testing.*", "p q?", calc_adjusted},
    {"multiple_testing.*", "ln_p", calc_adjusted_ln},
    {"multiple_testing.*", "b B", calc_monte_carlo},
    {"multiple_testing.*", "rates group", calc_most_extreme},

    {"numeric_tails.chisq1_lnQ", "x df?", calc_chi_square_tail},
    {"numeric_tails.chisq_lnQ", "x df", calc_chi_square_tail},
    {"numeric_tails.hypergeom_lnP", "k n1 n2 t", calc_hypergeometric_tail},
    {"numeric_tails.lnchoose", "n k", calc_choose},
    {"numeric_tails.clopper_pearson", "k n conf?", calc_clopper_pearson},
    {"numeric_tails.poisson_exact_ci", "k conf?", calc_poisson_limits},
    {"numeric_tails.poisson_lnP", "mu k", calc_poisson_tail},
    {"numeric_tails.t_sf", "t df", calc_t_tail},
    {"numeric_tails.entropy_cancellation", "f1 n1 f2 n2", calc_keyness},
    {"numeric_tails.rng", "seeds", calc_random},

    {"timeseries.rate_ci", "k n conf?", calc_rate},
    {"timeseries.rate_ci", "counts lengths conf?", calc_rate_clustered},
    {"timeseries.aggregate", "y exposure", calc_rate_pooled},
    {"timeseries.mk", "x period", calc_trend_seasonal},
    {"timeseries.mk", "x t?", calc_trend},
    {"timeseries.sen", "x t?", calc_trend},
    {"timeseries.glm", "y exposure_tokens t?", calc_regression},
    {"timeseries.homogeneity", "y exposure_tokens", calc_homogeneity},
    {"timeseries.acf", "x", calc_autocorrelation},
    {"timeseries.anomaly", "k exposure background_k background_exposure", calc_surprise},
    {"timeseries.decompose", "x period", calc_decomposition},
    {"timeseries.ewma_cusum", "x mu lam k_ref", calc_control},

    {"burst.kleinberg", "relevant total s? gamma? K?", calc_bursts},
    {"burst.kleinberg", "offsets s? gamma?", calc_stream},
    {"changepoint.pettitt", "x", calc_pettitt},
    {"changepoint.baiperron", "x h? start?", calc_mean_breaks},
    {"changepoint.bocpd", "y exposure? a0 b0 hazard", calc_online_changes},
    {"changepoint.lrscan", "y exposure?", calc_scan},
    {"changepoint.pelt", "y exposure? penalty? min_segment?", calc_partition},

    {"published.*", "k11 k12 k21 k22", calc_keyness_cells},
    {"published.*", "f1 n1 f2 n2", calc_keyness},
    {"published.*", "a b c d", calc_association_cells},
    {"published.*", "o11 f1 f2 N?", calc_association_lists},
    {"published.*", "subfreq partsize", calc_dispersion},
    {"published.*", "parts", calc_dispersion_parts},
    {"published.*", "g2 N", calc_bic},
    {"published.*", "p q?", calc_adjusted},
    {"published.*", "k conf?", calc_poisson_limits_list},
};

/* The part of a text before the next of the separators; *from moves behind that. */
static gln_slice part(gln_slice text, size_t *from, char separator)
{
    size_t start = *from;
    size_t end = start;
    while (end < text.len && text.ptr[end] != separator) {
        end++;
    }
    *from = end + 1;
    return gln_slice_sub(text, start, end - start);
}

static bool area_matches(gln_slice area, gln_slice id)
{
    size_t a = 0;
    size_t b = 0;
    gln_slice first = part(area, &a, '.');
    if (!gln_slice_equal(first, part(id, &b, '.'))) {
        return false;
    }
    gln_slice second = part(area, &a, '.');
    return gln_slice_equal(second, GLN_LIT("*")) || (b <= id.len && gln_slice_equal(second, part(id, &b, '.')));
}

/* Every input is known to the form, and every one that it needs is there. */
static bool inputs_match(gln_slice names, const gln_json_node *inputs)
{
    size_t known = 0;
    for (size_t from = 0; from < names.len;) {
        gln_slice name = part(names, &from, ' ');
        bool optional = gln_slice_ends(name, GLN_LIT("?"));
        bool found = false;
        name.len -= optional;
        for (const gln_json_node *i = gln_json__first(inputs); i && !found; i = gln_json__next(i)) {
            found = gln_slice_equal(gln_json__name(i), name);
        }
        if (!found && !optional) {
            return false;
        }
        known += found;
    }
    return known == gln_json__length(inputs);
}

calc_form *calc_form_find(gln_slice id, const gln_json_node *inputs)
{
    for (size_t i = 0; i < sizeof forms / sizeof *forms; i++) {
        if (area_matches(gln_slice_of(forms[i].area), id) && inputs_match(gln_slice_of(forms[i].inputs), inputs)) {
            return forms[i].run;
        }
    }
    return NULL;
}
