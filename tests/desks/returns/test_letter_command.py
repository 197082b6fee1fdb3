"""The command that makes a letter: what it takes, what it writes, and what it refuses."""

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from hawkari.cli.app import build
from hawkari.desks.returns.models import MadeLetter
from hawkari.errors import BadInput
from hawkari.evidence.local import ensure_local_returns
from tests.desks.returns.playing import Desk
from tests.trust.doors_of_returns_cases import LETTER

pytestmark = pytest.mark.django_db


@pytest.fixture
def case(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("hawkari.cli.returns.open_installation", lambda: None)
    user, operation = ensure_local_returns()
    desk = Desk(user.agency.slug, operation)
    return desk.case(desk.officer())


def ran(case, said: object, folder: Path):
    file, out = folder / "letter.json", folder / "letter.pdf"
    file.write_text(said if isinstance(said, str) else json.dumps(said), "utf-8")
    words = ["returns", "letter", case.reference, str(file), "--out", str(out), "--json"]
    return CliRunner().invoke(build(), words), out


def test_a_letter_is_made_written_and_kept(case, tmp_path: Path):
    done, out = ran(case, LETTER, tmp_path)
    assert done.exit_code == 0, done.exception
    made = MadeLetter.objects.get(case=case)
    assert json.loads(done.stdout)["letter"] == made.reference
    assert out.read_bytes() == bytes(made.pdf)
    # The office and whom to ask are known from the last letter.
    short = {one: LETTER[one] for one in ("kind", "destination", "route", "place", "advice_name")}
    assert ran(case, {**short, "advice_phone": "+44 7700 900123"}, tmp_path)[0].exit_code == 0
    assert MadeLetter.objects.filter(case=case).count() == 2


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ("", "no JSON"),
        ("[1]", "no object"),
        ({**LETTER, "kind": 3}, "kind is no text"),
        ({**LETTER, "kind": "threat"}, "kind"),
        ({**LETTER, "lawyer": "x"}, "no field lawyer"),
        ({**LETTER, "office": "\ud800"}, "cannot be kept"),
        ({**LETTER, "office": "a\x00b"}, "cannot be kept"),
        ({**LETTER, "place": "dover"}, "place"),
        ({**LETTER, "advice_phone": ""}, "advice_phone"),
        ({**LETTER, "kind": "departure"}, "not complete"),
    ],
)
def test_what_cannot_be_used_is_said_and_nothing_is_made(case, said, told: str, tmp_path: Path):
    done, out = ran(case, said, tmp_path)
    assert isinstance(done.exception, BadInput), done.exception
    assert told in str(done.exception)
    assert not out.exists()
    assert not MadeLetter.objects.exists()
