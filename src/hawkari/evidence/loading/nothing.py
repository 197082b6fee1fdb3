"""When a file says nothing that can be used."""

from hawkari.evidence.models import LoadRun, LoadSighting, RouteFigure
from hawkari.evidence.rows import Refused

__all__ = ["NO_ROWS", "nothing_usable", "says_anything"]

NO_ROWS = Refused("1", "", "the file has no rows", "Export it again, if it should have some.")


def says_anything(load: LoadRun) -> bool:
    """Whether a load has brought or seen again anything at all."""
    if load.statements_added:
        return True
    loaded = LoadSighting.objects.filter(load=load), RouteFigure.objects.filter(load=load)
    return any(found.exists() for found in loaded)


def nothing_usable(load: LoadRun) -> tuple[str, str]:
    """Problem and remedy of a file of which nothing could be used."""
    first = load.refused.order_by("pk").first()
    if first is None:
        return NO_ROWS.problem, "Export it again; the older version stands."
    place = f"row {first.row}" + (f", {first.field}" if first.field else "")
    count = load.rows_refused
    return f"nothing in the file can be used; {count:,} refused, first {place}: {first.problem}", (
        first.remedy
    )
