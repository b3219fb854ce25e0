#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The rules of the house that a compiler does not check: rooms and floors, who includes which library, file names.

usage: check_house.py [FOLDER]

FOLDER is the root of the repository. Prints each violation with file and line; exit status 1 where there is one.
"""
import os
import re
import sys

ROOT = os.path.abspath(sys.argv[1] if len(sys.argv) > 1 else os.path.join(os.path.dirname(__file__), ".."))
FLOORS = {"core": 0, "json": 1, "text": 1, "stats": 1, "corpus": 2, "store": 3, "count": 3, "measure": 4, "report": 5,
          "cli": 6, "cluster": 6}
# The only room that may include headers of a library.
LIBRARIES = {"yaml.h": "text", "cjson/": "json", "cJSON": "json", "unicode/": "text", "gsl/": "stats", "openssl/": "core",
             "archive": "corpus", "libxml/": "corpus"}
STANDARD = {"assert.h", "complex.h", "ctype.h", "errno.h", "fenv.h", "float.h", "inttypes.h", "iso646.h", "limits.h",
            "locale.h", "math.h", "setjmp.h", "signal.h", "stdalign.h", "stdarg.h", "stdatomic.h", "stdbool.h",
            "stddef.h", "stdint.h", "stdio.h", "stdlib.h", "stdnoreturn.h", "string.h", "tgmath.h", "threads.h",
            "time.h", "uchar.h", "wchar.h", "wctype.h"}
INCLUDE = re.compile(r'^[ \t]*#[ \t]*include[ \t]*([<"])([^>"]+)[>"]', re.MULTILINE)
SPDX = "SPDX-License-Identifier: GPL-3.0-or-later"
CODE = (".c", ".h", ".cc", ".py", ".sh", ".in")

problems = []


def problem(path, text, at, message):
    line = text.count("\n", 0, at) + 1
    problems.append(f"{path}:{line}: {message}")


def sources(*folders):
    for top in folders:
        for folder, folders_below, names in os.walk(os.path.join(ROOT, top)):
            folders_below[:] = sorted(set(folders_below) - {"node_modules"})
            for name in sorted(names):
                path = os.path.relpath(os.path.join(folder, name), ROOT)
                if name.endswith(CODE) or name == "CMakeLists.txt":
                    with open(os.path.join(ROOT, path), encoding="utf-8") as f:
                        yield path, name, f.read()


def check_room(path, text, room):
    floor = FLOORS[room]
    for include in INCLUDE.finditer(text):
        quoted, name = include[1] == '"', include[2]
        other = name.split("/")[0]
        for prefix, owner in LIBRARIES.items():
            if name.startswith(prefix) and owner != room:
                problem(path, text, include.start(), f"only src/{owner} includes <{name}>")
        if not quoted:
            if other in FLOORS or other == "guanlan":
                problem(path, text, include.start(), f"<{name}> is ours: include it with quotation marks")
            continue
        if other == "guanlan":
            if not os.path.exists(os.path.join(ROOT, "include", name)):
                problem(path, text, include.start(), f"there is no public header {name}")
        elif other not in FLOORS or "/" not in name:
            problem(path, text, include.start(), f'"{name}" names no room: write "room/header.h"')
        elif other != room and FLOORS[other] >= floor:
            problem(path, text, include.start(),
                    f"{room} (floor {floor}) includes {other} (floor {FLOORS[other]}): only its own room and lower floors")


def check_public(path, text):
    for include in INCLUDE.finditer(text):
        if not (include[1] == '"' and include[2].startswith("guanlan/")) and include[2] not in STANDARD:
            problem(path, text, include.start(), f"a public header includes {include[2]}: only guanlan/ and headers of C")


def main():
    seen = {}
    count = 0
    for path, name, text in sources("src", "include", "corpora", "tests", "reports", ".ci"):
        count += 1
        parts = path.split(os.sep)
        head = "".join(text.splitlines(True)[:3])
        first = head if head.startswith("#!") else head.split("\n")[0]
        if SPDX not in first:
            problem(path, text, 0, f"does not start with {SPDX}")
        if name.endswith((".c", ".h", ".cc")):
            if name in seen:
                problem(path, text, 0, f"{seen[name]} has the same name")
            seen.setdefault(name, path)
        if parts[0] == "include":
            check_public(path, text)
        elif parts[0] == "src" and name.endswith((".c", ".h")):
            if len(parts) != 3 or parts[1] not in FLOORS:
                problem(path, text, 0, f"lies in no room: src/ROOM/{name}, ROOM one of {', '.join(FLOORS)}")
            else:
                check_room(path, text, parts[1])
    for line in problems:
        print(line)
    print(f"house: {count} files, {len(problems)} violations")
    return 1 if problems or not count else 0


sys.exit(main())
