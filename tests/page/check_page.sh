#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# The page of a report in a browser: drawn without a fault, without a request, in any time zone, for every reader.
#
# usage: GUANLAN=PROGRAM sh tests/page/check_page.sh [SCREENSHOTS]     (a folder that pictures of it go into)
set -u
here=$(cd -- "$(dirname -- "$0")" && pwd)
cd -- "$here/../.." || exit 1
for tool in node chromium; do
    command -v $tool >/dev/null 2>&1 || {
        echo "skipped: $tool is not installed"
        exit 77
    }
done
[ -d tests/page/node_modules/playwright-core ] || {
    echo "skipped: playwright-core is not installed (sh tests/setup.sh test)"
    exit 77
}
out=$(mktemp -d) || exit 1
trap 'rm -rf "$out"' EXIT

"$GUANLAN" report -t 数字乡村 -t 低温冻害 -t 夜间经济 -t 防汛值守 -t 便民服务 -t 皮影戏 --a date=2021 --b date=2023 --by month --quiet \
    -o "$out/report/" corpora/sample
[ $? -eq 3 ] || exit 1
if ! grep -q vegaEmbed "$out/report/index.html"; then
    echo "skipped: the program was built without the drawing library"
    exit 77
fi
# every other command, so that every chart is drawn
other() {
    name=$1
    shift
    "$GUANLAN" "$@" --quiet corpora/sample >"$out/$name.json"
    status=$?
    { [ $status -eq 0 ] || [ $status -eq 3 ]; } && "$GUANLAN" plot "$out/$name.json" --language zh -o "$out/$name.html" || {
        echo "plot of $name failed"
        exit 1
    }
}
other trend-day trend -t 数字乡村 -t 便民服务 --by day
other trend-split trend -t 数字乡村 --split paper --by quarter
other compare-each compare --each quarter --measures all --top 20
other network cooc --network --nodes 150
other freq freq --top 300
other scan scan --top 10
other vocabulary freq --vocabulary --by quarter
other keywords freq --keywords --by year --top 20
other reuse reuse
other newwords newwords --top 30
other variants variants -t 数字乡村 --top 20
other articles articles
other check articles --check --format json
other kwic kwic -t 皮影戏
node tests/page/make_hostile.js "$out" && "$GUANLAN" plot "$out/hostile.json" -o "$out/hostile.html" &&
    "$GUANLAN" plot "$out/nulls.json" -o "$out/nulls.html" && "$GUANLAN" plot "$out/large.json" -o "$out/large.html" || exit 1
GUANLAN_SHARE=$out "$GUANLAN" plot "$out/freq.json" -o "$out/tables.html" 2>"$out/said"
grep -q "tables and no charts" "$out/said" || {
    echo "a page without charts says nothing of it"
    exit 1
}
node tests/page/check_page.js "$out" "${1:-}"
