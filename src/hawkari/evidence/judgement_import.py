"""Judgements from nomenklatura's line format, made again here in the importer's name.

``[target, source, judgement, score, user, created_at]``, one JSON array a line, order of the ids
free. Positive, negative and unsure are taken; lines of no judgement are not. Lossy: who decided and
when become words of the reason; the score too, since the importer was not shown it; a canonical id
(``NK-…``, or Wikidata's ``Q…``) is not kept, but whatever a file joins to one is joined.

Each line is a decision like any other: it may await a second person, and what it contradicts
refuses it. But a file is nobody's second person: a join that a colleague proposed is left to the
queue. So a file is taken over as far as it agrees with what stands; every other line is listed with
its number and field, and joins nothing.
"""

import json
import re
import unicodedata
from collections import defaultdict, deque
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from math import isfinite
from typing import Any

from django.db import transaction

from hawkari.errors import BadInput
from hawkari.evidence import audit
from hawkari.evidence.access import Access, Action, require
from hawkari.evidence.identities import EntityNotFound, stated_ids
from hawkari.evidence.judgements import (
    How,
    JudgementConflict,
    JudgementKind,
    judge,
    live_events,
)
from hawkari.evidence.models import Act

__all__ = ["ImportReport", "RefusedLine", "import_lines"]

CANONICAL = re.compile(r"NK-.+|Q\d+")
TAKEN = {"positive", "negative", "unsure"}
NOT_TAKEN = {"no_judgement"}
FIELDS = ("left", "right", "judgement", "score", "user", "created_at")
LONGEST_LINE = 10_000
LONGEST_ID = 200
FROM_FILE = How(from_file=True)


@dataclass(frozen=True, slots=True)
class RefusedLine:
    """A line that was not taken, and why.

    Attributes:
        number: from 1.
        problem: in words.
        field: which field is wrong: ``left``, ``right``, ``judgement``, ``score``, ``user``,
            ``created_at``; empty where it is the whole line.
        file: as the caller named it; may be empty.
    """

    number: int
    problem: str
    field: str = ""
    file: str = ""

    @property
    def where(self) -> str:
        """File, line and field, for a list."""
        named = (self.file, f"line {self.number}", self.field)
        return ", ".join(one for one in named if one)


@dataclass(frozen=True, slots=True)
class ImportReport:
    """What became of the lines.

    Attributes:
        made: judgements made.
        proposed: of these, positives that await a second person.
        repeated: judgements that stand here already.
        conflicts: lines that contradict earlier decisions, with the chain that stands against them.
        refused: lines that cannot be read, name a record that the importer cannot see, or answer
            what a colleague proposed.
    """

    made: int
    proposed: int
    repeated: int
    conflicts: tuple[RefusedLine, ...]
    refused: tuple[RefusedLine, ...]


@dataclass(frozen=True, slots=True)
class _Line:
    number: int
    left: str
    right: str
    judgement: JudgementKind
    reason: str


def import_lines(access: Access, lines: Iterable[str], *, file: str = "") -> ImportReport:
    """Make the judgements of a file, one by one, in the order given.

    Refusals are made before joins, so that no join of the file goes before its own refusals. No
    line, however wrong, stops the others.

    Args:
        access: in whose name.
        lines: of the file; bytes that are no UTF-8 may stand as lone surrogates.
        file: its name, for the list of what was not taken.

    Raises:
        AccessDenied: if the role may not judge.
    """
    require(access, Action.JUDGE)
    refused: list[RefusedLine] = []
    read = sorted(_read(lines, refused), key=lambda one: one.judgement == JudgementKind.POSITIVE)
    made = proposed = repeated = 0
    conflicts = []
    for line in _between_records(read, refused):
        if _stands(access, line):
            repeated += 1
            continue
        try:
            event = judge(
                access, line.left, line.right, line.judgement, reason=line.reason, how=FROM_FILE
            )
        except JudgementConflict as conflict:
            conflicts.append(RefusedLine(line.number, str(conflict)))
        except EntityNotFound as error:
            refused.append(RefusedLine(line.number, str(error), _field_of(line, error.entity)))
        except BadInput as error:
            refused.append(RefusedLine(line.number, str(error)))
        else:
            made += 1
            proposed += event.judgement == JudgementKind.PROPOSED
    with transaction.atomic():
        audit.record(
            Act.COLLECT,
            access=access,
            count=made,
            detail={
                "what": "judgements import",
                "conflicts": len(conflicts),
                "refused": len(refused),
            },
        )
    return ImportReport(
        made, proposed, repeated, _listed(conflicts, file=file), _listed(refused, file=file)
    )


def _listed(lines: Iterable[RefusedLine], *, file: str) -> tuple[RefusedLine, ...]:
    return tuple(replace(one, file=file) for one in sorted(lines, key=lambda one: one.number))


def _field_of(line: _Line, entity: str) -> str:
    """Which of the two ids an unknown record is; by the pair as stated, or neither."""
    return {line.right: "right", line.left: "left"}.get(entity, "")


