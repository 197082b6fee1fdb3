"""A folder's manifest: which files lie in it, whose they are and how they are graded."""

import json
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, nullcontext
from pathlib import Path
from typing import Any

from hawkari.errors import BadInput
from hawkari.evidence.access import Access
from hawkari.evidence.loaders.partner_files import open_binary
from hawkari.evidence.loading.files import Condition, LoadReport, Progress, Terms, load_file
from hawkari.evidence.local import ensure_agency

__all__ = ["load_manifest", "read_manifest"]

Watch = Callable[[str], AbstractContextManager[Progress]]
"""Given a file's name, opens what is told of its progress and closes it behind the file."""

LARGEST_MANIFEST = 16 << 20
_NEEDED = ("path", "agency", "source")


def load_manifest(
    path: Path, *, access: Access, watch: Watch | None = None, dry_run: bool = False
) -> Iterator[LoadReport | BadInput]:
    """Load every file that a manifest names, one after another.

    The agencies it names are made first, so that conditions can name them.

    Args:
        path: the manifest.
        access: who loads, and for which operation.
        watch: opens a progress bar for each file.
        dry_run: report, write nothing.

    Yields:
        Each file's report, or why it was refused as a whole; one does not stop the next.

    Raises:
        BadInput: if the manifest itself cannot be used.
    """
    agency = access.user.agency
    wanted = list(read_manifest(path, reader=agency.slug if agency is not None else ""))
    if not dry_run:
        for _, terms in wanted:
            ensure_agency(terms.agency, name=terms.agency_name, country=terms.country)
    for file, terms in wanted:
        with watch(file.name) if watch is not None else nullcontext() as progress:
            try:
                yield load_file(file, terms, access=access, progress=progress, dry_run=dry_run)
            except BadInput as error:
                yield error


def read_manifest(path: Path, *, reader: str) -> Iterator[tuple[Path, Terms]]:
    """The files that a manifest names, with their terms, in its order.

    Args:
        path: the manifest, e.g. ``sample/manifest.json`` as `hawkari sample` writes it; the files
            it names lie beneath its folder.
        reader: slug of the agency that loads; a condition that names no agency names it.

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
    agencies = tuple(map(str, entry.get("condition_agencies") or (reader,)))
    return Terms(
        agency=str(entry["agency"]),
        source=str(entry["source"]),
        grade=str(entry.get("grade") or "2D"),
        handling=str(entry.get("handling") or "P"),
        condition=Condition(words, agencies) if words else None,
        agency_name=str(entry.get("agency_name") or ""),
        source_name=str(entry.get("source_name") or ""),
        country=str(entry.get("country") or ""),
    )
