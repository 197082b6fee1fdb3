"""Doors of the returns desk: letters, packages to and from receiving authorities, history."""

from hawkari.desks.returns.models import Case
from hawkari.evidence.models import Operation
from tests.desks.returns.playing import Desk
from tests.trust.visits import Ground, Visit

__all__ = ["VISITS"]


def desk_of(ground: Ground) -> Desk:
    """The ground's operation as one for returns."""
    operation = ground.case.world.operation
    Operation.objects.filter(pk=operation.pk).update(purpose_kind="return")
    operation.refresh_from_db()
    return Desk("nca", operation)


def a_case(ground: Ground) -> Case:
    """A case that nobody has worked on."""
    desk = desk_of(ground)
    return desk.case(desk.officer())


def at(_: Ground) -> list[str]:
    """The newest case."""
    found = Case.objects.order_by("pk").last()
    return [found.reference if found is not None else "R-2026-XXXXXX"]


VISITS: tuple[Visit, ...] = (
    Visit("returns:history", arguments=at, ready=a_case, role="monitor"),
    Visit("returns:history_pdf", arguments=at, ready=a_case, role="monitor"),
)
