"""What a reviewer answers to an item of the queue, and taking answers back.

An answer counts for what its maker was shown, and once: it brings back the token of the item as it
was shown (`hawkari.evidence.reviewing.state`). If the item has changed since, it is refused; if the
same answer came before, as from a button pressed twice, what came of that one is told again.
"""

from dataclasses import dataclass

from django.db import transaction

from hawkari.desks.intelligence.services.refusing import Refused, RefusedBecause
from hawkari.evidence.access import Access, Action, require
from hawkari.evidence.cluster_cache import lock_judgements
from hawkari.evidence.entities import EntityView, show_records
from hawkari.evidence.identities import known_events, stated_ids, told_to
from hawkari.evidence.judgements import (
    BY_HAND,
    How,
    JudgementConflict,
    JudgementKind,
    JudgementView,
    judge,
)
from hawkari.evidence.judgements import withdraw as withdraw_judgement
from hawkari.evidence.models import JudgementEvent, ReviewIssue, SecondReading
from hawkari.evidence.reach import remembering
from hawkari.evidence.reviewing.issues import settle
from hawkari.evidence.reviewing.kinds import ItemKey, ItemKind
from hawkari.evidence.reviewing.proposals import takes_two
from hawkari.evidence.reviewing.second_readings import read_again
from hawkari.evidence.reviewing.state import Stands, item_as_it_stands, pair_token
from hawkari.evidence.rowsecurity import bind
from hawkari.evidence.second_person import decline

__all__ = ["ANSWERS", "OFFERED", "Answer", "Conflict", "Kept", "answer", "conflict_of", "withdraw"]

DECISIONS = ("positive", "negative", "unsure")
OFFERED = {
    ItemKind.PAIR: DECISIONS,
    ItemKind.CUT: DECISIONS,
    ItemKind.READING: DECISIONS,
    ItemKind.PROPOSAL: (*DECISIONS, "decline"),
    ItemKind.DOUBTFUL: ("settle", "withdraw"),
    ItemKind.CONFLICT: ("settle",),
    ItemKind.DISAGREEMENT: ("settle",),
}
"""Which answers each kind of item takes; `ANSWERS` says what they do."""
ANSWERS = (*DECISIONS, "settle", "withdraw", "decline")
"""What may be answered. The first three decide a pair, or read it a second time; a ``positive`` on
what somebody else proposed confirms it. ``settle`` leaves every judgement as it is; ``withdraw``
takes one of those back that the item is about; ``decline`` leaves a proposed pair open again."""
NEEDS_REASON = frozenset({"settle", "withdraw", "decline"})


@dataclass(frozen=True, slots=True)
class Answer:
    """An answer to an item.

    Attributes:
        answer: one of `ANSWERS`.
        left, right: ids of the records, canonical or as stated; may be empty where `item` is given.
        item: key of the item it answers, e.g. ``proposal-12``; empty for two records by their ids.
        event: number of the judgement to withdraw, one of those that the item is about.
        reason: why, in the reviewer's words.
        token: of the item as it was shown; empty where nothing was shown.
    """

    answer: str
    left: str = ""
    right: str = ""
    item: str = ""
    event: int = 0
    reason: str = ""
    token: str = ""


@dataclass(frozen=True, slots=True)
class Kept:
    """What came of an answer.

    `code` is the answer, ``proposed`` where a join awaits a second person, or ``read`` where it
    was a second reading, which changes nothing. `event` is the number of the judgement that was
    made or withdrawn; 0 where there is none.
    """

    code: str
    event: int = 0


@dataclass(frozen=True, slots=True)
class Conflict:
    """A refused decision: the chain of joins, by name, and the decisions that stand against it."""

    judgement: str
    chain: tuple[EntityView, ...]
    against: tuple[JudgementView, ...]


def answer(access: Access, given: Answer) -> Kept:
    """Keep an answer to an item, or to two records by their ids.

    Raises:
        AccessDenied: if the role may not judge; audited.
        Refused: if the item is gone, has changed since it was shown, or does not take the answer,
            or a reason is missing.
        BadInput: if its key is none, or the services beneath refuse it.
        EntityNotFound: if a record is unknown, or hidden.
        JudgementConflict: if it contradicts a person's decision; audited, and kept in the queue.
    """
    require(access, Action.JUDGE)
    if given.answer in NEEDS_REASON and not given.reason.strip():
        raise Refused(RefusedBecause.NO_REASON)
    with remembering(writes=True):
        # Before the transaction: what a rollback takes along must not be counted on.
        bind(access)
        return _answer(access, given)


def _answer(access: Access, given: Answer) -> Kept:
    with transaction.atomic():
        lock_judgements()
        stands = _standing(access, given)
        kept = None if _is_as_shown(stands, given) else _kept_before(access, given, stands)
        try:
            return kept or _keep(access, given, stands)
        except JudgementConflict as contradiction:
            refused = contradiction
    # Raised here, or the rollback would take along that it was refused.
    raise refused


