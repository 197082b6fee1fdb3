"""The standard's code lists, and which attribute takes its codes from which."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from types import MappingProxyType
from typing import Any

from hawkari.engines.iati.findings import CODE, Finding
from hawkari.engines.iati.paths import Path, compiled
from hawkari.engines.iati.values import Code
from hawkari.errors import BadInput

__all__ = ["codelist", "codelists", "unknown_codes"]

# Where the standard gives a list a vocabulary of its own by default.
_COMPLETE = "complete"


@cache
def _resource() -> dict[str, Any]:
    text = (files(__package__) / "resources" / "codelists.json").read_text("utf-8")
    read: dict[str, Any] = json.loads(text)
    return read


def codelists() -> tuple[str, ...]:
    """Names of all lists."""
    return tuple(_resource()["lists"])


@cache
def codelist(name: str) -> Mapping[str, Code]:
    """The codes of a list, withdrawn ones included, in the order of the standard.

    Raises:
        BadInput: if there is no such list.
    """
    found = _resource()["lists"].get(name)
    if found is None:
        raise BadInput(f"there is no code list {name}", "Use a name that codelists() gives")
    return MappingProxyType({
        code: Code(
            code,
            entry["names"].get("en", code),
            {language: text for language, text in entry["names"].items() if language != "en"},
            entry.get("status", "active"),
            entry.get("category", ""),
        )
        for code, entry in found["codes"].items()
    })  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Mapping:
    """Where codes of a list stand: elements, the attribute (or their text), a condition."""

    elements: Path
    attribute: str
    condition: Path | None
    codelist: str


@cache
def _mappings() -> tuple[_Mapping, ...]:
    rows = _resource()["mappings"]
    return tuple(_mapping(row) for row in rows)


def _mapping(row: Mapping[str, str]) -> _Mapping:
    path, _, attribute = row["path"].rpartition("/@")
    if not path:
        path = row["path"].removesuffix("/text()")
    condition = row.get("condition", "")
    return _Mapping(
        compiled(path), attribute, compiled(condition) if condition else None, row["codelist"]
    )


def unknown_codes(root: Any) -> Iterator[Finding]:
    """Codes in a document that their list does not have.

    These are no rules of the ruleset, and are told apart from them. A list that is not complete
    may miss codes that are in use: then it is only a warning.
    """
    tree = root.getroottree()
    lists = _resource()["lists"]
    for mapping in _mappings():
        known = lists[mapping.codelist]["codes"]
        complete = lists[mapping.codelist].get(_COMPLETE, True)
        for element in mapping.elements(root):
            if mapping.condition is not None and not mapping.condition(element):
                continue
            code = element.get(mapping.attribute) if mapping.attribute else element.text
            if code and code not in known:
                yield Finding(
                    CODE,
                    "error" if complete else "warning",
                    f"{code[:80]} is no code of the list {mapping.codelist}",
                    f"{tree.getpath(element)}/@{mapping.attribute}".removesuffix("/@"),
                    element.sourceline or 0,
                )
