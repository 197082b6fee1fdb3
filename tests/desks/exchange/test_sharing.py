"""From a request to a loaded package and back: between two nodes, each with a log of its own."""

from datetime import date, timedelta

import pytest

from hawkari.desks.exchange.models import (
    InformationRequest,
    Package,
    PackageRecipient,
    ReceivedPackage,
    RequestState,
)
from hawkari.desks.exchange.services import deciding, receiving, releasing, requests
from hawkari.desks.exchange.services.deciding import Given
from hawkari.desks.exchange.services.request_views import view_of
from hawkari.errors import AccessDenied, BadInput
from hawkari.evidence.access import visible_to
from hawkari.evidence.categories import clear_category
from hawkari.evidence.grading.stored import stored_markings
from hawkari.evidence.models import AuditEntry, Category, DisclosureItem, Source
from tests.desks.exchange.sharing import REVIEW_BY, WHY, Sharing, today
from tests.evidence.factories import World

pytestmark = [pytest.mark.contract, pytest.mark.django_db]


@pytest.fixture
def sharing(three_nodes) -> Sharing:
    return Sharing(three_nodes)


def steps(node, what: str) -> list[str]:
    with node:
        entries = [one for one in AuditEntry.records.all() if one.detail.get("what") == what]
        return [one.detail["step"] for one in entries if "step" in one.detail]


def states(sharing: Sharing) -> set[str]:
    found = set()
    for node in (sharing.asker, sharing.giver):
        with node:
            found.add(InformationRequest.objects.get().state)
    return found


def test_both_sides_see_the_same_state_of_a_request_at_every_step(sharing):
    sharing.hold()
    request = sharing.ask()
    assert states(sharing) == {RequestState.SENT}
    package = sharing.draft(request)
    assert states(sharing) == {RequestState.DECIDING}
    sharing.release(package)
    assert states(sharing) == {RequestState.ANSWERED}
    for node, ours in ((sharing.asker, True), (sharing.giver, False)):
        with node:
            view = requests.request_of(node.access(), request)
        assert view.is_ours is ours
        assert [one.state for one in view.steps] == ["sent", "deciding", "answered"]
        assert view.identifiers == (("phone", "+447700900123"),)


def test_what_was_released_stands_at_the_recipient_as_its_originators(sharing):
    sharing.share()
    assert sharing.seen() == {"name": "ڕێبوار ئەمین", "phone": "+447700900123"}
    with sharing.asker:
        source = Source.objects.get(slug="shared-by-asayish")
        assert source.agency.slug == "asayish"
        assert source.review_due == REVIEW_BY


def test_grade_handling_and_added_conditions_arrive_as_they_left(sharing):
    until = today() + timedelta(days=30)
    sharing.share(condition="Not in court", condition_until=until)
    with sharing.asker:
        found = visible_to(sharing.asker.access("analyst")).filter(prop="phone").get()
        marking = stored_markings({found.part.marking_id}, by_name=True)[found.part.marking_id]
    assert (marking.grade, marking.handling) == ("2D", "C")
    assert marking.condition.text == "Not in court"
    assert marking.condition.agencies == {"nca"}
    assert marking.condition.expires == until


def test_where_a_value_came_from_inside_the_originator_never_leaves(sharing):
    sharing.hold()
    sharing.release(sharing.draft(sharing.ask()))
    with sharing.asker:
        body = ReceivedPackage.objects.get().body
    assert [one["prop"] for one in body["statements"]] == ["name", "phone"]
    text = str(body)
    assert "asayish:1" not in text
    assert ".csv" not in text
    assert "asayish-analyst" not in text


