// SPDX-License-Identifier: GPL-3.0-or-later
// A table to Parquet by DuckDB: node trend_duckdb.mjs trend.csv trend.parquet    (npm install @duckdb/node-api)
// In the duckdb program the same two statements do it.
import { createRequire } from "node:module";

let duckdb;
try {
  duckdb = createRequire(process.cwd() + "/")("@duckdb/node-api");
} catch {
  console.log("skipped: @duckdb/node-api is not installed");
  process.exit(77);
}
const [csv, parquet] = process.argv.slice(2).map((name) => name.replaceAll("'", "''"));
const instance = await duckdb.DuckDBInstance.create(":memory:");
const connection = await instance.connect();
// A null is an empty field, an empty text is "".
await connection.run(`COPY (FROM read_csv('${csv}', header = true, nullstr = '', sample_size = -1)) TO '${parquet}' (FORMAT parquet)`);
const answer = await connection.runAndReadAll(`
  SELECT count(*)::INTEGER AS n, count(*) FILTER (NOT has_issue)::INTEGER AS gaps, sum("count")::INTEGER AS total,
         min(period_start)::VARCHAR AS first
  FROM '${parquet}'`);
const [row] = answer.getRowObjectsJson();
console.log(`rows ${row.n} gaps ${row.gaps} count ${row.total}`);
