"""Results leave as aid data: what was marked public, never what is hidden for small numbers."""

from decimal import Decimal
from typing import Any

import pytest

from hawkari.desks.programme.models import RegisterItem
from hawkari.desks.programme.services.publications import preview
from hawkari.desks.programme.services.result_keeping import (
    NewIndicator,
    NewOutput,
    add_indicator,
    add_output,
)
from hawkari.desks.programme.services.result_links import Offer
from hawkari.engines import iati
from hawkari.evidence.access import Access
from hawkari.evidence.indicators import Measure
from tests.desks.programme.measuring import FIRST, LAST, figured, released
from tests.desks.programme.publishing import Office

pytestmark = pytest.mark.django_db


@pytest.fixture
def office() -> Office:
    return Office()


@pytest.fixture
def officer(office: Office) -> Access:
    access = office.officer()
    office.publisher(access)
    return access


def made(
    access: Access,
    activity: RegisterItem,
    *,
    public: bool = True,
    counted: bool = True,
    **fields: Any,
) -> RegisterItem:
    """An indicator of an output of its own; whether each is public."""
    words = "Officers who passed" if public and counted else "SECRET place"
    output = add_output(access, NewOutput(activity.reference, words, "outcome", public=public))
    new = {"measure": 1, "unit": "people at SECRET place", "public": counted, **fields}
    return add_indicator(access, NewIndicator(output.reference, f"{words}, counted", **new))


def results_in(access: Access, activity: RegisterItem) -> tuple[iati.Result, ...]:
    shown = preview(access, [activity.reference])
    assert shown.failing == ()
    (found,) = iati.read(shown.content)
    return found.record().results


def test_a_public_result_leaves_with_its_figures_and_breaks_no_rule(office, officer):
    activity = office.stated(officer)
    of = made(officer, activity)
    figured(officer, of, kind="baseline", first=FIRST, last=FIRST, value="0")
    figured(officer, of, kind="target", value="40")
    figured(officer, of, kind="actual", value="31.5000", text="counted at SECRET place")
    (result,) = results_in(officer, activity)
    assert (result.type, result.titles[0].text) == ("2", "Officers who passed")
    (indicator,) = result.indicators
    assert indicator.baselines == (iati.Amount("0", year=str(FIRST.year)),)
    (period,) = indicator.periods
    assert (period.first, period.last) == (FIRST, LAST)
    assert [Decimal(one.value) for one in (*period.targets, *period.actuals)] == [
        40,
        Decimal("31.5"),
    ]
    # Notes and units are withheld unless an officer says otherwise.
    assert b"SECRET" not in preview(officer, [activity.reference]).content


def test_what_was_not_marked_public_stays_inside_by_name_and_figure(office, officer):
    activity = office.stated(officer)
    figured(officer, made(officer, activity, public=False), value="77777")
    half = made(officer, activity, counted=False)
    figured(officer, half, value="88888")
    # Without an indicator there is no result to tell of.
    assert results_in(officer, activity) == ()
    content = preview(officer, [activity.reference]).content
    assert not [one for one in (b"SECRET", b"77777", b"88888") if one in content]


def test_a_qualitative_indicator_leaves_without_a_number(office, officer):
    activity = office.stated(officer)
    figured(officer, made(officer, activity, measure=5), value=None, text="Posts work together")
    (result,) = results_in(officer, activity)
    assert result.indicators[0].periods[0].actuals == ()


def test_a_number_hidden_for_few_people_is_left_out_with_its_period(office, officer):
    activity = office.stated(officer)
    made(officer, activity, link=Offer("returns", "arrived"))
    released(officer, Measure("arrived", 3))
    (result,) = results_in(officer, activity)
    assert result.indicators[0].periods == ()


def test_a_released_number_leaves_as_it_is_released(office, officer):
    activity = office.stated(officer)
    made(officer, activity, link=Offer("returns", "arrived"))
    released(officer, Measure("arrived", 40))
    (result,) = results_in(officer, activity)
    assert [one.value for one in result.indicators[0].periods[0].actuals] == ["40"]
