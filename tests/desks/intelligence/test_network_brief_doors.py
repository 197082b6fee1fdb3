"""A network brief asked for on a page, by a program and in a terminal."""

import json
from pathlib import Path

import pytest
from django.urls import reverse
from typer.testing import CliRunner

from hawkari.cli.app import build
from hawkari.desks.intelligence.services import network_briefing
from hawkari.errors import BadInput
from hawkari.evidence.local import ensure_local_user
from tests.desks.intelligence.briefs_told import text_of_pdf, text_of_word
from tests.desks.intelligence.case import Case, text_of
from tests.evidence.factories import World

pytestmark = pytest.mark.django_db
API = "/api/intelligence/network-brief"


def address(form: str = "docx") -> str:
    return reverse("intelligence:network_brief", args=[form])


def saved(case: Case, client) -> int:
    content = json.dumps({"shown": [case.id_of("uk-1"), case.id_of("uk-3")]})
    client.post("/network/charts", {"name": "Harbour", "content": content})
    chart = client.get("/network/charts").context["charts"][0]
    return int(chart.pk)


def test_the_network_page_offers_a_brief_in_each_language_and_form(case: Case):
    page = text_of(case.client().get("/network?begin=2026-03-02"))
    assert "Brief on this network" in page
    for words in ("English", "العربية", "کوردی", "Word (.docx)", "PDF"):
        assert words in page
    assert 'name="begin" value="2026-03-02"' in page


def test_whoever_may_not_export_is_offered_none(case: Case):
    assert "Brief on this network" not in text_of(case.client(role="liaison").get("/network"))


def test_a_brief_is_of_what_the_page_shows(case: Case):
    answer = case.client().get(address(), {"kind": "call", "begin": "2026-03-04", "why": "court"})
    assert answer.headers["Content-Disposition"].endswith('-en.docx"')
    lines = text_of_word(answer.content)
    assert "Of the ties: call; seen from 2026-03-04" in lines
    assert not any("Saman" in line for line in lines)


def test_a_saved_chart_has_a_brief_of_its_own(case: Case):
    client = case.client()
    chart = saved(case, client)
    page = text_of(client.get(f"/network/charts/{chart}"))
    assert "Brief on this chart" in page
    assert f'name="chart" value="{chart}"' in page
    answer = client.get(address("pdf"), {"chart": chart, "version": 1, "language": "en"})
    assert "saved chart Harbour, version 1" in text_of_pdf(answer.content)
    assert client.get(address(), {"chart": chart + 1}).status_code == 404
    assert client.get(address(), {"chart": chart, "version": 2}).status_code == 404


def test_a_form_that_there_is_not_is_not_found(case: Case):
    assert case.client().get("/network/brief.odt").status_code == 404


def test_a_network_too_large_says_so_and_leads_back(case: Case, monkeypatch: pytest.MonkeyPatch):
    from hawkari.desks.intelligence.views import network_brief as views

    monkeypatch.setattr(network_briefing, "MOST_PEOPLE", 2)
    monkeypatch.setattr(views, "MOST_PEOPLE", 2)
    client = case.client()
    page = text_of(client.get("/network"))
    assert "More than 2 people or things: too many for a brief" in page
    assert "brief-language" not in page
    answer = client.get(address(), {"begin": "2026-03-01"}, follow=True)
    assert answer.redirect_chain == [("/network?begin=2026-03-01", 302)]
    assert "No brief was made." in text_of(answer)


def test_a_program_gets_the_same_file_and_is_told_what_it_may_not(case: Case):
    client = case.client()
    answer = client.get(API, {"format": "docx", "language": "en", "grade": "B"})
    assert "Of the ties: at least assessed B" in text_of_word(answer.content)
    assert client.get(API, {"language": "fr"}).status_code == 422
    assert client.get(API, {"chart": 99}).status_code == 404
    assert case.client(role="liaison").get(API).status_code == 403


def local_case() -> Case:
    return Case(World(ensure_local_user()[1])).load()


def run(*words: str):
    return CliRunner().invoke(build(), ["network", "brief", *words])


def test_the_command_writes_the_file_that_its_name_says(tmp_path: Path):
    case = local_case()
    out = tmp_path / "brief.pdf"
    done = run("--out", str(out), "--focus", case.id_of("uk-3"), "--lang", "en")
    assert done.exit_code == 0, done.output
    assert "Saman Karim" in text_of_pdf(out.read_bytes())
    assert run("--out", str(tmp_path / "b"), "--format", "docx", "--lang", "ckb").exit_code == 0
    assert any(
        "پێشینەکانی لێکۆڵینەوە" in line for line in text_of_word((tmp_path / "b").read_bytes())
    )


@pytest.mark.parametrize(
    ("words", "problem"),
    [
        (["--out", "brief.odt"], "no brief is written as 'odt'"),
        (["--out", "brief.docx", "--lang", "fr"], "no brief is written in 'fr'"),
        (["--out", "nowhere/brief.docx"], "there is no such folder"),
    ],
)
def test_the_command_says_what_is_wrong(tmp_path: Path, monkeypatch, words, problem):
    local_case()
    monkeypatch.chdir(tmp_path)
    done = run(*words)
    assert isinstance(done.exception, BadInput)
    assert problem in str(done.exception)
    assert list(tmp_path.iterdir()) == []
