#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Makes lexicon.tsv and fold.tsv, guanlan's Chinese word list, from what Debian ships and additions.tsv.

usage: make_lexicon.py [--out FOLDER] [--jieba DICT] [--additions FILE] [--set NAME=NUMBER ...]

Sources (README.md says more, LICENSES.md has the licences):
  i  ICU's Chinese/Japanese break dictionary, read out of libicudata by extract_icu.cc; its Chinese part only
  j  jieba's dict.txt
  o  additions.tsv, our own

What happens, in this order:
  1. Words are grouped by their folded form (each character through fold.tsv), so that a word has one
     frequency whichever script it is written in. A program that folds text before looking words up can
     fold the lexicon too and take any of a group's frequencies: they are equal.
  2. The Japanese part of ICU's dictionary is left out (see chinese_part).
  3. Frequencies come on one scale, jieba's counts (see merged_frequency).
  4. Words of three characters and more that are sums of their parts are left out (see cohesive).
  5. Single characters are all kept.
"""
import argparse
import collections
import math
import os
import re
import subprocess
import sys
import tempfile

HERE = os.path.dirname(os.path.abspath(__file__))
JIEBA = "/usr/lib/python3/dist-packages/jieba/dict.txt"
HAN = re.compile("[\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0002fa1f]+")
MAX_CHARACTERS = 16

# README.md says what each does to a segmentation score.
SETTINGS = {
    "icu_scale": 9.0,      # ICU's cost / this = -ln of the probability
    "icu_weight": 0.6,     # ICU's share in the geometric mean with jieba's count
    "icu_only": 0.1,       # factor on the frequency of words that only ICU has
    "icu_only_bits": 6.0,  # and the cohesion they need, whatever their length
    "bayes": 2.0,          # how much likelier Chinese than Japanese, in nats, a word in doubt must be
    "bits_3": 8.0,         # the cohesion that words of 3, 4, and 5 or more characters need
    "bits_4": 12.0,
    "bits_5": 16.0,
    "part": 20.0,          # the frequency that parts of a name of 5 characters or more need to stand alone
    "bits_closed": 2.0,    # the same for long words of the closed classes
}
CLOSED_CLASSES = {"r", "d", "c", "p"}  # jieba's tags of pronouns, adverbs, conjunctions, prepositions


def stop(message):
    sys.exit("make_lexicon.py: " + message)


def run_extractor(work):
    """ICU's dictionary, folding table and version, as lists of [left, right]."""
    program = os.path.join(work, "extract_icu")
    command = ["g++", "-std=c++17", "-O1", "-o", program, os.path.join(HERE, "extract_icu.cc"),
               "-licui18n", "-licuuc", "-licudata"]
    try:
        built = subprocess.run(command, stderr=subprocess.PIPE, text=True, check=False)
    except FileNotFoundError:
        stop("no g++: install Debian's packages g++ and libicu-dev")
    if built.returncode != 0:
        stop("extract_icu.cc does not build (Debian package libicu-dev?):\n" + built.stderr)
    tables = []
    for what in ("cjdict", "fold", "version"):
        text = subprocess.run([program, what], stdout=subprocess.PIPE, check=True).stdout.decode("utf-8")
        tables.append([line.split("\t") for line in text.splitlines()])
    return tables


def read_jieba(path):
    """{word: (count, tag)} of the words that are Han characters only."""
    if not os.path.exists(path):
        stop(path + " is absent: install Debian's package python3-jieba, or say --jieba DICT")
    words = {}
    with open(path, encoding="utf-8") as lines:
        for line in lines:
            word, count, tag = line.split()
            if HAN.fullmatch(word) and len(word) <= MAX_CHARACTERS:
                words[word] = (max(int(count), 1), tag)
    return words


def read_additions(path):
    """{word: (count, tag)}; a mistake in the file stops with its line."""
    words = {}
    with open(path, encoding="utf-8") as lines:
        for number, line in enumerate(lines, 1):
            if line.startswith("#") or not line.strip():
                continue
            columns = line.rstrip("\n").split("\t")
            if len(columns) != 3 or not HAN.fullmatch(columns[0]) or not columns[1].isdigit():
                stop(f"{path}:{number}: not WORD<TAB>FREQUENCY<TAB>TAG with a word of Han characters")
            if columns[0] in words:
                stop(f"{path}:{number}: {columns[0]} stands twice")
            words[columns[0]] = (int(columns[1]), columns[2])
    return words


def folder(pairs):
    table = {ord(a): b for a, b in pairs}
    return lambda word: word.translate(table)


def encodable(word, charset):
    try:
        word.encode(charset)
    except UnicodeEncodeError:
        return False
    return True


def features(word):
    """What tells Chinese from Japanese words: characters, pairs of them, both ends, the length."""
    yield "^" + word[0]
    yield word[-1] + "$"
    yield len(word)
    yield from word
    yield from (word[i:i + 2] for i in range(len(word) - 1))


