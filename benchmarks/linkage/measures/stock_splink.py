"""Splink 5 as its documentation sets it up, on names put into Latin letters by ICU.

Names are compared by Jaro-Winkler: given names and the rest each in a column where records say
which is which (as Splink advises), else whole, tokens sorted, over the arrays of names; birth date,
phone, document, place and nationality beside them. Where all pairs are few, all are scored, so that
blocking costs this peer nothing; else by the rules that its users begin with. From a quarter of a
million records those rules are tightened, as its users do: they would propose hundreds of millions.
"""

import logging
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any, NamedTuple

import duckdb
import icu
import pyarrow as pa
import splink.comparison_level_library as levels
import splink.comparison_library as comparisons
from splink import DuckDBAPI, Linker, SettingsCreator, block_on

from hawkari.engines.linkage import Record

__all__ = [
    "Opened",
    "Predicted",
    "latin",
    "linker_of",
    "predict",
    "proposed",
    "registered",
    "scored",
    "train",
]

# As many pairs as are scored without blocking: 1,000 records.
_ALL_PAIRS = 500_000
_RULES = (
    block_on("phones", arrays_to_explode=["phones"]),
    block_on("documents", arrays_to_explode=["documents"]),
    block_on("dob", "substr(given, 1, 1)"),
    block_on("given", "rest", "year"),
    block_on("year", "substr(given, 1, 3)"),
)
# The same rules as keys: records that share one are a pair.
_KEYS = (
    "unnest(phones)",
    "unnest(documents)",
    "dob || substr(given, 1, 1)",
    "given || ' ' || rest || year",
    "year || substr(given, 1, 3)",
)
# A year and three letters, or a common default date and one, hold too many records there.
_MANY = 250_000
_TIGHT = (
    *_RULES[:2],
    block_on("dob", "substr(given, 1, 3)"),
    block_on("given", "rest", "year"),
    block_on("year", "given", "substr(rest, 1, 3)"),
)
_TRAINING = (block_on("dob"), block_on("given", "rest"))
_DETERMINISTIC = (
    block_on("given", "rest", "dob"),
    block_on("documents", arrays_to_explode=["documents"]),
)


@dataclass(frozen=True, slots=True)
class Predicted:
    """Scored pairs, most probable first: left id, right id, probability; and training trouble."""

    pairs: list[tuple[str, str, float]]
    trouble: tuple[str, ...]


@cache
def _transliterator() -> Any:
    return icu.Transliterator.createInstance("Any-Latin; Latin-ASCII; Lower")


def latin(text: str) -> str:
    """Lower-case Latin letters and single spaces."""
    return " ".join(re.sub(r"[^a-z ]+", " ", _transliterator().transliterate(text)).split())


def _folded(values: Iterable[str]) -> list[str]:
    return list(dict.fromkeys(filter(None, map(latin, values))))


def _values(record: Record, *properties: str) -> list[str]:
    return list(dict.fromkeys(v for p in properties for v in record.properties.get(p, ()) if v))


def _row(record: Record) -> dict[str, Any]:
    names = _folded(_values(record, "name", "alias", "previousName", "weakAlias"))
    dates = [date[:10] for date in _values(record, "birthDate")]
    first, _, rest = names[0].partition(" ") if names else ("", "", "")
    given = _folded(_values(record, "firstName")) or [first]
    family = _folded(_values(record, "lastName")) or [rest]
    return {
        "unique_id": record.id,
        "names": [" ".join(sorted(name.split())) for name in names] or None,
        "given": given[0] or None,
        "rest": family[0] or None,
        "dob": dates[0] if dates else None,
        "year": dates[0][:4] if dates else None,
        "dobs": dates or None,
        "years": list({date[:4] for date in dates}) or None,
        "phones": _values(record, "phone", "mobile") or None,
        "documents": _values(record, "idNumber", "passportNumber") or None,
        "places": _folded(_values(record, "birthPlace")) or None,
        "countries": _folded(_values(record, "nationality", "citizenship")) or None,
    }


_KINDS = {
    name: pa.list_(pa.string())
    for name in ("names", "dobs", "years", "phones", "documents", "places", "countries")
}


def _table(rows: Sequence[dict[str, Any]]) -> pa.Table:
    return pa.table(
        {
            column: pa.array([row[column] for row in rows], _KINDS.get(column, pa.string()))
            for column in rows[0]
        }
    )


def _names(records: Sequence[Record]) -> dict[str, Any]:
    """Comparisons of names by their column."""
    if sum("firstName" in one.properties for one in records) * 2 > len(records):
        return {
            part: comparisons.JaroWinklerAtThresholds(part, [0.92, 0.8])
            for part in ("given", "rest")
        }
    whole = comparisons.PairwiseStringDistanceFunctionAtThresholds
    return {"names": whole("names", "jaro_winkler", [0.98, 0.92, 0.88, 0.8])}


