"""How to run the commands that need no store."""

from collections.abc import Callable
from pathlib import Path

from hawkari.engines.names import Gallery
from tests.engines.iati.cases import GOOD as AID


def _file(folder: Path, name: str, text: str) -> str:
    (folder / name).write_text(text, encoding="utf-8")
    return str(folder / name)


def _index(folder: Path) -> str:
    """A small index of names in a folder."""
    Gallery([("Rebwar Amin", "1"), ("Aras Jamal", "2")]).save(folder / "index")
    return str(folder / "index")


PAIRS = "pair_id\tname_a\tname_b\n1\tRebwar Amin\tRebwar Ameen\n"
TIES = "source,target\na,b\nb,c\n"
GALLERY = "name\tperson_id\nRebwar Amin\t1\nAras Jamal\t2\n"
RECORDS = "id,name,source,dob\na,Rebwar Amin,one,1988\nb,Rebwar Ameen,two,1988\n"
QUARTERS = "Year,Quarter,Number\n" + "".join(
    f"{2010 + number // 4},{number % 4 + 1},{100 + number}\n" for number in range(24)
)
STARTS = "clock\tstart\tplace\nremoval_notice\t2026-12-22T09:00Z\tscotland\n"
COUNTS = [[3] * 12] * 4
PANEL = f'{{"id": 1, "treated": [0], "start": 8, "y": {COUNTS}}}\n'
CASES = "case,stage,at\nR-1,screening,2026-01-01T09:00Z\nR-1,liable,2026-01-08T09:00Z\n"
WITHOUT_A_STORE: dict[str, Callable[[Path], list[str]]] = {
    "link run": lambda folder: [_file(folder, "r.csv", RECORDS), "--out", str(folder / "o.tsv")],
    "link explain": lambda folder: ["a", "b", _file(folder, "r.csv", RECORDS)],
    "returns clocks": lambda _: [],
    "returns days-off": lambda _: ["kurdistan", "2027"],
    "returns deadlines": lambda folder: [
        *("--in", _file(folder, "s.tsv", STARTS), "--out", str(folder / "o.tsv")),
    ],
    "returns forecast": lambda folder: [_file(folder, "s.csv", QUARTERS), "--value", "Number"],
    "returns flow": lambda folder: [_file(folder, "e.csv", CASES)],
    "returns guards": lambda _: ["--json"],
    "returns queue": lambda _: ["--officers", "3", "--arrivals", "0.1", "--work", "8-15"],
    "returns form": lambda folder: ["--out", str(folder / "form.xml")],
    "returns score": lambda folder: [_file(folder, "a.jsonl", '{"id": "1", "answers": {}}\n')],
    "sample": lambda folder: ["--people", "30", "--out", str(folder / "sample")],
    "backup-key": lambda folder: [str(folder / "backup.key")],
    "blindmatch run": lambda folder: [
        *("--client", _file(folder, "a.txt", "+447700900101\n")),
        *("--server", _file(folder, "b.txt", "+447700900101\n")),
        *("--type", "phone", "--out", str(folder / "o.txt")),
    ],
    "campaign effect": lambda folder: [
        *("--panels", _file(folder, "panels.jsonl", PANEL), "--out", str(folder / "o.jsonl")),
    ],
    "iati validate": lambda folder: [_file(folder, "aid.xml", AID), "--today", "2026-11-23"],
    "posts language": lambda folder: [
        *("--in", _file(folder, "posts.tsv", "text\nThe road is closed\n")),
        *("--out", str(folder / "o.txt")),
    ],
    "posts selectors": lambda folder: [
        *("--in", _file(folder, "posts.jsonl", '{"id": 1, "text": "+44 7700 900123"}\n')),
        *("--out", str(folder / "o.jsonl")),
    ],
    "posts cluster": lambda folder: [
        *("--in", _file(folder, "posts.tsv", "id\ttext\n1\troad open\n")),
        *("--out", str(folder / "o.tsv")),
    ],
    "names compare": lambda folder: [
        "--pairs",
        _file(folder, "p.tsv", PAIRS),
        "--out",
        str(folder / "o.tsv"),
    ],
    "names search": lambda folder: [
        *("--gallery", _file(folder, "g.tsv", GALLERY)),
        *("--queries", _file(folder, "q.tsv", "query\nRebwar\n")),
        *("--out", str(folder / "o.tsv")),
    ],
    "names explain": lambda _: ["Rebwar Amin", "Rebwar Ameen"],
    "names index build": lambda folder: [
        *("--gallery", _file(folder, "g.tsv", GALLERY), "--index", str(folder / "index")),
    ],
    "names index add": lambda folder: [
        *("--gallery", _file(folder, "g.tsv", GALLERY), "--index", _index(folder)),
    ],
    "names index remove": lambda folder: [
        *("--persons", _file(folder, "p.tsv", "person_id\n1\n"), "--index", _index(folder)),
    ],
    "names index search": lambda folder: [
        *("--queries", _file(folder, "q.tsv", "query\nRebwar\n"), "--index", _index(folder)),
        *("--out", str(folder / "o.tsv")),
    ],
    "disrupt ask": lambda folder: [
        _file(folder, "e.csv", TIES),
        *("--out", str(folder / "o.csv")),
    ],
    "disrupt order": lambda folder: [
        _file(folder, "e.csv", TIES),
        *("--out", str(folder / "o.csv")),
    ],
    "disrupt plan": lambda folder: [
        _file(folder, "e.csv", TIES),
        *("--nodes", _file(folder, "n.csv", "id,partner\nb,north\n"), "--budget", "north=1"),
        *("--out", str(folder / "o.csv")),
    ],
    "disrupt what-if": lambda folder: [
        _file(folder, "e.csv", TIES),
        *("--without", "b", "--out", str(folder / "o.csv")),
    ],
}
