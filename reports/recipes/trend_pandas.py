# SPDX-License-Identifier: GPL-3.0-or-later
"""A report in pandas: python3 trend_pandas.py trend.json"""
import json
import sys

try:
    import pandas as pd
except ImportError:
    sys.exit(print("skipped: pandas is not installed") or 77)

with open(sys.argv[1], encoding="utf-8") as f:
    report = json.load(f)
report = report.get("resources", [report])[0]  # of a Data Package the main table
trend = pd.DataFrame(report["data"])
trend["period_start"] = pd.to_datetime(trend["period_start"], format="%Y-%m-%d")

# A gap is a period without an issue: its count is null, never 0, so it must not be filled or summed as one.
yearly = trend[trend["has_issue"]].groupby(["term", trend["period_start"].dt.year])[["count", "n_tokens"]].sum()
yearly["rate"] = 1e6 * yearly["count"] / yearly["n_tokens"]  # of sums, not the mean of rates
print(yearly.to_string())
print(f"rows {len(trend)} gaps {(~trend['has_issue']).sum()} count {int(trend['count'].sum())}")
