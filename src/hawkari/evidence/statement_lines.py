"""Statements as FollowTheMoney entities, one JSON object a line, each line with its marking.

The form that `loaders.followthemoney_lines` reads: values of an entity with another grade, handling
or source stand on a line of their own under the same id, which `ftm aggregate` puts together.
"""

from collections import defaultdict
from collections.abc import Collection, Mapping
from typing import Any

from django.db.models import Q

from hawkari.evidence.access import Access, visible_to
from hawkari.evidence.bulk import in_ids, in_list
from hawkari.evidence.entities.links import DATES
from hawkari.evidence.grading.fields import to_fields
from hawkari.evidence.grading.stored import stored_markings
from hawkari.evidence.identities import clusters_of

__all__ = ["LineOf", "entity_lines", "with_dates"]

LineOf = dict[str, Any]
"""One line: ``id``, ``schema``, ``properties``, ``datasets``, ``marking``, and ``last_seen``."""
COLUMNS = ("entity_id", "schema", "prop", "prop_type", "value", "source__slug", "seen")


def with_dates(access: Access, numbers: Collection[int], *, until: str = "") -> set[int]:
    """Some statements with the dates of the calls, payments and other links among them.

    Args:
        access: whose sight counts; what is hidden from them is left out.
        numbers: of the statements.
        until: ISO day; links that are dated, and all of them later, are left out with what is
            stated of them. Empty leaves none out.
    """
    given = visible_to(access).filter(pk__in=in_ids(sorted(numbers)))
    entities = dict(given.values_list("pk", "entity_id"))
    dated = visible_to(access).filter(
        entity_id__in=in_list(sorted(set(entities.values()))), prop__in=DATES
    )
    first: dict[str, str] = {}
    dates: dict[int, str] = {}
    for pk, entity_id, value in dated.values_list("pk", "entity_id", "value"):
        dates[pk] = entity_id
        first[entity_id] = min(value, first.get(entity_id, value))
    later = {one for one, day in first.items() if until and day[: len(until)] > until}
    return {pk for pk, entity_id in (entities | dates).items() if entity_id not in later}


def entity_lines(access: Access, numbers: Collection[int]) -> list[LineOf]:
    """Some statements as lines, by canonical ids; in order of ids, then of what is said.

    A value that refers to what the access may not see is left out. Not audited: for services that
    do so.

    Args:
        access: whose sight counts; what is hidden from them is left out.
        numbers: of the statements.
    """
    visible = visible_to(access).filter(Q(pk__in=in_ids(sorted(numbers))))
    rows = list(visible.order_by("pk").values_list("part__marking", *COLUMNS))
    refers = {row[5] for row in rows if row[4] == "entity"}
    head = clusters_of(access, {row[1] for row in rows} | refers).head
    values: dict[tuple[str, str, int, str, str], dict[str, list[str]]] = defaultdict(dict)
    for marking, entity_id, schema, prop, kind, value, source, seen in rows:
        said = head.get(value) if kind == "entity" else value
        if said is None or entity_id not in head:
            continue
        stated = values[head[entity_id], schema, marking, source, seen].setdefault(prop, [])
        if said not in stated:
            stated.append(said)
    markings = stored_markings({key[2] for key in values}, by_name=True)
    fields = {number: to_fields(one) for number, one in markings.items()}
    return [_line(key, values[key], fields) for key in sorted(values)]


def _line(
    key: tuple[str, str, int, str, str],
    properties: dict[str, list[str]],
    fields: Mapping[int, dict[str, Any]],
) -> LineOf:
    canonical, schema, marking, source, seen = key
    return {
        "id": canonical,
        "schema": schema,
        "properties": properties,
        "datasets": [source],
        **({"last_seen": seen} if seen else {}),
        "marking": fields[marking],
    }
