"""What the page of corrections shows."""

from dataclasses import dataclass

from hawkari.evidence.access import Access
from hawkari.evidence.disclosures import NoticeView, OutboxCounts, outbox, outbox_counts

__all__ = ["Outbox", "corrections"]


@dataclass(frozen=True, slots=True)
class Outbox:
    """The page: notices in the state asked for, and how many there are of each."""

    notices: list[NoticeView]
    counts: OutboxCounts
    state: str


def corrections(access: Access, *, state: str) -> Outbox:
    """Notices in a state; empty for all.

    Raises:
        AccessDenied: if the role may not.
        BadInput: if the state is unknown.
    """
    return Outbox(outbox(access, state=state), outbox_counts(access), state)
