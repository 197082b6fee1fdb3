"""A folder's manifest: which files lie in it, whose they are and how they are graded."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from hawkari.errors import BadInput
from hawkari.evidence.loaders.partner_files import open_binary
from hawkari.evidence.loading_terms import Condition, Terms

__all__ = ["read_manifest"]

LARGEST_MANIFEST = 16 << 20
_NEEDED = ("path", "agency", "source")


def read_manifest(path: Path, *, reader: str) -> Iterator[tuple[Path, Terms]]:
    """The files that a manifest names, with their terms, in its order.

    Args:
        path: the manifest, e.g. ``sample/manifest.json`` as `hawkari sample` writes it; the files
            it names lie beneath its folder.
        reader: slug of the agency that loads; a condition that names nobody names it.

    Raises:
        BadInput: if it is no manifest, or names a file outside its folder.
    """
    where = (path.name,)
    with open_binary(path) as stream:
        text = stream.read(LARGEST_MANIFEST)
    try:
        files = json.loads(text)["files"]
    except (ValueError, KeyError, TypeError, RecursionError) as error:
        raise BadInput(
            "the file is no manifest", "Give the manifest.json of a sample.", where=where
        ) from error
    for entry in files if isinstance(files, list) else []:
        if not isinstance(entry, dict) or not all(entry.get(key) for key in _NEEDED):
            raise BadInput(
                "a file of the manifest lacks its path, agency or source", "Add it.", where=where
            )
        yield _inside(path, str(entry["path"])), _terms(entry, reader)


def _inside(manifest: Path, name: str) -> Path:
    folder = manifest.parent.resolve()
    found = (folder / name).resolve()
    if not found.is_relative_to(folder):
        raise BadInput(
            "the file lies outside the manifest's folder", "Move it there.", where=(name,)
        )
    return found


def _terms(entry: dict[str, Any], reader: str) -> Terms:
    words = str(entry.get("condition") or "")
    return Terms(
        agency=str(entry["agency"]),
        source=str(entry["source"]),
        grade=str(entry.get("grade") or "2D"),
        handling=str(entry.get("handling") or "P"),
        condition=Condition(words, (reader,)) if words else None,
        agency_name=str(entry.get("agency_name") or ""),
        source_name=str(entry.get("source_name") or ""),
        country=str(entry.get("country") or ""),
    )
