"""What the papers about one opening of a barrier come to: whether it ended, and with which.

A paper in the person's favour ends nothing, and takes away what an older paper ended. That stays so
when it is taken back: a correction opens no way. A later paper may end the barrier.
"""

from collections.abc import Iterable

from hawkari.engines.casework.bodies import text
from hawkari.engines.casework.events import Event
from hawkari.engines.casework.facts import Lift, Opening
from hawkari.engines.casework.running_out import runs_out
from hawkari.engines.casework.table import BarrierRule, GuardTable, Paper

__all__ = ["ELAPSED", "ending", "keeping", "paper_of", "standing"]

# The kind of paper of a barrier that ended by time alone.
ELAPSED = "elapsed"


def paper_of(table: GuardTable, event: Event) -> Paper | None:
    """The row of the paper that an event records; None where the table knows no such paper."""
    body = event.body
    return table.paper(text(body, "barrier"), text(body, "document_kind"), text(body, "decided_by"))


def standing(papers: Iterable[Lift], rule: BarrierRule | None) -> Lift | None:
    """The paper that ended an opening, as far as its outcome goes; None while it is open."""
    found = None
    for one in papers:
        paper = rule.paper(one.document_kind, one.decided_by) if rule is not None else None
        if paper is not None and paper.keeps(one.outcome):
            found = None
        elif found is None and one.counts and (paper is None or paper.lifts(one.outcome)):
            found = one
    return found


def ending(opening: Opening, rule: BarrierRule) -> Lift | None:
    """The paper that rightly ended an opening: of the kind and authority that the rule names."""
    known = [one for one in opening.papers if rule.paper(one.document_kind, one.decided_by)]
    return standing([one for one in known if _time_is_over(one, opening, rule)], rule)


def keeping(opening: Opening, rule: BarrierRule) -> str:
    """What the last paper says that keeps an opening open; empty where none does."""
    for one in reversed(opening.papers):
        paper = rule.paper(one.document_kind, one.decided_by)
        if paper is not None and paper.keeps(one.outcome):
            return one.outcome
    return ""


def _time_is_over(lift: Lift, opening: Opening, rule: BarrierRule) -> bool:
    if lift.document_kind != ELAPSED:
        return True
    # However soon an officer wrote that it ends.
    over = runs_out(rule.clock, opening.opened) if rule.clock else None
    return over is not None and lift.at >= over
