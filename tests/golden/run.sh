#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# Golden tests: a command line, and the exact standard output, standard error and exit status that it must have.
#
# usage: GUANLAN=PROGRAM sh tests/golden/run.sh [--update] [NAME...]
#
# tests/golden/NAME/cmd is run by sh in the root of the repository, without standard input, with
#   $GUANLAN  the program,   $MAKE_SAMPLE  the generator of the sample,   $DATA  tests/golden/data,
#   $TMP  an empty folder of its own,   mask  a filter that hides versions, the lexicon's hash and prose in JSON.
# A cmd that cannot run here exits with 77 and says why. --update writes what came out; read the diff before keeping it.
set -u
unset CDPATH
cd -- "$(dirname -- "$0")/../.." || exit 1
exec </dev/null

update=no
if [ "${1:-}" = --update ]; then
    update=yes
    shift
fi
if [ $# = 0 ]; then
    for folder in tests/golden/*/cmd; do
        name=${folder%/cmd}
        set -- "$@" "${name##*/}"
    done
fi
if ! [ -x "${GUANLAN:-}" ]; then
    echo "name the program: GUANLAN=build/dev/guanlan sh tests/golden/run.sh" >&2
    exit 2
fi

scratch=$(mktemp -d) || exit 1
trap 'rm -rf "$scratch"' EXIT
GUANLAN=$(cd -- "$(dirname -- "$GUANLAN")" && pwd)/${GUANLAN##*/}
DATA=$PWD/tests/golden/data
export GUANLAN DATA MAKE_SAMPLE="${MAKE_SAMPLE:-}"

# No setting of the caller reaches the program.
for name in $(env | sed -n 's/^\(GUANLAN_[A-Z_]*\)=.*/\1/p'); do
    unset "$name"
done
unset SOURCE_DATE_EPOCH
export HOME="$scratch/home" XDG_CONFIG_HOME="$scratch/home" LC_ALL=C TZ=UTC
mkdir "$HOME"

cat >"$scratch/prelude" <<'END'
mask() {
    sed -E -e 's/"(version|icu|unicode)": "[0-9.]*"/"\1": "*"/' -e 's/"(rule|description)":"([^"\\]|\\.)*"/"\1":"*"/g' \
        -e 's/("name":"guanlan","sha256":)"[0-9a-f]*","words":[0-9]+/\1"*","words":0/'
}
END

failed=0
passed=0
skipped=0
for name in "$@"; do
    want=tests/golden/$name
    got=$scratch/$name
    mkdir -p "$got/tmp"
    export TMP="$got/tmp"
    cat "$scratch/prelude" "$want/cmd" >"$got/script" || exit 1
    sh "$got/script" >"$got/stdout" 2>"$got/stderr"
    echo $? >"$got/exit"
    if [ "$(cat "$got/exit")" = 77 ]; then
        echo "$name: skipped: $(cat "$got/stderr")"
        skipped=$((skipped + 1))
        continue
    fi
    if [ $update = yes ]; then
        cp "$got/stdout" "$got/stderr" "$got/exit" "$want/"
    fi
    same=yes
    for part in exit stderr stdout; do
        diff -u "$want/$part" "$got/$part" || same=no
    done
    if [ $same = yes ]; then
        passed=$((passed + 1))
    else
        echo "$name: differs from what is expected (- expected, + got): $(sed -n '/^[^#]/{p;q;}' "$want/cmd")"
        failed=$((failed + 1))
    fi
done
echo "golden: $passed passed, $failed failed, $skipped skipped"
[ $failed = 0 ] || exit 1
[ $passed != 0 ] || exit 77
