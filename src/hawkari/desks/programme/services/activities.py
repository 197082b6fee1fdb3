"""Activities as they stand on a day: what is reached, late, missing, threatened, and by whom."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import reduce
from operator import attrgetter, or_
from typing import Any

from django.core.paginator import Paginator
from django.db import transaction
from django.db.models import Exists, OuterRef, Q, QuerySet

from hawkari.desks.programme.models import (
    ActivityFacts,
    Asset,
    AssetCheck,
    AssetState,
    Decision,
    ItemKind,
    Milestone,
    Position,
    PositionCount,
    RegisterItem,
    Risk,
)
from hawkari.desks.programme.services.access import known_items, require_reading
from hawkari.desks.programme.services.entry_past import as_known
from hawkari.desks.programme.services.known_on import NOW, KnownOn
from hawkari.desks.programme.services.refusals import item_of
from hawkari.evidence import audit
from hawkari.evidence.access import Access, Action
from hawkari.evidence.models import Act

__all__ = [
    "HIGH_RISK",
    "Activity",
    "ActivityPage",
    "AssetStand",
    "Late",
    "PositionStand",
    "activities_on",
    "behind",
    "decisions_of",
    "list_activities",
    "view_activity",
]

PAGE = 100
HIGH_RISK = 15
"""From this product of likelihood and impact on, a risk is called high: a convention, no finding.
Verified by: nobody yet."""


@dataclass(frozen=True, slots=True)
class AssetStand:
    """An asset on a day: its newest check until then, and when it is to be looked at next."""

    asset: Asset
    last: AssetCheck | None
    next_check: date

    @property
    def state(self) -> str:
        """How it was found last; empty where nobody has looked."""
        return self.last.state if self.last else ""

    @property
    def custodian(self) -> str:
        """The office that holds it."""
        return self.last.custodian if self.last else self.asset.custodian

    @property
    def place(self) -> str:
        """Where it is."""
        return (self.last.place if self.last else "") or self.asset.place


@dataclass(frozen=True, slots=True)
class PositionStand:
    """A kind of post on a day; `last` is None where nobody has counted yet."""

    position: Position
    last: PositionCount | None


@dataclass(frozen=True, slots=True)
class Activity:
    """An activity on a day; what was withdrawn is not in it.

    Attributes:
        item: of the register.
        day: the day that it is seen on.
        facts: None where nothing was written down.
        may_work: whether the reader may write into it.
        untold: kinds of entries (``milestone``, ``risk``, ``decision``) of which nobody kept how
            they stood on a day before; empty for now.
    """

    item: RegisterItem
    day: date
    facts: ActivityFacts | None = None
    milestones: tuple[Milestone, ...] = ()
    assets: tuple[AssetStand, ...] = ()
    positions: tuple[PositionStand, ...] = ()
    risks: tuple[Risk, ...] = ()
    decisions: tuple[Decision, ...] = ()
    may_work: bool = field(default=False)
    untold: frozenset[str] = frozenset()

    @property
    def is_bare(self) -> bool:
        """Whether nothing was written down of it."""
        found = (self.milestones, self.assets, self.positions, self.risks, self.decisions)
        return not any(found)

    @property
    def reached(self) -> tuple[Milestone, ...]:
        """Milestones that were reached by the day."""
        return tuple(one for one in self.milestones if one.done and one.done <= self.day)

    @property
    def late(self) -> tuple[Milestone, ...]:
        """Milestones whose day has passed and that were not reached by this day."""
        reached = set(self.reached)
        return tuple(
            one for one in self.milestones if one.expected < self.day and one not in reached
        )

    @property
    def next_due(self) -> date | None:
        """The next day on which a milestone is due."""
        ahead = [one.expected for one in self.milestones if not one.done]
        return min((one for one in ahead if one >= self.day), default=None)

    @property
    def unchecked(self) -> tuple[AssetStand, ...]:
        """Assets that somebody should have looked at by now."""
        gone = {AssetState.HANDED_OVER}
        return tuple(
            one for one in self.assets if one.next_check < self.day and one.state not in gone
        )

    @property
    def open_risks(self) -> tuple[Risk, ...]:
        """Risks that were open on the day, the heaviest first."""
        found = [
            one
            for one in self.risks
            if one.opened <= self.day and (one.closed is None or one.closed > self.day)
        ]
        return tuple(sorted(found, key=attrgetter("weight"), reverse=True))

    @property
    def open_actions(self) -> tuple[Decision, ...]:
        """Decisions that ask for something that was not done by the day."""
        return tuple(
            one
            for one in self.decisions
            if one.action
            and one.day <= self.day
            and (one.action_done is None or one.action_done > self.day)
        )


@dataclass(frozen=True, slots=True)
class ActivityPage:
    """Some of the activities; `behind` are those of all that have a late milestone."""

    rows: tuple[Activity, ...]
    total: int
    page: int
    pages: int
    behind: int


@dataclass(frozen=True, slots=True)
class Late:
    """Something of an activity that is behind, who answers for it by office, and since when.

    Attributes:
        what: ``milestone``, ``action``, ``check`` or ``risk`` (a review that is overdue).
        number: of the entry; ``#<anchor>`` of the activity's page.
        words: as it was written down.
    """

    item: RegisterItem
    what: str
    number: int
    words: str
    owner: str
    due: date

    @property
    def anchor(self) -> str:
        """Where it stands on the activity's page."""
        of = {"action": "decision", "check": "asset"}
        return f"{of.get(self.what, self.what)}-{self.number}"


