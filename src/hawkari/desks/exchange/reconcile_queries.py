"""What a reconciliation client sends, read from the JSON in its form; W3C Reconciliation 0.2."""

import json
from collections.abc import Mapping
from typing import Any

from hawkari.desks.exchange.services.reconciling import MOST_CELLS, MOST_ROWS, Cell
from hawkari.errors import BadInput

__all__ = ["USUAL", "read_cells", "read_extension"]

USUAL = 5
MOST_EACH = 50
LONGEST = 2_000_000
REMEDY = "See the Reconciliation Service API 0.2 for what is allowed."


def read_cells(text: str) -> dict[str, Cell]:
    """A batch of queries.

    Raises:
        BadInput: if it is no such batch, or too long.
    """
    given = _object(text)
    if len(given) > MOST_CELLS:
        raise BadInput(f"there are {len(given)} queries", f"Send {MOST_CELLS} at most.")
    return {key: _cell(key, one) for key, one in given.items()}


def _object(text: str) -> dict[str, Any]:
    if len(text) > LONGEST:
        raise BadInput("the request is too long", "Send fewer queries at once.")
    try:
        given = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise BadInput("this is no JSON", REMEDY) from error
    if not isinstance(given, dict):
        raise BadInput("this is no JSON object", REMEDY)
    return given


def _cell(key: str, given: object) -> Cell:
    if not isinstance(given, dict):
        raise BadInput(f"the query {key!r} is no object", REMEDY)
    text, limit = given.get("query", ""), given.get("limit", USUAL)
    if not isinstance(text, str | int | float) or isinstance(text, bool):
        raise BadInput(f"the query {key!r} asks for no text", REMEDY)
    if not isinstance(limit, int | float) or isinstance(limit, bool) or limit != limit:  # noqa: PLR0124  NaN
        raise BadInput(f"the limit of {key!r} is no number", REMEDY)
    most = int(min(max(limit, 0), MOST_EACH))
    return Cell(str(text), _type(key, given.get("type")), _properties(key, given), most or USUAL)


def _type(key: str, given: object) -> str:
    """The first of the types; an object has it under ``id``."""
    first = given[0] if isinstance(given, list) and given else given
    found = first.get("id") if isinstance(first, dict) else first
    if found is None or found == []:
        return ""
    if not isinstance(found, str):
        raise BadInput(f"the type of {key!r} is no text", REMEDY)
    return found


def _properties(key: str, given: Mapping[str, Any]) -> dict[str, list[str]]:
    stated = given.get("properties") or []
    if not isinstance(stated, list) or not all(isinstance(one, dict) for one in stated):
        raise BadInput(f"the properties of {key!r} are no list of objects", REMEDY)
    found: dict[str, list[str]] = {}
    for one in stated:
        pid = one.get("pid")
        if not isinstance(pid, str):
            raise BadInput(f"a property of {key!r} has no pid", REMEDY)
        values = one.get("v")
        listed = values if isinstance(values, list) else [values]
        found.setdefault(pid, []).extend(text for value in listed if (text := _text(value)))
    return found


def _text(value: object) -> str:
    if isinstance(value, dict):
        value = value.get("name") or value.get("id") or ""
    return "" if value is None or isinstance(value, dict | list) else str(value)


def read_extension(text: str) -> tuple[list[str], list[str]]:
    """A data extension query: ids of entities, and ids of properties.

    Raises:
        BadInput: if it is no such query, or too long.
    """
    given = _object(text)
    ids, props = given.get("ids"), given.get("properties")
    if not isinstance(ids, list) or not all(isinstance(one, str) for one in ids):
        raise BadInput("ids are no list of texts", REMEDY)
    if len(ids) > MOST_ROWS:
        raise BadInput(f"there are {len(ids)} rows", f"Send {MOST_ROWS} at most.")
    if not isinstance(props, list):
        raise BadInput("properties are no list", REMEDY)
    names = [one.get("id") if isinstance(one, dict) else None for one in props]
    if not all(isinstance(one, str) for one in names):
        raise BadInput("a property has no id", REMEDY)
    return ids, [str(one) for one in names]
