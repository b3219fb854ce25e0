/* SPDX-License-Identifier: GPL-3.0-or-later */
/* guanlan help measures: every measure with its meaning, when to use it, and its source. */
#include "cli/measures_help.h"

typedef struct measure {
    const char *name; /* as columns name it; several with a comma; without a meaning: a heading */
    const char *meaning;
    const char *use;
    const char *source;
} measure;

static const measure measures[] = {
    {"KEYNESS: a word in two selections (compare, calc keyness)", NULL, NULL, NULL},
    {"lrc", "The end nearest to 0 of the interval of log_ratio, widened for bursty words, at a level for all tests.",
     "The default ranking: large and certain differences first.", "Hardie 2014; Evert 2022"},
    {"log_ratio", "How many times more frequent, as a power of two: 1 is twice, -1 is half.",
     "The size of a difference.", "Hardie 2014"},
    {"p, p_adj", "Chance of so large a difference of rates among issues (blocks, articles) that do not differ.",
     "Whether there is a difference at all; p_adj where many words are looked at.",
     "McCullagh and Nelder 1989; Benjamini and Hochberg 1995"},
    {"p_permutation", "Share of random relabellings of the units with a difference as large.",
     "A check on p for the words at the top.", "Phipson and Smyth 2010"},
    {"g2, g2_two_term", "Log-likelihood ratio of the table of tokens; two-term leaves the other words out.",
     "To compare with other tools; tokens are not independent, so it describes.",
     "Dunning 1993; Rayson and Garside 2000"},
    {"chi2, chi2_yates", "Pearson's chi-square of the same table; Yates's is drawn towards 0.",
     "To compare with other tools; g2 or Fisher's test for rare words.", "Pearson 1900; Yates 1934"},
    {"fisher_ln_p", "ln p of the exact test of the table, its margins fixed.", "Expected counts below 5.",
     "Fisher 1935"},
    {"poisson_ln_p, rate_ratio", "Exact test and limits of the ratio of two rates.",
     "The least that a word of so few hits can show.", "Przyborowski and Wilenski 1940"},
    {"percent_diff", "Difference of the rates in percent of B's.", "Where a percentage is wanted; null for 0 in B.",
     "Gabrielatos and Marchi 2011"},
    {"odds_ratio, odds_ratio_conditional", "Ratio of the odds; the conditional one by maximum likelihood.",
     "To compare with other tools; for rare words it is the rate ratio.", "Pojanapunya and Todd 2018; Fisher 1935"},
    {"diff_coefficient", "Difference of the rates over their sum, -1 to 1.", "A bounded effect.",
     "Hofland and Johansson 1982"},
    {"simple_maths_k", "(rate + k)/(rate + k), per million.", "A ranking by frequency band: larger k, commoner words.",
     "Kilgarriff 2009"},
    {"bic, ell", "g2 less ln N; g2 over its largest value.", "Evidence and effect on the scale of g2.",
     "Wilson 2013; Johnston et al. 2006"},
    {"log_odds_z", "Log-odds ratio over its error, the pooled rates as prior.",
     "A ranking where too few units allow a test.", "Monroe, Colaresi and Quinn 2008"},
    {"welch_p, mann_whitney_p, auc, cliffs_delta", "Rates of articles compared by mean, by rank.",
     "Where articles may be taken as independent.", "Welch 1947; Mann and Whitney 1947; Cliff 1993"},
    {"bootstrap_p", "Share of resamples of the articles in which the difference turns.", "The same, for rates.",
     "Lijffijt et al. 2016"},
    {"text_dispersion_g2", "g2 of the articles that hold the word, not of its hits.",
     "Words that are typical of many articles.", "Egbert and Biber 2019"},
    {"phi", "Variance of the hits of units over what Poisson's law expects.", "How bursty a word is.",
     "McCullagh and Nelder 1989"},

    {"DISPERSION: how evenly (freq, compare, calc dispersion)", NULL, NULL, NULL},
    {"burch_da", "1 where every part has the same rate, 0 where one part has all hits.", "The default.",
     "Burch, Egbert and Biber 2017"},
    {"dp, dp_norm", "Half the sum of differences between shares of hits and of size; 0 is even.",
     "Parts of unequal size; dp_norm reaches 1.", "Gries 2008; Lijffijt and Gries 2012"},
    {"juilland_d", "1 less the variation of the rates over its largest value.", "To compare with word lists.",
     "Juilland et al. 1970"},
    {"carroll_d2, rosengren_s, kld", "Entropy of the rates; evenness of roots; bits from an even spread.",
     "To compare with other studies (calc).", "Carroll 1970; Rosengren 1971; Gries 2020"},
    {"arf, ald, awt", "Frequency corrected for clumping, mean log and weighted distance of hits.",
     "Where parts would be arbitrary (calc).", "Savicky and Hlavacova 2002"},
    {"burstiness, residual_idf, adaptation",
     "Hits an article that has any; bits above Poisson; share with a second hit.", "Words that an article is about.",
     "Church and Gale 1995; Church 2000"},

    {"ASSOCIATION: words near each other (cooc, calc association)", NULL, NULL, NULL},
    {"g2", "Log-likelihood ratio of node and collocate.", "The default: certain and frequent pairs.", "Dunning 1993"},
    {"log_dice", "14 + log2 of twice the shared contexts over all.",
     "Exclusive pairs, whatever the size of the corpus.", "Rychly 2008"},
    {"pmi, npmi", "log2 of observed over expected; npmi runs from -1 to 1.", "Rare, fixed expressions; take min-count.",
     "Church and Hanks 1990; Bouma 2009"},
    {"mi2, mi3, local_mi", "pmi that favours frequent pairs.", "Between pmi and t.", "Daille 1994; Evert 2005"},
    {"t, z", "Observed less expected over a root.", "t: frequent pairs; z: rarer ones.",
     "Church et al. 1991; Berry-Rogghe 1973"},
    {"delta_p_1, delta_p_2", "How much one word raises the chance of the other, each way.", "Direction of a pair.",
     "Gries 2013"},
    {"log_or", "Log odds ratio, 1/2 in each cell, with an interval.", "A conservative ranking by its lower end.",
     "Evert 2005"},
    {"collostruction", "-log10 of Fisher's p of attraction.", "To compare with other studies (calc).",
     "Stefanowitsch and Gries 2003"},

    {"NETWORK (cooc --network)", NULL, NULL, NULL},
    {"weight", "Articles shared beyond what independence expects.", "The strength of an edge.", "Evert 2008"},
    {"disparity", "Chance that a random split of a node's weight gives an edge as much.", "The backbone of a network.",
     "Serrano et al. 2009"},
    {"stability", "Share of resamples of the articles in which the edge passes.",
     "Whether an edge would be found again.", "Efron 1979"},
    {"change_p_adj", "Whether the odds of two words differ between two selections.", "Edges that come or go.",
     "Breslow and Day 1980"},
    {"pagerank, betweenness, clustering, community", "Weight of a node; paths through it; triangles; its group.",
     "Central words, bridges, themes.", "Brin and Page 1998; Freeman 1977; Onnela et al. 2005; Traag et al. 2019"},

    {"TREND (trend, calc trend, calc rate)", NULL, NULL, NULL},
    {"rate, rate_low, rate_high", "Hits per million, with the interval of articles as units.", "Every series.",
     "Cochran 1977; Garwood 1936"},
    {"p", "Mann and Kendall's test with the variance of an autocorrelated series.", "The verdict on a trend.",
     "Mann 1945; Kendall 1975; Hamed and Rao 1998"},
    {"mk_p_prewhitened, mk_p_tfpw", "The same on the series less its memory.", "Beside p; both must agree in 3PW.",
     "von Storch 1995; Yue et al. 2002; Collaud Coen et al. 2020"},
    {"slope, rate_ratio_year", "Median of all slopes; factor of the rate a year.", "How steep.",
     "Sen 1968; McCullagh and Nelder 1989"},
    {"bursts", "Periods in which a word costs less in a faster state.", "News that comes and goes.", "Kleinberg 2003"},
    {"change_points", "Where the rate changes, by penalized likelihood.", "Steps.", "Killick et al. 2012"},
    {"surprise_bits", "-log2 of the chance of so many hits given the rest.", "One odd period.", "Gelman et al. 2013"},

    {"PERIODS AS WHOLES (compare_summary; compare --each PERIOD --measures all)", NULL, NULL, NULL},
    {"jsd, jsd_corrected, jsd_p", "Divergence of the words in bits; less its bias; against relabelled issues.",
     "How far two selections are apart, and whether further than chance.", "Lin 1991"},
    {"hellinger, cosine, cosine_tfidf", "Other distances and similarities of the words.",
     "To compare with other studies.", "Hellinger 1909; Salton 1975"},
    {"burrows_delta, cosine_delta", "Distance of z-scores of the commonest words.", "Style more than subject.",
     "Burrows 2002; Evert et al. 2017"},
    {"cbdf", "Chi-square over degrees of freedom of the 500 commonest words.", "Periods of equal size.",
     "Kilgarriff 2001"},
    {"novelty, transience, resonance", "Divergence from before, from behind, and the difference.",
     "What is new, and what of it stays; windows of 1 to 32 periods, with its regression.", "Barron et al. 2018"},
    {"ca_1, ca_2", "Coordinates of a correspondence analysis.", "A map of periods.", "Greenacre 1984"},
    {"compare_tree", "Trees of Ward, of mean distance, and of neighbours in time.", "Stages in a run of periods.",
     "Murtagh and Legendre 2014; Gries and Hilpert 2008"},

    {"VOCABULARY (freq --vocabulary, calc vocabulary)", NULL, NULL, NULL},
    {"rarefied_types, hdd", "Types expected in a sample of one size.", "The way to compare texts of unequal length.",
     "Hurlbert 1971; McCarthy and Jarvis 2007"},
    {"yule_k, simpson", "Chance that two tokens are of one word.", "Repetition; little touched by length.",
     "Yule 1944; Simpson 1949"},
    {"ttr, guiraud, herdan_c, maas_a2, honore_r, sichel_s", "Types and tokens, hapaxes, in older formulas.",
     "Texts of equal length only.", "Guiraud 1954; Herdan 1960; Maas 1972; Honore 1979; Sichel 1975"},
    {"chao1, ace, unseen_mass", "Words there are at least; chance that the next one is new.", "What a sample misses.",
     "Chao 1984; Chao and Lee 1992; Good 1953"},
    {"entropy, entropy_mm, entropy_cs", "Bits a word, as it is and corrected.",
     "Evenness of the words; take entropy_cs.", "Shannon 1948; Miller 1955; Chao and Shen 2003"},
    {"zipf_alpha, zm_a, zm_b, heaps_b", "Slope of frequency by rank; growth of types with tokens.",
     "To describe; no test.", "Zipf 1949; Mandelbrot 1953; Heaps 1978"},
    {"mattr, msttr, mtld", "Ratio in moving windows of 50 words; length of stretches that keep it; within articles.",
     "Richness that does not grow with N.", "Johnson 1944; Covington and McFall 2010; McCarthy and Jarvis 2010"},

    {"EXTRACTION (freq --keywords)", NULL, NULL, NULL},
    {"tfidf, tfidf_log, tfidf_sublinear, tfidf_smooth", "Frequency by rarity over articles.",
     "Words of a text or period.", "Sparck Jones 1972; Salton and Buckley 1988"},
    {"textrank, rake", "Words by their neighbours; phrases by the company of their words.",
     "Keywords without a reference; --stop for rake.", "Mihalcea and Tarau 2004; Rose et al. 2010"},

    {"FAMILIES OF TESTS (calc padjust)", NULL, NULL, NULL},
    {"bh, by, holm, bonferroni", "p adjusted for the number of tests: false discoveries, or any error at all.",
     "bh by default; by where tests depend; holm where one error is too many.",
     "Benjamini and Hochberg 1995; Benjamini and Yekutieli 2001; Holm 1979"},
};

void cli_help_measures(FILE *out)
{
    (void)fputs("Measures, as columns name them. Undefined values are null, with the reason in the column status.\n",
                out);
    for (size_t i = 0; i < sizeof measures / sizeof *measures; i++) {
        const measure *m = &measures[i];
        if (!m->meaning) {
            (void)fprintf(out, "\n%s\n", m->name);
        } else {
            (void)fprintf(out, "  %s\n      %s\n      Use: %s\n      %s\n", m->name, m->meaning, m->use, m->source);
        }
    }
}
