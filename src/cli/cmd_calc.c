/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A statistic from numbers. Not a command of the table: its arguments depend on the measure. */
#include "cli/calc_measure.h"
#include "cli/calc_oracle.h"

static void print_help(FILE *out)
{
    (void)fputs("usage: guanlan calc MEASURE --NAME VALUE...\n"
                "       guanlan calc --oracle FILE\n\n"
                "Computes a statistic from counts that come from elsewhere, by the functions that reports use, and\n"
                "prints all of it as a JSON object. What is undefined is null, with the reason in `status`; what is\n"
                "infinite is null and named in `unbounded`. Lists have a comma between their values.\n\n",
                out);
    for (size_t i = 0; i < calc_n_measures; i++) {
        const calc_measure *m = &calc_measures[i];
        (void)fprintf(out, "%s: %s\n", m->name, m->summary);
        for (size_t k = 0; k < CALC_MOST_ARGUMENTS && m->arguments[k].name; k++) {
            (void)fprintf(out, "  --%-9s %s%s\n", m->arguments[k].name, m->arguments[k].help,
                          m->arguments[k].optional ? " (may be left out)" : "");
        }
        (void)fprintf(out, "  example: %s\n\n", m->example);
    }
    (void)fputs("--oracle FILE runs a file of cases with expected values from independent software, prints a JSON\n"
                "line for each and exits with 1 where one fails.\n",
                out);
}

static int usage(const char *what, const char *argument)
{
    (void)fprintf(stderr, "guanlan: calc %s%s; see 'guanlan calc -h'\n", what, argument);
    return EXIT_USAGE;
}

static bool asks_for_help(int argc, char **argv)
{
    for (int i = 0; i < argc; i++) {
        if (strcmp(argv[i], "-h") == 0 || strcmp(argv[i], "--help") == 0) {
            return true;
        }
    }
    return false;
}

int cli_calc_main(int argc, char **argv)
{
    if (asks_for_help(argc, argv)) {
        print_help(stdout);
        return EXIT_DONE;
    }
    if (argc == 0) {
        return usage("needs a measure, or --oracle FILE", "");
    }
    if (strcmp(argv[0], "--oracle") == 0) {
        return argc == 2 ? calc_oracle(argv[1]) : usage("--oracle takes one FILE", "");
    }
    if (strncmp(argv[0], "--oracle=", strlen("--oracle=")) == 0) {
        return argc == 1 ? calc_oracle(argv[0] + strlen("--oracle=")) : usage("--oracle takes one FILE", "");
    }
    const calc_measure *measure = calc_measure_find(argv[0]);
    if (!measure) {
        return usage("has no measure ", argv[0]);
    }
    return calc_measure_run(measure, argc - 1, argv + 1);
}
