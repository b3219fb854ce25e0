// SPDX-License-Identifier: GPL-3.0-or-later
// A report in ECharts, drawn without a browser: node trend_echarts.mjs trend.json trend.svg    (npm install echarts)
import { readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { pathToFileURL } from "node:url";

let echarts;
try {
  echarts = await import(pathToFileURL(createRequire(process.cwd() + "/").resolve("echarts")));
} catch {
  console.log("skipped: echarts is not installed");
  process.exit(77);
}
const report = JSON.parse(readFileSync(process.argv[2], "utf8"));
const { data } = (report.resources ?? [report])[0];
const terms = [...new Set(data.map((row) => row.term))];

const chart = (echarts.default ?? echarts).init(null, null, { renderer: "svg", ssr: true, width: 900, height: 420 });
chart.setOption({
  animation: false,
  color: ["#0072B2", "#D55E00", "#009E73", "#CC79A7"],
  useUTC: true,
  legend: { data: terms },
  xAxis: { type: "time" },
  yAxis: { type: "value", name: "per million words" },
  dataset: { source: data }, // rows as they are; null is a gap
  series: terms.map((term) => ({
    name: term,
    type: "line",
    showSymbol: false,
    connectNulls: false,
    data: data.filter((row) => row.term === term).map((row) => [row.period_start, row.rate]),
  })),
});
writeFileSync(process.argv[3], chart.renderToSVGString());
chart.dispose(); // else its clock keeps the program running
const gaps = data.filter((row) => !row.has_issue).length;
console.log(`rows ${data.length} gaps ${gaps} count ${data.reduce((sum, row) => sum + row.count, 0)}`);
