#!/bin/sh
# Databases that are damaged, hostile, locked or half written: refused in one line, or read as what
# they are; never a crash, and nothing on standard output from one that was refused.
#
#     sh database.sh BIN DATASETS
set -u
bin=$(cd "$1" && pwd) && datasets=$(cd "$2" && pwd) || exit 2
PATH=$bin:$PATH
export PATH
work=$(mktemp -d) || exit 2
trap 'rm -rf "$work"' EXIT
trap 'exit 130' INT TERM
cd "$work" || exit 2
command -v sqlite3 >/dev/null || {
    echo 'sqlite3 is missing'
    exit 77
}
failures=0
complain() {
    echo "$*"
    failures=$((failures + 1))
}

corral import -q "$datasets/harmon" -o whole.db
corral export -q whole.db >whole.csv
size=$(wc -c <whole.db)

# look WHAT: bad.db is refused in one line of its own, or read.
look() {
    timeout 20 corral export -q bad.db >out.csv 2>messages
    status=$?
    case $status in
    0) read=$((read + 1)) ;;
    1)
        refused=$((refused + 1))
        [ -s out.csv ] && complain "$1: refused, and yet rows came out"
        grep -q -e '^corral: ' messages || complain "$1: refused without a word"
        [ "$(grep -c -v -e 'to see every problem$' messages)" -eq 1 ] || complain "$1: $(cat messages)"
        ;;
    *) complain "$1: status $status: $(head -c 300 messages)" ;;
    esac
}

# Bits turned over, at places all over the file, always the same ones.
read=0 refused=0 k=0
while [ $k -lt 300 ]; do
    place=$(((k * 1048573 + k * k * 31 + 7) % size))
    [ $k -lt 100 ] && place=$k # the header, byte by byte
    bit=$((1 << (k % 8)))
    byte=$(od -An -tu1 -j $place -N 1 whole.db | tr -d ' ')
    cp whole.db bad.db
    printf "\\$(printf %03o $((byte ^ bit)))" | dd of=bad.db bs=1 seek=$place conv=notrunc 2>/dev/null
    look "bit $((k % 8)) of byte $place"
    k=$((k + 1))
done
# A letter in a name is another name; most of the rest shows.
[ $refused -ge 60 ] && [ $read -ge 20 ] || complain "of 300 turned bits $refused were refused, $read read"

# Cut short, and with pages of zeros.
for length in 0 15 16 99 100 512 4096 4097 $((size / 2)) $((size - 4096)) $((size - 1)); do
    head -c $length whole.db >bad.db
    timeout 20 corral check -q -f csv bad.db >out.csv 2>messages
    status=$?
    [ $status -eq 1 ] || [ $length -lt 16 ] || complain "cut to $length: status $status"
done
page=1
while [ $page -lt $((size / 4096)) ]; do
    cp whole.db bad.db
    dd if=/dev/zero of=bad.db bs=4096 seek=$page count=1 conv=notrunc 2>/dev/null
    look "page $page of zeros"
    page=$((page + 1))
done

# refuse_row WORDS: bad.db is refused with these words.
refuse_row() {
    look "$1"
    [ $status -eq 1 ] || complain "$1: not refused"
    grep -q -e "$1" messages || complain "$1: $(cat messages)"
}
# refuse WORDS: the same, before a row is looked at, and so import does not touch it.
refuse() {
    refuse_row "$1"
    cp bad.db before.db
    corral import -q --as-of 2031 "$datasets/toy" -o bad.db 2>messages && complain "$1: extended"
    cmp -s bad.db before.db || complain "$1: import has changed it"
}
# change SQL: bad.db is a copy of the whole one, changed.
change() {
    cp whole.db bad.db
    sqlite3 bad.db "$1" >/dev/null || complain "sqlite3: $1"
}

