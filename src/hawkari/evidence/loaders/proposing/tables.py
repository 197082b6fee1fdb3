"""One table: what its rows are about, and what its columns mean beside one another."""

from collections import Counter
from collections.abc import Mapping, Sequence, Set
from dataclasses import replace
from itertools import pairwise
from typing import Any

from hawkari.evidence.loaders.folding import is_arabic_script
from hawkari.evidence.loaders.proposing.clocks import with_clocks
from hawkari.evidence.loaders.proposing.columns import (
    OFFICIAL,
    Column,
    Within,
    propose_column,
    target_of,
)
from hawkari.evidence.loaders.proposing.composing import compose_table
from hawkari.evidence.loaders.proposing.dates import with_dates
from hawkari.evidence.loaders.proposing.headers import without_common_word
from hawkari.evidence.loaders.proposing.identity import MAIN, PLAIN_TARGETS, begins_anew
from hawkari.evidence.loaders.proposing.long_tables import as_wide
from hawkari.evidence.loaders.proposing.numbers import with_numbers
from hawkari.evidence.loaders.proposing.places import PARTIES, has_place, states
from hawkari.evidence.loaders.proposing.proposal import (
    SURE,
    UNSURE,
    ColumnProposal,
    TableProposal,
)
from hawkari.evidence.loaders.proposing.seizures import (
    SEIZURES,
    compose_seizures,
    seizure_columns,
)
from hawkari.evidence.loaders.proposing.vocabulary import concepts
from hawkari.evidence.loaders.proposing.whose import after_another, of_its_party, whose
from hawkari.evidence.loaders.tables import Sample

__all__ = ["finish_table", "propose_table", "with_readings"]

NAMING = ("name", "firstName", "lastName")
OF_PEOPLE = {
    *NAMING, "birthDate", "passportNumber", "idNumber", "licenseNumber", "phone", "gender",
}  # fmt: skip
"""Meanings that only a person's row has, beside a number plate."""

OF_A_PERSON = {
    "birthDate", "birthPlace", "gender", "nationality", "fatherName", "motherName",
    "passportNumber", "idNumber", "maritalStatus", "age", "profession",
}  # fmt: skip
"""Meanings that only a table of people has, so that what else it says may be said of them."""

OF_PAYMENTS = {
    "amount", "currency", "transactionNumber", "paymentDate", "purpose", "iban", "accountNumber",
    "bankName", "bic",
}  # fmt: skip
OF_CALLS = {
    "callerNumber", "receiverNumber", "callStart", "callEnd", "duration", "callType", "cell",
    "imei", "imsi",
}  # fmt: skip
FEWEST_TELLING = 2

SINGLE = {
    "name", "firstName", "middleName", "lastName", "fatherName", "motherName", "birthDate",
    "birthPlace", "gender", "deathDate", "amount", "currency", "date", "startDate", "endDate",
    "duration", "callerNumber", "receiverNumber", "transactionNumber", "height", "weight",
}  # fmt: skip
"""Targets of which a row has one."""

CALLERS = {"caller": "callerNumber", "callee": "receiverNumber"}
SOME_DATE = ("otherDate", "arrestDate", "seen", "date")
TRAVELLING = ("passenger", "person")
SUBJECTS = ("driver", "owner", "passenger", "person", "payee")
"""Of whom a row may be about, where it names nobody else."""
PLAINLY, EQUALS = 0.95, 0.8
FEWEST_ROWS = 2
HALF = 0.5

Columns = list[ColumnProposal]


def propose_table(sample: Sample) -> TableProposal:
    """What a table's rows and columns most likely mean, with a layout where nothing is unsure."""
    wide, long = as_wide(sample)
    seized = seizure_columns(wide)
    if seized is not None:
        read = tuple(with_readings(seized, wide))
        table = TableProposal(sample.sheet, SEIZURES, read, sample.header, long=long)
        return finish_table(table, wide)
    bare = without_common_word(wide.header)
    seen = [
        (name, Column.seen(text, wide.values(name)))
        for name, text in zip(wide.header, bare, strict=True)
    ]
    columns = [replace(propose_column(column), column=name) for name, column in seen]
    # What a column most likely means depends on what the others say the rows are about.
    kind = _kind(columns)
    within = Within(kind, _main_role(columns, kind), _languages([column for _, column in seen]))
    columns = [replace(propose_column(column, within), column=name) for name, column in seen]
    kind = _kind(columns)
    for rule in (
        _main_person,
        _parties,
        of_its_party,
        _names,
        _ids,
        _places,
        _single,
        after_another,
        whose,
    ):
        columns = rule(columns, kind, wide)
    kind = _kind(columns)
    columns = with_readings(columns, wide)
    return finish_table(
        TableProposal(sample.sheet, kind, tuple(columns), sample.header, long=long), wide
    )


