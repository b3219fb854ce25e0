# SPDX-License-Identifier: GPL-3.0-or-later
"""Cuts sentences that were cut by hand, and asks for a least F1 over word spans.

usage: check_words.py PROGRAM SENTENCES LEAST [--show]

--show lists where the two differ. SENTENCES: a line a sentence, blanks between words, comments begin with #.
"""
import subprocess
import sys


def spans(words):
    ends, at = set(), 0
    for word in words:
        ends.add((at, at + len(word)))
        at += len(word)
    return ends


def main():
    program, path, least = sys.argv[1:4]
    with open(path, encoding="utf-8") as lines:
        gold = [line.split() for line in lines if not line.startswith("#")]
    text = "".join("".join(words) + "\n" for words in gold)
    cut = subprocess.run([program, "tokens", "--plain"], input=text.encode(), stdout=subprocess.PIPE, check=True)
    found = [line.split() for line in cut.stdout.decode().splitlines()]
    if len(found) != len(gold):
        sys.exit("other lines come out than went in")
    n_gold = n_found = n_both = 0
    for ours, theirs in zip(gold, found):
        a, b = spans(ours), spans(theirs)
        n_gold, n_found, n_both = n_gold + len(a), n_found + len(b), n_both + len(a & b)
        if "--show" in sys.argv and a != b:
            print("-", " ".join(ours))
            print("+", " ".join(theirs))
    score = 2 * n_both / (n_gold + n_found)
    print(f"words: F1 {score:.4f}, recall {n_both / n_gold:.4f}, precision {n_both / n_found:.4f}, least {least}")
    sys.exit(score < float(least))


if __name__ == "__main__":
    main()
