"""What a barrier reads: open, unknown, or rightly found closed."""

from datetime import UTC, datetime, time, timedelta

from hawkari.engines.casework.facts import BarrierFact, Opening
from hawkari.engines.casework.look import Look, Reading
from hawkari.engines.casework.outcomes import ending, keeping
from hawkari.engines.casework.table import BarrierRule

__all__ = [
    "ALWAYS",
    "barrier_reading",
    "opened_by_hand",
    "other_barriers",
    "unknown_from",
    "voids_what_was_served",
]

ALWAYS = datetime.min.replace(tzinfo=UTC)
"""Since when something is unknown that nobody has ever looked at."""


def barrier_reading(look: Look, kind: str) -> Reading:
    """What a kind of barrier reads."""
    rule = look.table.guards[kind].barrier
    fact = look.facts.barrier(kind)
    status = _status(look, kind, rule) if rule is not None else "unknown"
    if status == "unknown" and rule is not None:
        since = _unknown_from(look, kind, rule)
        return Reading(status, _grown_old(look, fact, rule) if since in {None, ALWAYS} else since)
    if status != "open":
        return Reading(status)
    said = [keeping(one, rule) for one in fact.openings if rule and ending(one, rule) is None]
    return Reading(status, fact.opened, next(filter(None, said), ""))


def _status(look: Look, kind: str, rule: BarrierRule) -> str:
    fact = look.facts.barrier(kind)
    if _is_open(look, fact, rule):
        return "open"
    since = _unknown_from(look, kind, rule)
    if since is not None and since <= look.at:
        return "unknown"
    if fact.status == "lapsed":
        return fact.status
    return "lifted" if fact.openings else "none"


def unknown_from(look: Look, kind: str) -> datetime | None:
    """The first instant from which a kind of barrier reads unknown, if nothing more is recorded.

    None where it is open, which no time changes. `ALWAYS` where nobody looked, or what somebody
    found was no answer from the beginning.

    Args:
        look: the case; at which instant it is looked at does not matter.
        kind: the kind of barrier.
    """
    rule = look.table.guards[kind].barrier
    if rule is None:
        return ALWAYS
    is_open = _is_open(look, look.facts.barrier(kind), rule)
    return None if is_open else _unknown_from(look, kind, rule)


def _is_open(look: Look, fact: BarrierFact, rule: BarrierRule) -> bool:
    if fact.status == "unknown":
        return False
    return not _rightly_lifted(fact, rule) or (not fact.openings and _travel(rule, look) is True)


def _unknown_from(look: Look, kind: str, rule: BarrierRule) -> datetime | None:
    fact = look.facts.barrier(kind)
    if fact.status == "unknown" or _must_be_looked_for_again(look, kind, fact):
        return ALWAYS
    if not fact.openings and _travel(rule, look) is None:
        return ALWAYS
    old = _grows_old(fact, rule)
    ends = [] if old is None else [old + datetime.resolution]
    ends += [] if fact.review is None else [datetime.combine(fact.review, time(), UTC)]
    return min(ends, default=None)


def _grows_old(fact: BarrierFact, rule: BarrierRule) -> datetime | None:
    """When what somebody found of a barrier last ceases to count; None where nobody looked.

    A paper that ended the barrier is a look at it too.
    """
    ends = [ending(one, rule) for one in fact.openings]
    looked = [fact.checked, *(one.at for one in ends if one is not None)]
    last = max((one for one in looked if one is not None), default=None)
    return last + timedelta(days=rule.counts_days) if last is not None else None


def _grown_old(look: Look, fact: BarrierFact, rule: BarrierRule) -> datetime | None:
    """Since when what was found counts no more; None while it counts, or where nobody looked."""
    until = _grows_old(fact, rule)
    return until if until is not None and until < look.at else None


def _rightly_lifted(fact: BarrierFact, rule: BarrierRule) -> bool:
    return all(ending(one, rule) is not None for one in fact.openings)


def _must_be_looked_for_again(look: Look, kind: str, fact: BarrierFact) -> bool:
    """Whether what lifted another barrier may have brought this one, and nobody looked since.

    A refused claim brings a right of appeal, an appeal that was lodged is pending, reasonable
    grounds begin the recovery period.
    """
    for other in look.table.bringing.get(kind, ()):
        for opening in look.facts.barrier(other).openings:
            rule = look.table.guards[other].barrier
            lift = ending(opening, rule) if rule is not None else None
            paper = rule.paper(lift.document_kind, lift.decided_by) if rule and lift else None
            if lift is None or paper is None or kind not in paper.asks:
                continue
            looked = fact.checked is not None and fact.checked >= lift.at
            opened = any(
                one.opened.date() >= lift.dated or one.learned >= lift.at for one in fact.openings
            )
            if not (looked or opened):
                return True
    return False


def _travel(rule: BarrierRule, look: Look) -> bool | None:
    """Whether people travel of whom nobody may say that none was found; None: nobody has said."""
    route = look.facts.route
    if not rule.forced_people or (route is not None and route not in rule.forced_routes):
        return False
    return look.facts.people.has(rule.forced_people)


def opened_by_hand(look: Look, kind: str) -> Reading | None:
    """An opening that somebody recorded of a barrier that is otherwise read off the papers."""
    fact = look.facts.barrier(kind)
    rule = look.table.guards[kind].barrier if kind in look.table.guards else None
    if not fact.openings or (rule is not None and _rightly_lifted(fact, rule)):
        return None
    return Reading("barrier_open", fact.opened)


def other_barriers(look: Look) -> Reading:
    """Barriers of kinds that the table does not know: nobody knows what lifts them."""
    for kind, fact in look.facts.barriers.items():
        if fact.openings and kind not in look.table.guards:
            return Reading("open", fact.opened)
    return Reading("none")


def voids_what_was_served(look: Look, served: datetime) -> bool:
    """Whether a notice served then counts for nothing: a barrier that voids notices was open."""
    for kind, fact in look.facts.barriers.items():
        guard = look.table.guards.get(kind)
        # A kind of barrier that the table does not know is taken at its worst.
        rule = guard.barrier if guard is not None else None
        if (rule is None or rule.voids_notice) and any(
            not _was_lifted_before(one, served, rule) for one in fact.openings
        ):
            return True
    return False


def _was_lifted_before(opening: Opening, served: datetime, rule: BarrierRule | None) -> bool:
    lift = ending(opening, rule) if rule is not None else None
    return lift is not None and lift.at < served