def finish_table(table: TableProposal, wide: Sample) -> TableProposal:
    """The table with its layout, where no column is unsure; with a doubt where none can be made."""
    if table.unsure:
        return replace(table, layout=None)
    is_seized = table.kind == SEIZURES
    layout = compose_seizures(table, wide.header) if is_seized else compose_table(table, wide)
    if not layout["entities"]:
        columns = [replace(one.doubted("nothing"), state=UNSURE) for one in table.columns]
        return replace(table, columns=tuple(columns), layout=None)
    return replace(table, layout=_with_ids(layout, table.older or {}))


def _with_ids(layout: dict[str, Any], older: Mapping[str, Any]) -> dict[str, Any]:
    """A layout whose entities are told apart as in the older one."""
    entities = {
        key: {**entity, "id": older.get(key, entity)["id"]}
        for key, entity in layout["entities"].items()
    }
    return {**layout, "entities": entities}


def _kind(columns: Sequence[ColumnProposal]) -> str:
    """What each row is about."""
    said = {(one.role, one.concept) for one in columns}
    roles = {one.role for one in columns}
    meanings = {one.concept for one in columns if not one.role}
    if "amount" in meanings and roles & set(PARTIES):
        return "payments"
    if {"callerNumber", "receiverNumber"} <= meanings or {"caller", "callee"} <= roles:
        return "calls"
    if {("payer", "phone"), ("payee", "phone")} <= said:
        return "calls"
    people = meanings & OF_PEOPLE
    numbered = any(one.role and one.concept in NAMING for one in columns)
    if "plate" in meanings and not people and not numbered:
        return "vehicles"
    return _by_most(meanings, {concept for role, concept in said if role in PARTIES})


def _by_most(meanings: Set[str], of_parties: Set[str]) -> str:
    """Payments or calls where most that a table says is only said of those; else people."""
    if meanings & OF_A_PERSON:
        return "people"
    payments = len(meanings & OF_PAYMENTS) + len(of_parties)
    calls = len(meanings & OF_CALLS)
    if "amount" in meanings and payments >= FEWEST_TELLING and payments > calls:
        return "payments"
    return "calls" if calls >= FEWEST_TELLING else "people"


def _languages(columns: Sequence[Column]) -> frozenset[str]:
    """The languages of a table's headers: the one in which most are plainly said, and its equals.

    A header that several languages share counts for each; in a table of two languages, both are
    about as many.
    """
    counts: Counter[str] = Counter()
    for column in columns:
        meanings = column.reading.meanings
        counts.update({one.language for one in meanings if one.likeness >= PLAINLY} - {""})
    most = max(counts.values(), default=0)
    return frozenset(one for one, count in counts.items() if count >= EQUALS * most)


def _main_role(columns: Columns, kind: str) -> tuple[str, int]:
    """The role of whom the rows of a table of people are about, where only one is named."""
    named = _named(columns)
    if kind != "people" or ("", 0) in named or len(named) != 1:
        return "", 0
    role, number = next(iter(named))
    return (role, number) if role in SUBJECTS else ("", 0)


def _named(columns: Columns) -> set[tuple[str, int]]:
    """Whom a table names, by role and number."""
    others = [one for one in columns if one.role != OFFICIAL]
    return {(one.role, one.number) for one in others if one.concept in NAMING}


def _main_person(columns: Columns, kind: str, _wide: Sample) -> Columns:
    """Where only one named role stands in a table of people, the row is about that person."""
    numbers = {number for role, number in _named(columns) if not role}
    if kind == "people" and len(numbers - {0}) > 1:
        return [_in_role(one, "person") if one.number and not one.role else one for one in columns]
    main = _main_role(columns, kind)
    if kind == "people" and not main[0] and ("", 0) in _named(columns):
        # Of passengers whose own name stands nowhere, the row's name is that of the passenger.
        whose = {(role, 0) for role in TRAVELLING} - _named(columns)
        return [_in_role(one, "") if (one.role, one.number) in whose else one for one in columns]
    if not main[0]:
        return columns
    return [_in_role(one, "") if (one.role, one.number) == main else one for one in columns]


def _in_role(one: ColumnProposal, role: str) -> ColumnProposal:
    number = one.number if role else 0
    target = target_of(one.concept, role, number)
    return replace(one, role=role, number=number, target=target)


def _parties(columns: Columns, kind: str, _wide: Sample) -> Columns:
    """The two ends of a call are its numbers."""
    if kind != "calls":
        return columns
    ends = {**CALLERS, "payer": "callerNumber", "payee": "receiverNumber"}
    return [
        replace(one, concept=ends[one.role], role="", number=0, target=ends[one.role])
        if one.role in ends and one.concept == "phone"
        else one
        for one in columns
    ]


def _names(columns: Columns, _kind: str, wide: Sample) -> Columns:
    """``Nom`` is a surname beside ``Prénom``, and a whole name alone; ``Ad`` beside ``Soyad``."""

    def turned(one: ColumnProposal) -> ColumnProposal:
        if one.concept not in ("name", "lastName", "firstName"):
            return one
        whose = (one.role, one.number)
        there = {other.concept for other in columns if (other.role, other.number) == whose}
        single = _mostly_single(wide.values(one.column))
        concept = one.concept
        if concept == "name" and single and "firstName" in there and "lastName" not in there:
            concept = "lastName"
        elif concept == "name" and single and "firstName" not in there:
            beside = {"lastName", "fatherName", "grandfatherName"} & there
            concept = "firstName" if beside else concept
        elif concept != "name" and not single and not (set(NAMING) - {concept}) & there:
            concept = "name"
        return replace(one, concept=concept, target=target_of(concept, *whose))

    return [turned(one) for one in columns]


