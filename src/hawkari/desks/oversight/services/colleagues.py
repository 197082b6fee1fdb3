"""What a colleague can see in an operation, and why: rules and names of sources, never content.

For administrators and auditors, who read nothing themselves. Only what the asker's own agency may
know of is listed: its own sources, and of a partner's those parts whose marking lets the agency
read them. Nothing is counted. Whoever runs the installation may ask on its command line.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext, gettext_noop

from hawkari.errors import BadInput
from hawkari.evidence import audit
from hawkari.evidence.access import Access, Action, require
from hawkari.evidence.audit import Act
from hawkari.evidence.break_glass import broken_now
from hawkari.evidence.bulk import in_ids
from hawkari.evidence.grading import MarkingValue, Reason, readable
from hawkari.evidence.models import (
    LoadPart,
    LoadState,
    Marking,
    Operation,
    OperationMember,
    Source,
    User,
)
from hawkari.evidence.operations import Actor, known_operation
from hawkari.evidence.policy import FieldClass, actions_of, fields_of, policy
from hawkari.evidence.reach import marking_values, reachable_parts, reader_of

__all__ = [
    "ColleagueView",
    "SeenMarking",
    "SeenSource",
    "SourceReaders",
    "colleagues_of",
    "seen_by",
    "who_sees",
]

BARRIERS = {
    "closed": (
        gettext_noop("The account is closed."),
        gettext_noop("An administrator of the person's agency opens it."),
    ),
    "period": (
        gettext_noop("The operation does not run today."),
        gettext_noop("Extend the operation, with a review."),
    ),
    "agency": (
        gettext_noop("The person's agency takes no part in the operation."),
        gettext_noop("The agency joins the operation."),
    ),
    "member": (
        gettext_noop("The person is no member of the operation."),
        gettext_noop("An administrator of the operation gives a role."),
    ),
    "role": (
        gettext_noop("The role reads no content."),
        gettext_noop("An administrator gives another role, or the person asks for break-glass."),
    ),
}
"""Why somebody sees nothing at all, and what would change it."""


@dataclass(frozen=True, slots=True)
class Barrier:
    """Why somebody sees nothing at all. `cause` is a key of `BARRIERS`."""

    cause: str

    @property
    def what(self) -> str:
        """What is so, in the reader's language."""
        return gettext(BARRIERS[self.cause][0])

    @property
    def change(self) -> str:
        """What would change it, in the reader's language."""
        return gettext(BARRIERS[self.cause][1])


@dataclass(frozen=True, slots=True)
class SeenMarking:
    """The statements of a source under one set of codes: seen or not, and by which rules not.

    `codes` are handling and restrictions, e.g. ``C TLP:AMBER H1``; the words of a condition are
    content and left out. `is_own` when the person's own agency states them.
    """

    codes: str
    is_visible: bool
    is_own: bool
    reasons: tuple[Reason, ...]


@dataclass(frozen=True, slots=True)
class SeenSource:
    """A source with its markings, as one person sees them; open ones first."""

    slug: str
    name: str
    agency: str
    markings: tuple[SeenMarking, ...]

    def told(self) -> str:
        """One line of English for each marking."""
        return "\n".join(f"{self.slug}  {_told(one)}" for one in self.markings)


@dataclass(frozen=True, slots=True)
class SourceReader:
    """A member of the operation, and how they see one source."""

    user: str
    agency: str
    role: str
    barriers: tuple[Barrier, ...]
    markings: tuple[SeenMarking, ...]

    def told(self) -> str:
        """One line of English for each marking."""
        who = f"{self.user}  {self.agency}  {self.role}"
        if self.barriers:
            why = " ".join(BARRIERS[one.cause][0] for one in self.barriers)
            return f"{who}  hidden: {why}"
        return "\n".join(f"{who}  {_told(one)}" for one in self.markings)


def _told(one: SeenMarking) -> str:
    if one.is_visible:
        return f"{one.codes}  visible" + ("  own agency" if one.is_own else "")
    why = " ".join(" ".join(reason.english) for reason in one.reasons)
    return f"{one.codes}  hidden: {why}"


