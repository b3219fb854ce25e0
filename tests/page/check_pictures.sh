#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# Reports as pictures: SVG, PNG and PDF through node and rsvg-convert, and through gnuplot; what is said without them.
#
# usage: GUANLAN=PROGRAM sh tests/page/check_pictures.sh
set -u
cd -- "$(dirname -- "$0")/../.." || exit 1
command -v node >/dev/null 2>&1 || {
    echo "skipped: node is not installed"
    exit 77
}
out=$(mktemp -d) || exit 1
trap 'rm -rf "$out"' EXIT
failed=0
fail() {
    echo "$*"
    failed=1
}

"$GUANLAN" trend -t 数字乡村 -t 低温冻害 --quiet corpora/sample >"$out/trend.json"
node tests/page/make_hostile.js "$out"
TZ=Pacific/Honolulu "$GUANLAN" plot "$out/trend.json" -o "$out/trend.svg" 2>"$out/said" || {
    if grep -q "without the drawing library" "$out/said"; then
        echo "skipped: the program was built without the drawing library"
        exit 77
    fi
    cat "$out/said"
    exit 1
}
# the first month is the first month, labels are whole, and the same report gives the same bytes anywhere
grep -q '>2021-01<' "$out/trend.svg" && ! grep -q '>2020-1' "$out/trend.svg" || fail "the first month is not 2021-01"
grep -q '>数字乡村<' "$out/trend.svg" && grep -q '>低温冻害<' "$out/trend.svg" || fail "a label is cut"
TZ=Asia/Shanghai "$GUANLAN" plot "$out/trend.json" -o "$out/again.svg" && cmp "$out/trend.svg" "$out/again.svg" || fail "other bytes"
for chart in trend multiples heat bump calendar; do
    for report in hostile nulls; do
        "$GUANLAN" plot "$out/$report.json" --chart $chart -o "$out/$report-$chart.svg" || fail "$report: $chart"
    done
done
if command -v rsvg-convert >/dev/null 2>&1; then
    for svg in "$out"/*.svg; do # well-formed, whatever the labels hold
        rsvg-convert "$svg" >/dev/null || fail "$svg is no SVG"
    done
    "$GUANLAN" plot "$out/trend.json" --chart heat -o "$out/heat.png" && "$GUANLAN" plot "$out/trend.json" -o "$out/trend.pdf" &&
        [ "$(head -c 4 "$out/trend.pdf")" = %PDF ] && [ "$(head -c 4 "$out/heat.png" | tail -c 3)" = PNG ] || fail "png or pdf"
fi
if command -v gnuplot >/dev/null 2>&1; then
    for report in trend hostile; do
        "$GUANLAN" plot "$out/$report.json" --format gnuplot >"$out/$report.gp" && gnuplot "$out/$report.gp" >"$out/$report-gp.svg" 2>"$out/said" &&
            grep -q '</svg>' "$out/$report-gp.svg" || fail "gnuplot: $report: $(cat "$out/said")"
    done
fi
mkdir "$out/bin"
PATH=$out/bin "$GUANLAN" plot "$out/trend.json" -o "$out/none.svg" 2>"$out/said" && fail "a picture without node"
grep -q "apt-get install nodejs" "$out/said" && [ ! -e "$out/none.svg" ] || fail "without node: $(cat "$out/said")"
ln -s "$(command -v node)" "$out/bin/node"
PATH=$out/bin "$GUANLAN" plot "$out/trend.json" -o "$out/none.png" 2>"$out/said" && fail "a PNG without rsvg-convert"
grep -q "apt-get install librsvg2-bin" "$out/said" && [ ! -e "$out/none.png" ] || fail "without rsvg-convert: $(cat "$out/said")"
GUANLAN_SHARE=$out "$GUANLAN" plot "$out/trend.json" -o "$out/none.svg" 2>"$out/said" && fail "a picture without the library"
grep -q "format gnuplot" "$out/said" || fail "without the library: $(cat "$out/said")"
[ $failed = 0 ] && echo "pictures: all drawn"
exit $failed
