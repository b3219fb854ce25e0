# SPDX-License-Identifier: GPL-3.0-or-later
"""Times guanlan's trend against jieba and Counters over the same files; see flow.sh."""
import os
import re
import statistics
import subprocess
import sys
import time
from collections import Counter

program, folder, term, rounds = sys.argv[1], sys.argv[2], sys.argv[3], int(sys.argv[4])
files = sorted(os.path.join(at, name) for at, _, names in os.walk(folder) for name in names)
size = sum(os.path.getsize(f) for f in files)


def guanlan():
    start = time.perf_counter()
    subprocess.run([program, "trend", "-t", term, "--by", "month", "--threads", "2", "--quiet", "--format", "csv",
                    folder], stdout=subprocess.DEVNULL, check=True)
    return time.perf_counter() - start


def by_jieba():
    import jieba
    jieba.initialize()
    start = time.perf_counter()  # its dictionary is read already
    months = {}
    for name in files:
        date = re.search(r"(\d{4})-?(\d\d)-?\d\d", os.path.basename(name))
        month = date.group(1) + "-" + date.group(2) if date else ""
        with open(name, encoding="utf-8") as file:
            months.setdefault(month, Counter()).update(jieba.cut(file.read()))
    rows = [f"{month},{words[term]},{sum(words.values())}" for month, words in sorted(months.items())]
    with open(os.devnull, "w", encoding="utf-8") as table:
        table.write("\n".join(rows))
    return time.perf_counter() - start


ours = statistics.median(guanlan() for _ in range(rounds))
print("program,megabytes,seconds,guanlan_is_times_faster")
print(f"guanlan,{size / 1e6:.1f},{ours:.2f},1")
try:
    theirs = by_jieba()
    print(f"python-jieba and Counter,{size / 1e6:.1f},{theirs:.2f},{theirs / ours:.1f}")
except ImportError:
    print("flow.py: python3-jieba is not installed", file=sys.stderr)
