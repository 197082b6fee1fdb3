"""The board's page: its lists in three languages, its ticks, its file."""

import csv
import io
import re

import pytest
from django.urls import reverse

from hawkari.desks.returns.services.board import VIEWS
from hawkari.engines.casework import State
from tests.desks.returns.playing import Desk
from tests.desks.returns.standing import ago, client_of, standing

pytestmark = [pytest.mark.django_db, pytest.mark.contract]


@pytest.mark.parametrize("language", ["en", "ar", "ckb"])
def test_the_page_shows_each_list_in_each_language(desk: Desk, language: str):
    officer = desk.officer()
    standing(
        officer, touched=ago(120), idle_since=ago(40), first_expires=ago(3).date(), pool="left",
        duty="follow_up_3", duty_from=ago(200), late_learned=ago(2), late_barrier="rule39",
        asked_at=ago(9), document_status="agreed", unknown_from=ago(1),
    )  # fmt: skip
    client = client_of(officer)
    for view in VIEWS:
        asked = {"view": view}
        answer = client.get(reverse("returns:board"), asked, headers={"accept-language": language})
        assert answer.status_code == 200, view
        text = answer.content.decode()
        assert "هێمن قادر" in text, view
        assert f'lang="{language}"' in text


def test_an_empty_board_says_what_to_do(desk: Desk):
    text = client_of(desk.officer()).get(reverse("returns:board")).content.decode()
    assert "No case is open here" in text
    assert "load a file of cases" in text


def test_all_may_be_ticked_without_a_script(desk: Desk):
    officer = desk.officer()
    standing(officer)
    client = client_of(officer)
    assert " checked>" not in ticks(client.get(reverse("returns:board")))
    assert " checked>" in ticks(client.get(reverse("returns:board"), {"tick": "all"}))


def ticks(answer) -> str:
    return "".join(re.findall(r'<input type="checkbox"[^>]*>', answer.content.decode()))


def test_the_page_does_one_thing_to_the_ticked_cases_and_lists_what_became_of_each(desk: Desk):
    officer = desk.officer()
    ready, further = desk.to(officer, State.INTAKE), desk.to(officer, State.DOCUMENTING)
    sent = {"action": "move", "to": "screening", "case": [ready.reference, further.reference]}
    answer = client_of(officer).post(reverse("returns:board_act"), sent)
    text = answer.content.decode()
    assert answer.status_code == 200
    assert "1 of 2 cases were done" in text
    assert text.index(ready.reference) < text.index("not done")


@pytest.mark.parametrize(
    ("sent", "said"),
    [
        ({"action": "move", "to": "screening"}, "No case is ticked"),
        ({"action": "hold", "case": "R-2026-AAAAAA"}, "need a reason in words"),
        ({"action": "depart", "case": "R-2026-AAAAAA"}, "Choose what is to be done"),
        ({"action": "assign", "worker": "nobody", "case": "R-2026-AAAAAA"}, "from the lists"),
    ],
)
def test_what_cannot_be_done_is_said_in_words(desk: Desk, sent: dict, said: str):
    answer = client_of(desk.officer()).post(reverse("returns:board_act"), sent)
    assert answer.status_code == 400
    assert said in answer.content.decode()


def test_the_file_has_references_and_no_names(desk: Desk):
    officer = desk.officer()
    one = standing(officer, idle_since=ago(40))
    answer = client_of(officer).get(reverse("returns:board_file"), {"view": "idle"})
    text = b"".join(answer.streaming_content).decode()
    rows = list(csv.DictReader(io.StringIO(text)))
    assert [row["reference"] for row in rows] == [one.case.reference]
    assert "هێمن" not in text
