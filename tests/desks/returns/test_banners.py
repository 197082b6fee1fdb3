"""Above and below every page of the desk that shows a person stands how it is to be handled."""

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import translation

from hawkari.desks.returns.apps import ReturnsConfig
from hawkari.desks.returns.case_steps import STEPS
from hawkari.desks.returns.models import CaseEvent
from hawkari.desks.returns.reintegration_steps import STEPS as SETTLING
from hawkari.desks.returns.services.barriers import open_barrier
from hawkari.desks.returns.urls import urlpatterns
from hawkari.engines.casework import State
from tests.desks.returns.playing import Desk
from tests.desks.returns.receiving import comes, comes_to, with_receiver
from tests.desks.returns.test_receiving import asked

pytestmark = pytest.mark.django_db
NOBODY_ON_IT = {"flow", "forecast", "outcomes"}
"""Pages of numbers only."""
NO_PAGES = {
    *("board_file", "board_act", "told", "flow_log", "history_pdf", "letter", "served", "aside"),
    *("package_step", "take", "follow_up_form", "xlsform", "withdraw_outcomes", "decide"),
}
"""Files, and what is only sent."""


@pytest.fixture
def desk() -> Desk:
    return with_receiver(Desk())


def names() -> set[str]:
    return {str(one.name) for one in urlpatterns if hasattr(one, "name")}


def pages(desk: Desk, officer) -> dict[str, list[str]]:
    """Every page of the desk that can be read, by the name of its address."""
    case = desk.to(officer, State.DOCUMENTING)
    open_barrier(officer, case.reference, "injunction", source="order of the court")
    opening = CaseEvent.objects.get(case=case, kind="barrier_opened").number
    reply = comes(officer, asked(desk, officer, case), answer="accepted")
    question = comes_to(officer)
    of = {"args": [case.reference]}
    places = {
        name: [reverse(f"returns:{name}")]
        for name in (
            *("board", "cases", "new_case", "inbox", "follow_ups", "complaints"),
            *("new_complaint", *NOBODY_ON_IT),
        )
    }
    places |= {
        name: [reverse(f"returns:{name}", **of)]
        for name in ("case", "history", "letters", "receiver", "reintegration")
    }
    lifts = f"?barrier=injunction&opening={opening}"
    places["step"] = [
        reverse("returns:step", args=[case.reference, name]) + (lifts if name == "lift" else "")
        for name in STEPS
    ]
    places["settling_step"] = [
        reverse("returns:settling_step", args=[case.reference, name]) for name in SETTLING
    ]
    places["answer"] = [reverse("returns:answer", args=[question.pk, "reply"])]
    places["prepare_package"] = [
        reverse("returns:prepare_package", args=[case.reference, "request"])
    ]
    places["compare"] = [reverse("returns:compare", args=[case.reference, reply.pk])]
    return places


def test_every_page_with_a_person_on_it_says_that_it_is_personal_data(desk: Desk):
    officer = desk.officer()
    every = pages(desk, officer)
    assert set(every) | NO_PAGES == names()
    reader = Client(headers={"host": "127.0.0.1", "accept-language": "en"})
    reader.force_login(officer.user)
    with translation.override("en"):
        words = str(ReturnsConfig.handling_words)
    for name, places in every.items():
        for place in places:
            answer = reader.get(place)
            assert answer.status_code == 200, (place, answer.status_code)
            said = answer.content.decode()
            expected = "This page holds no evidence." if name in NOBODY_ON_IT else words
            assert said.count(expected) == 2, place