def _mostly_single(values: Sequence[str]) -> bool:
    return bool(values) and sum(len(value.split()) == 1 for value in values) > HALF * len(values)


def _ids(columns: Columns, kind: str, wide: Sample) -> Columns:
    """At most one column is the id: the likeliest whose values are all there and all different."""
    made: Columns = []
    taken = False
    for one in columns:
        if one.concept == "rowNumber" and not _counts(wide.values(one.column)):
            made.append(
                one.doubted("values_differ", "rowNumber", "0", str(len(wide.rows)), stops=True)
            )
        elif one.concept == "rowNumber":
            made.append(one.doubted("counts_rows"))
        elif kind == "payments" and one.concept == "id" and one.role:
            # A bank's reference of whom it pays is no number of that person.
            made.append(one.doubted("reference", stops=True))
        elif one.target != "id" or one.role or one.state == UNSURE:
            made.append(one)
        elif kind == "people" and not taken and _all_different(one.column, wide):
            taken = True
            counts = begins_anew(wide.values(one.column))
            made.append(one.doubted("counts_in_file") if counts else one)
        else:
            made.append(replace(one, target="notes").doubted("not_unique"))
    return made


def _counts(values: Sequence[str]) -> bool:
    """Whether values are whole numbers that only grow."""
    try:
        numbers = [float(value) for value in values]
    except ValueError:
        return False
    if not all(map(float.is_integer, numbers)):
        return False
    return bool(numbers) and all(a < b for a, b in pairwise(numbers))


def _all_different(column: str, wide: Sample) -> bool:
    values = wide.values(column)
    return len(values) == len(wide.rows) == len(set(values)) and len(values) >= FEWEST_ROWS


def _places(columns: Columns, kind: str, _wide: Sample) -> Columns:
    """What a row of this kind has no property for is a note; an identifier stops instead.

    The only date of a payment or call is when it was made.
    """
    if kind == "payments":
        columns = [
            replace(one, concept="paymentDate", target=target_of("paymentDate"))
            if one.concept == "callStart" and not one.role
            else one
            for one in columns
        ]
    concept = {"payments": "paymentDate", "calls": "callStart"}.get(kind, "")
    dates = [one for one in columns if one.concept and concepts()[one.concept].kind == "date"]
    if concept and len(dates) == 1 and dates[0].concept in SOME_DATE:
        columns = [
            replace(one, concept=concept, target=target_of(concept)) if one is dates[0] else one
            for one in columns
        ]
    return [_placed(one, kind) for one in columns]


def _single(columns: Columns, _kind: str, wide: Sample) -> Columns:
    """Of what a row has once, the surest column is it; another one is asked.

    A name may stand there in two scripts.
    """
    taken: dict[tuple[str, str], ColumnProposal] = {}
    for one in sorted(columns, key=lambda one: -one.confidence):
        if one.target.rpartition(".")[2] in SINGLE and one.state == SURE:
            taken.setdefault((one.target, _script(one, wide)), one)
    return [
        one
        if taken.get((one.target, _script(one, wide)), one) is one
        else one.doubted("two_names", one.target, stops=True)
        for one in columns
    ]


def _script(one: ColumnProposal, wide: Sample) -> str:
    """Whether a column of names is in Arabic script; other columns have none."""
    if concepts()[one.concept].kind != "name" if one.concept else True:
        return ""
    values = wide.values(one.column)
    return "arabic" if sum(map(is_arabic_script, values)) > HALF * len(values) else "other"


def _placed(one: ColumnProposal, kind: str) -> ColumnProposal:
    if not one.target or one.target in PLAIN_TARGETS or has_place(one.concept, one.role, kind):
        return one
    if concepts()[one.concept].identifier or one.concept in NAMING:
        return replace(one, target="").doubted("no_place", stops=True)
    return _instead(one, kind) or replace(one, target="notes").doubted("no_place")


def _instead(one: ColumnProposal, kind: str) -> ColumnProposal | None:
    """What a row of this kind has of the same values, where it came close: born, for any date."""
    values = concepts()[one.concept].kind
    alike = {concept.target: name for name, concept in concepts().items() if concept.kind == values}
    for target in one.alternatives if one.state == UNSURE and not one.role else ():
        if target in alike and target not in PLAIN_TARGETS and states(MAIN[kind], target):
            others = (other for other in one.alternatives if other != target)
            return replace(
                one, concept=alike[target], target=target, alternatives=("notes", *others)
            )
    return None


def with_readings(columns: Columns, wide: Sample) -> Columns:
    """How each column's dates, numbers and lengths of time are written, as far as it tells."""
    return with_clocks(with_numbers(with_dates(columns, wide), wide), wide)
