#!/bin/sh
# Every public header compiles alone, and twice: check.sh HEADERS COMPILER FLAGS...
set -u
headers=$1
shift
command -v "$1" >/dev/null 2>&1 || {
    echo "$1: no such compiler here"
    exit 77
}
aside=$(mktemp -d) || exit 2
trap 'rm -rf "$aside"' EXIT
count=0 failures=0
for header in "$headers"/corral/*.h; do
    name=corral/$(basename "$header")
    printf '#include "%s"\n#include "%s"\ntypedef int nothing_else;\n' "$name" "$name" \
        >"$aside/alone.c"
    count=$((count + 1))
    "$@" -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Werror -fsyntax-only -I"$headers" \
        "$aside/alone.c" || {
        echo "$name does not compile alone: $*"
        failures=$((failures + 1))
    }
done
[ "$count" -gt 0 ] || {
    echo "$headers: no headers there"
    exit 1
}
[ "$failures" -eq 0 ]
