"""Every network that corral export writes says the same of a region: parsed, checked by the rules of
its format, and compared seat by seat.

    networks.py FOLDER      with r.hif r.graphml r.gexf r.pajek r.gephi/ r.kumu/ r.dl/
"""
import csv
import json
import re
import sys
import xml.etree.ElementTree as xml

folder = sys.argv[1] + "/r."
XML = re.compile("[\x01-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")


def plain(text):
    """As XML can hold it."""
    return XML.sub(lambda m: ("\\x%02x" if ord(m[0]) < 256 else "\\u%04x") % ord(m[0]), text)


def table(path):
    with open(folder + path, encoding="utf-8", newline="") as file:
        rows = list(csv.reader(file))
    assert len(set(c.lower() for c in rows[0])) == len(rows[0]), "columns must differ"
    assert all(len(r) == len(rows[0]) for r in rows), path
    for r in rows[1:]:
        for cell in r:
            assert not re.match(r"[=+\-@\t\r]", cell) or re.fullmatch(r"-[0-9.]+", cell), cell
    return [dict(zip(rows[0], (re.sub(r"^'(?='*[=+\-@\t\r])", "", c) for c in r))) for r in rows[1:]]


def seat(of, to, weight):
    """of, to: what stands of the nodes; coalition, item and facet tell who they are."""
    assert 0 < float(weight) <= 1
    return plain(of["coalition"]), to["facet"], plain(to["item"]), float(weight)


def hif():
    d = json.load(open(folder + "hif", encoding="utf-8"))
    assert set(d) == {"network-type", "metadata", "incidences", "nodes", "edges"}
    assert d["network-type"] == "undirected"
    edges = {e["edge"]: e["attrs"] for e in d["edges"]}
    nodes = {n["node"]: n["attrs"] for n in d["nodes"]}
    assert len(edges) == len(d["edges"]) and len(nodes) == len(d["nodes"])
    assert all(set(i) == {"edge", "node", "weight"} for i in d["incidences"])
    assert all(key == attrs["coalition"] for key, attrs in edges.items())
    return {seat(edges[i["edge"]], nodes[i["node"]], i["weight"]) for i in d["incidences"]}


def graphml():
    ns = "{http://graphml.graphdrawing.org/xmlns}"
    root = xml.parse(folder + "graphml").getroot()
    keys = {k.get("id"): k.get("attr.name") for k in root.iter(ns + "key")}
    assert len(set(keys.values())) == len(keys)
    nodes = {}
    for n in root.iter(ns + "node"):
        assert n.get("id") not in nodes
        nodes[n.get("id")] = a = {keys[d.get("key")]: d.text or "" for d in n.iter(ns + "data")}
        assert (a["type"], a["bipartite"]) == (("true", "1") if "facet" in a else ("false", "0"))
    return {seat(nodes[e.get("source")], nodes[e.get("target")], e[0].text) for e in root.iter(ns + "edge")}


def gexf():
    ns = "{http://gexf.net/1.3}"
    root = xml.parse(folder + "gexf").getroot()
    titles = {a.get("id"): a.get("title") for a in root.iter(ns + "attribute")}
    nodes = {}
    for n in root.iter(ns + "node"):
        nodes[n.get("id")] = a = {titles[v.get("for")]: v.get("value") for v in n.iter(ns + "attvalue")}
        a["facet"] = a["kind"]
        assert len(n.findall("{http://gexf.net/1.3/viz}color")) == 1
    ids = [e.get("id") for e in root.iter(ns + "edge")]
    assert len(ids) == len(set(ids))
    return {seat(nodes[e.get("source")], nodes[e.get("target")], e.get("weight")) for e in root.iter(ns + "edge")}


def gephi():
    nodes = {n["Id"]: dict(n, facet=n["Kind"]) for n in table("gephi/nodes.csv")}
    return {seat(nodes[e["Source"]], nodes[e["Target"]], e["Weight"]) for e in table("gephi/edges.csv")}


def kumu():
    rows = table("kumu/elements.csv")
    nodes = {n["Label"]: dict(n, facet=n["Type"]) for n in rows}
    assert len(nodes) == len(rows), "labels must differ"
    edges = table("kumu/connections.csv")
    assert all(e["Direction"] == "undirected" for e in edges)
    return {seat(nodes[e["From"]], nodes[e["To"]], e["Weight"]) for e in edges}


def dl():
    nodes = {n["label"]: dict(n, facet=n["kind"]) for n in table("dl/key.csv")}
    head, labels, data, *lines = open(folder + "dl/network.dl", encoding="ascii").read().splitlines()
    assert (labels, data) == ("labels embedded:", "data:")
    rows, columns = map(int, re.fullmatch(r"dl nr=(\d+) nc=(\d+) format=edgelist2", head).groups())
    cells = [line.split(" ") for line in lines]
    assert (len({c[0] for c in cells}), len({c[1] for c in cells})) == (rows, columns)
    assert all(re.fullmatch("[A-Z0-9_]{1,18}", label) for c in cells for label in c[:2])
    return {seat(nodes[a], nodes[b], w) for a, b, w in cells}


def pajek():
    """By label: told apart as in Kumu."""
    text = open(folder + "pajek", encoding="utf-8", newline="\n").read()
    assert text.startswith("\ufeff*Vertices ")
    lines = text[1:].split("\n")
    count, first = map(int, lines[0].split(" ")[1:])
    labels = {}
    for place, line in enumerate(lines[1 : count + 1], 1):
        m = re.fullmatch(r'(\d+) "([^"]*)" (ellipse|box) ic [A-Za-z]+', line)
        assert int(m[1]) == place and (m[3] == "ellipse") == (place <= first)
        labels[place] = re.sub(r"&#(\d+);", lambda n: chr(int(n[1])), m[2])
    assert lines[count + 1] == "*Edges" and lines[-1] == ""
    edges = [line.split(" ") for line in lines[count + 2 : -1]]
    rows = table("kumu/elements.csv")
    assert [r["Label"] for r in rows] == list(labels.values())
    nodes = {place: dict(r, facet=r["Type"]) for place, r in enumerate(rows, 1)}
    return {seat(nodes[int(a)], nodes[int(b)], w) for a, b, w in edges}


first = hif()
for read in graphml, gexf, gephi, kumu, dl, pajek:
    other = read()
    assert other == first, (read.__name__, other ^ first)
print(len(first))
