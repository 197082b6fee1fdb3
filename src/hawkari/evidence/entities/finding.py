"""Statements that a query may mean: by identifier, by name in any script, by a name's beginning.

Each step is a query over what the viewer may see, joined to the search keys.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import reduce
from operator import or_
from typing import TYPE_CHECKING, Any

from django.db import connection
from django.db.models import CharField, Lookup, Q, QuerySet
from followthemoney import model

from hawkari.engines import names
from hawkari.evidence.access import Access, visible_to
from hawkari.evidence.bulk import in_list
from hawkari.evidence.models import Statement
from hawkari.evidence.phone_forms import as_phones
from hawkari.evidence.search_keys import address_key, identifier_key, name_keys

__all__ = ["Found", "How", "find_beginnings", "find_identifiers", "find_names"]

if TYPE_CHECKING:
    AnyLookup = Lookup[Any]
else:
    AnyLookup = Lookup

ENOUGH = 3000
ENOUGH_BEGINNINGS = 500
LEAST_PROBABILITY = 0.05


Row = tuple[str, str, str, str, str]
Rows = QuerySet[Statement, Row]


class How(StrEnum):
    """How a hit was found, best first."""

    IDENTIFIER = "identifier"
    NAME = "name"
    BEGINNING = "beginning"


@dataclass(frozen=True, slots=True)
class Found:
    """One statement that answers a query.

    `probability` (0-1) is that of the two names being one person's, 1 for an identifier.
    """

    entity_id: str
    schema: str
    prop: str
    value: str
    source: str
    how: How
    probability: float


def find_identifiers(access: Access, query: str) -> list[Found]:
    """Statements whose identifier is the query, whatever its punctuation; phones in any format.

    A document or account kept as an entity of its own leads to its holder.
    """
    keys = {identifier_key(query), address_key(query), *map(identifier_key, as_phones(query))}
    rows = _rows(visible_to(access).filter(search_keys__key__in=sorted(keys - {""})))
    things, others = [], {}
    for row in rows:
        if _is_thing(row[1]):
            things.append(Found(*row, How.IDENTIFIER, 1.0))
        else:
            others[row[0]] = row
    return things + _holders(access, others)


def _rows(statements: QuerySet[Statement]) -> Rows:
    columns = ("entity_id", "schema", "prop", "value", "source__slug")
    return statements.values_list(*columns).distinct()


def _is_thing(schema: str) -> bool:
    found = model.get(schema)
    return found is not None and found.is_a("Thing")


def _holders(access: Access, held: dict[str, Row]) -> list[Found]:
    if not held:
        return []
    statements = visible_to(access).filter(entity_id__in=in_list(list(held)), prop="holder")
    found = []
    for entity_id, holder in statements.values_list("entity_id", "value"):
        _, schema, prop, value, source = held[entity_id]
        found.append(Found(holder, schema, prop, value, source, How.IDENTIFIER, 1.0))
    return found


def find_names(access: Access, query: str) -> list[Found]:
    """Names that may be the query's, in any script, with their probability."""
    keys = _selective(access, name_keys(query))
    if not keys:
        return []
    rows = list(_rows(visible_to(access).filter(search_keys__key__in=keys))[:ENOUGH])
    return [
        Found(*row, How.NAME, probability)
        for row, probability in _compared(query, rows)
        if probability >= LEAST_PROBABILITY
    ]


def _compared(query: str, rows: Sequence[Row]) -> list[tuple[Row, float]]:
    values = sorted({row[3] for row in rows})
    scores = names.compare_many([query] * len(values), values)
    by_value = dict(zip(values, (float(score) for score in scores), strict=True))
    return [(row, by_value[row[3]]) for row in rows]


def _selective(access: Access, keys: Sequence[str]) -> list[str]:
    """The rarest of some keys, together under `ENOUGH` visible statements; at least one of them.

    A key such as that of محمد alone proposes a good part of the store, and weakly. Only what the
    viewer may see is counted, or what is found would tell of what is hidden.
    """
    held = {key: count for key in keys if (count := _held(access, key))}
    chosen, total = list[str](), 0
    for key in sorted(held, key=lambda key: (held[key], key)):
        total += held[key]
        if chosen and total > ENOUGH:
            break
        chosen.append(key)
    return chosen


def _held(access: Access, key: str) -> int:
    """How many visible statements have a key; counted no further than matters."""
    return visible_to(access).filter(search_keys__key=key)[: ENOUGH + 1].count()


def find_beginnings(access: Access, query: str) -> list[Found]:
    """Names with a word that begins like the query's last word, in any script."""
    starts = [_beginning_with(f"n{key}") for key in names.beginning_keys(query)]
    if not starts:
        return []
    beginning = reduce(or_, starts)
    # Visible ones are taken from, or hidden ones would crowd them out and so tell of themselves.
    found = visible_to(access).filter(beginning).order_by("search_keys__key", "pk")
    rows = _rows(visible_to(access).filter(pk__in=found.values("pk")[:ENOUGH_BEGINNINGS]))
    starting = [row for row in rows if names.begins(query, row[3])]
    return [Found(*row, How.BEGINNING, score) for row, score in _compared(query, starting)]


def _beginning_with(start: str) -> Q:
    """Keys that begin so: each database has its own way to use an index for that.

    On PostgreSQL not LIKE, which row-level security keeps from the index: it might tell of values.
    """
    end = start + "\U0010ffff"
    if connection.vendor == "postgresql":
        return Q(search_keys__key__bytes_from=start, search_keys__key__bytes_before=end)
    return Q(search_keys__key__gte=start, search_keys__key__lt=end)


class _BytesFrom(AnyLookup):
    """At or behind a text in the order of its bytes, as the index on beginnings is kept."""

    lookup_name = "bytes_from"
    operator = "~>=~"

    def as_sql(self, compiler: Any, connection: Any) -> tuple[str, Any]:
        left, left_parameters = self.process_lhs(compiler, connection)
        right, right_parameters = self.process_rhs(compiler, connection)
        return f"{left} {self.operator} {right}", [*left_parameters, *right_parameters]


class _BytesBefore(_BytesFrom):
    """Before a text in the order of its bytes."""

    lookup_name = "bytes_before"
    operator = "~<~"


CharField.register_lookup(_BytesFrom)
CharField.register_lookup(_BytesBefore)
