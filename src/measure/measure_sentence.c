/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The verdict in words. The two languages say the same, clause by clause. */
#include "core/number.h"
#include "measure/measure_verdict.h"

#include <inttypes.h>
#include <math.h>

typedef enum language {
    ENGLISH,
    CHINESE,
} language;

/* A number rounded to so many significant digits. */
static void put_rounded(gln_buffer *out, double value, int digits)
{
    char text[GLN_NUMBER_SIZE];
    if (value != 0 && isfinite(value)) {
        double unit = pow(10, floor(log10(fabs(value))) + 1 - digits);
        value = unit >= 1 ? round(value / unit) * unit : round(value / unit) / round(1 / unit);
    }
    gln_buffer__puts(out, gln_number__text(value, false, text));
}

/* Decimals that show three digits of the ratio, and at least one of the smaller limit. */
static int decimals_of(double ratio, double low)
{
    int decimals = 2 - (int)floor(log10(ratio));
    int least = low > 0 ? (int)-floor(log10(low)) : 0;
    decimals = decimals > least ? decimals : least;
    return decimals < 0 ? 0 : decimals > 6 ? 6 : decimals;
}

/* "= .41", "= .002", "< .001", "> .99": no more digits than a p deserves. */
static void put_p(gln_buffer *out, double p)
{
    if (p < .001) {
        gln_buffer__puts(out, "< .001");
    } else if (p > .99) {
        gln_buffer__puts(out, "> .99");
    } else if (p < .0995) {
        gln_buffer__printf(out, "= .%03d", (int)round(p * 1000));
    } else {
        gln_buffer__printf(out, "= .%02d", (int)round(p * 100));
    }
}

static void put_term(gln_buffer *out, const gln_trend_result *r, language in)
{
    gln_buffer__puts(out, "“");
    gln_buffer__put(out, r->term);
    gln_buffer__puts(out, "”");
    if (r->split.len) {
        gln_buffer__puts(out, in == ENGLISH ? " (" : "（");
        gln_buffer__put(out, r->split);
        gln_buffer__puts(out, in == ENGLISH ? ")" : "）");
    }
}

static void put_periods(gln_buffer *out, const gln_trend_result *r, language in)
{
    static const char *const english[] = {"issue date", "day", "week", "month", "quarter", "year"};
    static const char *const chinese[] = {"个出版日", "天", "周", "个月", "个季度", "年"};
    if (in == ENGLISH) {
        gln_buffer__printf(out, "%zu %s%s", r->n_periods, english[r->by], r->n_periods == 1 ? "" : "s");
    } else {
        gln_buffer__printf(out, "%zu %s", r->n_periods, chinese[r->by]);
    }
}

/* ", by a factor of 1.50 a year [1.41, 1.60]", all with the same decimals; below a year over the whole span, so that
 * nothing is foretold; from twenty years on in ten years, where a yearly factor would hardly differ from 1. */
static void put_change(gln_buffer *out, const gln_trend_result *r, language in)
{
    static const char *const english[] = {" over the whole span", " a year", " in ten years"};
    static const char *const chinese[] = {"，末期约为首期的 ", "，平均每年为上一年的 ", "，平均每十年为此前的 "};
    int unit = r->years < 1 ? 0 : r->years < 20 ? 1 : 2;
    double span = unit == 0 ? r->years : unit == 1 ? 1 : 10;
    double ratio = exp(r->log_change * span), low = exp(r->log_change_low * span),
           high = exp(r->log_change_high * span);
    if (!isfinite(ratio) || !isfinite(low) || !isfinite(high) || ratio <= 0) {
        return;
    }
    int decimals = decimals_of(ratio, low);
    gln_buffer__puts(out, in == ENGLISH ? ", by a factor of " : chinese[unit]);
    gln_buffer__printf(out, "%.*f", decimals, ratio);
    gln_buffer__puts(out, in == ENGLISH ? english[unit] : " 倍");
    gln_buffer__printf(out, " [%.*f, %.*f]", decimals, low, decimals, high);
}

/* The medians of the first and the last third of the periods; one of 0 is said in words, since half of the periods
 * without a hit are no rate. */
static void put_medians(gln_buffer *out, const gln_trend_result *r, bool rise, language in)
{
    double given = r->rate_first > 0 ? r->rate_first : r->rate_last;
    if (r->rate_first > 0 && r->rate_last > 0) {
        gln_buffer__puts(out, in == ENGLISH ? " from " : "由每百万词 ");
        put_rounded(out, r->rate_first, 3);
        gln_buffer__puts(out, in == ENGLISH ? " to " : rise ? " 次升至 " : " 次降至 ");
        put_rounded(out, r->rate_last, 3);
        gln_buffer__puts(out, in == ENGLISH ? " per million tokens (medians of the first and last third of periods)"
                                            : " 次（前、后各三分之一时期的中位数）");
    } else if (rise) {
        gln_buffer__puts(out, in == ENGLISH ? " from none in at least half of the first third of periods to "
                                            : "由前三分之一时期至少半数未见升至每百万词 ");
        put_rounded(out, given, 3);
        gln_buffer__puts(out, in == ENGLISH ? " per million tokens (median of the last third)"
                                            : " 次（后三分之一时期的中位数）");
    } else {
        gln_buffer__puts(out, in == ENGLISH ? " from " : "由每百万词 ");
        put_rounded(out, given, 3);
        gln_buffer__puts(out, in == ENGLISH ? " per million tokens (median of the first third of periods) to none in "
                                              "at least half of the last third"
                                            : " 次（前三分之一时期的中位数）降至后三分之一时期至少半数未见");
    }
}

