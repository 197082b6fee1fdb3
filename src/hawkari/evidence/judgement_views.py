"""Judgements as one reader may know them, and what a refused one stands against."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Q, QuerySet

from hawkari.errors import HawkariError
from hawkari.evidence.access import Access
from hawkari.evidence.bulk import in_ids
from hawkari.evidence.grounds import known_to
from hawkari.evidence.identities import OUTRIGHT, known_events, touching
from hawkari.evidence.models import JudgementEvent, JudgementKind

__all__ = [
    "JudgementConflict",
    "JudgementView",
    "judgement_views",
    "live_events",
    "newest_words",
    "view_of",
    "views_of",
]


@dataclass(frozen=True, slots=True)
class JudgementView:
    """One live judgement that the reader may see.

    `left` < `right` are ids as stated. `judgement` is positive, negative, unsure, or proposed: a
    positive that awaits a second person. `reason` is empty where another agency's person gave it
    in another operation. `maker` is a user name, or the rule's name where `by_rule`.
    `proposed_by` is who proposed what the maker confirmed; empty where nobody had to, and in other
    operations.
    `probability` (0-1), `weight` (bits) and `reasons` are what the maker was shown; None or empty
    where there was no candidate.
    """

    event: int
    left: str
    right: str
    judgement: str
    maker: str
    by_rule: bool
    made_at: datetime
    reason: str
    probability: float | None
    weight: float | None
    reasons: tuple[dict[str, Any], ...]
    proposed_by: str = ""


class JudgementConflict(HawkariError):
    """A decision that would contradict earlier ones, with the chain that stands against it.

    Args:
        judgement: what was to be decided.
        chain: ids as stated along the joins, from one side of the contradiction to the other.
        against: the judgements that stand against it: the refusal, or the joins of the chain.
        events: numbers of all judgements that it is about: those against it, and the chain's.
    """

    def __init__(
        self,
        judgement: str,
        chain: Sequence[str],
        against: Sequence[JudgementView],
        *,
        events: Iterable[int] = (),
    ) -> None:
        self.judgement = judgement
        self.chain = tuple(chain)
        self.against = tuple(against)
        self.events = tuple(sorted({*events, *(one.event for one in against)}))
        said = "; ".join(
            f"{one.left} {'≠' if one.judgement == JudgementKind.NEGATIVE else '='} {one.right} "
            f"by {one.maker} on {one.made_at:%Y-%m-%d}"
            for one in self.against
        )
        super().__init__(
            f"{judgement} contradicts earlier decisions: {' = '.join(self.chain)}, but {said}. "
            "Withdraw one of them first, with a reason"
        )


def live_events(access: Access, entity_ids: Sequence[str] | None = None) -> list[JudgementView]:
    """The judgements that stand to this access (see `known_events`), oldest first.

    Args:
        access: who asks.
        entity_ids: only those with an end among these ids as stated; None for all.
    """
    events = known_events(access).order_by("pk")
    if entity_ids is not None:
        events = events.filter(touching(entity_ids))
    return views_of(access, events)


def newest_words(views: Iterable[JudgementView]) -> list[JudgementView]:
    """Without what its maker said anew on the same pair since; in the order given.

    Somebody who sees more than before may say more, and the earlier word stays beside it, since
    others know of that one alone. Who knows both is shown the newer; the log has all of them. What
    a rule says stays, and so does an outright word against which its maker said the opposite: both
    are in force.
    """
    listed = list(views)
    newest: dict[tuple[str, str, str], JudgementView] = {}
    for one in sorted(listed, key=lambda one: (one.made_at, one.event)):
        newest[one.left, one.right, one.maker] = one
    return [one for one in listed if one.by_rule or _stays(one, newest)]


def _stays(one: JudgementView, newest: Mapping[tuple[str, str, str], JudgementView]) -> bool:
    last = newest[one.left, one.right, one.maker]
    return one is last or (one.judgement in OUTRIGHT and one.judgement != last.judgement)


def judgement_views(access: Access, numbers: Iterable[int]) -> dict[int, JudgementView]:
    """Judgements by number, withdrawn ones too, as far as this access may know of them."""
    ours = ~Q(judgement=JudgementKind.PROPOSED) | Q(operation=access.operation)
    found = JudgementEvent.objects.filter(
        known_to(access), ours, pk__in=in_ids(sorted(set(numbers)))
    )
    return {one.event: one for one in views_of(access, found)}


def views_of(access: Access, events: QuerySet[JudgementEvent]) -> list[JudgementView]:
    """Judgements that the reader may know of, as they are asked for; one query."""
    return [
        view_of(access, event) for event in events.select_related("made_by", "confirms__made_by")
    ]


def view_of(access: Access, event: JudgementEvent) -> JudgementView:
    """One judgement for a reader who may know of it."""
    agency = event.made_by.agency_id if event.made_by is not None else None
    # What somebody typed in another operation is of that operation, and of their agency.
    is_ours = event.operation_id == access.operation.pk or agency == access.user.agency_id
    # That two people were needed tells what its operation holds on the records.
    proposal = event.confirms if event.operation_id == access.operation.pk else None
    return JudgementView(
        event=event.pk,
        left=event.left_id,
        right=event.right_id,
        judgement=event.judgement,
        maker=_maker(event),
        by_rule=event.made_by is None,
        made_at=event.made_at,
        reason=event.reason if is_ours or event.made_by is None else "",
        probability=event.probability,
        weight=event.weight,
        reasons=tuple(event.reasons),
        proposed_by="" if proposal is None else _maker(proposal),
    )


def _maker(event: JudgementEvent) -> str:
    return event.made_by.get_username() if event.made_by is not None else event.rule
