#!/bin/sh
# The disk is full at every system call that writes, and the program is killed at every one: the
# output is the old one or the new one, whole, and status 0 means that it is the new one.
#
#     sh faults.sh BIN DATASETS
set -u
bin=$(cd "$1" && pwd) && toy=$(cd "$2/toy" && pwd) || exit 2
PATH=$bin:$PATH
# The checker for leaks cannot look at a program that is traced.
ASAN_OPTIONS=${ASAN_OPTIONS:+$ASAN_OPTIONS:}detect_leaks=0
export PATH ASAN_OPTIONS
work=$(mktemp -d) || exit 2
trap 'rm -rf "$work"' EXIT
trap 'exit 130' INT TERM
cd "$work" && cp -r "$toy" toy || exit 2

if ! strace -o trace -e trace=fsync true 2>/dev/null; then
    echo 'strace is missing or may not trace: system calls cannot be made to fail here'
    exit 77
fi

failures=0
complain() {
    echo "$command, $injected: $*"
    failures=$((failures + 1))
}

# Each case writes $output from nothing or over an old one; $want is what it writes undisturbed.
run() {
    strace -f -qq -o trace "$@" $command >messages 2>&1
}

# What is there at the start: nothing, or an old output.
prepare() {
    rm -rf room
    mkdir room
    [ "$before" = old ] || return 0
    case $output in
    *.*) echo old >"$output" ;;
    *) mkdir "$output" && echo old >"$output/$sign" ;;
    esac
}

is_old() {
    case $before-$output in
    nothing-*) [ ! -e "$output" ] ;;
    *.*) [ "$(cat "$output")" = old ] ;;
    *) [ "$(ls -A "$output")" = $sign ] && [ "$(cat "$output/$sign")" = old ] ;;
    esac
}

is_new() { diff -r want "$output" >/dev/null 2>&1; }

strays() { ls -A room | grep -v "^${output#room/}$"; }

# Failing: status 0 with the new output, or another with the old one and a message; nothing beside.
after_failure() {
    if [ "$status" -eq 0 ]; then
        case $call in
        # What is not written or not forced to disk is never success.
        write | pwrite64 | fsync) complain 'status 0' ;;
        esac
        is_new || complain 'status 0 without a whole new output'
    else
        is_old || complain "status $status without the old output"
        # In a drawing the message itself may be the call that fails.
        [ -s messages ] || [ "$call" = write ] || complain "status $status without a word"
        failed=$((failed + 1))
    fi
    strays >strays && complain "$(cat strays) is left"
}

after_kill() {
    is_old || is_new || complain 'neither the old nor the new output'
    strays | grep -v '^\.corral-[0-9a-f]*\.tmp$' >strays && complain "$(cat strays) is left"
}

# Does that to the calls of one kind: $1 their name, $2 how many of the last ones; the earlier ones
# are those of the loader.
each_call() {
    prepare
    run -e "trace=$1"
    # strace counts them in each process by itself.
    calls=$(awk -v call="$1(" 'index($2, call) == 1 && ++n[$1] > most { most = n[$1] } END { print most + 0 }' trace)
    from=$((calls > $2 ? calls - $2 + 1 : 1))
    failed=0
    case $1 in
    fsync | close) error=error=EIO ;;
    *) error=error=ENOSPC ;;
    esac
    while [ $from -le "$calls" ]; do
        for how in $error signal=SIGKILL; do
            injected="$1 number $from, $how"
            prepare
            run -e "trace=$1" -e "inject=$1:$how:when=$from"
            status=$?
            grep -q -e INJECTED -e SIGKILL trace || complain 'nothing was done to it'
            case $how in
            error*) after_failure ;;
            *) after_kill ;;
            esac
        done
        from=$((from + 1))
    done
}

# A case must fail at some call of each of these kinds, or nothing was tried.
#
#     try OUTPUT COMMAND KINDS KINDS-THAT-MAY-NOT-MATTER [HOW-MANY-CALLS]
try() {
    output=$1 command=$2 last=${5:-4}
    # A folder is replaced if it holds nothing but what is written there.
    case $command in
    *export*) sign=footprint.csv ;;
    *) sign=truth.csv ;;
    esac
    for before in nothing old; do
        prepare
        injected='undisturbed'
        run -e trace=fsync || complain "status $?"
        rm -rf want
        cp -r "$output" want
        for call in $3; do
            each_call "$call" "$last"
            [ $failed -gt 0 ] || case $before-$call in
            nothing-linkat | nothing-renameat2) ;; # a new file is linked, at need under another name
            *) complain "no $call fails" ;;
            esac
        done
        for call in $4; do each_call "$call" 4; done
    done
}

try room/out.csv "corral groups -q -j 1 -o room/out.csv toy" 'write fsync linkat renameat2' 'close openat fchmod'
try room/out.svg "corral map -q --style network -j 1 -o room/out.svg toy" 'write fsync' 'linkat renameat2 close'
# A workbook is written by a process of its own; each of its writes matters.
try room/out.xlsx "corral groups -q -j 1 -o room/out.xlsx toy" 'write fsync linkat renameat2' 'close openat' 60
# SQLite writes the database; each of its writes matters, too. An old file is no database and is
# replaced.
try room/out.db 'corral import -q --force -o room/out.db toy' 'pwrite64 fsync renameat2' 'close openat fchmod' 60
try room/copy 'corral export -q --force -o room/copy toy' 'write mkdirat renameat2' 'fsync close'
try room/made 'corral generate -q --coalitions 3 --force -o room/made' 'write mkdirat renameat2' 'fsync close'

[ $failures -eq 0 ] || echo "$failures failures"
[ $failures -eq 0 ]
