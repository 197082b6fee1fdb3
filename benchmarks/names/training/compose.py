"""Compose people with full names, and pairs of their names, from licence-clean name tokens.

Full names are scarce in free data; tokens are not. Chains follow the rules of the region: own,
father's and grandfather's name, then perhaps a nisba or family name; each record cuts, orders and
spells the chain as some clerk would. Negatives are mined among near names, siblings and children
included, one true pair to about five others.
"""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from rapidfuzz import fuzz, process

from hawkari.engines.names.assign import workspace
from hawkari.engines.names.costs import hand_set_tables
from hawkari.engines.names.features import FEATURES, compare_batch
from hawkari.engines.names.fold import fold
from hawkari.engines.names.prepare import prepare
from hawkari.engines.names.rarity import bits_of
from hawkari.engines.names.scripts import is_arabic
from hawkari.engines.names.skeleton import skeleton_of

SOURCES = ("wikidata-rigour", "coling2018-wd_arabic", "google-ar2en")
MISALIGNED = 0.4  # relative cost above which the two words of a row are not one name
SORANI = {"š": "ش", "č": "چ", "ĉ": "چ", "ž": "ژ", "ġ": "غ", "x": "خ", "a": "ە", "ā": "ا", "e": "ێ",
          "ê": "ێ", "i": "", "î": "ی", "u": "و", "û": "وو", "o": "ۆ", "b": "ب", "p": "پ", "t": "ت",
          "j": "ج", "d": "د", "r": "ر", "z": "ز", "s": "س", "f": "ف", "v": "ڤ", "q": "ق", "k": "ک",
          "g": "گ", "l": "ل", "m": "م", "n": "ن", "h": "ه", "w": "و", "y": "ی", "ḥ": "ح", "ṯ": "س",
          "ḏ": "ز", "ʾ": "", "ʿ": "ع", "c": "ک", "ṣ": "س", "ṭ": "ت"}  # fmt: skip
STYLES = {
    "french": (("sh", "ch"), ("oo", "ou"), ("u", "ou"), ("j", "dj"), ("w", "ou"), ("ee", "i")),
    "german": (("sh", "sch"), ("ch", "tsch"), ("j", "dsch"), ("w", "u"), ("z", "s"), ("y", "j")),
    "turkish": (("sh", "ş"), ("ch", "ç"), ("j", "c"), ("w", "v"), ("kh", "h"), ("q", "k"),
                ("gh", "ğ")),
    "kurmanji": (("sh", "ş"), ("ch", "ç"), ("j", "c"), ("kh", "x"), ("ee", "î"), ("oo", "û"),
                 ("a", "e")),
    "dutch": (("sh", "sj"), ("oo", "oe"), ("u", "oe"), ("j", "dj")),
}  # fmt: skip


@dataclass(frozen=True)
class Item:
    """One name with its spellings."""

    latin: tuple[str, ...]
    arabic: tuple[str, ...]


@dataclass(frozen=True)
class Pairs:
    """Composed pairs: names, labels (1 one person), and how each negative was made."""

    a: list[str]
    b: list[str]
    label: np.ndarray
    kind: list[str]


def read_items(path: Path) -> list[Item]:
    """Names of the permissive token rows, by Arabic-script form; misaligned rows are left out."""
    rows = []
    with path.open(encoding="utf-8", newline="") as stream:
        for line in stream:
            a, _, b, _, kind, source = line.rstrip("\n").split("\t")
            if kind == "token" and source in SOURCES and single_words(a, b):
                rows.append((a, b))
    cost = features_of([a for a, _ in rows], [b for _, b in rows])[:, FEATURES.index("mean_cost")]
    latin = defaultdict(list)
    arabic = defaultdict(list)
    for (a, b), apart in zip(rows, cost, strict=True):
        if apart < MISALIGNED:
            latin[b].append(a)
            arabic[a].append(b)
    items = []
    for form in sorted(latin):
        same = {
            other
            for a in latin[form]
            for other in arabic[a]
            if skeleton_of("".join(fold(other).tokens)) == skeleton_of("".join(fold(form).tokens))
        }
        items.append(Item(tuple(sorted(set(latin[form]))), (form, *sorted(same - {form}))))
    return items


def single_words(a: str, b: str) -> bool:
    """Whether a row is one Latin word and one in Arabic script."""
    if len(a) < 2 or any(map(is_arabic, a)) or not any(map(is_arabic, b)):
        return False
    return len(fold(a).tokens) == len(fold(b).tokens) == 1


def features_of(a: list[str], b: list[str]) -> np.ndarray:
    """Features of pairs of names, shape (pairs, features)."""
    batch = prepare(a, b)
    out = np.zeros((len(a), len(FEATURES)), np.float32)
    compare_batch(batch.words, batch.a, batch.b, batch.tables, hand_set_tables(), workspace(), out)
    return out


