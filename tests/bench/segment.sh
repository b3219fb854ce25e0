#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# How fast guanlan, ICU's word break and cppjieba cut text, in one run.
#
# usage: sh tests/bench/segment.sh BUILD FILE [ROUNDS]
#
# BUILD: a build folder of the release preset; FILE: UTF-8 text. cppjieba comes with the npm package nodejieba, which is
# fetched into BUILD/bench; where npm or a C++ compiler is missing, ICU alone is compared. Prints a table.
set -eu
export LC_ALL=C
[ $# -ge 2 ] || { echo "usage: sh tests/bench/segment.sh BUILD FILE [ROUNDS]" >&2; exit 2; }
build=$1 file=$2 rounds=${3:-5}
here=$(cd "$(dirname "$0")" && pwd)
include=$here/../../include
scratch=$build/bench
mkdir -p "$scratch"

jieba=$scratch/package/submodules/cppjieba
if [ ! -d "$jieba" ] && command -v npm >/dev/null 2>&1; then
    (cd "$scratch" && npm pack --silent nodejieba@3.5.8 >/dev/null && tar xzf nodejieba-3.5.8.tgz) ||
        echo "segment.sh: nodejieba cannot be fetched" >&2
fi
with= objects= dictionaries=
if [ -d "$jieba" ] && command -v "${CXX:-c++}" >/dev/null 2>&1; then
    "${CXX:-c++}" -std=c++17 -O2 -w -I"$jieba/include" -I"$jieba/deps/limonp/include" -c "$here/segment_jieba.cc" \
        -o "$scratch/segment_jieba.o"
    with=-DWITH_JIEBA objects=$scratch/segment_jieba.o dictionaries=$jieba/dict
fi
"${CC:-cc}" -std=c17 -D_GNU_SOURCE -O2 $with -I"$include" -c "$here/segment_speed.c" -o "$scratch/segment_speed.o"
"${CXX:-c++}" -o "$scratch/segment_speed" "$scratch/segment_speed.o" $objects "$build/libguanlan.a" \
    $(pkg-config --libs icu-uc icu-i18n gsl libcjson libarchive libxml-2.0 libcrypto) -lpthread -lm
# shellcheck disable=SC2086 # empty where there is no cppjieba
"$scratch/segment_speed" "$file" "$rounds" $dictionaries