def list_activities(access: Access, *, page: int = 1) -> ActivityPage:
    """A page of the activities as they stand today; audited.

    Args:
        access: who asks.
        page: from 1; beyond the last, the last.

    Raises:
        AccessDenied: if the role may not.
    """
    require_reading(access)
    with transaction.atomic():
        items = known_items(access).filter(kind=ItemKind.ACTIVITY).order_by("pk")
        shown = Paginator(items, PAGE).get_page(page)
        rows = _stand(access, list(shown), access.today)
        late = Milestone.objects.filter(item__in=items, withdrawn_at=None, done=None).filter(
            Q(revised__lt=access.today) | Q(revised=None, due__lt=access.today)
        )
        late_in_all = late.values("item").distinct().count()
        audit.record(Act.CONSULT, access=access, count=len(rows), detail={"what": "activities"})
    pages, total = shown.paginator.num_pages, shown.paginator.count
    return ActivityPage(tuple(rows), total, shown.number, pages, late_in_all)


def view_activity(access: Access, reference: str) -> Activity:
    """One activity as it stands today; audited.

    Raises:
        AccessDenied: if the role may not.
        NotFound: if there is none.
    """
    require_reading(access)
    with transaction.atomic():
        item = item_of(access, reference, ItemKind.ACTIVITY)
        (found,) = _stand(access, [item], access.today)
        audit.record(
            Act.CONSULT, access=access, objects=[item.reference], count=1,
            detail={"what": "activity"},
        )  # fmt: skip
    return found


def activities_on(access: Access, day: date, known: KnownOn = NOW) -> list[Activity]:
    """The activities as they stood on a day, for whoever asked for access and audits it.

    What was written down later about that day counts and what was withdrawn since does not, both
    only by the end of the day whose knowledge is told.

    Args:
        access: who asks.
        day: that they are seen on.
        known: whose knowledge is told.
    """
    items = known.recorded(known_items(access).filter(kind=ItemKind.ACTIVITY))
    return _stand(access, list(items.order_by("pk")), day, known=known)


def behind(access: Access) -> tuple[Late, ...]:
    """What is behind today, the longest first; audited.

    Raises:
        AccessDenied: if the role may not.
    """
    require_reading(access)
    with transaction.atomic():
        # Most activities of a large register have no entry yet; these are not loaded.
        entries = (Milestone, Decision, Asset, Risk)
        having = [Q(Exists(of.objects.filter(item=OuterRef("pk")))) for of in entries]
        items = known_items(access).filter(kind=ItemKind.ACTIVITY).filter(reduce(or_, having))
        stand = _stand(access, list(items.order_by("pk")), access.today)
        found = [late for one in stand for late in _late(one)]
        audit.record(Act.CONSULT, access=access, count=len(found), detail={"what": "behind"})
    return tuple(sorted(found, key=attrgetter("due")))


