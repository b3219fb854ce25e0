#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""What `trend` counts and concludes in corpora/sample, against what was planted there.

usage: check_truth.py GUANLAN corpora/sample

Counts of every planted term in every issue, months without an issue as gaps, and the verdicts: what was made to rise
is a rise, bursts, steps and seasons are named so with their dates, what was made to stay is none of these. And the words
of those terms in `scan`, among all others. Exit status 1 where anything differs.
"""
import json
import os
import subprocess
import sys

guanlan, folder = sys.argv[1:3]
with open(os.path.join(folder, "truth.json"), encoding="utf-8") as f:
    truth = json.load(f)
terms = truth["counts_of"]
checks, bad = 0, []


def same(what, got, want):
    global checks
    checks += 1
    if got != want:
        bad.append(f"{what}: got {got!r}, want {want!r}")


def trend(*options):
    asked = [word for term in terms for word in ("-t", term)]
    run = subprocess.run([guanlan, "trend", "--quiet", "--format", "ndjson", *asked, *options, folder],
                         capture_output=True, text=True)
    same(f"trend {' '.join(options)}: exit status", run.returncode, 3)  # two undated files, one that stands twice
    same(f"trend {' '.join(options)}: messages", run.stderr, "")
    return [json.loads(line) for line in run.stdout.splitlines()]


want = {}
for file in truth["files"]:
    if file["date"] and not file.get("duplicate_of"):
        for term, count in zip(terms, file["counts"]):
            want[term, file["newspaper"], file["date"]] = count
rows = trend("--by", "issue", "--split", "paper")
same("rows", len(rows), len(want))
for row in rows:
    key = row["term"], row["split"], row["period_start"]
    same(f"issue {key}", row["count"], want.get(key))

months = trend("--by", "month")
same("months", len(months), 36 * len(terms))
for row in months:
    missing = row["period"] in truth["missing_months"]
    same(f"{row['term']} in {row['period']}: has an issue", row["has_issue"], not missing)
    total = sum(count for (term, _, date), count in want.items()
                if term == row["term"] and date.startswith(row["period"]))
    same(f"{row['term']} in {row['period']}", row["count"], None if missing else total)

kinds = {planted["term"]: planted for planted in truth["terms"]}
tests = trend("--by", "month", "--table", "trend_tests")
same("tests", [row["term"] for row in tests], terms)
for row in tests:
    planted = kinds[row["term"]]
    same(f"{row['term']}: hits", row["count"], planted["dated"])
    if planted["kind"] == "rise":
        same(f"{row['term']}: pattern", row["pattern"], "rise")
        same(f"{row['term']}: the interval of its yearly ratio is above 1", row["rate_ratio_low"] > 1, True)
    elif planted["kind"] in ("constant", "rare"):
        same(f"{row['term']}: pattern", row["pattern"], "none_detected")
    else:
        same(f"{row['term']}: pattern", row["pattern"], "seasonal" if planted["kind"] == "season" else planted["kind"])
    if planted["kind"] == "step":
        same(f"{row['term']}: where it steps", planted["date"] in row["change_points"], True)
    if planted["kind"] == "burst":
        inside = [b for b in row["bursts"] if b["start"] <= planted["start"] and planted["end"] <= b["end"]]
        same(f"{row['term']}: its burst", len(inside), 1)
run = subprocess.run([guanlan, "scan", "--quiet", "--format", "ndjson", "--top", "1000", folder], capture_output=True,
                     text=True)
lists = {}
for line in run.stdout.splitlines():
    row = json.loads(line)
    lists.setdefault(row["term"], []).append(row["list"])
for words, want_lists in ((("数字", "乡村", "broadband"), ["rising"]), (("低温", "冻害"), ["burst"]),
                          (("夜间", "经济"), ["broken"]), (("防汛", "值守"), ["seasonal"]),
                          (("便民", "服务", "皮影戏", "ferry"), [])):
    for word in words:
        same(f"scan: {word}", lists.get(word, []), want_lists)
for line in bad[:40]:
    print(line)
print(f"truth: {checks - len(bad)} of {checks} checks hold")
sys.exit(1 if bad else 0)
