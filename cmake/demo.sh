#!/bin/sh
# The first minute: what corral finds in the invented region Harmon, each line under the command that
# made it.
#
#     sh demo.sh BIN FOLDER
#
# BIN holds the programs; FOLDER is made anew and filled with what they write. Run at the top of the
# sources.
set -eu
PATH=$1:$PATH LC_ALL=C.UTF-8
export PATH LC_ALL
folder=$2 harmon=datasets/harmon

# say LABEL PICK COMMAND...: runs corral COMMAND...; PICK, an awk program, makes a sentence of what it
# prints. No sentence is an error: then the command prints something else than it did.
say() {
    label=$1 pick=$2
    shift 2
    echo "+ corral $*"
    printed=$(corral "$@" 2>&1) || { echo "$printed" >&2; exit 1; }
    sentence=$(printf '%s\n' "$printed" | awk "$pick")
    [ -n "$sentence" ] || { echo "demo: nothing to say about $label" >&2; exit 1; }
    printf '%-14s %s\n' "$label" "$sentence"
}

# write FILE COMMAND...
write() {
    file=$folder/$1
    shift
    echo "+ corral $* -o $file"
    corral "$@" -o "$file"
}

rm -rf "$folder"
mkdir "$folder"
echo "+ PATH=\"\$PWD/$1:\$PATH\""

say 'Harmon (fictional):' '
    NR == 1 { sub(/ in .*/, ""); begin = $0 }
    /^members are not known/ { unnamed = $6 }
    /disputed cells?$/ { disputed = $1 }
    END { printf "%s. %d did not name their members, %d answers disagree.", begin, unnamed, disputed }
    ' check $harmon
say 'Tables:' '
    /^[0-9]+ groups/ { begin = $0 }
    $1 == 2 { count++ }
    /held together by/ && count && !by { by = $0; sub(/^ */, "", by); gsub(/ \([^)]*\)/, "", by); gsub(/;/, ",", by) }
    END { if (begin && by) printf "%s. Group 2: %d coalitions, %s.", begin, count, by }
    ' groups $harmon

write check.html  -q check $harmon
write groups.csv  -q groups $harmon
write groups.html -q groups $harmon

printf '%-14s' Wrote
printf ' %s' "$folder"/*
printf '\n%-14s %s\n' 'Your own:' "files like those in $harmon in a folder mine/, then corral check mine/"
