"""Joins above a stated harm: what the first person's word comes to, and what the second's.

A first positive is a proposal; another person's positive confirms it, whoever's clusters the two
records belong to by then. A rule is no first person, and a file is no second one: what a file says
is somebody's name under words that nobody looked at.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from hawkari.errors import BadInput
from hawkari.evidence.access import Access
from hawkari.evidence.bulk import in_list
from hawkari.evidence.harm import harms_of
from hawkari.evidence.identities import Clusters, clusters_of, known_events
from hawkari.evidence.models import JudgementEvent, JudgementKind

__all__ = ["BY_HAND", "How", "Word", "not_awaiting", "takes_two", "word_of"]


@dataclass(frozen=True, slots=True)
class How:
    """How a decision came about.

    Attributes:
        from_file: taken over from a file.
        answers: number of the proposal that it is to answer; None for a decision of its own,
            which confirms one if somebody proposed the same.
    """

    from_file: bool = False
    answers: int | None = None


BY_HAND = How()


@dataclass(frozen=True, slots=True)
class Word:
    """What a decision comes to: its kind, the proposal it confirms, and those it stands in for."""

    kind: JudgementKind
    confirms: JudgementEvent | None = None
    instead_of: tuple[int, ...] = ()


def word_of(
    access: Access, pair: Sequence[str], kind: JudgementKind, *, around: Clusters, how: How
) -> Word:
    """Whether a decision holds by itself, needs a second person, or is that second person's.

    Raises:
        BadInput: if the maker has proposed the very same already, the proposal to be answered does
            not await the maker, or a file would answer somebody's proposal.
    """
    proposals = _proposals(access, pair, around)
    awaiting = [one for one in proposals if one.made_by_id != access.user.pk]
    if how.answers is not None:
        if how.answers not in {one.pk for one in awaiting}:
            raise not_awaiting(how.answers)
        # First what is answered; a colleague may have proposed to join the same two by other words.
        awaiting.sort(key=lambda one: one.pk != how.answers)
    # A rule is no first person.
    others = [one for one in awaiting if one.made_by_id is not None]
    # A file's refusal is taken: it joins nothing, and may have to hold against the file's joins.
    if how.from_file and others and kind != JudgementKind.NEGATIVE:
        raise BadInput(
            f"a colleague's proposal {others[0].pk} awaits a second person, and a file is none",
            "Answer it in the review queue.",
        )
    if kind != JudgementKind.POSITIVE:
        return _against(proposals, pair, kind)
    instead_of = tuple(one.pk for one in proposals)
    if others:
        return Word(kind, others[0], instead_of)
    if not takes_two(access, pair, around=around):
        return Word(kind, None, instead_of)
    if any(one.made_by_id == access.user.pk for one in proposals):
        raise BadInput(
            "you have proposed this already; it awaits a second person",
            "Ask a colleague to confirm or decline it.",
        )
    return Word(JudgementKind.PROPOSED, None, instead_of)


def takes_two(access: Access, pair: Sequence[str], *, around: Clusters | None = None) -> bool:
    """Whether joining two records as stated, or what stands around them, takes a second person.

    Args:
        access: who would join them.
        pair: the two.
        around: their clusters, where they were looked up already.
    """
    near = clusters_of(access, pair) if around is None else around
    return bool(harms_of(access, {*pair, *near.head}))


def not_awaiting(proposal: int) -> BadInput:
    """What is said of a proposal that is gone, hidden, or another's to answer."""
    return BadInput(f"no proposal {proposal} awaits you", "It may have been decided already.")


def _against(proposals: Sequence[JudgementEvent], pair: Sequence[str], kind: JudgementKind) -> Word:
    """A refusal answers every proposal to join the two; "unsure" only one on this pair."""
    if kind == JudgementKind.NEGATIVE:
        return Word(kind, None, tuple(one.pk for one in proposals))
    on_pair = [one.pk for one in proposals if [one.left_id, one.right_id] == list(pair)]
    return Word(kind, None, tuple(on_pair))


def _proposals(access: Access, pair: Sequence[str], around: Clusters) -> list[JudgementEvent]:
    """The proposals to join the two clusters that stand to the access, oldest first."""
    heads = {around.head.get(one, one) for one in pair}
    ids = sorted({*pair, *around.head})
    found = known_events(access).filter(
        judgement=JudgementKind.PROPOSED,
        left_id__in=in_list(ids),
        right_id__in=in_list(ids),
    )
    return [
        one
        for one in found.order_by("pk")
        if {around.head.get(one.left_id), around.head.get(one.right_id)} == heads
    ]
