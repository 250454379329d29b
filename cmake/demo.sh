#!/bin/sh
# The first minute: what corral finds in the invented region Harmon, each line under the command that
# made it.
#
#     sh demo.sh BIN FOLDER
#
# BIN holds the programs; FOLDER is made anew and filled with what they write. Run at the top of the
# sources.
set -eu
bin=$1 folder=$2 harmon=datasets/harmon
LC_ALL=C
export LC_ALL

# say LABEL PICK COMMAND...: runs corral COMMAND...; PICK, an awk program, makes a sentence of what it
# prints. No sentence is an error: then the command prints something else than it did.
say() {
    label=$1 pick=$2
    shift 2
    echo "+ corral $*"
    printed=$("$bin/corral" "$@" 2>&1) || { printf '%s\n' "$printed" >&2; exit 1; }
    sentence=$(printf '%s\n' "$printed" | awk "$pick")
    [ -n "$sentence" ] || { echo "demo: corral $* does not print what is looked for" >&2; exit 1; }
    printf '%-14s %s\n' "$label" "$sentence"
}

# write FILE COMMAND [OPTION...]
write() {
    file=$folder/$1
    shift
    set -- "$@" -q -o "$file" "$harmon"
    echo "+ corral $*"
    "$bin/corral" "$@"
}

rm -rf "$folder"
mkdir "$folder"
echo "+ PATH=\"\$PWD/$bin:\$PATH\""

# shellcheck disable=SC2016 # the awk programs' own $1
{
    say 'Harmon (fictional):' '
        NR == 1                  { sub(/ in .*/, ""); all = $0 }
        /^members are not known/ { unnamed = $6 }
        /^[0-9]+ disputed cells/ { disputed = $1 }
        END { if (all && unnamed && disputed)
                  printf "%s. %d did not name their members, %d answers disagree.",
                         all, unnamed, disputed }' \
        check $harmon
    say 'Same report:' '
        /is on the agenda/ { print tolower(substr($0, 1, 1)) substr($0, 2) "." }' \
        load --member 'Metro School District' $harmon
    say 'Should meet:' '
        /^Should meet: / && !said++ { sub(/^Should meet: /, ""); print $0 "." }' \
        overlaps --should-meet $harmon
    say 'Gap:' '
        /^gap: / { sub(/^gap: /, ""); print $0 "." }' \
        gaps --list $harmon/lists/issues.csv $harmon
    say 'Tables:' '
        /^[0-9]+ groups/            { all = $0 }
        $1 == 2                     { count++ }
        /held together/ && count    { by = $0; exit }
        END { gsub(/^ *([a-z]+: )?| \([^)]*\)/, "", by); gsub(/;/, ",", by)
              if (all && by) printf "%s. Group 2: %d coalitions, %s.", all, count, by }' \
        groups $harmon
}

write check.html check
write groups.csv groups
write groups.html groups
write map.svg map
write chart.html compare --group 2
write chart.xlsx compare --group 2
write load.csv load
write gaps.svg gaps --of population --by issue --not-applicable $harmon/lists/not-applicable.csv
write report.html report

printf '%-14s' Wrote
printf ' %s' "$folder"/*
printf '\n%-14s %s\n' 'Your own:' \
    "files like those of $harmon in a folder mine/, then corral check mine/, corral map mine/"
