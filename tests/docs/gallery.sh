#!/bin/sh
# gallery.sh PROJECT BIN: makes each figure of viz/gallery/README.md anew and compares it with the one
# that is there.
set -eu
project=$1
PATH=$2:$PATH
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
mkdir -p "$folder/viz/gallery"
ln -s "$project/datasets" "$folder/datasets"
cd "$folder"
sed -n '/^```sh$/,/^```$/s/^\(corral .*\)/\1/p' "$project/viz/gallery/README.md" > commands
[ -s commands ] || { echo 'no command in viz/gallery/README.md'; exit 1; }
sh -eu ./commands 2> messages || { cat messages; exit 1; }
differ=0
for figure in "$project"/viz/gallery/*.svg; do
    name=${figure##*/}
    cmp "viz/gallery/$name" "$figure" || { echo "viz/gallery/$name is not what its command makes"; differ=1; }
done
exit $differ
