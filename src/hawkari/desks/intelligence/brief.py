"""Values of a brief: sentences with their sources, before they become a document.

Word and PDF are written from the same values, and from the same `Brief.parts` and
`Brief.footnote`, so that the two cannot say different things.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime

from hawkari.desks.intelligence.languages import is_right_to_left, language_of

__all__ = [
    "Brief",
    "Labels",
    "Picture",
    "Run",
    "Section",
    "Sentence",
    "SourceRow",
    "Table",
]

# A footnote names so many sources with their agencies; more are counted by grade.
NAMED_IN_FOOTNOTE = 4
# Isolates, whose work the pieces do, and what no document can hold; a line break is a blank.
LEFT_OUT = dict.fromkeys([*range(0x2066, 0x206A), *range(0x20), 0xFFFE, 0xFFFF]) | {
    ord(one): " " for one in "\t\r\n"
}
ARABIC = "\u0600-\u06ff\u0750-\u077f\ufb50-\ufdff\ufe70-\ufeff"
LATIN = "0-9A-Za-z\u00c0-\u024f"
# A number made of parts must not be turned round: 2026-10-31, 29–63, +44 7700 900142, 12.5 %.
LEFT_TO_RIGHT = re.compile(
    rf"[+−]?[{LATIN}](?:[{LATIN}.:/@_+'’–-]*[{LATIN}])?(?:[ \u00a0]?%)?"
    rf"(?: [+−]?[{LATIN}](?:[{LATIN}.:/@_+'’–-]*[{LATIN}])?(?:[ \u00a0]?%)?)*"
)
RIGHT_TO_LEFT = re.compile(rf"[{ARABIC}]+(?:[\s\u200c\u00b7.-]+[{ARABIC}]+)*")


@dataclass(frozen=True, slots=True)
class Run:
    """A piece of text in one language and direction.

    Attributes:
        text: the words.
        lang: BCP 47 language; empty for the document's own.
        is_strong: whether it is set bold.
    """

    text: str
    lang: str = ""
    is_strong: bool = False

    @classmethod
    def of(cls, text: str, lang: str = "", *, is_strong: bool = False) -> "Run":
        """A run of a value, which has a language of its own.

        Args:
            text: the value.
            lang: its language where known; an Arabic-script value without one gets its likeliest.
            is_strong: whether it is set bold.
        """
        return cls(text, language_of(text, lang) or "und", is_strong)

    @property
    def is_rtl(self) -> bool:
        """Whether the piece itself runs from right to left: its script decides."""
        return is_right_to_left(self.text)

    def pieces(self, *, in_rtl: bool) -> Iterator[tuple[str, bool]]:
        """The text in pieces of one direction each, and whether that is from right to left.

        A value is one piece. The document's own words run as the document does, but for numbers
        and words of the other direction in them. Isolates and control characters are left out.

        Args:
            in_rtl: whether the document runs from right to left.
        """
        text = self.text.translate(LEFT_OUT)
        if self.lang:
            yield text, self.is_rtl
            return
        done = 0
        for found in (LEFT_TO_RIGHT if in_rtl else RIGHT_TO_LEFT).finditer(text):
            if found.start() > done:
                yield text[done : found.start()], in_rtl
            yield found[0], not in_rtl
            done = found.end()
        if done < len(text):
            yield text[done:], in_rtl


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence and the numbers of the sources it rests on, ascending; never without one."""

    runs: tuple[Run, ...]
    sources: tuple[int, ...]

    @property
    def text(self) -> str:
        """The words alone."""
        return "".join(run.text for run in self.runs)


@dataclass(frozen=True, slots=True)
class Table:
    """A table of the brief: a header and rows of cells, each cell a list of runs.

    `widths` are the columns' shares of the line; empty for equal ones.
    """

    header: tuple[str, ...]
    rows: tuple[tuple[tuple[Run, ...], ...], ...]
    widths: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Picture:
    """A drawing as SVG, and the sentence that says what is on it to whoever does not see it."""

    svg: str
    words: str


@dataclass(frozen=True, slots=True)
class Section:
    """A headed part.

    Attributes:
        heading: its heading.
        note: a remark about the part as a whole, such as how it was computed; claims nothing.
        picture: a drawing, or None.
        sentences: what is said, each with its sources.
        table: a table beneath, or None.
        bullets: what the part lists that no source states, such as what is not known.
        level: 1, or 2 for a part of the one before it.
    """

    heading: str
    note: str = ""
    sentences: tuple[Sentence, ...] = ()
    table: Table | None = None
    bullets: tuple[str, ...] = ()
    picture: Picture | None = None
    level: int = 1