/* "“X” rises from 12 to 48 per million tokens (...)"; where the medians do not show it, they are left out. */
static void put_course(gln_buffer *out, const gln_trend_result *r, bool rise, language in)
{
    bool shown = rise ? r->rate_first < r->rate_last : r->rate_first > r->rate_last;
    put_term(out, r, in);
    if (in == ENGLISH) {
        gln_buffer__puts(out, rise ? " rises" : " falls");
    } else {
        gln_buffer__puts(out, "的频率");
    }
    if (shown) {
        put_medians(out, r, rise, in);
    } else if (in == CHINESE) {
        gln_buffer__puts(out, rise ? "上升" : "下降");
    }
}

static void put_detected(gln_buffer *out, const gln_trend_result *r, gln_verdict v, language in)
{
    put_course(out, r, v.pattern == GLN_PATTERN_RISE, in);
    put_change(out, r, in);
    gln_buffer__puts(out, in == ENGLISH ? "; the trend test that allows for autocorrelation gives adjusted p "
                                        : "；计入自相关的趋势检验得校正后 p ");
    put_p(out, r->p_adj);
    gln_buffer__puts(out, in == ENGLISH ? " over " : "，共 ");
    put_periods(out, r, in);
    gln_buffer__puts(out, in == ENGLISH ? "." : "。");
    if (v.evidence == GLN_EVIDENCE_WEAK) {
        gln_buffer__puts(out, in == ENGLISH ? " So few periods are weak evidence." : "时期太少，证据薄弱。");
    }
    if (v.caveats & GLN_CAVEAT_BURSTY) {
        gln_buffer__puts(out,
                         in == ENGLISH ? " The hits cluster in articles; one has " : "命中在文章内聚集，最多的一篇占 ");
        put_rounded(out, 100 * r->top_article_share, 2);
        gln_buffer__puts(out, in == ENGLISH ? " % of them." : "%。");
    }
}

static void put_none_detected(gln_buffer *out, const gln_trend_result *r, gln_verdict v, language in)
{
    put_term(out, r, in);
    gln_buffer__puts(out, in == ENGLISH ? ": no trend was detected in " : "：");
    put_periods(out, r, in);
    gln_buffer__puts(out, in == ENGLISH ? " (" : "中未检出趋势（");
    if (v.evidence == GLN_EVIDENCE_WEAK) {
        gln_buffer__puts(out, "p ");
        put_p(out, r->p);
        gln_buffer__puts(out, in == ENGLISH ? ", " : "，");
    }
    gln_buffer__puts(out, in == ENGLISH ? "adjusted p " : "校正后 p ");
    put_p(out, r->p_adj);
    if (v.caveats & GLN_CAVEAT_NOT_STEADY) {
        gln_buffer__puts(out, in == ENGLISH ? "): the change is not steady, as with a burst or a step at an end."
                                            : "）：变化并不持续，可能是两端的突发或阶跃。");
        return;
    }
    gln_buffer__puts(out,
                     in == ENGLISH ? "); this does not show that the rate is stable." : "）；这并不表明频率稳定。");
}

/* ", adjusted p < .001, over 35 months." */
static void put_basis(gln_buffer *out, const gln_trend_result *r, gln_verdict v, language in)
{
    gln_buffer__puts(out, in == ENGLISH ? "; adjusted p " : "；校正后 p ");
    put_p(out, v.p_adj);
    gln_buffer__puts(out, in == ENGLISH ? " over " : "，共 ");
    put_periods(out, r, in);
    gln_buffer__puts(out, in == ENGLISH ? "." : "。");
}

static void put_percent(gln_buffer *out, double share)
{
    put_rounded(out, 100 * share, 2);
    gln_buffer__puts(out, " %");
}

