#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# Validates a report of every command, in every shape that validate_report.py reads.
#
# usage: GUANLAN=PROGRAM sh tests/check_reports.sh
set -u
cd -- "$(dirname -- "$0")/.." || exit 1
command -v python3 >/dev/null || {
    echo "skipped: python3 is not installed"
    exit 77
}
out=$(mktemp -d) || exit 1
trap 'rm -rf "$out"' EXIT
sample=corpora/sample
failed=0
jsons=

# Every table of a report stands in its command's help (standard input), by which --table is checked beforehand.
listed='
import json, re, sys
said = re.search(r"\ntables .*?:\n(.*?)\n\n", sys.stdin.read(), re.S)
said = set(re.findall(r"[a-z_]+", said.group(1)))
report = json.load(open(sys.argv[1], encoding="utf-8"))
missing = {t["name"] for t in report.get("resources", [report])} - said
sys.exit("tables that the help does not list: " + ", ".join(sorted(missing)) if missing else 0)
'

# check NAME OPTION...: writes NAME and validates it; done with rejects (3) is fine.
check() {
    name=$1
    shift
    "$GUANLAN" "$@" --quiet -o "$out/$name"
    status=$?
    if [ $status != 0 ] && [ $status != 3 ]; then
        echo "exit status $status: guanlan $*"
        failed=1
        return
    fi
    said=$(python3 tests/validate_report.py "$out/$name")
    status=$?
    [ $status != 77 ] || {
        echo "$said"
        exit 77
    }
    case $name in
    *.json)
        jsons="$jsons $out/$name"
        "$GUANLAN" help "$1" | python3 -c "$listed" "$out/$name" || failed=1
        ;;
    esac
    echo "guanlan $*: $(echo "$said" | sed "s|$out/||g")"
    [ $status = 0 ] || failed=1
}

check articles.json articles $sample
check lines.json articles --lines --rejects $sample
check articles.ndjson articles --lines --rejects --format ndjson $sample
check explained.json articles --lines --explain $sample/luling
check explained.ndjson articles --lines --explain --temporal --format ndjson $sample
check check.json articles --check --calendar daily --format json $sample
check check/ articles --check $sample
check tokens.json tokens $sample/luling/20210316.md
check freq.json freq --top 200 $sample
check freq-terms.json freq -t 数字乡村 -t 没有这个词 --match word $sample
check freq-all.json freq --top 20 --measures all $sample
check cooc-all.json cooc -t 数字乡村 --top 20 --measures all $sample
check cooc.json cooc -t 数字乡村 -t ferry -t 没有这个词 $sample
check cooc-periods.json cooc -t ferry -t 没有这个词 --by year $sample
check cooc-article.json cooc -t ferry --context article --top 50 $sample
check cooc-pairs.json cooc -t ferry --counting pairs --top 50 $sample
check kwic.json kwic -t 便民服务 -t 没有这个词 $sample
check sheet.json kwic -t 数字乡村 -t 没有这个词 --sample 20 --by year --coding-sheet "$out/sheet.csv" $sample
sed -e '2,12s/^""/1/' -e '13,19s/^""/0/' "$out/sheet.csv" >"$out/judged.csv"
sed -e '2,11s/^""/1/' -e '12,19s/^""/0/' "$out/sheet.csv" >"$out/second.csv"
check coded.json kwic --coded "$out/judged.csv" --coded "$out/second.csv"
check trend-coded.json trend -t 数字乡村 --by month --calendar daily --coded "$out/judged.csv" $sample
check trend.json trend -t 数字乡村 -t 低温冻害 -t 没有这个词 $sample
check trend-all.json trend -t 便民服务 -t ferry --by week --split paper --measures all --full-precision $sample
check trend-event.json trend -t 夜间经济 -t 低温冻害 -t 没有这个词 --event 2022-05-01:lamps --event 1999-01-01:before $sample
check trend-tiers.json trend -t 低温冻害 -t 没有这个词 --by year --tiers people-daily $sample
check trend-controls.json trend -t 数字乡村 -t 没有这个词 --controls --weight reprint --split agency $sample
check trend-calendar.json trend -t ferry --split paper --calendar weekdays --measures all $sample
check trend-issue.json trend -t ferry --by issue $sample/ellery/vol135-no01.txt
check scan.json scan --top 5 $sample
check scan-day.json scan --by day --since 2023 $sample
check scan-watch.json scan --watch --by month --to 2022-01-31 $sample
check scan-terms.json scan --terms tests/golden/data/terms/ferries.yaml $sample/ellery
check compare.json compare --a date=2021 --b date=2023 --top 100 $sample
check compare-one.json compare --a date=2021-01-01 --b date=2021-02-05 -t ferry -t broadband $sample
check compare-all.json compare --a date=2021 --b date=2023 --top 20 --measures all $sample
check compare-each.json compare --each year --against rest --top 5 --measures all $sample
check compare-year.json compare --each month --against year --top 5 $sample
check network.json cooc --network --nodes 60 --measures all --bootstrap 20 $sample
check network-window.json cooc --network --context window --window 3 --nodes 60 --bootstrap 5 $sample
check network-sentence.json cooc --network --context sentence --a date=2021 --b date=2023 --nodes 40 $sample
check network-change/ cooc --network --nodes 40 --a date=2021 --b date=2023 $sample
check network-none.json cooc --network -t 没有这个词 $sample
check matrix/ freq --matrix --min-count 5 $sample
check vocabulary.json freq --vocabulary --by year $sample
check keywords.json freq --keywords --by year --top 5 $sample
check keyphrases.json freq --keywords --measures all --stop zh,en --by year --top 5 $sample
check trend-weight.json trend -t 无偿献血 --weight reprint $sample
check reuse.json reuse $sample
check newwords.json newwords --by quarter --top 20 $sample
check emerging.json newwords --emerging 2022-05-01 --min-cohesion 8 $sample/yunting
check newwords-none.json newwords --min-count 999999 $sample/luling
check variants.json variants -t 数字乡村 -t ferry -t 没有这个词 $sample
check terms.json freq --terms tests/golden/data/terms/ferries.yaml $sample/ellery
check package/ trend -t 皮影戏 --by quarter $sample
check report/ report -t 数字乡村 -t broadband --a date=2021 --b date=2023 $sample
check report-one/ report -t 没有这个词 $sample/ellery
python3 tests/validate_report.py "$out/report/report.json" || failed=1
"$GUANLAN" trend --quiet -t ferry --format ndjson $sample >"$out/trend.ndjson"
python3 tests/validate_report.py --table trend "$out/trend.ndjson" || failed=1

# A second validator, of other people again, which also audits the schemas (ajv, sh tests/setup.sh test).
if [ -d tests/node/node_modules/ajv ] && command -v node >/dev/null; then
    # shellcheck disable=SC2086 # names without spaces
    node tests/node/validate.js $jsons "$out/articles.ndjson" "$out/report/report.json" | sed "s|$out/||g"
    node tests/node/validate.js $jsons "$out/articles.ndjson" "$out/report/report.json" >/dev/null || failed=1
    node tests/node/reject.js "$out/trend.json" || failed=1
else
    echo "not run: ajv is not installed"
fi
exit $failed
