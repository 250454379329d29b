"""What the peers share: a footprint of one facet as a sparse matrix, similar pairs by blocks of a
sparse product (weighted Jaccard, rarity ln(1 + n / df)), groups written as CSV."""
import csv
import sys

import numpy as np
from scipy import sparse

RESOLUTION, THRESHOLD, SLACK = 0.1, 0.05, 1e-9


def read(folder):
    coalitions, items, rows, columns = {}, {}, [], []
    with open(folder + "/footprint.csv", newline="") as file:
        for record in csv.DictReader(file):
            rows.append(coalitions.setdefault(record["coalition"], len(coalitions)))
            columns.append(items.setdefault(record["item"], len(items)))
    shape = (len(coalitions), len(items))
    return list(coalitions), sparse.csr_matrix((np.ones(len(rows)), (rows, columns)), shape=shape)


def weights(matrix):
    return np.log1p(matrix.shape[0] / np.bincount(matrix.indices, minlength=matrix.shape[1]))


def pairs(matrix, block=2000):
    """a < b and S of every pair at or above the threshold."""
    rarity = weights(matrix)
    total, turned = matrix @ rarity, (matrix @ sparse.diags(rarity)).T.tocsc()
    found = []
    for start in range(0, matrix.shape[0], block):
        shared = (matrix[start:start + block] @ turned).tocoo()
        upper = shared.row + start < shared.col
        a, b, common = shared.row[upper] + start, shared.col[upper], shared.data[upper]
        similarity = common / (total[a] + total[b] - common)
        kept = similarity >= THRESHOLD - SLACK
        found.append((a[kept], b[kept], similarity[kept]))
    return [np.concatenate(part) for part in zip(*found)]


def report(names, groups, similarity, path):
    """Groups as CSV; on standard output pairs found and the sum of their similarities."""
    with open(path, "w") as file:
        file.write("coalition,group\n")
        for name, group in zip(names, groups):
            file.write(f"{name},{group}\n")
    sure = similarity[similarity >= THRESHOLD + SLACK]
    print(len(sure), repr(float(sure.sum())))


def arguments():
    return sys.argv[1], sys.argv[2]
