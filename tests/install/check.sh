#!/bin/sh
# Installs the build into a temporary folder and uses it as a stranger would:
#
#     check.sh CMAKE BUILD C_COMPILER
#
# the programs, a C program compiled with pkg-config and with find_package, the manual pages, the
# completion scripts, the datasets.
set -u
cmake=$1 build=$2 cc=$3
here=$(cd "$(dirname "$0")" && pwd) || exit 2
aside=$(mktemp -d) || exit 2
trap 'rm -rf "$aside"' EXIT
trap 'exit 130' INT TERM
prefix=$aside/prefix
# What the person who runs the tests has set must not lead anywhere else.
unset DESTDIR CORRAL_VIZ PKG_CONFIG_LIBDIR PKG_CONFIG_SYSROOT_DIR CMAKE_PREFIX_PATH LD_LIBRARY_PATH
failures=0

fail() {
    echo "FAILED: $*"
    failures=$((failures + 1))
}

# Runs a command in silence; shows what it printed only if it fails.
quietly() {
    "$@" >"$aside/log" 2>&1 && return 0
    fail "$*"
    cat "$aside/log"
    return 1
}

there() { [ -s "$prefix/$1" ] || fail "$1 is not installed, or empty"; }

quietly "$cmake" --install "$build" --prefix "$prefix" || exit 1

# ---- programs ----

for program in corral corral-viz; do
    "$prefix/bin/$program" --version >"$aside/out" 2>&1 ||
        { fail "$program --version"; cat "$aside/out"; }
    grep -q "^$program [0-9]" "$aside/out" || fail "$program --version prints $(cat "$aside/out")"
done
datasets=$prefix/share/corral/datasets
for region in harmon toy; do
    quietly "$prefix/bin/corral" check -q "$datasets/$region"
done
# Neither program is in PATH: corral must find the other one beside itself.
quietly "$prefix/bin/corral" map -q --style network -o "$aside/map.svg" "$datasets/harmon"
grep -q '</svg>' "$aside/map.svg" || fail 'corral map draws nothing'

# ---- library ----

pc=$(find "$prefix" -name corral.pc)
[ -n "$pc" ] || { fail 'no corral.pc is installed'; exit 1; }
PKG_CONFIG_PATH=$(dirname "$pc")
export PKG_CONFIG_PATH
cat >"$aside/expected" <<'END'
early readers 1
night walk 2
safe streets 2
story time 1
trees 0
END

# groups HOW PROGRAM
groups() {
    "$2" >"$aside/groups" 2>&1 || fail "the program compiled with $1"
    diff -u "$aside/expected" "$aside/groups" || fail "groups printed, compiled with $1"
}

# shellcheck disable=SC2046 # flags are several words
if quietly "$cc" -std=c11 -Wall -Wextra -Wpedantic -Werror "$here/use_corral.c" \
    -o "$aside/with_pkg_config" $(pkg-config --cflags --libs corral); then
    LD_LIBRARY_PATH=$(pkg-config --variable=libdir corral) groups pkg-config "$aside/with_pkg_config"
fi
if quietly "$cmake" -S "$here/consumer" -B "$aside/consumer" -DCMAKE_C_COMPILER="$cc" \
    -DCMAKE_PREFIX_PATH="$prefix" && quietly "$cmake" --build "$aside/consumer"; then
    groups find_package "$aside/consumer/use_corral"
fi

# ---- manual, completions, licences ----

man1=$prefix/share/man/man1
there share/man/man1/corral.1
# Every command of the overview has its page.
"$prefix/bin/corral" completion fish |
    sed -n 's/.*__fish_use_subcommand .*-a \([a-z]*\) .*/\1/p' >"$aside/commands"
[ -s "$aside/commands" ] || fail 'the fish completion names no command'
while read -r command; do
    there "share/man/man1/corral-$command.1"
done <"$aside/commands"
if command -v man >/dev/null && man --version >/dev/null 2>&1; then
    for page in "$man1"/*.1; do
        LC_ALL=C.UTF-8 MANWIDTH=80 man --warnings -l "$page" 2>&1 >"$aside/page" |
            grep . && fail "man warns of $(basename "$page")"
        [ -s "$aside/page" ] || fail "man shows nothing of $(basename "$page")"
    done
fi

# Shells that are not there are not asked.
parses() {
    there "$1"
    shift
    command -v "$1" >/dev/null || return 0
    quietly "$@"
}
parses share/bash-completion/completions/corral \
    bash -n "$prefix/share/bash-completion/completions/corral"
parses share/zsh/site-functions/_corral zsh -n "$prefix/share/zsh/site-functions/_corral"
parses share/fish/vendor_completions.d/corral.fish \
    fish -n "$prefix/share/fish/vendor_completions.d/corral.fish"

there share/doc/corral/LICENSE
there share/doc/corral/LICENSE.corral-viz
there share/doc/corral/CHANGELOG.md

# No text that is installed may lead back into the build.
grep -rlIF -e "$build" "$prefix" && fail 'these files name the build folder'

[ "$failures" -eq 0 ]
