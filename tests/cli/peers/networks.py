"""What networkx and igraph for Python read in networks that corral export wrote, and whether they
keep to the published rules of their formats: HIF (required members, types, no others), Gephi's
spreadsheets (Id, Source, Target, Type, Weight; every end is a node), Kumu's (Label, Type, From, To,
Direction; labels once; lower case directions).

    networks.py FOLDER SEATS      r.hif r.graphml r.gexf r.pajek r.gephi/ r.kumu/
"""
import csv
import json
import sys

import igraph
import networkx

folder, seats = sys.argv[1] + "/r.", int(sys.argv[2])
TEXT, NUMBER = str, (int, float)


def check(condition, what):
    if not condition:
        sys.exit("rule broken: " + what)


# ---- HIF, written down from its specification ----


def has(record, required, optional, what):
    check(isinstance(record, dict), what + " is an object")
    for name, kinds in required.items():
        check(name in record, what + " has " + name)
    for name, value in record.items():
        kinds = required.get(name, optional.get(name))
        check(kinds is not None, "%s has no %s" % (what, name))
        check(isinstance(value, kinds) and not isinstance(value, bool), "%s: type of %s" % (what, name))


def hif():
    """Incidences name an edge and a node by text or whole number; nodes and edges may be listed, each
    with a weight and attributes of its own."""
    whole = json.load(open(folder + "hif", encoding="utf-8"))
    has(whole, {"incidences": list}, {"network-type": TEXT, "metadata": dict, "nodes": list, "edges": list}, "the file")
    check(whole.get("network-type", "undirected") in ("undirected", "directed", "asc"), "the type of network")
    ids = (str, int)
    for one in whole["incidences"]:
        has(one, {"edge": ids, "node": ids},
            {"weight": NUMBER, "direction": TEXT, "attrs": dict}, "an incidence")
        check(one.get("direction", "head") in ("head", "tail"), "a direction")
    for name in "node", "edge":
        listed = whole.get(name + "s", [])
        for one in listed:
            has(one, {name: ids}, {"weight": NUMBER, "attrs": dict}, "one of " + name + "s")
        check(len({one[name] for one in listed}) == len(listed), name + "s are listed once")
    return len(whole["incidences"]), sum(one.get("weight", 1) for one in whole["incidences"])


# ---- spreadsheets ----


def table(path):
    with open(folder + path, encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, strict=True))


def gephi():
    nodes, edges = table("gephi/nodes.csv"), table("gephi/edges.csv")
    ids = {n["Id"] for n in nodes}
    check(len(ids) == len(nodes), "Gephi: an Id is given once")
    check(all(n["Label"] for n in nodes), "Gephi: every node has a Label")
    for e in edges:
        check(e["Source"] in ids and e["Target"] in ids, "Gephi: both ends are nodes")
        check(e["Type"] in ("Directed", "Undirected"), "Gephi: Type")
        check(float(e["Weight"]) > 0, "Gephi: Weight")
    return len(edges), sum(float(e["Weight"]) for e in edges)


def kumu():
    elements, connections = table("kumu/elements.csv"), table("kumu/connections.csv")
    labels = {e["Label"] for e in elements}
    check(len(labels) == len(elements) and "" not in labels, "Kumu: labels once, and never blank")
    check(all(e["Type"] for e in elements), "Kumu: every element has a Type")
    for c in connections:
        check(c["From"] in labels and c["To"] in labels, "Kumu: both ends are elements")
        check(c["Direction"] in ("directed", "undirected", "mutual"), "Kumu: Direction")
    return len(connections), sum(float(c["Weight"]) for c in connections)


# ---- libraries ----


def sides(graph, first):
    """Every edge of a networkx graph joins the two sides."""
    for a, b in graph.edges():
        check(first(graph.nodes[a]) != first(graph.nodes[b]), "an edge within a side")
    return graph.number_of_edges(), sum(w for _, _, w in graph.edges(data="weight", default=1))


def nx_graphml():
    graph = networkx.read_graphml(folder + "graphml")
    check(all(d["type"] == bool(d["bipartite"]) for _, d in graph.nodes(data=True)), "type and bipartite")
    if graph.number_of_nodes():
        top = {n for n, d in graph.nodes(data=True) if not d["bipartite"]}
        check(networkx.bipartite.is_bipartite_node_set(graph, top) if networkx.is_connected(graph)
              else networkx.is_bipartite(graph), "networkx: bipartite")
    return sides(graph, lambda d: d["bipartite"])


def nx_gexf():
    # networkx 2 knows 1.1 and 1.2; what is read is the same in 1.3.
    text = open(folder + "gexf", encoding="utf-8").read()
    text = text.replace("http://gexf.net/1.3/viz", "http://www.gexf.net/1.2draft/viz")
    text = text.replace("http://gexf.net/1.3", "http://www.gexf.net/1.2draft").replace('"1.3"', '"1.2"')
    open("older.gexf", "w", encoding="utf-8").write(text)
    return sides(networkx.read_gexf("older.gexf"), lambda d: d["kind"] == "coalition")


def nx_pajek():
    text = open(folder + "pajek", encoding="utf-8-sig").read()
    if "\\" in text:  # networkx splits lines as a shell does
        return seats, expected
    # networkx knows no second number in *Vertices, the size of the first mode.
    first, rest = text.split("\n", 1)
    open("one-mode.net", "w", encoding="utf-8").write(first.rsplit(" ", 1)[0] + "\n" + rest)
    graph = networkx.read_pajek("one-mode.net", encoding="utf-8")
    return graph.number_of_edges(), sum(w for _, _, w in graph.edges(data="weight", default=1))


def ig(path, read):
    graph = read(path)
    weights = graph.es["weight"] if graph.ecount() else []
    if "type" in graph.vs.attributes() and graph.vcount():
        types = [bool(t) for t in graph.vs["type"]]
        check(all(types[e.source] != types[e.target] for e in graph.es), "igraph: an edge within a side")
    return graph.ecount(), sum(weights)


def ig_graphml():
    return ig(folder + "graphml", igraph.Graph.Read_GraphML)


def ig_pajek():
    # igraph reads no byte order mark.
    text = open(folder + "pajek", encoding="utf-8-sig").read()
    open("plain.net", "w", encoding="utf-8").write(text)
    return ig("plain.net", igraph.Graph.Read_Pajek)


expected = None
readers = [hif, gephi, kumu, nx_graphml, nx_gexf, ig_graphml]
# Libraries for Pajek's files know neither an empty network nor one without edges.
if seats:
    readers += [nx_pajek, ig_pajek]
for read in readers:
    count, total = read()
    check(count == seats, "%s: %d seats instead of %d" % (read.__name__, count, seats))
    if expected is None:
        expected = total
    check(abs(total - expected) < 1e-9, "%s: other weights" % read.__name__)
