"""What a barrier reads: open, unknown, or rightly found closed."""

from datetime import datetime, timedelta

from hawkari.engines.casework.facts import BarrierFact, Opening
from hawkari.engines.casework.look import Look, Reading
from hawkari.engines.casework.outcomes import ending, keeping
from hawkari.engines.casework.table import BarrierRule

__all__ = [
    "barrier_reading",
    "grows_old",
    "opened_by_hand",
    "other_barriers",
    "voids_what_was_served",
]


def barrier_reading(look: Look, kind: str) -> Reading:
    """What a kind of barrier reads."""
    rule = look.table.guards[kind].barrier
    fact = look.facts.barrier(kind)
    status = _status(look, kind, rule) if rule is not None else "unknown"
    if status == "unknown" and rule is not None:
        return Reading(status, _grown_old(look, fact, rule))
    if status != "open":
        return Reading(status)
    said = [keeping(one, rule) for one in fact.openings if rule and ending(one, rule) is None]
    return Reading(status, fact.opened, next(filter(None, said), ""))


def _status(look: Look, kind: str, rule: BarrierRule) -> str:
    fact = look.facts.barrier(kind)
    if fact.status == "unknown":
        return fact.status
    if not _rightly_lifted(fact, rule):
        return "open"
    if fact.review is not None and fact.review <= look.at.date():
        return "unknown"
    if _must_be_looked_for_again(look, kind, fact) or _grown_old(look, fact, rule) is not None:
        return "unknown"
    if fact.status == "lapsed":
        return fact.status
    return "lifted" if fact.openings else _found_none(rule, look)


def grows_old(fact: BarrierFact, rule: BarrierRule) -> datetime | None:
    """When what somebody found of a barrier last ceases to count; None where nobody looked.

    A paper that ended the barrier is a look at it too.
    """
    ends = [ending(one, rule) for one in fact.openings]
    looked = [fact.checked, *(one.at for one in ends if one is not None)]
    last = max((one for one in looked if one is not None), default=None)
    return last + timedelta(days=rule.counts_days) if last is not None else None


def _grown_old(look: Look, fact: BarrierFact, rule: BarrierRule) -> datetime | None:
    """Since when what was found counts no more; None while it counts, or where nobody looked."""
    until = grows_old(fact, rule)
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


def _found_none(rule: BarrierRule, look: Look) -> str:
    """Whether somebody may have found none: not where the people on the case say otherwise."""
    route = look.facts.route
    if not rule.forced_people or (route is not None and route not in rule.forced_routes):
        return "none"
    there = look.facts.people.has(rule.forced_people)
    if there is None:
        return "unknown"
    return "open" if there else "none"


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
