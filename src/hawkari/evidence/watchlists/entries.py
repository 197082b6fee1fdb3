"""Entries of a watchlist: placed, reviewed, muted, removed; each with the reason, each audited.

An entry is known to the agency that placed it and to whom it says is to be told. Only that agency
changes it.
"""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import timezone

from hawkari.errors import BadInput
from hawkari.evidence import audit
from hawkari.evidence.access import Access, Action, require
from hawkari.evidence.audit import Act
from hawkari.evidence.models import (
    Category,
    OperationMember,
    User,
    WatchEntry,
    WatchGround,
    WatchKind,
)
from hawkari.evidence.policy import actions_of
from hawkari.evidence.watchlists.normal_forms import check_value

__all__ = [
    "LONGEST_DAYS",
    "MOST_OF_AGENCY",
    "MOST_OF_PERSON",
    "EntryTerms",
    "EntryView",
    "entries_of",
    "entry_of",
    "entry_view",
    "keep_entry",
    "known_entries",
    "mute_entry",
    "people_to_tell",
    "place_entry",
    "remove_entry",
]

MOST_OF_AGENCY = 500
MOST_OF_PERSON = 100
LONGEST_DAYS = 365
REVIEW_DAYS = 90
PROTECTED = frozenset({Category.VICTIM, Category.MIGRANT})
AT_LEAST = (0.5, 0.8, 0.9, 0.95)


@dataclass(frozen=True, slots=True)
class EntryTerms:
    """What is to be watched, and why.

    Attributes:
        kind: ``name``, ``phone``, ``document``, ``plate`` or ``boat``.
        value: as it is written, in any script; 200 characters at most.
        reason: why, in words.
        expires: the last day that it is matched on; a year ahead at most.
        ground: ``investigation`` or ``safeguarding``.
        category: subject category of whom it is about; empty for unset. A victim or a migrant is
            watched for safeguarding only.
        at_least: least probability (0.5-1) of a name being the same; not asked for numbers.
        review_due: when somebody must look again; None for 90 days, or the last day if sooner.
        told: login names of those to be told besides whoever places it.
        call: telephone of the desk that a border post calls on a hit; empty for no such checks.
    """

    kind: str
    value: str
    reason: str
    expires: date
    ground: str = WatchGround.INVESTIGATION
    category: str = ""
    at_least: float = 0.9
    review_due: date | None = None
    told: tuple[str, ...] = ()
    call: str = ""


@dataclass(frozen=True, slots=True)
class EntryView:
    """One entry as it stands.

    Attributes:
        value: what is watched; empty once removed.
        told: login names of those told besides `placed_by`, sorted.
        is_ours: whether the reader's agency placed it, and so may change it.
        is_protected: whether it is about a victim or a migrant: to keep from harm, never ranked.
        is_expired, is_muted, is_overdue: as of the reader's day.
    """

    id: int
    kind: str
    value: str
    at_least: float
    category: str
    ground: str
    reason: str
    call: str
    agency: str
    placed_by: str
    placed_at: datetime
    told: tuple[str, ...]
    expires: date
    review_due: date
    muted_until: date | None
    is_ours: bool
    is_protected: bool
    is_expired: bool
    is_muted: bool
    is_overdue: bool


def people_to_tell(access: Access) -> list[str]:
    """Login names of the operation's members whose role keeps watchlists, sorted.

    Raises:
        AccessDenied: if the role keeps none.
    """
    require(access, Action.WATCH)
    return sorted(one.get_username() for one in _tellable(access))


def _tellable(access: Access) -> list[User]:
    members = OperationMember.objects.filter(operation=access.operation, user__is_active=True)
    return [
        one.user
        for one in members.select_related("user")
        if Action.WATCH in actions_of(one.role) and one.user.pk != access.user.pk
    ]


def place_entry(access: Access, terms: EntryTerms) -> EntryView:
    """Put something on the watchlist of the operation.

    What stands already is matched by `match_standing`; what is loaded from now on, by its load.

    Raises:
        AccessDenied: if the role keeps no watchlists.
        BadInput: if a term cannot be used, it is watched already, or the list is full.
    """
    require(access, Action.WATCH)
    due = _checked(access, terms)
    told = _named(access, terms.told)
    with transaction.atomic():
        _room(access, terms)
        entry = WatchEntry.objects.create(
            operation=access.operation,
            agency_id=access.user.agency_id or 0,
            kind=terms.kind,
            value=terms.value.strip(),
            at_least=terms.at_least if terms.kind in _NAMED else 1.0,
            category=terms.category,
            ground=terms.ground,
            reason=terms.reason.strip(),
            call=terms.call.strip(),
            expires=terms.expires,
            review_due=due,
            placed_by=access.user,
            placed_at=timezone.now(),
        )
        entry.told.set(told)
        _record(access, entry, "placed", reason=terms.reason)
    return entry_view(access, entry)


