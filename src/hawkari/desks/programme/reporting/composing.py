"""Puts the tables of a quarter together: every figure gets a number, and its rows an annex."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.utils.translation import get_language, get_language_bidi, gettext, ngettext

from hawkari.desks.programme.figures import Figure, Row, Table
from hawkari.desks.programme.formats import isolated, number_words
from hawkari.desks.programme.services.report_parts import Trace, trace
from hawkari.evidence.indicators import Period

__all__ = ["AnnexRow", "Days", "Labels", "Line", "Report", "Section", "compose", "value_words"]


# What no XML can hold, and so no document; it stands in nothing that was typed on a page.
NOT_XML = re.compile("[^\\t\\n\\r -\\ud7ff\\ue000-\\ufffd\\U00010000-\\U0010ffff]")


@dataclass(frozen=True, slots=True)
class Days:
    """The day that a report is made on, and the day whose knowledge it tells."""

    made_on: date
    known_on: date


@dataclass(frozen=True, slots=True)
class Labels:
    """Words that the document's own parts are called by, in its language."""

    figure: str
    value: str
    rests_on: str
    annex: str
    row: str
    adds: str
    day: str
    page: str
    rows_sheet: str
    figures_sheet: str


@dataclass(frozen=True, slots=True)
class AnnexRow:
    """A row that a figure rests on: where it is found, and what it adds."""

    ref: str
    url: str
    path: str
    adds: Decimal | None
    at: date | None


@dataclass(frozen=True, slots=True)
class Line:
    """One figure: its number in the document, its words, its value, and how it follows."""

    number: int
    key: str
    words: str
    value: Decimal | None
    said: str
    unit: str
    follows: Trace
    rests_on: str
    note: str
    rows: tuple[AnnexRow, ...]


@dataclass(frozen=True, slots=True)
class Section:
    """One table of the report."""

    heading: str
    lines: tuple[Line, ...]
    said: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Report:
    """A report, put together in one language.

    Attributes:
        facts: label and words, above everything else.
        known: what of it counts, in words: which day's knowledge it tells.
        handling: the line on every sheet.
    """

    title: str
    language: str
    is_rtl: bool
    facts: tuple[tuple[str, str], ...]
    known: str
    handling: str
    made_on: date
    known_on: date
    labels: Labels
    sections: tuple[Section, ...]

    @property
    def lines(self) -> tuple[Line, ...]:
        """All figures, in order."""
        return tuple(line for section in self.sections for line in section.lines)


def compose(
    tables: Sequence[Table], period: Period, days: Days, *, handling: str, site: str = ""
) -> Report:
    """The report in the language that is switched on.

    Args:
        tables: in order.
        period: the quarter.
        days: of the report.
        handling: the line on every sheet.
        site: address of the installation, before each row's own; empty where it is not known.
    """
    numbers = iter(range(1, 1 + sum(len(one.figures) for one in tables)))
    return Report(
        title=gettext("Quarterly report of the programme"),
        language=(get_language() or "en").split("-")[0],
        is_rtl=get_language_bidi(),
        facts=tuple(_facts(period, days)),
        known=_known(days),
        handling=handling,
        made_on=days.made_on,
        known_on=days.known_on,
        labels=_labels(),
        sections=tuple(_section(one, numbers, site) for one in tables),
    )


def value_words(figure: Figure) -> str:
    """A figure's value with its unit; in words where nobody has published it."""
    if figure.value is None:
        return gettext("not published")
    said = number_words(figure.value)
    if figure.unit == "%":
        return f"{said} %"
    return f"{said} {figure.unit}" if figure.unit else said


def _facts(period: Period, days: Days) -> Iterator[tuple[str, str]]:
    yield gettext("Quarter"), f"{period.name} ({period.first} – {period.last})"
    yield gettext("Made on"), str(days.made_on)
    yield gettext("What counts"), _known(days)
    if period.last >= days.made_on:
        yield gettext("State"), gettext("The quarter is not over: as it stands today.")
    elif period.last >= days.known_on:
        yield gettext("State"), gettext("The quarter was not over on that day.")
    yield (
        gettext("How to read it"),
        gettext("Each figure has a number; the annex lists under it the rows that it rests on."),
    )


def _known(days: Days) -> str:
    """Which day's knowledge is told, for whoever holds the report beside one of another day."""
    said = {"day": isolated(days.known_on)}
    if days.known_on == days.made_on:
        return gettext("What was known on %(day)s: everything that is recorded so far.") % said
    words = gettext(
        "What was known on %(day)s: only what was recorded, approved and not withdrawn by the end "
        "of that day (UTC). What cannot be told as of that day is left out, and said so."
    )
    return words % said


def _labels() -> Labels:
    return Labels(
        figure=gettext("What was counted"),
        value=gettext("Value"),
        rests_on=gettext("Rests on"),
        annex=gettext("Annex: the rows behind each figure"),
        row=gettext("Row"),
        adds=gettext("Adds"),
        day=gettext("Day"),
        page=gettext("Page"),
        rows_sheet=gettext("Rows"),
        figures_sheet=gettext("Figures"),
    )


def _section(table: Table, numbers: Iterator[int], site: str) -> Section:
    lines = tuple(_line(next(numbers), one, site) for one in table.figures)
    return Section(_plain(table.words), lines, tuple(map(_plain, table.said)))


def _line(number: int, figure: Figure, site: str) -> Line:
    return Line(
        number=number,
        key=figure.key,
        words=_plain(figure.words),
        value=figure.value,
        said=value_words(figure),
        unit=figure.unit,
        follows=trace(figure),
        rests_on=_rests_on(figure),
        note=_plain(figure.note),
        rows=tuple(_rows(figure.rows, site)),
    )


def _rests_on(figure: Figure) -> str:
    count = len(figure.rows)
    if not count:
        return gettext("no row")
    said = ngettext("%(count)s row", "%(count)s rows", count) % {"count": count}
    return {
        Trace.SUM: gettext("sum of %(rows)s") % {"rows": said},
        Trace.SAID: gettext("worked out from %(rows)s") % {"rows": said},
    }.get(trace(figure), said)


def _rows(rows: Iterable[Row], site: str) -> Iterator[AnnexRow]:
    base = site.rstrip("/")
    for one in rows:
        yield AnnexRow(
            _plain(one.ref), f"{base}{one.url}" if base else "", one.url, one.value, one.at
        )


def _plain(words: object) -> str:
    return NOT_XML.sub("", str(words))
