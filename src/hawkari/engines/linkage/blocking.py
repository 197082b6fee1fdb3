"""Blocking: which pairs are worth comparing, by named rules with a budget.

Each rule gives a record some keys; two records that share a key of a rule are a candidate pair. A
key held by more records than the rule's cap is a *stop-value*: it proposes nothing, and is counted.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations

import duckdb
import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from hawkari.engines.linkage.preparing import Prepared
from hawkari.engines.linkage.values import RulePlan

__all__ = ["RULES", "Candidates", "block_pairs"]

# Rule and its cap: the most records that may share one key.
RULES: tuple[tuple[str, int], ...] = (
    ("same phone", 30),
    ("same identifier", 30),
    ("same day of birth, one name part", 50),
    ("birth year within one, two name parts", 60),
    ("three name parts", 40),
    ("same place of birth, two name parts", 30),
    ("two name parts", 12),
    ("same birth year, one name part", 8),
    ("one rare name part", 4),
)
(
    _PHONE,
    _IDENTIFIER,
    _DAY,
    _YEAR_TWO,
    _THREE,
    _PLACE_TWO,
    _TWO,
    _YEAR_ONE,
    _RARE,
) = range(len(RULES))


@dataclass(frozen=True, slots=True)
class Candidates:
    """Candidate pairs as row numbers of the prepared records.

    Attributes:
        left: shape (p,), int64; smaller than `right`.
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
        wanted = sum(1 << number for number, (name, _) in enumerate(RULES) if name in names)
        return (self.rules & wanted) > 0


def block_pairs(prepared: Sequence[Prepared]) -> Candidates:
    """Candidate pairs of all rules, each once, sorted by row numbers."""
    rules, keys, rows = [], [], []
    for row, one in enumerate(prepared):
        for rule, key in set(_keys_of(one)):
            rules.append(rule)
            keys.append(f"{one.family}\t{key}")
            rows.append(row)
    with duckdb.connect() as database:
        database.execute("SET threads TO 2")
        database.register(
            "block_key",
            pa.table(
                {
                    "rule": pa.array(rules, pa.int32()),
                    "block": pa.array(keys, pa.string()),
                    "id": pa.array(rows, pa.int64()),
                }
            ),
        )
        return _join(database)


def _join(database: duckdb.DuckDBPyConnection) -> Candidates:
    caps = " ".join(f"WHEN {rule} THEN {cap}" for rule, (_, cap) in enumerate(RULES))
    database.execute(
        "CREATE TABLE sized AS SELECT rule, block, count(*) AS held, "  # noqa: S608  own numbers
        f"count(*) > CASE rule {caps} END AS stopped FROM block_key GROUP BY rule, block"
    )
    database.execute(
        "CREATE TABLE proposed AS SELECT DISTINCT l.id AS l, r.id AS r, rule FROM block_key l "
        "JOIN sized USING (rule, block) JOIN block_key r USING (rule, block) "
        "WHERE held > 1 AND NOT stopped AND l.id < r.id"
    )
    pairs = database.execute(
        "SELECT l, r, min(rule) AS rule, CAST(bit_or(1 << rule) AS BIGINT) AS rules "
        "FROM proposed GROUP BY l, r ORDER BY l, r"
    ).fetchnumpy()
    proposed = dict(database.execute("SELECT rule, count(*) FROM proposed GROUP BY 1").fetchall())
    stopped = dict(
        database.execute("SELECT rule, count(*) FROM sized WHERE stopped GROUP BY 1").fetchall()
    )
    first = pairs["rule"].astype(np.int64)
    added = np.bincount(first, minlength=len(RULES))
    plan = tuple(
        RulePlan(name, proposed.get(rule, 0), int(added[rule]), stopped.get(rule, 0))
        for rule, (name, _) in enumerate(RULES)
    )
    left, right, rules = (pairs[column].astype(np.int64) for column in ("l", "r", "rules"))
    return Candidates(left, right, first, rules, plan)


def _keys_of(one: Prepared) -> Iterator[tuple[int, str]]:
    for phone in one.phones:
        yield _PHONE, phone
    for identifier in one.identifiers:
        yield _IDENTIFIER, identifier
    years = sorted({birth.year for birth in one.births})
    days = sorted(
        {
            f"{birth.year}-{min(birth.month, birth.day)}-{max(birth.month, birth.day)}"
            for birth in one.births
            if birth.is_full
        }
    )
    for keys in one.keys:
        parts = sorted(set(keys))
        for part in parts:
            yield _RARE, part
            yield from ((_DAY, f"{day} {part}") for day in days)
            yield from ((_YEAR_ONE, f"{year} {part}") for year in years)
        for two in map(" ".join, combinations(parts, 2)):
            yield _TWO, two
            # A year and the next: years within one of each other share a bucket.
            yield from ((_YEAR_TWO, f"{y} {two}") for year in years for y in (year, year + 1))
            yield from ((_PLACE_TWO, f"{place} {two}") for place in one.places)
        for three in combinations(parts, 3):
            yield _THREE, " ".join(three)
