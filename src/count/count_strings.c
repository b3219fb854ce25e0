/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Strings of words, with and without skipped ones, and of characters, counted as terms. */
#include "core/utf8.h"
#include "count/freq_counts.h"

enum { MOST_WORDS = 5, MOST_SKIP = 4, MOST_CHARACTERS = 8 };

gln_status gln_strings__check(const gln_counter_options *options, gln_error *err)
{
    gln_strings s = options->strings;
    bool any = s.words || s.skip || s.characters;
    if (any && options->matcher) {
        return gln_error_set(err, GLN_ERR_USAGE, "strings of words or characters are counted where no terms are given");
    }
    if ((s.words && s.characters) || (s.skip && !s.words)) {
        return gln_error_set(err, GLN_ERR_USAGE, "strings are of words, perhaps with some skipped, or of characters");
    }
    if (s.words == 1 || s.words > MOST_WORDS || s.skip > MOST_SKIP || s.characters > MOST_CHARACTERS) {
        return gln_error_set(err, GLN_ERR_USAGE,
                             "strings are of 2 to %d words with up to %d skipped, or of 1 to %d "
                             "characters",
                             MOST_WORDS, MOST_SKIP, MOST_CHARACTERS);
    }
    return GLN_OK;
}

static gln_status count_string(gln_freq *freq, gln_slice string, gln_error *err)
{
    uint32_t term = gln_vocab__add(&freq->words, string);
    return term == GLN_NO_ID ? gln_error__nomem(err) : gln_freq__count_term(freq, term, err);
}

/* All strings of `left` more words from place `from` on, of which `skip` may be passed over; freq->string holds those
 * before. Places end at `to`, the end of the sentence. */
static gln_status extend(gln_freq *freq, size_t from, size_t to, unsigned left, unsigned skip, gln_error *err)
{
    size_t len = freq->string.len;
    gln_status status = GLN_OK;
    if (left == 0) {
        return freq->string.failed ? gln_error__nomem(err) : count_string(freq, gln_buffer__slice(&freq->string), err);
    }
    for (unsigned passed = 0; passed <= skip && from + passed < to && status == GLN_OK; passed++) {
        uint32_t word = freq->line[from + passed];
        if (word == GLN_NO_ID) {
            continue;
        }
        gln_buffer__byte(&freq->string, ' ');
        gln_buffer__put(&freq->string, gln_vocab__text(&freq->words, word));
        status = extend(freq, from + passed + 1, to, left - 1, skip - passed, err);
        freq->string.len = len;
    }
    return status;
}

static gln_status count_word_strings(gln_freq *freq, const gln_text_segment *segment, gln_segmenter *segmenter,
                                     gln_error *err)
{
    gln_status status = GLN_OK;
    uint32_t *line = gln_memory__grown(freq->line, &freq->line_capacity, segment->n_words + 1, sizeof *line);
    if (!line) {
        return gln_error__nomem(err);
    }
    freq->line = line;
    for (size_t i = 0; i < segment->n_words && status == GLN_OK; i++) {
        const gln_text_word *word = &segment->words[i];
        line[i] = GLN_NO_ID;
        if (!word->number) {
            gln_slice token = gln_slice_sub(segment->text, word->start, word->len);
            status = gln_vocab__term(&freq->words, segmenter, token, word->entry, &line[i], err);
        }
    }
    for (size_t i = 0, to = 0; i < segment->n_words && status == GLN_OK; i++) {
        while (to < segment->n_words && segment->words[to].sentence == segment->words[i].sentence) {
            to++;
        }
        if (line[i] == GLN_NO_ID) {
            continue;
        }
        gln_buffer__clear(&freq->string);
        gln_buffer__put(&freq->string, gln_vocab__text(&freq->words, line[i]));
        status = extend(freq, i + 1, to, freq->options.strings.words - 1, freq->options.strings.skip, err);
    }
    return status;
}

/* The strings of n characters of one stretch of normalized text. */
static gln_status count_stretch(gln_freq *freq, gln_slice text, unsigned n, gln_error *err)
{
    size_t starts[MOST_CHARACTERS + 1]; /* of the last n + 1 characters, in a ring */
    size_t count = 0;
    gln_status status = GLN_OK;
    for (size_t at = 0; at < text.len && status == GLN_OK;) {
        starts[count++ % (n + 1)] = at;
        (void)gln_utf8__next(text.ptr, &at);
        if (count >= n) {
            size_t from = starts[(count - n) % (n + 1)];
            status = count_string(freq, gln_slice_sub(text, from, at - from), err);
        }
    }
    return status;
}

static gln_status count_character_strings(gln_freq *freq, const gln_text_segment *segment, gln_segmenter *segmenter,
                                          gln_error *err)
{
    gln_status status = GLN_OK;
    for (size_t i = 0, next; i < segment->n_words && status == GLN_OK; i = next) {
        size_t end = (size_t)segment->words[i].start + segment->words[i].len;
        for (next = i + 1; next < segment->n_words && segment->words[next].start == end; next++) {
            end += segment->words[next].len;
        }
        gln_slice stretch = gln_slice_sub(segment->text, segment->words[i].start, end - segment->words[i].start);
        gln_slice normal;
        status = gln_segmenter_term(segmenter, stretch, &normal, err);
        if (status == GLN_OK) {
            status = count_stretch(freq, normal, freq->options.strings.characters, err);
        }
    }
    return status;
}

gln_status gln_freq__count_strings(gln_freq *freq, const gln_text_segment *segment, gln_segmenter *segmenter,
                                   gln_error *err)
{
    return freq->options.strings.words ? count_word_strings(freq, segment, segmenter, err)
                                       : count_character_strings(freq, segment, segmenter, err);
}
