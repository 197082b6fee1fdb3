"""Judgements from nomenklatura's line format, made again here in the importer's name.

``[target, source, judgement, score, user, created_at]``, one JSON array a line, order of the ids
free. Positive, negative and unsure are taken; lines of no judgement are not. Lossy: who decided and
when become words of the reason; the score too, since the importer was not shown it; a canonical id
(``NK-…``, or Wikidata's ``Q…``) is not kept, but whatever a file joins to one is joined.

Each line is a decision like any other: it may await a second person, and what it contradicts
refuses it. So a file is taken over as far as it agrees with what stands; the rest is listed, waits
in the review queue, and joins nothing.
"""

import json
import re
from collections import defaultdict, deque
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from django.db import transaction

from hawkari.errors import BadInput
from hawkari.evidence import audit
from hawkari.evidence.access import Access, Action, require
from hawkari.evidence.identities import EntityNotFound, stated_ids
from hawkari.evidence.judgements import JudgementConflict, JudgementKind, judge, live_events
from hawkari.evidence.models import Act

__all__ = ["ImportReport", "RefusedLine", "import_lines"]

CANONICAL = re.compile(r"NK-.+|Q\d+")
TAKEN = {"positive", "negative", "unsure"}
NOT_TAKEN = {"no_judgement"}
LONGEST_LINE = 10_000


@dataclass(frozen=True, slots=True)
class RefusedLine:
    """A line that was not taken: its number from 1, and why."""

    number: int
    problem: str


@dataclass(frozen=True, slots=True)
class ImportReport:
    """What became of the lines.

    Attributes:
        made: judgements made.
        proposed: of these, positives that await a second person.
        repeated: judgements that stand here already.
        conflicts: lines that contradict earlier decisions, with the chain that stands against them.
        refused: lines that cannot be read, or name a record that the importer cannot see.
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


def import_lines(access: Access, lines: Iterable[str]) -> ImportReport:
    """Make the judgements of a file, one by one, in the order given.

    Refusals are made before joins, so that no join of the file goes before its own refusals.

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
                access, line.left, line.right, line.judgement, reason=line.reason, source="import"
            )
        except JudgementConflict as conflict:
            conflicts.append(RefusedLine(line.number, str(conflict)))
        except (EntityNotFound, BadInput) as error:
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
        made,
        proposed,
        repeated,
        tuple(conflicts),
        tuple(sorted(refused, key=lambda one: one.number)),
    )


def _read(lines: Iterable[str], refused: list[RefusedLine]) -> Iterator[_Line]:
    for number, text in enumerate(lines, start=1):
        if not text.strip():
            continue
        try:
            fields = json.loads(text) if len(text) <= LONGEST_LINE else None
        except ValueError:
            fields = None
        line = _line(number, fields)
        if isinstance(line, RefusedLine):
            refused.append(line)
        elif line is not None:
            yield line


def _line(number: int, fields: Any) -> _Line | RefusedLine | None:
    """One line; None for one that says nothing."""
    if not isinstance(fields, list) or len(fields) < 3:
        return RefusedLine(number, "this is no array of at least an id, an id and a judgement")
    left, right, judgement = fields[:3]
    if not all(isinstance(one, str) and 0 < len(one) <= 200 for one in (left, right)):
        return RefusedLine(number, "the ids are no texts of at most 200 characters")
    if judgement in NOT_TAKEN:
        return None
    if judgement not in TAKEN:
        return RefusedLine(number, f"{judgement!r} is no judgement")
    score, user, at = (*fields[3:6], None, None, None)[:3]
    said = [
        "imported",
        *(f"decided by {user}" for _ in [0] if user),
        *(f"at {at}" for _ in [0] if at),
        *(f"score {score}" for _ in [0] if score is not None),
    ]
    return _Line(number, left, right, JudgementKind(judgement), ", ".join(said)[:500])


def _between_records(lines: Sequence[_Line], refused: list[RefusedLine]) -> Iterator[_Line]:
    """The lines with a record in the place of each canonical id: the first that is joined to it."""
    stands_for = _records_by_canonical(lines)
    for line in lines:
        sides = [stands_for.get(side, side) for side in (line.left, line.right)]
        if any(CANONICAL.fullmatch(side) for side in sides):
            refused.append(
                RefusedLine(line.number, "a canonical id that the file joins to nothing")
            )
        elif sides[0] != sides[1] or line.left == line.right:
            yield replace(line, left=sides[0], right=sides[1])


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
