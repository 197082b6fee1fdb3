"""One exchange through the pages: asked, decided, signed, loaded, recalled and answered."""

import re
from datetime import timedelta

import pytest

from hawkari.desks.exchange.models import (
    InformationRequest,
    Package,
    PackageEvent,
    ReceivedPackage,
    RiskAssessment,
)
from hawkari.desks.exchange.services import releasing
from hawkari.desks.exchange.services import requests as asking
from hawkari.evidence.categories import clear_category
from hawkari.evidence.models import Category
from tests.desks.exchange.nodes import Node
from tests.desks.exchange.sharing import REVIEW_BY, Sharing, today

pytestmark = pytest.mark.django_db

ASK = {
    "partner": "asayish", "what": "Who uses it?", "why": "A boat", "legal_basis": "Invented",
    "deadline": (today() + timedelta(days=7)).isoformat(), "action": "look_up",
    "identifier_type": "phone", "identifier": "+447700900123", "language": "en",
}  # fmt: skip


@pytest.fixture
def sharing(three_nodes) -> Sharing:
    made = Sharing(three_nodes)
    made.hold()
    return made


def get(node: Node, role: str, address: str, **query) -> str:
    with node:
        answer = browser(node, role).get(f"/exchange/{address}", query)
    assert answer.status_code == 200, answer.content.decode()[:500]
    return answer.content.decode()


def post(node: Node, role: str, address: str, **data):
    with node:
        answer = browser(node, role).post(f"/exchange/{address}", data, follow=True)
        assert answer.status_code == 200, answer.content.decode()[:2000]
    return answer.content.decode()


def browser(node: Node, role: str):
    """A browser of somebody without a password, who therefore is not asked to confirm it."""
    user = node.user(role)
    user.set_unusable_password()
    user.save()
    return node.client(role)


def test_an_exchange_runs_through_the_pages(sharing):
    asker, giver, pass_on = sharing.asker, sharing.giver, sharing.nodes.deliver_all
    assert "is on its way to asayish" in post(asker, "liaison", "requests/new", **ASK)
    pass_on()
    with giver:
        request = InformationRequest.objects.get().reference
    assert "Answer a request" in get(giver, "analyst", "")
    assert "+447700900123" in get(giver, "analyst", f"requests/{request}")
    post(giver, "analyst", f"requests/{request}/decide")
    with giver:
        package = Package.objects.get().reference
    page = f"packages/{package}"
    found = get(giver, "analyst", page, q="+447700900123")
    entity = re.search(r'name="entity" value="([0-9a-f]{32})"', found)[1]
    post(giver, "analyst", f"{page}/add", entity=entity)
    post(giver, "analyst", f"{page}/to/nca", ceiling="OFFICIAL-SENSITIVE")
    post(giver, "analyst", f"{page}/terms", onward="Ask us", review_by=REVIEW_BY.isoformat())
    chosen = get(giver, "analyst", page, choose="passing")
    rows = re.findall(r'name="row" value="(\d+)" checked', chosen)
    assert len(rows) == 2
    assert "all eleven hold" in chosen
    post(giver, "analyst", f"{page}/rows", row=rows, choice="release", condition="Not in court")
    post(giver, "analyst", f"{page}/submit")
    assert "Sign a package, or send it back" in get(giver, "reviewer", "")
    assert "Sign a package" not in get(giver, "analyst", "")
    assert "on its way to every recipient" in post(giver, "reviewer", f"{page}/sign", sign="")
    pass_on()
    assert "Load a package, or decline it" in get(asker, "analyst", "")
    waiting = get(asker, "analyst", f"received/{package}")
    assert "ڕێبوار ئەمین" in waiting
    assert "Not in court" in waiting
    assert "The receipt is on its way" in post(asker, "analyst", f"received/{package}/load")
    post(asker, "analyst", f"received/{package}/use", code="look_up", words="Checked a list")
    post(asker, "analyst", f"received/{package}/feedback", code="useful", words="It was him")
    pass_on()
    back = get(giver, "analyst", page)
    for words in ("loaded 2 statements", "Checked a list", "It was him", "useful"):
        assert words in back
    assert "Recalled." in post(giver, "reviewer", f"{page}/recall", words="Wrong man")
    pass_on()
    assert "Answer a correction or recall" in get(asker, "liaison", "")
    with asker:
        event = PackageEvent.objects.get(kind="recall").reference
        assert ReceivedPackage.objects.get().state == "recalled"
    post(asker, "liaison", f"received/{package}/answer/{event}", words="Told nobody")
    pass_on()
    assert "Told nobody" in get(giver, "analyst", page)


