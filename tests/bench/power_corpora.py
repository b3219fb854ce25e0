#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Are planted courses found in generated corpora? From raw files to the verdict of `guanlan trend --by month`.

usage: power_corpora.py GUANLAN MAKE_SAMPLE [SEEDS [ISSUES]]

Writes a corpus of corpora/make_sample for each seed 1 to SEEDS (50) into a temporary folder, asks for the verdict on each
planted term, and prints by kind how often it is the planted one, with Wilson's interval, and what else was said. A step
is dated right within one month of the month planted; terms planted to stay must not be given any pattern.
"""
import json
import math
import subprocess
import sys
import tempfile


def wilson(k, n, z=1.959964):
    if n == 0:
        return (0.0, 1.0)
    p, d = k / n, 1 + z * z / n
    middle, half = (p + z * z / (2 * n)) / d, z * math.sqrt(p * (1 - p) / n + z * z / (4 * n * n)) / d
    return (max(0.0, middle - half), min(1.0, middle + half))


def months(date):
    return 12 * int(date[:4]) + int(date[5:7])


def main():
    guanlan, make_sample = sys.argv[1:3]
    seeds = int(sys.argv[3]) if len(sys.argv) > 3 else 50
    extra = ["--issues", sys.argv[4]] if len(sys.argv) > 4 else []
    want = {"rise": "rise", "burst": "burst", "step": "step", "season": "seasonal"}
    said, dated, hits = {}, [0, 0], {}
    for seed in range(1, seeds + 1):
        with tempfile.TemporaryDirectory() as folder:
            out = folder + "/sample"
            subprocess.run([make_sample, out, "--seed", str(seed), *extra], check=True, stdout=subprocess.DEVNULL,
                           stderr=subprocess.DEVNULL)
            with open(out + "/truth.json", encoding="utf-8") as f:
                terms = json.load(f)["terms"]
            command = [guanlan, "trend", "--quiet", "--by", "month", "--format", "json", out]
            for term in terms:
                command += ["-t", term["term"]]
            report = json.loads(subprocess.run(command, capture_output=True, check=False).stdout)
        tables = {r["name"]: r["data"] for r in report["resources"]}
        patterns = {r["term"]: r["pattern"] for r in tables["trend_tests"]}
        for term in terms:
            kind = term["kind"]
            said.setdefault(kind, []).append(patterns[term["term"]])
            hits.setdefault(kind, []).append(term["dated"])
            if kind == "step":
                at = [r["change_at"] for r in tables["changes"]
                      if r["term"] == term["term"] and r["method"] == "likelihood_ratio"]
                dated[0] += bool(at) and abs(months(at[0]) - months(term["date"])) <= 1
                dated[1] += 1
    print(f"{seeds} corpora\n\n| planted | terms | hits (median) | verdict as planted | [95 %] | otherwise |\n"
          "| --- | --- | --- | --- | --- | --- |")
    for kind in sorted(said):
        right = want.get(kind, "none_detected")
        n, k = len(said[kind]), sum(p == right for p in said[kind])
        low, high = wilson(k, n)
        other = sorted({p for p in said[kind] if p != right})
        others = ", ".join(f"{p} {said[kind].count(p)}" for p in other) or "-"
        print(f"| {kind} | {n} | {sorted(hits[kind])[n // 2]} | {k / n:.3f} | [{low:.3f}, {high:.3f}] | {others} |")
    if dated[1]:
        print(f"\nsteps dated within one month: {dated[0]} of {dated[1]}")


main()
