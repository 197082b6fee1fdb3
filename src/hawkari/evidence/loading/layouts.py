"""Which layout a file is read with: given, kept with its source, shipped, or proposed now."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from hawkari.errors import BadInput
from hawkari.evidence.loaders import (
    Context,
    Layout,
    Loader,
    UnknownLayout,
    parse_layout,
    shipped_layouts,
)
from hawkari.evidence.loaders.asking import Ask, ask_unsure
from hawkari.evidence.loaders.proposing import (
    KEPT,
    Proposal,
    as_kept,
    corrected,
    extended,
    propose,
)
from hawkari.evidence.loaders.tables import Sample
from hawkari.evidence.loading.source_mappings import KeptMapping, kept_mappings
from hawkari.evidence.loading.terms import Terms

__all__ = ["Chosen", "UnsureMapping", "choose_layout", "proposal_for"]

SHOWN_COLUMNS = 6


@dataclass(frozen=True, slots=True)
class Chosen:
    """A layout and where it is from.

    `how` is ``given``, ``proposed`` or ``corrected``, as in `source_mappings`, and empty for a
    shipped layout; `columns` is what is kept of a proposal; `proposal` is there where it is new.
    """

    layout: Layout
    how: str = ""
    columns: Sequence[Mapping[str, Any]] = ()
    proposal: Proposal | None = None


class UnsureMapping(BadInput):
    """A file of which nobody is sure what some columns mean; carries what is proposed.

    Args:
        proposal: with at least one unsure column.
    """

    def __init__(self, proposal: Proposal) -> None:
        self.proposal = proposal
        unsure = proposal.unsure
        said = [
            f"{one.column!r}" + (f" (perhaps {one.target})" if one.target else "")
            for _, one in unsure[:SHOWN_COLUMNS]
        ]
        more = len(unsure) - len(said)
        shown = ", ".join(said) + (f" and {more} more" if more > 0 else "")
        count = "one column" if len(unsure) == 1 else f"{len(unsure)} columns"
        table, first = unsure[0]
        option = f"--set '{first.column}={first.target or 'notes'}'"
        super().__init__(
            f"it is not certain what {count} mean{'s' if len(unsure) == 1 else ''}: {shown}; "
            "nothing was loaded",
            f"Say it once, e.g. {option} ('notes' keeps a column as a note, 'ignore' leaves it "
            "out); --dry-run shows what is proposed and why.",
            where=(proposal.file, *([table.sheet] if table.sheet else [])),
        )


def choose_layout(
    loader: Loader, path: Path, context: Context, *, terms: Terms, ask: Ask | None = None
) -> Chosen:
    """The layout that a file is to be read with.

    Args:
        loader: of the file's kind.
        path: the file.
        context: as the loader needs it.
        terms: whose the file is, its mapping or corrections if somebody gave any.
        ask: answers about unsure columns; None to refuse the file instead.

    Raises:
        UnsureMapping: if a column's meaning is not certain and nobody can be asked.
        BadInput: if the file cannot be read, or a mapping or correction cannot be used.
    """
    if terms.mapping is not None:
        if terms.corrections:
            raise BadInput("a mapping and corrections were both given", "Give one of the two.")
        layout = parse_layout(terms.mapping, partial=True)
        loader.sniff(path, context, (layout,))
        return Chosen(layout, "given")
    kept = kept_mappings(terms.source, terms.slot or path.name)
    known = None if terms.corrections else _known(loader, path, context, kept=kept)
    if isinstance(known, Chosen):
        return known
    samples = known if known is not None else _samples(loader, path, context)
    proposal = proposal_for(path.name, samples, kept)
    if terms.corrections:
        proposal = corrected(proposal, samples, terms.corrections)
    how = "corrected" if terms.corrections else "proposed"
    if proposal.unsure and ask is not None:
        proposal, how = ask_unsure(proposal, samples, ask), "corrected"
    data = proposal.layout_data()
    if data is None:
        raise UnsureMapping(proposal)
    layout = parse_layout(data, where=path.name)
    return Chosen(layout, how, as_kept(proposal), proposal)


def proposal_for(file: str, samples: Sequence[Sample], kept: Sequence[KeptMapping]) -> Proposal:
    """What the columns mean: as kept with the source where they were known, else proposed."""
    for one in kept:
        if one.columns:
            proposal = extended(file, samples, kept=one.columns, layout=one.layout)
            states = (column.state for table in proposal.tables for column in table.columns)
            if KEPT in states:
                return proposal
    return propose(file, samples)


def _known(
    loader: Loader, path: Path, context: Context, *, kept: Sequence[KeptMapping]
) -> Chosen | Sequence[Sample]:
    """The layout that fits the whole file; else its tables.

    A mapping that was given as a file need not name every column, so it fits more; one that was
    proposed must know every table and column: what is new is not passed over.
    """
    layouts = [
        parse_layout(one.layout, where=f"mapping of {one.slot}", partial=not one.columns)
        for one in kept
    ]
    try:
        layout = loader.sniff(path, context, (*layouts, *shipped_layouts()))
    except UnknownLayout as unknown:
        return unknown.samples
    if layout not in layouts:
        return Chosen(layout)
    one = kept[layouts.index(layout)]
    if not layout.partial:
        samples = _samples(loader, path, context)
        if any(layout.table_for(sample.header) is None for sample in samples):
            return samples
    return Chosen(layout, one.how, one.columns)


def _samples(loader: Loader, path: Path, context: Context) -> Sequence[Sample]:
    """The file's tables with their first rows.

    Raises:
        BadInput: if the file holds no tables.
    """
    try:
        loader.sniff(path, context, ())
    except UnknownLayout as unknown:
        return unknown.samples
    raise BadInput(
        "its fields have fixed meanings, so no column of it can be set",
        "Load it without --set.",
        where=(path.name,),
    )