@dataclass(frozen=True, slots=True)
class SourceRow:
    """One numbered entry of the schedule: what one statement states, and where it stands.

    `states` is what it states as far as the document tells it; `seen` the source's own date, or
    empty; `recorded` the day on which it was loaded.
    """

    number: int
    agency: str
    source: str
    file: str
    row: str
    grade: str
    handling: str
    condition: str
    recorded: str
    states: tuple[Run, ...] = ()
    seen: str = ""


@dataclass(frozen=True, slots=True)
class Labels:
    """Words of the document itself, in its language.

    `sources` and `unused` head the two schedules, `about_sources` and `about_unused` stand beneath.
    """

    sources: str
    source_header: tuple[str, ...]
    page: str
    about_sources: str = ""
    unused: str = ""
    about_unused: str = ""


@dataclass(frozen=True, slots=True)
class Brief:
    """Everything a brief holds, in one language.

    Attributes:
        title: the subject, original script first.
        romanised: a reading aid; empty if not needed.
        handling_line: handling code and words, in header and footer of each page.
        language: BCP 47.
        is_rtl: direction of the document.
        facts: label and words: purpose, operation, legal basis, date, author.
        sections: the parts in order.
        sources: entries 1, 2, 3 … without gaps: what the sentences rest on.
        labels: the document's own words.
        made_at: aware time; the document's date.
        author: user name of who made it.
        unused: entries numbered on from `sources`: what was read and no sentence rests on.
    """

    title: tuple[Run, ...]
    romanised: str
    handling_line: str
    language: str
    is_rtl: bool
    facts: tuple[tuple[str, str], ...]
    sections: tuple[Section, ...]
    sources: tuple[SourceRow, ...]
    labels: Labels
    made_at: datetime
    author: str
    unused: tuple[SourceRow, ...] = ()

    @property
    def sentences(self) -> tuple[Sentence, ...]:
        """Every sentence, in the order of their footnotes."""
        return tuple(one for section in self.sections for one in section.sentences)

    @property
    def parts(self) -> tuple[Section, ...]:
        """Everything beneath the facts: the sections, then the schedules of sources."""
        labels = self.labels
        schedule = [Section(labels.sources, labels.about_sources, table=self._table(self.sources))]
        if labels.unused:
            table = self._table(self.unused) if self.unused else None
            schedule.append(Section(labels.unused, labels.about_unused, table=table))
        return (*self.sections, *schedule)

    def footnote(self, sentence: Sentence) -> tuple[Run, ...]:
        """What a sentence rests on: numbers of the schedule with grade, handling and agency.

        Many of them are given as ranges, with how many there are of each grade and handling.
        """
        rows = [self.sources[number - 1] for number in sentence.sources]
        if len(rows) > NAMED_IN_FOOTNOTE:
            counts = Counter(f"{one.grade} {one.handling}".strip() for one in rows)
            counted = ", ".join(f"{code} × {count}" for code, count in sorted(counts.items()))
            return (_code(f"{_ranges(sentence.sources)}: {counted}"),)
        then = "؛ " if self.is_rtl else "; "
        runs: list[Run] = []
        for one in rows:
            said = f"[{one.number}] {one.grade} {one.handling}".rstrip()
            runs += [_code(said), Run(" "), Run.of(one.agency), Run(then)]
        return (*runs[:-1], Run("."))

    def _table(self, rows: Iterable[SourceRow]) -> Table:
        return Table(
            self.labels.source_header,
            tuple(_cells(one) for one in rows),
            widths=(3, 10, 5, 9, 3, 6, 5, 5),
        )


def _code(text: str) -> Run:
    """Codes and numbers, which run from left to right in every document."""
    return Run(text, "und")


def _ranges(numbers: Iterable[int]) -> str:
    """Rising numbers as ``[1]–[40], [44]``."""
    runs: list[list[int]] = []
    for number in numbers:
        if runs and runs[-1][-1] == number - 1:
            runs[-1] = [runs[-1][0], number]
        else:
            runs.append([number])
    return ", ".join("–".join(f"[{end}]" for end in run) for run in runs)


def _cells(row: SourceRow) -> tuple[tuple[Run, ...], ...]:
    handling = f"{row.handling}: {row.condition}" if row.condition else row.handling
    stands = [(Run.of(one),) for one in (row.source, row.file, row.row) if one]
    place = tuple(run for one in stands for run in (Run(", "), *one))[1:]
    return (
        (_code(f"[{row.number}]"),),
        row.states,
        (Run.of(row.agency),),
        place,
        (Run.of(row.grade),),
        (Run.of(handling),),
        (Run.of(row.seen),),
        (Run.of(row.recorded),),
    )