def _read(lines: Iterable[str], refused: list[RefusedLine]) -> Iterator[_Line]:
    for number, text in enumerate(lines, start=1):
        if not text.strip():
            continue
        try:
            line = _line(number, _fields(text.removeprefix("\ufeff") if number == 1 else text))
        except _Wrong as wrong:
            refused.append(RefusedLine(number, str(wrong), wrong.field))
        else:
            if line is not None:
                yield line


class _Wrong(Exception):
    """What is wrong with a line; `field` is empty where it is the whole line."""

    def __init__(self, problem: str, field: str = "") -> None:
        self.field = field
        super().__init__(problem)


def _fields(text: str) -> list[Any]:
    """The fields of a line, filled up to six with None."""
    if len(text) > LONGEST_LINE:
        raise _Wrong(f"it is longer than {LONGEST_LINE} characters")
    try:
        fields = json.loads(text)
    except (ValueError, RecursionError):
        raise _Wrong("this is no JSON") from None
    if not isinstance(fields, list) or not 3 <= len(fields) <= len(FIELDS):
        raise _Wrong("this is no array of two ids, a judgement, and at most score, user and time")
    return [*fields, *[None] * (len(FIELDS) - len(fields))]


def _line(number: int, fields: Sequence[Any]) -> _Line | None:
    """One line; None for one that says nothing."""
    left, right, judgement, score, user, at = fields
    for name, value in (("left", left), ("right", right)):
        if not _is_text(value) or not 0 < len(value) <= LONGEST_ID:
            raise _Wrong(f"the id is no plain text of 1 to {LONGEST_ID} characters", name)
    if not isinstance(judgement, str) or judgement not in TAKEN | NOT_TAKEN:
        raise _Wrong(f"{ascii(judgement)[:60]} is no judgement", "judgement")
    if score is not None and not _is_number(score):
        raise _Wrong("the score is no number", "score")
    for name, value in (("user", user), ("created_at", at)):
        if value is not None and not _is_text(value):
            raise _Wrong("this is no plain text", name)
    if judgement in NOT_TAKEN:
        return None
    said = [
        "imported",
        *(f"decided by {user}" for _ in [0] if user),
        *(f"at {at}" for _ in [0] if at),
        *(f"score {score}" for _ in [0] if score is not None),
    ]
    return _Line(number, left, right, JudgementKind(judgement), ", ".join(said)[:500])


def _is_text(value: object) -> bool:
    """Whether a value is text that can be kept and shown: no control signs, no broken UTF-8."""
    return isinstance(value, str) and not any(
        unicodedata.category(sign) in {"Cc", "Cs"} for sign in value
    )


def _is_number(value: object) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool) and isfinite(value)


def _between_records(lines: Sequence[_Line], refused: list[RefusedLine]) -> Iterator[_Line]:
    """The lines with a record in the place of each canonical id: the first that is joined to it."""
    stands_for = _records_by_canonical(lines)
    for line in lines:
        left, right = (stands_for.get(side, side) for side in (line.left, line.right))
        lone = [
            name for name, side in (("left", left), ("right", right)) if CANONICAL.fullmatch(side)
        ]
        if lone:
            problem = "a canonical id that the file joins to nothing"
            refused.append(RefusedLine(line.number, problem, lone[0]))
        elif left != right or line.left == line.right:
            yield replace(line, left=left, right=right)
        elif line.judgement != JudgementKind.POSITIVE:
            problem = f"the file itself joins both ids to {left}"
            refused.append(RefusedLine(line.number, problem, "judgement"))


def _records_by_canonical(lines: Iterable[_Line]) -> dict[str, str]:
    joined = [line for line in lines if line.judgement == JudgementKind.POSITIVE]
    beside: dict[str, list[str]] = defaultdict(list)
    for line in sorted(joined, key=lambda one: one.number):
        for near, far in ((line.left, line.right), (line.right, line.left)):
            if CANONICAL.fullmatch(near):
                beside[near].append(far)
    return {one: record for one in beside if (record := _first_record(one, beside))}


def _first_record(start: str, beside: Mapping[str, Sequence[str]]) -> str:
    """The nearest record over canonical ids; empty if there is none."""
    seen, waiting = {start}, deque([start])
    while waiting:
        for one in beside[waiting.popleft()]:
            if not CANONICAL.fullmatch(one):
                return one
            if one not in seen:
                seen.add(one)
                waiting.append(one)
    return ""


def _stands(access: Access, line: _Line) -> bool:
    """Whether a person's same judgement stands that the access may know of, or its own proposal."""
    pair = sorted(stated_ids((line.left, line.right)).values())
    return any(
        [one.left, one.right] == pair
        and not one.by_rule
        and (
            one.judgement == line.judgement
            or (one.judgement == JudgementKind.PROPOSED and one.maker == access.user.username)
        )
        for one in live_events(access, pair)
    )
