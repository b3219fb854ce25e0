/* SPDX-License-Identifier: GPL-3.0-or-later */
/* tokens: how text is cut. */
#include "cli/cli.h"

#include "core/blocks.h"
#include "count/count_text.h"
#include "text/decode.h"

#include <inttypes.h>
#include <strings.h>
#include <sys/stat.h>

/* ---- --plain: lines in, the same lines with a space between tokens out ----------------------------------------------
 */

enum { FLUSH_AT = 1 << 16 };

typedef struct plain {
    gln_segmenter *segmenter;
    gln_sink sink;
    gln_buffer out;
    bool explain;
    bool quiet;
    uint64_t line;
    cli_progress progress;
    uint64_t done, total; /* bytes of the files */
} plain;

static gln_status flush(plain *p, size_t at_least, gln_error *err)
{
    if (p->out.failed) {
        return gln_error__nomem(err);
    }
    if (p->out.len == 0 || p->out.len < at_least) {
        return GLN_OK;
    }
    gln_status status = p->sink.write(p->sink.context, p->out.data, p->out.len, err);
    gln_buffer__clear(&p->out);
    return status;
}

static gln_status plain_line(plain *p, gln_slice line, gln_error *err)
{
    const gln_token *tokens;
    size_t n;
    gln_status status = gln_segmenter_run(p->segmenter, line, &tokens, &n, err);
    bool first = true;
    for (size_t i = 0; status == GLN_OK && i < n; i++) {
        if (tokens[i].kind != GLN_TOKEN_SPACE) {
            gln_buffer__puts(&p->out, first ? "" : " ");
            gln_buffer__put(&p->out, gln_slice_sub(line, tokens[i].start, tokens[i].len));
            first = false;
        }
    }
    return status;
}

static gln_status plain_text(plain *p, gln_slice text, gln_error *err)
{
    gln_status status = GLN_OK;
    for (size_t from = 0; from < text.len && status == GLN_OK;) {
        const char *newline = memchr(text.ptr + from, '\n', text.len - from);
        size_t end = newline ? (size_t)(newline - text.ptr) : text.len;
        gln_slice line = gln_slice_sub(text, from, end - from);
        p->line++;
        status = cli_cancelled ? gln_error_set(err, GLN_ERR_INTERRUPTED, "interrupted")
                 : p->explain  ? cli_explain_line(p->segmenter, line, p->line, &p->out, err)
                               : plain_line(p, line, err);
        if (newline && !p->explain) {
            gln_buffer__byte(&p->out, '\n');
        }
        if (status == GLN_OK) {
            status = flush(p, FLUSH_AT, err);
        }
        from = end + 1;
    }
    return status == GLN_OK ? flush(p, 0, err) : status;
}

/* Whether a line feed is a line feed wherever the byte stands, so that text may be cut behind it. */
static bool has_lines(const char *encoding)
{
    static const char *const families[] = {"UTF-8",    "utf8",     "GB",   "Big5",      "EUC",
                                           "windows-", "ISO-8859", "KOI8", "Shift_JIS", "US-ASCII"};
    for (size_t i = 0; i < sizeof families / sizeof *families; i++) {
        if (strncasecmp(encoding, families[i], strlen(families[i])) == 0) {
            return true;
        }
    }
    return false;
}

static bool is_ascii(gln_slice bytes)
{
    unsigned char all = 0;
    for (size_t i = 0; i < bytes.len; i++) {
        all |= (unsigned char)bytes.ptr[i];
    }
    return all < 0x80;
}

/* The block as text. A file is read whole where its encoding has no lines that could be told from the bytes. */
static gln_status decode_block(gln_blocks *blocks, gln_slice *block, const char **encoding, gln_buffer *text,
                               gln_error *err)
{
    const char *found = NULL;
    bool bom, whole = *encoding
                          ? !has_lines(*encoding)
                          : memchr(block->ptr, '\0', block->len) || gln_slice_starts(*block, GLN_LIT("\xFF\xFE")) ||
                                gln_slice_starts(*block, GLN_LIT("\xFE\xFF"));
    gln_status status = whole ? gln_blocks__rest(blocks, block, err) : GLN_OK;
    gln_buffer__clear(text);
    if (status == GLN_OK) {
        status = gln_text__decode(*block, *encoding, text, &found, &bom, err);
    }
    if (status == GLN_OK && !whole && !has_lines(found)) {
        gln_buffer__clear(text);
        status = gln_blocks__rest(blocks, block, err);
        if (status == GLN_OK) {
            status = gln_text__decode(*block, *encoding, text, &found, &bom, err);
        }
    }
    if (status == GLN_OK && !is_ascii(*block)) {
        *encoding = found; /* what the first block that says anything is, the others are */
    }
    return status;
}