def test_a_statement_that_fails_a_test_says_which_by_whose_rule_and_what_would_change_it(sharing):
    package = sharing.draft(sharing.ask())
    with sharing.giver:
        analyst = sharing.giver.access("analyst")
        clear_category(analyst, sharing.person, Category.SUSPECT, reason="A mistake")
    text = get(sharing.giver, "analyst", f"packages/{package.reference}")
    assert "A subject has no category in this operation." in text
    assert "Data Protection Act 2018 s.38" in text
    assert "Set the category of each subject" in text
    refused = post(sharing.giver, "analyst", f"packages/{package.reference}/submit")
    assert "Nothing was changed:" in refused


def test_the_questions_of_a_transfer_abroad_are_asked_with_their_authorities(sharing):
    asker, giver = sharing.giver, sharing.asker
    with giver:
        giver.operation()
    with asker:
        asked = asking.ask(
            asker.access(),
            asking.Asked("nca", "Who is he?", "A boat", "Invented", deadline=today()),
        )
    sharing.nodes.deliver_all()
    post(giver, "analyst", f"requests/{asked.reference}/decide")
    with giver:
        package = Package.objects.get().reference
    text = get(giver, "analyst", f"packages/{package}/to/asayish")
    assert "no assessment of two people" in text
    assert "Data Protection Act 2018 s.75(1A)(b)" in text
    post(
        giver, "analyst", "assessments", agency="asayish", reference="A-1", death_penalty="none",
        ill_treatment="mitigated", assurances="Letter of 1 June", reasoning="Invented",
    )  # fmt: skip
    with giver:
        number = RiskAssessment.objects.get().pk
    assert "you made this assessment" in post(giver, "analyst", f"assessments/{number}/agree")
    assert "counts from now on" in post(giver, "reviewer", f"assessments/{number}/agree")
    post(
        giver, "analyst", f"packages/{package}/to/asayish", ceiling="OFFICIAL",
        section="75:test", is_relevant_authority="on", test_by="officer 1", reasoning="Invented",
        onward_terms="Ask us first",
    )  # fmt: skip
    text = get(giver, "analyst", f"packages/{package}")
    assert "s.75 test" in text
    assert "no assessment of two people" not in text


@pytest.mark.parametrize("language", ["en", "ar", "ckb"])
def test_every_page_is_drawn_in_three_languages(sharing, language):
    package = sharing.draft(sharing.ask())
    sharing.release(package)
    request = package.request.reference
    pages = [
        (sharing.giver,
            "requests", "requests/new", f"requests/{request}", "packages",
            f"packages/{package.reference}", f"packages/{package.reference}/to/nca", "assessments"),
        (sharing.asker, "requests", f"requests/{request}", "packages",
         f"received/{package.reference}"),
    ]  # fmt: skip
    for node, *addresses in pages:
        for address in addresses:
            with node:
                client = browser(node, "analyst")
                client.cookies["django_language"] = language
                answer = client.get(f"/exchange/{address}")
            assert answer.status_code == 200, address
            text = answer.content.decode()
            assert f'lang="{language}"' in text
            assert text.count("btn-primary") <= 1, address


def test_a_page_of_what_is_not_there_says_so_and_is_no_error_of_the_server(sharing):
    for address in ("requests/xyz", "packages/xyz", "received/xyz"):
        with sharing.giver:
            assert browser(sharing.giver, "analyst").get(f"/exchange/{address}").status_code == 400


def test_who_may_not_exchange_sees_none_of_the_pages(sharing):
    for address in ("requests", "packages", "requests/new"):
        with sharing.giver:
            assert browser(sharing.giver, "auditor").get(f"/exchange/{address}").status_code == 403


def test_the_words_of_a_request_keep_their_language_and_take_a_persons_translation(sharing):
    request = sharing.ask(language="en")
    text = {"kind": "request", "reference": request, "field": "what", "next": "/exchange/requests"}
    post(
        sharing.giver, "analyst", "translations", language="ckb", words="کێ بەکاری دەهێنێت؟", **text
    )
    page = get(sharing.giver, "reviewer", f"requests/{request}")
    assert "کێ بەکاری دەهێنێت؟" in page
    assert "asayish-analyst" in page


def test_a_confirmed_hit_leads_to_the_request_that_follows_it(sharing):
    with sharing.asker:
        browser_of = browser(sharing.asker, "liaison")
        page = browser_of.get("/exchange/requests/new", {"ticket": "a" * 32, "partner": "asayish"})
    text = page.content.decode()
    assert "It follows a confirmed hit:" in text
    assert f'name="ticket" value="{"a" * 32}"' in text
    assert '<option value="asayish" selected>' in text


def test_whoever_signs_shows_a_factor_again_first(sharing):
    package = sharing.draft(sharing.ask())
    with sharing.giver:
        releasing.submit(sharing.giver.access("analyst"), package.reference)
        signer = sharing.giver.user("reviewer")
        signer.set_password("a long password of nobody")
        signer.save()
        address = f"/exchange/packages/{package.reference}/sign"
        answer = sharing.giver.client("reviewer").post(address, {"sign": ""})
        assert answer.status_code == 302
        assert answer.headers["Location"].startswith("/confirm")
        assert Package.objects.get().state == "submitted"
