#!/bin/sh
# What the README says of the project is so: its packages are those of bootstrap, every command has
# a section and stands in the table of steps, whatever it links to or lists is there.
#
#     sh readme.sh SOURCES BIN
set -u
sources=$(cd "$1" && pwd) && bin=$(cd "$2" && pwd) || exit 2
PATH=$bin:$PATH
export PATH
work=$(mktemp -d) || exit 2
trap 'rm -rf "$work"' EXIT
trap 'exit 130' INT TERM
cd "$work" || exit 2
readme=$sources/README.md
failures=0

# same WHAT SAID THERE: two lists that should be one.
same() {
    sort "$2" >a
    sort "$3" >b
    [ -s a ] && cmp -s a b && return
    echo "$1: what is said (<) is not what is there (>)"
    diff a b
    failures=$((failures + 1))
}

words() { tr -s ' \\\n' '\n' | grep .; }

# Packages.
sed -n '/^sudo apt-get install/,/[^\\]$/p' "$readme" | sed 's/^sudo apt-get install//' | words >said
sed -n "/^packages='/,/'\$/p" "$sources/bootstrap" | sed "s/^packages=//; s/'//g" | words >there
same packages said there

# Commands: a section each, and "today" in the table of steps.
corral --help | sed -n 's/^ [ *] \([a-z]*\) .*/\1/p' >commands
sed -n 's/^### //p' "$readme" >said
same sections said commands
sed -n '/^| step | today |/,/^$/p' "$readme" >steps
awk -F'|' 'NR > 2 { print $3 }' steps | grep -o '`[a-z]*`' | tr -d '`' >said
grep -v -x generate commands >there # for researchers, in no step
same 'the steps of today' said there
awk -F'|' 'NR > 2 { print $4 }' steps | grep -o '`[a-z]*`' | tr -d '`' | grep -x -F -f commands >there &&
    echo "to come in the README, and there: $(cat there)" && failures=$((failures + 1))

# Examples: every command has some, and its manual page has the same.
while read -r command; do
    corral "$command" --help | sed -n '/^examples:/,$s/^  \(corral .*\)/\1/p' >said
    corral manual "$command" | sed '1,/^.SH EXAMPLES/d; s/\\-/-/g' | sed -n 's/^\\fB\(corral .*\)\\fR$/\1/p' >there
    same "examples of $command" said there
done <commands

# Links, directories, headers of the program.
grep -o '](\([^)]*\))' "$readme" | sed 's/](//; s/)//; s/#.*//' | grep -v '^https*:' >linked
sed -n '/^| directory |/,/^$/p' "$readme" | awk -F'|' 'NR > 2 { print $2 }' | tr -d '` ' >listed
sed -n 's/^#include <\(corral\/.*\)>/include\/\1/p' "$readme" >included
for list in linked listed included; do
    [ -s $list ] || echo "-nothing" >$list
    while read -r path; do
        [ -e "$sources/$path" ] && continue
        echo "$list in the README, and not there: $path"
        failures=$((failures + 1))
    done <$list
done

[ $failures -eq 0 ]
