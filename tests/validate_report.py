#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Validates reports of guanlan against reports/schema with an independent validator (python3-jsonschema).

usage: validate_report.py [--table NAME] FILE...

A FILE is a report (an inline Data Resource), a Data Package (with its rows inline or in CSV files beside it; its folder
may be given), NDJSON as `articles` writes it, NDJSON rows of a report (--table names the table), or - for standard input.
Besides the schemas: every row has the declared columns in their order, every cell the type its field declares, CSV files
have the bytes and the hash that are stated. Exit: 0 valid, 1 not, 2 usage, 77 where jsonschema is not installed.
"""
import datetime
import hashlib
import json
import os
import sys
import warnings

warnings.simplefilter("ignore", DeprecationWarning)
try:
    import jsonschema
except ImportError:
    print("skipped: python3-jsonschema is not installed")
    sys.exit(77)

FOLDER = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "reports", "schema")
BASE = "file:///guanlan/"  # names the schemas to each other; nothing is fetched
EXACT = 2**53
SHOWN = 20


def load_schemas():
    schemas = {}
    for name in sorted(os.listdir(FOLDER)):
        if name.endswith(".json"):
            with open(os.path.join(FOLDER, name), encoding="utf-8") as f:
                schemas[name] = json.load(f)
            jsonschema.Draft7Validator.check_schema(schemas[name])
            schemas[name]["$id"] = BASE + name
    return schemas


SCHEMAS = load_schemas()


def validator(name):
    """The validator of one schema; refs resolve to the files of the folder only."""
    schema = SCHEMAS[name]
    try:
        from referencing import Registry, Resource
    except ImportError:
        store = {BASE + n: s for n, s in SCHEMAS.items()}
        return jsonschema.Draft7Validator(schema, resolver=jsonschema.RefResolver(BASE + name, schema, store=store))
    registry = Registry().with_resources([(BASE + n, Resource.from_contents(s)) for n, s in SCHEMAS.items()])
    return jsonschema.Draft7Validator(schema, registry=registry)


class Findings:
    def __init__(self):
        self.count = 0
        self.values = 0

    def add(self, where, message):
        self.count += 1
        if self.count <= SHOWN:
            print(f"{where}: {message}")

    def check(self, schema, value, where):
        for error in validator(schema).iter_errors(value) if isinstance(schema, str) else schema.iter_errors(value):
            path = "/".join(str(p) for p in error.absolute_path)
            self.add(f"{where}{'/' + path if path else ''}", error.message[:300])


def strict(text):
    """JSON without what Python adds to it: no NaN, no name twice."""

    def pairs(items):
        names = [k for k, _ in items]
        if len(set(names)) != len(names):
            raise ValueError("a name stands twice in an object")
        return dict(items)

    def constant(name):
        raise ValueError(f"{name} is no JSON")

    return json.loads(text, object_pairs_hook=pairs, parse_constant=constant)


def is_date(value):
    try:
        return isinstance(value, str) and datetime.date.fromisoformat(value).isoformat() == value
    except ValueError:
        return False


def is_integer(value):
    if isinstance(value, str):
        return value.isascii() and value.isdigit() and int(value) > EXACT and str(int(value)) == value
    return isinstance(value, int) and not isinstance(value, bool) and 0 <= value <= EXACT


TYPES = {
    "string": lambda v: isinstance(v, str),
    "integer": is_integer,
    "number": lambda v: isinstance(v, (int, float)) and not isinstance(v, bool),
    "boolean": lambda v: isinstance(v, bool),
    "date": is_date,
    "array": lambda v: isinstance(v, list),
    "object": lambda v: isinstance(v, dict),
}


def check_rows(table, fields, rows, where, findings):
    names = [f["name"] for f in fields]
    if len(set(names)) != len(names):
        findings.add(where, "a column stands twice")
    if "status" not in names:
        findings.add(where, "no column status")
    schema = f"table-{table}.json"
    of_row = validator(schema) if schema in SCHEMAS else None
    if of_row:
        for name in SCHEMAS[schema]["required"]:
            if name not in names:
                findings.add(where, f"table {table} lacks the column {name}")
    for i, row in enumerate(rows, 1):
        here = f"{where}, row {i}"
        if list(row) != names:
            findings.add(here, "other columns than the schema's, or in another order")
            continue
        for field in fields:
            value = row[field["name"]]
            findings.values += 1
            if value is not None and not TYPES[field["type"]](value):
                findings.add(here, f"{field['name']} is declared {field['type']} and holds {value!r}"[:200])
        if of_row:
            findings.check(of_row, row, here)


def read_csv(text):
    """RFC 4180 with LF; a field is (text, quoted), for an empty field is a null and "" is an empty text."""
    rows, row, at = [], [], 0
    while at < len(text):
        if text[at] == '"':
            cell, at = "", at + 1
            while True:
                end = text.index('"', at)
                cell += text[at:end]
                at = end + 1
                if text[at : at + 1] != '"':
                    break
                cell += '"'
                at += 1
            row.append((cell, True))
        else:
            end = at
            while text[end] not in ",\n":
                if text[end] in '"\r':
                    raise ValueError("a quotation mark or CR stands in a field that is not quoted")
                end += 1
            row.append((text[at:end], False))
            at = end
        if text[at] == "\n":
            rows.append(row)
            row = []
        elif text[at] != ",":
            raise ValueError("a comma or a line end is expected after a quoted field")
        elif text[at + 1] == "\n":  # the line ends with a comma: a last field that is empty
            rows.append(row + [("", False)])
            row, at = [], at + 1
        at += 1
    if row:
        raise ValueError("the last line does not end")
    return rows


def csv_value(cell, kind):
    text, quoted = cell
    if text == "" and not quoted:
        return None
    if kind == "integer":
        if not (text.isascii() and text.isdigit()):
            raise ValueError(f"{text!r} is no integer")
        return int(text) if int(text) <= EXACT else text
    if kind == "number":
        return float(text)
    if kind == "boolean":
        return {"true": True, "false": False}[text]
    if kind in ("array", "object"):
        return strict(text)
    return text


def check_file(resource, folder, where, findings):
    """The CSV file of a resource."""
    path = os.path.join(folder, resource["path"])
    with open(path, "rb") as f:
        data = f.read()
    if str(len(data)) != str(resource["bytes"]):
        findings.add(path, f"has {len(data)} bytes, stated are {resource['bytes']}")
    if "sha256:" + hashlib.sha256(data).hexdigest() != resource["hash"]:
        findings.add(path, "is another file than the one whose hash is stated")
    lines = read_csv(data.decode("utf-8"))
    fields = resource["schema"]["fields"]
    names = [f["name"] for f in fields]
    if not lines or [c[0] for c in lines[0]] != names:
        findings.add(path, "the header is not the schema's columns")
        return
    rows = []
    for i, line in enumerate(lines[1:], 1):
        if len(line) != len(fields):
            findings.add(f"{path}, row {i}", f"{len(line)} fields for {len(fields)} columns")
            continue
        rows.append({f["name"]: csv_value(c, f["type"]) for f, c in zip(fields, line)})
    check_rows(resource["name"], fields, rows, where, findings)


def check_text(text, folder, table, where, findings):
    """What a file holds, by its content."""
    value, cause = None, None
    try:
        value = strict(text)
    except ValueError as error:
        cause = error
    if isinstance(value, dict) and "resources" in value:
        before = findings.count
        findings.check("package.json", value, where)
        if findings.count > before:
            return
        for resource in value["resources"]:
            here = f"{where}, table {resource['name']}"
            if "path" in resource:
                check_file(resource, folder, here, findings)
            else:
                check_rows(resource["name"], resource["schema"]["fields"], resource["data"], here, findings)
        return
    if isinstance(value, dict) and ("$schema" in value or "schema" in value):
        before = findings.count
        findings.check("report.json", value, where)
        if findings.count == before:
            check_rows(value["name"], value["schema"]["fields"], value["data"], where, findings)
        return
    if text == "" and not table:
        findings.add(where, "holds nothing")
    schemas = {True: validator("articles-ndjson.json"), False: validator(f"table-{table}.json") if table else None}
    for i, line in enumerate(text.split("\n"), 1):
        if line == "":
            continue
        try:
            row = strict(line)
        except ValueError as error:
            raise cause if i == 1 else ValueError(f"line {i}: {error}")  # its first line is no object: one document
        schema = schemas[isinstance(row, dict) and "type" in row and not table]
        findings.values += 1
        if schema:
            findings.check(schema, row, f"{where}:{i}")
        elif not isinstance(row, dict) or "status" not in row:
            findings.add(f"{where}:{i}", "no row of a report: an object with a status is expected")


def main(args):
    table = None
    if args[:1] == ["--table"] and len(args) > 1:
        table, args = args[1], args[2:]
        if f"table-{table}.json" not in SCHEMAS:
            print(f"there is no schema of a table {table}", file=sys.stderr)
            return 2
    if not args or args[0] in ("-h", "--help"):
        print(__doc__.strip(), file=sys.stderr)
        return 2
    findings = Findings()
    for name in args:
        path = os.path.join(name, "datapackage.json") if os.path.isdir(name) else name
        try:
            if path == "-":
                data = sys.stdin.buffer.read()
            else:
                with open(path, "rb") as f:
                    data = f.read()
            check_text(data.decode("utf-8"), os.path.dirname(path), table, name, findings)
        except (OSError, ValueError, KeyError, IndexError) as error:
            findings.add(name, f"{type(error).__name__}: {error}")
    print(f"{len(args)} files, {findings.values} values, {findings.count} findings")
    return 1 if findings.count else 0


sys.exit(main(sys.argv[1:]))
