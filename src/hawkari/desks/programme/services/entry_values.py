"""What is written down of milestones, assets, positions, risks and decisions, and its limits."""

from dataclasses import dataclass
from datetime import date

from hawkari.errors import BadInput

__all__ = [
    "AREA",
    "EARLIEST",
    "EVIDENCE",
    "LATEST",
    "SCALE",
    "NewAsset",
    "NewCheck",
    "NewDecision",
    "NewFacts",
    "NewMilestone",
    "NewPosition",
    "NewRisk",
    "Reviewed",
    "day_within",
    "not_later",
    "text",
    "whole",
]

EARLIEST, LATEST = date(1990, 1, 1), date(2100, 1, 1)
SCALE = (1, 5)
LINE, AREA, EVIDENCE = 200, 4000, 500


@dataclass(frozen=True, slots=True)
class NewFacts:
    """Of an activity as a whole; partners one a line, by office."""

    lead: str = ""
    partners: str = ""
    legal_basis: str = ""
    starts: date | None = None
    ends: date | None = None


@dataclass(frozen=True, slots=True)
class NewMilestone:
    """Something to be reached by a day; `begins` is when the work for it starts."""

    name: str
    due: date
    begins: date | None = None
    owner: str = ""


@dataclass(frozen=True, slots=True)
class NewAsset:
    """A thing, the office that holds it, where it is, and how often somebody looks at it."""

    name: str
    custodian: str
    mark: str = ""
    place: str = ""
    received: date | None = None
    every_days: int = 180


@dataclass(frozen=True, slots=True)
class NewCheck:
    """How an asset was found, by whom it is held now, and where."""

    day: date
    state: str
    custodian: str
    place: str = ""
    words: str = ""


@dataclass(frozen=True, slots=True)
class NewPosition:
    """A kind of post, which office fills it, and how many are planned."""

    title: str
    planned: int
    office: str = ""


@dataclass(frozen=True, slots=True)
class NewRisk:
    """What may go wrong; likelihood and impact from 1 to 5."""

    words: str
    likelihood: int
    impact: int
    owner: str
    review: date
    response: str = ""


@dataclass(frozen=True, slots=True)
class Reviewed:
    """How a risk is seen now, and when it is looked at next."""

    likelihood: int
    impact: int
    review: date
    response: str = ""


@dataclass(frozen=True, slots=True)
class NewDecision:
    """A decision or a meeting, with what is to be done by when, if anything."""

    kind: str
    day: date
    offices: str
    words: str
    why: str = ""
    action: str = ""
    action_owner: str = ""
    action_due: date | None = None


def text(value: str, name: str, *, most: int = LINE, needed: bool = False) -> str:
    """A text without what no database keeps, and not longer than its place.

    Raises:
        BadInput: if it is too long, or missing though needed.
    """
    # Half of a pair that stands for one letter cannot be written as UTF-8.
    kept = value.encode("utf-8", "ignore").decode().replace("\0", "").strip()
    if needed and not kept:
        raise BadInput("this is missing", "Write it down.", where=(name,))
    if len(kept) > most:
        raise BadInput("this is too long", f"Use at most {most} letters.", where=(name,))
    return kept


def whole(value: int, name: str, within: tuple[int, int]) -> int:
    """A whole number between two others, both allowed.

    Raises:
        BadInput: if it is not.
    """
    least, most = within
    if not least <= value <= most:
        raise BadInput(
            "this number cannot be", f"Give a whole number from {least} to {most}.", where=(name,)
        )
    return value


def day_within(day: date | None, name: str) -> date | None:
    """A day of a year that a programme can be in.

    Raises:
        BadInput: if it is none.
    """
    if day is not None and not EARLIEST <= day < LATEST:
        raise BadInput("this day cannot be", "Look at the year.", where=(name,))
    return day


def not_later(day: date, today: date, name: str) -> date:
    """A day on which something was done: not a day to come.

    Raises:
        BadInput: if it is.
    """
    day_within(day, name)
    if day > today:
        raise BadInput(
            "this day is still to come", "Write down what was done, once it is.", where=(name,)
        )
    return day
