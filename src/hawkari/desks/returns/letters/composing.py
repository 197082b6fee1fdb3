"""Puts a letter together: its lines in the person's language, and the English where it is needed.

Every value stands in a piece of its own, with the direction of its own script, so that a date or
a telephone number turns nothing around it round.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from hawkari.desks.returns.letters.values import Contact, Letter, lacking
from hawkari.desks.returns.letters.wording import SOURCE, VALUE, Wording, form_of, wording_of
from hawkari.engines import names
from hawkari.errors import BadInput

__all__ = ["Line", "Page", "Part", "Piece", "compose"]

LONDON = ZoneInfo("Europe/London")
ARROW = " → "


@dataclass(frozen=True, slots=True)
class Piece:
    """Words of one direction; `is_value` where they are data and not wording."""

    text: str
    is_rtl: bool
    is_value: bool = False


@dataclass(frozen=True, slots=True)
class Line:
    """A line in the person's language, and the same in English where it is printed beside.

    Attributes:
        own: pieces in the person's language.
        english: the same in English; empty where none is needed.
        is_blank: whether space to write by hand follows.
        is_item: whether it is one of a list.
    """

    own: tuple[Piece, ...]
    english: tuple[Piece, ...] = ()
    is_blank: bool = False
    is_item: bool = False


@dataclass(frozen=True, slots=True)
class Part:
    """A heading and what stands below it."""

    heading: Line
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Page:
    """A whole letter.

    Attributes:
        language: the person's language.
        is_rtl: whether it runs from right to left.
        title: what it is, first.
        facts: for whom, from whom, when, reference.
        warnings: what nobody has checked; printed on top.
        parts: the rest.
        basis: the rule that it stands on, in English.
        basis_word: the English words for "legal basis".
        page_word: the word for "page".
        made_on: date of the letter.
        has_english: whether the English stands beside.
    """

    language: str
    is_rtl: bool
    title: Line
    facts: tuple[Line, ...]
    warnings: tuple[Line, ...]
    parts: tuple[Part, ...]
    basis: str
    basis_word: str
    page_word: str
    made_on: date
    has_english: bool


def compose(letter: Letter) -> Page:
    """Put a letter together.

    Raises:
        BadInput: if it lacks what the person needs, or there is no wording in its language.
    """
    own, english = wording_of(letter.language), wording_of(SOURCE)
    missing = lacking(letter)
    if missing:
        raise BadInput(
            f"this letter is not complete: {', '.join(missing)}",
            "A notice without it would not count; nothing was made.",
        )
    writer = _Writer(letter, own, None if own.is_signed else english)
    form = form_of(letter.kind)
    unsigned = [] if own.is_signed else [writer.line("common.unreviewed")]
    unverified = [] if form.verified_by else [writer.line("common.unverified")]
    return Page(
        language=letter.language,
        is_rtl=own.is_rtl,
        title=writer.line(form.title),
        facts=writer.facts(),
        warnings=(*unsigned, *unverified),
        parts=tuple(writer.part(heading, keys) for heading, keys in form.parts),
        basis=form.authority,
        basis_word=english.lines["common.basis"],
        page_word=own.lines["common.page"],
        made_on=letter.made_on,
        has_english=not own.is_signed,
    )


class _Writer:
    """Writes lines of one letter in one language, and in English beside it where that is given."""

    def __init__(self, letter: Letter, own: Wording, beside: Wording | None) -> None:
        self.letter = letter
        self.own = own
        self.beside = beside

    def line(self, key: str, *, is_blank: bool = False) -> Line:
        """One line of the wording."""
        return self._both(lambda words: _filled(words, key, self._values(words)), is_blank=is_blank)

    def part(self, heading: str, keys: tuple[str, ...]) -> Part:
        """A part: each line of the wording, and each list that the letter fills."""
        lines = [line for key in keys for line in self._lines(key)]
        return Part(heading=self.line(heading), lines=tuple(lines))

    def facts(self) -> tuple[Line, ...]:
        """For whom, from whom, when, and which case."""
        letter = self.letter
        days = [("common.date", letter.made_on)]
        days += [("common.born", letter.born)] if letter.born else []
        return (
            self._said("common.for", letter.person),
            self._said("common.reference", letter.reference),
            self._said("common.from", letter.office),
            *(self._dated(key, day) for key, day in days),
        )

    def _said(self, key: str, value: str) -> Line:
        return self._fact(key, lambda _: value)

    def _dated(self, key: str, day: date) -> Line:
        return self._fact(key, lambda words: _day(words, day))

    def _fact(self, key: str, value: Callable[[Wording], str]) -> Line:
        return self._both(
            lambda words: (
                Piece(words.lines[key] + ": ", is_rtl=words.is_rtl),
                _value(value(words)),
            )
        )

    def _lines(self, key: str) -> list[Line]:
        letter = self.letter
        match key:
            case "@advice":
                return [self._contact(one) for one in letter.advice]
            case "@interpreter":
                return [self._contact(one) for one in (letter.interpreter,) if one]
            case "@office":
                return [self._contact(one) for one in (letter.questions,) if one]
            case "@appeal":
                has_right = letter.appeal is not None and letter.appeal.until is not None
                return [self.line("appeal.right" if has_right else "appeal.none")]
            case "@signing":
                fields = ("language", "interpreter", "officer", "when", "person")
                return [self.line(f"sign.{one}", is_blank=True) for one in fields]
            case _:
                return [self.line(key)]

    def _contact(self, contact: Contact) -> Line:
        """The same in both languages: printed once."""
        said = [one for one in (contact.name, contact.phone, contact.more) if one.strip()]
        between = Piece("، " if self.own.is_rtl else ", ", is_rtl=self.own.is_rtl)
        pieces = [piece for one in said for piece in (between, _value(one))][1:]
        return Line(own=tuple(pieces), is_item=True)

    def _both(
        self, write: Callable[[Wording], tuple[Piece, ...]], *, is_blank: bool = False
    ) -> Line:
        english = write(self.beside) if self.beside is not None else ()
        return Line(own=write(self.own), english=english, is_blank=is_blank)

    def _values(self, words: Wording) -> dict[str, str]:
        letter, appeal = self.letter, self.letter.appeal
        until = appeal.until if appeal is not None else None
        return {
            "language": self.own.name,
            "destination": letter.destination,
            "route": ARROW.join(letter.route),
            "receiver": letter.receiver,
            "departs_from": letter.departs_from,
            "carrier": letter.carrier,
            "earliest": _moment(words, letter.earliest) if letter.earliest else "",
            "departs": _moment(words, letter.departs) if letter.departs else "",
            "appeal_until": _day(words, until) if until else "",
            "appeal_to": appeal.to if appeal is not None else "",
        }


def _filled(words: Wording, key: str, values: Mapping[str, str]) -> tuple[Piece, ...]:
    """The pieces of a line: words and values by turns."""
    # The pattern has one group, so that every second part is the name of a value.
    parts = VALUE.split(words.lines[key])
    pieces = [
        _value(values[part]) if place % 2 else Piece(part, is_rtl=words.is_rtl)
        for place, part in enumerate(parts)
    ]
    return tuple(one for one in pieces if one.text)


def _value(said: str) -> Piece:
    is_rtl = names.script_of(said) is names.Script.ARABIC
    return Piece(said, is_rtl=is_rtl, is_value=True)


def _day(words: Wording, day: date) -> str:
    return words.day.format(day=day.day, month=words.months[day.month - 1], year=day.year)


def _moment(words: Wording, instant: datetime) -> str:
    local = instant.astimezone(LONDON)
    return words.moment.format(
        day=local.day,
        month=words.months[local.month - 1],
        year=local.year,
        time=f"{local:%H:%M}",
    )
