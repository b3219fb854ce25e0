# SPDX-License-Identifier: GPL-3.0-or-later
# A report in R, drawn by ggplot2: Rscript trend_ggplot.R trend.json trend.png
for (name in c("jsonlite", "ggplot2")) {
  if (!requireNamespace(name, quietly = TRUE)) {
    cat("skipped:", name, "is not installed\n")
    quit(status = 77)
  }
}
library(ggplot2)

args <- commandArgs(trailingOnly = TRUE)
report <- jsonlite::fromJSON(args[1])
trend <- if (is.null(report$data)) report$resources$data[[1]] else report$data
trend$period_start <- as.Date(trend$period_start, format = "%Y-%m-%d")

# A gap is NA, so the line and the ribbon break there.
picture <- ggplot(trend, aes(period_start, rate)) +
  geom_ribbon(aes(ymin = rate_low, ymax = rate_high), fill = "#0072B2", alpha = 0.2) +
  geom_line(colour = "#0072B2") +
  facet_wrap(~term, ncol = 1) +
  labs(x = NULL, y = "per million words")
if (capabilities("cairo")) {
  png(args[2], width = 900, height = 500, type = "cairo")
} else {
  pdf(args[2], width = 9, height = 5, family = "GB1")
}
suppressWarnings(print(picture))
invisible(dev.off())
cat(sprintf("rows %d gaps %d count %.0f\n", nrow(trend), sum(!trend$has_issue), sum(trend$count, na.rm = TRUE)))
