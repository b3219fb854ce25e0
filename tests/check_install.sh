#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# Installs a build into an empty folder, builds tests/example.c there with pkg-config alone, and runs it and the program.
#
# usage: check_install.sh BUILD_DIR COMPILER [COMPILER-OPTION...]     (the sanitizers of the build)
set -eu
root=$(cd -- "$(dirname -- "$0")/.." && pwd)
build=$1
shift
prefix=$(mktemp -d)
trap 'rm -rf "$prefix"' EXIT

DESTDIR='' cmake --install "$build" --prefix "$prefix" >"$prefix/log" || {
    cat "$prefix/log"
    exit 1
}
library=$(dirname "$(find "$prefix" -name 'libguanlan.so')")
for file in bin/guanlan include/guanlan/corpus.h; do
    [ -f "$prefix/$file" ] || {
        echo "install: $file is not there" >&2
        exit 1
    }
done
export PKG_CONFIG_PATH="$library/pkgconfig"
flags=$(pkg-config --cflags --libs guanlan)
# shellcheck disable=SC2086 # lists of words
"$@" -std=c17 -Wall -Wextra -Wpedantic -Werror -o "$prefix/example" "$root/tests/example.c" $flags
cd / # nothing of the repository by a relative path
LD_LIBRARY_PATH="$library" "$prefix/example" "$root/corpora/sample" >"$prefix/report.json"
"$prefix/bin/guanlan" help >/dev/null
if [ -f "$build/share/guanlan/vega.js" ]; then # the page finds what it draws with wherever the program is put
    mv "$prefix" "$prefix.moved"
    LD_LIBRARY_PATH="$prefix.moved/lib" "$prefix.moved/bin/guanlan" plot "$prefix.moved/report.json" -o "$prefix.moved/page.html"
    mv "$prefix.moved" "$prefix"
    grep -q vegaEmbed "$prefix/page.html" || {
        echo "install: the page has no charts" >&2
        exit 1
    }
fi
if command -v python3 >/dev/null 2>&1; then
    python3 "$root/tests/validate_report.py" "$prefix/report.json" || [ $? = 77 ]
fi
echo "install: $(pkg-config --modversion guanlan), $(wc -c <"$prefix/report.json") bytes of report"
