#!/bin/sh
# Runs every command line of corral and sqlite3 in the README, in order, in a fresh folder with the
# datasets in it; each must succeed, and leave what -o says. The README's own data is read without a warning.
#
#     sh commands.sh SOURCES BIN
set -u
sources=$(cd "$1" && pwd) && bin=$(cd "$2" && pwd) || exit 2
PATH=$bin:$PATH
export PATH
work=$(mktemp -d) || exit 2
trap 'rm -rf "$work"' EXIT
trap 'exit 130' INT TERM
cd "$work" && ln -s "$sources/datasets" datasets || exit 2
failures=0
complain() {
    echo "$*"
    failures=$((failures + 1))
}

awk '/^```/ { inside = $0 == "```sh"; next } inside && /^(corral|sqlite3) /' "$sources/README.md" >commands
[ "$(wc -l <commands)" -ge 10 ] || complain "only $(wc -l <commands) commands in the README"
while read -r line; do
    sh -c "$line" >printed 2>messages </dev/null || complain "$line: $(cat messages)"
    output=$(echo "$line" | sed -n 's/.* -o \([^ ]*\).*/\1/p')
    [ -s "${output:-printed}" ] || complain "$line: nothing is written"
done <commands

# "`NAME.csv`, ..." and below it, indented, the file.
mkdir region
awk '
    match($0, /^`[a-z]*\.csv`, /) { file = "region/" substr($0, 2, RLENGTH - 4); next }
    /^    / && file { print substr($0, 5) >file; next }
    /./ { file = "" }' "$sources/README.md"
[ "$(ls region | paste -s -d ' ')" = 'coalitions.csv footprint.csv' ] ||
    complain "the README's data is in $(ls region)"
[ "$(corral check -f csv region | wc -l)" -eq 1 ] || complain "$(corral check -f csv region)"

[ $failures -eq 0 ]
