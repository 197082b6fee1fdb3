"""Values of a brief: sentences with their sources, before they become a document."""

from dataclasses import dataclass
from datetime import datetime

from hawkari.desks.intelligence.languages import is_right_to_left, language_of

__all__ = ["Brief", "Labels", "Run", "Section", "Sentence", "SourceRow", "Table"]


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
    """A table of the brief: a header and rows of cells, each cell a list of runs."""

    header: tuple[str, ...]
    rows: tuple[tuple[tuple[Run, ...], ...], ...]


@dataclass(frozen=True, slots=True)
class Section:
    """A headed part.

    Attributes:
        heading: its heading.
        note: a remark about the part as a whole, such as how it was computed; claims nothing.
        sentences: what is said, each with its sources.
        table: a table beneath, or None.
        bullets: what the part lists that no source states, such as what is not known.
    """

    heading: str
    note: str = ""
    sentences: tuple[Sentence, ...] = ()
    table: Table | None = None
    bullets: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class SourceRow:
    """One numbered entry of the table of sources: where one statement stands."""

    number: int
    agency: str
    source: str
    file: str
    row: str
    grade: str
    handling: str
    condition: str
    recorded: str


@dataclass(frozen=True, slots=True)
class Labels:
    """Words of the document itself, in its language."""

    sources: str
    source_header: tuple[str, ...]
    page: str


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
        sources: entries 1, 2, 3 … without gaps.
        labels: the document's own words.
        made_at: aware time; the document's date.
        author: user name of who made it.
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
