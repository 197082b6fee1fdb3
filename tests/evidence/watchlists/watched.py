"""A world in which things are watched, and data that brings them."""

from datetime import timedelta
from typing import Any

from hawkari.evidence.access import Access
from hawkari.evidence.models import LoadRun
from hawkari.evidence.store import LoadStatus
from hawkari.evidence.watchlists import EntryTerms, EntryView, match_load, place_entry
from tests.evidence.factories import World, row

NAME, SORANI = "Rebwar Hama Amin", "ڕێبوار حەمە ئەمین"
PHONE = "+447700900142"


def terms(access: Access, value: str = NAME, kind: str = "name", **more: Any) -> EntryTerms:
    more.setdefault("expires", access.today + timedelta(days=30))
    return EntryTerms(kind=kind, value=value, reason=more.pop("reason", "boats at dawn"), **more)


def place(access: Access, value: str = NAME, kind: str = "name", **more: Any) -> EntryView:
    return place_entry(access, terms(access, value, kind, **more))


def bring(world: World, agency: str, values: dict[str, str], *, at: str = "x-1", **how) -> LoadRun:
    """Load one record from a file of its own, and match it as the end of a load does."""
    schema = how.pop("schema", "Person")
    rows = [row(at, prop, value, schema=schema) for prop, value in values.items()]
    writer = world.begin(agency, **{"slot": f"{at}.csv", **how})
    if writer.status is LoadStatus.UNCHANGED:
        return writer.load
    writer.write_batch(rows, rows=len(rows))
    load = writer.finish()
    match_load(load)
    return load
