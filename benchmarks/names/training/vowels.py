"""Would dearer written vowels tell names apart that differ in them only (Salah, Salih; Amr, Amir)?

    .venv/bin/python benchmarks/names/training/vowels.py --data PATH

True pairs are token pairs of the training data (`name_pairs.tsv`), Latin and Arabic script. False
ones put the Latin token beside another name of the same consonants whose written vowels differ.
Prints, by what is charged for a written alif, waw or ya that the other side lacks, how often a true
pair costs less than a false one (AUC) and the cost below which 95 of 100 true pairs stay.
No evaluation data is read.
"""

import argparse
import sys
from collections import defaultdict
from pathlib import Path

import numpy as np

sys.path.insert(0, str(Path(__file__).parents[1]))

from measures.figures import auc

from hawkari.engines.names.align import LONGEST, align, table_of
from hawkari.engines.names.costs import code_of, hand_set_tables
from hawkari.engines.names.fold import fold
from hawkari.engines.names.prepare import encode
from hawkari.engines.names.scripts import Script
from hawkari.engines.names.skeleton import skeleton_of

WRITTEN = "āŵŷ"
FACTORS = (0.5, 0.75, 1.0, 1.25, 1.5, 2.0, 3.0)
LATIN_ARABIC = 1


def token_pairs(data: Path) -> list[tuple[str, str]]:
    """Folded tokens (Latin, Arabic script) of one-word names with the same consonants."""
    found = {}
    for line in data.read_text(encoding="utf-8").splitlines()[1:]:
        row = line.split("\t")
        one, other = fold(row[0]), fold(row[2])
        if row[4] != "token" or len(one.tokens) != 1 or len(other.tokens) != 1:
            continue
        if (one.script, other.script) == (Script.LATIN, Script.ARABIC):
            pair = one.tokens[0], other.tokens[0]
            if skeleton_of(pair[0]) == skeleton_of(pair[1]):
                found[pair] = None
    return sorted(found)


def false_pairs(true: list[tuple[str, str]]) -> list[tuple[str, str]]:
    """Each Latin token beside one other name that differs from its own in written vowels only."""
    alike, own = defaultdict(set), defaultdict(set)
    for latin, arabic in true:
        alike[consonants(arabic)].add(arabic)
        own[latin].add(arabic)
    found = []
    for latin, arabic in true:
        others = sorted(alike[consonants(arabic)] - own[latin])
        if others:
            found.append((latin, others[len(found) % len(others)]))
    return found


def consonants(token: str) -> str:
    return token.translate(dict.fromkeys(map(ord, "ăăỳ" + WRITTEN)))


def costs(pairs: list[tuple[str, str]], factor: float) -> np.ndarray:
    """Cost of each pair by its length, written vowels left out at so many times the cost."""
    tables = hand_set_tables()
    gap, last = tables.gap.copy(), tables.last_gap.copy()
    for letter in WRITTEN:
        gap[:, code_of(letter)] *= factor
        last[:, code_of(letter)] *= factor
    table = table_of(tables._replace(gap=gap, last_gap=last), LATIN_ARABIC)
    cells = np.zeros((LONGEST + 1, LONGEST + 1), np.float32)
    out = []
    for one, other in pairs:
        (a, size_a, _), (b, size_b, _) = encode(one), encode(other)
        cost = align(np.frombuffer(a, np.uint8), np.frombuffer(b, np.uint8), table, cells)
        out.append(float(cost) / max(size_a, size_b, 1.0))
    return np.array(out)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--data", type=Path, required=True, help="folder of name_pairs.tsv")
    true = token_pairs(parser.parse_args().data / "name_pairs.tsv")
    false = false_pairs(true)
    label = np.arange(len(true) + len(false)) < len(true)
    print(f"{len(true):,} true pairs, {len(false):,} false ones\n  times     AUC   95 of 100 true")
    for factor in FACTORS:
        found = costs([*true, *false], factor)
        print(
            f"{factor:7.2f}{auc(label, -found):8.3f}{np.percentile(found[: len(true)], 95):17.3f}"
        )


if __name__ == "__main__":
    main()
