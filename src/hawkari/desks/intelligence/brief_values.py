"""Pieces of a brief: runs of text, sentences, tables, sections, and rows of its schedule."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from hawkari.desks.intelligence.languages import is_right_to_left, language_of

__all__ = ["Picture", "Run", "Section", "Sentence", "SourceRow", "Table"]

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
