"""Every reader with every fault of its input: the same region, or one clear line and status 1.

    inputs.py CORRAL
"""
import gzip
import os
import re
import subprocess
import sys
import tempfile
import zlib

corral = os.path.abspath(sys.argv[1])
sanitized = "asan" in corral or "tsan" in corral
# Name by format, then the text of a small region. NAME stands where an item's name is.
samples = {
    "tidy.csv": "coalition,facet,item,weight\nA,member,NAME,1\nB,member,NAME,0.5\nB,goal,read,1\n",
    "members.csv": "coalition,member\nA,NAME\nB,NAME\nB,other\n",
    "wide.csv": "Coalition;Members;Goals\nA;NAME;read\nB;NAME|other;read\n",
    "google.csv": "Timestamp,Coalition,Members,Goals\n2026/01/05,A,NAME,read\n2026/01/06,B,NAME,read\n",
    "kobo.csv": "coalition;goal;goal/read;goal/play;_uuid;_index;members\nA;read play;1;1;u-1;1;NAME\nB;read;1;0;u-2;2;NAME\n",
    "monkey.csv": "Respondent ID,Coalition,Members,\n,Open-Ended Response,NAME,Other\n1,A,NAME,\n2,B,NAME,Other\n",
    "elements.csv": "Label,Type,Members\nA,coalition,NAME\nB,coalition,NAME|other\n",
    "connections.csv": "From,To,Direction,Type\nA,NAME,undirected,member\nB,NAME,undirected,member\n",
    "kumu.json": '{"elements":[{"label":"A","type":"coalition"},\n{"label":"NAME","type":"member"}],'
                 '\n"connections":[{"from":"A","to":"NAME","direction":"undirected"}]}\n',
    "hif.json": '{"network-type":"undirected",\n"incidences":[{"edge":"A","node":"NAME"},\n'
                '{"edge":"B","node":"NAME","weight":0.5}]}\n',
    "n.graphml": '<?xml version="1.0"?>\n<graphml xmlns="http://graphml.graphdrawing.org/xmlns">\n'
                 '<key id="t" for="node" attr.name="type" attr.type="boolean"/>\n'
                 '<key id="l" for="node" attr.name="name" attr.type="string"/>\n<graph edgedefault="undirected">\n'
                 '<node id="a"><data key="t">false</data><data key="l">A</data></node>\n'
                 '<node id="x"><data key="t">true</data><data key="l">NAME</data></node>\n'
                 '<edge source="a" target="x"/>\n</graph></graphml>\n',
    "p.net": '*Vertices 3 2\n1 "A"\n2 "B"\n3 "NAME"\n*Edges\n1 3 1\n2 3 0.5\n',
    "d.dl": 'dl nr=2 nc=1 format=edgelist2\nlabels embedded\ndata:\nA "NAME" 1\nB "NAME" 0.5\n',
    "e.edges": "# left right weight\nA NAME 1\nB NAME 0.5\n",
}
HEAVY = {"tidy.csv", "hif.json", "n.graphml", "p.net"}
failures = 0


def complain(*words):
    global failures
    failures += 1
    print(*words)


def run(*words):
    # Processor time: the machine may have others to serve.
    before = os.times()
    done = subprocess.run([corral, *words], capture_output=True, timeout=120)
    after = os.times()
    done.seconds = after.children_user - before.children_user
    return done


def put(name, data):
    with open(name, "wb") as file:
        file.write(data if isinstance(data, bytes) else data.encode())


def same(name, what, data, clean, *more):
    """The region is read as without the fault."""
    put(name, data)
    done = run("export", "-q", "-f", "csv", *more, name)
    if done.returncode or done.stdout != clean:
        complain(name, what, "is not the same region:", done.returncode, done.stderr.decode()[:200])


def refused(name, what, data, seconds=5, place=True, says=None):
    """One line that names the file, and status 1; where it can be told, the line."""
    put(name, data)
    done = run("export", "-q", "-f", "csv", name)
    lines = [l for l in done.stderr.decode("utf-8", "surrogateescape").splitlines()
             if not l.startswith('corral: run "corral check')]
    if done.returncode != 1 or done.stdout or len(lines) != 1:
        return complain(name, what, "is not refused in one line:", done.returncode, done.stdout[:80], lines[:3])
    pattern = r"corral: %s:\d+" % re.escape(name) if place else r"corral: %s:" % re.escape(name)
    if not re.match(pattern, lines[0]):
        complain(name, what, "does not say where:", lines[0])
    if says and says not in lines[0]:
        complain(name, what, "does not say", repr(says) + ":", lines[0])
    if done.seconds > seconds * (10 if sanitized else 1):
        complain(name, what, "took %.1f seconds" % done.seconds)


