"""Results read: outputs, their indicators, and for each period what was aimed at and found."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db import transaction

from hawkari.desks.programme.models import (
    FigureKind,
    IndicatorFigure,
    ItemKind,
    RegisterItem,
    ResultIndicator,
    ResultLevel,
    ResultOutput,
)
from hawkari.desks.programme.services.access import known_items, require_reading
from hawkari.desks.programme.services.known_on import NOW, KnownOn
from hawkari.desks.programme.services.refusals import NotFound
from hawkari.desks.programme.services.result_links import Linked, linked_figures
from hawkari.evidence import audit
from hawkari.evidence.access import Access
from hawkari.evidence.models import Act

__all__ = [
    "IndicatorView",
    "OutputRow",
    "PeriodRow",
    "Point",
    "Standing",
    "indicator_view",
    "results",
]

Span = tuple[date, date]


@dataclass(frozen=True, slots=True)
class Point:
    """One figure as it stands.

    Attributes:
        value: the number; None where it is words, or hidden.
        text: the words of a qualitative figure.
        hidden: whether it is of so few people that nobody is told.
        source: where it is from; of a released number, which operation's.
        url: of the source, if it has one.
        on: the day it was recorded or released here.
        by: who recorded or released it.
        row: what is kept of it here; None for a released number.
        release: the number of the release; None where it is kept here.
    """

    value: Decimal | None
    text: str
    hidden: bool
    source: str
    url: str
    on: date
    by: str
    row: IndicatorFigure | None = None
    release: int | None = None


class Standing:
    """How a period's actual figure stands to its target; each is a word that pages translate."""

    REACHED = "reached"
    MISSED = "missed"
    HIDDEN = "hidden"
    NOT_MEASURED = "not measured"
    NO_TARGET = "no target"
    NOT_COMPARED = "not compared"


@dataclass(frozen=True, slots=True)
class PeriodRow:
    """What was aimed at and found in one period; None where nobody said so."""

    first: date
    last: date
    target: Point | None
    actual: Point | None
    standing: str


@dataclass(frozen=True, slots=True)
class IndicatorView:
    """One indicator with its periods, oldest first.

    Attributes:
        item: of the register.
        result: what it measures.
        baseline: where things stood before; None where nobody said so.
        baseline_on: the day of the baseline.
        periods: with a target, an actual figure, or both.
        deleted: quarters of which a release stood on the day whose knowledge is told that was
            withdrawn since, so that nobody keeps what it said; empty for now.
    """

    item: RegisterItem
    result: ResultIndicator
    baseline: Point | None
    baseline_on: date | None
    periods: tuple[PeriodRow, ...]
    deleted: tuple[Span, ...] = ()

    @property
    def newest(self) -> PeriodRow | None:
        """The last period with an actual figure, hidden or not; else None."""
        found = [one for one in self.periods if one.actual is not None]
        return found[-1] if found else None

    @property
    def last_target(self) -> PeriodRow | None:
        """The last period with a target; else None."""
        found = [one for one in self.periods if one.target is not None]
        return found[-1] if found else None


@dataclass(frozen=True, slots=True)
class OutputRow:
    """One output with its indicators, in order."""

    item: RegisterItem
    level: str
    indicators: tuple[IndicatorView, ...]


def results(
    access: Access, *, activity: RegisterItem | None = None, known: KnownOn = NOW
) -> tuple[OutputRow, ...]:
    """The outputs of the register with all their figures, in order; audited.

    Args:
        access: who asks.
        activity: only its outputs; None for all.
        known: whose knowledge is told.

    Raises:
        AccessDenied: if the role may not.
    """
    require_reading(access)
    items = known.recorded(known_items(access).filter(kind=ItemKind.OUTPUT))
    if activity is not None:
        items = items.filter(parent=activity)
    with transaction.atomic():
        found = list(items.select_related("parent").order_by("parent_id", "pk"))
        # An output that was added in the register alone has no level there yet.
        levels = dict(ResultOutput.objects.filter(item__in=items).values_list("item", "level"))
        views = _views(access, parents=[one.pk for one in found], known=known)
        audit.record(Act.CONSULT, access=access, count=len(found), detail={"what": "results"})
    by_parent: dict[int | None, list[IndicatorView]] = {}
    for one in views:
        by_parent.setdefault(one.item.parent_id, []).append(one)
    return tuple(
        OutputRow(one, levels.get(one.pk, ResultLevel.OUTPUT), tuple(by_parent.get(one.pk, ())))
        for one in found
    )


