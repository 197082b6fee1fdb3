"""How each agency writes a person's name: which part of the chain, in which spelling, how wrongly.

Chains are cut as `Habit` says; conventions and error shares follow what partners' lists are known
for (two or three tokens in Britain and Germany, two in France, three or four in Iraq, three in the
Kurdistan Region).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from random import Random
from typing import TypeVar

from hawkari.engines.corridor.romanisation import latin
from hawkari.engines.corridor.tables import Name, load_json
from hawkari.engines.corridor.values import Person

__all__ = [
    "HABITS",
    "SWAPPED",
    "TYPING_ERRORS",
    "Habit",
    "WrittenName",
    "mistyped",
    "pick",
    "write_alias",
    "write_name",
]

_T = TypeVar("_T")

TYPING_ERRORS = 0.12  # of Latin records
SWAPPED = 0.06  # of Latin records: given and next name change places
PASSPORT_COPIED = 0.15  # of Latin records: spelled as in the passport shown
JOINED = 0.35  # of compounds, in Latin and Arabic; Sorani joins more
JOINED_SORANI = 0.5
ARABIC_KEYBOARD = 0.25  # of Sorani records
PET_FORMS = 0.08  # of records in the Kurdistan Region and Britain
LOOSE_HAMZA = 0.2
ARABIC_LETTERS_ONLY = 0.6  # of Arabic records: no پ چ ژ گ ڤ, which the keyboard lacks
_ABDUL = ("abdul", "abdel", "abdol", "abdül", "ebdul")
_WINDOWS_1252 = str.maketrans("şŞğĞıİ", "sSgGiI")  # the French register's letters have no others
_ARABIC_LETTERS = str.maketrans("پچژگڤ", "بجزكف")
_NEAR = {
    "a": "s", "b": "v", "c": "x", "d": "s", "e": "r", "f": "d", "g": "h", "h": "j", "i": "o",
    "j": "k", "k": "l", "l": "k", "m": "n", "n": "m", "o": "i", "q": "w", "r": "e", "s": "a",
    "t": "r", "u": "i", "v": "b", "w": "e", "x": "z", "y": "u", "z": "x",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Habit:
    """How one source cuts chains and spells.

    Attributes:
        styles: romanisation styles with their shares; empty for Arabic script.
        lengths: how many names of the chain are written, with shares.
        family: share of records with the family name.
        articles: how a family name's article is written, with shares.
    """

    script: str
    lengths: tuple[tuple[int, float], ...]
    family: float
    styles: tuple[tuple[str, float], ...] = ()
    articles: tuple[tuple[str, float], ...] = ()


_ENGLISH_ARTICLES = (("", 0.45), ("Al-", 0.25), ("al-", 0.1), ("Al ", 0.12), ("El-", 0.08))
HABITS = {
    "uk": Habit(
        "latin", ((1, 0.66), (2, 0.34)), 0.5,
        (("english", 0.78), ("kurmanji", 0.08), ("iranian", 0.08), ("turkish", 0.06)),
        _ENGLISH_ARTICLES,
    ),
    "germany": Habit(
        "latin", ((1, 0.62), (2, 0.38)), 0.5,
        (("german", 0.55), ("kurmanji", 0.15), ("turkish", 0.15), ("english", 0.15)),
        (("", 0.6), ("Al ", 0.2), ("Al-", 0.2)),
    ),
    "france": Habit(
        "latin", ((1, 1.0),), 0.6,
        (("french", 0.75), ("english", 0.15), ("kurmanji-ascii", 0.1)),
        (("", 0.5), ("Al ", 0.25), ("El ", 0.25)),
    ),
    "list": Habit("latin", ((2, 0.5), (3, 0.5)), 0.6, (("english", 1.0),), _ENGLISH_ARTICLES),
    "iraq": Habit("arabic", ((3, 0.6), (4, 0.4)), 0.45),
    "krg": Habit("sorani", ((2, 0.35), (3, 0.65)), 1.0),
    "hawala": Habit("arabic", ((2, 0.7), (3, 0.3)), 0.3),
}  # fmt: skip
"""KRG writes three names: with the third from the chain, or the family name in its place."""


@dataclass(frozen=True, slots=True)
class WrittenName:
    """A name as written: first name, what follows it, and the family name if it is there.

    `shown` says which of the person's names the words stand for: 0-3 for the chain, 4 for the
    family name, in the order written.
    """

    given: str
    rest: tuple[str, ...]
    family: str
    shown: tuple[int, ...]

    @property
    def words(self) -> tuple[str, ...]:
        """All names in order."""
        return tuple(filter(None, (self.given, *self.rest, self.family)))


def pick(shares: Sequence[tuple[_T, float]], rng: Random) -> _T:
    """One of several by its share; the last takes what is left."""
    point = rng.random()
    for value, share in shares:
        point -= share
        if point < 0:
            return value
    return shares[-1][0]


def write_name(person: Person, source: str, rng: Random) -> WrittenName:
    """A person's name as a source's clerk writes it, errors and all."""
    habit = HABITS[source]
    length = pick(habit.lengths, rng)
    with_family = rng.random() < habit.family or person.prominent
    if habit.script == "latin" and not with_family:
        length += 1  # somebody's name has to fill the surname field
    if habit.script == "sorani":
        with_family = length == 2
    chain = list(person.chain[:length])
    shown = (*range(length), *((4,) if with_family else ()))
    if source in ("krg", "uk") and person.pet and rng.random() < PET_FORMS:
        chain[0] = person.pet
    if habit.script == "latin":
        words = _latin_name(person, chain, habit, with_family=with_family, rng=rng)
        if source == "france":
            words = [word.translate(_WINDOWS_1252) for word in words]
        return WrittenName(words[0], tuple(words[1:length]), "".join(words[length:]), shown)
    spell = _arabic if habit.script == "arabic" else _sorani
    words = [spell(name, rng) for name in chain]
    family = spell(person.family, rng) if with_family else ""
    if habit.script == "sorani" and rng.random() < ARABIC_KEYBOARD and not person.prominent:
        words, family = [_keyboard(word) for word in words], _keyboard(family)
    return WrittenName(words[0], tuple(words[1:]), family, shown)


def _latin_name(
    person: Person, chain: list[Name], habit: Habit, *, with_family: bool, rng: Random
) -> list[str]:
    """The chain's names and, if it is written, the family name after them."""
    style = pick(habit.styles, rng)
    spelling = rng
    if person.prominent:
        style = "english"
        words = [name.english for name in chain]
    else:
        if person.passport_style and rng.random() < PASSPORT_COPIED:
            # The passport has one spelling, the same for whoever copies it.
            style, spelling = person.passport_style, Random(person.id)  # noqa: S311
        words = [_compound(latin(name, style, spelling), spelling) for name in chain]
    family = latin(person.family, style, spelling) if with_family else ""
    if family and person.family.arabic.startswith("ال") and style != "turkish":
        family = pick(habit.articles, spelling) + family
    words += [family] if family else []
    if not person.prominent and rng.random() < TYPING_ERRORS:
        wrong = rng.randrange(len(words))
        words[wrong] = mistyped(words[wrong], rng)
    if not person.prominent and rng.random() < SWAPPED:
        words[:2] = words[1], words[0]
    return words


