#!/bin/sh
# Networks that other programs read: the seats and weights of the region, in each of them; and the
# same region comes back from files that they write.
#
#     sh networks.sh BIN DATASETS
set -u
bin=$(cd "$1" && pwd) && datasets=$(cd "$2" && pwd) && here=$(cd "$(dirname "$0")" && pwd) || exit 2
PATH=$bin:$PATH
export PATH
# The system's own, where another one stands before it in PATH.
python=
for one in python3 /usr/bin/python3; do
    [ -z "$python" ] && $one -c 'import igraph, networkx' 2>/dev/null && python=$one
done
[ -n "$python" ] || {
    echo 'python3 with networkx and igraph is missing'
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

look() {
    rm -rf out
    mkdir out
    for format in hif graphml gexf pajek dot gephi kumu; do
        corral export -q "$1" -f $format -o "out/r.$format" || complain "$1: $format"
    done
    seats=$(corral check -q -f csv --summary "$1" | awk -F, 'NR > 1 { n += $3 } END { print n + 0 }')
    $python -W ignore "$here/networks.py" out "$seats" || complain "$1: networkx or igraph"
    if command -v Rscript >/dev/null && Rscript -e 'library(igraph)' >/dev/null 2>&1; then
        Rscript --vanilla "$here/networks.R" out "$seats" || complain "$1: igraph for R"
    fi
    # What another program made of it is still the same region.
    corral export -q "$1" -f hif -o want.json
    $python -W ignore - <<'END' || complain "$1: cannot be written again"
import igraph, networkx
networkx.write_graphml(networkx.read_graphml("out/r.graphml"), "again.graphml")
igraph.Graph.Read_GraphML("out/r.graphml").write_graphml("igraph.graphml")
END
    for file in again.graphml igraph.graphml; do
        corral export -q $file -f hif >have.json && cmp want.json have.json || complain "$1: $file"
    done
}

cat >hostile.csv <<'END'
coalition,facet,item,weight
"=cmd()",goal,"a ""quoted"" ]]> & <b> &#34; \N &eacute; \",1
"=cmd()",member,</script>,1
B,member,</script>,0.5
B,goal,"line
end",1
B,goal,B (goal),1
B,goal,B (B),1
C,member,'+1,1
C,member,"a, b; c | d",0.125
c,member,Größe 東京 😀,0.001
END
printf 'coalition,member\nA,x\n' >one.csv
printf 'coalition,facet,item,known\nA,member,,yes\nB,goal,x,no\n' >seatless.csv
for region in hostile.csv one.csv seatless.csv "$datasets/toy" "$datasets/harmon"; do
    look "$region"
done
[ $failures -eq 0 ]
