"""scipy's product in blocks, leidenalg with at most nine in a community; or, with a third argument,
pairs from a file (a,b,similarity) at the resolution of the fourth. Best of three seeds."""
import csv
import sys

import igraph
import leidenalg
import numpy as np

import common

source, target = common.arguments()
resolution = common.RESOLUTION
if len(sys.argv) > 3:
    resolution = float(sys.argv[4])
    with open(source + "/coalitions.csv", newline="", encoding="utf-8-sig") as file:
        names = [record["id"] for record in csv.DictReader(file)]
    number = {name: i for i, name in enumerate(names)}
    with open(sys.argv[3], newline="") as file:
        found = [(number[r["a"]], number[r["b"]], float(r["similarity"]))
                 for r in csv.DictReader(file) if r["similarity"]]
    a, b, similarity = np.array(found).reshape(-1, 3).T
else:
    names, matrix = common.read(source)
    a, b, similarity = common.pairs(matrix)
graph = igraph.Graph(n=len(names), edges=np.column_stack([a, b]).astype(int))
best = None
for seed in 1, 2, 3:
    found = leidenalg.find_partition(graph, leidenalg.CPMVertexPartition, weights=similarity,
                                     resolution_parameter=resolution, max_comm_size=9, seed=seed,
                                     n_iterations=2)
    if best is None or found.quality() > best.quality():
        best = found
common.report(names, best.membership, similarity, target)
