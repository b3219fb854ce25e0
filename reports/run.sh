#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# Builds guanlan and makes a keyword trend report and a comparison of issues by date, as data, pages and pictures.
#
#     sh reports/run.sh                  on corpora/sample, into reports/sample/
#     sh reports/run.sh FOLDER TERM...   on your own folder, into reports/out/NAME/
#
# Installs what is missing on a Debian 12 machine (as root or with sudo), else names it.
set -eu

here=$(cd "$(dirname "$0")/.." && pwd)
case ${1:-} in
-h | --help)
    sed -n '3,8s/^# \{0,1\}//p' "$0"
    exit 0
    ;;
esac
if [ $# -eq 1 ]; then
    echo "reports/run.sh: name at least one term behind the folder: sh reports/run.sh FOLDER TERM..." >&2
    exit 2
fi
if [ $# -gt 1 ] && [ ! -e "$1" ]; then
    echo "reports/run.sh: $1: there is no such folder" >&2
    exit 2
fi

sh "$here/tests/setup.sh" report
build=$here/build/release
echo "Building guanlan (release) ..."
(cd "$here" && cmake --preset release -DGUANLAN_TESTS=OFF >"$here/build.log.tmp" 2>&1 &&
    cmake --build --preset release --parallel "$(nproc)" --target guanlan page >>"$here/build.log.tmp" 2>&1) || {
    cat "$here/build.log.tmp" >&2
    rm -f "$here/build.log.tmp"
    echo "reports/run.sh: the build failed, see above" >&2
    exit 1
}
rm -f "$here/build.log.tmp"
guanlan=$build/guanlan

# Runs guanlan; status 3 (done, with rejects) is a success: what was refused was told.
run() {
    status=0
    "$guanlan" "$@" || status=$?
    [ $status -eq 0 ] || [ $status -eq 3 ] || exit $status
}

# The first text value of a key in a report.
value() {
    sed -n "s/.*\"$2\":\"\([0-9-]*\)\".*/\1/p" "$1" | head -n 1
}

if [ $# -eq 0 ]; then
    corpus=$here/corpora/sample
    out=$here/reports/sample
    set -- 数字乡村 低温冻害 夜间经济 防汛值守 便民服务 皮影戏
else
    corpus=$1
    out=$here/reports/out/$(basename "$(cd "$(dirname "$1")" && pwd)/$(basename "$1")")
    shift
fi
mkdir -p "$out"
data=$out/data
mkdir -p "$data"

# make NAME COMMAND OPTION...: what another command finds, as JSON and as a page.
make() {
    name=$1
    shift
    status=0
    "$guanlan" "$@" --quiet -o "$data/$name.json" "$corpus" || status=$?
    if [ $status -eq 0 ] || [ $status -eq 3 ]; then
        "$guanlan" plot "$data/$name.json" -o "$out/$name.html"
    else
        rm -f "$data/$name.json"
    fi
}

# picture REPORT CHART: draws it where the report allows such a chart and node is there.
picture() {
    [ ! -f "$1" ] || "$guanlan" plot "$1" --chart "$2" --language zh -o "$pictures/$2.svg" || true
}

for term in "$@"; do
    set -- "$@" -t "$term"
    shift
done
run report "$@" --by month -o "$out/trend/" "$corpus"

# The comparison: the first year against the last; within one year its first half against its second.
from=$(value "$out/trend/datapackage.json" from)
to=$(value "$out/trend/datapackage.json" to)
a=${from%%-*}
b=${to%%-*}
if [ -n "$a" ] && [ "$a" = "$b" ]; then
    b="$a-07..$a-12"
    a="$a-01..$a-06"
fi
compared=no
if [ -n "$a" ] && [ "$from" != "$to" ]; then
    run compare --quiet --a "date=$a" --b "date=$b" --top 500 -o "$out/compare/" "$corpus"
    make compare compare --a "date=$a" --b "date=$b" --top 500
    compared=yes
fi
make network cooc --network --nodes 150
make dispersion freq --top 300
make similarity compare --each quarter --measures all --top 20
make calendar trend "$@" --by day

pictures=$out/pictures
mkdir -p "$pictures"
for chart in trend multiples heat bump; do
    picture "$out/trend/report.json" $chart
done
[ $compared = no ] || picture "$data/compare.json" volcano
[ $compared = no ] || picture "$data/compare.json" keyness
for chart in network dispersion similarity calendar; do
    picture "$data/$chart.json" $chart
done

echo
echo "The keyword trend report: $out/trend/index.html (report.json holds all of it; trend.csv, trend_tests.csv, ...)"
if [ $compared = yes ]; then
    echo "The comparison of $a with $b: $out/compare.html, $out/compare/ (compare.csv, compare_summary.csv)"
else
    echo "No comparison: the issues have no two dates to be compared."
fi
echo "Further pages: $out/*.html; pictures: $pictures/"
if [ "$corpus" = "$here/corpora/sample" ]; then
    echo "The same with your own issues: sh reports/run.sh FOLDER TERM..."
fi
