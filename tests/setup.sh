#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# Installs what is missing on Debian 12.
#
# usage: sh tests/setup.sh build|report|test|ci
#
# build: what compiles the program; report: what draws its reports too; test: what its tests take too; ci: what the checks
# before a merge take too.
# Installs with apt where the caller is root or sudo asks for no password, else names the packages. Exit status: 0 all
# that is needed is there, 1 something is not (what only some tests need is no reason to fail), 2 usage.
set -u
export LC_ALL=C

what=${1:-}
case $what in
build | report | test | ci) ;;
*)
    echo "usage: sh tests/setup.sh build|report|test|ci" >&2
    exit 2
    ;;
esac

cd -- "$(dirname -- "$0")/.." || exit 1
scratch=$(mktemp -d) || exit 1
trap 'rm -rf "$scratch"' EXIT
printf '#include <stdio.h>\n#include <math.h>\nint main(void) { return puts("") < 0; }\n' >"$scratch/probe.c"

has() { command -v "$1" >/dev/null 2>&1; }
compiles() { has "$1" && "$1" -o "$scratch/probe" "$scratch/probe.c" >/dev/null 2>&1; }
chinese() { has fc-list && fc-list :lang=zh | grep -q .; }
module() { has pkg-config && pkg-config --exists "$1"; }

# need PACKAGES CHECK...: adds the packages to the list where the check fails.
need() {
    packages=$1
    shift
    case "$missing " in *" $packages "*) return ;; esac
    "$@" || missing="$missing $packages"
}

look() {
    missing=
    need "gcc libc6-dev" compiles "${CC:-cc}"
    need cmake has cmake
    need make has make
    need pkg-config has pkg-config
    need libicu-dev module 'icu-uc >= 72'
    need libicu-dev module 'icu-i18n >= 72'
    need libgsl-dev module 'gsl >= 2.7'
    need libcjson-dev module 'libcjson >= 1.7'
    need libarchive-dev module 'libarchive >= 3.6'
    need libxml2-dev module 'libxml-2.0 >= 2.9'
    need libyaml-dev module 'yaml-0.1 >= 0.2'
    need libssl-dev module 'libcrypto >= 3.0'
    need libigraph-dev module 'igraph >= 0.10'
    if [ "$what" = ci ]; then
        need git has git
        need "gcc libc6-dev" compiles gcc
        need clang compiles clang
        need clang-format has clang-format
    fi
    needed=$missing
    if [ "$what" != build ]; then
        need "nodejs npm" has node
        need "nodejs npm" has npm
        need librsvg2-bin has rsvg-convert
        need "fontconfig fonts-wqy-microhei" chinese
    fi
    if [ "$what" = test ] || [ "$what" = ci ]; then
        need chromium has chromium
        need gnuplot-nox has gnuplot
        need python3 has python3
        need python3-jsonschema python3 -c 'import jsonschema' 2>/dev/null
        need libxml2-utils has xmllint
    fi
}

# What npm brings for the tests, by lock file, into the folder beside it (tests/node: a validator and the tools of the
# recipes; tests/page: what drives the page in a browser); without npm those tests are skipped.
modules() {
    [ "$what" != build ] && has npm || return
    for folder in tests/node tests/page; do
        lock=$(cksum <"$folder/package-lock.json")
        [ "$(cat "$folder/node_modules/.lock" 2>/dev/null)" != "$lock" ] || continue
        command=ci
        # not ci: it wants every platform's binaries of DuckDB in the lock file, and no registry has them all
        [ $folder != tests/node ] || command="install --no-save"
        # shellcheck disable=SC2086 # words of a command
        if (cd -- "$folder" && npm $command --no-progress) >"$scratch/npm" 2>&1; then
            echo "$lock" >"$folder/node_modules/.lock"
        else
            echo "setup: npm could not install what $folder names: its tests will be skipped"
        fi
    done
}

look
if [ -z "$missing" ]; then
    modules
    exit 0
fi
echo "setup: missing:$missing"
as_root=
if [ "$(id -u)" != 0 ]; then
    as_root="sudo -n"
    has sudo && sudo -n true 2>/dev/null || as_root=no
fi
if ! has apt-get || [ "$as_root" = no ]; then
    echo "setup: install them with: apt-get install$missing" >&2
else
    export DEBIAN_FRONTEND=noninteractive
    # shellcheck disable=SC2086 # lists of words
    {
        $as_root env DEBIAN_FRONTEND=noninteractive apt-get update -q </dev/null
        $as_root env DEBIAN_FRONTEND=noninteractive apt-get install -qy --no-install-recommends $missing </dev/null
    } >"$scratch/log" 2>&1 || tail -n 20 "$scratch/log" >&2
    look
fi
if [ -n "$needed" ]; then
    echo "setup: still missing:$needed" >&2
    exit 1
fi
[ -z "$missing" ] || echo "setup: what needs these will be left out:$missing"
modules
exit 0
