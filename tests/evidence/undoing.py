"""Undo as a reviewer does it: whatever was decided last."""

from hawkari.evidence.access import Access
from hawkari.evidence.judgements import undo
from hawkari.evidence.models import JudgementEvent
from hawkari.evidence.undoing import last_decision

__all__ = ["undo_last"]


def undo_last(access: Access) -> JudgementEvent | None:
    """Take this user's last decision back; None if there is none. Gives the withdrawal."""
    last = last_decision(access)
    return None if last is None else undo(access, last.event)
