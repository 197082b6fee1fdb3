"""Loading a file from a page: what is proposed for its columns, and loading it as corrected."""

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path, PurePosixPath
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.utils.text import slugify

from hawkari.desks.intelligence.services.exporting import Export
from hawkari.errors import BadInput
from hawkari.evidence.access import Access, Action, require
from hawkari.evidence.loaders.proposing import Proposal
from hawkari.evidence.loading.files import LoadReport, Terms, load_file
from hawkari.evidence.loading.proposals import propose_file
from hawkari.evidence.loading.refused_rows import refused_rows
from hawkari.evidence.local import LOCAL

__all__ = ["load_upload", "may_name_agency", "own_agency", "propose_upload", "refused_of_upload"]

LONGEST_NAME = 200
"""Bytes of a file's name; more do not fit where loads keep it."""


def own_agency(access: Access) -> str:
    """The short name of the user's agency; empty if the user is of none."""
    return access.user.agency.slug if access.user.agency is not None else ""


def may_name_agency(access: Access) -> bool:
    """Whether the user may say whose the file is: one person's own installation, no team's."""
    require(access, Action.LOAD)
    return access.operation.slug == LOCAL


def propose_upload(access: Access, upload: "UploadedFile[Any]", terms: Terms) -> Proposal | str:
    """What the columns of an uploaded file mean; the layout's title where they are known.

    Raises:
        AccessDenied: if the role may not load; audited.
        BadInput: if the terms or the file cannot be used.
    """
    with _taken(access, upload) as path:
        return propose_file(path, terms, access=access)


def load_upload(access: Access, upload: "UploadedFile[Any]", terms: Terms) -> LoadReport:
    """Load an uploaded file; nothing of it is kept but its statements.

    Raises:
        AccessDenied, BadInput: as `propose_upload`; the latter too if a column is not certain.
    """
    with _taken(access, upload) as path:
        return load_file(path, terms, access=access)


def refused_of_upload(access: Access, upload: "UploadedFile[Any]", terms: Terms) -> Export:
    """The rows of an uploaded file that are refused, to mend and load again.

    Raises:
        AccessDenied, BadInput: as `load_upload`.
    """
    with _taken(access, upload) as path:
        found = refused_rows(path, terms, access=access)
    name = f"refused-{slugify(path.stem)[:60] or 'rows'}.csv"
    return Export(name, "text/csv; charset=utf-8", found.text.encode("utf-8", "replace"))


@contextmanager
def _taken(access: Access, upload: "UploadedFile[Any]") -> Iterator[Path]:
    """The upload of somebody who may load, as a file under its own name; then gone.

    Nobody else reads the folder that it is in.
    """
    require(access, Action.LOAD)
    name = PurePosixPath((upload.name or "").replace("\\", "/")).name
    if not name.isprintable() or name in ("", ".", ".."):
        raise BadInput("the file has no name", "Give it one and choose it again.")
    if len(name.encode("utf-8", "surrogatepass")) > LONGEST_NAME:
        raise BadInput("the file's name is too long", "Shorten it and choose it again.")
    with tempfile.TemporaryDirectory(prefix="hawkari-upload-") as folder:
        path = Path(folder) / name
        with path.open("wb") as stream:
            for chunk in upload.chunks():
                stream.write(chunk)
        yield path
