"""Values of the linkage engine: records in, scored pairs and clusters out."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

__all__ = [
    "Cut",
    "GuardFinding",
    "Judged",
    "Linkage",
    "Reason",
    "Record",
    "RulePlan",
    "ScoredPair",
    "UnreadValue",
]


@dataclass(frozen=True, slots=True)
class Record:
    """One entity as one source states it.

    Attributes:
        id: unique over all records of a run.
        schema: a FollowTheMoney schema, e.g. `Person`.
        source: the dataset; records of one source are linked too, but seldom are one person.
        properties: FollowTheMoney property names to values, in any script.
    """

    id: str
    schema: str
    source: str
    properties: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class UnreadValue:
    """A value that could not be read and was left aside; the rest of its record was compared.

    Attributes:
        record: its id.
        prop: the FollowTheMoney property.
        value: as written.
        why: in words.
    """

    record: str
    prop: str
    value: str
    why: str


@dataclass(frozen=True, slots=True)
class Reason:
    """What one comparison says of a pair.

    Attributes:
        comparison: e.g. `name`, `birth date`.
        level: what was found, in words, e.g. `day and month swapped`.
        weight: match weight in bits, log2(m / u); negative counts against a match.
        left: the value of the left record that was compared, as written.
        right: the value of the right record.
    """

    comparison: str
    level: str
    weight: float
    left: str
    right: str


@dataclass(frozen=True, slots=True)
class ScoredPair:
    """A candidate pair with its score.

    Attributes:
        left: id of one record; sorts before `right`.
        right: id of the other.
        weight: match weight in bits: the prior's and every reason's together.
        probability: of being one entity, 0–1, given the weight.
        reasons: one for each comparison both records could take part in, strongest first.
        rule: the first blocking rule that proposed the pair.
    """

    left: str
    right: str
    weight: float
    probability: float
    reasons: tuple[Reason, ...]
    rule: str


@dataclass(frozen=True, slots=True)
class Judged:
    """A live judgement on a pair: `same` binds it, not `same` keeps it apart."""

    left: str
    right: str
    same: bool


@dataclass(frozen=True, slots=True)
class RulePlan:
    """What one blocking rule does.

    Attributes:
        rule: its name.
        pairs: pairs that it proposes.
        added: those of them that no rule before it had.
        stopped: values or groups of values that too many records hold; they propose nothing.
        kept: pairs added that the budget keeps.
        cap: most records that may hold one of its values in this run.
        stopped_pairs: pairs of the stopped ones, each as often as it stands in them.
    """

    rule: str
    pairs: int
    added: int
    stopped: int
    kept: int = 0
    cap: int = 0
    stopped_pairs: int = 0


@dataclass(frozen=True, slots=True)
class Cut:
    """A joining that was refused, and why; such a pair belongs in review.

    Attributes:
        left: id of one record of the pair that would have been joined.
        right: id of the other.
        why: one of a few kinds, in words, e.g. `contradicting dates of birth`.
        between: the two records that contradict one another, members of the two groups (they may be
            other records than `left` and `right`); empty where the pairs speak against it together.
        values: what each of the two states, as read; empty where nothing single was compared.
        chain: of contradictory judgements: the records that judgements hold to be one, end to end.
    """

    left: str
    right: str
    why: str
    between: tuple[str, ...] = ()
    values: tuple[str, ...] = ()
    chain: tuple[str, ...] = ()

    @property
    def words(self) -> str:
        """One line for a list: `conflict: …`, with the evidence."""
        if self.chain:
            ends = f"{self.between[0]} is judged different from {self.between[1]}"
            return f"conflict: {self.why}: {' = '.join(self.chain)}, but {ends}"
        shown = self.between
        if self.values:
            stated = zip(self.values, self.between, strict=True)
            shown = tuple(f"{value} ({one})" for value, one in stated)
        return f"conflict: {self.why}" + (f": {' and '.join(shown)}" if shown else "")


@dataclass(frozen=True, slots=True)
class GuardFinding:
    """What the guard after training found at one level of one comparison, and what it did."""

    comparison: str
    level: str
    finding: str


@dataclass(frozen=True, slots=True)
class Linkage:
    """Result of a run.

    Attributes:
        pairs: candidate pairs of at least .001 probability, highest weight first, ties by id; each
            is built with its reasons when it is looked at.
        clusters: every record's id to the name of its cluster, which is its smallest member's id.
        cuts: joinings refused.
        plan: blocking rules in order.
        parameters: `version`, `trained` (how), `prior`, m and u of every level, `join_at`, and
            `expected_precision` (mean probability of the pairs joined, None where none was).
        guard: findings after training; empty when the training was sound.
        unread: values that could not be read and were left aside, by record.
    """

    pairs: Sequence[ScoredPair]
    clusters: dict[str, str]
    cuts: tuple[Cut, ...]
    plan: tuple[RulePlan, ...]
    parameters: dict[str, Any]
    guard: tuple[GuardFinding, ...]
    unread: tuple[UnreadValue, ...] = ()