static gln_status plain_file(plain *p, const char *path, const char *encoding, gln_error *err)
{
    enum { BLOCK = 1 << 20 };
    gln_blocks blocks;
    gln_buffer text = GLN_BUFFER_INIT;
    uint64_t before = 0;
    gln_slice block = {NULL, 0};
    gln_status status = gln_blocks__open(&blocks, path, err);
    do {
        if (status == GLN_OK) {
            status = gln_blocks__next(&blocks, BLOCK, &block, err);
        }
        if (status != GLN_OK || block.len == 0) {
            break;
        }
        status = decode_block(&blocks, &block, &encoding, &text, err);
        if (status == GLN_OK) {
            status = plain_text(p, gln_buffer__slice(&text), err);
        } else {
            err->offset += err->offset == GLN_NO_OFFSET ? 0 : before;
            gln_error_at(err, path, GLN_NO_LINE, GLN_NO_OFFSET);
        }
        before += block.len;
        p->done += block.len;
        if (p->total) { /* what comes through a pipe has no end that could be told */
            cli_progress_step(&p->progress, p->done >> 10, p->total >> 10, "KB");
        }
    } while (status == GLN_OK);
    gln_blocks__close(&blocks);
    gln_buffer__free(&text);
    return status;
}

/* Of all files, 0 where one of them is none. */
static uint64_t bytes_of(const cli_list *paths)
{
    uint64_t sum = 0;
    struct stat info;
    for (size_t i = 0; i < paths->count; i++) {
        if (stat(paths->items[i], &info) != 0 || !S_ISREG(info.st_mode)) {
            return 0;
        }
        sum += (uint64_t)info.st_size;
    }
    return sum;
}

/* Folders have no lines. What is asked for tables may come from a file of settings, so it is told of and no error. */
static gln_status check_plain(const cli_options *o, gln_error *err)
{
    struct stat info;
    const char *idle = o->format ? "format" : o->table ? "table" : o->manifest ? "manifest" : o->in ? "in" : NULL;
    for (size_t i = 0; i < o->paths.count; i++) {
        const char *path = o->paths.items[i];
        if (stat(path, &info) == 0 && S_ISDIR(info.st_mode)) {
            return gln_error_set(
                err, GLN_ERR_USAGE,
                "--plain reads the lines of files, and %s is a folder: name its files, as in %s%s*.txt", path, path,
                path[strlen(path) - 1] == '/' ? "" : "/");
        }
    }
    if (idle && !o->quiet) {
        (void)fprintf(stderr, "guanlan: --plain writes lines of text, whatever --%s says\n", idle);
    }
    return GLN_OK;
}

/* --plain and --explain. */
static int tokens_plain(cli_options *o)
{
    gln_error err = GLN_ERROR_INIT;
    gln_analyzer *analyzer = NULL;
    cli_output *output = NULL;
    cli_job job = {.options = o};
    plain p = {.out = GLN_BUFFER_INIT, .explain = o->explain != NULL, .quiet = o->quiet != NULL};
    gln_analyzer_options options = {.lexicons = o->lexicons.items,
                                    .n_lexicons = o->lexicons.count,
                                    .pretokenized = o->pretokenized != NULL,
                                    .fault = cli_job_line,
                                    .fault_context = &job};
    gln_status status = check_plain(o, &err);
    if (status == GLN_OK) {
        status = cli_granularity(o, &options.granularity, &err);
    }
    if (status == GLN_OK) {
        status = gln_analyzer_new(&options, &analyzer, &err);
    }
    if (status == GLN_OK) {
        status = gln_segmenter_new(analyzer, &p.segmenter, &err);
    }
    if (status == GLN_OK) {
        status = cli_output_open(o, &output, &err);
    }
    if (status == GLN_OK) {
        p.sink = cli_output_sink(output);
        p.total = bytes_of(&o->paths);
        cli_progress_begin(&p.progress, p.quiet, o->output, true);
        if (p.explain) {
            cli_explain_head(&p.out);
        }
        if (o->paths.count == 0) {
            status = plain_file(&p, "-", o->encoding, &err);
        }
        for (size_t i = 0; i < o->paths.count && status == GLN_OK; i++) {
            status = plain_file(&p, o->paths.items[i], o->encoding, &err);
        }
    }
    cli_progress_end(&p.progress);
    bool closed = output && cli_output_closed(output);
    if (status == GLN_OK) {
        status = cli_output_commit(output, &err);
    }
    cli_output_free(output);
    gln_buffer__free(&p.out);
    gln_segmenter_free(p.segmenter);
    gln_analyzer_free(analyzer);
    cli_job_more(&job);
    return status == GLN_OK ? (job.n_rejects ? EXIT_REJECTS : EXIT_DONE) : closed ? EXIT_PIPE : cli_fail(&err);
}

