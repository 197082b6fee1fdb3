"""A node speaks for one agency: nobody of another acts or looks for it, whatever the service.

The services are enumerated from the program, so a new one fails here until `CALLS` says how to
call it, or `OF_ANY_AGENCY` why people of any agency of the operation may.
"""

import inspect
import pkgutil
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from importlib import import_module
from typing import Any

import pytest
from django.apps import apps
from django.db.models import QuerySet
from django.utils import timezone

from hawkari.desks.exchange import services
from hawkari.desks.exchange.blind.ledger import suspend
from hawkari.desks.exchange.models import (
    BlindQuery,
    BlindTicket,
    DeconflictionDesk,
    DeconflictionNotice,
)
from hawkari.desks.exchange.node import people
from hawkari.desks.exchange.node.cards import read_card, write_card
from hawkari.desks.exchange.node.partners import own_card
from hawkari.desks.exchange.services import joint_tasks, transfers, waiting
from hawkari.desks.exchange.services.asking import Asked as AskedBlindly
from hawkari.desks.exchange.services.deciding import Given
from hawkari.desks.exchange.services.joint_tasks import Proposal
from hawkari.desks.exchange.services.permissions import PermissionGiven
from hawkari.desks.exchange.services.requests import Asked
from hawkari.desks.exchange.services.transfers import AssessmentGiven
from hawkari.errors import AccessDenied, BadInput
from hawkari.evidence.access import Access
from hawkari.evidence.identities import EntityNotFound
from hawkari.evidence.local import ensure_agency
from tests.desks.exchange.nodes import Node
from tests.desks.exchange.sharing import REVIEW_BY, Sharing, today

pytestmark = [pytest.mark.django_db]

SECRET = "of the node alone"
HIDDEN = re.compile(
    r"speaks for (nca|asayish)|there is no (request|received package|package)|no such|no text|"
    r"no (notice|request|assessment) |nothing of|no longer as it was|no partner|no answer to keep"
)
OF_PROGRAMS = frozenset({
    "catalog", "entity_answers", "matching", "misp", "reconciling", "stix", "stix_page",
    "streaming", "taxii", "taxii_handed", "taxii_seen", "told_entities", "tokens",
})  # fmt: skip
"""Modules that answer programs of any agency from the evidence it may see; no partner is told."""
OF_ANY_AGENCY = {
    "asking.partners_of": "names of agencies only",
    "auditing_queries.value_was_asked": "for who reads the audit log of the operation",
    "copies.copies_for": "inside a release",
    "deciding.audit_package": "writes the log of a step that was taken",
    "deciding.candidates": "searches the evidence that the reader may see",
    "joint_lists.plan_tasks": "the network desk's plan, which the reader may see there",
    "joint_tasks.partners_in": "names of agencies only",
    "loading.load_statements": "inside the loading of a package",
    "packages.look": "writes the log of a look",
    "partners.own_card_file": "the card is no secret",
    "partners.see_node": "keys and counts, which every administrator here sees",
    "releasing.about": "inside a release",
    "releasing.check_ready": "inside a release",
    "requests.agency_of": "the reader's own agency",
    "requests.move_on": "inside a step on a request",
    "requests.partners_in": "names of agencies only",
    "telling.audit_event": "writes the log of a step that was taken",
    "telling.send_event": "inside a step on a package; what it sends asks",
    "telling.tell": "inside a step on a package; what it sends asks",
    "testing.readable_among": "numbers of statements that the reader may see",
    "testing.test_rows": "inside a decision on a package",
    "transfers.partner_of": "names of agencies only",
    "transfers.record_transfer": "inside a decision on a package",
}


@dataclass(frozen=True)
class Scene:
    """What one node holds: `there` is its agency's, of which a stranger learns nothing."""

    request: str
    package: str
    event: str
    task: str
    numbers: dict[str, int]
    card: bytes


