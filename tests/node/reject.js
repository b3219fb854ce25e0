// SPDX-License-Identifier: GPL-3.0-or-later
// The schemas refuse what no report may hold: a report is spoilt in one place after the other, and each must be found.
//
// usage: node reject.js TREND.json     a report of `trend`. Exit: 0 all refused, 1 not.
"use strict";
const fs = require("fs");
const os = require("os");
const path = require("path");
const { spawnSync } = require("child_process");

const text = fs.readFileSync(process.argv[2], "utf8");
const wrongs = {
  "a negative count": (r) => (table(r).data.find((d) => d.count !== null).count = -1),
  "a count that is not whole": (r) => (table(r).data.find((d) => d.count !== null).count = 1.5),
  "a negative total": (r) => (package_(r).corpus.tokens = -7),
  "a month 13": (r) => (table(r).data[0].period_start = "2021-13-01"),
  "a month 13 as a period": (r) => (table(r).data[0].period = "2021-13"),
  "a day 32": (r) => (table(r).data[0].period_end = "2021-01-32"),
  "a missing field": (r) => delete table(r).data[0].rate,
  "a missing status": (r) => delete table(r).data[0].status,
  "a missing provenance": (r) => delete r.provenance,
  "a text for a number": (r) => (table(r).data[0].rate = "12"),
  "a gap with a count": (r) => Object.assign(table(r).data[0], { has_issue: false, count: 0 }),
  "another major version": (r) => (table(r).schema_version = "2.0.0"),
  "a column that is not described": (r) => table(r).schema.fields.push({ name: "more", type: "number" }),
  "a table without status": (r) => (table(r).schema.fields = table(r).schema.fields.filter((f) => f.name !== "status")),
};
function table(report) {
  return (report.resources || [report])[0];
}
function package_(report) {
  return report.provenance;
}

const folder = fs.mkdtempSync(path.join(os.tmpdir(), "reject-"));
let failed = 0;
function run(name, report) {
  const file = path.join(folder, "report.json");
  fs.writeFileSync(file, JSON.stringify(report));
  const done = spawnSync(process.execPath, [path.join(__dirname, "validate.js"), file], { encoding: "utf8" });
  const fine = done.status === (name ? 1 : 0);
  if (!fine) console.log(`${name || "the report as it is"}: exit ${done.status}: ${done.stdout}${done.stderr}`);
  failed += !fine;
}
run("", JSON.parse(text));
for (const [name, spoil] of Object.entries(wrongs)) {
  const report = JSON.parse(text);
  spoil(report);
  run(name, report);
}
fs.rmSync(folder, { recursive: true });
console.log(`${Object.keys(wrongs).length} spoilt reports, ${failed} failures`);
process.exit(failed ? 1 : 0);
