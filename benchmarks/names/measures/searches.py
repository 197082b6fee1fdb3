"""Search: who comes first, and who among the first ten; ours and string likenesses."""

import time
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from rapidfuzz import distance, fuzz, process

from hawkari.engines.names import Gallery
from measures.peers import icu_text

__all__ = ["Queries", "ours", "peer", "read_queries"]

Entry = tuple[str, str]
PEERS = {"Jaro-Winkler": distance.JaroWinkler.similarity, "WRatio": fuzz.WRatio}


class Queries:
    """Queries of one direction with the ids that answer each, and the gallery.

    Args:
        names: folder with the evaluation sets.
        way: ``latn2arab`` or ``arab2latn``.
    """

    def __init__(self, names: Path, way: str) -> None:
        rows = read_queries(names / f"dev_queries_{way}.tsv")
        self.texts = [row["query"] for row in rows]
        self.gold = [set(row["gold_ids"].split("|")) for row in rows]
        gallery = read_queries(names / f"dev_gallery_{way[-4:]}.tsv")
        self.gallery: list[Entry] = [(row["name"], row["person_id"]) for row in gallery]

    def recall(self, found: Sequence[Sequence[str]]) -> tuple[float, float]:
        """Recall at 1 and at 10 of persons found, best first."""
        firsts = [bool(ids) and ids[0] in gold for ids, gold in zip(found, self.gold, strict=True)]
        tens = [not gold.isdisjoint(ids[:10]) for ids, gold in zip(found, self.gold, strict=True)]
        return float(np.mean(firsts)), float(np.mean(tens))


def read_queries(path: Path) -> list[dict[str, str]]:
    """Rows of a TSV with a header."""
    lines = path.read_text(encoding="utf-8").rstrip("\n").split("\n")
    header = lines[0].split("\t")
    return [dict(zip(header, line.split("\t"), strict=True)) for line in lines[1:]]


def ours(entries: Sequence[Entry], texts: Sequence[str]) -> tuple[list[list[str]], list[float]]:
    """Persons found for each query, and the milliseconds of processor time of each."""
    gallery = Gallery(entries)
    gallery.search(texts[0])
    found, times = [], []
    for text in texts:
        begun = time.process_time()
        found.append([hit.person_id for hit in gallery.search(text)])
        times.append(1000 * (time.process_time() - begun))
    return found, times


def peer(
    entries: Sequence[Entry], texts: Sequence[str], likeness: str
) -> tuple[list[list[str]], list[float]]:
    """The same by a string likeness over all names; equal ones by Jaro-Winkler."""
    names = [icu_text(name) for name, _ in entries]
    found, times = [], []
    for text in texts:
        begun = time.process_time()
        plain = icu_text(text)
        hits = process.extract(plain, names, scorer=PEERS[likeness], limit=200)
        hits.sort(key=lambda hit: (-hit[1], -distance.JaroWinkler.similarity(plain, hit[0])))
        times.append(1000 * (time.process_time() - begun))
        found.append(list(dict.fromkeys(entries[place][1] for _, _, place in hits)))
    return found, times
