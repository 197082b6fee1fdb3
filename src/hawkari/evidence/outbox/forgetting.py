"""What is kept of packages about a case goes with the case."""

from collections.abc import Collection

from hawkari.evidence.bulk import in_list
from hawkari.evidence.models import IncomingPackage, OutgoingPackage, OutgoingState

__all__ = ["forget_packages"]


def forget_packages(abouts: Collection[str]) -> int:
    """Empty every package about some cases; that it went or came stays. Gives how many.

    Not audited: for the caller's disposal, in its transaction. What has not left is dropped.
    """
    cases = in_list(sorted(abouts))
    out = OutgoingPackage.objects.filter(about__in=cases)
    out.filter(state__in=OutgoingState.unsent()).update(state=OutgoingState.DROPPED)
    gone = out.update(body={}, purpose="", words="", note_digest="")
    return gone + IncomingPackage.objects.filter(about__in=cases).update(body={}, words="")