/* ---- a table of tokens
 * ----------------------------------------------------------------------------------------------- */

enum { T_ARTICLE, T_PART, T_SEGMENT, T_TOKEN, T_TERM, T_KIND, T_STATUS, T_COUNT };

static const gln_field fields[T_COUNT] = {
    {"article", GLN_TYPE_STRING, NULL, "Article", "Id of the article"},
    {"part", GLN_TYPE_STRING, NULL, "Part", "headline or body"},
    {"segment", GLN_TYPE_INTEGER, NULL, "Segment", "Headline line or paragraph, from 1 within its part"},
    {"token", GLN_TYPE_STRING, NULL, "Token", "The token as it stands in the text"},
    {"term", GLN_TYPE_STRING, NULL, "Term", "The token normalized: NFKC, case folded, traditional characters folded"},
    {"kind", GLN_TYPE_STRING, NULL, "Kind", "word, number or punct; white space is left out"},
    {"status", GLN_TYPE_STRING, NULL, "Status", "ok"},
};

typedef struct cutting {
    cli_job *job;
    gln_table *table;
    gln_article_text text;
    gln_segmenter *segmenter;
} cutting;

static gln_status add_segment(cutting *c, const gln_article *article, const gln_text_segment *segment, gln_error *err)
{
    static const char *const kinds[] = {"word", "number", "punct", "space"};
    for (size_t i = 0; i < segment->n_tokens; i++) {
        const gln_token *token = &segment->tokens[i];
        gln_slice text = gln_slice_sub(segment->text, token->start, token->len);
        gln_slice term;
        if (token->kind == GLN_TOKEN_SPACE) {
            continue;
        }
        gln_status status = gln_segmenter_term(c->segmenter, text, &term, err);
        if (status != GLN_OK) {
            return status;
        }
        gln_table_row(c->table);
        gln_table_set_text(c->table, T_ARTICLE, article->id);
        gln_table_set_text(c->table, T_PART, segment->headline ? GLN_LIT("headline") : GLN_LIT("body"));
        gln_table_set_integer(c->table, T_SEGMENT, segment->index + 1);
        gln_table_set_text(c->table, T_TOKEN, text);
        gln_table_set_text(c->table, T_TERM, term);
        gln_table_set_text(c->table, T_KIND, gln_slice_of(kinds[token->kind]));
        gln_table_set_text(c->table, T_STATUS, GLN_LIT("ok"));
        c->job->summary.tokens += token->kind != GLN_TOKEN_PUNCT;
    }
    return GLN_OK;
}

static gln_status on_issue(void *context, const gln_issue *issue, gln_error *err)
{
    cutting *c = context;
    gln_status status = GLN_OK;
    for (size_t i = 0; i < issue->n_articles && status == GLN_OK; i++) {
        const gln_article *article = &issue->articles[i];
        if (!gln_selection_article(&c->job->selection, article)) {
            continue;
        }
        gln_article_text__name(&c->text, issue, article);
        status = gln_article_text__cut(&c->text, c->job->analyzer, c->job->part, false, err);
        for (size_t k = 0; k < c->text.n_segments && status == GLN_OK; k++) {
            status = add_segment(c, article, &c->text.segments[k], err);
        }
        if (status == GLN_OK) {
            status = gln_table_check(c->table, err); /* a full disk, a reader that has gone */
        }
    }
    return status;
}

static gln_status make_tokens(cli_job *job, cli_options *o, cli_result *result, gln_error *err)
{
    cutting c = {.job = job, .text = GLN_ARTICLE_TEXT_INIT};
    gln_visitor visitor = {&c, on_issue, NULL};
    c.text.cancel = &cli_cancelled;
    gln_status status = gln_segmenter_new(job->analyzer, &c.segmenter, err);
    if (status == GLN_OK) {
        status = gln_table_new("tokens", "Tokens", fields, T_COUNT, &c.table, err);
    }
    if (status == GLN_OK) {
        status = cli_stream_of(o, "tokens", &result->stream, err);
        gln_table_stream(c.table, result->stream.taker);
    }
    if (status == GLN_OK) {
        status = cli_job_walk(job, &visitor, err);
    }
    gln_article_text__clear(&c.text);
    gln_segmenter_free(c.segmenter);
    result->tables[0] = c.table;
    result->n_tables = c.table ? 1 : 0;
    return status;
}

int cli_tokens(cli_options *options)
{
    return options->plain || options->explain ? tokens_plain(options) : cli_frame(options, "tokens", make_tokens);
}
