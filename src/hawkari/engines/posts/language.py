"""Which language a post is in, from letters alone.

A linear model for each script, over hashed runs of letters and whole words. It is trained by
`benchmarks/posts/training/train_language.py`; `resources/language.json` says on what.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import as_file, files

import numpy as np
from numpy.typing import NDArray

from hawkari.engines.posts.letters import BENGALI, Letters, letters_of, runs

__all__ = ["UNDETERMINED", "Guess", "Script", "codes", "languages", "model"]

UNDETERMINED = "und"
_BLOCK = 4000  # texts at a time, so that memory stays flat
_SURE_OF_SCRIPT = 0.99  # Bengali letters: Assamese has them too


@dataclass(frozen=True, slots=True)
class Guess:
    """The language of a text.

    Attributes:
        code: ISO 639 code; `und` where the text does not tell, or no language known here fits.
        probability: that the code is right; for `und`, the best language's own, too small one.
    """

    code: str
    probability: float


@dataclass(frozen=True, slots=True)
class Script:
    """The model of one script.

    Attributes:
        names: language of each column; a script's other languages stand as `und`.
        weights: a row for each hash, a column for each language.
        scale: what a weight is multiplied by.
        bias: of each language, with how rare it is among posts.
        least: the probability below which the answer is `und`.
    """

    names: tuple[str, ...]
    weights: NDArray[np.int8]
    scale: float
    bias: NDArray[np.float64]
    least: float

    @property
    def bits(self) -> int:
        """Hashes are below 2 to this power."""
        return int(self.weights.shape[0]).bit_length() - 1


def languages(texts: Sequence[str]) -> list[Guess]:
    """Say which language each text is in.

    Handles, links, digits and emoji are passed over, and so is what is written in another script
    than the text's main one. Dari counts as Persian (`fa`).

    Args:
        texts: posts as they were written.

    Returns:
        A guess for each, in order.
    """
    found: list[Guess] = []
    for first in range(0, len(texts), _BLOCK):
        found += _block([letters_of(text) for text in texts[first : first + _BLOCK]])
    return found


def codes() -> tuple[str, ...]:
    """Every code that a guess can have, `und` last."""
    known = {name for script in model().values() for name in script.names}
    return (*sorted((known | {"bn"}) - {UNDETERMINED}), UNDETERMINED)


@cache
def model() -> dict[str, Script]:
    """The model of each script, read once a process."""
    with (
        as_file(files("hawkari.engines.posts") / "resources" / "language.npz") as path,
        np.load(path) as stored,
    ):
        return {
            script: Script(
                names=tuple(stored[f"{script}.names"].tolist()),
                weights=stored[f"{script}.weights"],
                scale=float(stored[f"{script}.scale"]),
                bias=stored[f"{script}.bias"],
                least=float(stored[f"{script}.least"]),
            )
            for script in stored["scripts"].tolist()
        }


def _block(texts: Sequence[Letters]) -> list[Guess]:
    found = [
        Guess("bn", _SURE_OF_SCRIPT) if text.script == BENGALI else Guess(UNDETERMINED, 0.0)
        for text in texts
    ]
    for name, script in model().items():
        rows = [row for row, text in enumerate(texts) if text.script == name]
        if rows:
            guesses = _guesses(script, name, [texts[row].words for row in rows])
            for row, guess in zip(rows, guesses, strict=True):
                found[row] = guess
    return found


def _guesses(script: Script, name: str, words: Sequence[str]) -> list[Guess]:
    hashes, starts = runs(words, name, script.bits)
    lengths = np.diff(starts, append=len(hashes))
    sums = np.add.reduceat(script.weights[hashes], starts, axis=0, dtype=np.int32)
    logits = sums * (script.scale / np.sqrt(lengths))[:, None] + script.bias
    chances = np.exp(logits - logits.max(axis=1, keepdims=True))
    chances /= chances.sum(axis=1, keepdims=True)
    best = chances.argmax(axis=1)
    top = chances[np.arange(len(best)), best]
    return [
        Guess(script.names[at] if chance >= script.least else UNDETERMINED, round(float(chance), 4))
        for at, chance in zip(best, top, strict=True)
    ]