def _settings(records: Sequence[Record], table: pa.Table) -> SettingsCreator:
    birth = comparisons.CustomComparison(
        output_column_name="dobs",
        comparison_levels=[
            levels.NullLevel("dobs"),
            levels.ArrayIntersectLevel("dobs"),
            levels.PairwiseStringDistanceFunctionLevel("dobs", "levenshtein", 1),
            levels.ArrayIntersectLevel("years"),
            levels.ElseLevel(),
        ],
    )
    alike = comparisons.PairwiseStringDistanceFunctionAtThresholds
    wanted = {
        **_names(records),
        "dobs": birth,
        "phones": comparisons.ArrayIntersectAtSizes("phones", [1]),
        "documents": comparisons.ArrayIntersectAtSizes("documents", [1]),
        "places": alike("places", "jaro_winkler", [0.9]),
        "countries": comparisons.ArrayIntersectAtSizes("countries", [1]),
    }
    few = len(table) * (len(table) - 1) // 2 <= _ALL_PAIRS
    rules = _RULES if len(table) < _MANY else _TIGHT
    return SettingsCreator(
        link_type="dedupe_only",
        comparisons=[one for name, one in wanted.items() if table[name].null_count < len(table)],
        blocking_rules_to_generate_predictions=["1=1"] if few else list(rules),
        retain_intermediate_calculation_columns=False,
        retain_matching_columns=False,
    )


class Opened(NamedTuple):
    """A database of Splink's, its linker, and its handle of the records."""

    api: Any
    linker: Any
    frame: Any


def linker_of(records: Sequence[Record]) -> Opened:
    """Its linker over the records, untrained."""
    table = _table([_row(record) for record in records])
    api = DuckDBAPI()
    # Splink 5.0.0 writes its array levels with the arrow that DuckDB 2 takes only when told.
    api._con.execute("SET lambda_syntax = 'ENABLE_SINGLE_ARROW'")
    frame = api.register(table)
    linker = Linker(frame, _settings(records, table))
    logging.getLogger("splink").setLevel(logging.ERROR)
    return Opened(api, linker, frame)


def registered(api: Any, records: Sequence[Record]) -> Any:
    """Its handle of further records."""
    return api.register(_table([_row(record) for record in records]))


def train(
    linker: Any, *, deterministic: Sequence[Any] = _DETERMINISTIC, rules: Sequence[Any] = _TRAINING
) -> tuple[str, ...]:
    """Its documented training without labels; what went wrong in it."""
    linker.training.estimate_probability_two_random_records_match(list(deterministic), recall=0.5)
    linker.training.estimate_u_using_random_sampling(max_pairs=2_000_000, seed=1)
    trouble = []
    for rule in rules:
        try:
            linker.training.estimate_parameters_using_expectation_maximisation(rule)
        except Exception as error:  # noqa: BLE001  Splink raises several kinds where too little is seen
            trouble.append(f"{type(error).__name__}: {str(error).splitlines()[0]}")
    return tuple(trouble)


def scored(api: Any, linker: Any, *, least: float = 0.0) -> list[tuple[str, str, float]]:
    """Scored pairs of at least a probability, most probable first."""
    found = linker.inference.predict(warning_mode="never").physical_name
    rows: list[tuple[str, str, float]] = api._con.execute(
        "SELECT unique_id_l, unique_id_r, match_probability FROM "
        f"{found} WHERE match_probability >= {least} ORDER BY 3 DESC, 1, 2"
    ).fetchall()
    return rows


def predict(records: Sequence[Record], *, least: float = 0.0) -> Predicted:
    """Train on the records without labels, and score every proposed pair of at least `least`."""
    api, linker, _ = linker_of(records)
    trouble = train(linker)
    return Predicted(scored(api, linker, least=least), trouble)


def proposed(records: Sequence[Record]) -> set[tuple[str, str]]:
    """Pairs that its users' first blocking rules propose, each in the order of its ids."""
    with duckdb.connect() as database:
        database.register("rows", _table([_row(record) for record in records]))
        keys = " UNION ".join(
            f"SELECT unique_id AS id, {number} AS rule, {key} AS value FROM rows"
            for number, key in enumerate(_KEYS)
        )
        return set(
            database.execute(
                f"WITH keys AS ({keys}) SELECT DISTINCT l.id, r.id FROM keys l "
                "JOIN keys r USING (rule, value) WHERE l.id < r.id"
            ).fetchall()
        )
