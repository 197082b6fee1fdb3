"""yente's own client, unmodified, over a real port: what it finds, and what it is refused."""

from collections.abc import Iterator

import httpx
import pytest
from yente_client import AuthenticationError, Client, NotFoundError
from yente_client.entities import Organization, Person
from yente_client.exceptions import BadRequestError

from hawkari.desks.exchange.models import Door
from hawkari.evidence.models import AuditEntry, Disclosure, DisclosureItem
from tests.desks.exchange.tokens import bearer, token_of
from tests.desks.intelligence.case import Case
from tests.evidence.factories import row

pytestmark = pytest.mark.django_db(transaction=True)
BASE = "/exchange/yente"
PATIENCE = 300  # seconds; the first answer of a process waits for its compiler


@pytest.fixture
def case() -> Case:
    case = Case().load()
    case.world.person(
        "nca", "uk-8", name="Barzan Majid", birthDate="1991-03-04", phone="+447700900177"
    )
    return case


@pytest.fixture
def program(case: Case, live_server) -> Iterator[Client]:
    """A client of an analyst of the NCA."""
    user = case.world.member("nca", name="shirin")
    token = token_of(user, case.world.operation, Door.MATCH)
    with Client(api_key=token, base_url=live_server.url + BASE, timeout=PATIENCE) as client:
        yield client


def test_a_name_in_another_script_with_a_birth_date_is_a_match_with_its_reasons(program, case):
    found = program.match(Person(name="بەرزان مەجید", birthDate="1991-03-04"))
    assert found.top is not None
    assert found.top.id == case.id_of("uk-8")
    assert found.top.match
    assert found.top.score > 0.9
    reasons = found.top.contributing_explanations
    assert reasons["birth date"].detail == "same date"
    assert reasons["name"].candidate == "Barzan Majid"
    assert "1991-03-04" in found.top.properties["birthDate"]


def test_a_name_alone_is_found_and_is_no_match(program, case):
    found = program.match(Person(name="Rebwar Hama Amin"), cutoff=0.0)
    assert found.top is not None
    assert found.top.id == case.id_of("uk-1")
    assert not found.top.match


def test_a_telephone_number_in_any_form_is_a_match(program, case):
    found = program.match(Person(phone="0044 7700 900142"), cutoff=0.0)
    assert found.top is not None
    assert found.top.id == case.id_of("uk-1")
    assert found.top.match


def test_what_is_of_another_kind_is_not_proposed(program):
    assert program.match(Organization(name="Rebwar Hama Amin"), cutoff=0.0).results == []


def test_many_questions_are_answered_each_by_its_key(program, case):
    asked = [(str(n), Person(name="Barzan Majid", birthDate="1991-03-04")) for n in range(6)]
    answers = dict(program.match_iter(asked, workers=1))
    assert sorted(answers) == [str(n) for n in range(6)]
    assert {one.top.id for one in answers.values()} == {case.id_of("uk-8")}


def test_search_finds_what_the_page_finds_and_pages_through_it(program, case):
    found = program.search("Rebwar")
    assert found.results[0].id == case.id_of("uk-1")
    assert found.total.value == len(found.results)
    assert program.search("Rebwar", limit=1, offset=found.total.value).results == []
    assert {one.name for one in found.facets["datasets"].values}


def test_datasets_are_the_sources_that_the_token_sees_and_filter_by_them(program):
    names = [one.name for one in program.datasets().datasets]
    assert names[0] == "default"
    assert "nca-persons" in names
    assert program.search("Rebwar", datasets=["nca-persons"]).results
    assert not program.search("Rebwar", exclude_datasets=names[1:]).results
    with pytest.raises(BadRequestError, match="no dataset 'elsewhere'"):
        program.search("Rebwar", datasets=["elsewhere"])


