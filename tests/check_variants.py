#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Changes every input of every case in tests/oracle to what it should not be (nothing, one, zeros, ties, negative, vast,
NaN, the wrong kind) and lets `guanlan calc --oracle` compute them: each must be answered by numbers, by null with a
reason, or by an error that says what is wrong, and the program must live.

usage: check_variants.py PROGRAM FILE...
"""
import copy
import json
import subprocess
import sys
import tempfile

WHOLE = [0, 1, 2, 2**32 + 5, 2**53, 2**53 + 2, "18446744073709551615", -1, 1.5, None, "NaN", "", [], {}]
REAL = [0, 1, -1.5, 1e-300, 1e300, None, "Infinity", "NaN", "x", []]


def variants(value):
    if isinstance(value, int):
        return WHOLE + [value + 1, value * 1000]
    if isinstance(value, float):
        return REAL + [value * 3]
    if isinstance(value, str):
        return ["", "a", "a " * 50, value + " " + value, 7, None]
    if isinstance(value, dict):
        return [{}, dict(list(value.items())[:1]), None]
    if not isinstance(value, list) or not value:
        return [None]
    out = [[], value[:1], value[:2], value + value, [value[0]] * len(value), value[:-1] + [None], value[:-1] + ["NaN"], 3]
    if all(isinstance(v, (int, float)) for v in value):
        out += [[0] * len(value), value[::-1], [v * 10**6 for v in value], [-v for v in value], [v / 2 for v in value]]
        out += [[0] * (len(value) - 1) + [3], [2**60] * len(value)]
    if all(isinstance(v, list) for v in value):
        out += [[[0] * len(v) for v in value], value[:-1] + [[]]]
    return out


def changed(case):
    inputs = case["inputs"]
    for name in inputs:
        for value in variants(inputs[name]):
            yield dict(case, inputs=dict(copy.deepcopy(inputs), **{name: value}))
    for n in range(4):  # all lists of one length, so that they still fit each other
        yield dict(case, inputs={k: v[:n] if isinstance(v, list) else v for k, v in inputs.items()})
    yield dict(case, inputs={})


def is_answer(line):
    answer = json.loads(line)
    if "skipped" in answer:
        return True
    numbers = all(f["got"] is None or isinstance(f["got"], (int, float)) for f in answer["fields"].values())
    reason = answer["status"] not in (None, "", "error") or answer.get("error")
    return isinstance(answer["pass"], bool) and numbers and bool(reason)


def main(program, files):
    failed, total = 0, 0
    for name in files:
        with open(name, encoding="utf-8") as f:
            cases = [c for case in json.load(f)["cases"] for c in changed(case)]
        with tempfile.NamedTemporaryFile("w", suffix=".json") as out:
            json.dump({"cases": cases}, out)
            out.flush()
            run = subprocess.run([program, "calc", "--oracle", out.name], capture_output=True, text=True, timeout=500)
        lines = run.stdout.splitlines()
        wrong = [i for i, line in enumerate(lines) if not is_answer(line)]
        total += len(lines)
        if run.returncode not in (0, 1) or len(lines) != len(cases) or wrong:
            failed += 1
            print(f"{name}: exit {run.returncode}, {len(lines)} of {len(cases)} answered, {len(wrong)} wrongly")
            print(run.stderr[-2000:])
            for i in [len(lines)] * (len(lines) < len(cases)) + wrong[:5]:
                print(json.dumps({k: cases[i][k] for k in ("id", "inputs")})[:1000])
    print(f"{total} variants")
    return 1 if failed else 0


if len(sys.argv) < 3:
    print(__doc__.strip(), file=sys.stderr)
    sys.exit(2)
sys.exit(main(sys.argv[1], sys.argv[2:]))
