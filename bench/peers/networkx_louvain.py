"""What a tutorial does: networkx's bipartite projection, weighted by what is shared, and Louvain."""
import networkx as nx
import numpy as np

import common

source, target = common.arguments()
names, matrix = common.read(source)
graph = nx.Graph()
rows, columns = matrix.nonzero()
graph.add_nodes_from(range(len(names)))
graph.add_edges_from((a, ("item", j)) for a, j in zip(rows.tolist(), columns.tolist()))
projected = nx.bipartite.weighted_projected_graph(graph, range(len(names)))
groups = [0] * len(names)
for number, members in enumerate(nx.community.louvain_communities(projected, seed=1)):
    for member in members:
        groups[member] = number
common.report(names, groups, np.zeros(0), target)
