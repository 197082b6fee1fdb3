"""Ties and people from CSV text; a row that cannot be read is refused by itself.

CSV is RFC 4180 with a header. Columns are found by name in any order and case, others are ignored:
ties need `source` and `target` and may have `weight` and `grade`, typed ties also `kind`, `origin`,
`first`, `last` and `amount`; people need `id` and may have `category`. Ids are text, taken exactly
as they stand.
"""

import csv
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace

from hawkari.engines.disruption.probability import parse_grade
from hawkari.engines.disruption.stages import STAGES, Roles
from hawkari.engines.disruption.strands import check_tie
from hawkari.engines.disruption.values import RANKABLE, Tie
from hawkari.errors import BadInput

__all__ = ["PeopleTable", "TieTable", "read_people", "read_ties"]

# Understood categories that keep a person from being ranked.
UNRANKED = frozenset({"victim", "migrant", "witness"})
# Lines that one quoted record may run over.
LONGEST = 20
# Key of a row that could not be split; no column has this name, since names are lower case.
PROBLEM = "PROBLEM"
# What a person is held to be whose row could not be read: a word that is not understood.
UNREAD = "row not read"
# Columns that mean something; each may stand once.
COLUMNS = frozenset(
    {"source", "target", "weight", "grade", "kind", "origin", "first", "last", "amount"}
    | {"id", "category", "stage", "partner"}
)


@dataclass(frozen=True, slots=True)
class TieTable:
    """What a ties file holds.

    Attributes:
        ties: the good rows, in file order.
        people: everyone named in a row, also where the rest of the row was refused.
        refused: one message a bad row, each with file, row, field and remedy.
    """

    ties: list[Tie] = field(default_factory=list)
    people: set[str] = field(default_factory=set)
    refused: list[BadInput] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class PeopleTable:
    """What a people file holds.

    Attributes:
        categories: everyone named, with the categories of all their rows, lower case. A word that
            is not understood is kept, so that its person is not ranked; so is nobody whose row
            could not be read, since it may have said what protects them.
        roles: which stages they work in, and which partners can act on them, of all their rows.
        refused: one message a bad row.
    """

    categories: dict[str, frozenset[str]] = field(default_factory=dict)
    roles: Roles = field(default_factory=Roles)
    refused: list[BadInput] = field(default_factory=list)


def read_ties(lines: Iterable[str], name: str, *, typed: bool = False) -> TieTable:
    """Read ties.

    Args:
        lines: the file's text, line by line, newlines untranslated.
        name: of the file, for messages.
        typed: whether columns `kind`, `origin`, `first`, `last` and `amount` mean what they mean
            in `Tie`; else they are ignored as others are.

    Raises:
        BadInput: if there is no header, or it lacks `source` or `target`.
    """
    table = TieTable()
    for where, row in _rows(lines, name, ("source", "target")):
        try:
            ends = [_id(row, column, where) for column in ("source", "target")]
            table.people.update(ends)
            weight = _weight(row.get("weight", ""), where)
            grade = row.get("grade", "")
            _check_grade(grade, where)
            tie = Tie(ends[0], ends[1], weight, grade)
            table.ties.append(_typed(tie, row, where) if typed else tie)
        except BadInput as problem:
            table.refused.append(problem)
    return table


def read_people(lines: Iterable[str], name: str) -> PeopleTable:
    """Read people, their subject categories, stages and partners, several split by `;`, `,` or `|`.

    A stage that is none of `STAGES` is refused and left out.

    Args:
        lines: the file's text, line by line, newlines untranslated.
        name: of the file, for messages.

    Raises:
        BadInput: if there is no header, or it lacks `id`.
    """
    stages: dict[str, frozenset[str]] = {}
    partners: dict[str, frozenset[str]] = {}
    table = PeopleTable(roles=Roles(stages, partners))
    for where, row in _rows(lines, name, ("id",)):
        try:
            if PROBLEM in row and row.get("id", "").strip():
                unread = table.categories.get(row["id"], frozenset()) | {UNREAD}
                table.categories[row["id"]] = unread
            person = _id(row, "id", where)
            held = frozenset(word.lower() for word in _words(row, "category"))
            table.categories[person] = table.categories.get(person, frozenset()) | held
            works = frozenset(word.lower() for word in _words(row, "stage"))
            stages[person] = stages.get(person, frozenset()) | (works & frozenset(STAGES))
            partners[person] = partners.get(person, frozenset()) | _words(row, "partner")
            _check_categories(held, where)
            _check_stages(works, where)
        except BadInput as problem:
            table.refused.append(problem)
    return table


def _words(row: dict[str, str], column: str) -> frozenset[str]:
    words = re.split(r"[;,|]", row.get(column, ""))
    return frozenset(word.strip() for word in words if word.strip())


