"""Our schemes as MISP taxonomies: what MISP has none of, in the form that its own checks ask for.

Generated from ``resources/schemes``. The form is MISP's ``schema.json``; names of uuids are made
as its ``gen_uuid.py`` makes them, so that they stay the same.
"""

import json
import uuid
from pathlib import Path
from typing import Any

from hawkari.errors import BadInput
from hawkari.evidence.grading.schemes import Part, Scheme, Term, scheme

__all__ = ["PUBLISHED", "taxonomy", "write_taxonomies"]

PUBLISHED = ("uk-3x5x2", "uk-5x5x5", "europol-4x4", "europol-handling", "uk-gsc")


def taxonomy(source: Scheme) -> dict[str, Any]:
    """One scheme as the object of a ``machinetag.json``.

    A scheme of several parts has them as predicates and the codes as values; a scheme of one part
    has its codes as predicates, as MISP's own `tlp` does.
    """
    space, parts = source.id, [part for part in source.parts if part.terms]
    is_flat = len(source.parts) == 1
    made: dict[str, Any] = {
        "namespace": space,
        "expanded": source.said("en"),
        "description": _description(source),
        "version": source.version,
        "uuid": _uuid(space),
    }
    if is_flat:
        made["exclusive"] = parts[0].is_exclusive
        made["predicates"] = [_flat_predicate(space, term) for term in _kept(parts[0])]
        return made
    made["predicates"] = [
        {
            "value": part.id,
            "expanded": part.said("en"),
            "exclusive": part.is_exclusive,
            "uuid": _uuid(f"{space}:{part.id}"),
        }
        for part in parts
    ]
    made["values"] = [
        {"predicate": part.id, "entry": [_entry(space, part, term) for term in _kept(part)]}
        for part in parts
    ]
    return made


def write_taxonomies(folder: Path) -> tuple[Path, ...]:
    """Write every published scheme as ``<folder>/<namespace>/machinetag.json``.

    Returns:
        The files written, in the order of `PUBLISHED`.

    Raises:
        BadInput: if the folder cannot be written to.
    """
    written = []
    for scheme_id in PUBLISHED:
        path = folder / scheme_id / "machinetag.json"
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            text = json.dumps(taxonomy(scheme(scheme_id)), ensure_ascii=False, indent=2)
            path.write_text(text + "\n", encoding="utf-8")
        except OSError as error:
            reason = (error.strerror or "unknown reason").lower()
            raise BadInput(
                f"the taxonomy cannot be written: {reason}",
                "Give a folder that you may write to.",
                where=(str(path),),
            ) from error
        written.append(path)
    return tuple(written)


def _description(source: Scheme) -> str:
    verified = (
        f"verified by {source.verified_by}" if source.verified_by else "verified by nobody yet"
    )
    note = f" {source.note}" if source.note else ""
    return f"{source.said('en')}. After: {source.source}; {verified}.{note}"


def _kept(part: Part) -> list[Term]:
    """The codes that this system takes; classifications above its ceiling are left out."""
    return [term for term in part.terms if not term.refused]


def _flat_predicate(space: str, term: Term) -> dict[str, Any]:
    return {
        "value": term.code,
        "expanded": term.said("en"),
        "uuid": _uuid(f"{space}:{term.code}"),
    }


def _entry(space: str, part: Part, term: Term) -> dict[str, Any]:
    return {
        "value": term.code,
        "expanded": term.said("en"),
        "uuid": _uuid(f'{space}:{part.id}="{term.code}"'),
    }


def _uuid(name: str) -> str:
    return str(uuid.uuid5(uuid.NAMESPACE_DNS, name))
