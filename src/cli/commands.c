/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/cli.h"

#include <string.h>

#define READING " manifest encoding unit map from to paper section page agency date-basis quiet "
#define WRITING " format table output full-precision bom chart language "
#define CUTTING " lexicon script granularity pretokenized "
#define STRINGS " ngram skip chars "
#define TRENDS " trend trend_tests bursts changes trend_models change_path "
#define COUNTING READING WRITING CUTTING " in threads memory first-print window-days threshold "

const cli_command cli_commands[] = {
    {"articles", "what the loader found: issues, articles, dates, line roles", "[options] PATH...",
     "Lists the issues and articles that were found, with headline, source, date and its evidence.\n"
     "--format ndjson writes an object for each issue and article, with the body and its source lines;\n"
     "the other formats write tables: articles and issues, lines or rejects where they are asked for.\n"
     "--check sums the corpus up instead: newspapers, gaps, undated and duplicate issues, articles to look at.",
     "guanlan articles --format ndjson --lines corpora/sample/ellery",
     READING WRITING " lines rejects explain temporal check calendar ",
     " articles issues lines rejects check_papers check_gaps check_undated check_duplicates check_roles "
     "check_articles ",
     cli_articles},
    {"tokens", "how text is cut into words", "[options] PATH...",
     "Writes a row for each token; csv, tsv and ndjson while it reads, in little memory. --plain reads raw lines\n"
     "(standard input where no PATH is given) and writes the same lines with one space between tokens. --explain "
     "reads\n"
     "raw lines too, and writes for each stretch that could be a word why, its cost in bits, and why the winner won.",
     "guanlan tokens --format csv corpora/sample/luling/20210316.md", READING WRITING CUTTING " in plain explain ",
     " tokens ", cli_tokens},
    {"lexicon", "compile your own words; estimate frequencies from a corpus",
     "compile FILE -o IMAGE | estimate PATH... -o FILE",
     "Compiles a lexicon (word, optional frequency, optional tag, by tabs) for --lexicon. The image has a version and "
     "a\n"
     "checksum, and is refused where it is damaged. --script keep makes one for --script keep.\n"
     "estimate makes a lexicon that replaces the shipped one (with --lexicon, compiled or as it is): the same words "
     "with\n"
     "frequencies as the corpus has them, by expectation-maximization, until a round gains less than 0.01 %.",
     "guanlan lexicon compile corpora/lexicon/additions.tsv --output words.lexicon",
     READING " lexicon script in threads rounds prior output ", "", cli_lexicon},
    {"freq", "term, article and issue frequencies, dispersion", "[options] PATH...",
     "Counts all words, or the terms given with -t, with their dispersion over articles and issues. --vocabulary "
     "tells\n"
     "how rich the words are instead, and --keywords which are typical: of everything, or of each period of --by.\n"
     "--matrix writes how often each word stands in each article, as Matrix Market with two CSV beside it (-o DIR/).\n"
     "Numbers (2021, 3.5) are tokens, which rates are out of, but are no words and have no rows of their own.",
     "guanlan freq --top 20 --format csv corpora/sample",
     COUNTING STRINGS " term terms match stop top min-count measures matrix vocabulary keywords by ",
     " freq vocabulary keywords keyphrases ", cli_freq},
    {"cooc", "the collocates of terms, or the network of words", "-t TERM... | --network [options] PATH...",
     "Finds the words around the terms, within a window of tokens that stops at sentence ends, or in the same\n"
     "sentence, paragraph or article, with measures of association. --network finds which of the commonest words\n"
     "(or of the terms) share articles (or another --context) instead; with --a and --b also which edges change "
     "between\n"
     "two selections. --by month, quarter or year: how the company of the terms changes.",
     "guanlan cooc -t 数字乡村 --top 20 --format csv corpora/sample",
     COUNTING " term terms match stop context window counting top min-count network nodes bootstrap disparity a b "
              "measures seed by ",
     " cooc cooc_change cooc_periods network network_nodes network_summary ", cli_cooc},
    {"kwic", "every occurrence of terms in its context", "-t TERM... [options] PATH...",
     "Writes a line for each occurrence, with the text on both sides and the place it stands in. --coding-sheet "
     "writes\n"
     "a sample to be judged by hand: fill its column `code` with 1 (meant) or 0. --coded A.csv B.csv, without a "
     "corpus,\n"
     "says from such sheets how precise the terms are in each period, and how far the coders agree.",
     "guanlan kwic -t 皮影戏 --format tsv corpora/sample",
     COUNTING " term terms match sort sample limit width seed by coding-sheet coded ",
     " kwic coding coding_agreement coding_strata ", cli_kwic},
    {"trend", "the series of terms, and the tests on them", "-t TERM... [options] PATH...",
     "Counts the terms in each period, with rates, intervals and gaps, and tests each series: does it rise, fall,\n"
     "burst, step, follow the year? Further tables: trend_tests, bursts, changes (--table NAME).",
     "guanlan trend -t 数字乡村 -t 便民服务 --by month corpora/sample",
     COUNTING " term terms match by split calendar measures weight event coded tiers controls seed ",
     TRENDS " lags tiers controls ", cli_trend},
    {"scan", "every word tested: what rises, falls, bursts, breaks, is new or gone", "[options] PATH...",
     "Puts every word with --min-count hits (10) to the tests of trend, with the share of false findings held over\n"
     "all of them, and lists what is rising, falling, new, gone, bursting, broken, burst and seasonal. --ngram, "
     "--chars,\n"
     "-t and --terms test strings of words, terms and concepts instead. --watch: what the newest issue has more or "
     "less\n"
     "of than all before it, or for the first time, with the articles behind it.",
     "guanlan scan --by month --top 10 --format csv corpora/sample",
     COUNTING STRINGS " term terms match stop by top min-count since watch seed ",
     " scan trend_models change_path watch ", cli_scan},
    {"compare", "two selections of issues compared",
     "--a SEL --b SEL | --each PERIOD | --reference FILE [options] PATH...",
     "Compares all words, or the terms given with -t, between two selections (key=value,... with paper, section,\n"
     "page, agency, date, from, to; a date may be a range A..B); or each period with the one before, or with the "
     "rest;\n"
     "or the corpus with a list of frequencies. --each with --measures all also places and groups the periods.\n"
     "--table stories: the articles of --a and --b matched with each other, as of two front pages.",
     "guanlan compare --a date=2021 --b date=2023 --top 20 corpora/sample",
     COUNTING STRINGS " term terms match stop a b each against reference top min-count measures seed ",
     " compare compare_summary compare_moves stories compare_distances compare_periods compare_tree novelty resonance ",
     cli_compare},
    {"reuse", "copies of one text: reprints, wire stories", "[options] PATH...",
     "Finds articles that share their text, within a window of days, and groups them: a row for each member, and\n"
     "--table reuse_clusters for a row for each group.",
     "guanlan reuse --format csv corpora/sample", READING WRITING " script threads window-days threshold top ",
     " reuse reuse_clusters ", cli_reuse},
    {"newwords", "words of a corpus that the lexicon lacks", "[options] PATH...",
     "Finds strings of up to six characters, an ideograph among them, that hold together and whose neighbours vary,\n"
     "without those that a lexicon has, with a line of evidence each. --save writes them as a lexicon. --emerging "
     "DATE:\n"
     "what stands from that day on and never before, known words too, with the series (--table trend). Where words\n"
     "have spaces between them, scan lists what is new.",
     "guanlan newwords --top 20 --format csv corpora/sample",
     COUNTING " stop min-count min-cohesion min-entropy top emerging by save ", " newwords " TRENDS, cli_newwords},
    {"variants", "the recurrent longer expressions around terms", "-t TERM... [options] PATH...",
     "Counts what stands before and behind the terms, up to three words on each side: the phrases that they recur in\n"
     "(提法), with the series of each (--table trend).",
     "guanlan variants -t 数字乡村 --top 10 --format csv corpora/sample",
     COUNTING " term terms match stop min-count top by ", " variants " TRENDS, cli_variants},
    {"report", "the keyword trend report: series, tests, collocates, examples", "-t TERM... -o DIR/ [options] PATH...",
     "Writes everything about the terms into one folder: a Data Package with a CSV for each table, and report.json,\n"
     "and index.html, a page with the charts and the articles behind their points.\n"
     "With --a and --b it holds the comparison of two selections too.",
     "guanlan report -t 数字乡村 -t 夜间经济 -o report/ corpora/sample",
     COUNTING " term terms match by split calendar measures event a b top min-count seed ",
     TRENDS " lags cooc kwic examples compare compare_summary compare_moves stories ", cli_report},
    {"plot", "a report drawn: a page, a picture, a Vega-Lite specification", "[options] REPORT.json",
     "Draws what a command has written as JSON (- is standard input): all of it as a page (.html) that needs nothing\n"
     "else, or one of its charts (--chart) as a picture (.svg, .png, .pdf), as a Vega-Lite specification (.vl.json)\n"
     "or as a script for gnuplot (.gp), by the name behind -o or by --format; without either, the specification.\n"
     "Pictures need node, png and pdf rsvg-convert too.",
     "guanlan trend -t 数字乡村 -t 夜间经济 corpora/sample | guanlan plot --chart heat --format vega-lite -",
     " format table output chart language ", "", cli_plot},
    {"calc", "a statistic from numbers of your own", "MEASURE --NAME VALUE... | --oracle FILE", "", "", "", "", NULL},
};

const size_t cli_n_commands = sizeof cli_commands / sizeof *cli_commands;

const cli_command *cli_command_find(const char *name)
{
    for (size_t i = 0; i < cli_n_commands; i++) {
        if (strcmp(cli_commands[i].name, name) == 0) {
            return &cli_commands[i];
        }
    }
    return NULL;
}
