"""What the retention pages show: the queue, holds and disposals, and one thing's choices."""

from dataclasses import dataclass

from hawkari.errors import BadInput
from hawkari.evidence.access import Access, Action
from hawkari.evidence.models import HoldKind
from hawkari.evidence.retention import (
    DisposalRequest,
    DisposalView,
    DueItem,
    HoldTerms,
    HoldView,
    Subject,
    disposals,
    due,
    holds,
    place_hold,
)

__all__ = ["Queue", "due_item", "hold_named", "holds_page", "queue", "request_of", "subject_of"]

LOOK_AHEAD = 365


@dataclass(frozen=True, slots=True)
class Queue:
    """The retention page.

    Attributes:
        items: what is due within the days asked for, the most overdue first.
        within: those days.
        unfinished: disposals that were interrupted or could not be cleaned.
        finished: the newest disposals that are done.
        may_dispose, may_hold: what this reader may do.
    """

    items: list[DueItem]
    within: int
    unfinished: list[DisposalView]
    finished: list[DisposalView]
    may_dispose: bool
    may_hold: bool

    @property
    def overdue(self) -> int:
        """How many reviews are overdue."""
        return sum(item.overdue for item in self.items)


def queue(access: Access, *, within: int, kind: str = "") -> Queue:
    """What is due within some days, and what was disposed of.

    Raises:
        AccessDenied: if the role may not.
    """
    found = disposals(access)
    return Queue(
        items=due(access, within_days=within, kind=kind),
        within=within,
        unfinished=[one for one in found if one.state != "done"],
        finished=[one for one in found if one.state == "done"][:20],
        may_dispose=access.may(Action.DISPOSE),
        may_hold=access.may(Action.HOLD),
    )


def due_item(access: Access, kind: str, name: str) -> DueItem:
    """One thing of the queue, as far ahead as the rules reach.

    Raises:
        AccessDenied: if the role may not.
        BadInput: if nothing of that name is due.
    """
    subject_of(kind, name)
    for item in due(access, within_days=LOOK_AHEAD * 100, kind=kind):
        if item.id == name:
            return item
    raise BadInput(f"nothing to be reviewed is called {name!r}", "Go back to the queue.")


def request_of(kind: str, name: str, *, reason: str) -> DisposalRequest:
    """The disposal of one thing of the queue.

    Raises:
        BadInput: if it is a hold: that is lifted, not disposed of.
    """
    if kind == "source":
        return DisposalRequest(reason=reason, source=name)
    if kind == "entity":
        return DisposalRequest(reason=reason, entity=name)
    raise BadInput("a hold is lifted, not disposed of", "Lift it on the page of holds.")


def holds_page(access: Access) -> tuple[list[HoldView], list[HoldView]]:
    """Holds in force, and those that were lifted.

    Raises:
        AccessDenied: if the role may not.
    """
    found = holds(access, lifted=True)
    in_force = [one for one in found if one.lifted_at is None]
    return in_force, [one for one in found if one.lifted_at is not None]


def hold_named(access: Access, what: str, named: str, *, terms: HoldTerms) -> None:
    """Put on hold what a form names by kind and text.

    Raises:
        AccessDenied: if the role may not.
        BadInput: if a number is no number, or there is no such thing.
        EntityNotFound: if there is no such entity that the user may see.
    """
    values: dict[str, str | int] = {what: named}
    if what in {"load", "statement"}:
        if not named.isdecimal():
            raise BadInput(f"{named!r} is no number", "Give the number shown on the page.")
        values = {what: int(named)}
    place_hold(
        access,
        HoldTerms(
            kind=HoldKind(terms.kind).value,
            reason=terms.reason,
            reference=terms.reference,
            review_due=terms.review_due,
            **values,  # type: ignore[arg-type]
        ),
    )


def subject_of(kind: str, name: str) -> Subject:
    """What an address of the retention pages means.

    Raises:
        BadInput: if the kind is unknown, or a hold's name is no number.
    """
    if kind == "source":
        return Subject(source=name)
    if kind == "entity":
        return Subject(entity=name)
    if kind == "hold" and name.isdecimal():
        return Subject(hold=int(name))
    raise BadInput(f"there is no {kind} {name!r} to be reviewed", "Go back to the queue.")
