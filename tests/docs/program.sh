#!/bin/sh
# The C program in the README is compiled against the library and run beside the datasets.
#
#     sh program.sh SOURCES LIBRARY COMPILER [FLAG...]
set -u
sources=$(cd "$1" && pwd) && library=$(cd "$(dirname "$2")" && pwd)/$(basename "$2") || exit 2
compiler=$3
shift 3
work=$(mktemp -d) || exit 2
trap 'rm -rf "$work"' EXIT
trap 'exit 130' INT TERM
cd "$work" && ln -s "$sources/datasets" datasets || exit 2

# What includes is the top of a file, the rest the body of its main.
awk '/^```/ { inside = $0 == "```c"; next } inside' "$sources/README.md" >block
{
    echo '#include <stdio.h>'
    grep '^#include' block
    echo 'int main(void)'
    echo '{'
    grep -v '^#include' block
    echo '}'
} >program.c
"$compiler" -std=c11 -Wall -Wextra -Wpedantic -Werror "$@" -I"$sources/include" program.c "$library" \
    -Wl,-rpath,"$(dirname "$library")" -o program || exit 1
printed=$(./program)
[ "$printed" = '7 groups' ] || {
    echo "the README's program prints \"$printed\""
    exit 1
}
