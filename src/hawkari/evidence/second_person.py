"""Merges above a stated harm: a second person confirms or declines what the first proposed."""

from hawkari.errors import BadInput
from hawkari.evidence.access import Access, Action, require
from hawkari.evidence.identities import known_events
from hawkari.evidence.judgements import judge, withdraw
from hawkari.evidence.models import JudgementEvent, JudgementKind
from hawkari.evidence.reviewing.proposals import How, not_awaiting

__all__ = ["confirm", "decline"]


def confirm(access: Access, event_id: int, *, reason: str = "") -> JudgementEvent:
    """Agree, as the second person, with what somebody else proposed; the join holds from now on.

    Raises:
        AccessDenied: if the role may not judge.
        BadInput: if no such proposal of another person awaits the user.
        JudgementConflict: if it contradicts what was decided meanwhile.
    """
    proposal = _awaiting(access, event_id)
    if proposal.made_by is None:
        raise BadInput(
            f"a rule proposed {event_id}, which is no first person",
            "Judge the pair: it then awaits a second person.",
        )
    pair = (proposal.left_id, proposal.right_id)
    # Looked at once more under the lock: it may be confirmed or withdrawn at this very moment.
    return judge(access, *pair, JudgementKind.POSITIVE, reason=reason, how=How(answers=proposal.pk))


def decline(access: Access, event_id: int, *, reason: str) -> JudgementEvent:
    """Refuse, as the second person, what was proposed; the pair is open again, and not refused.

    Raises:
        AccessDenied: if the role may not judge.
        BadInput: without a reason, or if no such proposal of somebody else awaits the user.
    """
    return withdraw(access, _awaiting(access, event_id).pk, reason=reason)


def _awaiting(access: Access, event_id: int) -> JudgementEvent:
    """A live proposal that somebody else made, a person or a rule."""
    require(access, Action.JUDGE)
    proposals = known_events(access).filter(judgement=JudgementKind.PROPOSED)
    found = proposals.filter(pk=event_id).first()
    if found is None:
        raise not_awaiting(event_id)
    if found.made_by_id == access.user.pk:
        raise BadInput("you proposed this yourself", "Ask a colleague, or undo it.")
    return found
