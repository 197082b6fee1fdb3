"""The second person's decision about money: what transactions and amendments have in common."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TypeVar

from django.db import transaction
from django.utils import timezone

from hawkari.desks.programme.models import Amendment, Transaction, TransactionState
from hawkari.desks.programme.services.access import require_reading
from hawkari.desks.programme.services.checking import checked_text
from hawkari.desks.programme.services.money.known import locked_line, record_of_money
from hawkari.errors import BadInput
from hawkari.evidence.access import Access, Action, require
from hawkari.evidence.models import Act

__all__ = ["checked_reason", "decide", "deciding"]

Decided = TypeVar("Decided", Transaction, Amendment)


@contextmanager
def deciding(access: Access, find: Callable[[], Decided]) -> Iterator[Decided]:
    """What awaits a decision by this person, its line locked, in one transaction.

    Args:
        access: who decides.
        find: looks it up, as the reader may know of it.

    Raises:
        AccessDenied: if the role may not.
        NotFound: as `find`.
        BadInput: if the same person recorded it, or it is decided.
    """
    require_reading(access)
    require(access, Action.APPROVE_MONEY)
    with transaction.atomic():
        line = locked_line(access, find().line.reference)
        # Asked for again under the lock: it may have been decided at this very moment.
        found = find()
        if found.state != TransactionState.RECORDED:
            raise BadInput(f"{found.reference} is decided already", "Look at it again.")
        if found.made_by_id == access.user.pk:
            raise BadInput("you recorded this yourself", "Ask a colleague to look at it.")
        found.line = line
        yield found


def decide(
    access: Access, found: Transaction | Amendment, state: TransactionState, *, why: str = ""
) -> None:
    """Keep a decision, with its audit entry; call last within `deciding`."""
    found.state, found.decided_by, found.decided_at = state, access.user, timezone.now()
    found.decided_why = why
    found.save(update_fields=["state", "decided_by", "decided_at", "decided_why"])
    what = "amendment" if isinstance(found, Amendment) else "transaction"
    record_of_money(access, Act.DECIDE, [found.reference], what=what, decided=str(state))


def checked_reason(said: str) -> str:
    """A reason as it is kept.

    Raises:
        BadInput: if there is none, or it cannot be kept.
    """
    reason = checked_text(said, "why", most=500, required=False)
    if not reason:
        raise BadInput("a reason is needed, of at most 500 letters", "Say why.", where=("why",))
    return reason
