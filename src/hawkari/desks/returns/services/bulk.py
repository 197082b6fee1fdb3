"""One thing done to many cases: each checked, taken and recorded by itself, with what became of it.

There is no short cut: every case goes through the same service as on its own page, in its own
transaction, so guards refuse here what they refuse there, and one refusal stops no other case.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from django.db import transaction

from hawkari.desks.returns.services.cases import assign
from hawkari.desks.returns.services.moving import close, hold, move
from hawkari.desks.returns.services.refusals import CaseNotFound, StepRefused
from hawkari.engines.casework import Reason, State
from hawkari.engines.casework.events import CLOSING_REASONS
from hawkari.errors import BadInput
from hawkari.evidence import audit
from hawkari.evidence.access import Access, Action, require
from hawkari.evidence.models import Act

__all__ = ["AT_ONCE", "MOVES", "BulkAction", "Outcome", "Wanted", "act_on"]

AT_ONCE = 200
MOVES = (
    *(State.SCREENING, State.DOCUMENTING, State.NOTICE_SERVED, State.NOTICE_ELAPSED),
    State.SUPPORTED,
)
"""States that many cases may be moved to at once; others are a decision on one person.

That the receiving authority accepted somebody is read in its letter about that person.
"""


class BulkAction(StrEnum):
    """What may be done to many cases."""

    ASSIGN = "assign"
    MOVE = "move"
    HOLD = "hold"
    CLOSE = "close"


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is to be done.

    Attributes:
        action: what.
        value: the caseworker's name, the state, or the reason for closing; empty for a hold.
        why: in the officer's words.
    """

    action: BulkAction
    value: str = ""
    why: str = ""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one case.

    Attributes:
        reference: of the case.
        done: whether it was done; else nothing was changed.
        reasons: the guards that forbid it.
        missing: whether there is no such case here.
        problem: what else was wrong, in English.
    """

    reference: str
    done: bool
    reasons: tuple[Reason, ...] = ()
    missing: bool = False
    problem: str = ""


def act_on(access: Access, references: Sequence[str], wanted: Wanted) -> list[Outcome]:
    """Do one thing to each of these cases, in the order given; each once.

    Args:
        access: who does it.
        references: of the cases.
        wanted: what.

    Raises:
        AccessDenied: if the role may not do it to any case.
        BadInput: if no case is named, too many are, or what is wanted is not complete.
    """
    require(access, Action.RETURN_DECIDE if wanted.action is BulkAction.CLOSE else Action.CASEWORK)
    each = list(dict.fromkeys(references))
    if not each:
        raise BadInput("no case is chosen", "Tick the cases first.")
    if len(each) > AT_ONCE:
        raise BadInput(f"more than {AT_ONCE} cases are chosen", "Do it in several parts.")
    do = _step(access, wanted)
    outcomes = [_outcome(do, reference) for reference in each]
    with transaction.atomic():
        # Each step has its own entry; this one says that they were taken as one.
        audit.record(
            Act.ALTER,
            access=access,
            objects=[one.reference for one in outcomes if not one.missing],
            count=sum(one.done for one in outcomes),
            detail={"what": "cases at once", "action": str(wanted.action), "asked": len(each)},
        )
    return outcomes


def _step(access: Access, wanted: Wanted) -> Callable[[str], object]:
    value, why = wanted.value.strip(), wanted.why.strip()
    if wanted.action is BulkAction.ASSIGN and value:
        return lambda reference: assign(access, reference, value)
    if wanted.action is BulkAction.MOVE and value in MOVES:
        return lambda reference: move(access, reference, State(value), why=why)
    if wanted.action is BulkAction.HOLD and why:
        return lambda reference: hold(access, reference, why=why)
    if wanted.action is BulkAction.CLOSE and value in CLOSING_REASONS and why:
        return lambda reference: close(access, reference, value, why=why)
    raise BadInput("it is not said what is to be done", "Choose it, and say why where asked.")


def _outcome(do: Callable[[str], object], reference: str) -> Outcome:
    try:
        do(reference)
    except StepRefused as refused:
        return Outcome(reference, done=False, reasons=refused.reasons)
    except CaseNotFound:
        return Outcome(reference, done=False, missing=True)
    except BadInput as error:
        return Outcome(reference, done=False, problem=error.problem)
    return Outcome(reference, done=True)
