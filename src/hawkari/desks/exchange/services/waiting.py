"""What waits for the reader at the exchange desk: each part of the desk says what of its own does.

A part registers one function with `waits_for`; the desk's first page lists what all of them say.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from django.db import transaction

from hawkari.evidence import audit
from hawkari.evidence.access import Access, Action, require
from hawkari.evidence.models import Act

__all__ = ["ACTIONS", "Waiting", "waiting_for", "waits_for"]

ACTIONS = (Action.EXCHANGE, Action.RELEASE, Action.MANAGE_NODE)
"""Whoever may do one of these has something to do at the desk."""


@dataclass(frozen=True, slots=True)
class Waiting:
    """One thing that waits for a person.

    Attributes:
        what: what is to be done, in the reader's language: a phrase that begins with a verb.
        address: of the page where it is done.
        about: whom or what it is about, as data says it: a partner's name, a reference; isolated
            on the page, in whatever direction it is written.
        note: a sentence more, in the reader's language.
        due: the day by which it is to be done.
        since: the day since which it has waited.
    """

    what: str
    address: str
    about: str = ""
    note: str = ""
    due: date | None = None
    since: date | None = None

    def is_late(self, today: date) -> bool:
        """Whether its day has passed."""
        return self.due is not None and self.due < today


Lister = Callable[[Access], list[Waiting]]
_listers: list[tuple[frozenset[Action], Lister]] = []


def waits_for(*actions: Action) -> Callable[[Lister], Lister]:
    """Register a function that lists what waits for a reader who may do one of some actions.

    It is asked only for such a reader, inside the transaction of the page; the page audits the
    look, so the function writes nothing. Its module is imported by the view it leads to.
    """

    def register(lister: Lister) -> Lister:
        _listers.append((frozenset(actions), lister))
        return lister

    return register


def waiting_for(access: Access) -> list[Waiting]:
    """Everything that waits for somebody: what is due first stands first, then the oldest.

    Raises:
        AccessDenied: if the role has nothing to do at the desk; audited.
    """
    require(access, next(filter(access.may, ACTIONS), Action.EXCHANGE))
    with transaction.atomic():
        found = [
            one
            for actions, lister in _listers
            if actions & access.actions
            for one in lister(access)
        ]
        audit.record(
            Act.CONSULT, access=access, count=len(found), detail={"what": "exchange waiting"}
        )
    return sorted(found, key=lambda one: (one.due or date.max, one.since or date.max))
