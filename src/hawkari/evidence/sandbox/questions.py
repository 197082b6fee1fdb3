"""What the parent asks a worker; a frame like those that come back, and as plain."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from hawkari.evidence.grading.fields import from_fields
from hawkari.evidence.grading.reading import CEILING
from hawkari.evidence.grading.terms import as_terms
from hawkari.evidence.loaders import FIXED_LAYOUTS, Context, Layout, parse_layout, shipped_layouts
from hawkari.evidence.sandbox.limits import Limits

__all__ = ["TOLD", "Question", "layout_as_data", "layout_from_data"]

TOLD = ("source", "country", "encoding", "ceiling", "slot", "date_order", "keep_records")
"""What of a loader's context goes over as it is."""


@dataclass(frozen=True, slots=True)
class Question:
    """One thing to do with one file.

    Attributes:
        task: ``kind`` (which loader reads it), ``sniff`` or ``rows``, as in `Loader`.
        path: absolute.
        layouts: as data; for ``rows`` the one.
        usual: the load's marking as `grading.fields` writes it; None for none.
    """

    task: str
    path: str
    limits: Limits
    source: str = ""
    country: str = ""
    encoding: str = ""
    layouts: Sequence[Any] = ()
    skip: int = 0
    usual: Mapping[str, Any] | None = None
    ceiling: str = CEILING
    slot: str = ""
    date_order: str = ""
    keep_records: bool = False

    def as_data(self) -> dict[str, Any]:
        """The question as a frame's content."""
        names = ("task", "path", "skip", "usual", *TOLD)
        limits = {name: getattr(self.limits, name) for name in Limits.__slots__}
        plain = {name: getattr(self, name) for name in names}
        return {**plain, "limits": limits, "layouts": list(self.layouts)}

    @classmethod
    def from_data(cls, data: Mapping[str, Any]) -> "Question":
        """The question that `as_data` wrote."""
        return cls(**{**data, "limits": Limits(**data["limits"])})

    @property
    def file(self) -> Path:
        """The file asked about."""
        return Path(self.path)

    def context(self) -> Context:
        """What the loader is told."""
        plain = Context(**{name: getattr(self, name) for name in TOLD})
        return (
            plain if self.usual is None else replace(plain, usual=as_terms(from_fields(self.usual)))
        )


def layout_as_data(layout: Layout) -> Any:
    """A layout for a frame: its name where both sides have it, else all of it."""
    if layout.name in FIXED_LAYOUTS and not layout.tables:
        return layout.name
    shipped = shipped_layouts()
    if layout in shipped:
        return shipped.index(layout)
    return {"data": dict(layout.data), "partial": layout.partial}


def layout_from_data(data: Any) -> Layout:
    """The layout that `layout_as_data` wrote."""
    if isinstance(data, str):
        return FIXED_LAYOUTS[data]
    if isinstance(data, int):
        return shipped_layouts()[data]
    return replace(parse_layout(data["data"]), partial=data["partial"])
