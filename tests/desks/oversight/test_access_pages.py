"""Pages on operations, break-glass, and what a colleague sees: usable without seeing content."""

import pytest
from django.test import Client
from django.urls import reverse

from hawkari.desks.oversight.services.colleagues import seen_by, who_sees
from hawkari.errors import AccessDenied, BadInput
from hawkari.evidence.access import open_access
from hawkari.evidence.break_glass import ask_break_glass
from hawkari.evidence.models import AuditEntry, BreakGlass, Operation, User
from tests.evidence.factories import World

pytestmark = pytest.mark.django_db
CONTENT = ("Saman", "Aras", "Hemin", "447700", "Ask before use")


@pytest.fixture
def filled(db: None) -> World:
    world = World()
    world.person("nca", "nca:1", name="Saman Kareem", phone="+447700900123")
    world.person(
        "asayish", "asayish:1", how={"shared_with": ["nca"], "source": "open-list"}, name="Aras J"
    )
    world.person(
        "asayish", "asayish:2", how={"shared_with": [], "source": "closed-list"}, name="Hemin A"
    )
    world.person(
        "asayish", "asayish:3", how={"shared_with": [], "source": "open-list"}, name="Hemin B"
    )
    return world


def client_of(user: User, operation: Operation, client: Client) -> Client:
    # Without a password nobody is asked to confirm it.
    user.set_unusable_password()
    user.save()
    client.force_login(user)
    session = client.session
    session["operation"] = operation.slug
    session.save()
    return client


@pytest.fixture
def administrator(filled: World) -> User:
    return filled.member("nca", "administrator")


def test_an_administrator_learns_what_an_analyst_sees_and_why_without_content(
    filled, administrator, client
):
    analyst = filled.member("nca", "analyst", name="shirin")
    pages = client_of(administrator, filled.operation, client)
    page = pages.get(reverse("oversight:colleague", args=["shirin"])).content.decode()
    assert "nca-persons" in page
    assert "open-list" in page
    assert not [word for word in CONTENT if word in page]
    found = seen_by(
        open_access(administrator, filled.operation.slug), filled.operation.slug, "shirin"
    )
    assert [
        (one.slug, [(m.codes, m.is_visible) for m in one.markings]) for one in found.sources
    ] == [
        ("open-list", [("C", True)]),
        ("nca-persons", [("P", True)]),
    ]
    assert AuditEntry.records.filter(act="consult", actor=administrator.username).exists()
    assert analyst.username in str(AuditEntry.records.last().object_ids)


def test_sources_of_which_the_askers_agency_may_see_nothing_are_not_told(filled, administrator):
    filled.member("asayish", "analyst", name="aram")
    access = open_access(administrator, filled.operation.slug)
    slug = filled.operation.slug
    found = seen_by(access, slug, "aram")
    assert {one.slug for one in found.sources} == {"nca-persons", "open-list"}
    refusals = []
    for source in ("closed-list", "unheard-of"):
        with pytest.raises(BadInput) as refused:
            who_sees(access, slug, source)
        refusals.append(str(refused.value).replace(source, ""))
    assert refusals[0] == refusals[1]
    everything = seen_by("root", slug, "aram")
    assert "closed-list" in {one.slug for one in everything.sources}


def test_the_rule_that_decides_is_given_with_what_would_change_it(filled):
    filled.agency("fr-pn")
    filled.member("fr-pn", "analyst", name="marie")
    found = seen_by("root", filled.operation.slug, "marie")
    closed = next(one for one in found.sources if one.slug == "closed-list")
    (marking,) = closed.markings
    assert not marking.is_visible
    assert [one.cause for one in marking.reasons] == ["condition-not-named"]
    assert "names the recipient" in closed.told()


def test_who_reads_nothing_is_said_with_its_reason(filled):
    filled.member("nca", "trainer", name="tara")
    readers = who_sees("root", filled.operation.slug, "nca-persons").members
    (trainer,) = [one for one in readers if one.user == "tara"]
    assert [one.cause for one in trainer.barriers] == ["role"]
    Operation.objects.update(ends="2020-01-01", starts="2019-01-01")
    assert [one.cause for one in seen_by("root", filled.operation.slug, "tara").barriers] == [
        "period", "role",
    ]  # fmt: skip


@pytest.mark.parametrize("role", ["analyst", "liaison", "trainer", "reviewer"])
def test_nobody_else_asks_what_colleagues_see(filled, role, client):
    user = filled.member("nca", role)
    with pytest.raises(AccessDenied):
        seen_by(open_access(user, filled.operation.slug), filled.operation.slug, user.username)
    pages = client_of(user, filled.operation, client)
    assert pages.get(reverse("oversight:colleagues")).status_code == 403


