"""Values of a brief: sentences with their sources, before they become a document.

Word and PDF are written from the same values, and from the same `Brief.parts` and
`Brief.footnote`, so that the two cannot say different things.
"""

from collections import Counter
from dataclasses import dataclass
from datetime import datetime

from hawkari.desks.intelligence.brief_schedule import (
    Place,
    coded,
    places_table,
    ranges,
    signs_of,
    statements_table,
)
from hawkari.desks.intelligence.brief_values import (
    Picture,
    Run,
    Section,
    Sentence,
    SourceRow,
    Table,
)
from hawkari.desks.intelligence.languages import is_right_to_left

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


@dataclass(frozen=True, slots=True)
class Labels:
    """Words of the document itself, in its language.

    `sources` and `unused` head the two schedules, `about_sources` and `about_unused` stand beneath;
    `places` heads the table of the signs under which both name where a statement stands.
    """

    sources: str
    source_header: tuple[str, ...]
    page: str
    places: str
    place_header: tuple[str, ...]
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
        signs = signs_of((*self.sources, *self.unused))
        schedule = [
            Section(labels.sources, labels.about_sources, table=self._table(self.sources, signs))
        ]
        if labels.unused:
            table = self._table(self.unused, signs) if self.unused else None
            schedule.append(Section(labels.unused, labels.about_unused, table=table))
        places = Section(labels.places, table=places_table(signs, labels.place_header))
        return (*self.sections, places, *schedule)

    def fact(self, label: str, words: str) -> tuple[Run, ...]:
        """A line of `facts`; words all in the other direction than the document's are one piece."""
        own = is_right_to_left(words) == self.is_rtl
        return (Run(f"{label}: ", is_strong=True), Run(words) if own else Run.of(words))

    def footnote(self, sentence: Sentence) -> tuple[Run, ...]:
        """What a sentence rests on: numbers of the schedule with grade, handling and agency.

        Many of them are given as ranges, with how many there are of each grade and handling.
        """
        rows = [self.sources[number - 1] for number in sentence.sources]
        if len(rows) > NAMED_IN_FOOTNOTE:
            counts = Counter(f"{one.grade} {one.handling}".strip() for one in rows)
            counted = ", ".join(f"{code} × {count}" for code, count in sorted(counts.items()))
            return (coded(f"{ranges(sentence.sources)}: {counted}"),)
        runs: list[Run] = []
        for one in rows:
            said = f"[{one.number}] {one.grade} {one.handling}".rstrip()
            runs += [coded(said), Run(" "), Run.of(one.agency), Run(self._then)]
        return (*runs[:-1], Run("."))

    @property
    def _then(self) -> str:
        """What stands between two things that are told in one line."""
        return "؛ " if self.is_rtl else "; "

    def _table(self, rows: tuple[SourceRow, ...], signs: dict[Place, str]) -> Table:
        return statements_table(rows, signs, self.labels.source_header, then=self._then)
