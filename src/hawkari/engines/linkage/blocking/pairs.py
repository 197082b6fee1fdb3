"""Candidate pairs and the plan of how they came about."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from hawkari.engines.linkage.blocking.blocks import Blocks, blocks_of
from hawkari.engines.linkage.blocking.choosing import Chosen, choose
from hawkari.engines.linkage.blocking.entries import Columns
from hawkari.engines.linkage.blocking.keys import KeyTable, key_table
from hawkari.engines.linkage.blocking.rules import ALWAYS, RULES
from hawkari.engines.linkage.prepared import Prepared
from hawkari.engines.linkage.values import RulePlan

__all__ = [
    "BUDGET",
    "FIRST_TAKEN",
    "Candidates",
    "block_pairs",
    "block_tables",
    "candidates_of",
]

BUDGET = 15.0
"""Pairs a record that are compared at most, on average."""


@dataclass(frozen=True, slots=True)
class Candidates:
    """Candidate pairs as row numbers of the prepared records.

    Attributes:
        left: shape (p,), int64; smaller than `right`; pairs rise by left, then right.
        right: shape (p,), int64.
        rule: shape (p,), int64: index into `RULES` of the first rule that proposed the pair.
        rules: shape (p,), int64: bit k is set where rule k proposed the pair.
        plan: what each rule did.
    """

    left: NDArray[np.int64]
    right: NDArray[np.int64]
    rule: NDArray[np.int64]
    rules: NDArray[np.int64]
    plan: tuple[RulePlan, ...]

    def only(self, kept: NDArray[np.bool_]) -> "Candidates":
        """These pairs of them, shape (p,), in their order; the plan stays that of all."""
        columns = (self.left[kept], self.right[kept], self.rule[kept], self.rules[kept])
        return Candidates(*columns, self.plan)

    def proposed_by(self, *names: str) -> NDArray[np.bool_]:
        """Shape (p,): whether one of the rules of these names proposed the pair."""
        return (self.rules & _bits(names)) > 0


def _bits(names: Sequence[str] | frozenset[str]) -> int:
    return sum(1 << number for number, rule in enumerate(RULES) if rule.name in names)


FIRST_TAKEN = _bits(ALWAYS)
"""Bit k is set where the pairs of rule k are taken before all others."""


def block_pairs(prepared: Sequence[Prepared], *, budget: float = BUDGET) -> Candidates:
    """Candidate pairs of all rules, each once.

    Args:
        prepared: all records.
        budget: pairs a record, at most, on average.

    Cost: about linear in the records; see `docs/decisions`.
    """
    return block_tables(key_table(prepared), budget=budget)


def block_tables(table: KeyTable, *, budget: float = BUDGET) -> Candidates:
    """Candidate pairs of a key table.

    Args:
        table: of all records.
        budget: pairs a record, at most, on average.
    """
    columns = Columns(table)
    blocks = [blocks_of(rule, columns) for rule in RULES]
    columns.forget()
    most = int(budget * len(table))
    return candidates_of(blocks, choose(table, blocks, most=most, always=FIRST_TAKEN))


def candidates_of(blocks: Sequence[Blocks], chosen: Chosen) -> Candidates:
    """Pairs that were chosen, in their order, and the plan.

    Args:
        blocks: of each rule.
        chosen: of their pairs.
    """
    order = np.lexsort((chosen.right, chosen.left))
    rules = chosen.rules[order]
    # The lowest bit that is set: the first rule.
    rule = np.log2(rules & -rules).astype(np.int64)
    return Candidates(
        chosen.left[order].astype(np.int64),
        chosen.right[order].astype(np.int64),
        rule,
        rules,
        _plan(blocks, chosen, np.bincount(rule, minlength=len(RULES))),
    )


def _plan(
    blocks: Sequence[Blocks], chosen: Chosen, kept: NDArray[np.int64]
) -> tuple[RulePlan, ...]:
    return tuple(
        RulePlan(
            rule=rule.name,
            pairs=int(chosen.proposed[number]),
            added=int(chosen.added[number]),
            stopped=one.stopped,
            kept=int(kept[number]),
            cap=one.cap,
            stopped_pairs=one.cut,
        )
        for number, (rule, one) in enumerate(zip(RULES, blocks, strict=True))
    )