def _rows(
    lines: Iterable[str], name: str, needed: tuple[str, ...]
) -> Iterator[tuple[tuple[str, ...], dict[str, str]]]:
    """Each row with its place in the file, by lower-case column name.

    A row that is not as wide as the header comes out with the columns that it reaches, one that is
    no CSV without any, both with the reason under the key of `PROBLEM`.
    """
    records = _records(list(lines))
    first = next(records, (1, None))[1]
    if not first:
        raise BadInput("there is no header line", _needs(needed), where=(name,))
    header = [column.strip().lstrip("\ufeff").strip().lower() for column in first]
    missing = [column for column in needed if column not in header]
    if missing:
        raise BadInput(
            f"there is no column {' and no column '.join(missing)}",
            _needs(needed),
            where=(name, "header"),
        )
    twice = sorted(column for column in COLUMNS if header.count(column) > 1)
    if twice:
        raise BadInput(
            f"the column {twice[0]} stands twice", "Keep one of them.", where=(name, "header")
        )
    for number, record in records:
        where = (name, f"line {number}")
        if record is None:
            yield where, {PROBLEM: "this is no CSV: a quotation mark stands alone"}
        elif record and len(record) != len(header):
            problem = f"{len(record)} fields stand under {len(header)} columns"
            yield where, {**dict(zip(header, record, strict=False)), PROBLEM: problem}
        elif record:
            yield where, dict(zip(header, record, strict=True))


def _needs(needed: tuple[str, ...]) -> str:
    return f"Name the columns in the first line, split by commas, at least {', '.join(needed)}."


def _records(lines: list[str]) -> Iterator[tuple[int, list[str] | None]]:
    """Line number from 1 and fields of each record; None where a line is no CSV.

    A quoted field may run over lines, but a quotation mark that is never closed costs only its own
    line, not the rest of the file.
    """
    at = 0
    while at < len(lines):
        span, record = _record(lines, at)
        yield at + 1, record
        at += span


def _record(lines: list[str], at: int) -> tuple[int, list[str] | None]:
    for span in range(1, min(LONGEST, len(lines) - at) + 1):
        try:
            return span, next(csv.reader(lines[at : at + span], strict=True))
        except csv.Error as problem:
            if "unexpected end" not in str(problem):
                break
    return 1, None


def _id(row: dict[str, str], column: str, where: tuple[str, ...]) -> str:
    if PROBLEM in row:
        raise BadInput(
            row[PROBLEM], "Correct the row, quoting fields that hold commas.", where=where
        )
    value = row[column]
    if not value.strip() or "\0" in value:
        problem = "the id holds a NUL character" if value.strip() else "the id is empty"
        raise BadInput(problem, "Give each person an id.", where=(*where, column))
    return value


def _weight(text: str, where: tuple[str, ...]) -> float:
    """Sightings; 1 when the field is empty."""
    try:
        weight = float(text) if text.strip() else 1.0
    except ValueError:
        weight = 0.0
    if 0 < weight < float("inf"):
        return weight
    raise BadInput(
        f"{text!r} is not a number above 0",
        "Give how often the tie was seen, such as 3 or 2.5, or leave it empty.",
        where=(*where, "weight"),
    )


def _typed(tie: Tie, row: dict[str, str], where: tuple[str, ...]) -> Tie:
    """The tie with its kind, origin, dates and amount."""
    text = row.get("amount", "").strip()
    try:
        amount = float(text) if text else None
    except ValueError:
        amount = float("nan")
    kind, origin, first, last = (
        row.get(column, "").strip() for column in ("kind", "origin", "first", "last")
    )
    full = replace(tie, kind=kind, origin=origin, first=first, last=last, amount=amount)
    try:
        check_tie(full)
    except BadInput as problem:
        raise BadInput(problem.problem, problem.remedy, where=where) from problem
    return full


def _check_grade(text: str, where: tuple[str, ...]) -> None:
    try:
        parse_grade(text)
    except BadInput as problem:
        raise BadInput(problem.problem, problem.remedy, where=(*where, "grade")) from problem


def _check_categories(held: frozenset[str], where: tuple[str, ...]) -> None:
    strange = sorted(held - RANKABLE - UNRANKED)
    if strange:
        known = ", ".join(sorted(RANKABLE | UNRANKED))
        raise BadInput(
            f"{strange[0]!r} is no subject category, so this person is not ranked",
            f"Use {known}, several split by semicolons, or leave it empty.",
            where=(*where, "category"),
        )


def _check_stages(works: frozenset[str], where: tuple[str, ...]) -> None:
    strange = sorted(works - frozenset(STAGES))
    if strange:
        raise BadInput(
            f"{strange[0]!r} is no stage of the corridor",
            f"Use {', '.join(STAGES)}, several split by semicolons, or leave it empty.",
            where=(*where, "stage"),
        )
