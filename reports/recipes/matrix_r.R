# SPDX-License-Identifier: GPL-3.0-or-later
# A document-term matrix in R: Rscript matrix_r.R matrix/    quanteda and stm take what Matrix reads.
if (!requireNamespace("Matrix", quietly = TRUE)) {
  cat("skipped: Matrix is not installed\n")
  quit(status = 77)
}
folder <- commandArgs(trailingOnly = TRUE)[1]
m <- Matrix::readMM(file.path(folder, "matrix.mtx")) # documents x terms
read <- function(name) read.csv(file.path(folder, name), na.strings = "", encoding = "UTF-8", quote = "\"", stringsAsFactors = FALSE)
docs <- read("matrix_docs.csv")
terms <- read("matrix_terms.csv")
m <- methods::as(m, "CsparseMatrix")
dimnames(m) <- list(docs$article, terms$term)
stopifnot(nrow(m) == nrow(docs), ncol(m) == nrow(terms), all(Matrix::colSums(m) == terms$count))

if (requireNamespace("quanteda", quietly = TRUE)) {
  d <- quanteda::as.dfm(m)
  quanteda::docvars(d) <- docs
  print(quanteda::topfeatures(d, 5))
}
if (requireNamespace("stm", quietly = TRUE)) { # documents without a word are no documents to stm
  corpus <- stm::readCorpus(m[Matrix::rowSums(m) > 0, ], type = "dtm")
  cat("stm:", length(corpus$documents), "documents\n")
}
cat(sprintf("docs %d terms %d entries %d sum %.0f\n", nrow(m), ncol(m), Matrix::nnzero(m), sum(m)))
