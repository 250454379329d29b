#!/bin/sh
# Every manual page is set without a warning, with all its parts.
#
#     sh manual.sh BIN
set -u
bin=$(cd "$1" && pwd) || exit 2
PATH=$bin:$PATH LC_ALL=C.UTF-8 MANWIDTH=80
export PATH LC_ALL MANWIDTH
work=$(mktemp -d) || exit 2
trap 'rm -rf "$work"' EXIT
trap 'exit 130' INT TERM
cd "$work" || exit 2
printf '.TH A 1\n.SH NAME\nsome words\n' >page
if ! man -l page 2>/dev/null </dev/null | grep -q 'some words'; then
    echo 'man is missing: pages cannot be set'
    exit 77
fi
failures=0
for name in corral $(corral --help | sed -n 's/^ [ *] \([a-z]*\) .*/\1/p'); do
    corral manual "$name" >page
    man --warnings -l page >shown 2>messages </dev/null || echo "man: status $?" >>messages
    for part in NAME SYNOPSIS DESCRIPTION 'EXIT STATUS' 'SEE ALSO'; do
        grep -q "^$part" shown || echo "no $part" >>messages
    done
    [ -s messages ] || continue
    echo "the page of $name:"
    cat messages
    failures=$((failures + 1))
done
[ $failures -eq 0 ]
