#!/bin/sh
# What LibreOffice reads in a workbook is what corral writes as CSV, and the other way round.
#
#     sh libreoffice.sh BIN DATASETS
#
# LibreOffice turns the first sheet into CSV again. Its header holds labels (no underscores) of the
# columns that are not blank; texts must be equal, numbers to the 15 digits that LibreOffice prints.
set -u
bin=$(cd "$1" && pwd) && datasets=$(cd "$2" && pwd) || exit 2
here=$(cd "$(dirname "$0")" && pwd)
PATH=$bin:$PATH
export PATH
work=$(mktemp -d) || exit 2
trap 'rm -rf "$work"' EXIT
trap 'exit 130' INT TERM
cd "$work" || exit 2
for program in soffice python3; do
    command -v $program >/dev/null || {
        echo "$program is missing"
        exit 77
    }
done

cat >hostile.csv <<'END'
coalition,member
"=1+1",school
"+2",school
"-3",school
"@sum",school
"'=4",school
"=HYPERLINK(""https://example.org"";""x"")",school
https://example.org,school
0123,school
1e5,church
TRUE,church
2026-03-04,church
"_x0041_ <b>&amp;",church
"quoted ""name"", with a comma",church
 Größe 東京 😀 ,church
END
cp hostile.csv given.csv

# 44 "," 34 quotes, 76 UTF-8; not formatted, so that numbers are whole.
filter='csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,false,false'
failures=0
# form NAME QUESTIONS ARGUMENTS...: a form opens, and its first sheet asks so many questions.
form() {
    name=$1 questions=$2
    shift 2
    corral checklist -q "$@" -o "$name.xlsx" || exit 1
    HOME=$work timeout 100 soffice "-env:UserInstallation=file://$work/profile" --headless \
        --convert-to "$filter" "$name.xlsx" >messages 2>&1
    sed -n 1p "$name.csv" | tr -d '"' | grep -q '^type,name,label,hint,required' &&
        [ "$(grep -c -e '^"\{0,1\}select_one ' -e '^"\{0,1\}integer"\{0,1\},' "$name.csv")" -ge \
            "$questions" ] &&
        return
    echo "$name: LibreOffice reads $(head -n 3 "$name.csv")"
    failures=$((failures + 1))
}
# try NAME ARGUMENTS...: a command with both formats.
try() {
    name=$1
    shift
    corral "$@" -f csv -o "$name.want.csv" && corral "$@" -o "$name.xlsx" || exit 1
    HOME=$work timeout 100 soffice "-env:UserInstallation=file://$work/profile" --headless \
        --convert-to "$filter" "$name.xlsx" >messages 2>&1
    [ -f "$name.csv" ] || {
        cat messages
        echo "$name: LibreOffice opens nothing"
        failures=$((failures + 1))
        return
    }
    python3 "$here/libreoffice.py" "$name.want.csv" "$name.csv" || failures=$((failures + 1))
}
try hostile groups -q hostile.csv
try harmon groups -q "$datasets/harmon"
try problems check -q "$datasets/harmon"
form umbrella 60 --for umbrella
form verify 20 --for verify --region "$datasets/harmon" --coalition ready-by-five

# A region that LibreOffice has saved as a workbook is the same region.
for region in given.csv "$datasets/harmon"; do
    corral export -q "$region" -o whole.csv || exit 1
    rm -f whole.xlsx
    HOME=$work timeout 100 soffice "-env:UserInstallation=file://$work/profile" --headless \
        --infilter='Text - txt - csv (StarCalc):44,34,76,1,1/2/2/2/3/2/4/1/5/2,0,true,false' \
        --convert-to xlsx whole.csv >messages 2>&1
    corral export -q whole.xlsx >back.csv && corral export -q whole.csv >once.csv &&
        cmp once.csv back.csv || {
        echo "$region: another region comes back from LibreOffice's workbook"
        failures=$((failures + 1))
    }
done
[ $failures -eq 0 ]
