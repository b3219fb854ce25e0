#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# Runs the recipes of reports/README.md: every block of sh, in a folder of its own. A recipe whose tool or library is
# missing is skipped, and said so. Those that sum a table up must agree.
#
# usage: GUANLAN=PROGRAM sh tests/check_recipes.sh
set -u
cd -- "$(dirname -- "$0")/.." || exit 1
root=$PWD
out=$(mktemp -d) || exit 1
trap 'rm -rf "$out"' EXIT
mkdir "$out/bin" "$out/blocks" "$out/run"
ln -s "$(cd -- "$(dirname -- "$GUANLAN")" && pwd)/${GUANLAN##*/}" "$out/bin/guanlan"
ln -s "$root/reports" "$root/corpora" "$out/run/"
[ ! -d tests/node/node_modules ] || ln -s "$root/tests/node/node_modules" "$out/run/"
# python3 is the first that has pandas.
for python in python3 /usr/bin/python3; do
    if "$python" -c "import pandas" 2>/dev/null; then
        ln -s "$(command -v "$python")" "$out/bin/python3"
        break
    fi
done
PATH=$out/bin:$PATH
export PATH
awk -v out="$out/blocks" '/^```sh$/ { n++; on = 1; next } /^```$/ { on = 0 } on { print > sprintf("%s/%02d.sh", out, n) }' \
    reports/README.md
cd "$out/run" || exit 1
failed=0
run=0
skipped=0
for block in "$out"/blocks/*.sh; do
    tool=$(sed -n '1s/ .*//p' "$block")
    if ! command -v "$tool" >/dev/null 2>&1; then
        echo "skipped: $tool is not installed: $(head -n 1 "$block")"
        skipped=$((skipped + 1))
        continue
    fi
    timeout -s KILL 120 sh -e "$block" >"$out/said" 2>"$out/errors" </dev/null
    status=$?
    if [ $status = 77 ]; then
        echo "$(cat "$out/said"): $(head -n 1 "$block")"
        skipped=$((skipped + 1))
    elif [ $status != 0 ]; then
        echo "exit status $status: $(cat "$block")"
        cat "$out/said" "$out/errors"
        failed=1
    else
        run=$((run + 1))
        tail -n 1 "$out/said" | sed "s|^|$tool: |"
        grep -h '^rows ' "$out/said" >>"$out/rows"
        grep -h '^docs ' "$out/said" >>"$out/docs"
    fi
done
# The same table, read by different tools, has the same rows, gaps and hits.
for kind in rows docs; do
    if [ "$(sort -u "$out/$kind" | grep -c .)" -gt 1 ]; then
        echo "the tools do not agree:"
        cat "$out/$kind"
        failed=1
    fi
done
# What was drawn is a picture with lines in it; what was written can be read.
for picture in *.svg; do
    [ -s "$picture" ] || continue
    grep -q '<path' "$picture" || {
        echo "$picture has no line"
        failed=1
    }
    if command -v xmllint >/dev/null && ! xmllint --noout --nonet "$picture" 2>/dev/null; then
        echo "$picture is no XML"
        failed=1
    fi
done
for file in trend_ggplot.png trend.parquet; do
    [ ! -e "$file" ] || [ -s "$file" ] || {
        echo "$file is empty"
        failed=1
    }
done
for file in network.gexf network.graphml; do
    [ -s "$file" ] || {
        echo "$file was not written"
        failed=1
    }
    if command -v xmllint >/dev/null &&
        ! xmllint --noout --nonet --schema "$root/tests/graph/${file##*.}.xsd" "$file" 2>/dev/null; then
        echo "$file is not valid"
        failed=1
    fi
done
echo "$run recipes, $skipped skipped"
exit $failed
