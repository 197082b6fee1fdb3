"""An activity as a file holds it, with everything that stands in it."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from lxml import etree

if TYPE_CHECKING:
    from hawkari.engines.iati.values import Record

__all__ = ["Activity"]


@dataclass(frozen=True, slots=True, eq=False)
class Activity:
    """One activity (or, in a file of organisations, one organisation).

    Attributes:
        element: the element itself: what this software does not know is kept in it.
        line: where it begins in its file; 0 when it comes from none.
    """

    element: Any
    line: int = 0

    @property
    def identifier(self) -> str:
        """Its own identifier; empty when it has none."""
        for name in ("iati-identifier", "organisation-identifier"):
            found = self.element.find(name)
            if found is not None:
                return (found.text or "").strip()
        return ""

    def record(self) -> "Record":
        """What this software understands of it, as plain values."""
        from hawkari.engines.iati.extracting import record_of  # noqa: PLC0415

        return record_of(self.element)

    def canonical(self) -> bytes:
        """Its text in canonical form: two activities with the same one say the same."""
        text: bytes = etree.tostring(self.element, method="c14n")
        return text