def indicator_view(access: Access, reference: str) -> IndicatorView:
    """One indicator with all that stands of it; audited.

    Raises:
        AccessDenied: if the role may not.
        NotFound: if there is none that the reader may know of.
    """
    require_reading(access)
    with transaction.atomic():
        views = _views(access, reference=reference.replace("\0", ""))
        if not views:
            raise NotFound("indicator", reference)
        audit.record(
            Act.CONSULT, access=access, objects=[views[0].item.reference], count=1,
            detail={"what": "indicator"},
        )  # fmt: skip
    return views[0]


def _views(
    access: Access,
    *,
    parents: Sequence[int] | None = None,
    reference: str = "",
    known: KnownOn = NOW,
) -> list[IndicatorView]:
    items = known.recorded(known_items(access).filter(kind=ItemKind.INDICATOR))
    if parents is None:
        items = items.filter(reference=reference)
    else:
        items = items.filter(parent__in=parents)
    found = list(
        ResultIndicator.objects.filter(item__in=items)
        .select_related("item", "item__parent", "item__parent__parent")
        .order_by("item_id")
    )
    rows: dict[int, list[IndicatorFigure]] = {}
    recorded = known.recorded(IndicatorFigure.objects.filter(indicator__item__in=items))
    standing = known.standing(recorded, gone="replaced_at")
    for row in standing.select_related("made_by").order_by("first", "last"):
        rows.setdefault(row.indicator_id, []).append(row)
    linked = linked_figures(access, found, known)
    return [_view(one, rows.get(one.pk, []), linked.get(one.pk, ())) for one in found]


def _view(
    result: ResultIndicator, rows: Iterable[IndicatorFigure], linked: Sequence[Linked]
) -> IndicatorView:
    baseline: IndicatorFigure | None = None
    targets: dict[Span, Point] = {}
    actuals: dict[Span, Point] = {}
    for row in rows:
        if row.kind == FigureKind.BASELINE:
            baseline = row
        else:
            of = targets if row.kind == FigureKind.TARGET else actuals
            of[row.first, row.last] = _point(row)
    told = [one for one in linked if not one.is_deleted]
    for one in told:
        actuals[one.first, one.last] = Point(
            one.value, "", one.value is None, one.operation, "", one.made_on, one.made_by,
            release=one.release,
        )  # fmt: skip
    periods = tuple(
        PeriodRow(*span, target, actual, _standing(result, target, actual))
        for span in sorted({*targets, *actuals})
        for target, actual in [(targets.get(span), actuals.get(span))]
    )
    point, day = (_point(baseline), baseline.first) if baseline else (None, None)
    deleted = tuple((one.first, one.last) for one in linked if one.is_deleted)
    return IndicatorView(result.item, result, point, day, periods, deleted)


def _point(row: IndicatorFigure) -> Point:
    return Point(
        row.value, row.text, hidden=False, source=row.source, url=row.url,
        on=row.made_at.date(), by=row.made_by.get_username(), row=row,
    )  # fmt: skip


def _standing(result: ResultIndicator, target: Point | None, actual: Point | None) -> str:
    if actual is None:
        return Standing.NOT_MEASURED
    if actual.hidden:
        return Standing.HIDDEN
    if target is None:
        return Standing.NO_TARGET
    if actual.value is None or target.value is None:
        return Standing.NOT_COMPARED
    better = actual.value >= target.value if result.is_ascending else actual.value <= target.value
    return Standing.REACHED if better else Standing.MISSED
