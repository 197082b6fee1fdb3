"""One column: what it means, from its header and its values together.

For each meaning c that the header is like, or that values alone can tell,

    bits(c) = 12 · likeness² + 3 · (likeness = 1) + fit · log2(1 / chance) − 12 · (1 − fit)
              − 8 · (values are plainly of another kind) − 4 · (the table has no place for c)
              − 4 · (the phrase is of a language that the table's other headers are not in)

with `likeness` of header and phrase (`headers`), `fit` the share of values that look like the kind
of c, and `chance` the share of other columns' values that do (``concepts.json``; both terms 0 where
there are no values). "Something else" has 6 bits. The confidence of c is 2^bits(c) over the sum
over all meanings and something else. A name, date, identifier or id is sure from 0.9, any other
column from 0.75. An identifier besides needs a likeness of 0.9 and a fit of 0.7, or 0.75 and 0.95
for a kind with a chance up to 0.05, or values of a kind that is hardly anything else with a fit of
0.95. The constants are set by hand.
"""

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from hawkari.evidence.loaders.proposing.harmless import are_harmless, has_known_name
from hawkari.evidence.loaders.proposing.headers import HeaderReading, Meaning, read_header
from hawkari.evidence.loaders.proposing.places import has_place
from hawkari.evidence.loaders.proposing.proposal import (
    SURE,
    UNSURE,
    ColumnProposal,
    Options,
    Remark,
)
from hawkari.evidence.loaders.proposing.shapes import is_identifying, may_be_taken
from hawkari.evidence.loaders.proposing.values import plain_kind, share_that_fits
from hawkari.evidence.loaders.proposing.vocabulary import Concept, concepts

__all__ = ["OFFICIAL", "Column", "Within", "propose_column", "target_of"]

HEADER_BITS = 12.0
ELSE_BITS = 6.0
SAME_BITS = 3.0
PLACE_BITS = 4.0
LANGUAGE_BITS = 4.0
OTHER_BITS = 8.0
SURE_FROM = 0.9
OTHERS_SURE_FROM = 0.75
NOTE_FROM = 0.55
GRAVE_KINDS = ("name", "date")
CLOSE_BITS = 6.0
FIT_OF_IDENTIFIER = 0.7
FIT_OF_TELLING = 0.95
FIT_EXPECTED = 0.5
EXAMPLES = 5
ALTERNATIVES = 4
HARDLY, PLAINLY = 0.55, 0.9
WHOLE_OR_PART = {"name", "firstName", "lastName"}
VAGUE = ("reference", "handle", "words", "name", "document", "account")
"""Kinds that nearly anything fits, so that values which are plainly of another kind tell."""

ROLE_NAMES = {"father": "fatherName", "mother": "motherName"}
OFFICIAL = "official"
ROLE_ALONE = ("name", "phone", "accountNumber", "iban")
"""What a header may mean that only names a role, such as ``Sender``."""


@dataclass(frozen=True, slots=True)
class Column:
    """A column as it is seen: header, values of the first rows, and what the header says."""

    header: str
    values: tuple[str, ...]
    reading: HeaderReading

    @classmethod
    def seen(cls, header: str, values: Sequence[str]) -> "Column":
        """A column with its header read."""
        return cls(header, tuple(values), read_header(header))


@dataclass(frozen=True, slots=True)
class _Candidate:
    concept: Concept
    meaning: Meaning
    fit: float
    bits: float


@dataclass(frozen=True, slots=True)
class Within:
    """What a column's table says of it.

    `kind` is what the rows are about, `main` the role in which, `languages` those of its headers;
    a header with a word of another language means that less likely.
    """

    kind: str
    main: tuple[str, int] = ("", 0)
    languages: frozenset[str] = frozenset()


def propose_column(column: Column, within: Within | None = None) -> ColumnProposal:
    """What one column most likely means, by itself or within its table, which may change it yet."""
    candidates = _by_target(sorted(_within(_candidates(column), within), key=_rank))
    examples = tuple(dict.fromkeys(column.values))[:EXAMPLES]
    harmless = are_harmless(column.values)
    if not candidates:
        plain = ColumnProposal(column.header, "", examples=examples)
        return _as_note(plain) if harmless else plain.doubted("no_meaning")
    best = candidates[0]
    total = sum(2.0**one.bits for one in candidates) + 2.0**ELSE_BITS
    # Whether a name is whole or a part of one, its values and the other columns say (`tables`).
    same = [one for one in candidates if _is_as(one, best)]
    confidence = sum(2.0**one.bits for one in same) / total
    found = ColumnProposal(
        column.header,
        target_of(best.concept.name, best.meaning.role, best.meaning.number),
        concept=best.concept.name,
        role=best.meaning.role,
        number=best.meaning.number,
        confidence=confidence,
        state=SURE if confidence >= _needed(best.concept) else UNSURE,
        evidence=tuple(_evidence(best, column.values)),
        examples=examples,
        alternatives=_alternatives(candidates),
        language=best.meaning.language,
        options=_options(column),
    )
    unlikely = all(one.meaning.likeness < HARDLY for one in candidates)
    if harmless and found.state == UNSURE and (found.target == "notes" or unlikely):
        return _as_note(found)
    if found.state == UNSURE and found.target == "notes" and _may_be_kept(found, column.values):
        return replace(found, state=SURE).doubted("likeliest_note")
    others = [one for one in candidates if one not in same and one.bits > best.bits - CLOSE_BITS]
    return _with_doubts(found, best, column, is_close=bool(others))


