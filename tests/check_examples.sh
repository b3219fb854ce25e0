#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# Every command's help shows an example, and it works in the root of the repository.
#
# usage: GUANLAN=PROGRAM sh tests/check_examples.sh
set -u
cd -- "$(dirname -- "$0")/.." || exit 1
folder=$(mktemp -d) || exit 1
trap 'rm -rf "$folder"' EXIT
root=$PWD
PATH=$(dirname -- "$GUANLAN"):$PATH # an example may use the program twice
failed=0
count=0
# try EXAMPLE: what stands behind the program's name, as it stands, in a folder that holds corpora as the repository does.
try() {
    sh -c "\"\$GUANLAN\" $1" >"$folder/out" 2>"$folder/err"
    status=$?
    written=$(wc -c <"$folder/out")
    case $1 in
    *" -o "*) written=$(find . -name datapackage.json -size +0 | wc -l) ;;
    *" --output "*) written=$(wc -c <"${1##* --output }") ;;
    esac
    if { [ $status != 0 ] && [ $status != 3 ]; } || [ "$written" -eq 0 ]; then
        echo "exit status $status, $written bytes: guanlan $1"
        cat "$folder/err"
        failed=1
    fi
    count=$((count + 1))
}

ln -s "$root/corpora" "$folder/corpora"
cd "$folder" || exit 1
for command in $("$GUANLAN" help | sed -n '/^commands:/,/^$/s/^  \([a-z]*\) .*/\1/p' | grep -v '^help$'); do
    [ "$command" != calc ] || continue # it has an example for each measure: see below
    example=$("$GUANLAN" "$command" -h | sed -n '/^example:/,$s/^  guanlan \(.*\)/\1/p')
    if [ -z "$example" ]; then
        echo "$command: its help shows no example"
        failed=1
        continue
    fi
    try "$example"
done
"$GUANLAN" calc -h | sed -n 's/^  example: guanlan //p' >"$folder/calc"
while read -r example; do
    try "$example"
done <"$folder/calc"
echo "examples: $count run"
[ "$count" -gt 0 ] || failed=1
exit $failed
