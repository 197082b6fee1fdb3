"""Doors of the exchange desk: requests, packages and transfers."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from django.utils import timezone

from hawkari.desks.exchange.models import (
    InformationRequest,
    Package,
    PackageEvent,
    PackageRecipient,
    PackageRow,
    ReceivedPackage,
    RiskAssessment,
)
from hawkari.desks.exchange.packages import Copy, package_body
from hawkari.desks.exchange.services import requests as asking
from hawkari.evidence.access import open_access, visible_to
from hawkari.evidence.categories import set_category
from hawkari.evidence.disclosures import raise_notices, record_disclosure
from hawkari.evidence.grading import MarkingValue
from hawkari.evidence.models import (
    Agency,
    Category,
    Change,
    CorrectionNotice,
    Medium,
    OperationMember,
    User,
)
from tests.desks.exchange.playing import PlayedPartner, be_node, partner_of
from tests.trust.visits import Ground, Visit

__all__ = ["VISITS"]

REFERENCE = "b" * 32
EVENT = "c" * 32
REVIEWER = "reviewer"


def day(days: int) -> str:
    """A day from now on, as forms take it."""
    return (timezone.now().date() + timedelta(days=days)).isoformat()


ASK = {
    "partner": "asayish", "what": "Who?", "why": "A boat", "legal_basis": "Invented",
    "deadline": day(7), "action": "hold", "identifier_type": "phone",
    "identifier": "+447700900001", "language": "en",
}  # fmt: skip
WORDS = {"words": "Invented"}


def partner(ground: Ground) -> PlayedPartner:
    """This installation as a node with a partner in the operation."""
    be_node()
    return partner_of(ground.case.world.operation)


def asked(ground: Ground) -> PlayedPartner:
    """A request that a partner made, under `REFERENCE`."""
    slug = ground.case.world.operation.slug
    found = partner(ground)
    found.says(
        "request",
        {
            "request": REFERENCE, "ticket": "", "what": "Who?", "why": "A boat",
            "legal_basis": "Invented", "purpose": "crime", "action": "hold", "identifiers": [],
            "deadline": day(7), "language": "en",
        },
        operation=slug,
    )  # fmt: skip
    return found


def colleague(ground: Ground, role: str = "analyst") -> Any:
    """Somebody else of the node's agency, by whom a thing was begun."""
    operation = ground.case.world.operation
    user, _ = User.objects.get_or_create(
        username=f"colleague-{role}", defaults={"agency": operation.agencies.get(slug="nca")}
    )
    OperationMember.objects.get_or_create(operation=operation, user=user, defaults={"role": role})
    return open_access(user, operation.slug)


def deciding(ground: Ground) -> None:
    """A draft that a colleague began for the partner's request, under `REFERENCE`."""
    asked(ground)
    access = colleague(ground)
    package = Package.objects.create(
        reference=REFERENCE,
        request=InformationRequest.objects.get(reference=REFERENCE),
        operation=ground.case.world.operation,
        prepared_by=access.user,
        prepared_at=timezone.now(),
        onward="Ask us",
        review_by=day(90),
    )
    package.recipients.create(agency=package.request.partner, ceiling="OFFICIAL")


def filled(ground: Ground) -> None:
    """The draft with one statement in it, undecided."""
    deciding(ground)
    package = Package.objects.get()
    PackageRow.objects.create(package=package, number=ground.statement, item="d" * 32)


def decided(ground: Ground) -> None:
    """The draft with one statement that may leave, released by a colleague."""
    filled(ground)
    access = colleague(ground)
    Agency.objects.filter(slug="asayish").update(country="GB")
    entity = visible_to(access).get(pk=ground.statement).entity_id
    set_category(access, entity, Category.SUSPECT, basis="fact")
    PackageRow.objects.update(choice="release", decided_by=access.user)


def given(ground: Ground) -> None:
    """The package as it stands once it was released, with a change of it that is to be told."""
    decided(ground)
    access = colleague(ground)
    to = PackageRecipient.objects.get()
    to.disclosure = record_disclosure(access, [ground.statement], medium=Medium.PACKAGE)
    to.message = "f" * 32
    to.save()
    Package.objects.update(state="released")
    raise_notices([ground.statement], Change.RETRACTED, cause="load:1")


def lost(ground: Ground) -> None:
    """A recall that could not be sent when it was told."""
    given(ground)
    package = Package.objects.get()
    PackageEvent.objects.create(
        reference=EVENT, holder=package.prepared_by.agency, kind="recall", about=REFERENCE,
        package=package, partner=package.request.partner, is_ours=True, words="Wrong", by="x",
        at=timezone.now(), answer_due=timezone.now().date(), problem="revoked",
    )  # fmt: skip


def lost_event() -> int:
    """The number of the newest event."""
    newest = PackageEvent.objects.order_by("pk").last()
    return newest.pk if newest is not None else 1


def row(_: Ground) -> dict[str, str]:
    """The newest row of a package, withheld."""
    newest = PackageRow.objects.order_by("pk").last()
    number = newest.pk if newest is not None else 1
    return {"row": str(number), "choice": "withhold", "reason": "Invented"}


def notice(_: Ground) -> list[str]:
    """The number of the newest notice."""
    newest = CorrectionNotice.objects.order_by("pk").last()
    return [str(newest.pk if newest is not None else 1)]


def ours(ground: Ground) -> None:
    """A request that a colleague made."""
    partner(ground)
    asking.ask(
        colleague(ground),
        asking.Asked("asayish", "Who?", "A boat", "Invented", deadline=timezone.now().date()),
    )


