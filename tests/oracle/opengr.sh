#!/bin/sh
# A real file as it was published, through import and names: the figures that its README counts, and
# what becomes of the names that are proposed as one.
#
#     sh opengr.sh CORRAL        CORRAL_DATA leads to the networks; skipped without
set -u
corral=$(cd "$(dirname "$1")" && pwd)/$(basename "$1") || exit 2
data=${CORRAL_DATA:-}/opengr_nl
[ -n "${CORRAL_DATA:-}" ] && [ -f "$data/original.csv" ] || {
    echo 'CORRAL_DATA does not lead to opengr_nl'
    exit 77
}
work=$(mktemp -d) || exit 2
trap 'rm -rf "$work"' EXIT
cd "$work" || exit 2
run() {
    command=$1
    shift
    "$corral" "$command" -q "$@" --column 'Gemeenschappelijke regeling=coalition' \
        --column Deelnemer=member --column Provincie=geography "$data/original.csv"
}
# expect WHAT LINE...: standard input is these lines. At the end of a pipe, so it leaves a file.
expect() {
    what=$1
    shift
    printf '%s\n' "$@" >want
    diff want - || {
        echo "$what differs"
        : >failed
    }
}

# Three names hold a comma: nobody but the reader can tell that no cell is a list.
run check 2>&1 | grep -c 'Hoogheemraadschap Amstel' | expect 'what is said of commas' 1

# README: 464 coalitions, 605 participants in 3,742 seats, 14 provinces in 466.
seats='facet,items,seats,known,partial,unknown,shared'
run check --summary -f csv --separator line |
    expect 'the file' "$seats" member,605,3742,0,464,0,443 geography,14,466,0,464,0,13
"$corral" check -q --summary -f csv "$data" |
    expect 'the tidied folder' "$seats" member,605,3742,0,464,0,443 geography,14,466,0,464,0,13

# Twelve participants and the misspelt province are proposed, each of them rightly.
run names --separator line -f csv -o names.csv
sed '1d; s/,[a-z]*,[01][0-9.]*,.*//' names.csv | LC_ALL=C sort | expect 'what is proposed' \
    'Capelle aan den Ijssel,Capelle aan den IJssel' 'EnkHuizen,Enkhuizen' \
    'Geldrop-Mierlo,Gedrop-Mierlo' 'Haaksbergen,Haasbergen' 'Het Bildt,het Bildt' \
    'Hoogheemraadschap van Rijnland,Hoogheermraadschap van Rijnland' \
    'Hoogheemraadschap van Schieland en de Krimpenerwaard,Hoogheemraadschap van Schieland en Krimpenerwaard' \
    'Krimpen aan den Ijssel,Krimpen aan den IJssel' 'Overbetuwe,"Overbetuwe,"' \
    'Provincie Overrijssel,Provincie Overijssel' 'Reusel-De Mierden,Reusel-de Mierden' \
    'Sint-Michielsgestel,Sint Michielsgestel' 'Sint-Oedenrode,Sint Oedenrode'
sed 's/,,,$/,same,,/' names.csv >same.csv
merged='member,593,3742,0,464,0,439'
run check --summary -f csv --separator line --aliases same.csv |
    expect 'the merged region' "$seats" $merged geography,13,466,0,464,0,12
run import --separator line --aliases same.csv -o region.db
"$corral" check -q --summary -f csv region.db |
    expect 'the database' "$seats" $merged geography,13,466,0,464,0,12
[ ! -e failed ]
