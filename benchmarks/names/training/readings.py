"""Choose one plain Latin reading for common names in Arabic script, from the training tokens.

    .venv/bin/python benchmarks/names/training/readings.py --data PATH

PATH holds `training/name_pairs.tsv`; only its permissive token rows are read. Of each form with
three or more Latin spellings that share its consonants, the spelling nearest to all others is
taken, plain vowels (a, i, u) preferred. Writes `resources/readings.json`, the same each time.
"""

import argparse
import json
from collections import defaultdict
from pathlib import Path

import compose
import numpy as np

from hawkari.engines.names.cleaning import clean
from hawkari.engines.names.features import FEATURES
from hawkari.engines.names.fold import fold
from hawkari.engines.names.skeleton import skeleton_of

OUT = Path(__file__).parents[3] / "src/hawkari/engines/names/resources/readings.json"
LEAST = 3
COMPOUND = ("ال", "عبدال", "ابو")
SORANI = frozenset("ەێۆڕڵڤ")
PLAIN = 0.1  # what an e or an o costs, beside the mean cost to the other spellings


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n\n")[0])
    parser.add_argument("--data", type=Path, required=True)
    data = parser.parse_args().data
    spellings = read(data / "training" / "name_pairs.tsv")
    chosen = {form: reading(held) for form, held in sorted(spellings.items())}
    table = {
        "made_by": "benchmarks/names/training/readings.py",
        "date": "2026-11-26",
        "licence": "MIT; chosen from data under CC0-1.0, MIT and Apache-2.0",
        "sources": [
            "Wikidata labels of name items (CC0-1.0), as listed in rigour 2.6.1 (MIT)",
            "steveash/NETransliteration-COLING2018 5d5f59e, English-Arabic (MIT)",
            "google/transliteration b2265a6, ar2en (Apache-2.0)",
        ],
        "readings": {form: word for form, word in chosen.items() if word},
    }
    OUT.write_text(json.dumps(table, ensure_ascii=False, separators=(",", ":")) + "\n")
    print(f"{len(table['readings'])} readings, {OUT.stat().st_size // 1024} KiB")


def read(path: Path) -> dict[str, list[str]]:
    """Plain Latin spellings by form, both lower-case, those that share its consonants."""
    found: dict[str, set[str]] = defaultdict(set)
    with path.open(encoding="utf-8", newline="") as stream:
        for line in stream:
            a, _, b, _, kind, source = line.rstrip("\n").split("\t")
            if kind != "token" or source not in compose.SOURCES or not compose.single_words(a, b):
                continue
            word, form = a.lower(), clean(b)
            if form.startswith(COMPOUND) or not SORANI.isdisjoint(form):
                continue  # rules read these
            if word.isascii() and word.isalpha() and skeleton(word) == skeleton(form):
                found[form].add(word)
    return {form: sorted(words) for form, words in found.items() if len(words) >= LEAST}


def skeleton(word: str) -> str:
    return "".join(map(skeleton_of, fold(word).tokens))


def reading(words: list[str]) -> str:
    pairs = [(a, b) for a in words for b in words]
    features = compose.features_of([a for a, _ in pairs], [b for _, b in pairs])
    cost = features[:, FEATURES.index("mean_cost")].reshape(len(words), len(words)).mean(axis=1)
    plain = np.array([PLAIN * sum(map(word.count, "eo")) for word in words])
    return words[int(np.argmin(cost + plain + 0.01 * np.array(list(map(len, words)))))]


if __name__ == "__main__":
    main()
