"""Blocking: which pairs are worth comparing, by named rules with a budget.

Each rule gives a record keys; two records that share a key of a rule are proposed. A key that too
many records hold is a *stop-value*: it proposes nothing, and is counted. Of all pairs proposed, the
budget takes those that a cheap weight ranks highest.

`block_pairs` gives the pairs of prepared records and the plan: what each rule did. `stop_values`
says which values too many records hold. For later records, keep the `KeyIndex` of the old ones, and
ask `block_new` for the pairs that touch a new one.
"""

from hawkari.engines.linkage.blocking.keys import KeyTable, key_table
from hawkari.engines.linkage.blocking.lookup import KeyIndex, block_new, held_in, index_of, keys_of
from hawkari.engines.linkage.blocking.pairs import (
    BUDGET,
    Candidates,
    block_pairs,
    block_tables,
)
from hawkari.engines.linkage.blocking.rules import RULES, Rule
from hawkari.engines.linkage.blocking.stops import StopValue, stop_values

__all__ = [
    "BUDGET",
    "RULES",
    "Candidates",
    "KeyIndex",
    "KeyTable",
    "Rule",
    "StopValue",
    "block_new",
    "block_pairs",
    "block_tables",
    "held_in",
    "index_of",
    "key_table",
    "keys_of",
    "stop_values",
]
