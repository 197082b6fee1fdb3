"""Blocking, comparing and scoring on Spark: the same pairs, levels and weights as in one process.

Records are prepared, and pairs compared, by Arrow functions (`spark_parts`); Spark counts, groups
and joins whole numbers, and compares no text. What must be known of all records (how rare a value
is, which blocks are too large, where the budget ends) is counted by Spark and told to its workers.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

import numpy as np
import pyarrow as pa

from hawkari.engines.linkage.backends import open_session
from hawkari.engines.linkage.blocking import BUDGET, RULES, Candidates
from hawkari.engines.linkage.blocking.blocks import cap_of
from hawkari.engines.linkage.blocking.choosing import TIE_BITS
from hawkari.engines.linkage.blocking.rules import ALWAYS
from hawkari.engines.linkage.comparing import Levels
from hawkari.engines.linkage.distinct import rows_of_codes
from hawkari.engines.linkage.spark_parts import Told, compared, counted, keyed, ranked, told_of
from hawkari.engines.linkage.stores import text_of
from hawkari.engines.linkage.values import Record, RulePlan

__all__ = ["OnSpark", "compare_on_spark", "levels_frame", "records_frame"]

_ALWAYS = sum(1 << number for number, rule in enumerate(RULES) if rule.name in ALWAYS)


@dataclass(frozen=True, slots=True)
class OnSpark:
    """Candidate pairs with their levels, on Spark.

    Attributes:
        levels: a frame `left, right, rules, code, best_l, best_r`, worked out when it is read; see
            `spark_parts.compared`.
        plan: of blocking; how many pairs each rule kept is not yet known.
        told: what was counted over all records.
    """

    levels: Any
    plan: tuple[RulePlan, ...]
    told: Told


@dataclass(frozen=True, slots=True)
class _Stopped:
    """Of one rule: the largest block that proposes, and what is stopped."""

    cap: int
    blocks: int
    pairs: int


def records_frame(records: Sequence[Record]) -> Any:
    """Records as a frame `row, text`, rows counted from 0 in their order."""
    table = pa.table(
        {
            "row": pa.array(np.arange(len(records)), pa.int64()),
            "text": pa.array([text_of(one) for one in records], pa.string()),
        }
    )
    return open_session().createDataFrame(table)


def compare_on_spark(records: Sequence[Record]) -> tuple[Candidates, Levels]:
    """Candidate pairs of all records and their levels, as `block_pairs` and `compare_pairs` do.

    Args:
        records: in the order of their ids.

    Returns:
        All candidates; levels of names are missing where the rest contradicts.
    """
    on_spark = levels_frame(records_frame(records), len(records))
    found = on_spark.levels.toArrow()
    left, right, rules, code, best_l, best_r = (
        found[name].to_numpy() for name in ("left", "right", "rules", "code", "best_l", "best_r")
    )
    order = np.lexsort((right, left))
    rules = rules[order]
    rule = np.log2(rules & -rules).astype(np.int64)
    kept = np.bincount(rule, minlength=len(RULES)).tolist()
    candidates = Candidates(
        left[order],
        right[order],
        rule,
        rules,
        tuple(_told(one, count) for one, count in zip(on_spark.plan, kept, strict=True)),
    )
    best = np.stack([best_l, best_r], axis=1)[order].astype(np.int32)
    return candidates, Levels(rows_of_codes(code[order]), best)


def _told(plan: RulePlan, kept: int) -> RulePlan:
    return RulePlan(
        plan.rule, plan.pairs, plan.added, plan.stopped, kept, plan.cap, plan.stopped_pairs
    )


def levels_frame(records: Any, count: int) -> OnSpark:
    """Candidate pairs of records with their levels.

    Args:
        records: a frame `row, text`, rows rising with the ids.
        count: how many records there are.
    """
    from pyspark.sql import functions as f  # noqa: PLC0415  optional

    records = records.persist()
    counts = records.mapInArrow(counted, "kind int, number long, held long")
    summed = counts.groupBy("kind", "number").agg(f.sum("held").alias("held"))
    told = told_of(summed.toArrow(), count)
    keys = records.mapInArrow(partial(keyed, told=told), "rule int, key long, row long").persist()
    live, stopped = _live(keys, count)
    proposed = _proposed(keys, live).persist()
    plan = _plan(proposed, stopped)
    ranks = _beside(proposed, records).mapInArrow(
        partial(ranked, told=told, always=_ALWAYS), "left long, right long, rules long, rank long"
    )
    chosen = _within(ranks.persist(), int(BUDGET * count))
    levels = _beside(chosen, records).mapInArrow(
        partial(compared, told=told),
        "left long, right long, rules long, code long, best_l int, best_r int",
    )
    return OnSpark(levels, plan, told)


def _live(keys: Any, count: int) -> tuple[Any, list[_Stopped]]:
    """Blocks that propose pairs, `rule, key`, and what each rule stops."""
    from pyspark.sql import functions as f  # noqa: PLC0415  optional

    sizes = keys.groupBy("rule", "key").agg(f.count("*").alias("held")).where("held > 1").persist()
    many = sizes.groupBy("rule", "held").agg(f.count("*").alias("blocks")).toArrow()
    rules, held, blocks = (many[name].to_numpy() for name in ("rule", "held", "blocks"))
    stopped = []
    for number, rule in enumerate(RULES):
        size, times = held[rules == number], blocks[rules == number]
        pairs = times * (size * (size - 1) // 2)
        cap = cap_of(size, pairs, most=rule.most, quota=int(rule.quota * count))
        over = size > cap
        stopped.append(
            _Stopped(
                cap if len(size) else rule.most, int(times[over].sum()), int(pairs[over].sum())
            )
        )
    caps = " ".join(f"WHEN {number} THEN {one.cap}" for number, one in enumerate(stopped))
    return sizes.where(f"held <= CASE rule {caps} END").select("rule", "key"), stopped


def _proposed(keys: Any, live: Any) -> Any:
    """All pairs that share a block, `left, right, rules`, each once."""
    from pyspark.sql import functions as f  # noqa: PLC0415  optional

    standing = keys.join(live, ["rule", "key"])
    one = standing.withColumnRenamed("row", "left")
    other = standing.withColumnRenamed("row", "right")
    together = one.join(other, ["rule", "key"]).where("left < right")
    bit = f.expr("shiftleft(1L, rule)")
    return together.groupBy("left", "right").agg(f.bit_or(bit).alias("rules"))


def _plan(proposed: Any, stopped: Sequence[_Stopped]) -> tuple[RulePlan, ...]:
    counted_by = proposed.groupBy("rules").count().toArrow()
    rules, times = counted_by["rules"].to_numpy(), counted_by["count"].to_numpy()
    first = rules & -rules
    return tuple(
        RulePlan(
            rule=rule.name,
            pairs=int(times[(rules >> number) & 1 == 1].sum()),
            added=int(times[first == 1 << number].sum()),
            stopped=stopped[number].blocks,
            kept=0,
            cap=stopped[number].cap,
            stopped_pairs=stopped[number].pairs,
        )
        for number, rule in enumerate(RULES)
    )


def _beside(pairs: Any, records: Any) -> Any:
    """Pairs with the texts of both records; those of one left record near one another."""
    left = records.withColumnRenamed("row", "left").withColumnRenamed("text", "text_l")
    right = records.withColumnRenamed("row", "right").withColumnRenamed("text", "text_r")
    return pairs.join(left, "left").join(right, "right").sortWithinPartitions("left")


def _within(ranks: Any, most: int) -> Any:
    """The pairs of highest rank, `left, right, rules`, up to a number."""
    unit = f"shiftright(rank, {TIE_BITS})"
    many = ranks.selectExpr(f"{unit} AS unit").groupBy("unit").count().toArrow()
    units, times = (many[name].to_numpy() for name in ("unit", "count"))
    order = np.argsort(-units)
    room = most - np.cumsum(times[order])
    pairs = ranks.select("left", "right", "rules")
    if len(units) == 0 or room[-1] >= 0:
        return pairs
    at = int(np.argmax(room < 0))
    least, left_over = int(units[order][at]), int(room[at] + times[order][at])
    above = ranks.where(f"{unit} > {least}")
    tied = ranks.where(f"{unit} = {least}").orderBy("rank", ascending=False).limit(left_over)
    return above.unionByName(tied).select("left", "right", "rules")
