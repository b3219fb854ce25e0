/* SPDX-License-Identifier: GPL-3.0-or-later */
/* lexicon: a user's words to a file that loads at once; frequencies estimated from a corpus. */
#include "cli/cli.h"

#include <inttypes.h>
#include <string.h>

enum { MOST_ROUNDS = 100, ROUNDS = 10, PRIOR = 1000000, MOST_PRIOR = 1000000000 };

#define LEAST_GAIN 1e-4 /* of the bits: a round that gains less is the last */

static int compile(cli_options *o)
{
    static const char *const scripts[] = {"fold", "keep"};
    gln_error err = GLN_ERROR_INIT;
    gln_lexicon_info info = {0};
    cli_job job = {.options = o};
    size_t script = 0;
    gln_status status = cli_option_choice("script", o->script, scripts, 2, &script, &err);
    if (status == GLN_OK) {
        status = gln_lexicon_compile(o->paths.items[1], o->output, script == 1, cli_job_line, &job, &info, &err);
    }
    cli_job_more(&job);
    if (status != GLN_OK) {
        return cli_fail(&err);
    }
    if (!o->quiet) {
        (void)fprintf(stderr, "guanlan: %" PRIu64 " word%s compiled, %" PRIu64 " line%s rejected\n", info.words,
                      info.words == 1 ? "" : "s", job.n_rejects, job.n_rejects == 1 ? "" : "s");
    }
    return job.n_rejects ? EXIT_REJECTS : EXIT_DONE;
}

/* The corpus is read once a round; rejects are told of in the first. */
static gln_status read_round(cli_job *job, gln_estimate *estimate, bool first, gln_error *err)
{
    gln_counters counters = {.estimate = estimate};
    uint64_t threads = 0;
    if (first) {
        return cli_job_run(job, &job->selection, &counters, err);
    }
    gln_status status = cli_option_count("threads", job->options->threads, 1, 256, &threads, err);
    if (status == GLN_OK) {
        gln_run_options run = {.threads = (unsigned)threads, .cancel = &cli_cancelled};
        status = gln_counters_run(job->corpus, &job->selection, &counters, &run, NULL, err);
    }
    return status;
}

static gln_status run_rounds(cli_job *job, gln_estimate *estimate, uint64_t rounds, gln_error *err)
{
    double before = 0;
    gln_status status = GLN_OK;
    for (uint64_t i = 1; i <= rounds && status == GLN_OK; i++) {
        gln_estimate_round round;
        status = read_round(job, estimate, i == 1, err);
        if (status != GLN_OK) {
            break;
        }
        gln_estimate_step(estimate, &round);
        if (round.characters == 0) {
            return gln_error_set(err, GLN_ERR_RANGE, "the selection holds no ideographs to estimate from");
        }
        if (!job->options->quiet) {
            (void)fprintf(stderr,
                          "guanlan: round %" PRIu64 ": %.4f bits a character, %.0f words of the lexicon in %" PRIu64
                          " characters\n",
                          i, round.bits / (double)round.characters, round.words, round.characters);
        }
        if (i > 1 && before - round.bits < LEAST_GAIN * before) {
            break;
        }
        before = round.bits;
    }
    return status;
}

static int estimate(cli_options *o)
{
    cli_job job = {.n_rejects = 0};
    gln_error err = GLN_ERROR_INIT;
    gln_estimate *made = NULL;
    uint64_t rounds = ROUNDS;
    uint64_t prior = PRIOR;
    gln_status status = cli_option_count("rounds", o->rounds, 1, MOST_ROUNDS, &rounds, &err);
    for (size_t i = 1; i < o->paths.count; i++) {
        o->paths.items[i - 1] = o->paths.items[i];
    }
    o->paths.count--;
    if (status == GLN_OK) {
        status = cli_option_count("prior", o->prior, 0, MOST_PRIOR, &prior, &err);
    }
    if (status == GLN_OK) {
        status = cli_job_open(&job, o, &err);
    }
    if (status == GLN_OK) {
        status = gln_estimate_new(job.analyzer, prior, &made, &err);
    }
    if (status == GLN_OK) {
        status = run_rounds(&job, made, rounds, &err);
    }
    if (status == GLN_OK) {
        status = gln_estimate_write(made, o->output, &err);
    }
    int done = status == GLN_OK ? cli_done(&job) : cli_fail(&err);
    gln_estimate_free(made);
    cli_job_close(&job);
    return done;
}

int cli_lexicon(cli_options *o)
{
    gln_error err = GLN_ERROR_INIT;
    if (o->output && o->paths.count == 2 && strcmp(o->paths.items[0], "compile") == 0) {
        return compile(o);
    }
    if (o->output && o->paths.count > 0 && strcmp(o->paths.items[0], "estimate") == 0) {
        return estimate(o);
    }
    (void)gln_error_set(&err, GLN_ERR_USAGE,
                        "say: guanlan lexicon compile FILE -o IMAGE, or guanlan lexicon estimate PATH... -o FILE");
    return cli_fail(&err);
}
