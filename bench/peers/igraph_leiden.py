"""scipy's product in blocks, igraph's Leiden by the same objective; it knows no cap."""
import random

import igraph
import numpy as np

import common

source, target = common.arguments()
names, matrix = common.read(source)
a, b, similarity = common.pairs(matrix)
random.seed(1)
graph = igraph.Graph(n=len(names), edges=np.column_stack([a, b]))
found = graph.community_leiden(objective_function="CPM", weights=similarity.tolist(),
                               resolution_parameter=common.RESOLUTION, n_iterations=2)
common.report(names, found.membership, similarity, target)