_NAMED = frozenset({WatchKind.NAME, WatchKind.BOAT})


def _checked(access: Access, terms: EntryTerms) -> date:
    """The day of the review; refuses terms that cannot be used."""
    for value, known, what in (
        (terms.kind, WatchKind.values, "kind of thing"),
        (terms.ground, WatchGround.values, "ground"),
        (terms.category, ("", *Category.values), "category"),
    ):
        if value not in known:
            raise BadInput(f"{value!r} is no {what}", f"Give one of {', '.join(known)}.")
    check_value(terms.kind, terms.value)
    if not AT_LEAST[0] <= terms.at_least <= 1:
        raise BadInput("the least probability lies between 0.5 and 1", "Give 0.9 if unsure.")
    _give_reason(terms.reason)
    if terms.category in PROTECTED and terms.ground != WatchGround.SAFEGUARDING:
        raise BadInput(
            "victims and migrants are watched for safeguarding only",
            "Choose safeguarding as the ground, or do not watch them.",
        )
    return _checked_days(access.today, terms)


def _checked_days(today: date, terms: EntryTerms) -> date:
    if not today <= terms.expires <= today + timedelta(days=LONGEST_DAYS):
        raise BadInput(
            "an entry ends within a year, and not before today", "Give a day within a year."
        )
    due = terms.review_due or min(today + timedelta(days=REVIEW_DAYS), terms.expires)
    _check_review(today, due, terms.expires)
    return due


def _check_review(today: date, due: date, expires: date) -> None:
    if not today <= due <= expires:
        raise BadInput("the review is due before the entry ends", f"Give a day up to {expires}.")


def _give_reason(reason: str) -> None:
    if not reason.strip():
        raise BadInput("an entry needs a reason", "Say why it is to be watched or not any more.")


def _named(access: Access, names: tuple[str, ...]) -> list[User]:
    """The people of some login names; whoever acts is told anyway."""
    known = {one.get_username(): one for one in _tellable(access)}
    wanted = dict.fromkeys(one for one in names if one != access.user.get_username())
    unknown = [one for one in wanted if one not in known]
    if unknown:
        raise BadInput(
            f"{unknown[0]} keeps no watchlists in this operation", "Name analysts or reviewers."
        )
    return [known[one] for one in wanted]


def _room(access: Access, terms: EntryTerms) -> None:
    """Refuse an entry where there is no room, or that stands already."""
    ours = _standing(access).filter(agency=access.user.agency_id).select_for_update()
    same = [one for one in ours if (one.kind, one.value) == (terms.kind, terms.value.strip())]
    if same:
        raise BadInput(
            f"this is watched already, by entry {same[0].pk}", "Change that one, or remove it."
        )
    of_person = sum(one.placed_by_id == access.user.pk for one in ours)
    if len(ours) >= MOST_OF_AGENCY or of_person >= MOST_OF_PERSON:
        raise BadInput(
            f"the watchlist is full: {MOST_OF_PERSON} entries a person, {MOST_OF_AGENCY} an agency",
            "Remove entries that are not needed any more.",
        )


def known_entries(access: Access) -> QuerySet[WatchEntry]:
    """The entries of the operation that a reader may know of, removed ones included."""
    mine = Q(agency=access.user.agency_id) | Q(told=access.user)
    return WatchEntry.objects.filter(mine, operation=access.operation).distinct()


def _standing(access: Access) -> QuerySet[WatchEntry]:
    found = WatchEntry.objects.filter(operation=access.operation, removed_at__isnull=True)
    return found.filter(expires__gte=access.today)


def entries_of(access: Access) -> list[EntryView]:
    """The entries that the reader may know of and that are not removed, by review; audited.

    Raises:
        AccessDenied: if the role keeps no watchlists.
    """
    require(access, Action.WATCH)
    with transaction.atomic():
        found = known_entries(access).filter(removed_at__isnull=True)
        listed = found.select_related("agency", "placed_by").prefetch_related("told")
        views = [entry_view(access, one) for one in listed]
        audit.record(
            Act.CONSULT,
            access=access,
            objects=[f"watch {one.id}" for one in views],
            count=len(views),
            detail={"what": "watchlist"},
        )
    return views


