"""No money above its ceiling, no referral without consent, one interview a wave."""

from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hawkari.engines.casework import EventKind, Route
from hawkari.engines.casework.reintegration import (
    REFERRAL_STEPS,
    AidState,
    ReferralState,
    load_ceilings,
    money,
)
from hawkari.errors import BadInput
from tests.engines.casework.reintegration.happening import CONSENT, GOAL, Life

PENCE = st.integers(0, 400_000).map(lambda pence: f"{pence // 100}.{pence % 100:02}")
ACTS = st.lists(
    st.tuples(st.sampled_from(["promise", "give", "cancel"]), PENCE, st.integers(0, 5)), max_size=25
)


@settings(max_examples=200)
@given(ACTS)
def test_whatever_officers_try_no_more_is_promised_than_the_ceiling(acts):
    life, refused = Life(), 0
    for do, amount, pick in acts:
        try:
            if do == "promise":
                life.promise(amount)
            else:
                item = life.now.aid[pick % len(life.now.aid)].number if life.now.aid else 0
                body = {"do": do, "item": item, "why": "changed", "receipt": "r 1"}
                life.take(EventKind.ASSISTANCE, "ben", **body)
        except BadInput:
            refused += 1
        assert life.now.given <= life.now.committed <= Decimal("3000.00")
    kept = [one.amount for one in life.now.aid if one.state is not AidState.CANCELLED]
    assert sum(kept) == life.now.committed


def test_pence_are_exact_where_floats_would_not_be():
    life = Life()
    for _ in range(30):
        life.promise("0.10")
    life.promise("2997.00")
    assert life.now.committed == Decimal("3000.00")
    with pytest.raises(BadInput) as refused:
        life.promise("0.01")
    assert refused.value.where == ("amount",)
    assert "0.00 pounds" in refused.value.remedy


def test_a_cancelled_promise_frees_its_money():
    life = Life()
    first = life.promise("3000.00")
    life.take(EventKind.ASSISTANCE, do="cancel", item=first, why="they found work")
    life.promise("3000.00")
    assert life.now.committed == Decimal("3000.00")


def test_who_promised_money_does_not_record_that_it_was_given():
    life = Life()
    item = life.promise("50.00", "ana")
    with pytest.raises(BadInput, match="who promised"):
        life.take(EventKind.ASSISTANCE, "ana", do="give", item=item, receipt="r 1")
    life.take(EventKind.ASSISTANCE, "ben", do="give", item=item, receipt="r 1")
    assert (life.now.aid[0].state, life.now.given) == (AidState.GIVEN, Decimal("50.00"))
    for do in ("give", "cancel"):
        with pytest.raises(BadInput, match="no such promise"):
            life.take(EventKind.ASSISTANCE, "ben", do=do, item=item, receipt="r", why="w")


@pytest.mark.parametrize("route", [Route.ENFORCED, Route.PORT])
def test_a_route_without_money_of_ours_takes_help_in_kind_alone(route):
    life = Life(route)
    with pytest.raises(BadInput, match="more than is left"):
        life.promise("0.01")
    life.promise("0")
    assert life.now.aid[0].amount == Decimal("0.00")


@pytest.mark.parametrize(
    "text",
    ["", "-1", "1.234", "1.", ".5", "1,000", "١٢", "1e3", "NaN", "99999999", "1000001", None, 5.0],
)
def test_what_is_no_amount_is_refused(text):
    with pytest.raises(BadInput):
        money(text)


def test_the_ceiling_says_where_it_was_read_and_that_nobody_verified_it():
    (ceiling,) = load_ceilings()
    assert (ceiling.status, ceiling.verified_by) == ("unconfirmed", "")
    assert ceiling.authority
    assert ceiling.note


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("consent_informed", False),
        ("consent_informed", "yes"),
        ("consent_document", " "),
        ("consent_language", ""),
        ("consent_dated", "2026-05-05"),
        ("consent_dated", "soon"),
        ("fields", []),
        ("fields", "everything"),
        ("to", ""),
        ("service", "gossip"),
    ],
)
def test_nobody_is_referred_without_consent_that_says_to_whom_and_what(field, value):
    life = Life()
    with pytest.raises(BadInput) as refused:
        life.refer(**{field: value})
    assert refused.value.where == (field,)
    life.slip_in(EventKind.REFERRAL, **{"do": "make", **CONSENT, field: value})
    assert life.now.referrals == ()  # nor is one shown that stands in the history all the same


