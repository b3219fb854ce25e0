/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/cli.h"

#include <string.h>

#define READING " manifest encoding unit map from to paper section page agency date-basis quiet "
#define WRITING " format table output full-precision "
#define CUTTING " lexicon script "
#define COUNTING READING WRITING CUTTING " in threads first-print window-days threshold "

const cli_command cli_commands[] = {
    {"articles", "what the loader found: issues, articles, dates, line roles", "[options] PATH...",
     "Lists the issues and articles that were found, with headline, source, date and its evidence.\n"
     "--format ndjson writes an object for each issue and article, with the body and its source lines;\n"
     "the other formats write tables: articles and issues, lines or rejects where they are asked for.\n"
     "--check sums the corpus up instead: newspapers, gaps, undated and duplicate issues, articles to look at.",
     "guanlan articles --format ndjson --lines corpora/sample/ellery",
     READING WRITING " lines rejects explain temporal check calendar ", cli_articles},
    {"tokens", "how text is cut into words", "[options] PATH...",
     "Writes a row for each token; csv, tsv and ndjson while it reads, in little memory. --plain reads raw lines\n"
     "(standard input where no PATH is given) and writes the same lines with one space between tokens.",
     "guanlan tokens --format csv corpora/sample/luling/20210316.md", READING WRITING CUTTING " in plain ", cli_tokens},
    {"freq", "term, article and issue frequencies, dispersion", "[options] PATH...",
     "Counts all words, or the terms given with -t, with their dispersion over articles and issues. Numbers (2021,\n"
     "3.5) are tokens, which rates are out of, but are no words and have no rows of their own.",
     "guanlan freq --top 20 --format csv corpora/sample", COUNTING " term match top min-count ", cli_freq},
    {"cooc", "the collocates of terms", "-t TERM... [options] PATH...",
     "Finds the words around the terms, within a window of tokens that stops at sentence ends, or in the same\n"
     "sentence, paragraph or article, with measures of association.",
     "guanlan cooc -t 数字乡村 --top 20 --format csv corpora/sample",
     COUNTING " term match context window counting top min-count ", cli_cooc},
    {"kwic", "every occurrence of terms in its context", "-t TERM... [options] PATH...",
     "Writes a line for each occurrence, with the text on both sides and the place it stands in.",
     "guanlan kwic -t 皮影戏 --format tsv corpora/sample", COUNTING " term match sort sample limit width seed ",
     cli_kwic},
    {"trend", "the series of terms, and the tests on them", "-t TERM... [options] PATH...",
     "Counts the terms in each period, with rates, intervals and gaps, and tests each series: does it rise, fall,\n"
     "burst, step, follow the year? Further tables: trend_tests, bursts, changes (--table NAME).",
     "guanlan trend -t 数字乡村 -t 便民服务 --by month corpora/sample",
     COUNTING " term match by split calendar measures weight event seed ", cli_trend},
    {"scan", "every word tested: what rises, falls, bursts, breaks, is new or gone", "[options] PATH...",
     "Puts every word with --min-count hits (10) to the tests of trend, with the share of false findings held over\n"
     "all of them, and lists what is rising, falling, new, gone, bursting, broken, burst and seasonal.",
     "guanlan scan --by month --top 10 --format csv corpora/sample", COUNTING " by top min-count since seed ",
     cli_scan},
    {"compare", "two selections of issues compared", "--a SEL --b SEL [options] PATH...",
     "Compares all words, or the terms given with -t, between two selections (key=value,... with paper, section,\n"
     "page, agency, date, from, to; a date may be a range A..B).",
     "guanlan compare --a date=2021 --b date=2023 --top 20 corpora/sample",
     COUNTING " term match a b top min-count seed ", cli_compare},
    {"reuse", "copies of one text: reprints, wire stories", "[options] PATH...",
     "Finds articles that share their text, within a window of days, and groups them: a row for each member, and\n"
     "--table reuse_clusters for a row for each group.",
     "guanlan reuse --format csv corpora/sample", READING WRITING " script threads window-days threshold top ",
     cli_reuse},
    {"report", "the keyword trend report: series, tests, collocates, examples", "-t TERM... -o DIR/ [options] PATH...",
     "Writes everything about the terms into one folder: a Data Package with a CSV for each table, and report.json.\n"
     "With --a and --b it holds the comparison of two selections too.",
     "guanlan report -t 数字乡村 -t 夜间经济 -o report/ corpora/sample",
     COUNTING " term match by split calendar measures event a b top min-count seed ", cli_report},
    {"calc", NULL, "MEASURE --NAME VALUE... | --oracle FILE", "", "", "", NULL},
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