Call = tuple[str, Callable[[Any, Access, Scene], Any]]
"""A role that may, and how to call the service of a module as a member in it."""
ASSESSED = AssessmentGiven("A-2", "none", "none", reasoning="Invented")
PERMITTED = PermissionGiven("onward", "nca", "nca", "A. Officer", "Letter 7", today())
BLINDLY = AskedBlindly(
    ("asayish", "nca"), "phone", ("+447700900001",), legal_basis="x", purpose="x", necessity="x",
)  # fmt: skip
WORDS = joint_tasks.Words("Invented")
CALLS: dict[str, Call] = {
    "asking.approve_query": ("liaison", lambda of, a, s: of.approve_query(a, "1" * 32)),
    "asking.ask": ("liaison", lambda of, a, s: of.ask(a, BLINDLY)),
    "asking.known_queries": ("liaison", lambda of, a, s: of.known_queries(a)),
    "asking.queries_of": ("liaison", lambda of, a, s: of.queries_of(a)),
    "asking.withdraw_query": (
        "liaison", lambda of, a, s: of.withdraw_query(a, "1" * 32, reason="x"),
    ),
    "correcting.corrections_due": ("reviewer", lambda of, a, s: of.corrections_due(a)),
    "correcting.send_correction": (
        "reviewer", lambda of, a, s: of.send_correction(a, 1, words="x"),
    ),
    "deciding.add_entity": ("analyst", lambda of, a, s: of.add_entity(a, s.package, "asayish:1")),
    "deciding.add_recipient": ("analyst", lambda of, a, s: of.add_recipient(a, s.package, "nca")),
    "deciding.begin": ("analyst", lambda of, a, s: of.begin(a, s.request)),
    "deciding.decide": (
        "analyst", lambda of, a, s: of.decide(a, s.package, [1], given=Given("release")),
    ),
    "deciding.draft_of": ("analyst", lambda of, a, s: of.draft_of(a, s.package)),
    "deciding.drop": ("analyst", lambda of, a, s: of.drop(a, s.package, words="x")),
    "deciding.find_package": ("analyst", lambda of, a, s: of.find_package(a, s.package)),
    "deciding.known_packages": ("analyst", lambda of, a, s: of.known_packages(a)),
    "deciding.locked_package": ("analyst", lambda of, a, s: of.locked_package(a, s.package)),
    "deciding.set_terms": (
        "analyst", lambda of, a, s: of.set_terms(a, s.package, onward="x", review_by=REVIEW_BY),
    ),
    "deciding.set_transfer": ("analyst", lambda of, a, s: of.set_transfer(a, s.package, "nca")),
    "deconflicting.desk_of": ("liaison", lambda of, a, s: of.desk_of(a)),
    "deconflicting.notices_of": ("liaison", lambda of, a, s: of.notices_of(a)),
    "deconflicting.see_notice": (
        "liaison", lambda of, a, s: of.see_notice(a, s.numbers["notice"]),
    ),
    "deconflicting.set_desk": ("liaison", lambda of, a, s: of.set_desk(a, "Call us instead")),
    "joint_lists.joint_list": ("liaison", lambda of, a, s: of.joint_list(a)),
    "joint_tasks.accept": (
        "liaison", lambda of, a, s: of.accept(a, s.task, due=today(), words=WORDS),
    ),
    "joint_tasks.decline": ("liaison", lambda of, a, s: of.decline(a, s.task, words=WORDS)),
    "joint_tasks.finish": (
        "liaison", lambda of, a, s: of.finish(a, s.task, words=WORDS, answer="confirmed"),
    ),
    "joint_tasks.keep_answer": ("analyst", lambda of, a, s: of.keep_answer(a, s.task)),
    "joint_tasks.known_joint_tasks": ("liaison", lambda of, a, s: of.known_joint_tasks(a)),
    "joint_tasks.propose": (
        "liaison", lambda of, a, s: of.propose(a, Proposal("asayish", "question", "Who?")),
    ),
    "joint_tasks.withdraw": ("liaison", lambda of, a, s: of.withdraw(a, s.task, words=WORDS)),
    "packages.packages_of": ("analyst", lambda of, a, s: of.packages_of(a)),
    "packages.packages_of_request": (
        "analyst", lambda of, a, s: of.packages_of_request(a, s.request),
    ),
    "packages.sent_package": ("analyst", lambda of, a, s: of.sent_package(a, s.package)),
    "partners.add_partner": (
        "administrator", lambda of, a, s: of.add_partner(a, s.card, fingerprint(s.card)),
    ),
    "partners.end_partner": (
        "administrator", lambda of, a, s: of.end_partner(a, "federal-police", "x"),
    ),
    "permissions.record_permission": (
        "analyst", lambda of, a, s: of.record_permission(a, s.package, PERMITTED),
    ),
    "recalling.recall": ("reviewer", lambda of, a, s: of.recall(a, s.package, words="x")),
    "received.prove_item": ("liaison", lambda of, a, s: of.prove_item(a, s.package, "1" * 32)),
    "received.received_of": ("liaison", lambda of, a, s: of.received_of(a)),
    "received.received_package": ("liaison", lambda of, a, s: of.received_package(a, s.package)),
    "receiving.decline_package": (
        "liaison", lambda of, a, s: of.decline_package(a, s.package, words="x"),
    ),
    "receiving.find_received": ("liaison", lambda of, a, s: of.find_received(a, s.package)),
    "receiving.known_received": ("liaison", lambda of, a, s: of.known_received(a)),
    "receiving.load_package": ("liaison", lambda of, a, s: of.load_package(a, s.package)),
    "receiving.locked_received": ("liaison", lambda of, a, s: of.locked_received(a, s.package)),
    "releasing.send_back": ("reviewer", lambda of, a, s: of.send_back(a, s.package, words="x")),
    "releasing.sign": ("reviewer", lambda of, a, s: of.sign(a, s.package)),
    "releasing.submit": ("analyst", lambda of, a, s: of.submit(a, s.package)),
    "requests.ask": (
        "liaison",
        lambda of, a, s: of.ask(a, Asked("asayish", "Who?", "x", "x", deadline=today())),
    ),
    "requests.decline": ("analyst", lambda of, a, s: of.decline(a, s.request, words="x")),
    "requests.find_request": ("liaison", lambda of, a, s: of.find_request(a, s.request)),
    "requests.known_requests": ("liaison", lambda of, a, s: of.known_requests(a)),
    "requests.locked": ("liaison", lambda of, a, s: of.locked(a, s.request, is_ours=True)),
    "requests.request_of": ("liaison", lambda of, a, s: of.request_of(a, s.request)),
    "requests.requests_of": ("liaison", lambda of, a, s: of.requests_of(a)),
    "requests.withdraw": ("liaison", lambda of, a, s: of.withdraw(a, s.request, words="x")),
    "sharing_waits.packages_waiting": ("liaison", lambda of, a, s: of.packages_waiting(a)),
    "sharing_waits.releases_waiting": ("reviewer", lambda of, a, s: of.releases_waiting(a)),
    "sharing_waits.requests_waiting": ("liaison", lambda of, a, s: of.requests_waiting(a)),
    "suspending.lift_suspension": (
        "reviewer",
        lambda of, a, s: of.lift_suspension(a, s.numbers["suspension"], reason="x"),
    ),
    "suspending.suspensions_of": ("liaison", lambda of, a, s: of.suspensions_of(a)),
    "telling.answer": ("liaison", lambda of, a, s: of.answer(a, s.event, words="x")),
    "telling.give_feedback": (
        "liaison", lambda of, a, s: of.give_feedback(a, s.package, code="useful", words="x"),
    ),
    "telling.report_use": (
        "liaison", lambda of, a, s: of.report_use(a, s.package, code="hold", words="x"),
    ),
    "telling_again.tell_again": ("reviewer", lambda of, a, s: of.tell_again(a, s.package, 1)),
    "texts.translate": (
        "liaison",
        lambda of, a, s: of.translate(a, ("request", s.request, "what"), language="ar", words="x"),
    ),
    "ticketing.known_tickets": ("liaison", lambda of, a, s: of.known_tickets(a)),
    "ticketing.say_of_ticket": (
        "liaison",
        lambda of, a, s: of.say_of_ticket(a, "2" * 32, "confirmed", words="x", call="x"),
    ),
    "ticketing.ticket_of": ("liaison", lambda of, a, s: of.ticket_of(a, "2" * 32)),
    "ticketing.tickets_of": ("liaison", lambda of, a, s: of.tickets_of(a)),
    "transfers.agree_assessment": (
        "reviewer", lambda of, a, s: of.agree_assessment(a, s.numbers["assessment"]),
    ),
    "transfers.assess": ("analyst", lambda of, a, s: of.assess(a, "asayish", ASSESSED)),
    "transfers.assessments": ("analyst", lambda of, a, s: of.assessments(a)),
    "waiting.waiting_for": ("reviewer", lambda of, a, s: of.waiting_for(a)),
}  # fmt: skip


