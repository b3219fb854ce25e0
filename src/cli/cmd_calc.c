/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A statistic from numbers. Not a command of the table: its arguments depend on the measure. */
#include "cli/calc_json.h"
#include "cli/calc_measure.h"
#include "cli/calc_oracle.h"

static void print_help(FILE *out)
{
    (void)fputs("usage: guanlan calc MEASURE --NAME VALUE...\n"
                "       guanlan calc [MEASURE] --json FILE\n"
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
    (void)fputs(
        "--json FILE (- is standard input) reads cases: an object, a list of objects, or an object a line. Each\n"
        "has the measure's name and its arguments, and prints the same object as the arguments do; an id is\n"
        "handed on. A wrong case is named, and nothing is printed.\n"
        "  example: echo '{\"measure\": \"rate\", \"k\": 5, \"n\": 50000}' | guanlan calc --json -\n\n"
        "--oracle FILE runs a file of cases with expected values from independent software, prints a JSON\n"
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

/* Whether the arguments begin with the option; *file is its value where that is all there is. */
static bool takes_file(const char *option, int argc, char **argv, const char **file)
{
    size_t n = strlen(option);
    if (strncmp(argv[0], option, n) != 0 || (argv[0][n] != '=' && argv[0][n] != '\0')) {
        return false;
    }
    bool joined = argv[0][n] == '=';
    *file = joined && argc == 1 && argv[0][n + 1] ? argv[0] + n + 1 : !joined && argc == 2 ? argv[1] : NULL;
    return true;
}

int cli_calc_main(int argc, char **argv)
{
    if (asks_for_help(argc, argv)) {
        print_help(stdout);
        return EXIT_DONE;
    }
    if (argc == 0) {
        return usage("needs a measure, --json FILE or --oracle FILE", "");
    }
    const char *file = NULL;
    if (takes_file("--oracle", argc, argv, &file)) {
        return file ? calc_oracle(file) : usage("--oracle takes one FILE", "");
    }
    if (takes_file("--json", argc, argv, &file)) {
        return file ? calc_json(file, NULL) : usage("--json takes one FILE", "");
    }
    const calc_measure *measure = calc_measure_find(argv[0]);
    if (!measure) {
        return usage("has no measure ", argv[0]);
    }
    if (argc > 1 && takes_file("--json", argc - 1, argv + 1, &file)) {
        return file ? calc_json(file, measure) : usage("--json takes one FILE", "");
    }
    return calc_measure_run(measure, argc - 1, argv + 1);
}
