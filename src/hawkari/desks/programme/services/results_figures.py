"""Results of a quarter as figures of the report: each with the one row that says so."""

from collections.abc import Iterable, Iterator

from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from hawkari.desks.programme.figures import Figure, Row, Table
from hawkari.desks.programme.formats import isolated, item_words
from hawkari.desks.programme.models import ResultIndicator
from hawkari.desks.programme.services.known_on import NOW, KnownOn
from hawkari.desks.programme.services.results import (
    IndicatorView,
    OutputRow,
    PeriodRow,
    Point,
    results,
)
from hawkari.evidence.access import Access
from hawkari.evidence.indicators import Period

__all__ = ["tables"]


def tables(access: Access, period: Period, known: KnownOn = NOW) -> tuple[Table, ...]:
    """What was found and aimed at in periods that ended in a quarter; audited.

    An indicator of which nothing was published in the quarter stands there as not published; a
    qualitative one is a sentence beside the figures.

    Args:
        access: who asks.
        period: the quarter.
        known: whose knowledge is told.

    Raises:
        AccessDenied: if the role may not.
    """
    found = results(access, known=known)
    figures = tuple(
        figure
        for output in found
        for view in output.indicators
        if not view.result.is_qualitative
        for figure in _figures(output, view, period)
    )
    return (
        Table(
            "results",
            _("Results"),
            figures,
            (*_said(found, period), *_left_out(found, period, known)),
        ),
    )


def _figures(output: OutputRow, view: IndicatorView, period: Period) -> Iterator[Figure]:
    ended = _ended(view, period)
    name = f"{item_words(output.item)}: {item_words(view.item)}"
    unit = "%" if view.result.measure == ResultIndicator.Measure.PERCENTAGE else ""
    key = f"results.{view.item.reference}"
    found, aimed = gettext("%(name)s, found"), gettext("%(name)s, target")
    for one in ended:
        for kind, words, point in (("actual", found, one.actual), ("target", aimed, one.target)):
            if point is not None:
                yield Figure(
                    f"{key}.{kind}.{one.first}.{one.last}", words % {"name": name}, point.value,
                    unit, _rows(view, one, point), _note(one, point),
                )  # fmt: skip
    if not any(one.actual for one in ended) and not _deleted(view, period):
        yield Figure(f"{key}.actual", found % {"name": name}, None, unit)


def _rows(view: IndicatorView, period: PeriodRow, point: Point) -> tuple[Row, ...]:
    """The row that a figure stands in; a hidden one has none to add up."""
    if point.value is None:
        return ()
    reference = view.item.reference
    page = reverse("programme:indicator", args=[reference])
    return (Row(reference, page, point.value, period.last),)


def _note(period: PeriodRow, point: Point) -> str:
    if point.hidden:
        return gettext("hidden: few people")
    return f"{period.first} – {period.last}; {point.source}"


def _said(found: Iterable[OutputRow], period: Period) -> Iterator[str]:
    for output in found:
        for view in output.indicators:
            for one in _ended(view, period):
                if view.result.is_qualitative and one.actual is not None:
                    yield f"{item_words(view.item)}: {one.actual.text} ({one.actual.source})"


def _left_out(found: Iterable[OutputRow], period: Period, known: KnownOn) -> Iterator[str]:
    for output in found:
        for view in output.indicators:
            if _deleted(view, period):
                yield gettext(
                    "Left out: what stood released of “%(name)s” on %(day)s was withdrawn since, "
                    "and its numbers are deleted."
                ) % {"name": isolated(item_words(view.item)), "day": isolated(known.day)}


def _deleted(view: IndicatorView, period: Period) -> bool:
    return any(period.first <= last <= period.last for _first, last in view.deleted)


def _ended(view: IndicatorView, period: Period) -> list[PeriodRow]:
    return [one for one in view.periods if period.first <= one.last <= period.last]