def test_break_glass_is_asked_for_shown_on_every_page_reviewed_and_ended(filled, client):
    user = filled.member("nca", "liaison", name="leila")
    pages = client_of(user, filled.operation, client)
    answer = pages.post(
        reverse("oversight:break_glass"),
        {"operation": filled.operation.slug, "reason": "a child is missing", "minutes": "30"},
    )
    assert answer.status_code == 302
    for name in ("home", "sources", "intelligence:search", "oversight:operations"):
        assert "Break-glass is on" in pages.get(reverse(name)).content.decode()
    other = client_of(filled.member("asayish", "reviewer"), filled.operation, Client())
    listed = other.get(reverse("oversight:glass_uses")).content.decode()
    assert "leila" in listed
    assert "a child is missing" in listed
    number = BreakGlass.objects.get().pk
    other.post(
        reverse("oversight:review_glass"),
        {"number": number, "outcome": "justified", "note": "a child was missing"},
    )
    assert BreakGlass.objects.get().outcome == "justified"
    assert "Break-glass is on" not in pages.get(reverse("home")).content.decode()


def test_somebody_who_is_no_member_may_break_the_glass_and_come_out_again(filled, client):
    user = User.objects.create(username="night", agency=filled.agency("nca"))
    user.set_unusable_password()
    user.save()
    client.force_login(user)
    assert client.get(reverse("home")).status_code == 403
    asked = {"operation": filled.operation.slug, "reason": "a child is missing", "minutes": "30"}
    client.post(reverse("oversight:break_glass"), asked)
    assert client.get(reverse("home")).status_code == 200
    client.post(reverse("oversight:end_glass"), {"number": BreakGlass.objects.get().pk})
    assert client.get(reverse("home")).status_code == 403
    assert client.get(reverse("oversight:operations")).status_code == 200


def test_break_glass_that_cannot_be_shows_why(filled, client):
    user = filled.member("nca", "liaison")
    pages = client_of(user, filled.operation, client)
    asked = {"operation": filled.operation.slug, "reason": "x", "minutes": "999"}
    assert pages.post(reverse("oversight:break_glass"), asked).status_code == 422
    asked["operation"] = "nowhere"
    asked["minutes"] = "10"
    assert pages.post(reverse("oversight:break_glass"), asked).status_code == 403


def test_an_operation_is_opened_and_reviewed_on_the_pages(filled, administrator, client):
    pages = client_of(administrator, filled.operation, client)
    given = {"name": "Larkspur", "slug": "larkspur", "purpose": "boats", "purpose_kind": "crime"}
    assert pages.post(reverse("oversight:open_operation"), given).status_code == 302
    assert Operation.objects.get(slug="larkspur").agencies.get().slug == "nca"
    assert "Larkspur" in pages.get(reverse("oversight:operations")).content.decode()
    given["slug"] = "larkspur"
    assert pages.post(reverse("oversight:open_operation"), given).status_code == 403
    reviewer = client_of(filled.member("nca", "reviewer"), filled.operation, Client())
    kept = {"decision": "go_on", "reason": "still needed", "next_due": ""}
    assert reviewer.post(reverse("oversight:review_operation"), kept).status_code == 302
    page = reviewer.get(reverse("oversight:operation")).content.decode()
    assert "still needed" in page
    late = {**kept, "next_due": "2099-01-01"}
    assert reviewer.post(reverse("oversight:review_operation"), late).status_code == 422


def test_the_policy_is_a_page_for_everybody(filled, administrator, client):
    pages = client_of(administrator, filled.operation, client)
    page = pages.get(reverse("oversight:policy")).content.decode()
    assert "Decide who is who" in page
    assert "Needing care by law" in page


@pytest.mark.parametrize("language", ["ar", "ckb"])
def test_the_pages_answer_in_each_language(filled, administrator, client, language):
    pages = client_of(administrator, filled.operation, client)
    filled.member("nca", "analyst", name="shirin")
    for name, arguments in (
        ("policy", []), ("operations", []), ("operation", []), ("colleagues", []),
        ("colleague", ["shirin"]), ("source_readers", ["nca-persons"]), ("break_glass", []),
        ("glass_uses", []), ("open_operation", []),
    ):  # fmt: skip
        answer = pages.get(
            reverse(f"oversight:{name}", args=arguments), headers={"accept-language": language}
        )
        assert answer.status_code == 200, name


def test_a_colleague_on_break_glass_is_shown_as_such(filled, administrator):
    user = User.objects.create(username="night", agency=filled.agency("nca"))
    ask_break_glass(user, filled.operation.slug, reason="a child is missing")
    access = open_access(administrator, filled.operation.slug)
    found = seen_by(access, filled.operation.slug, "night")
    assert (found.glass, found.role, found.barriers) == (True, "", ())
    assert all(read for _, read in found.fields)
