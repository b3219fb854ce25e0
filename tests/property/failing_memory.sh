#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# Where an allocation fails, the program fails and leaves no file behind, or its output is the same, byte for byte: no
# text is lost in silence. A spread of the allocations of several commands is made to fail, one at a time.
#
# usage: GUANLAN=PROGRAM sh tests/property/failing_memory.sh LIBRARY
set -u
cd -- "$(dirname -- "$0")/../.." || exit 1
library=$1
out=$(mktemp -d) || exit 1
trap 'rm -rf "$out"' EXIT
count() {
    FAIL_AT=count LD_PRELOAD=$library "$GUANLAN" "$@" 2>&1 >/dev/null | sed -n 's/^allocations //p'
}
[ -n "$(count freq tests/golden/data/courier)" ] || {
    echo "skipped: allocations cannot be made to fail here (sanitizers, or another C library)"
    exit 77
}
failed=0
tried=0

# check OPTION...: with every so manieth allocation failing.
check() {
    "$GUANLAN" "$@" --quiet >"$out/want"
    want=$?
    n=$(count "$@" --quiet)
    at=0
    while [ $at -lt "$n" ]; do
        timeout -s KILL 60 env FAIL_AT=$at LD_PRELOAD="$library" "$GUANLAN" "$@" --quiet -o "$out/got" >/dev/null 2>"$out/said"
        status=$?
        tried=$((tried + 1))
        if [ $status = $want ]; then
            cmp -s "$out/want" "$out/got" || bad="other bytes"
        elif [ $status != 1 ] || ! [ -s "$out/said" ]; then
            bad="exit status $status"
        elif [ -n "$(ls "$out" | grep -v '^want$\|^said$')" ]; then
            bad="a file is left"
        fi
        [ -z "${bad:-}" ] || {
            echo "$bad where allocation $at fails: guanlan $*"
            failed=1
        }
        bad=
        rm -rf "$out"/got*
        at=$((at + n / 60 + 1))
    done
}

data=tests/golden/data
check articles --lines --rejects --format ndjson $data/sources
check freq --threads 1 --format csv $data/sources $data/pages
check trend --threads 1 --terms $data/terms/ferries.yaml $data/courier
check kwic --threads 1 -t ferry --sort right --format csv $data/courier
check newwords --threads 1 --min-count 2 $data/courier $data/weizhou
check compare --threads 1 --a date=2021-01-01 --b date=2021-01-08 $data/courier
check cooc --threads 1 -t ferry $data/courier
[ $tried -gt 100 ] || failed=1
echo "$tried failures of allocation"
exit $failed