def test_a_sanitised_value_leaves_in_place_of_the_one_held(sharing):
    sharing.hold(address="Ankawa 12, Erbil")
    package = sharing.draft(sharing.ask())
    with sharing.giver:
        analyst = sharing.giver.access("analyst")
        number = visible_to(analyst).get(prop="address").pk
        row = package.rows.get(number=number)
        deciding.decide(
            analyst, package.reference, [row.pk], given=Given("release", sanitised="Erbil")
        )
    sharing.release(package)
    sharing.load(package)
    assert sharing.seen()["address"] == "Erbil"


def test_what_was_withheld_does_not_leave(sharing):
    sharing.hold()
    package = sharing.draft(sharing.ask())
    with sharing.giver:
        analyst = sharing.giver.access("analyst")
        number = visible_to(analyst).get(prop="phone").pk
        row = package.rows.get(number=number)
        with pytest.raises(BadInput, match="needs a reason"):
            deciding.decide(analyst, package.reference, [row.pk], given=Given("withhold"))
        deciding.decide(
            analyst, package.reference, [row.pk], given=Given("withhold", reason="Under way")
        )
    sharing.release(package)
    sharing.load(package)
    assert sharing.seen() == {"name": "ڕێبوار ئەمین"}


def test_every_step_is_in_the_log_of_both_sides(sharing):
    sharing.share()
    assert steps(sharing.giver, "request") == ["received", "deciding"]
    assert steps(sharing.asker, "request") == ["asked", "deciding"]
    ours = steps(sharing.giver, "package")
    assert ours[0] == "begun"
    assert ours[-3:] == ["submitted", "released", "loaded by recipient"]
    assert steps(sharing.asker, "package") == ["received", "loaded"]
    with sharing.giver:
        (entry,) = AuditEntry.records.filter(act="disclose")
        assert (entry.recipient, entry.justification) == ("nca", WHY)


def test_the_originator_keeps_whom_it_told_what_and_its_receipt(sharing):
    sharing.share()
    with sharing.giver:
        to = PackageRecipient.objects.select_related("disclosure").get()
        assert (to.loaded_count, to.refused, to.is_declined) == (2, {}, False)
        assert to.receipted_by == "nca-liaison"
        assert DisclosureItem.objects.filter(disclosure=to.disclosure).count() == 2


def test_a_second_person_signs(sharing):
    sharing.hold()
    package = sharing.draft(sharing.ask())
    with sharing.giver:
        analyst = sharing.giver.access("analyst")
        releasing.submit(analyst, package.reference)
        with pytest.raises(BadInput, match="a second person signs"):
            releasing.sign(analyst, package.reference)
        with pytest.raises(AccessDenied):
            releasing.sign(sharing.giver.access("liaison"), package.reference)
        releasing.send_back(
            sharing.giver.access("reviewer"), package.reference, words="One too many"
        )
        assert Package.objects.get().state == "draft"


def test_a_person_without_a_category_blocks_the_release_also_at_the_last_step(sharing):
    sharing.hold()
    package = sharing.draft(sharing.ask())
    with sharing.giver:
        analyst = sharing.giver.access("analyst")
        releasing.submit(analyst, package.reference)
        clear_category(analyst, sharing.person, Category.SUSPECT, reason="A mistake")
        with pytest.raises(BadInput, match="no category"):
            releasing.sign(sharing.giver.access("reviewer"), package.reference)
        assert Package.objects.get().state == "submitted"
        assert not PackageRecipient.objects.exclude(message="").exists()


def test_what_another_agency_stated_does_not_leave_without_it(sharing):
    sharing.hold()
    with sharing.giver:
        World(sharing.giver.operation()).person(
            "federal-police", "federal:1", name="Shilan Karim", how={"shared_with": ["asayish"]}
        )
    request = sharing.ask()
    with sharing.giver:
        analyst = sharing.giver.access("analyst")
        package = deciding.begin(analyst, request)
        deciding.set_transfer(analyst, package.reference, "nca", ceiling="OFFICIAL")
        deciding.add_entity(analyst, package.reference, "federal:1")
        rows = list(package.rows.values_list("pk", flat=True))
        with pytest.raises(BadInput, match="may not go to nca"):
            deciding.decide(analyst, package.reference, rows, given=Given("release"))