change 'PRAGMA user_version = 2'
refuse 'newer corral: its version is 2, this program reads up to 1'
change 'PRAGMA user_version = 0'
refuse 'has no version'
change 'PRAGMA application_id = 7'
refuse 'none that corral import has made'
change 'DROP TABLE asks'
refuse 'table "asks" is missing'
change 'ALTER TABLE items ADD COLUMN more'
refuse 'table "items" is not as corral made it'
change 'PRAGMA foreign_keys = OFF; DELETE FROM items WHERE number = 3'
refuse 'refers to one that is not there'
change 'PRAGMA foreign_keys = OFF; UPDATE footprint SET source = 100000 WHERE number = 9'
refuse 'refers to one that is not there'
change 'PRAGMA foreign_keys = OFF; UPDATE attributes SET coalition = 99 WHERE coalition = 3'
refuse 'refers to one that is not there'
change 'PRAGMA ignore_check_constraints = ON; UPDATE footprint SET weight = 7 WHERE number = 9'
refuse_row 'footprint:9: weight must be from 0 to 1, got 7'
change "UPDATE coalitions SET id = x'ff' WHERE number = 1"
refuse_row 'coalitions:1: id must be text'
change "UPDATE coalitions SET name = CAST(x'c328' AS TEXT) WHERE number = 2"
refuse_row 'coalitions:2: name is not valid UTF-8'
change "UPDATE items SET item = 'a' || char(0) || 'b' WHERE number = 4"
refuse_row 'items:4: item holds a NUL'
change "UPDATE sources SET note = printf('%.*c', 1048577, 'x') WHERE number = 1"
refuse_row 'note is longer than 1 MiB'
change "UPDATE footprint SET hours = 'some' WHERE number = 5"
refuse_row 'hours must be a number'
change 'DELETE FROM synonyms; DELETE FROM crosswalk; DELETE FROM asks; DELETE FROM aliases; DELETE FROM decisions; DELETE FROM known; DELETE FROM footprint; DELETE FROM items; DELETE FROM attributes; DELETE FROM coalitions; DELETE FROM waves'
refuse_row 'has no wave in it'
change 'PRAGMA journal_mode = WAL'
refuse 'write-ahead mode'

# What a database may hold beside its tables, and does no harm.
change "CREATE TABLE mine(a); CREATE VIEW more AS SELECT load_extension('x'); CREATE TRIGGER t AFTER INSERT ON waves BEGIN DELETE FROM footprint; END"
look 'a trigger'
cmp -s out.csv whole.csv || complain 'a table, a view and a trigger of somebody else change what is read'
corral import -q --as-of 2031 "$datasets/toy" -o bad.db || complain 'not extended'
corral export -q --wave 1 bad.db | cmp -s - whole.csv || complain 'a trigger ran'

# People may correct their database with any client.
change "UPDATE items SET item = 'Metro Schools' WHERE item = 'Metro School District'; UPDATE asks SET member = 'Metro Schools' WHERE member = 'Metro School District'; INSERT INTO coalitions VALUES(100, 1, 'new', 'A new one'); INSERT INTO footprint(coalition, item) SELECT 100, number FROM items WHERE item = 'Metro Schools'"
corral check -q bad.db >out.csv || complain 'not read after a change'
corral load -q -f csv bad.db | grep -q '^Metro Schools,' || complain 'a change is not read'

# Locked by a program that writes; one that reads is no hindrance.
cp whole.db bad.db
mkfifo hold
sqlite3 bad.db <hold >held 2>&1 &
holder=$!
exec 3>hold
echo "BEGIN EXCLUSIVE; SELECT 'held';" >&3
tries=0
until grep -q held held || [ $tries -gt 100 ]; do sleep 0.1 && tries=$((tries + 1)); done
look 'locked'
[ $status -eq 1 ] && grep -q 'is locked by another program' messages || complain "locked: $(cat messages)"
exec 3>&-
wait $holder
look 'not locked any more'
[ $status -eq 0 ] || complain 'still locked'

# Read-only.
cp whole.db bad.db && chmod 400 bad.db
look 'read-only'
[ $status -eq 0 ] || complain "a read-only file: $(cat messages)"
chmod 600 bad.db

# Names that SQLite itself would take for something else.
for name in 'file:x.db?mode=memory' ':memory:' 'a b.db' '%41.db' "o'clock.db"; do
    corral import -q "$datasets/toy" -o "$name" && corral check -q "$name" >out.csv || complain "$name"
    [ -f "$name" ] || complain "$name is not there"
done

ls -A | grep -e tmp -e journal -e wal -e shm && complain 'something is left behind'
[ $failures -eq 0 ] || echo "$failures failures"
[ $failures -eq 0 ]
