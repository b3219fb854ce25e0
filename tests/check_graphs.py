#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Networks as GEXF and GraphML: valid by tests/graph/*.xsd (with xmllint), the same nodes, edges, labels, weights and
communities as the tables, dates on the nodes; and read by networkx, where that is installed. Labels of any text too.

usage: check_graphs.py PROGRAM SAMPLE        Exit: 0 fine, 1 not, 77 where xmllint is missing.
"""
import csv
import os
import shutil
import subprocess
import sys
import tempfile
import xml.etree.ElementTree as ET

HERE = os.path.join(os.path.dirname(os.path.abspath(__file__)), "graph")
GEXF = "{http://gexf.net/1.3}"
GRAPHML = "{http://graphml.graphdrawing.org/xmlns}"
TERMS = ['a<b>&"c\'', "سفينة شراع", "x" * 200, "]]>", "tab\there", "bell\x07end", "fish"]
failures = []


def expect(what, fine):
    if not fine:
        failures.append(what)
        print("FAILED:", what)


def run(program, args, env=None):
    done = subprocess.run([program, "cooc", "--network", "--quiet", *args], capture_output=True, env=env)
    if done.returncode not in (0, 3):
        expect(f"{args}: exit {done.returncode}: {done.stderr[-500:]}", False)
    return done.stdout


def table(program, args, name):
    text = run(program, ["--table", name, "--format", "csv", *args]).decode()
    return list(csv.DictReader(text.splitlines(keepends=True)))


def shown(text):
    """What XML 1.0 cannot hold is replaced."""
    return "".join("\ufffd" if ord(c) < 0x20 and c not in "\t\n\r" else c for c in text)


def check_gexf(path, nodes, edges, dated, name):
    root = ET.parse(path).getroot()
    found = {n.get("id"): n for n in root.iter(GEXF + "node")}
    values = {i: {v.get("for"): v.get("value") for v in n.iter(GEXF + "attvalue")} for i, n in found.items()}
    labels = {i: n.get("label") for i, n in found.items()}
    expect(f"{name}: gexf has the nodes", sorted(labels.values()) == sorted(shown(n["node"]) for n in nodes))
    by_label = {labels[i]: i for i in labels}
    for n in nodes:
        i = by_label.get(shown(n["node"]))
        expect(f"{name}: community of {n['node']!r}", i and values[i]["community"] == n["community"])
        expect(f"{name}: days of {n['node']!r}", i and found[i].get("start", "") == (n["first"] if dated else ""))
    pairs = [(labels[e.get("source")], labels[e.get("target")], e.get("weight")) for e in root.iter(GEXF + "edge")]
    expect(f"{name}: gexf has the edges", pairs == [(shown(e["source"]), shown(e["target"]), e["weight"]) for e in edges])
    expect(f"{name}: mode", root.find(GEXF + "graph").get("mode") == ("dynamic" if dated else "static"))


def check_graphml(path, nodes, edges, name):
    root = ET.parse(path).getroot()
    data = lambda e: {d.get("key"): d.text for d in e.iter(GRAPHML + "data")}
    labels = {n.get("id"): data(n)["node_node"] for n in root.iter(GRAPHML + "node")}
    expect(f"{name}: graphml has the nodes", sorted(labels.values()) == sorted(shown(n["node"]) for n in nodes))
    found = [(labels[e.get("source")], labels[e.get("target")], data(e)["edge_weight"]) for e in root.iter(GRAPHML + "edge")]
    expect(f"{name}: graphml has the edges", found == [(shown(e["source"]), shown(e["target"]), e["weight"]) for e in edges])


def check_networkx(gexf, graphml, nodes, edges, name):
    try:
        import networkx
        from networkx.readwrite.gexf import GEXF as reader
    except ImportError:
        return "networkx is not installed"
    if "1.3" not in reader.versions:  # before networkx 3 it knew older names of the same things only
        reader.versions["1.3"] = dict(reader.versions["1.2draft"], NS_GEXF="http://gexf.net/1.3", VERSION="1.3")
    for graph in (networkx.read_gexf(gexf, version="1.3"), networkx.read_graphml(graphml)):
        expect(f"{name}: networkx reads all", (len(graph), graph.number_of_edges()) == (len(nodes), len(edges)))
        expect(f"{name}: weights", all(w > 0 for _, _, w in graph.edges(data="weight")))
        expect(f"{name}: labels", {d["label"] for _, d in graph.nodes(data=True)} == {shown(n["node"]) for n in nodes})
    return "read by networkx"


def check(program, args, folder, name, dated=True):
    nodes, edges = table(program, args, "network_nodes"), table(program, args, "network")
    paths = {}
    for kind in ("gexf", "graphml"):
        paths[kind] = os.path.join(folder, f"{name}.{kind}")
        with open(paths[kind], "wb") as f:
            f.write(run(program, ["--format", kind, *args]))
        lint = ["xmllint", "--noout", "--nonet", "--schema", os.path.join(HERE, kind + ".xsd"), paths[kind]]
        done = subprocess.run(lint, capture_output=True, text=True)
        expect(f"{name}: {kind} is valid: {done.stderr[-300:]}", done.returncode == 0)
    check_gexf(paths["gexf"], nodes, edges, dated, name)
    check_graphml(paths["graphml"], nodes, edges, name)
    said = check_networkx(paths["gexf"], paths["graphml"], nodes, edges, name)
    print(f"{name}: {len(nodes)} nodes, {len(edges)} edges, {said}")
    return paths


def write_hostile(folder):
    """Half of the articles hold all of the terms, the others none; nothing is dated."""
    path = os.path.join(folder, "hostile.csv")
    with open(path, "w", encoding="utf-8", newline="") as f:
        rows = csv.writer(f, lineterminator="\n")
        rows.writerow(["headline", "text"])
        for i in range(20):
            rows.writerow([f"Story {i}", f"On day {i} they said " + (" and then ".join(TERMS) if i % 2 else "nothing.")])
    return path


def check_rejected(paths, folder):
    """The schemas refuse what is wrong: an edge to nowhere, a weight that is none."""
    for kind, old, new in (("gexf", 'target="n', 'target="m'), ("gexf", 'weight="', 'weight="heavy'),
                           ("graphml", 'target="n', 'target="m'), ("graphml", 'key="edge_weight"', 'key="nothing"')):
        with open(paths[kind], encoding="utf-8") as f:
            text = f.read()
        wrong = os.path.join(folder, "wrong.xml")
        with open(wrong, "w", encoding="utf-8") as f:
            f.write(text.replace(old, new, 1))
        done = subprocess.run(["xmllint", "--noout", "--schema", os.path.join(HERE, kind + ".xsd"), wrong], capture_output=True)
        expect(f"{kind} with {new!r} is refused", old in text and done.returncode != 0)


def main(program, sample):
    if not shutil.which("xmllint"):
        print("skipped: xmllint is not installed")
        return 77
    with tempfile.TemporaryDirectory() as folder:
        paths = check(program, ["--nodes", "60", sample], folder, "articles")
        check_rejected(paths, folder)
        change = ["--context", "sentence", "--a", "date=2021", "--b", "date=2023", "--measures", "all"]
        check(program, [*change, "--nodes", "40", sample], folder, "change")
        check(program, ["--context", "window", "--nodes", "40", "--bootstrap", "3", sample], folder, "window")
        check(program, ["-t", "no such word", sample], folder, "empty", dated=False)
        terms = [x for t in TERMS for x in ("-t", t)]
        check(program, [*terms, "--disparity", "1", write_hostile(folder)], folder, "hostile", dated=False)
        dated = dict(os.environ, SOURCE_DATE_EPOCH="1700000000")
        text = run(program, ["--nodes", "5", "--format", "gexf", sample], dated).decode()
        expect("the day of the file", '<meta lastmodifieddate="2023-11-14">' in text)
    return 1 if failures else 0


if len(sys.argv) != 3:
    print(__doc__.strip(), file=sys.stderr)
    sys.exit(2)
sys.exit(main(sys.argv[1], sys.argv[2]))
