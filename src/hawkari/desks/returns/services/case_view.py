"""What the page, the API and the command show of one case; looking is audited.

The question comes first: why can this person not be returned now? Everything that keeps the case
from departing is listed with its authority, since when it is so, and what would change it.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.utils import timezone

from hawkari.desks.returns.models import Case, CasePerson, Told
from hawkari.desks.returns.services.cases import case_of
from hawkari.desks.returns.services.corrections import corrected_numbers
from hawkari.desks.returns.services.departing import obstacles
from hawkari.desks.returns.services.dues import Due, dues_of
from hawkari.desks.returns.services.families import companions
from hawkari.desks.returns.services.next_steps import NextSteps, next_steps
from hawkari.desks.returns.services.proposals import Proposal, may_still_decide, proposal_of
from hawkari.desks.returns.services.recording import Open, events_of, facts_of
from hawkari.desks.returns.services.telling import to_tell
from hawkari.engines.casework import Event, Facts, Opening, Reason, State, load_table
from hawkari.engines.casework.consequences import is_gone
from hawkari.engines.casework.folding import CORRECTABLE
from hawkari.engines.casework.values import AFTER_DEPARTURE
from hawkari.evidence import audit
from hawkari.evidence.access import Access
from hawkari.evidence.models import Act

__all__ = ["CaseView", "Companion", "HistoryEvent", "Obstacle", "look_at", "why_of"]


@dataclass(frozen=True, slots=True)
class Obstacle:
    """One thing that keeps a case from departing now.

    Attributes:
        guard: name of the guard; its words are in the guard table.
        reason: as the engine gives it.
        mark: ``open``, ``unknown`` (nobody looked), or ``condition`` (must be met for this step).
        is_barrier: whether it is a barrier, which a named officer lifts with a document.
        since: since when; of what nobody looked at since the case was opened, since then.
        verified_by: who signed the row of the table; empty for nobody.
        openings: those that are not lifted, oldest first.
    """

    guard: str
    reason: Reason
    mark: str
    is_barrier: bool
    since: datetime
    verified_by: str
    openings: tuple[Opening, ...] = ()

    @property
    def review(self) -> date | None:
        """The earliest day on which an opening is to be looked at again."""
        return min((one.review for one in self.openings if one.review), default=None)


@dataclass(frozen=True, slots=True)
class HistoryEvent:
    """One event, and whether a later one says that it was wrong."""

    event: Event
    wrong: bool

    @property
    def correctable(self) -> bool:
        """Whether it can be taken back."""
        return not self.wrong and self.event.kind in CORRECTABLE


@dataclass(frozen=True, slots=True)
class Companion:
    """Another person of the family: their case, person, and where it stands."""

    case: Case
    person: CasePerson
    state: State | None


@dataclass(frozen=True, slots=True)
class CaseView:
    """One case as somebody who works on it sees it, at an instant.

    Attributes:
        case, person, facts: of the case.
        now: the instant.
        asks: whether the question is asked at all: not of who has left or whose case is closed.
        known: what is known to stand in the way, barriers first.
        unknown: kinds of barrier that nobody looked at; each counts as open.
        lifted: barriers that were lifted, as kind and opening.
        dues: what is due, the earliest first.
        history: every event, newest first.
        family: the other people of the family.
        proposal: the proposal of departure that holds.
        told: who must still be told of something.
        steps: what can be done next.
    """

    case: Case
    person: CasePerson
    facts: Facts
    now: datetime
    asks: bool
    known: tuple[Obstacle, ...]
    unknown: tuple[Obstacle, ...]
    lifted: tuple[tuple[str, Opening], ...]
    dues: tuple[Due, ...]
    history: tuple[HistoryEvent, ...]
    family: tuple[Companion, ...]
    proposal: Proposal | None
    told: tuple[Told, ...]
    steps: NextSteps

    @property
    def looking_counts(self) -> int:
        """For how many days what somebody found of a barrier counts."""
        return load_table().looking.counts_days

    @property
    def may_void_notices(self) -> bool:
        """Whether a notice still matters: until the booked journey has begun."""
        return self.facts.state is not State.CLOSED and not is_gone(self.facts, self.now)

    @property
    def open_barriers(self) -> int:
        """How many barriers are known to be open."""
        return sum(one.mark == "open" for one in self.known)

    @property
    def conditions(self) -> int:
        """How many conditions are not met."""
        return sum(one.mark == "condition" for one in self.known)


def look_at(access: Access, reference: str) -> CaseView:
    """One case with everything that its page shows; audited.

    Raises:
        AccessDenied: if the role may not.
        CaseNotFound: if there is none that the reader may know of.
    """
    case = case_of(access, reference)
    now = timezone.now()
    with transaction.atomic():
        view = _view(case, events_of(case) if case.disposed_at is None else [], now)
        audit.record(
            Act.CONSULT, access=access, objects=[reference], count=1, detail={"what": "case"}
        )
    return view


def why_of(access: Access, reference: str) -> tuple[Case, Facts, list[Obstacle]]:
    """Why a person cannot be returned now: open barriers, unknown ones, conditions; audited.

    Raises:
        AccessDenied: if the role may not.
        CaseNotFound: if there is none that the reader may know of.
    """
    view = look_at(access, reference)
    is_open = [one for one in view.known if one.mark == "open"]
    rest = [one for one in view.known if one.mark != "open"]
    return view.case, view.facts, [*is_open, *view.unknown, *rest]


def _view(case: Case, events: Sequence[Event], now: datetime) -> CaseView:
    opened = Open(case, list(events), now)
    facts = opened.facts
    asks = facts.state not in AFTER_DEPARTURE and case.disposed_at is None
    found = _obstacles(opened) if asks else []
    proposal = proposal_of(events)
    if proposal is not None and not may_still_decide(case, proposal):
        proposal = None
    known = [one for one in found if one.mark != "unknown"]
    known.sort(key=lambda one: one.mark != "open")
    wrong = corrected_numbers(events)
    family = companions(case)
    return CaseView(
        case=case,
        person=case.person,
        facts=facts,
        now=now,
        asks=asks,
        known=tuple(known),
        unknown=tuple(one for one in found if one.mark == "unknown"),
        lifted=_lifted(facts),
        dues=tuple(dues_of(case, facts, events, now=now)) if events else (),
        history=tuple(HistoryEvent(one, one.number in wrong) for one in reversed(events)),
        family=tuple(Companion(one, one.person, facts_of(one).state) for one in family),
        proposal=proposal,
        told=tuple(to_tell(case)),
        steps=next_steps(opened, proposal, found),
    )


def _obstacles(opened: Open) -> list[Obstacle]:
    return [_obstacle(opened, one) for one in obstacles(opened.case, opened)]


def _obstacle(opened: Open, reason: Reason) -> Obstacle:
    guard = load_table().guards.get(reason.guard)
    rule = guard.barrier if guard is not None else None
    openings: tuple[Opening, ...] = ()
    if rule is not None:
        fact = opened.facts.barrier(reason.guard)
        openings = tuple(one for one in fact.openings if one.lift is None)
    mark = "condition"
    if (rule is not None and rule.kind == "hard") or openings:
        mark = "open" if openings else "unknown"
        if not openings and reason.params.get("reading") not in {"unknown", "none"}:
            mark = "open"
    since = reason.since or opened.case.opened_at
    return Obstacle(
        guard=reason.guard,
        reason=reason,
        mark=mark,
        is_barrier=rule is not None,
        since=since,
        verified_by=guard.verified_by if guard is not None else "",
        openings=openings,
    )


def _lifted(facts: Facts) -> tuple[tuple[str, Opening], ...]:
    found = [
        (kind, one)
        for kind, fact in facts.barriers.items()
        for one in fact.openings
        if one.lift is not None
    ]
    return tuple(sorted(found, key=lambda pair: pair[1].opened))