def _compound(written: str, rng: Random) -> str:
    """A compound name joined or split: Abdulkarim, Abdul Karim, Abd al-Karim; Hamasalih."""
    lower = written.lower()
    if " " in written:
        return written.replace(" ", "").capitalize() if rng.random() < JOINED else written
    if lower.startswith(_ABDUL) and not lower.startswith(("abdull", "ebdull")) and len(lower) > 7:
        rest = written[5:].capitalize()
        if rng.random() < JOINED:
            return written
        return rng.choice((f"{written[:5]} {rest}", f"{written[:5]} {rest}", f"Abd al-{rest}"))
    return written


def mistyped(word: str, rng: Random) -> str:
    """A word with one typing error: a letter dropped, doubled, swapped or hit beside."""
    if len(word) < 4:
        return word + word[-1]
    place = rng.randrange(1, len(word) - 1)
    kind = rng.randrange(4)
    if kind == 0:
        return word[:place] + word[place + 1 :]
    if kind == 1:
        return word[: place + 1] + word[place:]
    if kind == 2:
        return word[:place] + word[place + 1] + word[place] + word[place + 2 :]
    return word[:place] + _NEAR.get(word[place].lower(), "e") + word[place + 1 :]


def _arabic(name: Name, rng: Random) -> str:
    """An Arabic spelling as registers have it: hamza and final letters as they come."""
    written = name.arabic
    if " " in written and rng.random() < JOINED:
        written = written.replace(" ", "")
    if rng.random() < ARABIC_LETTERS_ONLY:
        written = written.translate(_ARABIC_LETTERS)
    if rng.random() < LOOSE_HAMZA:
        written = written.replace("أ", "ا").replace("إ", "ا").replace("آ", "ا")
    if rng.random() < LOOSE_HAMZA / 2:
        written = written[:-1] + {"ة": "ه", "ي": "ى", "ى": "ي"}.get(written[-1], written[-1])
    return written


def _sorani(name: Name, rng: Random) -> str:
    written = name.sorani
    if " " in written and rng.random() < JOINED_SORANI:
        written = written.replace(" ", "")
    return written


def _keyboard(word: str) -> str:
    """Sorani typed on an Arabic keyboard."""
    return word.translate(str.maketrans(load_json("romanisation.json")["arabic_keyboard"]))


def write_alias(person: Person, source: str, rng: Random) -> str:
    """A kunya or pet form in the source's script; ``""`` when the person has neither."""
    habit = HABITS[source]
    column = ("latin", "arabic", "sorani").index(habit.script)
    if person.kunya is not None:
        words = load_json("words.json")["kunya"]
        if column == 0:
            style = pick(habit.styles, rng)
            kunya = f"{words[3 if source == 'france' else 0]} {latin(person.kunya, style, rng)}"
            return kunya.translate(_WINDOWS_1252) if source == "france" else kunya
        spell = _arabic if column == 1 else _sorani
        return f"{words[column]} {spell(person.kunya, rng)}"
    if person.pet is None or habit.script == "arabic":
        return ""
    return person.pet.sorani if column else person.pet.english
