#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# From raw files to the table of a trend: guanlan on two threads, and python's jieba with a Counter a month.
#
# usage: sh tests/bench/flow.sh BUILD FOLDER TERM [ROUNDS]
#
# BUILD: a build folder of the release preset; FOLDER: daily files whose paths hold their date. Python's part needs the
# package python3-jieba and is run once, since it takes minutes; guanlan's time is the median of the rounds.
set -eu
export LC_ALL=C.UTF-8
[ $# -ge 3 ] || { echo "usage: sh tests/bench/flow.sh BUILD FOLDER TERM [ROUNDS]" >&2; exit 2; }
build=$1 folder=$2 term=$3 rounds=${4:-5}
here=$(cd "$(dirname "$0")" && pwd)
python=python3
"$python" -c "import jieba" 2>/dev/null || python=/usr/bin/python3
"$python" "$here/flow.py" "$build/guanlan" "$folder" "$term" "$rounds"