class Clerk:
    """Writes chains of items down, with the habits and slips of clerks."""

    def __init__(self, rng: np.random.Generator) -> None:
        self.rng = rng

    def chance(self, share: float) -> bool:
        """True in `share` of the calls."""
        return bool(self.rng.random() < share)

    def pick(self, values: Sequence[Any]) -> Any:
        """One of some values, all as likely."""
        return values[int(self.rng.integers(len(values)))]

    def cut(self, chain: list) -> list:
        """What of a chain this record keeps; the first name nearly always."""
        kept = list(chain)
        how = self.rng.random()
        if how < 0.30:
            kept = kept[: max(2, int(self.rng.integers(2, len(kept) + 1)))]
        elif how < 0.45:
            kept = [kept[0], kept[-1]]
        elif how < 0.55 and len(kept) > 2:
            del kept[int(self.rng.integers(1, len(kept)))]
        elif how < 0.58 and len(kept) > 1:
            kept = kept[1:]
        elif how < 0.60:
            kept = kept[:1]
        if self.chance(0.06) and len(kept) > 1:
            kept = [kept[-1], *kept[:-1]]
        return kept

    def latin(self, chain: list) -> str:
        """The chain in Latin letters."""
        style = self.pick([None, None, None, None, *STYLES])
        bare, bins = self.chance(0.08), self.chance(0.2)
        words = []
        for place, part in enumerate(self.cut(chain)):
            kind, item = part
            word = self.styled(self.pick(item.latin), style)
            if bare:
                word = word[0] + "".join(c for c in word[1:] if c not in "aeiou")
            words.append(self.latin_part(kind, word, place=place, bins=bins))
        text = " ".join(words)
        if self.chance(0.05):
            text = self.pick(["haji", "mullah", "sheikh", "dr", "qari"]) + " " + text
        return text.upper() if self.chance(0.3) else text.title()

    def latin_part(self, kind: str, word: str, *, place: int, bins: bool) -> str:
        """One part of a chain in Latin letters, compounds parted as clerks do."""
        if kind == "abd":
            return (
                self.pick(["abdul ", "abd al-", "abdul", "abdel ", "abdel", "abdal-", "abdu"])
                + word
            )
        if kind == "abu":
            return self.pick(["abu ", "abu al-", "abou ", "abu-"]) + word
        if kind == "din":
            return word + self.pick([" al-din", "uddin", "eddine", " ud-din", "-al-din"])
        if kind == "nisba":
            return (
                self.pick(["al-", "al ", "el ", "", "", "al"])
                + word
                + self.pick(["i", "i", "y", "ee"])
            )
        return ("bin " if bins and place else "") + word

    def styled(self, word: str, style: str | None) -> str:
        """A word respelled after a country's habits; now and then with a slip."""
        if style is not None:
            marked = word
            for place, (old, _) in enumerate(STYLES[style]):
                marked = marked.replace(old, chr(0xE000 + place))
            for place, (_, new) in enumerate(STYLES[style]):
                marked = marked.replace(chr(0xE000 + place), new)
            word = marked
        return self.slip(word) if self.chance(0.05) else word

    def slip(self, word: str) -> str:
        """One letter dropped, doubled, or swapped with the next."""
        if len(word) < 4:
            return word
        place = int(self.rng.integers(1, len(word) - 1))
        return self.pick([
            word[:place] + word[place + 1 :],
            word[:place] + word[place] + word[place:],
            word[:place] + word[place + 1] + word[place] + word[place + 2 :],
        ])  # fmt: skip

    def arabic(self, chain: list) -> str:
        """The chain in Arabic script, one in five in Sorani letters."""
        sorani, bins = self.chance(0.2), self.chance(0.25)
        words = []
        for place, (kind, item) in enumerate(self.cut(chain)):
            word = self.sorani(item) if sorani else self.pick(item.arabic)
            words.append(self.arabic_part(kind, word, place=place, sorani=sorani, bins=bins))
        text = " ".join(words)
        if self.chance(0.15):
            text = text.replace("ة", "ه").replace("ي", "ى")
        if self.chance(0.3):
            text = text.replace("أ", "ا").replace("إ", "ا")
        return text

    def arabic_part(self, kind: str, word: str, *, place: int, sorani: bool, bins: bool) -> str:
        """One part of a chain in Arabic script, compounds parted as clerks do."""
        bare = word.removeprefix("ال")
        if kind == "abd":
            return "عەبدول" + word if sorani else self.pick(["عبد ال", "عبدال"]) + bare
        if kind == "abu":
            return ("ئەبو " if sorani else "أبو ") + word
        if kind == "din":
            return word + ("ەدین" if sorani else self.pick([" الدين", "الدين"]))
        if kind == "nisba":
            return word + "ی" if sorani else self.pick(["ال", "ال", ""]) + bare + "ي"
        return ("بن " if bins and place and not sorani else "") + word

    def sorani(self, item: Item) -> str:
        """A Sorani form of the item: one it has, else letter by letter from the Latin."""
        named = [form for form in item.arabic if any(c in form for c in "ەێۆڵڕ")]
        if named:
            return self.pick(named)
        token = "".join(fold(self.pick(item.latin)).tokens)
        long_a = item.arabic[0].count("ا") > item.arabic[0].startswith("ا")
        letters = [
            ("ا" if c == "a" and long_a and self.chance(0.5) else SORANI.get(c, "")) for c in token
        ]
        text = "".join(letters)
        return "ئ" + text if token[:1] in "aeiouāêîû" else text


