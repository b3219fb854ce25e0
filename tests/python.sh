#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# Runs a Python script of the suite; exit status 77 (skipped) where there is no python3 or no such script.
#
# usage: sh tests/python.sh SCRIPT [ARGUMENT...]
command -v python3 >/dev/null || {
    echo "skipped: python3 is not installed"
    exit 77
}
[ -f "$1" ] || {
    echo "skipped: $1 is not there"
    exit 77
}
exec python3 "$@"