def of_ours(_: Ground) -> list[str]:
    """The reference of the newest request."""
    newest = InformationRequest.objects.order_by("pk").last()
    return [newest.reference if newest is not None else REFERENCE]


def submitted(ground: Ground) -> None:
    """The draft as it waits for a second person."""
    deciding(ground)
    Package.objects.update(state="submitted")


def received(ground: Ground) -> PlayedPartner:
    """A package that answers a request of ours, under `REFERENCE`."""
    found = partner(ground)
    access = colleague(ground)
    request = asking.ask(
        access,
        asking.Asked("asayish", "Who?", "A boat", "Invented", deadline=timezone.now().date()),
    )
    copy = Copy(
        "d" * 32, "e" * 32, "Person", "name", "Shilan Karim", MarkingValue("2", "D", "P"),
        timezone.now().date() + timedelta(days=90),
    )  # fmt: skip
    about = {
        "id": REFERENCE, "request": request.reference, "operation": access.operation.slug,
        "from": "asayish", "to": ["nca"], "purpose": "crime", "action": "hold",
        "legal_basis": "Invented", "transfer_basis": None, "expires": day(90),
        "terms": {"onward": "Ask us", "review_by": day(90)}, "supersedes": "",
    }  # fmt: skip
    found.says(
        "package",
        package_body([copy], about, created=timezone.now()),
        operation=access.operation.slug,
    )
    return found


def loaded(ground: Ground) -> PlayedPartner:
    """The package as it stands once it was loaded."""
    found = received(ground)
    ReceivedPackage.objects.update(state="loaded")
    return found


def recalled(ground: Ground) -> None:
    """A recall of the package, which waits for an answer."""
    loaded(ground).says(
        "package-event",
        {
            "event": EVENT, "kind": "recall", "package": REFERENCE, "code": "", "items": [],
            "words": "Wrong", "answer_due": day(3),
        },
        operation=ground.case.world.operation.slug,
    )  # fmt: skip
    assert PackageEvent.objects.exists()


def assessed(ground: Ground) -> None:
    """An assessment that a colleague made, which waits for a second person."""
    partner(ground)
    RiskAssessment.objects.create(
        agency=ground.case.world.operation.agencies.get(slug="asayish"), reference="A-1",
        death_penalty="none", ill_treatment="none", reasoning="Invented",
        assessed_on=timezone.now().date(), valid_until=day(90),
        assessed_by=colleague(ground).user,
    )  # fmt: skip


def assessment(_: Ground) -> list[str]:
    """The number of the newest assessment."""
    newest = RiskAssessment.objects.order_by("pk").last()
    return [str(newest.pk if newest is not None else 1)]


def _at(*more: str) -> Callable[[Ground], list[str]]:
    return lambda _: [REFERENCE, *more]


def _open(name: str, ready: Callable[[Ground], Any], *more: str, role: str = "analyst") -> Visit:
    return Visit(f"exchange:{name}", arguments=_at(*more), ready=ready, role=role)


def _send(
    name: str, ready: Callable[[Ground], Any], *more: str, role: str = "analyst", **data: str
) -> Visit:
    return Visit(
        f"exchange:{name}", "post", arguments=_at(*more), data=lambda _: data, ready=ready,
        role=role,
    )  # fmt: skip


VISITS = (
    Visit("exchange:requests", role=REVIEWER),
    Visit("exchange:ask_partner", "post", data=lambda _: ASK, ready=partner, role=REVIEWER),
    _open("request", asked),
    _send("begin_package", asked),
    _send("decline_request", asked, **WORDS),
    Visit("exchange:packages", role=REVIEWER),
    _open("package", deciding),
    Visit("exchange:api:list_requests", role=REVIEWER),
    _open("api:show_request", asked),
    Visit("exchange:api:list_packages", role=REVIEWER),
    _open("api:show_package", deciding),
    _open("api:show_received", received),
    _open("transfer", deciding, "asayish"),
    _send("set_package_terms", deciding, onward="Ask us", review_by=day(90)),
    _send("drop_package", deciding, **WORDS),
    _send(
        "add_permission",
        deciding,
        kind="onward",
        originator="asayish",
        recipient="asayish",
        given_by="An officer",
        document="Letter 1",
        given_on=day(-1),
        words="",
    ),
    Visit(
        "exchange:add_to_package",
        "post",
        arguments=_at(),
        ready=deciding,
        data=lambda g: {"entity": g.rebwar},
    ),
    Visit("exchange:decide_rows", "post", arguments=_at(), ready=filled, data=row),
    _send("submit_package", decided, send="on"),
    _send("recall_package", given, **WORDS),
    Visit(
        "exchange:tell_again",
        "post",
        arguments=lambda _: [REFERENCE, str(lost_event())],
        ready=lost,
    ),
    Visit(
        "exchange:send_correction",
        "post",
        arguments=notice,
        ready=given,
        data=lambda _: WORDS,
        role=REVIEWER,
    ),
    Visit(
        "exchange:withdraw_request",
        "post",
        arguments=of_ours,
        ready=ours,
        data=lambda _: WORDS,
    ),
    _send("sign_package", submitted, back="", role=REVIEWER, **WORDS),
    _open("received", received),
    _send("load_received", received),
    _send("decline_received", received, **WORDS),
    _send("report_use", loaded, code="look_up", words="Invented"),
    _send("give_feedback", loaded, code="useful", words="Invented"),
    _send("answer_event", recalled, EVENT, **WORDS),
    Visit("exchange:assessments", role=REVIEWER, ready=partner),
    Visit("exchange:agree_assessment", "post", arguments=assessment, ready=assessed, role=REVIEWER),
)
