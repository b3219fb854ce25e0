#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# The same input gives the same bytes: for any number of threads, any order of the paths, any place of the corpus, any
# locale and time zone, and in a second run.
#
# usage: GUANLAN=PROGRAM sh tests/property/same_bytes.sh
set -u
cd -- "$(dirname -- "$0")/../.." || exit 1
out=$(mktemp -d) || exit 1
trap 'rm -rf "$out"' EXIT
sample=$PWD/corpora/sample
failed=0
count=0

# same WHAT NAME: out/NAME is what out/one is.
same() {
    count=$((count + 1))
    if ! cmp -s "$out/one" "$out/two" || ! [ -s "$out/one" ]; then
        echo "other bytes: $1"
        diff "$out/one" "$out/two" | head -n 6 | cut -c1-300
        failed=1
    fi
}

check() {
    "$GUANLAN" "$@" --quiet --threads 1 "$sample" >"$out/one"
    for threads in 2 5; do
        "$GUANLAN" "$@" --quiet --threads $threads "$sample" >"$out/two"
        same "guanlan $* with $threads threads"
    done
}

check trend -t 数字乡村 -t ferry --split section --measures all
check freq --top 2000
check cooc -t 数字乡村 -t 便民服务 --context sentence
check kwic -t 便民服务 --sample 40 --sort right
check cooc --network --nodes 300
check newwords --top 200
check scan --top 200
check variants -t 数字
check freq --vocabulary --by year
check compare --a date=2021 --b date=2023 --top 300
check cooc -t 数字乡村 -t ferry --by month --top 20
check compare --each year --top 100
check reuse
set -- lexicon estimate --quiet --rounds 2
"$GUANLAN" "$@" --threads 1 "$sample" -o "$out/one"
"$GUANLAN" "$@" --threads 3 "$sample/luling" "$sample/yunting" "$sample/ellery" -o "$out/two"
same "estimated frequencies with 3 threads, folders in another order"
"$GUANLAN" report --quiet -t ferry --threads 1 -o "$out/report1/" "$sample"
"$GUANLAN" report --quiet -t ferry --threads 5 -o "$out/report5/" "$sample"
cat "$out"/report1/* >"$out/one"
cat "$out"/report5/* >"$out/two"
same "report with 5 threads"

# What only moves files about must not show: here no issue depends on where it lies, since all three folders stay.
set -- trend -t 数字乡村 -t ferry --quiet
"$GUANLAN" "$@" "$sample" >"$out/one"
"$GUANLAN" "$@" "$sample" >"$out/two"
same "a second run"
"$GUANLAN" "$@" "$sample/yunting" "$sample/ellery" "$sample/luling" >"$out/two"
same "folders in another order"
"$GUANLAN" "$@" "$sample/luling" "$sample" "$sample/luling/page-one-1.txt" >"$out/two"
same "paths that are given twice"
# shellcheck disable=SC2046 # a list of paths without blanks
"$GUANLAN" "$@" $(find "$sample" -name '*.txt' -o -name '*.md' | sort -r) >"$out/two"
same "every file by its name, backwards"
cp -R "$sample" "$out/moved"
"$GUANLAN" "$@" "$out/moved" >"$out/two"
same "a copy elsewhere"
(cd "$sample/.." && "$GUANLAN" "$@" ./sample/../sample) >"$out/two"
same "a relative path"
for locale in C C.UTF-8 de_DE.UTF-8 tr_TR.UTF-8 zh_CN.GB18030; do
    LC_ALL=$locale TZ=Pacific/Kiritimati "$GUANLAN" "$@" "$sample" >"$out/two"
    same "locale $locale"
done
echo "same bytes: $count comparisons"
exit $failed
