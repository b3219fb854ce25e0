/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/cli.h"
#include "cli/measures_help.h"
#include "cli/nearest.h"
#include "guanlan/version.h"

#include <errno.h>
#include <signal.h>
#include <string.h>
#ifdef __GLIBC__
#include <malloc.h>
#endif

volatile int cli_cancelled;

static void on_signal(int signal_number)
{
    (void)signal_number;
    cli_cancelled = 1;
}

/* The first Ctrl-C asks for an orderly end, a second one ends at once; so does a terminal that closes, but
 * for nohup. A reader that has gone and a file that may grow no further are errors of the
 * write, after which nothing half written is left. */
static void catch_signals(void)
{
    static const int orderly[] = {SIGINT, SIGTERM, SIGHUP}, ignored[] = {SIGPIPE, SIGXFSZ};
    struct sigaction action = {.sa_handler = on_signal, .sa_flags = (int)(SA_RESTART | SA_RESETHAND)};
    struct sigaction ignore = {.sa_handler = SIG_IGN};
    struct sigaction before;
    (void)sigemptyset(&action.sa_mask);
    (void)sigemptyset(&ignore.sa_mask);
    for (size_t i = 0; i < sizeof orderly / sizeof *orderly; i++) {
        bool fine = sigaction(orderly[i], &action, &before) == 0;
        if (fine && orderly[i] == SIGHUP && before.sa_handler == SIG_IGN) {
            (void)sigaction(SIGHUP, &ignore, NULL);
        }
    }
    for (size_t i = 0; i < sizeof ignored / sizeof *ignored; i++) {
        (void)sigaction(ignored[i], &ignore, NULL);
    }
}

static int print_version(void)
{
    (void)printf("guanlan %s (ICU %s, Unicode %s)\n", GLN_VERSION, gln_analyzer_icu_version(),
                 gln_analyzer_unicode_version());
    return EXIT_DONE;
}

static int unknown_command(const char *name)
{
    gln_error err = GLN_ERROR_INIT;
    cli_nearest nearest = {NULL, 0};
    for (size_t i = 0; i < cli_n_commands; i++) {
        cli_nearest_try(&nearest, gln_slice_of(name), cli_commands[i].name);
    }
    (void)gln_error_set(&err, GLN_ERR_USAGE, "there is no command '%s'%s%s%s 'guanlan help' lists them", name,
                        nearest.name ? "; do you mean " : "", nearest.name ? nearest.name : "",
                        nearest.name ? "?" : ";");
    return cli_fail(&err);
}

static int help(int argc, char **argv)
{
    if (argc > 0 && strcmp(argv[0], "measures") == 0) {
        cli_help_measures(stdout);
        return EXIT_DONE;
    }
    if (argc > 0 && strcmp(argv[0], "help") != 0 && strcmp(argv[0], "-h") != 0) {
        const cli_command *command = cli_command_find(argv[0]);
        if (!command) {
            return unknown_command(argv[0]);
        }
        if (!command->run) {
            char flag[] = "-h";
            char *arguments[] = {flag};
            return cli_calc_main(1, arguments);
        }
        cli_help(stdout, command);
    } else {
        cli_help(stdout, NULL);
    }
    return EXIT_DONE;
}

static int run(const cli_command *command, int argc, char **argv)
{
    cli_options options = {.arena = GLN_ARENA_INIT};
    gln_error err = GLN_ERROR_INIT;
    int status = EXIT_DONE;
    if (cli_options_read(command, argc, argv, &options, &err) != GLN_OK) {
        status = cli_fail(&err);
    } else if (options.help) {
        cli_help(stdout, command);
    } else if (options.version) {
        status = print_version();
    } else if (cli_output_check(command, &options, &err) != GLN_OK) {
        status = cli_fail(&err);
    } else {
        status = command->run(&options);
    }
    cli_options_clear(&options);
    return status;
}

/* What was printed outside of reports (help, numbers) has reached its reader, or that is told. */
static int flush(int status)
{
    gln_error err = GLN_ERROR_INIT;
    bool fine = fflush(stdout) == 0 && !ferror(stdout);
    if (fine || (status != EXIT_DONE && status != EXIT_REJECTS)) {
        return status;
    }
    if (errno == EPIPE) {
        return EXIT_PIPE;
    }
    (void)gln_error_set(&err, GLN_ERR_IO, "standard output: cannot write: %s", strerror(errno));
    return cli_fail(&err);
}

int main(int argc, char **argv)
{
    int status;
#ifdef __GLIBC__
    (void)mallopt(M_MMAP_THRESHOLD, 1 << 20); /* large pieces go back to the system when they are freed */
#endif
    catch_signals();
    if (argc < 2) {
        cli_help(stderr, NULL);
        return EXIT_USAGE;
    }
    const cli_command *command = cli_command_find(argv[1]);
    if (strcmp(argv[1], "help") == 0 || strcmp(argv[1], "-h") == 0 || strcmp(argv[1], "--help") == 0) {
        status = help(argc - 2, argv + 2);
    } else if (strcmp(argv[1], "--version") == 0) {
        status = print_version();
    } else if (!command) {
        status = unknown_command(argv[1]);
    } else if (!command->run) {
        status = cli_calc_main(argc - 2, argv + 2);
    } else {
        status = run(command, argc - 2, argv + 2);
    }
    return flush(status);
}
