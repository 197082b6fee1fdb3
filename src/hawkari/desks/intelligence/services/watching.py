"""Watchlists as the pages show them: alerts in two groups, and how often an entry was right."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from hawkari.desks.intelligence.services.modelling import Share, share_of
from hawkari.evidence.access import Access
from hawkari.evidence.models import AlertState
from hawkari.evidence.watchlists import (
    AlertView,
    Digest,
    EntryView,
    counts_of,
    digest_of,
    entries_of,
    entry_of,
)

__all__ = ["EntryLine", "WatchPage", "entry_line", "watch_page", "watchlist"]


@dataclass(frozen=True, slots=True)
class EntryLine:
    """An entry with what it brought so far, as far as the reader may see it.

    `right` is the share of its answered alerts that were the one watched; None while none is
    answered. `waiting` alerts are not answered yet.
    """

    entry: EntryView
    right: Share | None
    waiting: int


@dataclass(frozen=True, slots=True)
class WatchPage:
    """The digest. `protected` alerts stand apart, without a probability: nobody there is ranked."""

    found: Digest
    others: tuple[AlertView, ...]
    protected: tuple[AlertView, ...]


def watch_page(access: Access, *, of_all: bool = False) -> WatchPage:
    """The alerts of a reader; with `of_all` those of the whole agency.

    Raises:
        AccessDenied: if the role keeps no watchlists.
    """
    found = digest_of(access, only_told=not of_all)
    return WatchPage(
        found=found,
        others=tuple(one for one in found.open if not one.is_protected),
        protected=tuple(one for one in found.open if one.is_protected),
    )


def watchlist(access: Access) -> list[EntryLine]:
    """The entries that a reader may know of, those to be reviewed soonest first.

    Raises:
        AccessDenied: if the role keeps no watchlists.
    """
    return _lines(access, entries_of(access))


def entry_line(access: Access, number: int) -> EntryLine:
    """One entry.

    Raises:
        AccessDenied: if the role keeps no watchlists.
        BadInput: if there is none that the reader may know of.
    """
    (line,) = _lines(access, [entry_of(access, number)])
    return line


def _lines(access: Access, entries: Sequence[EntryView]) -> list[EntryLine]:
    counts = counts_of(access, entries)
    return [_line(one, counts.get(one.id, {})) for one in entries]


def _line(entry: EntryView, counts: Mapping[str, int]) -> EntryLine:
    right = counts.get(AlertState.ACKNOWLEDGED, 0)
    answered = right + counts.get(AlertState.DISMISSED, 0)
    return EntryLine(entry, share_of(right, answered), counts.get(AlertState.OPEN, 0))
