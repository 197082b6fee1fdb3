"""Two records side by side: what agrees, what differs, what was not compared, and the score."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from hawkari.engines import names
from hawkari.engines.linkage import COMPARED
from hawkari.evidence.entities import EntityView, ValueView

__all__ = [
    "Beside",
    "Cell",
    "ComparedRow",
    "Piece",
    "Score",
    "Step",
    "compared_rows",
    "name_pieces",
    "score_of",
]

SAME_LEVELS = frozenset(
    {
        "the same",
        "the same, common",
        "the same, rare",
        "the same, seldom by chance",
        "same date",
        "same date in another calendar",
        "the same without its country code",
        "the same but for letters like digits",
        "the same name on another platform",
        "shared by many",
    }
)
DIFFERENT_LEVELS = frozenset({"different", "another name", "hardly alike", "little alike"})
# A comparison of where the records come from, not of what they say: in the score, not in the table.
ABOUT_SOURCES = "source"
# Words that met at a higher cost are marked as different.
MET = 0.3


class Beside(Protocol):
    """Two records to be set side by side, and what was found when they were compared.

    `weight` (bits) and `probability` (0-1) are None where they were not.
    """

    @property
    def left(self) -> EntityView:
        """One record."""

    @property
    def right(self) -> EntityView:
        """The other."""

    @property
    def probability(self) -> float | None:
        """Of being one."""

    @property
    def weight(self) -> float | None:
        """Of the evidence and of what was known before."""

    @property
    def reasons(self) -> tuple[dict[str, Any], ...]:
        """What each comparison said."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece of a value, and whether it differs from the other record's."""

    text: str
    differs: bool


@dataclass(frozen=True, slots=True)
class Cell:
    """One value in a row of the comparison, in pieces that make it up without a gap."""

    value: ValueView
    pieces: tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class ComparedRow:
    """One row: a property of both records.

    Attributes:
        comparison: the engine's name for it; empty where the engine did not compare it.
        prop: the property that names the row.
        label: FollowTheMoney's label of the property.
        left: the left record's values, those compared first; empty: none given.
        right: the right record's.
        verdict: ``same``, ``near``, ``different`` or ``not compared``.
        level: what the engine found, in its own English; empty where nothing was compared.
        weight: bits it counts for the two being the same; None where nothing was compared.
        missing: ``left``, ``right``, ``both`` or empty: who gives no value.
        unmet: of two names, the words of each that met none of the other, where both have such;
            else empty. Two given names that differ are more than a word left out.
    """

    comparison: str
    prop: str
    label: str
    left: tuple[Cell, ...]
    right: tuple[Cell, ...]
    verdict: str
    level: str = ""
    weight: float | None = None
    missing: str = ""
    unmet: tuple[str, str] | tuple[()] = ()


@dataclass(frozen=True, slots=True)
class Step:
    """One bar of the waterfall, in bits; `x` and `width` are in 0-100 of the drawing's width."""

    comparison: str
    level: str
    weight: float
    x: float
    width: float


@dataclass(frozen=True, slots=True)
class Score:
    """The score as a waterfall: what was known before looking, each reason, the total.

    `zero` is where even odds lie, in 0-100. `one_in` says that of so many pairs of any two
    records one is the same, before looking at the reasons.
    """

    probability: float
    start: Step
    steps: tuple[Step, ...]
    total: Step
    zero: float
    one_in: int


def score_of(item: Beside) -> Score | None:
    """The waterfall of a pair; the prior is what its weight holds beyond the reasons.

    None where nothing was compared.
    """
    if item.weight is None or item.probability is None:
        return None
    reasons = item.reasons
    prior = item.weight - sum(float(reason["weight"]) for reason in reasons)
    ends = [0.0, prior]
    for reason in reasons:
        ends.append(ends[-1] + float(reason["weight"]))
    low, high = min(*ends), max(*ends)
    scale = 92.0 / ((high - low) or 1.0)

    def step(comparison: str, level: str, between: tuple[float, float]) -> Step:
        first, last = between
        x = 4 + (min(between) - low) * scale
        width = max(abs(last - first) * scale, 0.6)
        return Step(comparison, level, last - first, round(x, 2), round(width, 2))

    steps = tuple(
        step(reason["comparison"], reason["level"], (ends[place + 1], ends[place + 2]))
        for place, reason in enumerate(reasons)
    )
    return Score(
        probability=item.probability,
        start=step("", "", (0.0, prior)),
        steps=steps,
        total=step("", "", (0.0, ends[-1])),
        zero=round(4 - low * scale, 2),
        one_in=max(1, round(1 + 2.0 ** min(-prior, 60.0))),
    )


