"""What an item of the review queue is: its kind, and why it stands where it stands."""

import re
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any, Self

from hawkari.errors import BadInput
from hawkari.evidence.entities.values import EntityView, ValueView
from hawkari.evidence.judgement_views import JudgementView
from hawkari.evidence.reviewing.priorities import languages_of
from hawkari.evidence.reviewing.queue import PairFilter

__all__ = ["Because", "ItemFilter", "ItemKey", "ItemKind", "QueueItem"]


class ItemKind(StrEnum):
    """What an item asks for.

    `conflict` and `disagreement`: withdraw one decision, or settle. `doubtful`: withdraw the join,
    or settle. `proposal`: confirm or decline. `reading`: answer without knowing the first answer.
    `cut`, `pair`: decide.
    """

    CONFLICT = "conflict"
    DISAGREEMENT = "disagreement"
    DOUBTFUL = "doubtful"
    PROPOSAL = "proposal"
    READING = "reading"
    CUT = "cut"
    PAIR = "pair"


@dataclass(frozen=True, slots=True)
class ItemKey:
    """The name of an item of the queue, as text e.g. ``pair-17``: its kind and its number."""

    kind: ItemKind
    number: int

    def __str__(self) -> str:
        return f"{self.kind}-{self.number}"

    @classmethod
    def parse(cls, text: str) -> Self:
        """The key that a text is.

        A number has no sign, no zeros before it, and at most 18 digits of ASCII: a database counts
        no further. So each item has one key.

        Raises:
            BadInput: if it is none. Whether there is such an item is another question.
        """
        found = re.fullmatch(r"([a-z]+)-(0|[1-9][0-9]{0,17})", text)
        if found is None or found[1] not in set(ItemKind):
            raise BadInput(f"no item of the queue has the key {text[:40]!r}", "Begin at its head.")
        return cls(ItemKind(found[1]), int(found[2]))


@dataclass(frozen=True, slots=True)
class Because:
    """One reason why an item stands where it stands: a code, and what it speaks of.

    | Code | Speaks of |
    |---|---|
    | ``uncertain`` | `figure`: probability |
    | ``large`` | `figure`: records of the two clusters together, when more than 2 |
    | ``subject`` | one of them is a subject of the operation, or marked |
    | ``teaches`` | `text`: a level; `figure`: pairs judged there so far |
    | ``refused`` | `text`: why the engine refused the join |
    | ``left open`` | somebody was unsure |
    | ``two people`` | a decision to join needs a second person |
    | ``proposed`` | `text`: who proposed the join: a user, or a rule |
    | ``doubtful`` | `text`: birth date, gender, document or weight |
    | ``conflict`` | `text`: the decision that was refused |
    | ``disagreement`` | two reviewers answered differently |
    | ``second reading`` | it was chosen to be read again |
    """

    code: str
    text: str = ""
    figure: float | None = None


@dataclass(frozen=True, slots=True)
class QueueItem:
    """One thing to do.

    Attributes:
        kind: what it asks for.
        left, right: the records as single entities, under their clusters' canonical ids; for a
            `reading` under their own, since a cluster's would give the first answer away.
        because: why it stands where it stands, most telling first.
        number: of the candidate (`pair`, `cut`), of the event (`proposal`: for `confirm` and
            `decline`; `reading`: for `read_again`), or of the issue (for `settle`).
        probability, weight, reasons, not_compared: as in `CandidateView`; what the decider was
            shown for other kinds, None or empty where nothing was.
        unsure: whether somebody has looked and left it open.
        judgements: the decisions it is about, oldest first; empty for pairs and readings.
        statements: the values that put a join in doubt.
        wanted: the decision that was refused, or the second reader's answer.
        figures: for a doubt by weight: weight (bits) and probability, then and now.
        needs_two: whether a decision to join them needs a second person.
        token: changes with whatever the reader could notice of the item; see
            `hawkari.evidence.reviewing.state`.
    """

    kind: ItemKind
    left: EntityView
    right: EntityView
    because: tuple[Because, ...]
    number: int
    probability: float | None = None
    weight: float | None = None
    reasons: tuple[dict[str, Any], ...] = ()
    not_compared: tuple[str, ...] = ()
    unsure: bool = False
    judgements: tuple[JudgementView, ...] = ()
    statements: tuple[ValueView, ...] = ()
    wanted: str = ""
    figures: dict[str, float] = field(default_factory=dict)
    needs_two: bool = False
    token: str = ""

    @property
    def key(self) -> str:
        """Its name, e.g. ``pair-17``: the cursor for what comes after it."""
        return str(ItemKey(self.kind, self.number))


@dataclass(frozen=True, slots=True)
class ItemFilter:
    """Which items to show; empty: all.

    Attributes:
        kinds: only these.
        agencies: slugs; only pairs of records of exactly these agencies, one or two.
        reads: only pairs of which the reader reads a name on either side; see
            `priorities.languages_of`.

    The operation is the access's own: to see another's queue, open access for it.
    """

    kinds: frozenset[ItemKind] = frozenset()
    agencies: frozenset[str] = frozenset()
    reads: frozenset[str] = frozenset()

    def wants(self, kind: ItemKind) -> bool:
        """Whether items of a kind are shown."""
        return not self.kinds or kind in self.kinds

    def fits(self, left: EntityView, right: EntityView) -> bool:
        """Whether a pair that is no candidate is shown."""
        agencies = {one.agency for view in (left, right) for one in view.values}
        if self.agencies and agencies != self.agencies:
            return False
        return not self.reads or all(_reads(self.reads, view) for view in (left, right))

    @property
    def pairs(self) -> PairFilter:
        """The same for candidates."""
        both = self.wants(ItemKind.PAIR) and self.wants(ItemKind.CUT)
        cut = None if both else self.wants(ItemKind.CUT)
        return PairFilter(self.agencies, self.reads, cut)


def _reads(languages: frozenset[str], view: EntityView) -> bool:
    named = languages_of({one.value for one in view.values if one.prop_type == "name"})
    return not named or not languages.isdisjoint(named.split(","))