def person_chains(items: list[Item], count: int, rng: np.random.Generator) -> list[list]:
    """Chains of people; common names as common as `rarity` says, the rest by their spellings."""
    share = np.array([0.5 ** bits_of("".join(fold(i.arabic[0]).tokens)) for i in items])
    spellings = np.array([len(i.latin) for i in items])
    common = np.where((share > 0.01) & (spellings >= 3), share * spellings, 0)
    middle = np.where(spellings >= 2, spellings**1.5, 0)
    weights = 0.5 * common / common.sum() + 0.3 * middle / middle.sum() + 0.2 / len(items)
    drawn = rng.choice(len(items), size=(count, 6), p=weights / weights.sum())
    chains = []
    for row in drawn:
        size = int(rng.choice([1, 2, 3, 4], p=[0.08, 0.35, 0.4, 0.17]))
        chain = [(compound(rng), items[place]) for place in row[:size]]
        if rng.random() < 0.5 or size == 1:
            chain.append(("nisba" if rng.random() < 0.6 else "plain", items[row[5]]))
        chains.append(chain)
    return chains


def compound(rng: np.random.Generator) -> str:
    return str(rng.choice(["plain", "abd", "abu", "din"], p=[0.86, 0.08, 0.03, 0.03]))


def compose(items: list[Item], *, people: int, seed: int) -> Pairs:
    """Pairs of names of composed people, the same for the same seed.

    Args:
        items: as `read_items` gives them.
        people: how many people; about 5.6 pairs come out for each.
        seed: of the random generator.
    """
    rng = np.random.default_rng(seed)
    clerk = Clerk(rng)
    chains = person_chains(items, people, rng)
    scripts = rng.choice(3, size=people, p=[0.25, 0.6, 0.15])
    write = (clerk.latin, clerk.arabic)
    a = [write[int(s == 2)](chain) for chain, s in zip(chains, scripts, strict=True)]
    b = [write[int(s >= 1)](chain) for chain, s in zip(chains, scripts, strict=True)]
    rows = [(x, y, 1, "") for x, y in zip(a, b, strict=True)]
    rows += nearest(a, b, scripts, rng=rng)
    for place, (chain, s) in enumerate(zip(chains, scripts, strict=True)):
        rows.append((a[place], b[other(scripts, place, rng)], 0, "random"))
        if rng.random() < 0.6 and len(chain) > 1:
            donor = chains[int(rng.integers(people))]
            sibling = rng.random() < 0.5
            kin = [donor[0], *chain[1:]] if sibling else [donor[0], *chain][:4]
            rows.append((a[place], write[int(s >= 1)](kin), 0, "sibling" if sibling else "child"))
    x, y, label, kind = zip(*rows, strict=True)
    return Pairs(list(x), list(y), np.array(label), list(kind))


def other(scripts: np.ndarray, place: int, rng: np.random.Generator) -> int:
    same = np.flatnonzero(scripts == scripts[place])
    choice = int(same[rng.integers(len(same))])
    return choice if choice != place else int(same[0 if same[0] != place else -1])


def nearest(
    a: list[str], b: list[str], scripts: np.ndarray, *, rng: np.random.Generator
) -> list[tuple]:
    """Three of the six nearest names of other people for each name, by skeleton."""

    def keyed(names: list[str]) -> list[str]:
        return [" ".join(skeleton_of(t) or "-" for t in fold(n).tokens) for n in names]

    rows = []
    for script in range(3):
        members = np.flatnonzero(scripts == script)
        keys_a, keys_b = keyed([a[m] for m in members]), keyed([b[m] for m in members])
        for start in range(0, len(members), 500):
            block = process.cdist(keys_a[start : start + 500], keys_b, scorer=fuzz.token_sort_ratio,
                                  dtype=np.uint8)  # fmt: skip
            for row, likeness in enumerate(block):
                own = start + row
                scores = likeness.astype(np.int16)
                scores[own] = -1
                # namesakes exist, but in a list without duplicates they are few
                scores[(scores >= 93) & (rng.random(len(scores)) < 0.6)] = -1
                top = np.argsort(-scores, kind="stable")[:6]
                chosen = rng.permutation(top)[:3]
                rows += [(a[members[own]], b[members[place]], 0, "nn") for place in chosen]
    return rows