def _by_target(candidates: Sequence[_Candidate]) -> list[_Candidate]:
    """The likeliest candidate of each target, with what all meanings that become it weigh.

    A phrase in several languages is one meaning; several meanings that become the same speak for
    it together, such as a place and a cell site, which both are notes.
    """
    meanings: dict[tuple[str, str], _Candidate] = {}
    for one in candidates:
        target = target_of(one.concept.name, one.meaning.role, one.meaning.number)
        meanings.setdefault((target, one.concept.name), one)
    each: dict[str, list[_Candidate]] = {}
    for (target, _), one in meanings.items():
        each.setdefault(target, []).append(one)
    weighed = [
        replace(found[0], bits=math.log2(sum(2.0**one.bits for one in found)))
        for found in each.values()
    ]
    return sorted(weighed, key=_rank)


def _as_note(found: ColumnProposal) -> ColumnProposal:
    """A column that nobody knows kept as a note: its values can be nobody's."""
    note = replace(
        found, target="notes", concept="notes", role="", number=0, state=SURE, language=""
    )
    return note.doubted("unknown_kept")


def _may_be_kept(found: ColumnProposal, values: Sequence[str]) -> bool:
    """Whether what is most likely a note loses nothing that identifies when it is kept as one."""
    if found.alternatives or found.confidence < NOTE_FROM or not values:
        return False
    names = share_that_fits("name", values) >= FIT_EXPECTED and any(map(has_known_name, values))
    return not names and not is_identifying(values)


def _is_as(one: _Candidate, best: _Candidate) -> bool:
    """Whether two candidates differ at most in which part of the same person's name they are."""
    if one is best:
        return True
    names = {one.concept.name, best.concept.name} <= WHOLE_OR_PART
    whose = (one.meaning.role, one.meaning.number) == (best.meaning.role, best.meaning.number)
    return names and whose


def _needed(concept: Concept) -> float:
    grave = concept.identifier or concept.kind in GRAVE_KINDS or concept.target == "id"
    return SURE_FROM if grave else OTHERS_SURE_FROM


def _rank(candidate: _Candidate) -> tuple[float, str, str, int]:
    meaning = candidate.meaning
    return (-candidate.bits, candidate.concept.name, meaning.role, meaning.number)


def _candidates(column: Column) -> Iterable[_Candidate]:
    said: set[str] = set()
    ibans = share_that_fits("iban", column.values) >= FIT_OF_TELLING
    plain = plain_kind(column.values)
    for meaning in column.reading.meanings:
        names = _meant(meaning, plain, column.values)
        for name in names:
            # An account number that is an IBAN is one, and an hour with its day is a date.
            means = "iban" if name == "accountNumber" and ibans else name
            means = "otherDate" if name == "time" and plain == "date" else means
            said.add(means)
            yield _weighed(replace(meaning, concept=means), column.values)
    for name, concept in concepts().items():
        if concept.telling and name not in said and column.values:
            candidate = _weighed(Meaning(name, 0.0), column.values)
            if candidate.fit >= FIT_EXPECTED:
                yield candidate


def _meant(meaning: Meaning, plain: str, values: Sequence[str]) -> tuple[str, ...]:
    """What a meaning of a header comes to with a column's values, which are plainly of a kind.

    The number of somebody, where the values are dialled, is that of a phone; a document of which
    no value holds a digit is a kind of document.
    """
    if not meaning.concept:
        return ROLE_ALONE
    if meaning.concept == "rowNumber" and plain == "phone":
        return (meaning.concept, "phone")
    documents = concepts()[meaning.concept].kind == "document"
    if documents and values and not any(map(str.isdigit, "".join(values))):
        return ("documentType",)
    return (meaning.concept,)


