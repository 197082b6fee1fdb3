"""The money that hangs on an item of the register: its lines and those below it, and their sums."""

import json
from decimal import Decimal

import pytest
from django.test import Client
from django.urls import reverse
from typer.testing import CliRunner, Result

from hawkari.cli.app import build
from hawkari.desks.programme.services.money import lines_under
from hawkari.desks.programme.services.refusals import NotFound
from hawkari.errors import AccessDenied, BadInput
from hawkari.evidence.access import open_access
from hawkari.evidence.local import ensure_local_programme
from tests.desks.programme.playing import COMMITMENT, Desk, approved, recorded

pytestmark = [pytest.mark.django_db, pytest.mark.contract]


def test_a_promise_has_the_money_of_all_that_hangs_on_it_and_only_that():
    desk = Desk()
    first, second = desk.officer(), desk.officer()
    agreement = desk.item(first, kind="agreement", name="Statement on borders")
    promise = desk.item(first, parent=agreement)
    course = desk.item(first, kind="activity", name="A course", parent=promise)
    later = desk.item(first, kind="activity", name="Its second half", parent=course)
    training = desk.line(first, promise)
    half = desk.line(
        first, later, name="Second half", bound="amount", amount=Decimal(500), currency="USD"
    )
    desk.line(first, name="Of another promise")
    approved(first, second, training, COMMITMENT, amount=Decimal(1000))
    recorded(first, training, amount=Decimal(1000))
    found = lines_under(first, agreement.reference)
    assert [one.line for one in found.rows] == [training, half]
    pounds, dollars = found.totals
    assert (pounds.promised, pounds.committed, pounds.paid) == (Decimal(300_000), 1000, None)
    assert (dollars.currency, dollars.promised, dollars.committed) == ("USD", Decimal(500), None)
    assert [one.line for one in lines_under(first, course.reference).rows] == [half]
    client = Client(headers={"host": "127.0.0.1"})
    client.force_login(first.user)
    page = client.get(reverse("programme:item", args=[agreement.reference])).content.decode()
    for address in (
        reverse("programme:line", args=[training.reference]),
        reverse("programme:line", args=[half.reference]),
        reverse("programme:item", args=[later.reference]),
        f"{reverse('programme:money')}?under={agreement.reference}",
    ):
        assert f'href="{address}"' in page
    assert "All lines in GBP" in page
    assert "All lines in USD" in page
    assert "Of another promise" not in page
    asked = {"under": agreement.reference}
    shown = client.get(reverse("programme:money"), asked).content.decode()
    assert "Second half" in shown
    assert "Of another promise" not in shown
    table = client.get(reverse("programme:lines_file"), asked).content.decode("utf-8-sig")
    assert len(table.splitlines()) == 3


def test_money_of_an_item_is_read_only_by_who_may_read_the_money_of_its_agency():
    desk = Desk()
    first = desk.officer()
    promise = desk.item(first)
    desk.line(first, promise)
    assert lines_under(desk.officer("analyst"), promise.reference).rows
    with pytest.raises(AccessDenied):
        lines_under(desk.officer("trainer"), promise.reference)
    stranger = desk.officer(agency="elsewhere")
    with pytest.raises(NotFound):
        lines_under(stranger, promise.reference)
    # Even where another agency's line hangs on the item by mistake, nobody reads it there.
    promise.lines.update(agency=stranger.user.agency)
    assert lines_under(first, promise.reference).rows == ()
    client = Client(headers={"host": "127.0.0.1"})
    client.force_login(first.user)
    page = client.get(reverse("programme:item", args=[promise.reference])).content.decode()
    assert "No line of money is kept of it yet" in page
    for strange in ("P-2026-NOTONE", "\0", "x" * 40):
        assert client.get(reverse("programme:money"), {"under": strange}).status_code == 404


def run(*words: str) -> Result:
    return CliRunner().invoke(build(), ["programme", "money", *words])


def test_the_prompt_tells_the_money_of_an_item_and_imports_of_a_table(tmp_path):
    user, operation = ensure_local_programme()
    access, desk = open_access(user, operation.slug), Desk(user.agency.slug, operation)
    line, other = desk.line(access), desk.line(access, name="Of another promise")
    told = json.loads(run("lines", "--under", line.item.reference, "--json").stdout)
    assert [one["line"] for one in told["lines"]] == [line.reference]
    assert len(json.loads(run("lines", "--json").stdout)["lines"]) == 2
    assert "there is no item" in str(run("lines", "--under", "P-2026-NOTONE").exception)
    table = tmp_path / "payments.csv"
    table.write_text(
        "kind,day,amount,currency,provider,receiver\n2,2026-01-05,1,GBP,Office,Firm\n"
        "2,2026-01-05,x,GBP,Office,Firm\n"
    )
    done = run("import", str(table), "--line", other.reference, "--json")
    assert (done.exit_code, json.loads(done.stdout)) == (
        3, {"recorded": 1, "before": 0, "refused": 1},
    )  # fmt: skip
    assert isinstance(run("import", str(tmp_path / "none.csv")).exception, BadInput)