def likelier_chinese(chinese, japanese):
    """Naive Bayes over features(): a function that gives a folded word's log odds."""
    ours, theirs = collections.Counter(), collections.Counter()
    for counts, words in ((ours, chinese), (theirs, japanese)):
        for word in words:
            counts.update(features(word))
    prior = math.log(max(len(japanese), 1) / max(len(chinese), 1))
    return lambda word: math.fsum(math.log((ours[f] + 0.5) / (theirs[f] + 0.5)) + prior for f in features(word))


def chinese_part(icu, jieba, fold, threshold):
    """The words of ICU's dictionary that are Chinese.

    The dictionary merges libtabe (Chinese) and IPADIC (Japanese) without a mark. libtabe's words stand
    there in traditional and in simplified characters, IPADIC's only in Japanese ones. So, for words of two
    characters and more: Chinese if jieba has them or if both scripts are there; Japanese if they mix
    characters that neither GB2312 nor Big5 covers as a whole, or have a simplified form that is absent.
    A word that looks the same in all three is in doubt: a classifier learnt from the sure ones decides.
    """
    folded_jieba = {fold(word) for word in jieba}
    forms = collections.Counter(fold(word) for word in icu)
    chinese, japanese, doubt = set(), set(), set()
    for word in icu:
        plain = fold(word)
        if len(word) == 1 or plain in folded_jieba:
            chinese.add(word)
        elif not encodable(word, "gb2312") and not encodable(word, "big5"):
            japanese.add(word)
        elif forms[plain] > 1:
            chinese.add(word)
        elif plain != word:
            japanese.add(word)
        else:
            doubt.add(word)
    odds = likelier_chinese({fold(w) for w in chinese if len(w) > 1}, {fold(w) for w in japanese})
    return {word: icu[word] for word in icu if word in chinese or (word in doubt and odds(word) > threshold)}


def merged_frequency(count, cost, total, settings):
    """One word's frequency on jieba's scale.

    ICU's value is a cost: -ln p times a constant, which is not documented. Over the words that both have,
    the mean of ln(count) falls by about 1/8 a unit of cost between 40 and 130; the line through all of them
    (reduced major axis; jieba has no counts below 2 or 3 to fall to) by 1/10.3. 8, 9 and 10 do equally well.
    A word of both gets the weighted geometric mean of the two. A word that only ICU has gets less than its
    cost says: jieba's much longer list did not want it.
    """
    if cost is None:
        return float(count)
    estimate = total * math.exp(-cost / settings["icu_scale"])
    if count is None:
        return estimate * settings["icu_only"]
    return estimate ** settings["icu_weight"] * count ** (1.0 - settings["icu_weight"])


def best_parts(word, cost):
    """The cheapest way to write word as two or more known words: its bits and the words.

    A character that is no word by itself costs 30 bits.
    """
    n = len(word)
    best = [(0.0, [])] + [(math.inf, [])] * n
    for begin in range(n):
        for end in range(begin + 1, n + (begin > 0)):
            part = word[begin:end]
            bits = cost.get(part, 30.0 if end == begin + 1 else None)
            if bits is not None and best[begin][0] + bits < best[end][0]:
                best[end] = (best[begin][0] + bits, best[begin][1] + [part])
    return best[n]


def cohesive(frequency, tags, only_icu, ours, settings):
    """The words to keep, shorter ones first, as longer ones are measured by those kept.

    A word's cohesion is its pointwise mutual information: log2 of p(word) over the product of its best
    parts' p. Words of 1 and 2 characters stay (those of ICU alone need some), longer ones need more the
    longer they are: below, they are phrases (X+者, X+市, two two-character words) whose parts are better
    counted. The closed classes (为什么, 实际上) need little. Words of 5 characters and more whose parts are
    all words of two and more, and not rare, go in any case: they are names of offices and companies that a
    corpus happened to have (中共|福建|省委). Our own additions always stay.
    """
    total = math.fsum(frequency[word] for word in sorted(frequency))
    needs = {1: -math.inf, 2: -math.inf, 3: settings["bits_3"], 4: settings["bits_4"]}
    cost, dropped = {}, 0
    for word in sorted(frequency, key=lambda w: (len(w), w)):
        bits = math.log2(total / frequency[word])
        need = needs.get(len(word), settings["bits_5"])
        if tags.get(word) in CLOSED_CLASSES:
            need = min(need, settings["bits_closed"])
        if word in only_icu and len(word) > 1:
            need = max(need, settings["icu_only_bits"])
        if word not in ours and need > -math.inf:
            sum_bits, parts = best_parts(word, cost)
            named = len(word) >= 5 and all(len(p) > 1 and frequency[p] >= settings["part"] for p in parts)
            if named or sum_bits - bits < need:
                dropped += 1
                continue
        cost[word] = bits
    return cost, dropped


