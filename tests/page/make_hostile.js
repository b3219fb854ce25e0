// SPDX-License-Identifier: GPL-3.0-or-later
// Reports that no corpus of ours has, as JSON: hostile texts, nulls only, fifty terms over 1,400 days.
//
// usage: node make_hostile.js FOLDER
"use strict";
const fs = require("fs");
const path = require("path");
const folder = process.argv[2];

const TREND = { term: "string", match: "string", split: "string", period: "string", period_start: "date", period_end: "date",
  has_issue: "boolean", n_issues: "integer", n_articles: "integer", n_tokens: "integer", n_chars: "integer", count: "integer",
  articles_with: "integer", share_articles: "number", share_low: "number", share_high: "number", rate: "number", rate_low: "number",
  rate_high: "number", rate_method: "string", rate_chars: "number", burst: "boolean", burst_weight: "number", surprise_bits: "number",
  change_point: "boolean", partial: "boolean", issues_expected: "integer", coverage: "number", status: "string" };
const KWIC = { term: "string", left: "string", match_text: "string", right: "string", article: "string", issue: "string",
  newspaper: "string", date: "date", headline: "string", file: "string", line: "integer", status: "string" };

function table(report, name, types, data, params) {
  return { $schema: "https://datapackage.org/profiles/2.0/dataresource.json", name, type: "table", report, schema_version: "1.0.0",
    title: name, params, schema: { fields: Object.entries(types).map(([field, type]) => ({ name: field, type, title: field })) }, data };
}

function write(file, name, tables) {
  const provenance = { tool: "guanlan", version: "0", args: [name, "--by=day"], icu: "0", unicode: "0", analyzer: {}, lexicons: [],
    corpus: null, seed: 1 };
  const pack = { $schema: "https://datapackage.org/profiles/2.0/datapackage.json", name, provenance, resources: tables };
  fs.writeFileSync(path.join(folder, file), JSON.stringify(pack));
}

function day(n) {
  return new Date(Date.UTC(2020, 0, 1 + n)).toISOString().slice(0, 10);
}

// A generator of numbers that are the same in every run (Park and Miller 1988).
let state = 1;
function chance() {
  state = (state * 48271) % 2147483647;
  return state / 2147483647;
}

function series(terms, days, known) {
  const rows = [];
  for (const term of terms) {
    for (let d = 0; d < days; d++) {
      const issue = d % 7 !== 6, hits = Math.floor(chance() * chance() * 12), tokens = 18000 + ((d * 7919) % 4000);
      const rate = (1e6 * hits) / tokens;
      const row = { term, match: "string", split: null, period: day(d), period_start: day(d), period_end: day(d), has_issue: issue };
      const numbers = { n_issues: 1, n_articles: 40, n_tokens: tokens, n_chars: 2 * tokens, count: hits, articles_with: Math.min(hits, 5),
        share_articles: hits / 40, share_low: hits / 80, share_high: hits / 20, rate, rate_low: rate * 0.43, rate_high: (rate + 30) * 1.87,
        rate_method: "clustered", rate_chars: rate / 2, burst: d > 500 && d < 520, burst_weight: null, surprise_bits: hits * 1.01,
        change_point: d === 900, partial: false, issues_expected: null, coverage: null };
      for (const key of Object.keys(numbers)) {
        row[key] = issue && known ? numbers[key] : null;
      }
      row.status = issue ? "ok" : "no_issue";
      rows.push(row);
    }
  }
  return rows;
}

function lines(terms, n, text) {
  const rows = [];
  for (let i = 0; i < n; i++) {
    const term = terms[i % terms.length];
    rows.push({ term, left: text + "此处为命中之前的三十个字左右的语境文字用以估量页面大小", match_text: term, right: "其后的语境文字也有三十个字左右用以估量页面的大小" + text,
      article: "0123456789ab-" + String(10 + i), issue: "0123456789ab", newspaper: "某" + text + "报", date: day((i * 13) % 1400),
      headline: text + "第" + i + "篇的标题有二十个字左右", file: "a/" + i + ".txt", line: 1 + i, status: "ok" });
  }
  return rows;
}

const hostile = ["<script>window.hacked = 1</script>", "</script><img src=x onerror=window.hacked=2>", "很".repeat(200), "a".repeat(200),
  "مرحبا بالعالم", "\u202eabc\u0001\u001b[31m\u2028", "'; DROP --", "{{data}} \\u003c", "$& $1", "__proto__"];
write("hostile.json", "report", [table("report", "trend", TREND, series(hostile, 60, true), { by: "day", rule: "<b>" + "规则".repeat(100) }),
  table("report", "examples", KWIC, lines(hostile, 300, "<script>window.hacked = 3</script>"), {})]);
write("nulls.json", "trend", [table("trend", "trend", TREND, series(["无", "空"], 40, false), { by: "day" })]);
const many = Array.from({ length: 50 }, (_, i) => "关键词语" + String.fromCodePoint(0x4e00 + 37 * i));
write("large.json", "report", [table("report", "trend", TREND, series(many, 1400, true), { by: "day" }),
  table("report", "examples", KWIC, lines(many, 4000, ""), {})]);
