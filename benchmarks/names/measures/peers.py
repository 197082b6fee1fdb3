"""The peers: what others would do with the same two names.

All that go through ICU get the six Sorani letters that it leaves out. CONTROL is gradient-boosted
trees on ten rapidfuzz scores, leave one source out: what a classifier gives without our alignment.
nomenklatura runs in an environment of its own, never the product's.
"""

import json
import os
import subprocess
import sys
from collections.abc import Callable, Sequence
from functools import lru_cache
from pathlib import Path

import icu
import numpy as np
from numpy.typing import NDArray
from rapidfuzz import distance, fuzz

sys.path.insert(0, str(Path(__file__).parents[1] / "training"))

import boosting

__all__ = ["STRINGS", "control", "icu_text", "latin", "nomenklatura", "string_scores"]

Scores = NDArray[np.float64]
SORANI = str.maketrans({"ە": "e", "ێ": "ê", "ۆ": "o", "ڕ": "r", "ڵ": "l", "ھ": "h"})
STRINGS: dict[str, Callable[[str, str], float]] = {
    "ICU + map + Jaro-Winkler": distance.JaroWinkler.similarity,
    "ICU + map + WRatio": fuzz.WRatio,
    "ICU + map + token_sort": fuzz.token_sort_ratio,
}
_FEATURES: tuple[Callable[[str, str], float], ...] = (
    distance.JaroWinkler.similarity, fuzz.WRatio, fuzz.token_sort_ratio, fuzz.token_set_ratio,
    fuzz.partial_ratio, fuzz.ratio, fuzz.QRatio, fuzz.partial_token_sort_ratio,
    distance.Levenshtein.normalized_similarity, distance.LCSseq.normalized_similarity,
)  # fmt: skip
_NOMENKLATURA = "nomenklatura==4.17.4"
_SCORE = """
import json, sys
from followthemoney import model
from nomenklatura.matching import get_algorithm
algorithm = get_algorithm(sys.argv[1]); config = algorithm.default_config(); count = 0
def person(name):
    global count
    count += 1  # its caches go by id
    entity = model.make_entity("Person"); entity.id = f"p{count}"; entity.add("name", name)
    return entity
for line in sys.stdin:
    a, b = json.loads(line)
    print(float(algorithm.compare(person(a), person(b), config).score))
"""


@lru_cache(maxsize=1)
def _icu() -> icu.Transliterator:
    return icu.Transliterator.createInstance("Any-Latin; Latin-ASCII")


def icu_text(name: str) -> str:
    """ICU's Latin as it comes, lower-cased: what serves searches best."""
    return str(_icu().transliterate(name.translate(SORANI))).lower()


def latin(name: str) -> str:
    """ICU's Latin, lower-cased, hyphens parting words, else letters only."""
    words = icu_text(name).replace("-", " ").split()
    return " ".join("".join(c for c in word if c.isascii() and c.isalpha()) for word in words)


def string_scores(
    likeness: Callable[[str, str], float], a: Sequence[str], b: Sequence[str]
) -> Scores:
    """A string likeness on `latin`."""
    pairs = zip(a, b, strict=True)
    return np.array([likeness(latin(x), latin(y)) for x, y in pairs])


def control(
    pairs: Sequence[tuple[str, str]], label: NDArray[np.bool_], source: NDArray[np.str_]
) -> Scores:
    """CONTROL, leave one source out: each source is scored by trees trained on the others."""
    romanised = [(latin(x), latin(y)) for x, y in pairs]
    x = np.array([[likeness(*pair) for likeness in _FEATURES] for pair in romanised])
    settings = boosting.Settings(rule=np.zeros(x.shape[1], np.int64), rounds=150, leaves=15)
    out = np.zeros(len(x))
    for name in np.unique(source):
        held = source == name
        model = boosting.fit(x[~held], label[~held].astype(np.int64), settings)
        out[held] = boosting.predict(model, x[held])
    return out


def nomenklatura(algorithm: str, pairs: Sequence[tuple[str, str]], scratch: Path) -> Scores:
    """Scores of one of nomenklatura's algorithms, in a process and an environment of its own.

    Args:
        algorithm: ``logic-v2`` or ``name-based``.
        pairs: of names.
        scratch: folder for the environment; made at the first run, needs a package index then.

    Raises:
        CalledProcessError: if it cannot be installed or run.
    """
    python = scratch / "bin" / "python"
    if not python.exists():
        subprocess.run([sys.executable, "-m", "venv", scratch], check=True)
        pip = [python, "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
        subprocess.run([*pip, _NOMENKLATURA], check=True)
    lines = "".join(json.dumps(pair) + "\n" for pair in pairs)
    clean = {k: v for k, v in os.environ.items() if k != "PYTHONPATH"}
    done = subprocess.run([python, "-c", _SCORE, algorithm], input=lines, text=True, check=True,
                          capture_output=True, env=clean)  # fmt: skip
    return np.array([float(line) for line in done.stdout.split()])
