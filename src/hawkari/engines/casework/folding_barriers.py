"""From the events about one kind of barrier to what is known of it.

Every opening is lifted by itself, with its own dated paper. What was found by looking counts until
the people on the case change, the person comes back, or the day comes on which to look again.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

from hawkari.engines.casework.bodies import text, whole
from hawkari.engines.casework.events import Event, day
from hawkari.engines.casework.facts import BarrierFact, Lift, Opening
from hawkari.engines.casework.outcomes import ELAPSED, ending, standing
from hawkari.engines.casework.table import load_table

__all__ = ["Fresh", "barrier_fact", "happened", "lifted", "opening"]

_BEGINNING = datetime.min.replace(tzinfo=UTC)
# Papers are dated where decisions are made.
_DATED_IN = ZoneInfo("Europe/London")


@dataclass(frozen=True, slots=True)
class Fresh:
    """Since when looking counts.

    Attributes:
        at: what was found before this instant does not count.
        number: nor what was recorded before this event.
        alone: one person is on the case, so that what is said of a person is said of all.
    """

    at: datetime = _BEGINNING
    number: int = 0
    alone: bool = False

    def since(self, event: Event) -> "Fresh":
        """Looking counts from this event on."""
        return replace(
            self, at=max(self.at, happened(event)), number=max(self.number, event.number)
        )

    def counts(self, at: datetime, number: int) -> bool:
        """Whether something found then, by that event, still counts."""
        return at >= self.at and number > self.number


def happened(event: Event) -> datetime:
    """When an event happened; nothing can have happened after it was recorded."""
    return min(event.at, event.recorded)


def opening(event: Event) -> Opening:
    """The opening that an event records."""
    body = event.body
    return Opening(
        number=event.number,
        opened=event.at,
        learned=event.recorded,
        source=text(body, "source"),
        person=text(body, "person"),
        ends=day(body.get("ends")),
        review=day(body.get("review")),
    )


def lifted(openings: Iterable[Opening], event: Event, *, taken_back: bool = False) -> list[Opening]:
    """The openings after an event that says with which paper the one that it names was lifted.

    Args:
        openings: the openings of one kind of barrier.
        event: the event.
        taken_back: somebody said since that it was wrong.
    """
    return [_lifted(one, event, taken_back=taken_back) for one in openings]


def _lifted(one: Opening, event: Event, *, taken_back: bool) -> Opening:
    body = event.body
    dated, document = day(body.get("dated")), text(body, "document")
    # Nobody can lift what had not yet opened by guessing its number.
    if one.number != whole(body, "opening") or event.number <= one.number:
        return one
    fits = dated is not None and bool(document) and _can_be_about(one, dated, event)
    paper = Lift(
        at=happened(event),
        number=event.number,
        document=document,
        document_kind=text(body, "document_kind"),
        dated=dated or _day(event.recorded),
        decided_by=text(body, "decided_by"),
        actor=event.actor,
        review=day(body.get("review")),
        outcome=text(body, "outcome"),
        counts=fits and not taken_back,
    )
    told = replace(one, papers=(*one.papers, paper))
    guard = load_table().guards.get(text(body, "barrier"))
    rule = guard.barrier if guard is not None else None
    # Of a kind that the table does not know nobody can say which paper is right.
    lift = ending(told, rule) if rule is not None else standing(told.papers, None)
    return replace(told, lift=lift)


def _can_be_about(one: Opening, dated: date, event: Event) -> bool:
    """Whether a paper of that date can end this opening: not older than it, nor from the future."""
    if not _day(one.opened) <= dated <= _day(event.recorded):
        return False
    by_time = text(event.body, "document_kind") == ELAPSED
    return not by_time or (one.ends is not None and dated >= one.ends)


def _day(at: datetime) -> date:
    return at.astimezone(_DATED_IN).date()


def barrier_fact(openings: Sequence[Opening], checks: Sequence[Event], fresh: Fresh) -> BarrierFact:
    """What is known of one kind of barrier.

    Args:
        openings: every time that it opened.
        checks: every time that somebody looked and found none.
        fresh: since when looking counts.
    """
    counting = [one for one in checks if fresh.counts(happened(one), one.number)]
    check = max(counting, key=lambda one: (happened(one), one.number), default=None)
    if openings:
        return _of_openings(openings, check, fresh)
    if check is None:
        return BarrierFact()
    return BarrierFact(
        status="none",
        document=text(check.body, "source"),
        review=day(check.body.get("review")),
        checked=happened(check),
    )


def _of_openings(openings: Sequence[Opening], check: Event | None, fresh: Fresh) -> BarrierFact:
    ordered = sorted(openings, key=lambda one: (one.opened, one.number))
    shut = [one for one in ordered if one.lift is None]
    shown = shut[0] if shut else ordered[-1]
    reviews = [one.lift.review for one in ordered if one.lift and one.lift.review]
    looked_until = day(check.body.get("review")) if check else None
    reviews += [looked_until] if looked_until else []
    return BarrierFact(
        status="open" if shut else _closed(ordered, check, fresh),
        opened=shown.opened,
        learned=shown.learned,
        document=shown.lift.document if shown.lift else shown.source,
        review=min(reviews, default=None),
        checked=happened(check) if check else None,
        openings=tuple(ordered),
    )


def _closed(openings: Sequence[Opening], check: Event | None, fresh: Fresh) -> str:
    """What is known once every opening was lifted: lifting for one person looks at no other."""
    lifts = [one.lift for one in openings if one.lift and (fresh.alone or not one.person)]
    if check is None and not any(fresh.counts(lift.at, lift.number) for lift in lifts):
        return "unknown"
    last = openings[-1].lift
    return "lapsed" if last is not None and last.document_kind == ELAPSED else "lifted"
