# SPDX-License-Identifier: GPL-3.0-or-later
# A table in gnuplot: gnuplot -c trend.gnuplot trend.csv trend.svg TERM
set datafile separator comma
set datafile missing ""
set xdata time
timefmt = "%Y-%m-%d"
set timefmt timefmt
set format x "%Y"
set terminal svg size 900,420 background rgb "white"
set output ARG2
set ylabel "per million words"
# An empty field is a gap: it is no point, and the line breaks there.
rate_of(name) = strcol("term") eq ARG3 && strlen(strcol(name)) ? real(strcol(name)) : NaN
day_of(name) = strptime(timefmt, strcol(name))
plot ARG1 using (day_of("period_start")):(rate_of("rate_low")):(rate_of("rate_high")) \
       with filledcurves fillcolor rgb "#0072B2" fillstyle transparent solid 0.2 title "interval", \
     "" using (day_of("period_start")):(rate_of("rate")) with lines linecolor rgb "#0072B2" title ARG3