/* The heaviest burst. */
static void put_burst(gln_buffer *out, const gln_trend_result *r, gln_verdict v, language in)
{
    char date[GLN_DATE_SIZE];
    const gln_trend_burst *burst = &r->bursts[0];
    for (size_t i = 1; i < r->n_bursts; i++) {
        burst = r->bursts[i].weight > burst->weight ? &r->bursts[i] : burst;
    }
    double others = (double)r->total.n_articles - burst->articles;
    put_term(out, r, in);
    gln_buffer__puts(out, in == ENGLISH ? " bursts from " : "在 ");
    gln_buffer__puts(out, gln_period__date(burst->start, date));
    gln_buffer__puts(out, in == ENGLISH ? " to " : " 至 ");
    gln_buffer__puts(out, gln_period__date(burst->end, date));
    gln_buffer__puts(out, in == ENGLISH ? ", in " : " 突发，出现于 ");
    put_percent(out, burst->with / burst->articles);
    if (others > 0) {
        gln_buffer__puts(out, in == ENGLISH ? " of articles against " : " 的文章，其余时间为 ");
        put_percent(out, ((double)r->total.articles_with - burst->with) / others);
        gln_buffer__puts(out, in == ENGLISH ? " at other times" : "");
    } else {
        gln_buffer__puts(out, in == ENGLISH ? " of articles" : " 的文章");
    }
    put_basis(out, r, v, in);
    if (burst->open) {
        gln_buffer__puts(out, in == ENGLISH ? " It has not ended with the series." : "至序列末尾尚未结束。");
    }
}

static void put_step(gln_buffer *out, const gln_trend_result *r, gln_verdict v, language in)
{
    char date[GLN_DATE_SIZE];
    bool up = r->shape.rate_after > r->shape.rate_before;
    put_term(out, r, in);
    gln_buffer__puts(out, in == ENGLISH ? (up ? " steps up about " : " steps down about ") : "约自 ");
    gln_buffer__puts(out, gln_period__date(r->change_day, date));
    gln_buffer__puts(out, in == ENGLISH ? ", from " : up ? " 起阶跃上升，由每百万词 " : " 起阶跃下降，由每百万词 ");
    put_rounded(out, r->shape.rate_before, 3);
    gln_buffer__puts(out, in == ENGLISH ? " to " : " 次变为 ");
    put_rounded(out, r->shape.rate_after, 3);
    gln_buffer__puts(out, in == ENGLISH ? " per million tokens (the date was searched for)" : " 次（日期由搜索得出）");
    put_basis(out, r, v, in);
}

static void put_season(gln_buffer *out, const gln_trend_result *r, gln_verdict v, language in)
{
    static const char *const months[] = {"",     "January", "February",  "March",   "April",    "May",     "June",
                                         "July", "August",  "September", "October", "November", "December"};
    put_term(out, r, in);
    if (in == ENGLISH) {
        gln_buffer__printf(out, " follows the year, highest about %s and lowest about %s", months[r->shape.peak_month],
                           months[r->shape.low_month]);
    } else {
        gln_buffer__printf(out, "随季节起伏，%d 月前后最高，%d 月前后最低", r->shape.peak_month, r->shape.low_month);
    }
    put_basis(out, r, v, in);
}

static void put_untested(gln_buffer *out, const gln_trend_result *r, language in)
{
    put_term(out, r, in);
    if (strcmp(r->status, "no_issue") == 0) {
        gln_buffer__puts(out, in == ENGLISH ? ": the range holds no issue." : "：所选范围内没有报纸。");
    } else if (strcmp(r->status, "no_hits") == 0) {
        gln_buffer__printf(out,
                           in == ENGLISH ? " does not occur (issues: %" PRIu64 ")." : "没有出现（共 %" PRIu64 " 期）。",
                           r->total.n_issues);
    } else if (strcmp(r->status, "no_tested_hits") == 0) {
        gln_buffer__puts(out, in == ENGLISH ? " occurs only in periods that the issues cover in part; no trend was "
                                              "tested."
                                            : "只出现于未被完整覆盖的时期，未检验趋势。");
    } else if (strcmp(r->status, "too_many_points") == 0) {
        gln_buffer__puts(out, in == ENGLISH ? ": too many periods for the test; take longer ones."
                                            : "：时期过多，无法检验；请改用更长的时期。");
    } else {
        gln_buffer__puts(out, in == ENGLISH ? ": too few periods for a test of trend (" : "：时期太少，无法检验趋势（");
        put_periods(out, r, in);
        gln_buffer__puts(out, in == ENGLISH ? ")." : "）。");
    }
}

static void put_sentence(gln_buffer *out, const gln_trend_result *r, gln_verdict v, language in)
{
    switch (v.pattern) {
    case GLN_PATTERN_UNTESTED:
        put_untested(out, r, in);
        break;
    case GLN_PATTERN_RISE:
    case GLN_PATTERN_FALL:
        put_detected(out, r, v, in);
        break;
    case GLN_PATTERN_STEP:
        put_step(out, r, v, in);
        break;
    case GLN_PATTERN_BURST:
        put_burst(out, r, v, in);
        break;
    case GLN_PATTERN_SEASONAL:
        put_season(out, r, v, in);
        break;
    case GLN_PATTERN_NONE_DETECTED:
        put_none_detected(out, r, v, in);
        break;
    }
}

void gln_verdict__sentence_en(const gln_trend_result *result, gln_verdict verdict, gln_buffer *out)
{
    put_sentence(out, result, verdict, ENGLISH);
}

void gln_verdict__sentence_zh(const gln_trend_result *result, gln_verdict verdict, gln_buffer *out)
{
    put_sentence(out, result, verdict, CHINESE);
}
