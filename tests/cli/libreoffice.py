"""Compares a table as corral writes it (CSV) with what LibreOffice read in the workbook of it."""
import csv
import re
import sys


def rows(path):
    with open(path, encoding="utf-8", newline="") as file:
        return list(csv.reader(file))


def is_same(want, got):
    # The apostrophe that keeps a text from being a formula in CSV (RFC 4180 knows no types).
    if re.match(r"'+[=+\-@\t\r]", want):
        want = want[1:]
    if want == got:
        return True
    # LibreOffice prints shares as its cells show them.
    if got.endswith("%"):
        return got == f"{float(want):.0%}"
    if not re.fullmatch(r"-?\d+\.\d+(e-\d+)?", want):
        return False
    try:
        return abs(float(want) - float(got)) <= 1e-14 * abs(float(want))
    except ValueError:
        return False


want, got = rows(sys.argv[1]), rows(sys.argv[2])
wrong = []
shown = [c for c, name in enumerate(want[0]) if any(row[c] for row in want[1:])]
labels = [want[0][c].replace("_", " ") for c in shown]
if labels != got[0]:
    wrong.append(f"header {got[0]}, not {labels}")
if len(want) != len(got):
    wrong.append(f"{len(got)} rows, not {len(want)}")
cells = 0
for w, g in zip(want[1:], got[1:]):
    for k, c in enumerate(shown):
        cells += 1
        if not is_same(w[c], g[k]):
            wrong.append(f"{labels[k]}: {g[k]!r}, not {w[c]!r}")
print(f"{sys.argv[1]}: {len(want) - 1} rows, {cells} cells, {len(wrong)} differ")
for line in wrong[:10]:
    print("   ", line)
sys.exit(bool(wrong) or not cells)
