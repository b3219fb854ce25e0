// SPDX-License-Identifier: GPL-3.0-or-later
// A report in Observable Plot, drawn without a browser: node trend_plot.mjs trend.json trend.svg
// (npm install @observablehq/plot jsdom; on a web page Plot needs no jsdom)
import { readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { pathToFileURL } from "node:url";

const installed = createRequire(process.cwd() + "/");
const load = async (name) => {
  try {
    return await import(pathToFileURL(installed.resolve(name)));
  } catch {
    console.log(`skipped: ${name} is not installed`);
    process.exit(77);
  }
};
const Plot = await load("@observablehq/plot");
const { JSDOM } = await load("jsdom");

const report = JSON.parse(readFileSync(process.argv[2], "utf8"));
const { data } = (report.resources ?? [report])[0];
// Days have no time of day: read as UTC, the first month stays the first month everywhere.
const trend = data.map((row) => ({ ...row, day: new Date(row.period_start + "T00:00:00Z") }));

const svg = Plot.plot({
  document: new JSDOM("").window.document,
  width: 900,
  x: { type: "utc", label: null },
  y: { label: "per million words", zero: true },
  fy: { label: null },
  marks: [
    Plot.areaY(trend, { x: "day", y1: "rate_low", y2: "rate_high", fy: "term", fill: "#0072B2", fillOpacity: 0.2 }),
    Plot.lineY(trend, { x: "day", y: "rate", fy: "term", stroke: "#0072B2" }),
  ],
});
svg.setAttribute("xmlns", "http://www.w3.org/2000/svg");
writeFileSync(process.argv[3], svg.outerHTML);
const gaps = trend.filter((row) => !row.has_issue).length;
console.log(`rows ${trend.length} gaps ${gaps} count ${trend.reduce((sum, row) => sum + row.count, 0)}`);
