/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Tokens of one entry have one term, and another entry has another: over every ideograph that Unicode has, in both
 * scripts, alone, in words of the lexicon and with what joins them, however words are cut. */
#include "check.h"
#include "core/intern.h"
#include "core/utf8.h"
#include "guanlan/matcher.h"

#include <stdlib.h>

enum { MOST_BYTES = 256 };

/* Terms by entry, and entries by term. */
typedef struct known {
    gln_analyzer *analyzer;
    gln_segmenter *segmenter;
    gln_intern terms;
    size_t n_entries;
    uint32_t *term_of;  /* by entry; GLN_NO_ID where it was not met */
    uint32_t *entry_of; /* by term */
    size_t most_terms;
    uint64_t with;
    uint64_t without;
} known;

static bool note(known *k, gln_slice token, uint32_t entry)
{
    gln_slice term = {NULL, 0};
    if (gln_segmenter_term(k->segmenter, token, &term, NULL) != GLN_OK || entry >= k->n_entries) {
        return false;
    }
    uint32_t id = gln_intern__add(&k->terms, term);
    if (id >= k->most_terms) {
        return false;
    }
    bool fresh = k->term_of[entry] == GLN_NO_ID;
    if (fresh) {
        k->term_of[entry] = id;
    }
    if (k->entry_of[id] == 0) {
        k->entry_of[id] = entry;
    }
    return k->term_of[entry] == id && k->entry_of[id] == entry;
}

static void look_at(known *k, gln_slice text)
{
    const gln_token *tokens = NULL;
    size_t n = 0;
    CHECK(gln_segmenter_run(k->segmenter, text, &tokens, &n, NULL) == GLN_OK);
    for (size_t i = 0; i < n; i++) {
        gln_slice token = gln_slice_sub(text, tokens[i].start, tokens[i].len);
        k->with += tokens[i].entry != 0;
        k->without += tokens[i].entry == 0;
        if (tokens[i].entry && !CHECK(note(k, token, tokens[i].entry))) {
            fprintf(stderr, "  token %.*s of text %.*s\n", (int)token.len, token.ptr, (int)text.len, text.ptr);
        }
    }
}

/* Each character of a block between texts that take different paths to be cut. */
static void look_at_block(known *k, uint32_t from, uint32_t to)
{
    static const char *const around[][2] = {{"", ""},
                                            {"", "\xCC\x81"},
                                            {"人", "人"},
                                            {"，", "。"},
                                            {"人", "\xEF\xB8\x80民"},
                                            {"2023", "年"},
                                            {"二", "○一年"},
                                            {"卡拉OK", "厅"},
                                            {"高高", "兴"},
                                            {"“发展", "\xE3\x82\x99改革”"},
                                            {"か", "の"},
                                            {"\xF0\xA0\xAE\xB7", "民"},
                                            {"第", "届"},
                                            {"·", "·普京"},
                                            {"王", "国，王国。"}};
    for (uint32_t c = from; c <= to && check_failures < 20; c++) {
        for (size_t i = 0; i < sizeof around / sizeof *around; i++) {
            char bytes[MOST_BYTES];
            size_t len = 0;
            memcpy(bytes, around[i][0], strlen(around[i][0]));
            len += strlen(around[i][0]);
            len += gln_utf8__put(bytes + len, c);
            memcpy(bytes + len, around[i][1], strlen(around[i][1]));
            len += strlen(around[i][1]);
            look_at(k, (gln_slice){bytes, len});
        }
    }
}

static const char *const texts[] = {
    "习近平总书记强调脱贫攻坚，全面推进乡村振兴。",
    "習近平總書記強調脫貧攻堅，全面推進鄉村振興。",
    "中共中央政治局常委会会议，中共中央總書記。",
    "國務院学习貫徹中華人民共和国憲法",
    "发展改革委员会工作人员，發展改革委員會工作人員",
    "A股卡拉OK厅，A股，卡拉OK廳；90后",
    "二〇二三年，二○二三年，2023年，三百二十多",
    "高高興興，高高兴兴，乾乾淨淨，干干净净",
    "弗拉基米尔·普京，王建国，王建國，诸葛亮说",
    ("頭\xCC\x81"
     "髮，头发，頭髮，皇后，皇後"),
    "著作，着作，著名，著名",
    "カード学習，学习の時間，學習",
};