def entry_of(access: Access, number: int) -> EntryView:
    """One entry that is not removed; audited.

    Raises:
        AccessDenied: if the role keeps no watchlists.
        BadInput: if there is none that the reader may know of.
    """
    require(access, Action.WATCH)
    with transaction.atomic():
        view = entry_view(access, _one(access, number))
        audit.record(
            Act.CONSULT,
            access=access,
            objects=[f"watch {number}"],
            count=1,
            detail={"what": "watchlist entry"},
        )
    return view


def entry_view(access: Access, entry: WatchEntry) -> EntryView:
    """An entry as a reader sees it. Not audited: for services that do so."""
    today = access.today
    return EntryView(
        id=entry.pk,
        kind=entry.kind,
        value=entry.value,
        at_least=entry.at_least,
        category=entry.category,
        ground=entry.ground,
        reason=entry.reason,
        call=entry.call,
        agency=entry.agency.slug,
        placed_by=entry.placed_by.get_username(),
        placed_at=entry.placed_at,
        told=tuple(sorted(one.get_username() for one in entry.told.all())),
        expires=entry.expires,
        review_due=entry.review_due,
        muted_until=entry.muted_until,
        is_ours=entry.agency_id == access.user.agency_id,
        is_protected=entry.category in PROTECTED or entry.ground == WatchGround.SAFEGUARDING,
        is_expired=entry.expires < today,
        is_muted=entry.muted_until is not None and entry.muted_until >= today,
        is_overdue=entry.review_due < today,
    )


def mute_entry(access: Access, number: int, *, until: date | None) -> None:
    """Keep an entry's alerts out of the digest through a day; None lets them in again.

    Raises:
        AccessDenied: if the role keeps no watchlists.
        BadInput: if the entry is not the reader's agency's, or the day is past.
    """
    require(access, Action.WATCH)
    if until is not None and until < access.today:
        raise BadInput("that day is past", "Give today or a later day.")
    with transaction.atomic():
        entry = _ours(access, number)
        entry.muted_until = until
        entry.save(update_fields=["muted_until"])
        _record(access, entry, "muted" if until is not None else "unmuted")


def keep_entry(access: Access, number: int, *, review_due: date, reason: str) -> None:
    """Say at a review that an entry goes on until the next one.

    Raises:
        AccessDenied: if the role keeps no watchlists.
        BadInput: if the entry is not the reader's agency's, there is no reason, or the review
            would be past or behind its end.
    """
    require(access, Action.WATCH)
    _give_reason(reason)
    with transaction.atomic():
        entry = _ours(access, number)
        _check_review(access.today, review_due, entry.expires)
        entry.review_due = review_due
        entry.save(update_fields=["review_due"])
        _record(access, entry, "kept", reason=reason)


def remove_entry(access: Access, number: int, *, reason: str) -> None:
    """Take an entry off the list; its value is erased, its alerts go from the digest.

    Raises:
        AccessDenied: if the role keeps no watchlists.
        BadInput: if the entry is not the reader's agency's, or there is no reason.
    """
    require(access, Action.WATCH)
    _give_reason(reason)
    with transaction.atomic():
        entry = _ours(access, number)
        entry.value, entry.remove_reason = "", reason.strip()
        entry.removed_by, entry.removed_at = access.user, timezone.now()
        entry.save(update_fields=["value", "removed_by", "removed_at", "remove_reason"])
        _record(access, entry, "removed", reason=reason)


def _one(access: Access, number: int) -> WatchEntry:
    entry = known_entries(access).filter(pk=number, removed_at__isnull=True).first()
    if entry is None:
        raise BadInput(f"there is no entry {number} on your watchlist", "See the watchlist.")
    return entry


def _ours(access: Access, number: int) -> WatchEntry:
    entry = _one(access, number)
    if entry.agency_id != access.user.agency_id:
        raise BadInput(f"{entry.agency} placed this entry", "Ask them to change it.")
    return WatchEntry.objects.select_for_update().get(pk=entry.pk)


def _record(access: Access, entry: WatchEntry, change: str, *, reason: str = "") -> None:
    audit.record(
        Act.ALTER,
        access=access,
        objects=[f"watch {entry.pk}"],
        count=1,
        justification=reason,
        detail={"what": "watchlist", "change": change, "kind": entry.kind, "ground": entry.ground},
    )
