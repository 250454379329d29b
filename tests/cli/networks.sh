#!/bin/sh
# Networks for other programs: each well formed, valid by the rules of its format, all of them
# saying the same, and the same bytes for any order of rows.
#
#     sh networks.sh BIN DATASETS
set -u
bin=$(cd "$1" && pwd) && datasets=$(cd "$2" && pwd) && here=$(cd "$(dirname "$0")" && pwd) || exit 2
PATH=$bin:$PATH
export PATH
python3 -c '' 2>/dev/null || {
    echo 'python3 is missing'
    exit 77
}
work=$(mktemp -d) || exit 2
trap 'rm -rf "$work"' EXIT
trap 'exit 130' INT TERM
cd "$work" || exit 2
failures=0
complain() {
    echo "$*"
    failures=$((failures + 1))
}

# write REGION FOLDER
write() {
    mkdir "$2"
    for format in hif graphml gexf pajek dot gephi kumu dl; do
        corral export -q "$1" -f $format -o "$2/r.$format" || complain "$1: $format"
    done
}

# look REGION SEATS
look() {
    rm -rf out
    write "$1" out
    seats=$(python3 "$here/networks.py" out) || complain "$1: the networks differ"
    [ "$seats" = "$2" ] || complain "$1: $seats seats instead of $2"
    if command -v xmllint >/dev/null; then
        xmllint --noout out/r.graphml out/r.gexf || complain "$1: not well formed"
    fi
    if command -v dot >/dev/null; then
        dot -Tsvg out/r.dot >out/r.svg || complain "$1: Graphviz refuses it"
    fi
}

cat >hostile.csv <<'END'
coalition,facet,item,weight
"=cmd()",goal,"a ""quoted"" ]]> & <b> &#34; \N &eacute; \",1
"=cmd()",issue,"a ""quoted"" ]]> & <b> &#34; \N &eacute; \",0.5
"=cmd()",member,</script>,1
B,member,</script>,1
B,goal,"line
end",1
B,goal,B,1
B,goal,B (goal),1
B,goal,B (B),1
C,member,'+1,1
C,member,"a, b; c | d",1
C,member,onload=x,1
C,member,javascript:alert(1),1
c,member,@x,0.001
END
printf 'c,goal,"bell\001 \342\200\256x \357\277\277 \357\277\275 \360\237\232\202",0.25\n' >>hostile.csv
printf 'coalition,member\n' >none.csv
printf 'coalition,member\nA,x\n' >one.csv
printf 'coalition,facet,item,known\nA,member,,yes\nB,goal,x,no\n' >seatless.csv
look hostile.csv 14
look none.csv 0
look one.csv 1
look seatless.csv 0
look "$datasets/harmon" "$(corral check -q -f csv --summary "$datasets/harmon" |
    awk -F, 'NR > 1 { n += $3 } END { print n }')"

# The order of rows does not matter.
mkdir turned
for file in "$datasets"/harmon/*.csv; do
    (head -n 1 "$file" && tail -n +2 "$file" | tac) >"turned/$(basename "$file")"
done
write turned again
diff -r out again || complain 'the order of rows changes the bytes'

[ $failures -eq 0 ]
