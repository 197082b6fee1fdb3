"""A proposal for a file, corrected by a person, and carried over to the source's next file."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from hawkari.errors import BadInput
from hawkari.evidence.loaders.calendars import CALENDARS
from hawkari.evidence.loaders.cleaning import CLOCKS
from hawkari.evidence.loaders.dates import ORDERS
from hawkari.evidence.loaders.layouts import header_key
from hawkari.evidence.loaders.proposing.identity import MAIN, PLAIN_TARGETS, SUBS, split_target
from hawkari.evidence.loaders.proposing.long_tables import as_wide
from hawkari.evidence.loaders.proposing.proposal import (
    KEPT,
    SAID,
    ColumnProposal,
    Options,
    Proposal,
    Remark,
    TableProposal,
)
from hawkari.evidence.loaders.proposing.tables import finish_table, propose_table, with_readings
from hawkari.evidence.loaders.proposing.vocabulary import concepts, vocabulary
from hawkari.evidence.loaders.schemata import property_of
from hawkari.evidence.loaders.tables import Sample

__all__ = ["as_kept", "corrected", "extended", "propose", "read_corrections", "targets_of"]

Corrections = Mapping[str, str]
"""Column, or ``sheet!column``, to its meaning: a target, with ``:dmy`` or ``:jalali`` for dates,
``:point`` or ``:comma`` for numbers, ``:m:s`` or ``:h:m`` for lengths of time."""

DECIMAL_MARKS = {"point": ".", "comma": ","}


def propose(file: str, samples: Sequence[Sample]) -> Proposal:
    """What the columns of a file's tables most likely mean.

    Args:
        file: its name, for messages.
        samples: its tables with their first rows.
    """
    return Proposal(file, tuple(propose_table(sample) for sample in samples))


def read_corrections(words: Iterable[str]) -> dict[str, str]:
    """Corrections as the command line gives them: ``COLUMN=MEANING``.

    Raises:
        BadInput: if one has no ``=`` or an empty side.
    """
    found: dict[str, str] = {}
    for word in words:
        column, _, meaning = word.rpartition("=")
        if not column.strip() or not meaning.strip():
            raise BadInput(
                f"{word!r} does not say what a column means",
                "Write COLUMN=MEANING, e.g. --set 'Shoe size=notes'.",
            )
        found[column.strip()] = meaning.strip()
    return found


def targets_of(kind: str) -> tuple[str, ...]:
    """What a column of a table of this kind may become, without roles; the plain ones last."""
    told = (one.target for one in concepts().values() if one.target not in PLAIN_TARGETS)
    return (*(target for target in dict.fromkeys(told) if _exists(target, kind)), *PLAIN_TARGETS)


def _exists(target: str, kind: str) -> bool:
    role, _, sub, prop = split_target(target)
    schema = SUBS[sub][0] if sub else "Person" if role else MAIN[kind]
    if role and role not in vocabulary().roles.values():
        return False
    try:
        found = property_of(schema, prop)
    except BadInput:
        return False
    return bool(found.type.name != "entity")


def corrected(proposal: Proposal, samples: Sequence[Sample], corrections: Corrections) -> Proposal:
    """The proposal with what a person says instead.

    Args:
        proposal: what was proposed for `samples`, in their order.
        samples: the file's tables.
        corrections: see `Corrections`.

    Raises:
        BadInput: if a column is not there, or a meaning is none.
    """
    used: set[str] = set()
    tables = tuple(
        _corrected_table(table, sample, corrections, used=used)
        for table, sample in zip(proposal.tables, samples, strict=True)
    )
    strange = sorted(set(corrections) - used)
    if strange:
        known = ", ".join(one.column for table in proposal.tables for one in table.columns)
        raise BadInput(
            f"there is no column {', '.join(strange)}",
            f"The file has: {known}.",
            where=(proposal.file,),
        )
    return Proposal(proposal.file, tables)


def _corrected_table(
    table: TableProposal, sample: Sample, corrections: Corrections, *, used: set[str]
) -> TableProposal:
    keys = {header_key(name): name for name in corrections}
    columns: list[ColumnProposal] = []
    for one in table.columns:
        of_sheet = header_key(f"{table.sheet}!{one.column}")
        name = keys.get(of_sheet) or keys.get(header_key(one.column))
        if name is None:
            columns.append(one)
            continue
        used.add(name)
        columns.append(_said(one, corrections[name], table.kind))
    if columns == list(table.columns):
        return table
    wide, _ = as_wide(sample)
    columns = with_readings([_asked_anew(one) for one in columns], wide)
    return finish_table(replace(table, columns=tuple(columns)), wide)


def _said(one: ColumnProposal, meaning: str, kind: str) -> ColumnProposal:
    target, _, how = meaning.partition(":")
    target = target.strip()
    if target == "-":
        target = "ignore"
    if target not in PLAIN_TARGETS and not _exists(target, kind):
        raise BadInput(
            f"{one.column}: there is no meaning {target!r}",
            f"Use {', '.join(targets_of(kind))}; before it, whose it is, e.g. father.phone.",
        )
    options = one.options
    for word in filter(None, (part.strip() for part in how.split(","))):
        if word in ORDERS:
            options = replace(options, order=word)
        elif word in (*CALENDARS, "gregorian"):
            options = replace(options, calendar=word)
        elif word in CLOCKS:
            options = replace(options, clock=word)
        elif word in DECIMAL_MARKS:
            options = replace(options, decimal=DECIMAL_MARKS[word])
        else:
            raise BadInput(
                f"{one.column}: {word!r} is no way of writing dates, numbers or lengths of time",
                f"Use {', '.join((*ORDERS, *CALENDARS, *DECIMAL_MARKS, *CLOCKS))}.",
            )
    role, number, _, _ = split_target(target) if target not in PLAIN_TARGETS else ("", 0, "", "")
    return replace(
        one,
        target=target,
        concept=_concept_of(target, one.concept),
        role=role,
        number=number,
        confidence=1.0,
        state=SAID,
        evidence=(Remark("said"),),
        doubts=(),
        options=options,
    )


def _concept_of(target: str, guessed: str) -> str:
    """The meaning behind a target: the one guessed if it has that target, else the first."""
    _, _, sub, prop = split_target(target)
    bare = f"{sub}.{prop}" if sub else prop
    known = concepts()
    if guessed in known and known[guessed].target == bare:
        return guessed
    return next((name for name, one in known.items() if one.target == bare), "")


def _asked_anew(one: ColumnProposal) -> ColumnProposal:
    """The column without doubts about dates and numbers, which are raised again."""
    again = (
        "order", "order_from", "order_broken", "order_differs", "calendar", "hijri", "short_years",
        "decimal", "decimal_broken", "decimal_differs", "thousands", "currency_differs", "clock",
    )  # fmt: skip
    return replace(one, doubts=tuple(doubt for doubt in one.doubts if doubt.code not in again))


def as_kept(proposal: Proposal) -> list[dict[str, Any]]:
    """What of a proposal is kept with the source: what each column means, and how it is read."""
    return [
        {
            "sheet": table.sheet,
            "kind": table.kind,
            "columns": [
                {
                    "column": one.column,
                    "target": one.target,
                    "concept": one.concept,
                    "language": one.language,
                    "order": one.options.order,
                    "calendar": one.options.calendar,
                    "currency": one.options.currency,
                    "factor": one.options.factor,
                    "decimal": one.options.decimal,
                    "clock": one.options.clock,
                }
                for one in table.columns
            ],
        }
        for table in proposal.tables
    ]


def extended(
    file: str,
    samples: Sequence[Sample],
    *,
    kept: Sequence[Mapping[str, Any]],
    layout: Mapping[str, Any],
) -> Proposal:
    """A proposal for a newer file of a source: known columns as they were, new ones proposed.

    Ids are made from the same columns as before, so that what is known stays the same entity.

    Args:
        file: its name.
        samples: its tables.
        kept: what `as_kept` gave for the last file.
        layout: the layout it was read with.
    """
    tables = []
    for sample in samples:
        older = _older_table(sample, kept)
        fresh = propose_table(sample)
        if older is None:
            tables.append(fresh)
            continue
        number = kept.index(older)
        tables.append(_extended_table(fresh, sample, older=older, layout=layout["tables"][number]))
    return Proposal(file, tuple(tables))


def _older_table(sample: Sample, kept: Sequence[Mapping[str, Any]]) -> Mapping[str, Any] | None:
    """The kept table that shares most columns with this one, if it shares most of its own."""
    wide, _ = as_wide(sample)
    there = set(map(header_key, wide.header))

    def shared(table: Mapping[str, Any]) -> int:
        return len(there & {header_key(one["column"]) for one in table["columns"]})

    best = max(kept, key=shared, default=None)
    if best is None or shared(best) * 2 <= len(best["columns"]):
        return None
    return best


def _extended_table(
    fresh: TableProposal,
    sample: Sample,
    *,
    older: Mapping[str, Any],
    layout: Mapping[str, Any],
) -> TableProposal:
    known = {header_key(one["column"]): one for one in older["columns"]}
    columns = [
        _kept(one, known[header_key(one.column)])
        if header_key(one.column) in known
        else one.doubted("new")
        for one in fresh.columns
    ]
    wide, _ = as_wide(sample)
    there = {header_key(one.column) for one in columns}
    gone = [Remark("gone", (one["column"],)) for key, one in known.items() if key not in there]
    table = replace(
        fresh, kind=older["kind"], columns=tuple(with_readings(columns, wide)), doubts=tuple(gone)
    )
    older_entities = None if gone else layout["entities"]
    return finish_table(replace(table, older=older_entities), wide)


def _kept(one: ColumnProposal, kept: Mapping[str, Any]) -> ColumnProposal:
    target = str(kept["target"])
    role, number, _, _ = split_target(target) if target not in PLAIN_TARGETS else ("", 0, "", "")
    options = Options(
        kept["order"],
        kept["calendar"] or "",
        kept["currency"],
        int(kept["factor"]),
        # A mapping that was kept before marks were asked has none.
        str(kept.get("decimal", "")),
        str(kept.get("clock", "")),
    )
    return replace(
        one,
        target=target,
        concept=str(kept["concept"]),
        language=str(kept["language"]),
        role=role,
        number=number,
        confidence=1.0,
        state=KEPT,
        evidence=(Remark("kept"),),
        doubts=(),
        options=options,
    )