def _within(candidates: Iterable[_Candidate], table: Within | None) -> Iterable[_Candidate]:
    """The candidates as the table makes them likelier or less.

    Where it has a place for an identifier that the header plainly says, another of the same kind
    for which it has none is not meant.
    """
    candidates = list(candidates)
    placed = {
        one.concept.kind for one in candidates
        if table and one.concept.identifier and one.meaning.likeness >= PLAINLY
        and has_place(one.concept.name, one.meaning.role, table.kind)
    }  # fmt: skip
    for one in candidates:
        if table is None:
            yield one
            continue
        found = one
        if one.meaning.role and (one.meaning.role, one.meaning.number) == table.main:
            found = replace(one, meaning=replace(one.meaning, role="", number=0))
        role = "" if found.meaning.role == OFFICIAL else found.meaning.role
        if not has_place(found.concept.name, role, table.kind):
            if found.concept.kind in placed and found.concept.identifier:
                continue
            found = replace(found, bits=found.bits - PLACE_BITS)
        if found.meaning.language and table.languages.isdisjoint({found.meaning.language}):
            found = replace(found, bits=found.bits - LANGUAGE_BITS)
        yield found


def _weighed(meaning: Meaning, values: Sequence[str]) -> _Candidate:
    concept = concepts()[meaning.concept]
    bits = HEADER_BITS * meaning.likeness**2 + (SAME_BITS if meaning.likeness == 1 else 0)
    if not values:
        return _Candidate(concept, meaning, 0.0, bits)
    fit = share_that_fits(concept.kind, values)
    bits += fit * math.log2(1 / concept.chance) - HEADER_BITS * (1 - fit)
    if concept.kind in VAGUE and concept.kind != plain_kind(values):
        bits -= OTHER_BITS if plain_kind(values) else 0
    return _Candidate(concept, meaning, fit, bits)


def _evidence(best: _Candidate, values: Sequence[str]) -> Iterable[Remark]:
    meaning = best.meaning
    if meaning.phrase:
        yield Remark("header", (meaning.phrase, meaning.language or "role"))
    if meaning.role:
        yield Remark("role", (meaning.role,))
    if values:
        fitting = round(best.fit * len(values))
        yield Remark("values", (str(fitting), str(len(values)), best.concept.kind))


def _alternatives(candidates: Sequence[_Candidate]) -> tuple[str, ...]:
    best = candidates[0]
    targets = (
        target_of(one.concept.name, one.meaning.role, one.meaning.number)
        for one in candidates[1:]
        if one.bits > best.bits - HEADER_BITS
    )
    mine = target_of(best.concept.name, best.meaning.role, best.meaning.number)
    return tuple(one for one in dict.fromkeys(targets) if one != mine)[:ALTERNATIVES]


def _options(column: Column) -> Options:
    unit = column.reading.unit
    return Options(unit.order, unit.calendar, unit.currency, unit.factor)


def _with_doubts(
    found: ColumnProposal, best: _Candidate, column: Column, *, is_close: bool
) -> ColumnProposal:
    values = column.values
    # Where the values leave only one of the parts' meanings, they have decided.
    if column.reading.conflict and is_close:
        found = found.doubted("parts_differ", stops=True)
    if not values:
        found = found.doubted("no_values", stops=best.concept.identifier)
    elif best.fit < FIT_EXPECTED and best.meaning.likeness > 0:
        fitting = str(round(best.fit * len(values)))
        found = found.doubted(
            "values_differ", best.concept.name, fitting, str(len(values)), stops=True
        )
    elif best.concept.identifier and not _is_certain(best):
        found = found.doubted("identifier", stops=True)
    elif not may_be_taken(best.concept, best.meaning.likeness, values):
        found = found.doubted("may_identify", stops=True)
    if found.state == UNSURE and found.alternatives:
        found = found.doubted("several", ", ".join(found.alternatives))
    if found.state == UNSURE and not found.doubts:
        found = found.doubted("too_weak")
    return found


def _is_certain(best: _Candidate) -> bool:
    """Whether an identifier may be taken unasked: only where its header is exactly a known phrase.

    One that is only like a phrase is enough where its values are hardly anything else. A header
    that nobody knows never is: it may be the account of somebody whom the table names elsewhere.
    """
    if best.concept.telling and best.meaning.likeness > 0 and best.fit >= FIT_OF_TELLING:
        return True
    return best.meaning.likeness == 1 and best.fit >= FIT_OF_IDENTIFIER


def target_of(concept: str, role: str = "", number: int = 0) -> str:
    """What a column of this meaning becomes, e.g. ``birthDate``, ``father.phone``, ``notes``."""
    target = concepts()[concept].target
    if role == OFFICIAL:
        # Who asked or wrote it down is nobody of whom the table speaks.
        return "notes"
    if role in ROLE_NAMES and concept in ("name", "firstName"):
        return ROLE_NAMES[role]
    if not role or target in ("notes", "ignore", "seen"):
        return target
    return f"{role}{f' {number}' if number else ''}.{target}"