def fingerprint(card: bytes) -> str:
    return read_card(card).fingerprint


def found_services() -> Iterator[str]:
    """The public functions of the desk's services that act for somebody, as ``module.name``."""
    for one in pkgutil.iter_modules(services.__path__):
        module = import_module(f"{services.__name__}.{one.name}")
        for name in module.__all__:
            function = getattr(module, name)
            is_its_own = inspect.isfunction(function) and function.__module__ == module.__name__
            if is_its_own and "access" in inspect.signature(function).parameters:
                yield f"{one.name}.{name}"


def fill(node: Node, partner: str) -> dict[str, int]:
    """Let a node hold one of everything that is not of a request or package."""
    access, now = node.access(), timezone.now()
    where = {"operation": access.operation, "partner": ensure_agency(partner)}
    DeconflictionDesk.objects.create(
        operation=access.operation, call=SECRET, set_by=access.user, set_at=now
    )
    notice = DeconflictionNotice.objects.create(
        **where, record="x:1", kind="phone", reference="0" * 32, call=SECRET, raised_at=now
    )
    BlindQuery.objects.create(
        **where, id="1" * 32, kind="phone", state="waiting", legal_basis=SECRET, purpose=SECRET,
        necessity=SECRET, asked_by=access.user, asked_at=now, size=1, asked_for=1,
    )  # fmt: skip
    BlindTicket.objects.create(
        **where, reference="2" * 32, side="asked", kind="phone", epoch=1, query="1" * 32,
        state="open", label=SECRET, created_at=now,
    )  # fmt: skip
    suspend(node.slug, f"{node.slug}-liaison", reason=SECRET)
    made = transfers.assess(
        node.access("analyst"), partner, AssessmentGiven("A-1", "none", "none", reasoning=SECRET)
    )
    joint_tasks.propose(access, Proposal(partner, "question", SECRET))
    suspension = apps.get_model("exchange", "BlindSuspension").objects.get()
    return {"notice": notice.pk, "suspension": suspension.pk, "assessment": made.pk}


