"""Read a whole file as a load does, and tell what its rows say."""

from dataclasses import replace
from pathlib import Path

from hawkari.evidence.loaders import Context, Layout, RowOutcome, loader_for

__all__ = ["BRITISH", "SaidOf", "everything_said", "read", "said", "written"]

BRITISH = Context("list", country="GB")
"""A source called ``list`` whose national numbers are British."""

SaidOf = set[tuple[str, str, str]]
"""Schema, property, value."""


def read(
    path: Path, context: Context = BRITISH, layouts: tuple[Layout, ...] = ()
) -> tuple[list[RowOutcome], Context]:
    """All rows by the loader that knows the file, and a context of their own that they filled."""
    own = replace(context, unused=type(context.unused)())
    loader = loader_for(path)
    layout = loader.sniff(path, own, layouts)
    return list(loader.rows(path, layout, own)), own


def everything_said(outcome: RowOutcome) -> SaidOf:
    """What a row states of all entities, whichever they are."""
    return {(one.schema, one.prop, one.value) for one in outcome.statements}


def said(outcome: RowOutcome, schema: str) -> set[tuple[str, str]]:
    """What a row states of the entities of one schema, as property and value."""
    return {(prop, value) for kind, prop, value in everything_said(outcome) if kind == schema}


def written(folder: Path, text: str | bytes, file: str = "file.txt") -> Path:
    """A file of these words (in UTF-8) or bytes."""
    path = folder / file
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return path
