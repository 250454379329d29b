#!/bin/sh
# Tries ./bootstrap without installing or building anything: every program that it starts is replaced
# by one that writes down how it was called.
#
#     bootstrap.sh SOURCES
set -u
sources=$(cd "$1" && pwd) || exit 2
aside=$(cd "$(mktemp -d)" && pwd -P) || exit 2
trap 'rm -rf "$aside"' EXIT
trap 'exit 130' INT TERM
checkout="$aside/it's an \$odd place"
bin=$aside/bin calls=$aside/calls missing=$aside/missing
mkdir -p "$checkout/cmake" "$bin"
cp "$sources/bootstrap" "$checkout/" || exit 2
# shellcheck disable=SC2016 # expanded where it runs
echo 'echo "demo $*" >>"$CALLS"' >"$checkout/cmake/demo.sh"
for tool in sh sed grep wc fold dirname env rm getconf; do
    ln -s "$(command -v $tool)" "$bin/$tool" || exit 2
done

# fake NAME: a program that writes down its call and then does what standard input says.
fake() {
    { echo '#!/bin/sh'; echo "echo \"$1 \$*\" >>\"\$CALLS\""; cat; } >"$bin/$1"
    chmod +x "$bin/$1"
}
fake cmake </dev/null
fake sudo <<'END'
exec "$@"
END
# Leaves a closing line, and fails where the case says so.
fake ctest <<'END'
while [ "$1" != -O ]; do shift; done
mkdir -p "${2%/*}" && echo '100% tests passed, 0 tests failed out of 7' >"$2"
[ -z "${CTEST_FAILS-}" ]
END
ln -s "$(command -v mkdir)" "$bin/mkdir"
cat >"$bin/id" <<'END'
#!/bin/sh
echo "${ID-0}"
END
# dpkg-query -W -f=... PACKAGE; it still knows of packages that were removed.
cat >"$bin/dpkg-query" <<'END'
#!/bin/sh
if ! grep -qx -- "$3" "$MISSING"; then
    printf 'install ok installed;'
elif [ "$3" = chromium ]; then
    printf 'unknown ok not-installed;'
else
    exit 1
fi
END
fake apt-get <<'END'
case $1 in
update) [ -z "${OFFLINE-}" ] ;;
install) [ -z "${BROKEN-}" ] && : >"$MISSING" ;;
esac
END
chmod +x "$bin"/*

failures=0
fail() {
    echo "FAILED: $case: $*"
    sed 's/^/    printed: /' "$aside/out"
    sed 's/^/    called:  /' "$calls"
    failures=$((failures + 1))
}

# bootstrap CASE STATUS [NAME=VALUE...] [ARGUMENT...]: runs it far away from the checkout.
bootstrap() {
    case=$1 expected=$2
    shift 2
    settings='' arguments=''
    for word; do
        case $word in *=*) settings="$settings $word" ;; *) arguments="$arguments $word" ;; esac
    done
    : >"$calls"
    # shellcheck disable=SC2086 # lists of words
    (cd / && env -i PATH="$bin" CALLS="$calls" MISSING="$missing" $settings \
        "$bin/sh" "$checkout/bootstrap" $arguments) >"$aside/out" 2>&1 </dev/null
    status=$?
    [ "$status" -eq "$expected" ] || fail "status $status, not $expected"
}
lacks() { : >"$missing"; for package; do echo "$package" >>"$missing"; done; }
prints() { grep -qF -- "$1" "$aside/out" || fail "does not print \"$1\""; }
calls() { grep -qF -- "$1" "$calls" || fail "does not call \"$1\""; }
calls_not() { ! grep -q -- "$1" "$calls" || fail "calls \"$1\""; }
touches_nothing() { [ ! -s "$calls" ] || fail 'runs something'; }

lacks
for help in '' -h --help; do
    bootstrap "usage by \"$help\"" 0 $help
    prints 'usage: ./bootstrap demo'
    prints 'cmake --build --preset release'
    touches_nothing
done
packages=$(sed -n "/^packages='/,/'\$/p" "$sources/bootstrap" | sed "s/^packages=//; s/'//g")
[ -n "$packages" ] || fail 'the list of packages is not found'
for package in $packages; do
    prints "$package"
done
for wrong in install 'demo fast' 'test --fast'; do
    # shellcheck disable=SC2086 # several words
    bootstrap "wrong use: $wrong" 2 $wrong
    prints 'try "./bootstrap --help"'
    touches_nothing
done

bootstrap 'all there' 0 demo
prints 'about 1 minute'
prints '+ cmake --preset release'
said=$(sed -n '1s/^+ //p' "$aside/out")
(eval "$said" && [ "$(pwd -P)" = "$checkout" ]) || fail "cannot be typed again: $said"
calls 'cmake --build --preset release'
calls 'demo build/release/bin demo'
calls_not 'apt-get\|sudo'

mkdir -p "$checkout/build/release"
cache=$checkout/build/release/CMakeCache.txt
echo "CMAKE_HOME_DIRECTORY:INTERNAL=$checkout" >"$cache"
bootstrap 'built before' 0 demo
calls_not fresh
echo 'CMAKE_HOME_DIRECTORY:INTERNAL=/elsewhere' >"$cache"
bootstrap 'moved since' 0 demo
calls 'cmake --preset release --fresh'

lacks libgsl-dev libcmocka-dev
bootstrap 'two missing, root' 0 demo
calls 'apt-get update'
calls 'apt-get install -y --no-install-recommends --no-remove libgsl-dev libcmocka-dev'
calls 'demo build'
calls_not sudo

lacks libgsl-dev
bootstrap 'one missing, not root' 0 ID=1000 demo
prints '+ sudo env DEBIAN_FRONTEND=noninteractive apt-get install'
calls 'sudo apt-get update'

lacks libgsl-dev
bootstrap 'no new lists' 0 OFFLINE=1 demo
calls 'demo build'

lacks libgsl-dev
bootstrap 'not installable' 1 BROKEN=1 demo
prints 'could not be installed'
prints 'libgsl-dev'
calls_not cmake

mv "$bin/sudo" "$aside/sudo"
bootstrap 'without sudo' 1 ID=1000 demo
prints 'apt-get install libgsl-dev'
touches_nothing
mv "$aside/sudo" "$bin/sudo"

mv "$bin/apt-get" "$aside/apt-get"
bootstrap 'without apt-get' 1 demo
prints 'libgsl-dev'
touches_nothing
lacks
bootstrap 'without apt-get, all there' 0 demo
calls 'demo build'

mv "$bin/dpkg-query" "$aside/dpkg-query"
bootstrap 'not Debian' 1 demo
prints 'igraph'
prints 'ninja'
touches_nothing
for program in cc c++ ninja xmllint unzip pkg-config; do fake $program </dev/null; done
bootstrap 'not Debian, all there' 0 demo
calls 'demo build'
mv "$aside/dpkg-query" "$aside/apt-get" "$bin/"

bootstrap 'tests' 0 test
calls 'ctest --preset release'
calls 'ctest --preset asan'
calls '^(browser|peers)$'
prints 'release: 100% tests passed, 0 tests failed out of 7'
prints 'asan: 100% tests passed'

lacks chromium
bootstrap 'tests with a browser' 0 test --browser
calls '--no-remove chromium'
calls '-LE ^(peers)$'

bootstrap 'tests with everything' 0 test --peers --browser
calls_not '^ctest --preset release.*-LE'

bootstrap 'failing tests' 1 CTEST_FAILS=1 test
calls 'ctest --preset asan'

[ "$failures" -eq 0 ]
