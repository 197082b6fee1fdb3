"""An audit entry as bytes: what its leaf hash covers, for every version that was ever written.

A version's fields and form never change, so that old entries stay verifiable; new fields make a
new version.

- Version 1: a JSON object of its fields, keys sorted, no blanks, UTF-8; `at` as
  ``2026-11-26T05:25:16.123456+00:00``.
- Version 2: a JSON array of its fields in order, no blanks, UTF-8; `at` in UTC as
  ``2026-11-26 05:25:16.123456``; `object_ids` and `detail` as JSON text inside a string, so that
  no two entries have the same bytes.
"""

import json
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any

import orjson

from hawkari.engines.merkle import leaf_hash

__all__ = ["FIELDS", "VERSION", "entry_bytes", "hash_entry", "json_text", "plain", "row_bytes"]

VERSION = 2
FIELDS: dict[int, tuple[str, ...]] = {
    1: (
        "seq", "at", "act", "actor", "agency", "operation", "justification", "objects", "count",
        "recipient", "outcome", "detail",
    ),
    2: (
        "version", "seq", "at", "act", "actor", "agency", "role", "operation", "purpose", "basis",
        "justification", "object_ids", "count", "recipient", "outcome", "detail",
    ),
}  # fmt: skip
JSON_FIELDS = ("object_ids", "detail")
# What version 1 called otherwise, and what it did not have.
RENAMED = {"objects": "object_ids"}
ADDED = ("role", "purpose", "basis")
LARGEST = 2**63


def plain(value: Any) -> Any:
    """A value that every database gives back byte for byte.

    Numbers with a fraction or of more than 64 bits become text, sets become sorted lists, anything
    unknown becomes text; NUL and lone surrogates, which PostgreSQL cannot hold, become U+FFFD.
    """
    if value is None or isinstance(value, bool):
        return value
    if isinstance(value, int) and -LARGEST <= value < LARGEST:
        return value
    if isinstance(value, str):
        text = str(value).replace("\x00", "\ufffd")
        return text.encode("utf-8", "replace").decode("utf-8")
    if isinstance(value, dict):
        return {plain(str(key)): plain(item) for key, item in value.items()}
    if isinstance(value, set | frozenset):
        return sorted(plain(str(item)) for item in value)
    if isinstance(value, list | tuple):
        return [plain(item) for item in value]
    return plain(str(value))


def json_text(value: Any) -> str:
    """A plain value as JSON text without blanks, as `object_ids` and `detail` are stored."""
    return orjson.dumps(value).decode()


def entry_bytes(entry: dict[str, Any]) -> bytes:
    """What the leaf hash of an entry covers.

    Args:
        entry: the `FIELDS` of version 2 by name, as Python values.
    """
    version = entry["version"]
    at: datetime = entry["at"]
    moment = at.astimezone(UTC).replace(tzinfo=None).isoformat(" ", timespec="microseconds")
    if version == 1:
        return _first_version(entry, moment)
    nested = {name: json_text(entry[name]) for name in JSON_FIELDS}
    fields = {**entry, **nested, "at": moment}
    return orjson.dumps([fields[name] for name in FIELDS[version]])


def row_bytes(row: Sequence[Any]) -> bytes:
    """What the leaf hash of a stored entry covers.

    Args:
        row: the `FIELDS` of version 2 as stored: `at` in version 2's form, JSON as text. An entry
            of version 1 has nothing in the fields that came later.

    Raises:
        ValueError, TypeError: if the row cannot have been written by this program.
    """
    if row[0] == VERSION:
        return orjson.dumps(row)
    fields = dict(zip(FIELDS[2], row, strict=True))
    if row[0] != 1 or fields["at"][10] != " " or any(fields[name] for name in ADDED):
        raise ValueError("not an entry of a known version")
    nested = {name: json.loads(fields[name]) for name in JSON_FIELDS}
    return _first_version({**fields, **nested}, fields["at"])


def _first_version(entry: dict[str, Any], moment: str) -> bytes:
    fields = {name: entry[RENAMED.get(name, name)] for name in FIELDS[1]}
    fields["at"] = f"{moment.replace(' ', 'T')}+00:00"
    text = json.dumps(fields, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return text.encode()


def hash_entry(entry: dict[str, Any]) -> bytes:
    """The leaf hash of one entry, 32 bytes; its arguments are those of `entry_bytes`."""
    return leaf_hash(entry_bytes(entry))
