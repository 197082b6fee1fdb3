"""What people do at a node of the demonstration, each through the services of the desks."""

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

from django.utils import timezone

from hawkari.desks.exchange.models import InMessage, PackageEvent
from hawkari.desks.exchange.node.cards import read_card, write_card
from hawkari.desks.exchange.node.heads import send_due_heads
from hawkari.desks.exchange.node.identity import init_node
from hawkari.desks.exchange.node.partners import own_card, pin_partner
from hawkari.desks.exchange.node.syncing import sync as exchange_with
from hawkari.desks.exchange.services import (
    asking,
    correcting,
    deciding,
    recalling,
    receiving,
    releasing,
    requests,
    telling,
    ticketing,
)
from hawkari.desks.exchange.services.publishing import publish_indexes
from hawkari.engines.blindmatch import IdentifierType
from hawkari.errors import BadInput
from hawkari.site.exchange_demo.people import access_of, hold, move_in, suspect
from hawkari.site.exchange_demo.standing import standing_at

__all__ = ["ACTS"]

Act = Callable[..., Any]
ACTS: dict[str, Act] = {}
CALL = "duty desk, +44 7700 900001"
SETTER = "demonstration"
WHY = "A boat is said to leave within the week; invented"
ONWARD = "Ask us before you pass it on"


def _act(function: Act) -> Act:
    ACTS[function.__name__] = function
    return function


@_act
def found_node(agency: str, *, name: str, country: str, address: str) -> dict[str, str]:
    """Make the installation the node of an agency; its card, as it is handed to partners."""
    init_node(agency, by=SETTER, name=name, country=country, address=address)
    card = own_card()
    return {"card": write_card(card), "fingerprint": card.fingerprint}


@_act
def pin(card: str, fingerprint: str) -> str:
    """Trust a partner's keys, once its fingerprint is the one that was read out."""
    found = read_card(card)
    if found.fingerprint != fingerprint:
        raise BadInput("the fingerprint is not the card's", "Call the partner.")
    return pin_partner(found, by=SETTER).agency.slug


@_act
def sync() -> int:
    """Hand over what waits for partners, and fetch what waits at theirs; how many moved."""
    send_due_heads()
    return sum(one.received + one.fetched for one in exchange_with([], by=SETTER))


@_act
def taken(partner: str) -> int:
    """How many messages of a partner the node has taken."""
    return InMessage.objects.filter(sender__agency__slug=partner).count()


@_act
def settle(agency: str, *, people: dict[str, Any], folder: str, suspects: list[str]) -> int:
    """The agency's people move in, its file is loaded, its suspects are set."""
    move_in(agency)
    added = hold(agency, people, folder=Path(folder))
    for one in suspects:
        suspect(agency, one)
    return added


@_act
def reload_file(agency: str, people: dict[str, Any], folder: str) -> int:
    """The agency's newer file: what it no longer says is retracted."""
    return hold(agency, people, folder=Path(folder))


@_act
def publish() -> int:
    """Publish what partners may match blindly; how many indexes went out."""
    publish_indexes(kinds=(IdentifierType.PHONE,))
    return 1


@_act
def ask_blindly(agency: str, partners: list[str], numbers: list[str]) -> list[str]:
    """The liaison officer asks partners whether they hold some numbers, without showing them."""
    asked = asking.Asked(
        tuple(partners), "phone", tuple(numbers), "An invented basis", "find the facilitator",
        "no other source holds it",
    )  # fmt: skip
    return asking.ask(access_of(agency, "liaison"), asked)


@_act
def tickets(agency: str) -> list[dict[str, str]]:
    """The hits that the agency knows of: reference, partner and state."""
    found = ticketing.tickets_of(access_of(agency, "liaison"))
    return [
        {"reference": one.reference, "partner": one.partner.slug, "state": one.state}
        for one in found
    ]


@_act
def confirm(agency: str, ticket: str) -> None:
    """A duty officer has looked at a hit, and confirms it."""
    ticketing.say_of_ticket(access_of(agency, "liaison"), ticket, "confirmed", call=CALL)


@_act
def request(agency: str, partner: str, ticket: str) -> str:
    """Ask the partner for what it holds behind a hit; the request's reference."""
    asked = requests.Asked(
        partner,
        "Who uses the number behind this hit?",
        WHY,
        "An invented basis",
        deadline=timezone.now().date() + timedelta(days=7),
        ticket=ticket,
    )
    return requests.ask(access_of(agency, "liaison"), asked).reference


@_act
def decide(agency: str, *, asked: str, recipient: str, person: str) -> dict[str, Any]:
    """The analyst prepares a package statement by statement, and a reviewer signs it."""
    analyst = access_of(agency, "analyst")
    package = deciding.begin(analyst, asked)
    reference = package.reference
    review_by = timezone.now().date() + timedelta(days=200)
    deciding.set_terms(analyst, reference, onward=ONWARD, review_by=review_by)
    deciding.set_transfer(analyst, reference, recipient, ceiling="OFFICIAL-SENSITIVE")
    deciding.add_entity(analyst, reference, f"{agency}-persons:{person}")
    rows = list(package.rows.values_list("pk", flat=True))
    deciding.decide(analyst, reference, rows, given=deciding.Given("release"))
    releasing.submit(analyst, reference)
    releasing.sign(access_of(agency, "reviewer"), reference)
    return {"package": reference, "statements": len(rows)}


@_act
def load_package(agency: str, package: str) -> dict[str, str]:
    """A person loads a received package; what its statements say."""
    receiving.load_package(access_of(agency, "liaison"), package)
    return {}


@_act
def tell_back(agency: str, package: str) -> None:
    """Say how a package was used, and how good it was."""
    liaison = access_of(agency, "liaison")
    telling.report_use(liaison, package, code="look_up", words="Looked up at the port")
    telling.give_feedback(liaison, package, code="useful", words="It named the right man")


@_act
def correct(agency: str) -> int:
    """Tell recipients what changed of what they received; how many were told."""
    analyst = access_of(agency, "analyst")
    due = correcting.corrections_due(analyst)
    for one in due:
        correcting.send_correction(analyst, one.notice, words="The number was another man's")
    return len(due)


@_act
def recall(agency: str, package: str) -> int:
    """Take a package back from everybody who received it; how many were told."""
    told = recalling.recall(
        access_of(agency, "analyst"), package, words="The source withdrew its consent"
    )
    return len(told)


@_act
def answer_all(agency: str) -> int:
    """Answer what waits: corrections and recalls of received packages; how many."""
    liaison = access_of(agency, "liaison")
    waiting = PackageEvent.objects.filter(
        holder__slug=agency, is_ours=False, answer_due__isnull=False, answered_at__isnull=True
    )
    references = list(waiting.values_list("reference", flat=True))
    for one in references:
        telling.answer(liaison, one, words="Withdrawn; passed on to nobody")
    return len(references)


@_act
def standing(agency: str) -> dict[str, Any]:
    """How everything stands at this node, as a partner's must stand too."""
    return standing_at(agency)