def test_a_declined_request_says_why_to_who_asked(sharing):
    request = sharing.ask()
    with sharing.giver:
        requests.decline(sharing.giver.access("analyst"), request, words="Nothing is held")
    sharing.nodes.deliver_all()
    with sharing.asker:
        view = requests.request_of(sharing.asker.access(), request)
    assert (view.state, view.steps[-1].words) == ("declined", "Nothing is held")
    assert view.steps[-1].by == "asayish-analyst"


def test_a_withdrawn_request_is_answered_no_more(sharing):
    sharing.hold()
    request = sharing.ask()
    package = sharing.draft(request)
    with sharing.asker:
        requests.withdraw(sharing.asker.access(), request)
    sharing.nodes.deliver_all()
    with sharing.giver, pytest.raises(BadInput, match="withdrawn"):
        releasing.submit(sharing.giver.access("analyst"), package.reference)


def test_overdue_is_computed_from_the_deadline_on_both_sides(sharing):
    request = sharing.ask()
    for node in (sharing.asker, sharing.giver):
        with node:
            found = InformationRequest.objects.get(reference=request)
            day = found.deadline
            assert not view_of(found, day).is_overdue
            assert view_of(found, day + timedelta(days=1)).is_overdue


def test_a_package_that_is_not_loaded_leaves_nothing_behind(sharing):
    sharing.hold()
    package = sharing.draft(sharing.ask())
    sharing.release(package)
    with sharing.asker:
        receiving.decline_package(sharing.asker.access(), package.reference, words="Too late")
        kept = ReceivedPackage.objects.get()
        assert (kept.state, kept.body["statements"]) == ("declined", [])
    sharing.nodes.deliver_all()
    assert sharing.seen() == {}
    with sharing.giver:
        to = PackageRecipient.objects.get()
        assert (to.is_declined, to.receipt_words) == (True, "Too late")


def test_loading_twice_changes_nothing(sharing):
    package = sharing.share()
    with sharing.asker:
        before = AuditEntry.records.count()
        with pytest.raises(BadInput, match="loaded, not waiting"):
            receiving.load_package(sharing.asker.access(), package.reference)
        assert AuditEntry.records.count() == before
    assert len(sharing.seen()) == 2


@pytest.mark.parametrize(
    "missing", [{"what": " "}, {"why": ""}, {"legal_basis": ""}, {"deadline": date(2020, 1, 1)}]
)
def test_a_request_that_is_not_complete_is_not_sent(sharing, missing):
    given = {"what": "a", "why": "b", "legal_basis": "c", "deadline": today(), **missing}
    with sharing.asker, pytest.raises(BadInput):
        requests.ask(sharing.asker.access(), requests.Asked(sharing.giver.slug, **given))
    with sharing.asker:
        assert not InformationRequest.objects.exists()


def test_who_may_not_exchange_asks_nobody_and_decides_nothing(sharing):
    request = sharing.ask()
    with sharing.giver:
        for role in ("liaison", "auditor", "administrator", "caseworker"):
            with pytest.raises(AccessDenied):
                deciding.begin(sharing.giver.access(role), request)
    with sharing.asker, pytest.raises(AccessDenied):
        requests.requests_of(sharing.asker.access("auditor"))


def test_a_request_for_an_operation_that_the_partner_does_not_know_is_refused_and_told(sharing):
    with sharing.asker:
        asked = requests.ask(
            sharing.asker.access(),
            requests.Asked(sharing.giver.slug, "a", "b", "c", deadline=today()),
        )
    sharing.nodes.deliver_all()
    with sharing.asker:
        way = requests.request_of(sharing.asker.access(), asked.reference).way
    assert way.has_failed
    assert "operation" in way.problem
    with sharing.giver:
        assert not InformationRequest.objects.exists()