@dataclass(frozen=True, slots=True)
class ColleagueView:
    """What one person can see in one operation, and why.

    Attributes:
        user, agency, role: who; the role is empty for no member.
        operation: in which operation.
        glass: whether they read by break-glass now.
        barriers: why they see nothing at all; empty if they see something.
        actions: what they may do, in words of the policy, in its order.
        fields: classes of properties, each with whether they read it.
        sources: by agency and slug.
    """

    user: str
    agency: str
    role: str
    operation: Operation
    glass: bool
    barriers: tuple[Barrier, ...]
    actions: tuple[str, ...]
    fields: tuple[tuple[FieldClass, bool], ...]
    sources: tuple[SeenSource, ...]


@dataclass(frozen=True, slots=True)
class SourceReaders:
    """Who of an operation can see one source."""

    slug: str
    name: str
    agency: str
    operation: Operation
    members: tuple[SourceReader, ...]


@dataclass(frozen=True, slots=True)
class _Person:
    """Somebody in an operation, with what the policy gives them now."""

    user: User
    operation: Operation
    role: str
    glass: bool
    today: date

    @property
    def reads(self) -> bool:
        return self.glass or Action.READ in actions_of(self.role)

    @property
    def barriers(self) -> tuple[Barrier, ...]:
        ends = self.operation.ends
        runs = self.operation.starts <= self.today and (ends is None or self.today <= ends)
        takes_part = self.operation.agencies.filter(pk=self.user.agency_id or 0).exists()
        checks = {
            "closed": self.user.is_active,
            "period": runs,
            "agency": takes_part,
            "member": bool(self.role) or self.glass,
            "role": not self.role or self.reads,
        }
        return tuple(Barrier(cause) for cause, is_well in checks.items() if not is_well)


def colleagues_of(access: Access) -> tuple[OperationMember, ...]:
    """The members of the operation in use, by agency and name; audited.

    Raises:
        AccessDenied: if the role may not ask.
    """
    require(access, Action.EXPLAIN_ACCESS)
    members = access.operation.members.select_related("user__agency")
    with transaction.atomic():
        found = tuple(members.order_by("user__agency__slug", "user__username"))
        _record(access, access.operation, "colleagues", names=[])
    return found


def seen_by(actor: Actor, slug: str, username: str) -> ColleagueView:
    """What one person can see in an operation, and why; audited with the person's name.

    Args:
        actor: an access in that operation, or whoever runs the installation.
        slug: the operation.
        username: whose view is asked for: a member, or somebody who reads by break-glass.

    Raises:
        AccessDenied: if the role may not ask.
        BadInput: if there is no such operation, or no such person in it.
    """
    operation = _operation(actor, slug)
    person = _person(operation, username)
    barriers = person.barriers
    rule = policy()
    actions = actions_of(person.role) | (rule.break_glass.actions if person.glass else frozenset())
    fields = rule.break_glass.fields if person.glass else fields_of(person.role)
    with transaction.atomic():
        found = ColleagueView(
            user=person.user.get_username(),
            agency=person.user.agency.name if person.user.agency is not None else "",
            role=person.role,
            operation=operation,
            glass=person.glass,
            barriers=barriers,
            actions=tuple(words for one, words in rule.actions.items() if one in actions),
            fields=tuple((one, one.id in fields) for one in rule.fields.values()),
            sources=() if barriers else tuple(_sources(actor, person)),
        )
        _record(actor, operation, "what a colleague sees", names=[found.user])
    return found


def who_sees(actor: Actor, slug: str, source_slug: str) -> SourceReaders:
    """Which members of an operation can see a source, and why not; audited.

    Raises:
        AccessDenied: if the role may not ask.
        BadInput: if there is no such operation, or no source that the asker may know of: unknown
            and hidden are told apart by nobody.
    """
    operation = _operation(actor, slug)
    source = Source.objects.filter(slug=source_slug, agency__operations=operation).first()
    known = _known(actor, operation).get(source.pk, []) if source is not None else []
    if source is None or not known:
        raise BadInput(
            f"no source {source_slug!r} that you may know of is in {slug}", "See: hawkari sources."
        )
    members = operation.members.select_related("user__agency")
    with transaction.atomic():
        readers = tuple(
            _reader(_person_of(row), source, known)
            for row in members.order_by("user__agency__slug", "user__username")
        )
        _record(actor, operation, "who sees a source", names=[source.slug])
    return SourceReaders(source.slug, source.name, source.agency.name, operation, readers)


