"""Doors of the returns desk: letters, packages to and from receiving authorities, history."""

from collections.abc import Callable
from typing import Any

from hawkari.desks.returns.models import Case, MadeLetter
from hawkari.desks.returns.services.letters import make_letter
from hawkari.desks.returns.services.receiving import prepare_package, release_package
from hawkari.evidence.models import IncomingPackage, Operation, OutgoingPackage
from tests.desks.returns.letters import FONTS
from tests.desks.returns.playing import Desk, look
from tests.desks.returns.receiving import comes, comes_to, request, with_receiver
from tests.desks.returns.test_letter_services import ASKED
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


def asked_about(ground: Ground) -> Case:
    """A case with a request that was released."""
    case = a_case(ground)
    officer = with_receiver(desk_of(ground)).officer()
    look(officer, case.reference)
    package = prepare_package(officer, case.reference, request())
    release_package(officer, case.reference, package.reference)
    return case


def answered(ground: Ground) -> None:
    """The same, and a reply that waits."""
    asked_about(ground)
    package = OutgoingPackage.objects.latest("pk")
    comes(desk_of(ground).officer(), package.reference, answer="accepted")


def drafted(ground: Ground) -> None:
    """A draft about a case."""
    case = a_case(ground)
    prepare_package(with_receiver(desk_of(ground)).officer(), case.reference, request())


def lettered(ground: Ground) -> None:
    """A case with a letter."""
    case = a_case(ground)
    make_letter(desk_of(ground).officer(), case.reference, ASKED, fonts=FONTS)


def asked_of_us(ground: Ground) -> None:
    """A request of another agency."""
    comes_to(desk_of(ground).officer())


def came(_: Ground) -> list[Any]:
    """The newest package that came."""
    found = IncomingPackage.objects.order_by("pk").last()
    return [found.pk if found is not None else 1]


def draft(step: str) -> Callable[[Ground], list[str]]:
    """The newest package of ours, and a step."""
    return lambda ground: [_newest(OutgoingPackage), step]


def _newest(table: Any) -> str:
    found = table.objects.order_by("pk").last()
    return found.reference if found is not None else "a" * 32


def letter(ground: Ground) -> list[str]:
    """The newest case and its letter."""
    return [*at(ground), _newest(MadeLetter)]


WHY = {"basis": "public task", "purpose": "x"}


def _visit(name: str, method: str = "get", **more: Any) -> Visit:
    return Visit(f"returns:{name}", method, role="caseworker", **more)


VISITS: tuple[Visit, ...] = (
    Visit("returns:history", arguments=at, ready=a_case, role="monitor"),
    Visit("returns:history_pdf", arguments=at, ready=a_case, role="monitor"),
    _visit("letters", arguments=at, ready=a_case),
    _visit("letter", arguments=letter, ready=lettered),
    _visit(
        "served", "post", arguments=letter, ready=lettered,
        data=lambda _: {"how": "in person", "place": "england-wales"},
    ),
    _visit("inbox", ready=desk_of),
    _visit("aside", "post", arguments=came, ready=answered, data=lambda _: {"words": "x"}),
    _visit("answer", arguments=lambda ground: [*came(ground), "reply"], ready=asked_of_us),
    _visit("package_step", "post", arguments=draft("drop"), ready=drafted),
    _visit("receiver", arguments=at, ready=a_case),
    _visit("take", "post", arguments=lambda ground: [*at(ground), *came(ground)], ready=answered),
    _visit(
        "compare", "post", arguments=lambda ground: [*at(ground), *came(ground)], ready=answered,
        data=lambda _: WHY,
    ),
    _visit(
        "decide", "post", arguments=lambda ground: [*at(ground), *came(ground)], ready=answered,
        data=lambda _: {**WHY, "outcome": "same", "why": "x"},
    ),
    _visit("prepare_package", arguments=lambda ground: [*at(ground), "request"], ready=a_case),
)  # fmt: skip
