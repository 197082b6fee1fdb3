"""How entries of activities stood before they were changed, so that a past day can be told."""

from collections.abc import Iterable
from datetime import date
from typing import Any, TypeVar

from django.utils import timezone

from hawkari.desks.programme.models import Decision, Entry, EntryPast, Milestone, Risk
from hawkari.desks.programme.services.known_on import KnownOn
from hawkari.evidence.access import Access

__all__ = ["CHANGING", "as_known", "change"]

E = TypeVar("E", bound=Entry)

CHANGING: dict[type[Entry], tuple[str, ...]] = {
    Milestone: ("revised", "revised_why", "done", "evidence"),
    Risk: ("likelihood", "impact", "review", "response", "closed", "closed_why"),
    Decision: ("action_done", "action_evidence"),
}
"""What of an entry is carried on; everything else stays as it was written down."""


def change(access: Access, entry: Entry, **fields: object) -> None:
    """Carry an entry on that is locked; how it stood until now is kept.

    Args:
        access: who does it.
        entry: of one of the kinds in `CHANGING`.
        **fields: what changes, of those that are named there.
    """
    names = CHANGING[type(entry)]
    EntryPast.objects.create(
        what=_kind(type(entry)), number=entry.pk, values=_kept(entry, names),
        until=timezone.now(), changed_by=access.user,
    )  # fmt: skip
    for name, value in fields.items():
        setattr(entry, name, value)
    entry.save(update_fields=list(fields))


def as_known(model: type[E], entries: Iterable[E], known: KnownOn) -> tuple[list[E], set[int]]:
    """Entries as they stood on a day, in order; they are not to be saved.

    Args:
        model: of them all.
        entries: that stood then.
        known: the day.

    Returns:
        The entries, and the keys of those of which nobody kept how they stood then.
    """
    found = list(entries)
    untold: set[int] = set()
    names = CHANGING.get(model, ())
    if known.end is None or not names:
        return found, untold
    of = EntryPast.objects.filter(what=_kind(model), number__in=[one.pk for one in found])
    first: dict[int, EntryPast] = {}
    for past in of.filter(until__gte=known.end).order_by("until", "pk"):
        first.setdefault(past.number, past)
    for one in found:
        if (then := first.get(one.pk)) is None:
            continue
        if then.values is None:
            untold.add(one.pk)
        else:
            _turn_back(one, then.values, names)
    return found, untold


def _kind(model: type[Entry]) -> str:
    return model.__name__.lower()


def _kept(entry: Entry, names: Iterable[str]) -> dict[str, Any]:
    values = {name: getattr(entry, name) for name in names}
    return {
        name: value.isoformat() if isinstance(value, date) else value
        for name, value in values.items()
    }


def _turn_back(entry: Entry, values: dict[str, Any], names: Iterable[str]) -> None:
    for name in names:
        of: Any = entry._meta.get_field(name)
        setattr(entry, name, of.to_python(values[name]))
