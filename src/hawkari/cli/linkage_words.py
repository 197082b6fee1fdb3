"""What `hawkari link explain` prints of two records: lines for people, or plain data."""

from dataclasses import asdict
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from hawkari.engines.linkage import PairExplanation

__all__ = ["as_data", "in_words"]


def as_data(found: "PairExplanation") -> dict[str, Any]:
    """An explanation as plain data; `one` says whether the records are one entity."""
    return {"one": found.apart is None, **asdict(found)}


def in_words(found: "PairExplanation") -> list[str]:
    """An explanation as lines of text."""
    return [
        _answer(found),
        "",
        _blocking(found),
        "",
        *(_reason(*row) for row in _rows(found)),
        f"{found.weight:+8.1f}  together: probability {found.probability:.4f}, "
        f"joined from {found.join_at:g} on",
    ]


def _answer(found: "PairExplanation") -> str:
    if found.apart is None:
        return f"{found.left} and {found.right} are one: {' = '.join(found.path)}"
    line = f"{found.left} and {found.right} are two: {found.apart}"
    if found.cut is None:
        return line
    return f"{line} ({found.cut.left} with {found.cut.right}: {found.cut.why})"


def _blocking(found: "PairExplanation") -> str:
    if found.proposed_by:
        return f"proposed by: {', '.join(found.proposed_by)}"
    if found.shared:
        return f"proposed by no rule; they share a key of: {', '.join(found.shared)}"
    return "proposed by no rule; they share no key of any"


def _rows(found: "PairExplanation") -> list[tuple[float, str]]:
    rows = [(found.prior, "any two records, before anything is compared")]
    for reason in found.reasons:
        values = f"  {reason.left} | {reason.right}"
        rows.append((reason.weight, f"{reason.comparison}: {reason.level}{values}"))
    return rows


def _reason(weight: float, words: str) -> str:
    return f"{weight:+8.1f}  {words}"
