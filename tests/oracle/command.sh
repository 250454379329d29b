#!/bin/sh
# What `corral groups` prints of a folder against the slow way: command.sh CORRAL SLOW FOLDER, where
# a folder data:NAME is among the networks in $CORRAL_DATA.
set -u
corral=$1 slow=$2 folder=$3
case $folder in
data:*)
    [ -n "${CORRAL_DATA:-}" ] || {
        echo "CORRAL_DATA is not set"
        exit 77
    }
    folder=$CORRAL_DATA/${folder#data:}
    ;;
esac
aside=$(mktemp -d) || exit 2
trap 'rm -rf "$aside"' EXIT
"$corral" groups -q -f csv -o "$aside/groups.csv" "$folder" || exit 1
"$corral" groups -q -f json -o "$aside/groups.json" "$folder" || exit 1
"$slow" "$folder" "$aside/groups.csv" >"$aside/slow" || exit 1

# name value lines of the slow way, then "name": value of the JSON's first level
sed -n 's/^  "\([a-z_]*\)": \([-0-9.e]*\),*$/\1 \2/p' "$aside/groups.json" | awk '
    NR == FNR { slow[$1] = $2; next }
    $1 in slow {
        distance = $2 - slow[$1]
        if (distance > 1e-6 || distance < -1e-6) {
            printf "%s is %s, the slow way %s\n", $1, $2, slow[$1]
            failures++
        }
        compared++
    }
    $1 == "objective" { objective = $2 + 0 }
    $1 == "bound" { bound = $2 + 0 }
    END {
        if (bound < objective) { print "the bound is below the objective"; failures++ }
        if (compared < 5) { print "only " compared + 0 " figures were compared"; failures++ }
        exit failures > 0
    }' "$aside/slow" -
