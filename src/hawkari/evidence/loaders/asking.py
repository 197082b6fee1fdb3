"""Asks a person about those columns of an unknown table whose meaning is not certain.

What is certain is not asked. The answers correct the proposal, which the caller keeps with the
source, so that the next file of the kind is read without asking.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from hawkari.errors import BadInput
from hawkari.evidence.loaders.calendars import CALENDARS
from hawkari.evidence.loaders.proposing import (
    ColumnProposal,
    Proposal,
    TableProposal,
    corrected,
    targets_of,
)
from hawkari.evidence.loaders.tables import Sample

__all__ = ["Ask", "Question", "ask_unsure"]

MOST_TRIES = 3
_ABOUT = {
    "order": "order", "order_from": "order", "order_broken": "order", "calendar": "calendar",
    "decimal": "decimal", "decimal_broken": "decimal", "clock": "clock",
}  # fmt: skip
"""What is asked for a doubt, where that alone settles it."""
_LIKELIEST = {"order": "dmy", "calendar": "hijri", "decimal": "point", "clock": "m:s"}


@dataclass(frozen=True, slots=True)
class Question:
    """One question about a column.

    Attributes:
        about: ``column`` (what it means), ``order`` (its dates' order), ``calendar``,
            ``decimal`` (which mark is the decimal one) or ``clock`` (what two numbers are).
        place: the file, and the sheet if there are several.
        column: the header asked about.
        examples: different values of the column, up to five.
        default: the likeliest answer.
        choices: what may be answered; a meaning may also name whose it is (``father.phone``).
        doubts: why it is asked, as sentences.
        complaint: what was wrong with the last answer to this question; empty the first time.
    """

    about: str
    place: str
    column: str
    examples: tuple[str, ...]
    default: str
    choices: tuple[str, ...]
    doubts: tuple[str, ...] = ()
    complaint: str = ""


Ask = Callable[[Question], str]


def ask_unsure(proposal: Proposal, samples: Sequence[Sample], ask: Ask) -> Proposal:
    """The proposal with the answers of a person to what is not certain.

    Args:
        proposal: with unsure columns.
        samples: the file's tables.
        ask: puts one question and returns the answer.

    Raises:
        BadInput: if one question is answered wrongly three times.
    """
    found = proposal
    for _ in range(2):
        # Once for meanings; a column that became a date may then need its order.
        for table, one in found.unsure:
            found = _asked(found, samples, ask, asked=(table, one))
    return found


def _asked(
    proposal: Proposal,
    samples: Sequence[Sample],
    ask: Ask,
    *,
    asked: tuple[TableProposal, ColumnProposal],
) -> Proposal:
    table, one = asked
    place = f"{proposal.file}, {table.sheet}" if table.sheet else proposal.file
    column = f"{table.sheet}!{one.column}" if table.sheet else one.column
    codes = {doubt.code for doubt in one.doubts}
    about = next((kind for code, kind in _ABOUT.items() if code in codes), "column")
    choices = {
        "order": ("dmy", "mdy"),
        "calendar": (*CALENDARS, "gregorian"),
        "decimal": ("point", "comma"),
        "clock": ("m:s", "h:m"),
    }
    question = Question(
        about,
        place,
        one.column,
        one.examples,
        default=_LIKELIEST.get(about, one.target or "notes"),
        choices=choices.get(about, targets_of(table.kind)),
        doubts=tuple(doubt.text() for doubt in one.doubts),
    )
    for _ in range(MOST_TRIES):
        answer = ask(question).strip()
        meaning = answer if about == "column" else f"{one.target}:{answer}"
        try:
            return corrected(proposal, samples, {column: meaning})
        except BadInput as error:
            question = replace(question, complaint=error.problem)
    raise BadInput(
        question.complaint,
        "Say it with --set COLUMN=MEANING, or give a --mapping file.",
        where=(place, one.column),
    )