@pytest.mark.parametrize("state", list(ReferralState))
@pytest.mark.parametrize("to", list(ReferralState))
def test_a_referral_takes_the_steps_of_the_table_and_no_other(state, to):
    ways = {
        ReferralState.IN_PROGRESS: [],
        ReferralState.ACCEPTED: ["accepted"],
        ReferralState.REJECTED: ["rejected"],
        ReferralState.DONE: ["accepted", "done"],
        ReferralState.REVOKED: ["revoked"],
    }
    life = Life()
    number = life.refer()
    for step in ways[state]:
        life.referral(number, step, why="said so")
    assert life.now.referrals[0].state is state
    if to in REFERRAL_STEPS[state]:
        life.referral(number, to, why="said so")
        assert life.now.referrals[0].state is to
        assert life.now.referrals[0].steps[-1].state is to
    else:
        with pytest.raises(BadInput):
            life.referral(number, to, why="said so")


def test_whoever_rejects_says_why_and_a_person_revokes_without_a_reason():
    life = Life()
    number = life.refer()
    with pytest.raises(BadInput) as refused:
        life.referral(number, "rejected")
    assert refused.value.where == ("why",)
    life.referral(number, "revoked")


def test_before_arrival_a_person_is_assessed_and_promised_and_no_more():
    life = Life(arrived=False)
    life.take(EventKind.PLAN, do="assess", needs={"skills": "tailor"})
    item = life.promise("1.00")
    for event, body in (
        (EventKind.ASSISTANCE, {"do": "give", "item": item, "receipt": "r 1"}),
        (EventKind.PLAN, {"do": "plan", "goals": [GOAL], "document": "plan 1"}),
        (EventKind.REFERRAL, {"do": "make", **CONSENT}),
    ):
        with pytest.raises(BadInput, match="not arrived"):
            life.take(event, "ben", **body)
    assert life.now.assessments[0].needs["skills"] == "tailor"


@pytest.mark.parametrize(
    "goals",
    [
        [], None, [{}], [{**GOAL, "who": " "}], [{**GOAL, "until": "summer"}], ["work"],
        [GOAL] * 13, [{**GOAL, "step": 3}],
    ],
)  # fmt: skip
def test_a_plan_has_goals_that_say_what_next_by_whom_until_when(goals):
    life = Life()
    with pytest.raises(BadInput) as refused:
        life.take(EventKind.PLAN, do="plan", goals=goals, document="plan 1")
    assert refused.value.where == ("goals",)


def test_a_wave_has_one_interview():
    life = Life()
    body = {"month": 3, "day": "2026-08-04", "agreed": True, "scores": {}, "answers": {}}
    life.take(EventKind.SURVEY, **body)
    with pytest.raises(BadInput, match="already"):
        life.take(EventKind.SURVEY, **body)
    life.take(EventKind.SURVEY, **{**body, "month": 6})
    assert [one.month for one in life.now.surveys] == [3, 6]


def test_what_was_corrected_counts_no_longer():
    life = Life()
    life.promise("2000.00")
    life.slip_in(EventKind.CORRECTED, event=1, why="another person's")
    assert life.now.committed == Decimal("0.00")
    life.promise("3000.00")


def test_an_empty_body_as_disposal_leaves_it_counts_as_nothing():
    life = Life()
    for kind in (EventKind.PLAN, EventKind.ASSISTANCE, EventKind.REFERRAL, EventKind.SURVEY):
        life.slip_in(kind)
    assert life.now.committed == Decimal("0.00")
    assert (life.now.plans, life.now.referrals, life.now.surveys) == ((), (), ())
