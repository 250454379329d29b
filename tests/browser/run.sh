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
broken() {
    echo "$1: NOT DRAWN: $(head -1 "$folder/$1.said")"
    failed=1
}
# twice NAME: a model, as a drawing and as its geometry.
twice() {
    "$bin/corral-viz" <"$folder/$1.model" >"$folder/$1.svg" 2>"$folder/$1.said" &&
        "$bin/corral-viz" -f geometry <"$folder/$1.model" >"$folder/$1.json" 2>>"$folder/$1.said"
}
# What corral draws with: the drawing as always, the geometry of the same model to $CORRAL_GEOMETRY.
mkdir -p "$folder/both"
cat >"$folder/both/corral-viz" <<EOF
#!/bin/sh
cat >"\$CORRAL_GEOMETRY.model" || exit 1
"$bin/corral-viz" -f geometry <"\$CORRAL_GEOMETRY.model" >"\$CORRAL_GEOMETRY" || exit 1
exec "$bin/corral-viz" "\$@" <"\$CORRAL_GEOMETRY.model"
EOF
chmod +x "$folder/both/corral-viz"
# drawn NAME COMMAND OPTIONS...: with corral.
drawn() {
    name=$1
    shift
    CORRAL_VIZ=$folder/both/corral-viz CORRAL_GEOMETRY=$folder/$name.json \
        "$bin/corral" "$@" -q -o "$folder/$name.svg" >"$folder/$name.said" 2>&1 || broken "$name"
}
# modelled NAME WHAT NUMBER: an invented model, with corral-viz.
modelled() {
    "$models" "$2" "$3" >"$folder/$1.model" 2>"$folder/$1.said" && twice "$1" || broken "$1"
}
# paged NAME DRAWINGS COMMAND OPTIONS...: a page with so many drawings, or as many as the command says.
paged() {
    name=$1 drawings=$2
    shift 2
    "$bin/corral" "$@" -o "$folder/$name.html" >"$folder/$name.said" 2>&1 || broken "$name"
    [ "$drawings" != said ] ||
        drawings=$(sed -n 's/.* \([0-9][0-9]*\) drawings.*/\1/p' "$folder/$name.said")
    echo "$drawings" >"$folder/$name.drawings"
}

harmon=$datasets/harmon toy=$datasets/toy
# Those that are spoiled, too.
common() {
    drawn network-harmon map --style network "$harmon"
    drawn matrix-harmon map --style matrix "$harmon"
    drawn upset-harmon map --style upset --group 1 "$harmon"
    "$bin/corral" generate -q --force --coalitions 400 -o "$folder/region" >"$folder/said" 2>&1 || failed=1
    drawn districts-region map --style districts "$folder/region"
    drawn gaps-harmon gaps --of population --by issue "$harmon"
    drawn trains-dark map --group 3 --theme dark --effort fast "$harmon"
    drawn trains-still map --group 3 --theme print --no-interactive --effort fast "$harmon"
    paged map 1 map --group 3 --effort fast "$harmon"
    paged chart 0 compare --group 1 "$harmon"
    paged report said report "$harmon"
    paged report-toy said report "$toy"
    modelled trains-model trains 4
    modelled trains-model-hostile hostile-trains 2
}
others() {
    drawn trains-harmon-1 map --group 1 "$harmon"
    drawn trains-a3 map --group 2 --paper a3 --effort fast "$harmon"
    drawn trains-poster-a3 map --group all --paper a3 --effort fast "$harmon"
    drawn trains-fold map --group 4 --fold 2 --effort fast "$harmon"
    drawn trains-goals map --group 1 --stations goal --effort fast "$harmon"
    drawn trains-toy map --style trains --group all "$toy"
    drawn network-toy map --style network "$toy"
    drawn matrix-group map --style matrix --group 1 "$harmon"
    paged poster 1 map --group all --effort fast "$harmon"
    for seed in 1 2 3; do modelled "trains-random-$seed" trains $seed; done
    modelled trains-poster poster 3
    modelled network-random network 1
    modelled network-hostile hostile-network 0
    [ -z "${CORRAL_DATA:-}" ] || real_ones
}
# real NAME REGION OPTIONS...
real() {
    [ -d "$CORRAL_DATA/$2" ] || return 0
    real_name=$1 real_region=$CORRAL_DATA/$2
    shift 2
    drawn "$real_name" map "$@" "$real_region"
}
real_ones() {
    real trains-opengr opengr_nl --group 1
    real trains-k8s k8s_groups --group 1
    real trains-davis davis_southern_women --group 1
    real network-davis davis_southern_women --style network
}
# Two at a time.
(common; exit $failed) &
[ "$mode" = -s ] || others
wait $! || failed=1
if [ "$mode" = -s ]; then
    [ "$failed" -eq 0 ] || exit 1
    "$node" "$here/check.js" "$browser" "$folder" -s
    exit
fi
"$node" "$here/check.js" "$browser" "$folder" || failed=1
exit $failed
