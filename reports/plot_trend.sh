#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# Draws the series of a trend report: a panel a term, the rate per million tokens with its interval, gaps as gaps.
#
#     sh reports/plot_trend.sh REPORT.json PICTURE.svg [TERM...]
#
# REPORT.json is what `guanlan trend` or `guanlan report` wrote as JSON. Needs jq and gnuplot (Debian: jq, gnuplot-nox).
set -eu

if [ $# -lt 2 ]; then
    sed -n '3,7s/^# \{0,1\}//p' "$0" >&2
    exit 2
fi
for tool in jq gnuplot; do
    command -v $tool >/dev/null 2>&1 || {
        echo "plot_trend.sh: $tool is missing (Debian: apt-get install jq gnuplot-nox)" >&2
        exit 1
    }
done
report=$1
picture=$2
shift 2
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT

# A package holds the table among its resources, a single resource is the table itself.
table='(if .resources then (.resources[] | select(.name == "trend")) else . end).data'
if [ $# -eq 0 ]; then
    jq -r "[$table[].term] | reduce .[] as \$t ([]; if index(\$t) then . else . + [\$t] end) | .[]" "$report" >"$scratch/terms"
else
    printf '%s\n' "$@" >"$scratch/terms"
fi
panels=$(wc -l <"$scratch/terms")
columns=2
rows=$(((panels + columns - 1) / columns))

{
    echo "set terminal svg size 900,$((rows * 210)) font 'sans-serif,12' background '#ffffff'"
    echo "set output '$picture'"
    echo "set multiplot layout $rows,$columns"
    cat <<'GNUPLOT'
set xdata time
set timefmt '%Y-%m-%d'
set format x '%Y'
set xtics 31557600 nomirror
set ytics nomirror
set yrange [0:*]
set border 3 lc rgb '#888888'
set tics textcolor rgb '#444444'
set datafile missing '?'
unset key
GNUPLOT
    n=0
    while IFS= read -r term; do
        n=$((n + 1))
        # a blank line at a gap ends the line and the ribbon there
        jq -r --arg term "$term" "$table[] | select(.term == \$term) |
            if .has_issue and .rate != null then [.period_start, .rate, .rate_low, .rate_high] | @tsv else \"\" end" \
            "$report" >"$scratch/$n"
        safe=$(printf '%s' "$term" | sed "s/'/''/g")
        echo "set title '$safe' offset 0,-0.5 noenhanced textcolor rgb '#222222'"
        echo "plot '$scratch/$n' using 1:3:4 with filledcurves lc rgb '#9ecae1' fs transparent solid 0.6 title '95 % interval', \\"
        echo "     '$scratch/$n' using 1:2 with lines lw 2 lc rgb '#08519c' title 'rate'"
    done <"$scratch/terms"
} >"$scratch/plot"
gnuplot "$scratch/plot"
