#!/bin/sh
# The agreement of random complete tables as R's psych finds it (ICC) and as base R does (Kendall's W
# from Friedman's chi-squared, with ties).
#
#     sh psych.sh BIN
set -u
bin=$(cd "$1" && pwd) || exit 2
PATH=$bin:$PATH
export PATH
work=$(mktemp -d) || exit 2
trap 'rm -rf "$work"' EXIT
trap 'exit 130' INT TERM
cd "$work" || exit 2
command -v Rscript >/dev/null && Rscript -e 'library(psych)' >/dev/null 2>&1 || {
    echo 'R with psych is missing'
    exit 77
}

cat >make.R <<'END'
for (seed in 1:20) {
    set.seed(seed)
    raters <- sample(5:12, 1); candidates <- sample(2:5, 1); functions <- sample(1:4, 1)
    units <- candidates * functions
    level <- rnorm(units); mood <- rnorm(raters) / 2
    x <- outer(level, mood, "+") + matrix(rnorm(units * raters), units)
    x <- pmin(pmax(round(3 + x), 1), 5)
    write.csv(x, sprintf("x%d.csv", seed), row.names = FALSE)
    rows <- expand.grid(unit = 1:units, rater = 1:raters)
    write.csv(data.frame(respondent = paste0("t", rows$rater), organisation = paste0("o", rows$rater),
                         candidate = paste0("c", (rows$unit - 1) %/% functions),
                         function. = paste0("f", (rows$unit - 1) %% functions),
                         score = x[cbind(rows$unit, rows$rater)]),
              sprintf("ratings%d.csv", seed), row.names = FALSE, quote = FALSE)
    write.csv(data.frame(coalition = paste0("o", rows$rater), parameter = "p",
                         option = sprintf("u%02d", rows$unit),
                         rank = x[cbind(rows$unit, rows$rater)]),
              sprintf("preferences%d.csv", seed), row.names = FALSE, quote = FALSE)
}
END
Rscript make.R || exit 1
for seed in $(seq 20); do
    sed -i '1s/function\./function/' ratings$seed.csv
    corral backbone -q ratings$seed.csv --statistics -f csv >icc$seed.csv || exit 1
    corral umbrella -q preferences$seed.csv --statistics -f csv >w$seed.csv || exit 1
done

cat >compare.R <<'END'
suppressMessages(library(psych))
bad <- 0; compared <- 0
same <- function(what, ours, theirs, within) {
    compared <<- compared + 1
    if (is.na(ours) != is.nan(theirs) || (!is.na(ours) && abs(ours - theirs) > within)) {
        cat(what, ":", ours, "here,", theirs, "in R\n"); bad <<- bad + 1
    }
}
for (seed in 1:20) {
    x <- as.matrix(read.csv(sprintf("x%d.csv", seed)))
    icc <- suppressWarnings(ICC(x, lmer = FALSE))$results
    ours <- read.csv(sprintf("icc%d.csv", seed))
    value <- function(name) ours$value[ours$statistic == name]
    # Printed to two digits, as all that comes from a blind survey. Results at the end of the scale
    # or by fewer than all raters are no complete table.
    if (!any(ours$statistic == "ICC(A,k)")) { cat("seed", seed, "not complete\n"); bad <- bad + 1; next }
    same("ICC(A,1)", value("ICC(A,1)"), icc$ICC[icc$type == "ICC2"], 0.00501)
    same("ICC(C,1)", value("ICC(C,1)"), icc$ICC[icc$type == "ICC3"], 0.00501)
    same("ICC(A,k)", value("ICC(A,k)"), icc$ICC[icc$type == "ICC2k"], 0.00501)
    w <- read.csv(sprintf("w%d.csv", seed))
    chi <- unname(friedman.test(t(x))$statistic)
    same("chi-squared", w$chi_squared[1], chi, 1e-9)
    same("W", w$w[1], chi / (ncol(x) * (nrow(x) - 1)), 1e-9)
}
cat(compared, "figures compared\n")
quit(status = bad > 0 || compared < 90)
END
Rscript compare.R
