#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Labels of any text in every table: words and headlines of 200 characters, text that runs from right to left with its
marks, control characters, quotation marks, tabs, formulas, markup. Every table of every command is written as JSON,
NDJSON, CSV, TSV and as a folder; all must be valid and say the same.

usage: check_hostile.py PROGRAM
"""
import csv
import io
import json
import os
import subprocess
import sys
import tempfile

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))

LABELS = [
    "long " + "长" * 195, "x" * 200, "سفينة \u202eشراعية\u202c قديمة", "שלום \u2067עולם\u2069", "bell\x07 esc\x1b[31mred del\x7f",
    'quote "q" comma, semicolon; back\\slash', "=1+1", "@SUM(A1)", "-2", "<script>alert(1)</script>", "a&b ]]>", "\ufeffmark",
    "line\u2028separator", "c1\u0085\u009b", "😀 emoji \U0001f469\u200d\U0001f680", "NA", "null", "N/A",
]
TERMS = ["سفينة", "x" * 200, "<script>", 'quote "q"', "bell\x07", "=1+1", "长" * 195, "NA"]
failures = []
cells = 0


def expect(what, fine):
    if not fine:
        failures.append(what)
        print("FAILED:", what[:600])


def write_corpus(folder):
    """Articles as rows, of two papers and many days; each label is a headline, a section, an agency and in the text."""
    path = os.path.join(folder, "hostile.csv")
    with open(path, "w", encoding="utf-8", newline="") as f:
        rows = csv.writer(f, lineterminator="\n")
        rows.writerow(["date", "newspaper", "section", "page", "headline", "text"])
        for i in range(60):
            label = LABELS[i % len(LABELS)]
            day = f"2021-{1 + i // 28:02d}-{1 + i % 28:02d}"
            text = f"{label} was seen on day {i}. Then {LABELS[(i * 7) % len(LABELS)]} and {TERMS[i % len(TERMS)]} came {i}."
            rows.writerow([day, LABELS[2] if i % 2 else "The Pilot", label, str(i % 4), f"{label} {i}", text])
    return path


def run(program, args):
    done = subprocess.run([program, *args, "--quiet"], capture_output=True, timeout=300)
    expect(f"{args}: exit {done.returncode}: {done.stderr[-500:]!r}", done.returncode in (0, 3))
    text = done.stdout.decode("utf-8")
    bad = [hex(ord(c)) for c in set(text) if ord(c) < 0x20 and c not in "\n\t\x07\x1b"]
    expect(f"{args}: control characters {bad} that nobody gave", not bad)
    return text


def plain(value):
    """A value as CSV and TSV have it."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def same(cell, value, kind):
    if kind in ("array", "object"):
        return (json.loads(cell) if cell else None) == value
    if kind in ("number", "integer"):
        return (cell == "") == (value is None) and (cell == "" or float(cell) == float(value))
    return cell == plain(value)


def tsv_cells(line):
    out = []
    for field in line.split("\t"):
        text, at = "", 0
        while at < len(field):
            escaped = field[at] == "\\"
            text += {"t": "\t", "n": "\n", "r": "\r", "\\": "\\"}[field[at + 1]] if escaped else field[at]
            at += 2 if escaped else 1
        out.append(text)
    return out


def compare(where, lines, names, kinds, data):
    global cells
    expect(f"{where}: header", lines[:1] == [names])
    expect(f"{where}: {len(lines) - 1} rows for {len(data)}", len(lines) - 1 == len(data))
    for line, row in zip(lines[1:], data):
        fine = len(line) == len(names) and all(same(c, row[n], k) for c, n, k in zip(line, names, kinds))
        cells += len(names)
        expect(f"{where}: {line} is not {row}", fine)


def check(program, args, folder, number):
    report = json.loads(run(program, [*args, "--format", "json"]), parse_constant=lambda c: expect(f"{args}: {c}", False))
    resources = report.get("resources", [report])
    package = os.path.join(folder, str(number)) + "/"
    run(program, [*args, "-o", package])
    for r in resources:
        names = [f["name"] for f in r["schema"]["fields"]]
        kinds = [f["type"] for f in r["schema"]["fields"]]
        where = f"{' '.join(args)} {r['name']}"
        with open(os.path.join(package, r["name"] + ".csv"), encoding="utf-8", newline="") as f:
            compare(where + " folder", list(csv.reader(f, strict=True)), names, kinds, r["data"])
        flat = [*args, "--table", r["name"], "--format"]
        text = run(program, [*flat, "csv"])
        compare(where + " csv", list(csv.reader(io.StringIO(text, newline=""), strict=True)), names, kinds, r["data"])
        text = run(program, [*flat, "tsv"])
        compare(where + " tsv", [tsv_cells(line) for line in text.split("\n")[:-1]], names, kinds, r["data"])
        if args[0] != "articles":  # its ndjson is another thing
            rows = [json.loads(line) for line in run(program, [*flat, "ndjson"]).split("\n")[:-1]]
            expect(f"{where} ndjson: other rows", rows == r["data"])
    return report


def main(program):
    with tempfile.TemporaryDirectory() as folder:
        path = write_corpus(folder)
        terms = [x for t in TERMS for x in ("-t", t)]
        commands = [
            ["articles"], ["articles", "--lines", "--rejects"], ["articles", "--check"], ["tokens"], ["freq"],
            ["freq", *terms, "--measures", "all"], ["freq", "--vocabulary", "--by", "week"], ["freq", "--ngram", "2"],
            ["freq", "--keywords", "--measures", "all", "--stop", "en", "--by", "month", "--min-count", "1"],
            ["cooc", *terms], ["cooc", "--network", "--nodes", "30", "--disparity", "1"],
            ["cooc", "--network", *terms, "--context", "sentence"], ["kwic", *terms],
            ["trend", *terms, "--split", "section", "--by", "week"], ["scan", "--by", "day", "--min-count", "2"],
            ["compare", "--a", "date=2021-01", "--b", "date=2021-02"],
            ["compare", "--each", "week", "--measures", "all", "--top", "9"],
            ["reuse"], ["newwords", "--min-count", "2"], ["variants", *terms],
        ]
        for number, command in enumerate(commands):
            report = check(program, [*command, path], folder, number)
            if command == ["articles"]:
                data = {a["headline"] for a in report["resources"][0]["data"]}
                for label in LABELS[1:2] + LABELS[5:11]:  # no mark of theirs is touched
                    expect(f"the headline {label!r} is there", any(h and h.startswith(label + " ") for h in data))
        matrix = os.path.join(folder, "matrix/")
        run(program, ["freq", "--matrix", "-o", matrix, path])
        with open(os.path.join(matrix, "matrix_terms.csv"), encoding="utf-8", newline="") as f:
            expect("a term of 200 letters in the matrix", any(r[1] == "x" * 200 for r in csv.reader(f, strict=True)))
    print(f"{cells} cells, {len(failures)} failures")
    return 1 if failures else 0


if len(sys.argv) != 2:
    print(__doc__.strip(), file=sys.stderr)
    sys.exit(2)
sys.exit(main(sys.argv[1]))