def look(name, text):
    put(name, text)
    first = run("export", "-q", "-f", "csv", name)
    clean = first.stdout
    if first.returncode or b"NAME" not in clean:
        return complain(name, "is not read at all:", first.stderr.decode()[:200])
    # 1: what editors add, and how they end lines.
    same(name, "with a byte order mark", "\ufeff" + text, clean)
    same(name, "with CRLF", text.replace("\n", "\r\n"), clean)
    same(name, "with CR alone", text.replace("\n", "\r"), clean)
    same(name, "with mixed ends", text.replace("\n", "\r\n", 2), clean)
    same(name, "without the last end", text.rstrip("\n"), clean)
    # 2: as Windows saves "Unicode".
    if "graphml" not in name:
        for code in "utf-16-le", "utf-16-be":
            same(name, "in " + code, ("\ufeff" + text).encode(code), clean)
    # 27: packed, packed and cut, packed and larger than anybody means.
    put(name + ".gz", gzip.compress(text.encode()))
    if name.endswith(".csv"):
        done = run("export", "-q", "-f", "csv", name + ".gz")
        if done.stdout != clean:
            complain(name, "packed is another region", done.stderr.decode()[:200])
    refused(name, "packed and cut", gzip.compress(text.encode())[:-9], place=False)
    # One a scanner: the others of its kind share it.
    if name in HEAVY:
        refused(name, "a bomb", BOMB, seconds=2, place=False)
        refused(name, "a line of 12 MB", place=not name.endswith(".json"), data=text.replace("NAME", "N" * 12_000_000))
    # 3, 6: bytes that are no text.
    refused(name, "with a NUL", text.replace("NAME", "NA\0ME"))
    for what, data in ("an invalid byte", b"\xff"), ("an overlong slash", b"\xc0\xaf"), ("a surrogate", b"\xed\xa0\x80"):
        broken = text.encode().replace(b"NAME", b"N" + data + b"E")
        refused(name, "with " + what, broken)
        done = run("export", "-q", "-f", "csv", "--repair", name)
        if done.returncode and "graphml" not in name:
            complain(name, what, "is not repaired:", done.stderr.decode()[:200])
        done.stdout.decode()  # raises where raw bytes come out
    # 4, 5: nobody's line is that long.
    refused(name, "a field of 2 MiB", text.replace("NAME", "N" * (2 << 20)))
    # 11: one name however it is composed, and what nobody sees in it.
    one = run_names(name, text.replace("NAME", "Caf\u00e9"))
    for what, spelt in ("NFD", "Cafe\u0301"), ("zero width", "Caf\u200b\u00e9"), ("bidi", "Caf\u00e9\u202e"):
        if run_names(name, text.replace("NAME", spelt)) != one:
            complain(name, what, "is another name")
    # 10: nothing in it is a region without coalitions, or refused in one line.
    put(name, "")
    done = run("check", "-q", name)
    if done.returncode not in (0, 1) or len(done.stderr.splitlines()) > 2:
        complain(name, "empty:", done.returncode, done.stderr.decode()[:200])


def run_names(name, text):
    put(name, text)
    done = run("check", "-q", "--summary", "-f", "csv", name)
    keys = run("export", "-q", "-f", "hif", name).stdout.decode()
    return done.returncode, done.stdout, sorted(re.findall(r'"name":"([^"]*)"', keys))


def only_csv():
    # 3: the quote that is not closed is named, not the end of the file.
    refused("tidy.csv", "an unbalanced quote", 'coalition,member\nA,x\nB,"y\nC,z\n', says="tidy.csv:3:")
    refused("tidy.csv", "all quotes", '"' * 3_000_001)
    # 5
    refused("tidy.csv", "5,000 columns", "coalition,member," + "x," * 5000 + "y\n")
    # 8: several separators.
    for data, says in (("coalition;member,goal\nA;x,y\n", None),):
        put("tidy.csv", data)
        done = run("check", "-q", "tidy.csv")
        if done.returncode == 0 and b"warning" not in done.stdout:
            complain("two delimiters are read without a word:", done.stdout.decode()[:200])
    # 9: the same again is merged with a warning, what differs is refused with both lines.
    put("tidy.csv", "coalition,member\nA,x\nA,x\n")
    done = run("check", "-q", "-f", "csv", "tidy.csv")
    if b"counted once" not in done.stdout:
        complain("a row twice is read without a word")


def only_xml():
    # 28
    head = '<!DOCTYPE g [<!ENTITY x SYSTEM "file:///etc/passwd">]>'
    refused("n.graphml", "an entity", head + '<graphml><graph><node id="&x;"/></graph></graphml>')
    lol = '<!DOCTYPE g [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]><graphml>&b;</graphml>'
    refused("n.graphml", "entities of entities", lol)


def none_of_these():
    """What was tried is told."""
    for name, data in (("page.html", "<html><body>x</body></html>\n"), ("other.json", '{"a":[1,2]}\n'),
                       ("letter.txt", "Dear all,\nhere is the list, as promised:\n1. one\n"),
                       ("picture.png", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR"), ("paper.pdf", b"%PDF-1.4\n1 0 obj\n")):
        put(name, data)
        done = run("check", "-q", "-f", "csv", name)
        told = (done.stdout + done.stderr).decode()
        if done.returncode != 1 or ("error," not in told and name + ": " not in told):
            complain(name, "is read as a region:", done.returncode, told[:300])


def two_that_disagree():
    """A file that is one format and says another in its name, or by --as."""
    put("wrong.csv", samples["p.net"])
    done = run("export", "-q", "-f", "csv", "wrong.csv")
    if done.returncode or b"NAME" not in done.stdout:
        complain("a Pajek file called .csv is not read:", done.stderr.decode()[:200])
    done = run("export", "-q", "-f", "csv", "--as", "dl", "wrong.csv")
    if done.returncode != 1 or b"leave out --as" not in done.stderr:
        complain("--as that is wrong:", done.returncode, done.stderr.decode()[:200])


with tempfile.TemporaryDirectory() as work:
    os.chdir(work)
    # 300 MiB of nothing, made without ever being held.
    deflate = zlib.compressobj(9, zlib.DEFLATED, 31)
    block = b" " * (1 << 20)
    BOMB = b"".join(deflate.compress(block) for _ in range(300)) + deflate.flush()
    for name, text in samples.items():
        look(name, text)
    only_csv()
    only_xml()
    none_of_these()
    two_that_disagree()
    os.chdir("/")
print(failures, "failures") if failures else None
sys.exit(failures > 0)