def test_an_entity_is_fetched_by_any_of_its_ids_with_what_is_around_it(program, case):
    case.world.load(
        "nca",
        [
            row("pay-9", "payer", "uk-1", schema="Payment"),
            row("pay-9", "beneficiary", "krg-2", schema="Payment"),
        ],
        slot="payments.csv",
    )
    plain = program.fetch("uk-1", nested=False)
    assert plain.id == case.id_of("uk-1")
    assert plain.properties["phone"] == ["+447700900142"]
    (payment,) = program.fetch("uk-1").properties["paymentPayer"]
    (other,) = payment.properties["beneficiary"]
    assert other.id == case.id_of("krg-2")
    assert payment.properties["payer"] == [plain.id]
    assert sorted(program.adjacent("uk-1").adjacent) == ["callsMade", "paymentPayer"]
    by_property = program.adjacent("uk-1", prop="paymentPayer")
    assert [one.id for one in by_property.results] == [payment.id]


def test_what_is_hidden_is_not_found_and_not_fetched(program, case, live_server):
    with pytest.raises(NotFoundError):
        program.fetch("fr-9")
    user = case.world.member("fr")
    token = token_of(user, case.world.operation, Door.MATCH)
    with Client(api_key=token, base_url=live_server.url + BASE, timeout=PATIENCE) as theirs:
        hidden = theirs.fetch("fr-9").id
        assert hidden in {one.id for one in theirs.search("Rebwar Amine").results}
    assert hidden not in {one.id for one in program.search("Rebwar Amine").results}
    asked = Person(name="Rebwar Amine", birthDate="1990")
    assert hidden not in {one.id for one in program.match(asked, cutoff=0.0).results}


def test_each_entity_says_how_it_is_to_be_handled(program, case, live_server):
    case.world.person("krg", "krg-6", how={"shared_with": ["nca", "krg"]}, name="Told In Trust")
    token = token_of(case.world.member("nca"), case.world.operation, Door.MATCH)
    address = f"{live_server.url}{BASE}/search/default"
    answer = httpx.get(
        address, params={"q": "Told In Trust"}, headers=bearer(token), timeout=PATIENCE
    )
    found = answer.json()["results"][0]
    assert (found["handling"], found["conditions"]) == ("C", ["Ask before use"])


def test_each_answer_is_audited_with_the_token_and_kept_for_corrections(program, case):
    program.match(Person(name="Barzan Majid", birthDate="1991-03-04"))
    entry = AuditEntry.records.filter(act="search").last()
    assert entry.actor == "shirin"
    assert entry.detail["token"]
    assert case.id_of("uk-8") in entry.object_ids
    assert "Barzan" not in str(entry.detail)
    kept = Disclosure.objects.latest("pk")
    assert kept.medium == "api"
    assert DisclosureItem.objects.filter(disclosure=kept).exists()


def test_without_a_token_that_stands_nothing_is_answered_but_that_the_server_is_up(
    case, live_server
):
    for key in (None, "hwk_0000000000000000_x"):
        with Client(api_key=key, base_url=live_server.url + BASE, timeout=PATIENCE) as stranger:
            assert stranger.healthz().status == stranger.readyz().status == "ok"
            assert stranger.algorithms().best == "hawkari-linkage"
            for ask in (
                lambda one: one.search("Rebwar"),
                lambda one: one.match(Person(name="Rebwar")),
                lambda one: one.fetch("uk-1"),
                lambda one: one.datasets(),
            ):
                with pytest.raises(AuthenticationError, match="Make one"):
                    ask(stranger)


def test_a_role_that_reads_no_content_is_refused(case, live_server):
    user = case.world.member("nca", "administrator")
    token = token_of(user, case.world.operation, Door.MATCH)
    with (
        Client(api_key=token, base_url=live_server.url + BASE, timeout=PATIENCE) as client,
        pytest.raises(AuthenticationError, match="administrator"),
    ):
        client.search("Rebwar")


def test_another_algorithm_and_questions_that_cannot_be_are_refused_in_words(program):
    with pytest.raises(BadRequestError, match="Use best"):
        program.match(Person(name="Rebwar"), algorithm="logic-v2")
    with pytest.raises(BadRequestError, match="no date or time"):
        program.search("Rebwar", changed_since="yesterday")