static void look_at_texts(known *k)
{
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        look_at(k, gln_slice_of(texts[i]));
    }
}

enum { MOST_TOKENS = 200, MOST_HITS = 200 };

/* Whole tokens are found by their numbers as they are found without. */
static void match_texts(known *k)
{
    static const char *const terms[] = {"习近平", "總書記", "乡村", "发展改革委员会", "發展", "头发", "干净", "学习",
                                        "王建国", "a股",    "，",   "二〇二三年",     "厅",   "皇后", "着作", "人"};
    gln_matcher *matcher = NULL;
    CHECK(gln_matcher_new(k->analyzer, terms, sizeof terms / sizeof *terms, GLN_MATCH_WORD, &matcher, NULL) == GLN_OK);
    size_t all = 0;
    for (size_t i = 0; matcher && i < sizeof texts / sizeof *texts; i++) {
        gln_slice text = gln_slice_of(texts[i]);
        const gln_token *tokens = NULL;
        const gln_hit *hits = NULL;
        gln_token plain[MOST_TOKENS];
        gln_hit kept[MOST_HITS];
        size_t n = 0, n_hits = 0;
        CHECK(gln_segmenter_run(k->segmenter, text, &tokens, &n, NULL) == GLN_OK && n <= MOST_TOKENS);
        for (size_t t = 0; t < n && t < MOST_TOKENS; t++) {
            plain[t] = tokens[t];
            plain[t].entry = 0;
        }
        CHECK(gln_matcher_run(matcher, k->segmenter, text, plain, n, &hits, &n_hits, NULL) == GLN_OK);
        size_t n_kept = n_hits < MOST_HITS ? n_hits : MOST_HITS;
        if (n_kept) {
            memcpy(kept, hits, n_kept * sizeof *hits);
        }
        CHECK(gln_matcher_run(matcher, k->segmenter, text, tokens, n, &hits, &n_hits, NULL) == GLN_OK);
        CHECK(n_hits == n_kept && (n_kept == 0 || memcmp(kept, hits, n_kept * sizeof *hits) == 0));
        all += n_hits;
    }
    CHECK(all > 10 || gln_analyzer_is_pretokenized(k->analyzer));
    gln_matcher_free(matcher);
}

static void check_analyzer(const gln_analyzer_options *options, bool whole)
{
    known k = {.most_terms = 1000000};
    CHECK(gln_analyzer_new(options, &k.analyzer, NULL) == GLN_OK);
    if (!CHECK(gln_segmenter_new(k.analyzer, &k.segmenter, NULL) == GLN_OK)) {
        exit(1);
    }
    gln_segmenter_number(k.segmenter, true);
    k.n_entries = gln_analyzer_n_entries(k.analyzer);
    k.term_of = gln_memory__array(k.n_entries, sizeof *k.term_of);
    k.entry_of = gln_memory__zeroed(k.most_terms, sizeof *k.entry_of);
    if (CHECK(k.segmenter && k.term_of && k.entry_of)) {
        memset(k.term_of, 0xFF, k.n_entries * sizeof *k.term_of);
        look_at_texts(&k);
        match_texts(&k);
        look_at_block(&k, whole ? 0x4E00 : 0x9EC0, 0x9FFF);
        look_at_block(&k, whole ? 0x3400 : 0x4DA0, 0x4DBF);
        look_at_block(&k, 0x2E80, 0x30FF);
        look_at_block(&k, 0xF900, 0xFAFF);
        look_at_block(&k, 0x20000, whole ? 0x20FFF : 0x200FF);
        look_at_block(&k, 0x2F800, 0x2FA1F);
        CHECK(options->pretokenized ? k.with == 0 : k.with > k.without / 4);
    }
    gln_intern__clear(&k.terms);
    free(k.term_of);
    free(k.entry_of);
    gln_segmenter_free(k.segmenter);
    gln_analyzer_free(k.analyzer);
}

int main(void)
{
    for (int i = 0; i < 5; i++) {
        gln_analyzer_options options = GLN_ANALYZER_OPTIONS_INIT;
        options.keep_script = i == 1;
        options.granularity = i == 2 ? GLN_GRANULARITY_FINE : i == 3 ? GLN_GRANULARITY_COARSE : GLN_GRANULARITY_NORMAL;
        options.pretokenized = i == 4;
        check_analyzer(&options, i < 2);
    }
    return check_report("entries");
}
