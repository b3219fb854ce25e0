/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Compiled lexicons. The bytes are opened as they are, and with the checksum put right, so that what lies behind it is
 * reached; one that opens must bear any text. They are read as a readable lexicon as well, and as a
 * base lexicon that is written and read again. */
#include "text/lexicon_base.h"
#include "text/segment.h"

#include <stddef.h>
#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* Steps through the lexicon with every sequence of codes that the bytes make. */
static void walk(const gln_lexicon *lexicon, const uint8_t *data, size_t size)
{
    uint32_t node = 0;
    volatile uint32_t sum = 0;
    for (size_t i = 0; i < size; i++) {
        uint32_t code = lexicon->n_chars ? data[i] % lexicon->n_chars + 1 : 0;
        node = code ? gln_trie__step(lexicon->nodes, node, code) : 0;
        sum += gln_trie__value(lexicon->nodes[node]);
        sum += lexicon->purpose == GLN_LEXICON_SHIPPED ? lexicon->marks[node] + lexicon->models[code].kind : 0U;
    }
    (void)sum;
    (void)gln_lexicon__find(lexicon, GLN_LIT("人民"));
}

/* Cuts text with the lexicon in place of the shipped one. */
static void cut(const gln_lexicon *lexicon, const uint8_t *data, size_t size)
{
    gln_analyzer analyzer = {.lexicon = *lexicon};
    gln_segmenter *segmenter;
    const gln_slice texts[] = {GLN_LIT("2023年A股，一一二人民的人民"), {(const char *)data, size < 512 ? size : 512}};
    if (size % 8 || lexicon->purpose != GLN_LEXICON_SHIPPED || /* making a segmenter takes a while */
        gln_han__chars(lexicon, false, &analyzer.chars, NULL) != GLN_OK) {
        return;
    }
    if (gln_segmenter_new(&analyzer, &segmenter, NULL) != GLN_OK) {
        free(analyzer.chars);
        return;
    }
    for (size_t i = 0; i < 2; i++) {
        const gln_token *tokens;
        size_t n;
        uint32_t end = 0;
        if (gln_segmenter_run(segmenter, texts[i], &tokens, &n, NULL) != GLN_OK) {
            continue;
        }
        for (size_t k = 0; k < n; k++) {
            if (tokens[k].start != end || tokens[k].len == 0) {
                abort();
            }
            end += tokens[k].len;
        }
        if (end != texts[i].len) {
            abort();
        }
    }
    gln_segmenter_free(segmenter);
    free(analyzer.chars);
}

static void open_image(const uint8_t *data, size_t size)
{
    size_t whole = size - size % 64;
    if (whole < sizeof(gln_lexicon_header)) {
        return;
    }
    uint8_t *copy = malloc(whole); /* aligned */
    gln_lexicon lexicon;
    if (!copy) {
        return;
    }
    memcpy(copy, data, whole);
    gln_lexicon_header h;
    if (gln_lexicon__open((gln_slice){(char *)copy, whole}, &lexicon, NULL) == GLN_OK) {
        walk(&lexicon, data, size);
    }
    memcpy(&h, copy, sizeof h);
    memcpy(h.magic, GLN_LEXICON_MAGIC, sizeof h.magic);
    h.version = GLN_LEXICON_VERSION;
    h.order = GLN_LEXICON_ORDER;
    h.size = whole;
    h.sha256[GLN_SHA256_HEX - 1] = '\0';
    memcpy(copy, &h, sizeof h);
    h.checksum = gln_lexicon__checksum((gln_slice){(char *)copy, whole});
    memcpy(copy, &h, sizeof h);
    if (gln_lexicon__open((gln_slice){(char *)copy, whole}, &lexicon, NULL) == GLN_OK) {
        walk(&lexicon, data, size);
        cut(&lexicon, data, size);
    }
    free(copy);
}

static void compile_text(const uint8_t *data, size_t size)
{
    gln_buffer image = GLN_BUFFER_INIT;
    gln_lexicon_file words = {{(const char *)data, size}, "words"};
    gln_lexicon_file none = {GLN_LIT(""), "none"};
    gln_lexicon lexicon;
    if (size < 4096 && gln_lexicon__compile_files(words, none, none, &image, NULL) == GLN_OK) {
        if (gln_lexicon__open(gln_buffer__slice(&image), &lexicon, NULL) != GLN_OK) {
            abort();
        }
        walk(&lexicon, data, size);
        open_image((const uint8_t *)image.data, image.len);
    }
    gln_buffer__free(&image);
}

/* As a base lexicon, written and read again: what we write we take. */
static void base_again(const uint8_t *data, size_t size)
{
    gln_buffer image = GLN_BUFFER_INIT;
    gln_buffer again = GLN_BUFFER_INIT;
    gln_buffer text = GLN_BUFFER_INIT;
    gln_lexicon_faults none = {NULL, NULL};
    gln_lexicon shipped = {.n_words = 0};
    gln_lexicon lexicon;
    gln_slice bytes = {(const char *)data, size};
    if (size < 4096 && gln_lexicon__build_base(bytes, "words", &shipped, none, &image, NULL) == GLN_OK) {
        uint64_t *frequencies = NULL;
        if (gln_lexicon__open(gln_buffer__slice(&image), &lexicon, NULL) != GLN_OK) {
            abort();
        }
        frequencies = malloc(lexicon.n_nodes * sizeof *frequencies);
        for (uint32_t i = 0; frequencies && i < lexicon.n_nodes; i++) {
            frequencies[i] = i + 1;
        }
        if (!frequencies || gln_lexicon__write_base(&lexicon, frequencies, &text, NULL) != GLN_OK ||
            gln_lexicon__build_base(gln_buffer__slice(&text), "again", &shipped, none, &again, NULL) != GLN_OK ||
            gln_lexicon__open(gln_buffer__slice(&again), &shipped, NULL) != GLN_OK ||
            shipped.n_words != lexicon.n_words) {
            abort();
        }
        free(frequencies);
    }
    gln_buffer__free(&image);
    gln_buffer__free(&again);
    gln_buffer__free(&text);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    open_image(data, size);
    base_again(data, size);
    compile_text(data, size);
    return 0;
}
