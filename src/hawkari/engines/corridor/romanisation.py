"""How clerks of one country write a name in Latin letters: first matching rule from the left."""

from dataclasses import dataclass
from functools import cache
from random import Random

from hawkari.engines.corridor.tables import Name, load_json

__all__ = ["STYLES", "latin", "wobbled"]

STYLES = (
    "english", "french", "german", "turkish", "kurmanji", "kurmanji-ascii", "iranian",
)  # fmt: skip
VARIANT_SHARE = 0.35  # of English spellings that are another accepted one
WOBBLE_SHARE = 0.2  # of English spellings that a clerk makes up by ear

_Rules = tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Style:
    """One country's habits: which spelling of the table they start from, and their rules."""

    base: str
    rules: _Rules


@cache
def _style(style: str) -> Style:
    body = load_json("romanisation.json")["styles"][style]
    return Style(body["base"], tuple((old, new) for old, new in body["rules"]))


@cache
def _wobbles() -> _Rules:
    return tuple((old, new) for old, new in load_json("romanisation.json")["wobbles"])


def latin(name: Name, style: str, rng: Random) -> str:
    """A name in Latin letters as one clerk of a style writes it, capitalised.

    English bases vary: an accepted variant, or a spelling by ear, before the rules apply.
    """
    rules = _style(style)
    if rules.base == "kurmanji":
        return _ruled(name.kurmanji, style)
    written = name.english
    if name.variants and rng.random() < VARIANT_SHARE:
        written = rng.choice(name.variants)
    elif rng.random() < WOBBLE_SHARE:
        written = wobbled(written, rng)
    return _ruled(written, style)


def wobbled(written: str, rng: Random) -> str:
    """An English spelling with one habit changed: Karim, Kareem; Talabani, Talabany."""
    lower = f"^{written.lower()}$"
    fits = [(old, new) for old, new in _wobbles() if old in lower]
    if not fits:
        return written
    old, new = rng.choice(fits)
    return _titled(lower.replace(old, new, 1).strip("^$"))


@cache
def _ruled(written: str, style: str) -> str:
    """Every word of a spelling under a style's rules. Remembered: spellings are few."""
    rules = _style(style).rules
    if not rules:
        return written
    return " ".join(_titled(_word(word, rules)) for word in written.split(" "))


def _word(word: str, rules: _Rules) -> str:
    text = f"^{word.lower()}$"
    out: list[str] = []
    place = 0
    while place < len(text):
        for old, new in rules:
            if text.startswith(old, place):
                out.append(new)
                place += len(old)
                break
        else:
            out.append(text[place])
            place += 1
    return "".join(out).strip("^$")


def _titled(word: str) -> str:
    return word[:1].upper() + word[1:]
