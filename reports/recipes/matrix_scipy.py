# SPDX-License-Identifier: GPL-3.0-or-later
"""A document-term matrix in scipy: python3 matrix_scipy.py matrix/"""
import os
import sys

try:
    import pandas as pd
    import scipy.io
except ImportError:
    sys.exit(print("skipped: scipy and pandas are not installed") or 77)

folder = sys.argv[1]
matrix = scipy.io.mmread(os.path.join(folder, "matrix.mtx")).tocsr()  # documents x terms
tables = [pd.read_csv(os.path.join(folder, f"matrix_{n}.csv"), keep_default_na=False, na_values={"date": ""}) for n in ("docs", "terms")]
docs, terms = tables
assert matrix.shape == (len(docs), len(terms)), "rows are documents, columns are terms"
assert (matrix.sum(axis=0).A1 == terms["count"]).all() and ((matrix > 0).sum(axis=0).A1 == terms["doc_freq"]).all()
by_paper = pd.DataFrame(matrix.sum(axis=1)).groupby(docs["newspaper"]).sum()
print(by_paper.to_string(header=False))
print(f"docs {matrix.shape[0]} terms {matrix.shape[1]} entries {matrix.nnz} sum {matrix.sum()}")