def _standing(access: Access, given: Answer) -> Stands:
    """What is answered, as it stands now."""
    stated = stated_ids([one for one in (given.left, given.right) if one])
    pair = (stated.get(given.left, ""), stated.get(given.right, ""))
    if not given.item:
        if given.answer not in DECISIONS:
            raise Refused(RefusedBecause.NOT_OFFERED)
        token = pair_token(access, pair) if given.token else ""
        return Stands(ItemKind.PAIR, 0, *pair, events=(), token=token)
    key = ItemKey.parse(given.item)
    found = item_as_it_stands(access, key)
    if found is None:
        gone = pair if all(pair) else _proposed_once(access, key)
        return Stands(key.kind, key.number, *gone, events=(), token="")
    if any(pair) and set(pair) != {found.left, found.right}:
        raise Refused(RefusedBecause.ANOTHER_PAIR)
    if given.answer not in OFFERED[found.kind]:
        raise Refused(RefusedBecause.NOT_OFFERED)
    if given.answer == "withdraw" and given.event not in found.events:
        raise Refused(RefusedBecause.ANOTHER_DECISION)
    return found


def _proposed_once(access: Access, key: ItemKey) -> tuple[str, str]:
    """The two records of a proposal that waits no more; nothing of one that may not be known."""
    told = told_to(access).filter(judgement=JudgementKind.PROPOSED, pk=key.number)
    event = told.first() if key.kind is ItemKind.PROPOSAL else None
    return ("", "") if event is None else (event.left_id, event.right_id)


def _is_as_shown(stands: Stands, given: Answer) -> bool:
    """Whether the token proves that nothing has changed."""
    return bool(given.token) and given.token == stands.token


def _kept_before(access: Access, given: Answer, stands: Stands) -> Kept | None:
    """What the same answer of the same person came to before; None where it is the first.

    Raises:
        Refused: if it is the first, and what it answers is gone or has changed.
    """
    before = _same_before(access, given, stands)
    if before is not None:
        return before
    if given.item and not stands.token:
        raise Refused(RefusedBecause.GONE)
    if given.token:
        raise Refused(RefusedBecause.CHANGED)
    return None


def _same_before(access: Access, given: Answer, stands: Stands) -> Kept | None:
    if stands.kind is ItemKind.READING:
        read = SecondReading.objects.filter(
            first=stands.number, read_by=access.user, answer=given.answer, reason=given.reason
        )
        return Kept("read") if read.exists() else None
    if given.answer == "settle":
        settled = ReviewIssue.objects.filter(
            pk=stands.number, settled_by=access.user, settlement=given.reason
        )
        return Kept("settle") if settled.exists() else None
    if given.answer in {"withdraw", "decline"}:
        event = stands.number if given.answer == "decline" else given.event
        taken = _taken_back(access, event, given.reason)
        return None if taken is None else Kept(given.answer, taken.pk)
    return _judged_before(access, given, stands)


def _judged_before(access: Access, given: Answer, stands: Stands) -> Kept | None:
    """This person's own judgement on the two that stands, the same in kind and reason.

    A proposal is the same as a "yes" only where a "yes" would be a proposal still: once the mark is
    lifted that asked for a second person, it joins.
    """
    pair = (stands.left, stands.right)
    wanted = {given.answer}
    if given.answer == "positive" and takes_two(access, pair):
        wanted.add(JudgementKind.PROPOSED)
    mine = known_events(access).filter(made_by=access.user, operation=access.operation)
    same = mine.filter(
        left_id__in=pair, right_id__in=pair, judgement__in=wanted, reason=given.reason
    ).first()
    return None if same is None else Kept(same.judgement, same.pk)


def _taken_back(access: Access, event: int, reason: str) -> JudgementEvent | None:
    """This person's own withdrawal of a judgement, with the very reason."""
    mine = JudgementEvent.objects.filter(withdraws=event, made_by=access.user, reason=reason)
    return mine.first()


def _keep(access: Access, given: Answer, stands: Stands) -> Kept:
    if given.answer == "settle":
        settle(access, stands.number, reason=given.reason)
        return Kept("settle")
    if given.answer == "withdraw":
        return Kept("withdraw", withdraw_judgement(access, given.event, reason=given.reason).pk)
    if given.answer == "decline":
        return Kept("decline", decline(access, stands.number, reason=given.reason).pk)
    kind = JudgementKind(given.answer)
    if stands.kind is ItemKind.READING:
        read_again(access, stands.number, kind, reason=given.reason)
        return Kept("read")
    how = How(answers=stands.number) if stands.kind is ItemKind.PROPOSAL else BY_HAND
    event = judge(access, stands.left, stands.right, kind, reason=given.reason, how=how)
    return Kept(event.judgement, event.pk)


def withdraw(access: Access, event: int, *, reason: str) -> None:
    """Withdraw one judgement, a person's or a rule's; what follows from it comes apart.

    Who sends the same withdrawal twice is told that it is withdrawn.

    Raises:
        AccessDenied: if the role may not judge; audited.
        Refused: without a reason.
        BadInput: if there is no such judgement that stands and that the user may see.
    """
    require(access, Action.JUDGE)
    if not reason.strip():
        raise Refused(RefusedBecause.NO_REASON)
    with transaction.atomic():
        lock_judgements()
        if _taken_back(access, event, reason) is None:
            withdraw_judgement(access, event, reason=reason)


def conflict_of(access: Access, refused: JudgementConflict) -> Conflict:
    """A conflict with names instead of ids; what the viewer may not see is left out."""
    views = show_records(access, dict.fromkeys(refused.chain))
    chain = tuple(views[one] for one in refused.chain if one in views)
    return Conflict(refused.judgement, chain, refused.against)