def decisions_of(access: Access, item: RegisterItem) -> list[Decision]:
    """Decisions and meetings of an item of the register, newest first; the caller audits.

    Raises:
        AccessDenied: if the role may not.
    """
    require_reading(access)
    return list(Decision.objects.filter(item=item, withdrawn_at__isnull=True))


def _late(one: Activity) -> Iterable[Late]:
    for found in one.late:
        yield Late(one.item, "milestone", found.pk, found.name, found.owner, found.expected)
    for decision in one.open_actions:
        due = decision.action_due
        if due is not None and due < one.day:
            yield Late(one.item, "action", decision.pk, decision.action, decision.action_owner, due)
    for stand in one.unchecked:
        yield Late(
            one.item, "check", stand.asset.pk, stand.asset.name, stand.custodian, stand.next_check
        )
    for risk in one.open_risks:
        if risk.review < one.day:
            yield Late(one.item, "risk", risk.pk, risk.words, risk.owner, risk.review)


def _stand(
    access: Access, items: list[RegisterItem], day: date, *, known: KnownOn = NOW
) -> list[Activity]:
    """All activities at once: as many queries for a thousand as for one."""
    keys = [one.pk for one in items]
    facts = {one.item_id: one for one in ActivityFacts.objects.filter(item__in=keys)}
    shown = Milestone.objects.filter(item__in=keys).prefetch_related("proofs__document")
    milestones = _by_item(shown, known)
    assets = _by_item(Asset.objects.filter(item__in=keys), known)
    positions = _by_item(Position.objects.filter(item__in=keys), known)
    risks = _by_item(Risk.objects.filter(item__in=keys), known)
    decisions = _by_item(Decision.objects.filter(item__in=keys), known)
    looked = AssetCheck.objects.filter(asset__item__in=keys, day__lte=day)
    counted = PositionCount.objects.filter(position__item__in=keys, day__lte=day)
    checks = _newest(known.recorded(looked), "asset_id")
    counts = _newest(known.recorded(counted), "position_id")
    may_work = access.may(Action.PROGRAMME)
    changing = {"milestone": milestones, "risk": risks, "decision": decisions}
    return [
        Activity(
            item=item,
            day=day,
            facts=facts.get(item.pk),
            milestones=milestones.of(item),
            assets=tuple(_asset(one, checks.get(one.pk)) for one in assets.of(item)),
            positions=tuple(PositionStand(one, counts.get(one.pk)) for one in positions.of(item)),
            risks=risks.of(item),
            decisions=decisions.of(item),
            may_work=may_work,
            untold=frozenset(what for what, found in changing.items() if item.pk in found.untold),
        )
        for item in items
    ]


def _asset(asset: Asset, last: AssetCheck | None) -> AssetStand:
    """An asset that nobody has looked at yet is due from the day it was handed over."""
    seen = last.day if last else asset.received or asset.made_at.date()
    return AssetStand(asset, last, seen + timedelta(days=asset.every_days))


@dataclass(frozen=True, slots=True)
class _ByItem:
    """Entries of one kind by their item's key; `untold` are items of which not all can be told."""

    entries: Mapping[int, list[Any]]
    untold: frozenset[int]

    def of(self, item: RegisterItem) -> tuple[Any, ...]:
        return tuple(self.entries.get(item.pk, ()))


def _by_item(rows: QuerySet[Any], known: KnownOn) -> _ByItem:
    stood, untold = as_known(rows.model, known.standing(known.recorded(rows)), known)
    found: dict[int, list[Any]] = {}
    for one in stood:
        found.setdefault(one.item_id, []).append(one)
    return _ByItem(found, frozenset(one.item_id for one in stood if one.pk in untold))


def _newest(rows: QuerySet[Any], key: str) -> Mapping[int, Any]:
    """The last of each, as rows are in the order of their days."""
    return {getattr(one, key): one for one in rows}
