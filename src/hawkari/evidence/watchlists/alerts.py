"""Alerts as one reader may see them, and what is answered to them.

An alert holds no value. It is shown to whoever may see a statement that says it, with that
statement's source, row and grade; to everybody else it is not there, not counted, not answered.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from hawkari.errors import BadInput
from hawkari.evidence import audit
from hawkari.evidence.access import Access, Action, require, visible_to
from hawkari.evidence.audit import Act
from hawkari.evidence.bulk import in_ids, in_list
from hawkari.evidence.entities.profile import build_entities
from hawkari.evidence.entities.values import EntityView, ValueView, value_views
from hawkari.evidence.identities import clusters_of
from hawkari.evidence.models import AlertState, WatchAlert
from hawkari.evidence.watchlists.entries import EntryView, entry_view, known_entries
from hawkari.evidence.watchlists.normal_forms import MATCHED_TYPES, digest

__all__ = ["SHOWN", "AlertView", "Digest", "answer_alert", "count_open", "counts_of", "digest_of"]

SHOWN = 200

Stated = dict[tuple[str, str], list[int]]


@dataclass(frozen=True, slots=True)
class AlertView:
    """One alert for one reader.

    Attributes:
        entry: what was waited for.
        values: what says it, each with source, row and grade; never empty.
        canonical_id, caption: of the entity that it was said of.
        probability: 0-1, of both names being one person's when it was raised; 1 for numbers.
        is_protected: a victim or migrant, by anybody's word or the entry's: never ranked.
        state: ``open``, ``acknowledged`` (it is who or what is watched) or ``dismissed`` (not).
    """

    id: int
    entry: EntryView
    values: tuple[ValueView, ...]
    canonical_id: str
    caption: str
    probability: float
    is_protected: bool
    raised_at: datetime
    state: str
    answered_by: str
    answered_at: datetime | None
    answer_reason: str

    @property
    def is_name(self) -> bool:
        """Whether it was a name that matched, and not a number."""
        return self.values[0].prop_type == "name"


@dataclass(frozen=True, slots=True)
class Digest:
    """What a reader is told.

    Attributes:
        open: alerts to be answered, the newest first, never by probability; `SHOWN` at most.
        answered: the newest that were answered; `SHOWN` at most.
        waiting: how many are open, shown or not.
        muted: how many are open of entries that are muted; they are not among the others.
        counts: by entry and state, how many alerts the reader may see, muted ones included.
        entries: the entries that the reader may know of and that are not removed.
    """

    open: tuple[AlertView, ...]
    answered: tuple[AlertView, ...]
    waiting: int
    muted: int
    counts: dict[int, Counter[str]]
    entries: tuple[EntryView, ...]


def digest_of(access: Access, *, only_told: bool = True) -> Digest:
    """The alerts that a reader is told of; audited.

    Args:
        access: who reads.
        only_told: alerts of entries that the reader placed or is to be told of; else those of the
            reader's whole agency too.

    Raises:
        AccessDenied: if the role keeps no watchlists.
    """
    require(access, Action.WATCH)
    with transaction.atomic():
        entries = _entries(access, only_told=only_told)
        alerts = list(_alerts(entries).select_related("answered_by"))
        stated = _stated(access, alerts)
        seen = [one for one in alerts if (one.entity_id, one.digest) in stated]
        loud = [one for one in seen if not entries[one.entry_id].is_muted]
        waiting = [one for one in loud if one.state == AlertState.OPEN]
        done = [one for one in loud if one.state != AlertState.OPEN]
        shown = _views(access, [*waiting[:SHOWN], *done[:SHOWN]], stated=stated, entries=entries)
        open_count = sum(one.state == AlertState.OPEN for one in seen)
        found = Digest(
            open=tuple(one for one in shown if one.state == AlertState.OPEN),
            answered=tuple(one for one in shown if one.state != AlertState.OPEN),
            waiting=len(waiting),
            muted=open_count - len(waiting),
            counts=_counts(seen),
            entries=tuple(entries.values()),
        )
        audit.record(
            Act.CONSULT,
            access=access,
            objects=[one.canonical_id for one in shown],
            count=len(shown),
            detail={"what": "watch alerts"},
        )
    return found


def counts_of(access: Access, entries: Iterable[EntryView]) -> dict[int, Counter[str]]:
    """By entry and state, how many alerts a reader may see.

    Not audited: nobody's values are read out, and the entries were listed in an entry of their own.

    Args:
        access: who reads.
        entries: those that the reader was given.
    """
    require(access, Action.WATCH)
    alerts = list(_alerts(one.id for one in entries))
    stated = _stated(access, alerts)
    return _counts(one for one in alerts if (one.entity_id, one.digest) in stated)


def _counts(alerts: Iterable[WatchAlert]) -> dict[int, Counter[str]]:
    found: defaultdict[int, Counter[str]] = defaultdict(Counter)
    for one in alerts:
        found[one.entry_id][one.state] += 1
    return dict(found)


def count_open(access: Access) -> int:
    """How many alerts wait for a reader's answer; 0 for roles that keep no watchlists.

    Not audited: a number for the page's frame, of what the reader may see.
    """
    if not access.may(Action.WATCH):
        return 0
    entries = _entries(access, only_told=True)
    loud = {number: one for number, one in entries.items() if not one.is_muted}
    alerts = list(_alerts(loud).filter(state=AlertState.OPEN)) if loud else []
    stated = _stated(access, alerts)
    return sum((one.entity_id, one.digest) in stated for one in alerts)


def _entries(access: Access, *, only_told: bool) -> dict[int, EntryView]:
    found = known_entries(access).filter(removed_at__isnull=True)
    listed = found.select_related("agency", "placed_by").prefetch_related("told")
    views = [entry_view(access, one) for one in listed]
    me = access.user.get_username()
    return {one.id: one for one in views if not only_told or one.placed_by == me or me in one.told}


def _alerts(entries: Iterable[int]) -> QuerySet[WatchAlert]:
    return WatchAlert.objects.filter(entry__in=in_ids(sorted(entries)))


def _stated(access: Access, alerts: Sequence[WatchAlert]) -> Stated:
    """Numbers of the statements that say what alerts are of, as far as the reader may see them."""
    if not alerts:
        return {}
    wanted = {(one.entity_id, one.digest) for one in alerts}
    rows = visible_to(access).filter(
        entity_id__in=in_list(sorted({one for one, _ in wanted})), prop_type__in=MATCHED_TYPES
    )
    found: defaultdict[tuple[str, str], list[int]] = defaultdict(list)
    columns = ("pk", "entity_id", "prop_type", "value")
    for number, entity_id, prop_type, value in rows.order_by("pk").values_list(*columns):
        key = (entity_id, digest(prop_type, value))
        if key in wanted:
            found[key].append(number)
    return dict(found)


def _views(
    access: Access, alerts: Sequence[WatchAlert], *, stated: Stated, entries: dict[int, EntryView]
) -> list[AlertView]:
    numbers = [number for one in alerts for number in stated[one.entity_id, one.digest]]
    rows = visible_to(access).filter(pk__in=in_ids(numbers)).order_by("pk")
    values = {one.statement_id: one for one in value_views(rows)}
    clusters = clusters_of(access, [one.entity_id for one in alerts])
    people = build_entities(access, clusters)
    return [
        _view(
            one,
            entries[one.entry_id],
            values=tuple(values[number] for number in stated[one.entity_id, one.digest]),
            person=people[clusters.head[one.entity_id]],
        )
        for one in alerts
    ]


def _view(
    alert: WatchAlert, entry: EntryView, *, values: tuple[ValueView, ...], person: EntityView
) -> AlertView:
    answered_by = alert.answered_by
    return AlertView(
        id=alert.pk,
        entry=entry,
        values=values,
        canonical_id=person.canonical_id,
        caption=person.caption,
        probability=alert.probability,
        is_protected=person.is_protected or entry.is_protected,
        raised_at=alert.raised_at,
        state=alert.state,
        answered_by="" if answered_by is None else answered_by.get_username(),
        answered_at=alert.answered_at,
        answer_reason=alert.answer_reason,
    )


def answer_alert(access: Access, number: int, *, answer: str, reason: str = "") -> None:
    """Say of an alert that it is who or what is watched, or is not; or open it again.

    Args:
        access: who answers.
        number: of the alert.
        answer: ``acknowledged``, ``dismissed`` or ``open``.
        reason: why; needed to dismiss.

    Raises:
        AccessDenied: if the role keeps no watchlists.
        BadInput: if there is no such alert that the reader may see, the answer is unknown, or a
            reason is missing.
    """
    require(access, Action.WATCH)
    if answer not in AlertState.values:
        raise BadInput(f"{answer!r} is no answer", f"Give one of {', '.join(AlertState.values)}.")
    if answer == AlertState.DISMISSED and not reason.strip():
        raise BadInput("dismissing an alert needs a reason", "Say why it is somebody else.")
    with transaction.atomic():
        entries = known_entries(access).filter(removed_at__isnull=True).values("pk")
        mine = WatchAlert.objects.filter(entry__in=entries)
        alert = mine.select_for_update().filter(pk=number).first()
        if alert is None or not _stated(access, [alert]):
            raise BadInput(f"there is no alert {number} for you", "See the alerts.")
        is_open = answer == AlertState.OPEN
        alert.state, alert.answer_reason = answer, "" if is_open else reason.strip()
        alert.answered_by = None if is_open else access.user
        alert.answered_at = None if is_open else timezone.now()
        alert.save()
        audit.record(
            Act.DECIDE,
            access=access,
            objects=[f"watch {alert.entry_id}", f"alert {alert.pk}"],
            count=1,
            justification=reason,
            detail={"what": "watch alert", "answer": answer},
        )