@pytest.fixture
def sides(three_nodes) -> Iterator[tuple[Node, Scene]]:
    """Both nodes of one exchange, each with one of everything."""
    sharing = Sharing(three_nodes)
    package = sharing.share()
    found = []
    for node, other in ((sharing.asker, sharing.giver), (sharing.giver, sharing.asker)):
        with other:
            card = write_card(own_card()).encode()
        with node:
            numbers = fill(node, other.slug)
            task = apps.get_model("exchange", "JointTask").objects.get().reference
            request = apps.get_model("exchange", "InformationRequest").objects.get().reference
        found.append((node, Scene(request, package.reference, "3" * 32, task, numbers, card)))
    return found


def rows() -> dict[str, list[dict[str, Any]]]:
    """Everything that the desk keeps."""
    kept = apps.get_app_config("exchange").get_models()
    return {one.__name__: list(one._base_manager.order_by("pk").values()) for one in kept}


def told(answer: Any) -> str:
    """What a service gave, as text."""
    return repr(list(answer.values())) if isinstance(answer, QuerySet) else repr(answer)


def wrong_with(name: str, node: Node, scene: Scene) -> str:
    """What somebody of another agency gets from a service, or changes by it; empty if nothing."""
    role, call = CALLS[name]
    access, before = node.guest(role), rows()
    module = import_module(f"{services.__name__}.{name.partition('.')[0]}")
    try:
        answer = call(module, access, scene)
    except BadInput as refusal:
        shown = "" if HIDDEN.search(refusal.problem) else f"refused otherwise: {refusal}"
    except AccessDenied as refusal:
        shown = f"a role that may not: {refusal}"
    except EntityNotFound:
        shown = ""
    else:
        secrets = (SECRET, scene.package, scene.request, scene.task)
        shown = f"shows {told(answer)}" if any(one in told(answer) for one in secrets) else ""
    return shown or ("changes the store" if rows() != before else "")


def wrongs(node: Node, scene: Scene) -> list[str]:
    """What is wrong with any service at a node."""
    with node:
        found = {name: wrong_with(name, node, scene) for name in CALLS}
    return [f"{node.slug} {name}: {wrong}" for name, wrong in found.items() if wrong]


def test_every_service_is_called_or_may_be_used_by_any_agency_for_a_reason():
    found = [one for one in found_services() if one.partition(".")[0] not in OF_PROGRAMS]
    assert sorted(found) == sorted({*CALLS, *OF_ANY_AGENCY})
    assert CALLS.keys().isdisjoint(OF_ANY_AGENCY)


def test_nobody_of_another_agency_acts_or_looks_for_a_node_by_any_service(sides):
    found = [wrong for side in sides for wrong in wrongs(*side)]
    assert found == [], "\n".join(found)
    for node, _ in sides:
        with node:
            assert waiting.waiting_for(node.access("reviewer"))
            for role in ("liaison", "reviewer", "administrator"):
                assert waiting.waiting_for(node.guest(role)) == []


def test_the_walk_over_the_services_sees_where_one_forgets_to_ask(sides, monkeypatch):
    monkeypatch.setattr(people, "is_own", lambda _: True)
    seen = " ".join(wrongs(*sides[0]))
    for name in ("joint_list", "notices_of", "suspensions_of", "tickets_of", "see_notice"):
        assert f".{name}: " in seen
