#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# Sets everything up, builds with address and undefined behaviour sanitizers, runs every test.
#
# usage: sh tests/run.sh [CTEST-OPTION...]     (sh tests/run.sh -R golden, sh tests/run.sh -V -R property.merge)
#
# Works from any folder. BUILD_DIR (build/dev in the repository) is where it builds.
set -eu
unset CDPATH
cd -- "$(dirname -- "$0")/.."
exec </dev/null

sh tests/setup.sh test
build=${BUILD_DIR:-build/dev}
jobs=$(getconf _NPROCESSORS_ONLN 2>/dev/null || echo 2)
cmake --preset dev -B "$build"
cmake --build "$build" -j "$jobs"
exec ctest --test-dir "$build" --output-on-failure -j "$jobs" "$@"