def _operation(actor: Actor, slug: str) -> Operation:
    if not isinstance(actor, Access):
        return known_operation(slug)
    require(actor, Action.EXPLAIN_ACCESS)
    if slug != actor.operation.slug:
        raise BadInput("this operation is not the one in use", "Change to it first.")
    return actor.operation


def _person(operation: Operation, username: str) -> _Person:
    rows = operation.members.select_related("user__agency").filter(user__username__iexact=username)
    member = rows.first()
    if member is not None:
        return _person_of(member)
    user = User.objects.filter(username__iexact=username).select_related("agency").first()
    if user is not None and _has_glass(user, operation):
        return _Person(user, operation, "", glass=True, today=timezone.now().date())
    raise BadInput(f"nobody called {username!r} is in {operation}", "See the list of members.")


def _person_of(member: OperationMember) -> _Person:
    user, operation = member.user, member.operation
    today = timezone.now().date()
    return _Person(user, operation, member.role, glass=_has_glass(user, operation), today=today)


def _has_glass(user: User, operation: Operation) -> bool:
    return any(glass.operation_id == operation.pk for glass in broken_now(user))


def _known(actor: Actor, operation: Operation) -> dict[int, list[Marking]]:
    """By source, the markings of the loads that stand and the asker's agency may know of."""
    parts = LoadPart.objects.filter(
        load__state=LoadState.COMPLETE, load__source__agency__operations=operation
    )
    if isinstance(actor, Access):
        reached = reachable_parts(actor.user, operation, actor.today)
        parts = parts.filter(pk__in=in_ids(sorted(reached)))
    found: dict[int, list[Marking]] = {}
    for part in parts.select_related("marking", "load").order_by("pk"):
        listed = found.setdefault(part.load.source_id, [])
        if part.marking not in listed:
            listed.append(part.marking)
    return found


def _sources(actor: Actor, person: _Person) -> Iterator[SeenSource]:
    known = _known(actor, person.operation)
    sources = Source.objects.filter(pk__in=list(known)).select_related("agency")
    for source in sources.order_by("agency__slug", "slug"):
        markings = _seen(person, source, known[source.pk])
        yield SeenSource(source.slug, source.name, source.agency.name, markings)


def _reader(person: _Person, source: Source, known: list[Marking]) -> SourceReader:
    barriers = person.barriers
    agency = person.user.agency
    return SourceReader(
        user=person.user.get_username(),
        agency=agency.name if agency is not None else "",
        role=person.role,
        barriers=barriers,
        markings=() if barriers else _seen(person, source, known),
    )


def _seen(person: _Person, source: Source, markings: Iterable[Marking]) -> tuple[SeenMarking, ...]:
    """How a person sees a source under each set of codes; one line for equal ones."""
    reader = reader_of(person.user, person.operation, person.today)
    is_own = source.agency_id == person.user.agency_id
    wanted = Marking.objects.filter(pk__in=[one.pk for one in markings])
    lines = set()
    for _, value in marking_values(wanted):
        decision = readable(value, reader, originator=source.agency_id)
        lines.add(SeenMarking(_codes(value), decision.allowed, is_own, decision.reasons))
    return tuple(sorted(lines, key=lambda one: (not one.is_visible, one.codes, str(one.reasons))))


def _codes(value: MarkingValue) -> str:
    light = f"TLP:{value.tlp}" if value.tlp else ""
    actions = f"PAP:{value.pap}" if value.pap else ""
    codes = [value.handling, light, actions, value.gsc, *sorted(value.europol)]
    return " ".join(code for code in codes if code)


def _record(actor: Actor, operation: Operation, what: str, *, names: list[str]) -> None:
    access = actor if isinstance(actor, Access) else None
    audit.record(
        Act.CONSULT,
        access=access,
        actor="" if isinstance(actor, Access) else actor,
        objects=names,
        count=len(names),
        detail={"what": what, "about": operation.slug},
    )
