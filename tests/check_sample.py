#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""What the loader finds in corpora/sample, against the truth that was written with it.

usage: check_sample.py [--at-least SHARE] GUANLAN corpora/sample

Prints each difference and a closing count; exit status 1 where less than SHARE (1) of the checks hold.
"""
import argparse
import json
import subprocess
import sys

parser = argparse.ArgumentParser()
parser.add_argument("--at-least", type=float, default=1)
parser.add_argument("guanlan")
parser.add_argument("folder")
options = parser.parse_args()
guanlan, folder = options.guanlan, options.folder
truth = json.load(open(folder + "/truth.json", encoding="utf-8"))
run = subprocess.run([guanlan, "articles", "--format", "ndjson", "--lines", "--rejects", "--quiet", folder],
                     capture_output=True, text=True)
issues, articles, lines, rejects, current = {}, {}, {}, {}, None
for row in map(json.loads, run.stdout.splitlines()):
    if row["type"] == "issue":
        issues[row["id"]] = row
        current = row["file"]
        articles[current] = []
        lines[current] = {}
    elif row["type"] == "article":
        articles[issues[row["issue"]]["file"]].append(row)
    elif row["type"] == "line":
        lines[row["file"]][row["line"]] = row["role"]
    else:
        rejects[row["file"]] = row["reason"]
by_file = {i["file"]: i for i in issues.values()}
checks, bad = 0, []


def same(where, what, got, want):
    global checks
    checks += 1
    if got != want:
        bad.append(f"{where}: {what}: got {got!r}, want {want!r}")


def fnv(text):
    value = 0xCBF29CE484222325
    for byte in text.encode():
        value = (value ^ byte) * 0x100000001B3 & 0xFFFFFFFFFFFFFFFF
    return f"{value:016x}"


for file in truth["files"]:
    path = file["path"]
    if file.get("duplicate_of"):
        same(path, "reject", rejects.get(path), "duplicate")
        continue
    issue = by_file.get(path)
    same(path, "read", issue is not None, True)
    if not issue:
        continue
    same(path, "newspaper", issue["newspaper"]["name"], file["newspaper"])
    same(path, "date", issue["date"]["edtf"], file["edtf"])
    same(path, "basis", issue["date"]["basis"], file["basis"])
    same(path, "encoding", issue["encoding"], file["encoding"])
    same(path, "articles", len(articles[path]), file["n_articles"])
    for role, numbers in file["roles"].items():
        accepted = {"masthead", "furniture"} if role in ("masthead", "furniture") else {role}
        for number in numbers:
            got = lines[path].get(number)
            same(path, f"line {number}", role if got in accepted else got, role)
    for got, want in zip(articles[path], file["articles"]):
        where = f"{path}#{got['order']}"
        same(where, "headline", sorted(got["headline_lines"]), sorted(want["headline"]))
        same(where, "body", [p["lines"] for p in got["body"]], want["body"])
        same(where, "text", fnv("\n".join(p["text"] for p in got["body"])), want["fnv"])
        same(where, "form", got["source_form"], want.get("form", "none"))
        same(where, "agency", got["agency"], want.get("agency"))
        same(where, "byline", got["byline"], want.get("byline", []))
        same(where, "section", got["section"], want.get("section"))
        same(where, "dateline", got["dateline"]["date"], want.get("dateline"))
for line in bad:
    print(line)
print(f"sample: {checks - len(bad)} of {checks} checks hold")
sys.exit(0 if checks and checks - len(bad) >= options.at_least * checks else 1)
