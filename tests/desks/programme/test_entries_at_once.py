"""Two officers at the same moment: an entry is carried on once, and the other is told."""

import pytest

from hawkari.desks.programme.models import Milestone, Risk
from hawkari.desks.programme.services.entry_work import withdraw_entry
from hawkari.desks.programme.services.holdings import close_risk
from hawkari.desks.programme.services.milestones import finish_milestone, revise_milestone
from hawkari.desks.programme.services.refusals import NotFound
from hawkari.errors import BadInput
from tests.desks.programme.acting import Office, busy_activity
from tests.desks.programme.test_money_at_once import at_once

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.contract,
    pytest.mark.usefixtures("real_store"),
]


def test_an_entry_is_finished_once_moved_or_finished_and_withdrawn_once():
    office = Office()
    first, second = office.officer(), office.officer()
    busy_activity(first)
    late = Milestone.objects.get(name="Room handed over")
    ahead = Milestone.objects.get(name="First joint plan")
    risk = Risk.objects.get()
    day = first.today
    stopped = at_once(
        *(
            lambda who=who: finish_milestone(who, late.pk, done=day, evidence=who.user.username)
            for who in (first, second)
        )
    )
    assert [type(one) for one in stopped if one is not None] == [BadInput]
    stopped = at_once(
        *(lambda who=who: close_risk(who, risk.pk, day=day, why="over") for who in (first, second))
    )
    assert [type(one) for one in stopped if one is not None] == [BadInput]
    at_once(
        lambda: finish_milestone(first, ahead.pk, done=day, evidence="plan"),
        lambda: revise_milestone(second, ahead.pk, due=day, why="sooner"),
    )
    assert Milestone.objects.get(pk=ahead.pk).done == day
    stopped = at_once(
        *(
            lambda who=who: withdraw_entry(who, "milestone", late.pk, why="twice")
            for who in (first, second)
        )
    )
    assert [type(one) for one in stopped if one is not None] == [NotFound]
