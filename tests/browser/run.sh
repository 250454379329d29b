#!/bin/sh
# Looks at drawings as a browser shows them: draws a few dozen and has check.js measure each.
#
#     run.sh BIN MODELS DATASETS [-s]     BIN: corral and corral-viz; MODELS: the program viz-model;
#                                         -s: spoils a drawing instead, and sees whether that is seen
#
# With CORRAL_DATA real networks are drawn, too. CORRAL_BROWSER_KEEP=FOLDER keeps the drawings.
set -u
here=$(cd "$(dirname "$0")" && pwd)
bin=$1 models=$2 datasets=$3 mode=${4-}
first_of() {
    for program; do command -v "$program" && return; done
    return 1
}
browser=$(first_of chromium chromium-browser google-chrome) || {
    echo 'skipped: there is no chromium'
    exit 77
}
node=$(first_of node nodejs) || {
    echo 'skipped: there is no node'
    exit 77
}
folder=${CORRAL_BROWSER_KEEP:-}
if [ -z "$folder" ]; then
    folder=$(mktemp -d) || exit 2
    trap 'rm -rf "$folder"' EXIT
    trap 'exit 1' INT TERM
fi
mkdir -p "$folder"

failed=0
# drawn NAME OPTIONS...: with corral; a style that is not there yet, or refuses the region, is said.
drawn() {
    name=$1
    shift
    "$bin/corral" map -q -o "$folder/$name" "$@" >"$folder/said" 2>&1 && return
    rm -f "$folder/$name"
    case $(cat "$folder/said") in
    *'to come'*) echo "$name: left out, to come" ;;
    *)
        echo "$name: NOT DRAWN: $(head -1 "$folder/said")"
        failed=1
        ;;
    esac
}
# modelled NAME WHAT NUMBER: an invented model, with corral-viz.
modelled() {
    "$models" "$2" "$3" | "$bin/corral-viz" >"$folder/$1" && return
    echo "$1: NOT DRAWN"
    failed=1
}

if [ "$mode" = -s ]; then
    modelled trains-spoil.svg trains 4
    [ "$failed" -eq 0 ] || exit 1
    "$node" "$here/check.js" "$browser" "$folder" -s
    exit
fi

harmon=$datasets/harmon toy=$datasets/toy
for group in 1 2 3 4; do drawn "trains-harmon-$group.svg" --group $group "$harmon"; done
drawn trains-a3.svg --group 2 --paper a3 "$harmon"
drawn trains-poster-a3.svg --group all --paper a3 "$harmon"
drawn trains-print-still.svg --group 3 --theme print "$harmon"
drawn trains-dark.svg --group 3 --theme dark "$harmon"
drawn trains-fold.svg --group 1 --fold 2 "$harmon"
drawn trains-goals.svg --group 1 --stations goal "$harmon"
drawn trains-toy.svg --style trains --group all "$toy"
drawn network-harmon.svg --style network "$harmon"
drawn network-toy.svg --style network "$toy"
drawn matrix-harmon.svg --style matrix "$harmon"
drawn matrix-group.svg --style matrix --group 1 "$harmon"
drawn upset-group.svg --style upset --group 1 "$harmon"
drawn districts-harmon.svg --style districts "$harmon"
drawn map.html --group 1 "$harmon"
drawn poster.html --group all "$harmon"
drawn matrix.html --style matrix "$harmon"
for seed in 1 2 3 4 5 6; do modelled "trains-random-$seed.svg" trains $seed; done
modelled trains-poster.svg poster 3
modelled network-random.svg network 1
modelled trains-hostile.svg hostile-trains 2
modelled network-hostile.svg hostile-network 0
if "$bin/corral" help report >/dev/null 2>&1; then
    "$bin/corral" report -o "$folder/report.html" "$harmon" >"$folder/said" 2>&1 || {
        echo "report.html: NOT MADE: $(head -1 "$folder/said")"
        failed=1
    }
fi
if [ -n "${CORRAL_DATA:-}" ]; then
    # real NAME REGION OPTIONS...
    real() {
        [ -d "$CORRAL_DATA/$2" ] || return 0
        real_name=$1 real_region=$CORRAL_DATA/$2
        shift 2
        drawn "$real_name" "$@" "$real_region"
    }
    real trains-opengr.svg opengr_nl --group 1
    real trains-congress.svg us_congress_committees --group 1
    real trains-k8s.svg k8s_groups --group 1
    real trains-k8s-strategies.svg k8s_groups --group 1 --stations strategy
    real trains-climate-goals.svg climate_initiatives --group 1 --stations goal
    real trains-davis.svg davis_southern_women --group 1
    real network-davis.svg davis_southern_women --style network
fi
"$node" "$here/check.js" "$browser" "$folder" || failed=1
exit $failed
