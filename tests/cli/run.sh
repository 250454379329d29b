#!/bin/sh
# Runs one case: run.sh BIN DATASETS CASE
#
# A case is a list of commands with what they must print, run one after the other in a fresh folder
# with BIN first in PATH and $DATASETS leading to the datasets:
#
#     # a comment
#     file region.csv
#     coalition,member
#     A,school
#     end
#     $ corral check -q region.csv | head -1
#     1 coalition, 1 member in 1 seat
#     $ corral check nothing
#     ! corral: nothing: cannot be opened: No such file or directory
#     ? 1
#
# Lines behind a command are its standard output, lines with "! " its standard error, "? N" its exit
# status if that is not 0. "| " before a line of standard output keeps it from being read otherwise
# ("|" alone is a blank line). Blank lines before the next command or comment do not count.
#
# UPDATE=1 run.sh ... writes what the commands print now into the case: read the difference.
set -u
bin=$(cd "$1" && pwd) || exit 2
DATASETS=$(cd "$2" && pwd) || exit 2
case_file=$(cd "$(dirname "$3")" && pwd)/$(basename "$3") || exit 2
[ -x "$bin/corral" ] || {
    echo "$bin: no corral there"
    exit 2
}
PATH=$bin:$PATH LC_ALL=C.UTF-8 TERM=dumb
export PATH DATASETS LC_ALL TERM
unset NO_COLOR COLUMNS LANG

aside=$(mktemp -d) || exit 2
trap 'rm -rf "$aside"' EXIT
trap 'exit 130' INT TERM
mkdir "$aside/run" && cd "$aside/run" || exit 2

update=${UPDATE:-}
new=$aside/new
command='' failures=0 count=0 number=0 at=0
: >"$new"

keep() { [ -n "$update" ] && printf '%s\n' "$1" >>"$new"; }

# Compares one stream; says what differs.
compare() {
    if ! diff -u --label "$1 expected" --label "$1 printed" "$2" "$3" >"$aside/diff"; then
        [ "$failed" -eq 0 ] && printf '%s:%s: $ %s\n' "$(basename "$case_file")" "$at" "$command"
        failed=1
        cat "$aside/diff"
    fi
}

# Runs the command under way, if there is one.
finish() {
    [ -n "$command" ] || return 0
    count=$((count + 1))
    sh -c "$command" >"$aside/out" 2>"$aside/err" </dev/null
    echo $? >"$aside/status"
    if [ -n "$update" ]; then
        sed -e 's/^$/|/; s/^[$!?#|] /| &/; s/^file /| &/' "$aside/out" >>"$new"
        sed -e 's/^/! /' "$aside/err" >>"$new"
        [ "$(cat "$aside/status")" = 0 ] || echo "? $(cat "$aside/status")" >>"$new"
    else
        failed=0
        compare 'standard output' "$aside/want_out" "$aside/out"
        compare 'standard error' "$aside/want_err" "$aside/err"
        compare 'status' "$aside/want_status" "$aside/status"
        failures=$((failures + failed))
    fi
    command=''
}

begin() {
    command=$1 at=$number
    blanks=''
    : >"$aside/want_out"
    : >"$aside/want_err"
    echo 0 >"$aside/want_status"
}

expect_out() {
    printf '%s%s\n' "$blanks" "$1" >>"$aside/want_out"
    blanks=''
}

file=''
blanks=''
while IFS= read -r line || [ -n "$line" ]; do
    number=$((number + 1))
    if [ -n "$file" ]; then
        keep "$line"
        if [ "$line" = end ]; then file=''; else printf '%s\n' "$line" >>"$file"; fi
        continue
    fi
    case $line in
    '$ '*)
        finish
        keep "$line"
        begin "${line#??}"
        ;;
    'file '*)
        finish
        keep "$line"
        file=${line#file }
        case $file in */*) mkdir -p "$(dirname "$file")" ;; esac
        : >"$file"
        ;;
    '# '*)
        finish
        keep "$line"
        ;;
    '')
        if [ -n "$command" ]; then
            blanks="$blanks
"
        else
            keep ''
        fi
        [ -n "$update" ] && [ -n "$command" ] && { finish; keep ''; }
        ;;
    '! '* | '!') line=${line#!}; printf '%s\n' "${line# }" >>"$aside/want_err" ;;
    '? '*) echo "${line#??}" >"$aside/want_status" ;;
    '| '*) expect_out "${line#??}" ;;
    '|') expect_out '' ;;
    *) [ -z "$update" ] && expect_out "$line" ;;
    esac
done <"$case_file"
finish

if [ -n "$update" ]; then
    cat "$new" >"$case_file"
    exit 0
fi
if [ "$count" -eq 0 ]; then
    echo "$case_file: no command in it"
    exit 1
fi
[ "$failures" -eq 0 ] || echo "$failures of $count commands differ"
[ "$failures" -eq 0 ]
