#!/bin/sh
# Checks the includes of the sources against layers.txt: layers.sh PROJECT
set -u
cd "${1:-.}" || exit 2
table=$(dirname "$0")/layers.txt
case $table in /*) ;; *) table=tests/layers.txt ;; esac

find include src viz -name '*.[ch]' | LC_ALL=C sort | awk -v table="$table" '
function wrong(what) {
    printf "%s:%d: %s\n", file, line, what
    failures++
}
# Whether path matches one of the patterns in the fields from..to of words.
function matches(path, words, from, to,    i, pattern) {
    for (i = from; i <= to; i++) {
        pattern = words[i]
        gsub(/[.]/, "[.]", pattern)
        gsub(/[*]/, "[^/]*", pattern)
        if (path ~ ("^" pattern "$")) return 1
    }
    return 0
}
function read_table(    n, words, i) {
    while ((getline text < table) > 0) {
        if (text ~ /^#/ || text ~ /^[ \t]*$/) continue
        n = split(text, words)
        if (words[1] == "layer") {
            is_layer[words[2]] = 1
            may[words[2], words[2]] = 1
            for (i = 3; i <= n; i++) may[words[2], words[i]] = 1
        } else if (words[1] == "public") {
            layer_of[words[2]] = words[3]
        } else if (words[1] == "plain") {
            for (i = 2; i <= n; i++) plain[words[i]] = 1
        } else if (words[1] == "only" || words[1] == "one") {
            rules++
            rule[rules] = text
        } else {
            print table ": not a rule: " text
            exit 2
        }
    }
    if (!rules) {
        print table ": no rules"
        exit 2
    }
}
function check_rules(header,    k, n, words) {
    for (k = 1; k <= rules; k++) {
        n = split(rule[k], words)
        if (index(header, words[2]) != 1) continue
        if (!matches(file, words, 3, n)) wrong(header " may not be included here (" rule[k] ")")
        if (words[1] == "one" && used[k] != "" && used[k] != file)
            wrong(header " is already included by " used[k])
        used[k] = file
    }
}
function check_public(header, quoted) {
    if (header ~ /^corral\// ? !(header in layer_of) : quoted || !(header in plain))
        wrong("a public header may not include " header)
}
function check_layer(header,    parts, other) {
    split(header, parts, "/")
    other = header in layer_of ? layer_of[header] : parts[1]
    if (header ~ /^corral\// && !(header in layer_of))
        wrong(header " has no layer: give it one in " table)
    else if (!(other in is_layer))
        wrong(header " belongs to no layer")
    else if (!((layer, other) in may))
        wrong(layer " may not include " header " (of " other ")")
}
# viz stands alone: its headers are found beside its files.
function check_viz(header) {
    if (header !~ /^[a-z_\/]*[.]h$/ || header ~ /^corral\// || !(("viz/" header) in exists))
        wrong("viz may include its own headers only, not " header)
}
function check(header, quoted) {
    check_rules(header)
    if (file ~ /^include\//)
        check_public(header, quoted)
    else if (layer == "viz" && quoted)
        check_viz(header)
    else if (quoted)
        check_layer(header)
}
{
    files[NR] = $0
    exists[$0] = 1
}
END {
    read_table()
    for (f = 1; f <= NR; f++) {
        file = files[f]
        line = 0
        split(file, path, "/")
        layer = path[1] == "src" ? path[2] : path[1]
        if (path[1] == "include" && !(substr(file, 9) in layer_of))
            wrong("a public header without a layer: give it one in " table)
        else if (path[1] != "include" && !(layer in is_layer))
            wrong("a folder that is no layer")
        while ((getline text < file) > 0) {
            line++
            if (text !~ /^[ \t]*#[ \t]*include[ \t]/) continue
            includes++
            quoted = text ~ /"/
            if (!match(text, /["<][^">]*[">]/)) wrong("an include that names no header")
            else check(substr(text, RSTART + 1, RLENGTH - 2), quoted)
        }
        close(file)
    }
    if (!includes) {
        print "no include found: is this the project?"
        exit 2
    }
    exit failures > 0
}'
