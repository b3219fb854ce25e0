// SPDX-License-Identifier: GPL-3.0-or-later
// Validates reports against reports/schema with ajv, and audits the schemas: every table has one, which names every
// column, requires it, and takes counts and dates for what they are.
//
// usage: node validate.js FILE...   A FILE is a report, a Data Package with its rows inline, or NDJSON of `articles`.
// Exit: 0 valid, 1 not.
"use strict";
const fs = require("fs");
const path = require("path");
const Ajv = require("ajv");
const formats = require("ajv-formats");

const folder = path.join(__dirname, "..", "..", "reports", "schema");
const ajv = new Ajv({ allErrors: true, strict: true, strictTypes: false, strictRequired: false, allowUnionTypes: true });
formats(ajv);
const schemas = {};
for (const name of fs.readdirSync(folder).filter((n) => n.endsWith(".json"))) {
  schemas[name] = JSON.parse(fs.readFileSync(path.join(folder, name), "utf8"));
  ajv.addSchema(schemas[name], name);
}

let findings = 0;
let rows = 0;
function find(where, what) {
  if (++findings <= 20) console.log(`${where}: ${what}`);
}

function check(schema, value, where) {
  const validate = ajv.getSchema(schema);
  if (!validate) return find(where, `no schema ${schema}`);
  if (!validate(value)) {
    for (const e of validate.errors.slice(0, 5)) find(where, `${e.instancePath} ${e.message} ${JSON.stringify(e.params)}`);
  }
}

const DEFINITIONS = "report.json#/definitions/";
function holds(property, name) {
  return [property, ...(property.anyOf || [])].some((p) => (p.$ref || "").startsWith(DEFINITIONS + name));
}

function audit(table, fields, where) {
  const schema = schemas[`table-${table}.json`];
  if (!schema) return find(where, `table ${table} has no schema`);
  const names = fields.map((f) => f.name);
  const known = Object.keys(schema.properties);
  for (const n of names.filter((n) => !known.includes(n))) find(where, `the schema of ${table} lacks ${n}`);
  for (const n of schema.required.filter((n) => !names.includes(n))) find(where, `the table ${table} lacks ${n}`);
  for (const f of fields.filter((f) => known.includes(f.name))) {
    const property = schema.properties[f.name];
    const numbered = property.type === "integer" && property.minimum >= 0; // lines and places, far below 2^53
    if (f.type === "integer" && !numbered && !holds(property, "count")) find(where, `${table}.${f.name} is no count in the schema`);
    if (f.type === "date" && !holds(property, "date")) find(where, `${table}.${f.name} is no date in the schema`);
  }
}

function checkResource(resource, where) {
  audit(resource.name, resource.schema.fields, where);
  for (const [i, row] of (resource.data || []).entries()) {
    rows++;
    check(`table-${resource.name}.json`, row, `${where}, row ${i + 1}`);
  }
}

function checkText(text, where) {
  let value = null;
  try {
    value = JSON.parse(text);
  } catch (error) {
    const lines = text.split("\n").filter((l) => l);
    if (lines.length < 2) return find(where, String(error));
    for (const [i, line] of lines.entries()) {
      rows++;
      check("articles-ndjson.json", JSON.parse(line), `${where}:${i + 1}`);
    }
    return;
  }
  check(value.resources ? "package.json" : "report.json", value, where);
  for (const resource of value.resources || [value]) checkResource(resource, `${where}, table ${resource.name}`);
}

for (const name of process.argv.slice(2)) checkText(fs.readFileSync(name, "utf8"), name);
console.log(`${process.argv.length - 2} files, ${rows} rows, ${findings} findings`);
process.exit(findings ? 1 : 0);
