"""What a partner shares is loaded, marked anew and withdrawn alike on both databases."""

from datetime import timedelta

import pytest
from django.utils import timezone

from hawkari.desks.exchange.models import PackageEvent, ReceivedItem, ReceivedPackage
from hawkari.desks.exchange.packages import Copy, package_body
from hawkari.desks.exchange.services import receiving, requests, telling, transfers
from hawkari.desks.exchange.services.received import prove_item
from hawkari.desks.exchange.services.transfers import AssessmentGiven
from hawkari.evidence.access import visible_to
from hawkari.evidence.grading import ConditionValue, MarkingValue
from hawkari.evidence.grading.fields import to_fields
from tests.desks.exchange.playing import be_node, partner_of
from tests.evidence.factories import World

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.contract]
REFERENCE = "a" * 32
ITEMS = ("1" * 32, "2" * 32, "3" * 32)
MARKING = MarkingValue("1", "B", "C", ConditionValue("Not in court", frozenset({"nca"})))


class Shared:
    """A package of three statements that a partner sent; two of them say the same."""

    def __init__(self) -> None:
        self.world = World()
        self.access = self.world.access("nca", "analyst")
        be_node()
        self.partner = partner_of(self.world.operation)
        today = timezone.now().date()
        asked = requests.ask(
            self.access, requests.Asked("asayish", "Who?", "A boat", "Invented", deadline=today)
        )
        values = ("Rebwar Amin", "Shilan Karim", "Shilan Karim")
        copies = [
            Copy(item, "e" * 32, "Person", "name", value, MARKING, today + timedelta(days=9))
            for item, value in zip(ITEMS, values, strict=True)
        ]
        until = (today + timedelta(days=9)).isoformat()
        about = {
            "id": REFERENCE, "request": asked.reference, "operation": self.world.operation.slug,
            "from": "asayish", "to": ["nca"], "purpose": "crime", "action": "hold",
            "legal_basis": "Invented", "transfer_basis": None, "expires": until,
            "terms": {"onward": "Ask us", "review_by": until}, "supersedes": "",
        }  # fmt: skip
        self.says("package", package_body(copies, about, created=timezone.now()))

    def says(self, kind: str, body: dict) -> None:
        kept = self.partner.says(kind, body, operation=self.world.operation.slug)
        assert kept.outcome == "ok", kept.words

    def event(self, kind: str, items: list[dict], *, code: str = "", number: int = 1) -> None:
        self.says(
            "package-event",
            {
                "event": f"{number:032x}", "kind": kind, "package": REFERENCE, "code": code,
                "items": items, "words": "Wrong", "answer_due": "2027-01-01",
            },
        )  # fmt: skip

    def seen(self) -> list[str]:
        found = visible_to(self.access).filter(source__slug="shared-by-asayish")
        return sorted(found.values_list("value", flat=True))


def test_a_package_is_loaded_and_withdrawn_item_by_item():
    shared = Shared()
    assert shared.seen() == []
    receiving.load_package(shared.access, REFERENCE)
    assert shared.seen() == ["Rebwar Amin", "Shilan Karim"]
    shared.event("recall", [{"item": ITEMS[1]}], number=1)
    assert shared.seen() == ["Rebwar Amin", "Shilan Karim"]
    shared.event("recall", [{"item": ITEMS[2]}], number=2)
    assert shared.seen() == ["Rebwar Amin"]
    shared.event("recall", [], number=3)
    assert shared.seen() == []
    assert ReceivedPackage.objects.get().state == "recalled"
    assert list(PackageEvent.objects.values_list("withdrawn", flat=True)) == [1, 1, 1]
    telling.answer(shared.access, f"{3:032x}", words="Told nobody")


def test_a_correction_that_comes_before_the_load_holds_when_it_is_loaded():
    shared = Shared()
    worse = MarkingValue("3", "E", "C", MARKING.condition)
    shared.event("correction", [{"item": ITEMS[0], "marking": to_fields(worse)}], code="regraded")
    receiving.load_package(shared.access, REFERENCE)
    found = visible_to(shared.access).select_related("part__marking")
    assert found.get(value="Rebwar Amin").part.marking.grade == "3E"
    assert found.get(value="Shilan Karim").part.marking.grade == "1B"


def test_an_item_is_proved_after_its_values_were_taken_out_of_the_message():
    shared = Shared()
    receiving.load_package(shared.access, REFERENCE)
    proof = prove_item(shared.access, REFERENCE, ITEMS[1])
    assert (proof["position"], proof["size"]) == (1, 3)
    assert proof["leaf"] == ReceivedItem.objects.get(item=ITEMS[1]).digest


@pytest.mark.parametrize(
    ("risks", "days", "problem"),
    [
        (("none", "none"), 30, ""),
        (("none", "mitigated"), 30, ""),
        (("serious", "none"), 30, "risk"),
        (("none", "unknown"), 30, "risk"),
        (("none", "none"), 0, "lapsed"),
    ],
)
def test_an_assessment_counts_only_of_two_people_until_its_day_without_serious_risk(
    risks, days, problem
):
    shared = Shared()
    until = shared.access.today + timedelta(days=days)
    given = AssessmentGiven("A-1", *risks, "Invented", "A letter", valid_until=until)
    made = transfers.assess(shared.access, "asayish", given)
    agency = made.agency
    assert transfers.newest_assessment(agency) is None
    transfers.agree_assessment(shared.world.access("nca", "reviewer"), made.pk)
    newest = transfers.newest_assessment(agency)
    day = until + timedelta(days=1) if problem == "lapsed" else until
    assert transfers.assessment_problem(newest, day) == problem