def build(icu, jieba, own, fold, settings):
    """Rows (word, frequency, tag, sources) and a line of counts."""
    chinese = chinese_part(icu, jieba, fold, settings["bayes"])
    total = sum(count for count, _ in jieba.values())
    counts, costs, tags = collections.Counter(), {}, {}
    for word in sorted(jieba):
        counts[fold(word)] += jieba[word][0]
        tags.setdefault(fold(word), jieba[word][1])
    for word, cost in chinese.items():
        costs[fold(word)] = min(cost, costs.get(fold(word), cost))
    frequency = {word: max(merged_frequency(counts.get(word), costs.get(word), total, settings), 0.5)
                 for word in sorted(counts.keys() | costs.keys())}
    ours = {}
    for word, (count, tag) in own.items():
        ours[fold(word)] = tag
        frequency[fold(word)] = max(count, frequency.get(fold(word), 0))
    for character in sorted({c for word in frequency for c in word}):
        frequency.setdefault(character, 0.5)
    kept, dropped = cohesive(frequency, tags, costs.keys() - counts.keys(), ours, settings)
    rows = []
    for word in chinese.keys() | jieba.keys() | own.keys() | {c for c in frequency if len(c) == 1}:
        plain = fold(word)
        if plain in kept:
            tag = ours.get(plain) or tags.get(plain, "x")
            letters = "".join(s for s, have in (("i", chinese), ("j", jieba), ("o", own)) if word in have)
            rows.append((word, max(1, round(frequency[plain])), tag, letters or "i"))
    weak = [word for word in ours if len(word) > 1 and best_parts(word, kept)[0] <= kept[word]]
    rows.sort(key=lambda row: row[0].encode("utf-8"))
    return rows, {"icu_han": len(icu), "icu_chinese": len(chinese), "jieba_han": len(jieba), "own": len(own),
                  "dropped": dropped, "weak": weak}


HEADER = """\
# guanlan's Chinese lexicon: word<TAB>frequency<TAB>tag<TAB>sources. Made by make_lexicon.py; do not edit.
# Sources: i = ICU {icu} cjdict, Chinese part ({icu_chinese} of {icu_han} Han words); Unicode licence, libtabe and Google BSD.
#          j = jieba dict.txt ({jieba_han} Han words); MIT, Copyright 2012-2017 Sun Junyi.
#          o = additions.tsv ({own} words); CC0-1.0.
# The full notices are in LICENSES.md. Words: {words}; sum of frequencies over folded forms: {total}.
"""
FOLD_HEADER = """\
# Traditional to simplified Chinese, single characters: traditional<TAB>simplified. Made by make_lexicon.py; do not edit.
# From ICU {icu}'s Traditional-Simplified transform applied to each Han character alone (Unicode {unicode}), Unicode
# licence: LICENSES.md. For matching and lookup, not for display: where the right one depends on the word (乾, 著, 藉)
# this is what ICU gives without one. Pairs: {pairs}.
"""


def main():
    parser = argparse.ArgumentParser(description="Makes lexicon.tsv and fold.tsv.")
    parser.add_argument("--out", default=HERE, metavar="FOLDER", help="where the two files go (here)")
    parser.add_argument("--jieba", default=JIEBA, metavar="DICT", help="jieba's dict.txt")
    parser.add_argument("--additions", default=os.path.join(HERE, "additions.tsv"), metavar="FILE")
    parser.add_argument("--set", action="append", default=[], metavar="NAME=NUMBER",
                        help="change one of: " + ", ".join(f"{k}={v:g}" for k, v in SETTINGS.items()))
    arguments = parser.parse_args()
    settings = dict(SETTINGS)
    for change in arguments.set:
        name, _, value = change.partition("=")
        if name not in settings:
            stop("no setting is called " + name)
        settings[name] = float(value)

    jieba = read_jieba(arguments.jieba)
    own = read_additions(arguments.additions)
    with tempfile.TemporaryDirectory() as work:
        cjdict, pairs, version = run_extractor(work)
    icu = {word: int(cost) for word, cost in cjdict if HAN.fullmatch(word) and len(word) <= MAX_CHARACTERS}
    fold = folder(pairs)
    rows, facts = build(icu, jieba, own, fold, settings)
    facts.update(icu=version[0][0], unicode=version[0][1], words=len(rows), pairs=len(pairs),
                 total=sum({fold(row[0]): row[1] for row in rows}.values()))
    with open(os.path.join(arguments.out, "lexicon.tsv"), "w", encoding="utf-8", newline="\n") as out:
        out.write(HEADER.format(**facts))
        out.writelines("\t".join(map(str, row)) + "\n" for row in rows)
    with open(os.path.join(arguments.out, "fold.tsv"), "w", encoding="utf-8", newline="\n") as out:
        out.write(FOLD_HEADER.format(**facts))
        out.writelines(f"{a}\t{b}\n" for a, b in sorted(pairs))
    print("\n".join(f"{name}\t{facts[name]}" for name in ("icu_han", "icu_chinese", "jieba_han", "own", "dropped",
                                                           "words", "total", "pairs")))
    if facts["weak"]:
        print("additions that their own parts would beat, so never found: " + " ".join(sorted(facts["weak"])),
              file=sys.stderr)


if __name__ == "__main__":
    main()
