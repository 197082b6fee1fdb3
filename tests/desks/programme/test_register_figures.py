"""The report says what happened of the promises, and where nobody knows, or reports disagree."""

from datetime import date

import pytest
from django.utils import translation

from hawkari.desks.programme.services.register_figures import tables
from hawkari.desks.programme.services.report_parts import period_of, untraced
from tests.desks.programme.promising import Programme, claim, item, money

pytestmark = pytest.mark.django_db


def test_the_figures_of_the_register_lead_to_the_items_that_they_count():
    access = Programme().officer()
    training, projects = item(access), item(access, name="Projects and a taskforce")
    money(access, training, "300000")
    money(access, training, "250000", reported_by="The Courier")
    claim(access, training, "happened", value="Courses began", day=date(2025, 2, 1))
    claim(access, projects, "happened", value="Nothing was found", published_on=date(2025, 3, 31))
    claim(access, projects, "happened", value="Too late", day=date(2025, 4, 1))
    (table,) = tables(access, period_of("2025Q1"))
    assert not untraced([table])
    told = {one.key: [row.ref for row in one.rows] for one in table.figures}
    assert told == {
        "register.promises": [training.reference, projects.reference],
        "register.happened": [training.reference, projects.reference],
        "register.disagree": [training.reference],
        "register.no_amount": [projects.reference],
    }
    said = table.said[0].replace("\u2068", "").replace("\u2069", "")
    assert said == "2025-02-01, Train the border police: Courses began (reported by The Gazette)"
    with translation.override("ckb"):
        assert str(tables(access, period_of("2025Q1"))[0].words) != str(table.key)


def test_another_agency_s_register_tells_nothing():
    programme = Programme()
    item(programme.officer())
    assert tables(programme.officer(agency="other-office"), period_of("2025Q1")) == ()
