"""Indicators: numbers without persons that a desk releases and other desks read.

A desk counts, an officer looks and releases; small numbers are hidden here, on the way in, so that
no desk can forget it and no reader can undo it. Nothing of a person is ever stored: neither who was
counted, nor what was hidden.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db import transaction
from django.utils import timezone

from hawkari.errors import BadInput
from hawkari.evidence import audit
from hawkari.evidence.access import Access, Action, own_agency, require
from hawkari.evidence.models import Act, Indicator, IndicatorRelease
from hawkari.evidence.small_numbers import LEAST, hidden_groups, tells_of_few

__all__ = [
    "IndicatorRow",
    "Measure",
    "Period",
    "quarter_of",
    "quarters_before",
    "release_indicators",
    "released_indicators",
    "shown",
    "withdraw_indicators",
]


@dataclass(frozen=True, slots=True)
class Period:
    """A calendar quarter, by its first and last day."""

    first: date
    last: date

    @property
    def name(self) -> str:
        """E.g. ``2026-Q3``."""
        return f"{self.first.year}-Q{(self.first.month + 2) // 3}"


@dataclass(frozen=True, slots=True)
class Measure:
    """What was counted in one group of one indicator.

    Attributes:
        code: what is counted.
        number: of people.
        having: for a share, how many of them have it; None where it is no share.
        mean: for a mean, its value among them; None where it is no mean.
        alike: for a mean, whether it is the value of each of them.
        by, group: which part; empty for all.
    """

    code: str
    number: int
    having: int | None = None
    mean: Decimal | None = None
    alike: bool = False
    by: str = ""
    group: str = ""


@dataclass(frozen=True, slots=True)
class IndicatorRow:
    """One row as it is stored and shown; hidden numbers are None."""

    code: str
    by: str
    group: str
    number: int | None
    value: Decimal | None
    hidden: bool


def quarter_of(day: date) -> Period:
    """The calendar quarter of a day."""
    month = day.month - (day.month - 1) % 3
    end = date(day.year + 1, 1, 1) if month == 10 else date(day.year, month + 3, 1)
    return Period(date(day.year, month, 1), date.fromordinal(end.toordinal() - 1))


def quarters_before(today: date, number: int) -> tuple[Period, ...]:
    """The last whole quarters that are over, the newest first."""
    found, day = [], quarter_of(today).first
    for _ in range(number):
        period = quarter_of(date.fromordinal(day.toordinal() - 1))
        found.append(period)
        day = period.first
    return tuple(found)


def shown(measures: Iterable[Measure]) -> tuple[IndicatorRow, ...]:
    """The rows of some measures, with small numbers hidden.

    Raises:
        BadInput: if the groups of a breakdown do not add up to the number of all.
    """
    measures = tuple(measures)
    totals = {one.code: one.number for one in measures if not one.by}
    hidden: set[tuple[str, str, str]] = set()
    for (code, by), groups in _tables(measures).items():
        if sum(groups.values()) != totals.get(code):
            raise BadInput(f"the groups of {code} by {by} do not add up", "Count each person once.")
        hidden |= {(code, by, group) for group in hidden_groups(groups)}
    hidden |= {(one.code, "", "") for one in measures if not one.by and tells_of_few(one.number)}
    mute = {(one.code, one.by) for one in measures if _tells_of_each(one, hidden)}
    return tuple(_row(one, hidden, mute) for one in measures)


def _tables(measures: Sequence[Measure]) -> Mapping[tuple[str, str], Mapping[str, int]]:
    tables: dict[tuple[str, str], dict[str, int]] = {}
    for one in measures:
        if one.by:
            tables.setdefault((one.code, one.by), {})[one.group] = one.number
    return tables


def _tells_of_each(one: Measure, hidden: Collection[tuple[str, str, str]]) -> bool:
    """Whether a share or a mean tells of few people, or of each: then all beside it are hidden.

    The value of all would else give the hidden one by subtraction. Of few people, a share tells
    where fewer than `LEAST` are on either side of it.
    """
    if one.number == 0 or (one.having is None and one.mean is None):
        return False
    if one.having is None:
        return one.alike
    if (one.code, one.by, one.group) in hidden:
        return True
    return min(one.having, one.number - one.having) < LEAST


def _row(
    one: Measure,
    hidden: Collection[tuple[str, str, str]],
    mute: Collection[tuple[str, str]],
) -> IndicatorRow:
    if (one.code, one.by, one.group) in hidden:
        return IndicatorRow(one.code, one.by, one.group, None, None, hidden=True)
    told = one.mean if one.having is None else Decimal(one.having) / max(one.number, 1)
    if told is None or not one.number:
        return IndicatorRow(one.code, one.by, one.group, one.number, None, hidden=False)
    is_mute = (one.code, one.by) in mute
    value = None if is_mute else round(told, 2)
    return IndicatorRow(one.code, one.by, one.group, one.number, value, hidden=is_mute)


def release_indicators(
    access: Access, desk: str, period: Period, *, measures: Iterable[Measure], action: Action
) -> IndicatorRelease:
    """Release a desk's numbers of a quarter that is over.

    Args:
        access: who releases; the numbers are of their agency in their operation.
        desk: name of the desk's app.
        period: a calendar quarter.
        measures: what was counted, for all and by group.
        action: what the role must allow.

    Raises:
        AccessDenied: if the role may not.
        BadInput: if the quarter is not over, was released already, or the counts do not add up.
    """
    require(access, action)
    if quarter_of(period.first) != period or period.last >= access.today:
        raise BadInput(
            "only a whole quarter that is over is released", "Wait until its last day has passed."
        )
    agency = own_agency(access)
    rows = shown(measures)
    with transaction.atomic():
        # Whoever releases at the same time waits here.
        type(access.operation).objects.select_for_update().get(pk=access.operation.pk)
        of = {"operation": access.operation, "agency": agency, "desk": desk}
        stands = IndicatorRelease.objects.filter(**of, withdrawn_at__isnull=True)
        if stands.filter(first=period.first, last=period.last).exists():
            raise BadInput(
                f"{period.name} was released already",
                "Withdraw that release first, with a reason.",
            )
        release = IndicatorRelease.objects.create(
            **of, first=period.first, last=period.last, made_at=timezone.now(),
            made_by=access.user.get_username(),
        )  # fmt: skip
        Indicator.objects.bulk_create(
            Indicator(
                release=release, code=one.code, by=one.by, group=one.group, number=one.number,
                value=one.value, hidden=one.hidden,
            )
            for one in rows
        )  # fmt: skip
        _record(access, Act.DISCLOSE, release, count=len(rows))
    return release


def withdraw_indicators(access: Access, number: int, *, why: str, action: Action) -> None:
    """Take a release back; it stays on record as withdrawn, and its numbers are deleted.

    Raises:
        AccessDenied: if the role may not.
        BadInput: if the own agency has no such release that stands, or there is no reason.
    """
    require(access, action)
    if not why.strip():
        raise BadInput("withdrawing needs a reason", "Say what was wrong.")
    with transaction.atomic():
        release = (
            IndicatorRelease.objects.select_for_update()
            .filter(pk=number, operation=access.operation, agency=own_agency(access))
            .filter(withdrawn_at__isnull=True)
            .first()
        )
        if release is None:
            raise BadInput("there is no such release", "Look at the list again.")
        Indicator.objects.filter(release=release).delete()
        release.withdrawn_at = timezone.now()
        release.withdrawn_by = access.user.get_username()
        release.withdrawn_why = why.strip()
        release.save()
        _record(access, Act.ALTER, release, count=0, reason=why.strip())


def released_indicators(access: Access, desk: str) -> list[IndicatorRelease]:
    """The releases of a desk by the reader's own agency, whichever operation; newest first.

    Any member reads them, as they are about nobody. The reading is audited.
    """
    with transaction.atomic():
        found = list(
            IndicatorRelease.objects.filter(agency=own_agency(access), desk=desk)
            .select_related("operation", "agency")
            .prefetch_related("rows")
        )
        audit.record(
            Act.CONSULT, access=access, count=len(found), detail={"what": "indicators", "of": desk}
        )
    return found


def _record(
    access: Access, act: Act, release: IndicatorRelease, *, count: int, reason: str = ""
) -> None:
    audit.record(
        act,
        access=access,
        objects=[f"indicators {release.pk}"],
        count=count,
        justification=reason,
        detail={"what": "indicators", "of": release.desk, "period": f"{release.first}"},
    )
