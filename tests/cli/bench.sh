#!/bin/sh
# bench.sh BENCH BUILD: bench/run --quick ends, and those that find pairs find the same ones.
set -eu
/usr/bin/python3 -c 'import igraph, leidenalg, networkx, scipy, sklearn' 2>/dev/null || exit 77
command -v Rscript >/dev/null || exit 77
out=$(mktemp -d)
trap 'rm -rf "$out"' EXIT
"$1/run" --quick --build "$2" -o "$out" 2>/dev/null
cat "$out/results.md"
[ "$(grep -c '| the same |' "$out/results.md")" -eq 4 ] || exit 1
! grep -q differ "$out/results.md"
[ "$(grep -c '<circle' "$out/time.svg")" -gt 0 ]
