"""Numbers of a load into the database, and those of the file before it out."""

from collections.abc import Collection, Sequence

from hawkari.evidence.bulk import in_ids, insert_rows
from hawkari.evidence.models import LoadPart, LoadRun, RouteFigure
from hawkari.evidence.rows import FigureRow

__all__ = ["drop_figures", "drop_older", "write_figures"]

COLUMNS = (
    "load_id", "part_id", "series", "measure", "route", "nationality", "period", "value",
)  # fmt: skip


def write_figures(load: LoadRun, part: LoadPart, figures: Sequence[FigureRow]) -> None:
    """Insert the numbers of one batch, in the transaction that moves the load on."""
    insert_rows(
        RouteFigure,
        COLUMNS,
        [
            (load.pk, part.pk, one.series, one.measure, one.route, one.nationality, one.period,
             one.value)
            for one in figures
        ],
    )  # fmt: skip


def drop_figures(loads: Collection[int]) -> int:
    """Delete the numbers of some loads that are disposed of; how many."""
    return RouteFigure.objects.filter(load__in=in_ids(sorted(loads))).delete()[0]


def drop_older(load: LoadRun) -> None:
    """Delete the numbers of earlier files of the slot: the newest file is the whole series."""
    older = RouteFigure.objects.filter(load__source=load.source_id, load__slot=load.slot)
    older.exclude(load=load).delete()