def compared_rows(item: Beside) -> tuple[ComparedRow, ...]:
    """The rows of a pair: what was compared, strongest first, then what was not."""
    used: set[str] = set()
    rows = []
    for reason in item.reasons:
        if reason["comparison"] != ABOUT_SOURCES:
            props = COMPARED.get(reason["comparison"], ())
            used.update(props)
            rows.append(_compared(item, reason, props))
    return (*rows, *_not_compared(item, used))


def _compared(item: Beside, reason: Mapping[str, Any], props: Sequence[str]) -> ComparedRow:
    left = _values(item.left, props, first=reason["left"])
    right = _values(item.right, props, first=reason["right"])
    verdict = _verdict(reason["level"])
    marked = verdict != "same"
    first = left[0] if left else right[0] if right else None
    return ComparedRow(
        comparison=reason["comparison"],
        prop=first.prop if first is not None else reason["comparison"],
        label=first.prop_label if first is not None else reason["comparison"],
        left=_cells(left, right, marked=marked),
        right=_cells(right, left, marked=marked),
        verdict=verdict,
        level=reason["level"],
        weight=float(reason["weight"]),
        unmet=_unmet(left, right),
    )


def _unmet(left: Sequence[ValueView], right: Sequence[ValueView]) -> tuple[str, str] | tuple[()]:
    """Words that met none, of the two names compared; see `ComparedRow.unmet`."""
    if not left or not right or {left[0].prop_type, right[0].prop_type} != {"name"}:
        return ()
    found = names.explain(left[0].value, right[0].value)
    if not found.missing_a or not found.missing_b:
        return ()
    own, other = (
        " ".join(one.text for one in words) for words in (found.missing_b, found.missing_a)
    )
    return (own, other)


def _verdict(level: str) -> str:
    if level in SAME_LEVELS:
        return "same"
    return "different" if level in DIFFERENT_LEVELS else "near"


def _not_compared(item: Beside, used: set[str]) -> list[ComparedRow]:
    """Properties that no reason speaks of, names first, each once."""
    labels = {
        one.prop: one.prop_label
        for one in (*item.left.values, *item.right.values)
        if one.prop not in used and one.prop_type != "entity"
    }
    rows = []
    for prop, label in labels.items():
        left = _values(item.left, (prop,), first="")
        right = _values(item.right, (prop,), first="")
        missing = "left" if not left else "right" if not right else ""
        rows.append(
            ComparedRow(
                comparison="",
                prop=prop,
                label=label,
                left=_cells(left, right, marked=False),
                right=_cells(right, left, marked=False),
                verdict="not compared",
                missing=missing,
            )
        )
    return rows


def _values(view: EntityView, props: Sequence[str], *, first: str) -> list[ValueView]:
    """Distinct values of some properties; the one that was compared comes first."""
    found: dict[str, ValueView] = {}
    for one in view.values:
        if one.prop in props:
            found.setdefault(one.value, one)
    compared = first.split(" | ")
    return sorted(found.values(), key=lambda one: one.value not in compared)


def _cells(own: list[ValueView], other: list[ValueView], *, marked: bool) -> tuple[Cell, ...]:
    against = other[0].value if other and marked else ""
    return tuple(
        Cell(one, _pieces(one, against) if place == 0 else (Piece(one.value, differs=False),))
        for place, one in enumerate(own)
    )


def _pieces(value: ValueView, against: str) -> tuple[Piece, ...]:
    if not against or value.value == against:
        return (Piece(value.value, differs=False),)
    if value.prop_type == "name":
        return name_pieces(value.value, against)
    if value.prop_type == "date":
        return _date_pieces(value.value, against)
    return (Piece(value.value, differs=True),)


def name_pieces(name: str, against: str) -> tuple[Piece, ...]:
    """A name's words, those marked that met no word of the other name."""
    found = names.compare(name, against)
    apart = set(found.left_over_a)
    apart |= {token for one in found.alignments if one.cost > MET for token in one.token_a.split()}
    words = [Piece(word, not apart.isdisjoint(names.fold(word).tokens)) for word in name.split()]
    return _joined(words, " ")


def _date_pieces(date: str, against: str) -> tuple[Piece, ...]:
    """Year, month and day, those marked that the other date gives differently or not at all."""
    other = [*against.split("-"), "", ""]
    parts = [Piece(part, part != other[place]) for place, part in enumerate(date.split("-")[:3])]
    return _joined(parts, "-")


def _joined(pieces: Sequence[Piece], between: str) -> tuple[Piece, ...]:
    joined: list[Piece] = []
    for place, piece in enumerate(pieces):
        if place:
            joined.append(Piece(between, differs=False))
        joined.append(piece)
    return tuple(joined)
