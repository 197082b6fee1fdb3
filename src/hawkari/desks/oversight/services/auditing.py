"""The auditor's use cases: who saw whom, what an officer looked at, what to ask about.

An auditor reads no content: a row says who did what when, and ids; never a name or a value. Every
reading of the log is itself an entry of it.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db import DatabaseError, transaction
from django.db.models import QuerySet

from hawkari.evidence import audit
from hawkari.evidence.access import Access, Action, require
from hawkari.evidence.audit import Act, AuditUnavailable, Question
from hawkari.evidence.audit.heads import current_head
from hawkari.evidence.audit.hours import hours_of, set_hours
from hawkari.evidence.audit.patterns import Striking, striking
from hawkari.evidence.audit.reading import (
    LOOKS,
    asked,
    ids_of_people,
    ids_of_person,
    in_scope,
    was_searched,
)
from hawkari.evidence.audit.terms import asked_ids, is_own_id, keyed_hash
from hawkari.evidence.models.audit import AuditEntry, AuditMark, WorkingHours
from hawkari.evidence.models.operations import SubjectCategory

__all__ = [
    "WHAT",
    "Health",
    "LogPage",
    "LogRow",
    "Patterns",
    "Wanted",
    "change_hours",
    "found_in",
    "health",
    "look_up",
    "reading_log",
    "row_of",
    "searched",
    "unusual",
]

PAGE = 50
MOST_SHOWN = 3
PERIOD = timedelta(days=30)
WHAT = "audit log"
# Words that the program puts there itself; what people typed is shown in no column but the reason.
KINDS = ("what", "export", "action")


@dataclass(frozen=True, slots=True)
class Wanted:
    """What somebody asks the log, as they typed it; an empty field asks for everything.

    Attributes:
        person: a canonical id or an id as stated: who saw this person?
        officer: a user name: what did this officer do?
        act: one of `Act`, or ``look`` for everything by which somebody sees something.
        outcome: ``refused`` for what was refused or found nothing, else empty.
        first: the first day, inclusive, UTC; None from the beginning.
        last: the last day, inclusive, UTC; None until now.
    """

    person: str = ""
    officer: str = ""
    act: str = ""
    outcome: str = ""
    first: date | None = None
    last: date | None = None

    @property
    def names(self) -> list[str]:
        """Which fields are filled in."""
        fields = ("person", "officer", "act", "outcome", "first", "last")
        return [name for name in fields if getattr(self, name)]


@dataclass(frozen=True, slots=True)
class LogRow:
    """One entry, as an auditor may see it.

    Attributes:
        seq, at, actor, agency, role, purpose, act, outcome, count, recipient: as in `AuditEntry`.
        what: what kind of thing it was about, a word of the program's own; may be empty.
        reason: why, in the actor's words, for looks and disclosures; empty for other acts, whose
            reasons speak of what was seen.
        has_reason: whether one was given.
        ids: the first ids, at most three: canonical ids as they are, others as ``#`` and a hash.
        more: how many ids there are besides.
        is_whole: whether everything of the operation was looked at, with nobody named.
    """

    seq: int
    at: datetime
    actor: str
    agency: str
    role: str
    purpose: str
    act: str
    outcome: str
    count: int
    recipient: str
    what: str
    reason: str
    has_reason: bool
    ids: tuple[str, ...]
    more: int
    is_whole: bool


@dataclass(frozen=True, slots=True)
class LogPage:
    """Rows newest first, with where they are among all that answer.

    Attributes:
        wanted: the question.
        rows: of this page.
        total: how many entries answer.
        number: of this page, from 1.
        pages: how many there are, at least 1.
        covered: how many ids of the person were looked for; 0 if nobody was asked for.
        is_unknown: whether no such person is known; then there are no rows.
    """

    wanted: Wanted
    rows: tuple[LogRow, ...]
    total: int
    number: int
    pages: int
    covered: int = 0
    is_unknown: bool = False


@contextmanager
def reading_log() -> Iterator[None]:
    """One transaction; a log that cannot be read is a log that cannot be written."""
    try:
        with transaction.atomic():
            yield
    except DatabaseError as error:
        raise AuditUnavailable(type(error).__name__) from error


def look_up(access: Access, wanted: Wanted, *, page: int = 1) -> LogPage:
    """The entries that answer a question, newest first; those of this operation and its members.

    For a person every id of the cluster counts, and so does a look at everything that the
    operation holds, which may have shown them.

    Raises:
        AccessDenied: if the role may not read the log; audited.
    """
    require(access, Action.READ_AUDIT)
    with reading_log():
        ids = ids_of_person(wanted.person) if wanted.person else ()
        found = found_in(access, wanted, ids)
        total = found.count()
        pages = max(1, -(-total // PAGE))
        number = min(max(1, page), pages)
        rows = tuple(map(row_of, found.order_by("-seq")[(number - 1) * PAGE : number * PAGE]))
        unknown = bool(wanted.person) and not ids
        _record(access, wanted, count=total, unknown=unknown)
    return LogPage(wanted, rows, total, number, pages, covered=len(ids), is_unknown=unknown)


def found_in(access: Access, wanted: Wanted, ids: tuple[str, ...]) -> QuerySet[AuditEntry]:
    """The entries that answer a question, of a person under these ids; access is not checked."""
    entries = in_scope(access)
    if wanted.person and not ids:
        return entries.none()
    question = Question(
        ids=ids,
        actor=wanted.officer,
        act=wanted.act,
        outcome=wanted.outcome,
        first=wanted.first,
        last=wanted.last,
        whole=bool(ids),
    )
    return asked(entries, question)


def _record(
    access: Access, wanted: Wanted, *, count: int, unknown: bool = False, by: str = ""
) -> None:
    audit.record(
        Act.CONSULT,
        access=access,
        objects=asked_ids([wanted.person]) if wanted.person else [],
        count=count,
        outcome="not found" if unknown else "ok",
        detail={"what": WHAT, "asked": by or wanted.names, "officer": wanted.officer},
    )


def row_of(entry: AuditEntry) -> LogRow:
    """An entry as an auditor may see it."""
    ids = [one if is_own_id(one) else f"#{keyed_hash(one)[:8]}" for one in entry.object_ids]
    words = [entry.detail[name] for name in KINDS if isinstance(entry.detail.get(name), str)]
    return LogRow(
        seq=entry.seq,
        at=entry.at,
        actor=entry.actor,
        agency=entry.agency,
        role=entry.role,
        purpose=entry.purpose,
        act=entry.act,
        outcome=entry.outcome,
        count=entry.count,
        recipient=entry.recipient,
        what=words[0] if words else "",
        reason=entry.justification if entry.act in LOOKS else "",
        has_reason=bool(entry.justification),
        ids=tuple(ids[:MOST_SHOWN]),
        more=max(0, len(ids) - MOST_SHOWN),
        is_whole=entry.detail.get("whole") is True,
    )


def searched(access: Access, term: str) -> LogPage:
    """Whether, when and by whom a term was searched; the newest searches, at most a page of them.

    Only the keyed hash of the term is compared and kept.

    Raises:
        AccessDenied: if the role may not read the log; audited.
    """
    require(access, Action.READ_AUDIT)
    with reading_log():
        found = was_searched(in_scope(access), term)
        total = found.count()
        rows = tuple(map(row_of, found.order_by("-seq")[:PAGE]))
        _record(access, Wanted(), count=total, by="term")
    return LogPage(Wanted(), rows, total, 1, 1)


@dataclass(frozen=True, slots=True)
class Patterns:
    """What the plain rules point at, newest first, and the period and hours they were asked for."""

    found: tuple[Striking, ...]
    first: date
    last: date
    hours: WorkingHours


def unusual(access: Access, *, first: date | None = None, last: date | None = None) -> Patterns:
    """What the rules of ``audit-patterns.json`` point at: something to ask about, no finding.

    Args:
        access: who asks.
        first: the first day, inclusive; 30 days before the last if None.
        last: the last day, inclusive; today if None.

    Raises:
        AccessDenied: if the role may not read the log; audited.
    """
    require(access, Action.READ_AUDIT)
    until = last or access.today
    since = first or until - PERIOD
    categories = SubjectCategory.objects.filter(operation=access.operation)
    people = ids_of_people(set(categories.values_list("entity_id", flat=True)))
    hours = hours_of(access.operation)
    with reading_log():
        entries = asked(in_scope(access), Question(first=since, last=until))
        found = tuple(striking(entries, hours=hours, people=people))
        _record(access, Wanted(first=since, last=until), count=len(found), by="patterns")
    return Patterns(found, since, until, hours)


def change_hours(
    access: Access, *, time_zone: str, first_hour: int, last_hour: int, days: str
) -> WorkingHours:
    """Set when work is expected in the operation, for the rule on looks outside it; audited.

    Raises:
        AccessDenied: if the role may not read the log; audited.
        BadInput: if a value cannot be meant.
    """
    require(access, Action.READ_AUDIT)
    with transaction.atomic():
        hours = set_hours(
            access.operation,
            time_zone=time_zone,
            first_hour=first_hour,
            last_hour=last_hour,
            days=days,
        )
        detail = {
            "what": "working hours",
            "hours": f"{hours.time_zone} {hours.first_hour}-{hours.last_hour} {hours.days}",
        }
        audit.record(Act.ALTER, access=access, count=1, detail=detail)
    return hours


@dataclass(frozen=True, slots=True)
class Health:
    """The state of the log as a whole.

    Attributes:
        size: entries.
        root: tree head, hexadecimal; empty for an empty log.
        verified: the last verification; None if there was none.
        shipped: the last shipment off this host; None if there was none.
        unshipped: entries written since then.
    """

    size: int
    root: str
    verified: AuditMark | None
    shipped: AuditMark | None
    unshipped: int


def health(access: Access) -> Health:
    """The log's size and head, and when it was last verified and shipped; not audited by itself.

    For a page or answer that reads the log, which audits that.

    Raises:
        AccessDenied: if the role may not read the log; audited.
    """
    require(access, Action.READ_AUDIT)
    with reading_log():
        size, root = current_head()
        marks = AuditMark.objects.order_by("-pk")
        shipped = marks.filter(kind=AuditMark.Kind.SHIPPED).first()
        verified = marks.filter(kind=AuditMark.Kind.VERIFIED).first()
    return Health(
        size=size,
        root=root,
        verified=verified,
        shipped=shipped,
        unshipped=size - (shipped.size if shipped else 0),
    )
