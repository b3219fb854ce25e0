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

# Drives the page in a browser; what npm has is named with its digest in package-lock.json.
browser_driver() {
    folder=$(dirname -- "$0")/page
    if { [ "$what" = test ] || [ "$what" = ci ]; } && has npm && ! [ -d "$folder/node_modules/playwright-core" ]; then
        (cd -- "$folder" && npm ci --no-progress) >"$scratch/npm" 2>&1 ||
            echo "setup: npm could not install playwright-core: the page will not be tried in a browser"
    fi
}

look
if [ -z "$missing" ]; then
    browser_driver
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
browser_driver
exit 0
