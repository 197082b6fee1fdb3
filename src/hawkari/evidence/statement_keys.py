"""What makes two statements the same: the key that stands in their row."""

import hashlib
from typing import Any

from hawkari.errors import BadInput
from hawkari.evidence.rows import StatementRow

__all__ = ["key_start", "statement_key"]

SEPARATOR = "\x1f"


def key_start(source: str, slot: str, marking: str) -> Any:
    """The digest over what goes before a row's own fields.

    Args:
        source: slug.
        slot: of the load.
        marking: key of the row's marking.
    """
    text = SEPARATOR.join((source, slot, marking))
    return hashlib.blake2b(text.encode(), digest_size=16)


def statement_key(start: Any, row: StatementRow) -> str:
    """The key of a statement, from what `key_start` gave; see `Statement.key`.

    Raises:
        BadInput: if the row cannot be stored alike on every database.
    """
    text = SEPARATOR.join((
        "", row.entity_id, row.schema, row.prop, row.value, row.original_value, row.lang, row.seen,
    ))  # fmt: skip
    problem = _unfit(row, text)
    hasher = start.copy()
    try:
        hasher.update(text.encode())
    except UnicodeEncodeError:
        problem = "the value holds half a character (a lone surrogate)"
    if problem:
        raise BadInput(problem, "Give the value in another form.", where=(row.row, row.prop))
    return str(hasher.hexdigest())


def _unfit(row: StatementRow, text: str) -> str:
    """Why a row cannot be stored alike on every database; empty if it can."""
    if "\x00" in text:
        return "the value holds a NUL character"
    if len(row.entity_id) > 200 or len(row.row) > 80 or len(row.seen) > 32 or len(row.lang) > 12:
        return "the id, row, date or language is too long"
    return ""
