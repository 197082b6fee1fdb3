"""Operations are counted from what was released: of nobody, few stay hidden, and nothing copied."""

from decimal import Decimal

import pytest
from django.test import Client
from django.urls import reverse

from hawkari.desks.programme.services.operations import DESK, operation_counts, tables
from hawkari.desks.programme.services.report_parts import untraced
from hawkari.evidence.access import Action
from hawkari.evidence.indicators import (
    Measure,
    quarters_before,
    release_indicators,
    withdraw_indicators,
)
from hawkari.evidence.models import Operation, PurposeKind
from tests.desks.programme.acting import NUMBERS, Office

pytestmark = pytest.mark.django_db


@pytest.fixture
def access():
    return Office().officer()


def released(access, number: int, *, answers: tuple[int, int] = (0, 0)) -> int:
    """Numbers of another operation of the same agency, released as the networks' desk does."""
    case = Operation.objects.create(
        slug=f"case-{next(NUMBERS)}",
        name="Secret name",
        purpose="x",
        purpose_kind=PurposeKind.CRIME,
        starts=access.today,
    )
    analyst = Office(operation=case).officer("analyst")
    yes, no = answers
    measures = [Measure("pairs_decided", number)]
    if yes + no:
        measures += [
            Measure("tasks_answered", yes + no),
            Measure("tasks_answered", yes, by="answer", group="yes"),
            Measure("tasks_answered", no, by="answer", group="no"),
        ]
    period = quarters_before(access.today, 1)[0]
    made = release_indicators(analyst, DESK, period, measures=measures, action=Action.RELEASE)
    return made.pk


def test_what_was_released_is_shown_by_quarter_and_few_stay_hidden(access):
    released(access, 120, answers=(30, 3))
    released(access, 2)
    (quarter,) = operation_counts(access)
    assert quarter.operations == 2
    assert [one.number for one in quarter.rows] == [None, 120, 33, None, None]
    client = Client(headers={"host": "127.0.0.1"})
    client.force_login(access.user)
    shown = client.get(reverse("programme:operations")).content.decode()
    assert shown.count("hidden: few people") == 3
    assert "Secret name" not in shown


def test_the_report_adds_up_what_is_told_and_says_what_is_left_out(access):
    one = released(access, 120)
    released(access, 2)
    period = quarters_before(access.today, 1)[0]
    (table,) = tables(access, period)
    (figure,) = table.figures
    assert (figure.value, len(figure.rows)) == (Decimal(120), 1)
    assert figure.rows[0].url.endswith(f"#release-{one}")
    assert "1 release is left out" in str(figure.note)
    assert not untraced([table])


def test_of_few_alone_nothing_is_told_and_a_withdrawn_release_is_gone(access):
    number = released(access, 3)
    period = quarters_before(access.today, 1)[0]
    assert tables(access, period)[0].figures[0].value is None
    office = Office(operation=Operation.objects.latest("pk"))
    analyst = office.officer("analyst")
    withdraw_indicators(analyst, number, why="counted twice", action=Action.RELEASE)
    assert tables(access, period) == ()
    assert operation_counts(access) == ()


def test_another_agency_s_numbers_are_not_there(access):
    released(access, 120)
    assert operation_counts(Office().officer(agency="other-office")) == ()
