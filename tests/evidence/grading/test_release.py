"""Eleven tests of a release: each denies alone, says why, by whose rule, and what changes it."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from hawkari.evidence.grading import (
    ConditionValue,
    MarkingValue,
    OperationTerms,
    Permissions,
    Reader,
    Recipient,
    Releasable,
    Subject,
    TransferBasis,
    may_release,
    may_release_all,
    readable,
    union,
)
from hawkari.evidence.grading.reasons import AUTHORITIES, CAUSES, Reason, rules
from tests.evidence.grading.markings import markings

TODAY = date(2026, 6, 15)
YESTERDAY, TOMORROW = TODAY - timedelta(days=1), TODAY + timedelta(days=1)
PLAIN = MarkingValue("2", "D", "P")
ASK = ConditionValue("Ask first", frozenset({"nca"}))
ASKED = MarkingValue("2", "D", "C", ASK)
HERE = Recipient("nca", "GB", ceiling="OFFICIAL-SENSITIVE")
ABROAD = Recipient("federal", "IQ", is_relevant_authority=True)
OPERATION = OperationTerms(
    "crime", frozenset({"nca", "asayish", "federal"}), date(2026, 1, 1), TODAY
)
TEST = TransferBasis(
    "75", "federal", "test", "necessary to find her", "ask us first", test_by="officer 1",
    test_at=datetime(2026, 6, 1, tzinfo=UTC), osja_ref="O-1",
)  # fmt: skip
SPECIAL = replace(TEST, section="76", limb="a", test_by="", test_at=None)


def thing(marking: MarkingValue = PLAIN, **about) -> Releasable:
    whole = {
        "originator": "asayish",
        "holder": "asayish",
        "operation": OPERATION,
        "subjects": (Subject({"witness": "fact", "victim": "assessment"}),),
        "keep_until": TODAY,
        **about,
    }
    return Releasable(marking=marking, **whole)


def causes(value: Releasable, to: Recipient = HERE, **asked) -> list[str]:
    asked = {"action": "hold", "purpose": "crime", "at": TODAY, **asked}
    decision = may_release(value, to, **asked)
    assert decision.allowed == (not decision.reasons)
    return [reason.cause for reason in decision.reasons]


def test_what_passes_every_test_is_released():
    assert causes(thing()) == []
    assert causes(thing(ASKED)) == []
    assert causes(thing(transfer=TEST), ABROAD) == []


@pytest.mark.parametrize(
    ("marking", "cause"),
    [
        (replace(PLAIN, source=""), "grade-unknown"),
        (replace(PLAIN, intelligence="F"), "grade-unknown"),
        (replace(PLAIN, originals=(("nato", (("a", "b"),)),)), "original-unknown"),
        (replace(PLAIN, handling="X"), "handling-unknown"),
        (replace(ASKED, condition=None), "condition-missing"),
        (replace(ASKED, condition=replace(ASK, text=" ")), "condition-missing"),
        (replace(ASKED, condition=replace(ASK, expires=YESTERDAY)), "condition-lapsed"),
        (replace(ASKED, condition=replace(ASK, agencies=frozenset())), "condition-not-named"),
        (replace(ASKED, condition=replace(ASK, must_consult=True)), "condition-consult"),
        (
            replace(ASKED, condition=replace(ASK, purposes=frozenset({"return"}))),
            "condition-purpose",
        ),
        (replace(PLAIN, europol=frozenset({"H9"})), "europol-unknown"),
        (replace(PLAIN, europol=frozenset({"H3"}), europol_text="x"), "europol-h3"),
        (replace(PLAIN, tlp="MAUVE"), "tlp-unknown"),
        (replace(PLAIN, tlp="RED"), "tlp-red"),
        (replace(PLAIN, tlp="AMBER+STRICT"), "tlp-amber-strict"),
        (replace(ASKED, tlp="AMBER", condition=replace(ASK, agencies=frozenset())), "tlp-amber"),
        (replace(PLAIN, pap="MAUVE"), "pap-unknown"),
        (replace(PLAIN, gsc="SECRET"), "gsc-unknown"),
    ],
)
def test_a_marking_that_restricts_or_is_not_known_denies(marking, cause):
    assert cause in causes(thing(marking))


def test_a_condition_is_satisfied_on_its_last_day_for_its_purpose_by_whom_it_names():
    whole = replace(
        ASK, expires=TODAY, purposes=frozenset({"crime"}), must_consult=True,
        satisfied_for=frozenset({"nca"}),
    )  # fmt: skip
    assert causes(thing(replace(ASKED, condition=whole))) == []
    people = replace(whole, agencies=frozenset(), users=frozenset({"ann", "bob"}))
    named = replace(HERE, users=frozenset({"ann"}))
    assert causes(thing(replace(ASKED, condition=people)), named) == []
    more = replace(HERE, users=frozenset({"ann", "eve"}))
    assert "condition-not-named" in causes(thing(replace(ASKED, condition=people)), more)


@pytest.mark.parametrize(
    ("codes", "action", "allowed", "cause"),
    [
        ({"H1"}, "judicial", {"judicial": True}, "europol-h1"),
        ({"H2"}, "pass_on", {"passing_on": True}, "europol-h2"),
        ({"H3"}, "hold", {"acknowledged": "not on Fridays"}, "europol-h3"),
    ],
)
def test_europol_codes_deny_until_permitted_or_acknowledged(codes, action, allowed, cause):
    marking = replace(PLAIN, europol=frozenset(codes), europol_text="not on Fridays")
    assert causes(thing(marking), action=action) == [cause]
    assert causes(thing(marking, permissions=Permissions(**allowed)), action=action) == []


def test_h0_asks_for_a_crime_purpose():
    operation = replace(OPERATION, purpose="return")
    marking = replace(PLAIN, europol=frozenset({"H0"}))
    assert causes(thing(marking, operation=operation), purpose="return") == ["europol-h0"]


def test_h2_denies_whoever_holds_it_for_another():
    marking = replace(PLAIN, europol=frozenset({"H2"}))
    onward = Permissions(onward=frozenset({"nca"}))
    assert causes(thing(marking, holder="federal", permissions=onward)) == ["europol-h2"]


def test_a_client_of_a_named_organisation_may_have_amber_but_not_amber_strict():
    client = Recipient("federal", "GB", frozenset({"ann"}), frozenset({"nca"}))
    named = replace(ASK, users=frozenset({"ann"}))
    amber = replace(ASKED, condition=named, tlp="AMBER")
    assert causes(thing(amber), client) == []
    assert causes(thing(replace(amber, tlp="AMBER+STRICT")), client) == ["tlp-amber-strict"]


def test_an_action_nobody_knows_is_above_every_pap():
    assert causes(thing(), action="hack back") == ["pap-action"]
    assert causes(thing(replace(PLAIN, pap="RED")), action="look_up") == ["pap-action"]


def test_a_classification_is_held_to_both_ceilings():
    marking = replace(PLAIN, gsc="OFFICIAL-SENSITIVE")
    assert causes(thing(marking)) == []
    assert causes(thing(marking), replace(HERE, ceiling="OFFICIAL")) == ["gsc-ceiling"]
    assert causes(thing(marking), replace(HERE, ceiling="")) == ["gsc-ceiling"]
    assert causes(thing(marking, ceiling="OFFICIAL")) == ["gsc-ceiling"]


@pytest.mark.parametrize(
    ("about", "asked", "cause"),
    [
        ({}, {"purpose": "return"}, "purpose"),
        ({"operation": replace(OPERATION, partners=frozenset())}, {}, "member"),
        ({}, {"at": TOMORROW}, "period"),
        ({}, {"at": date(2025, 12, 31)}, "period"),
        ({"subjects": (Subject({}),)}, {}, "subject-unset"),
        ({"subjects": (Subject({"suspect": ""}),)}, {}, "subject-basis"),
        ({"holder": "federal"}, {}, "onward"),
        ({"keep_until": YESTERDAY}, {}, "retention"),
        ({"keep_until": None}, {}, "retention"),
        ({"is_retracted": True}, {}, "retracted"),
        ({"is_recalled": True}, {}, "recalled"),
    ],
)
def test_the_rest_of_the_circumstances_deny(about, asked, cause):
    assert cause in causes(thing(**about), **asked)


def test_values_of_nobody_need_no_category_and_one_unset_subject_blocks_all():
    assert causes(thing(subjects=())) == []
    both = (Subject({"suspect": "fact"}), Subject({}))
    assert causes(thing(subjects=both)) == ["subject-unset"]


def test_onward_goes_only_where_the_originator_allowed():
    allowed = Permissions(onward=frozenset({"nca"}))
    assert causes(thing(holder="federal", permissions=allowed)) == []


@pytest.mark.parametrize(
    ("basis", "about", "cause"),
    [
        (None, {}, "transfer-none"),
        (replace(TEST, section="77"), {}, "transfer-section"),
        (replace(TEST, section="74A"), {}, "transfer-adequacy"),
        (replace(TEST, limb="whim"), {}, "transfer-section"),
        (replace(TEST, limb="instrument"), {}, "transfer-incomplete"),
        (replace(TEST, test_at=None), {}, "transfer-incomplete"),
        (replace(TEST, reasoning=" "), {}, "transfer-incomplete"),
        (replace(TEST, onward_terms=""), {}, "transfer-onward"),
        (replace(TEST, osja_ref=""), {}, "transfer-human-rights"),
        (replace(TEST, recipient_authority="krg"), {}, "transfer-authority"),
        (TEST, {"is_eu_origin": True}, "transfer-eu"),
        (SPECIAL, {"is_bulk": True}, "transfer-bulk"),
        (replace(SPECIAL, limb="d"), {"is_bulk": False}, "transfer-incomplete"),
        (
            replace(SPECIAL, limb="e", individual_case=True),
            {"is_bulk": False},
            "transfer-incomplete",
        ),
    ],
)
def test_a_transfer_abroad_needs_a_whole_basis(basis, about, cause):
    assert causes(thing(transfer=basis, **about), ABROAD) == [cause]


@pytest.mark.parametrize("limb", ["a", "b", "c", "d", "e"])
def test_special_circumstances_are_for_single_values_only(limb):
    basis = replace(SPECIAL, limb=limb, individual_case=True, rights_considered=True)
    assert causes(thing(transfer=basis, is_bulk=False), ABROAD) == []
    assert causes(thing(transfer=basis, is_bulk=True), ABROAD) == ["transfer-bulk"]


def test_a_transfer_is_to_a_relevant_authority_for_law_enforcement():
    other = replace(ABROAD, is_relevant_authority=False)
    assert causes(thing(transfer=TEST), other) == ["transfer-authority"]
    operation = replace(OPERATION, purpose="return")
    found = causes(thing(transfer=TEST, operation=operation), ABROAD, purpose="return")
    assert found == ["transfer-purpose"]


def test_every_failing_test_is_given_in_order():
    worst = thing(
        MarkingValue("", "", "", tlp="MAUVE"), operation=replace(OPERATION, starts=TOMORROW),
        subjects=(Subject({}),), holder="federal", keep_until=None,
    )  # fmt: skip
    decision = may_release(worst, ABROAD, action="?", purpose="?", at=TODAY)
    numbers = [reason.number for reason in decision.reasons]
    assert numbers == sorted(numbers)
    assert set(numbers) == {1, 2, 4, 5, 7, 8, 9, 10, 11}


@pytest.mark.parametrize("cause", sorted(CAUSES))
def test_each_reason_names_the_rule_its_authority_and_what_would_change_it(cause):
    reason = Reason(cause)
    assert reason.rule.id in rules()
    assert reason.authority in AUTHORITIES
    assert reason.what.endswith(".")
    assert reason.change.endswith(".")


def test_the_eleven_tests_are_numbered_and_each_can_fail():
    assert [one.number for one in rules().values()] == list(range(1, 12))
    assert {one.authority for one in rules().values()} == set(AUTHORITIES)
    assert {rule for rule, _, _ in CAUSES.values()} == set(rules())


def test_reasons_are_said_in_the_reader_s_language():
    reason = Reason("tlp-red")
    with translation.override("en"):
        english = (reason.what, reason.authority, reason.change)
    assert all(english)


def test_something_derived_is_released_only_as_all_of_its_statements():
    asked = {"action": "hold", "purpose": "crime", "at": TODAY}
    well, red = thing(), thing(replace(PLAIN, tlp="RED"))
    assert may_release_all([well, thing(ASKED)], HERE, **asked).allowed
    assert not may_release_all([well, red], HERE, **asked).allowed
    assert not may_release_all([], HERE, **asked).allowed


def test_the_words_of_h3_go_with_the_value():
    marking = replace(PLAIN, europol=frozenset({"H3"}), europol_text="not on Fridays")
    value = thing(marking, permissions=Permissions(acknowledged="not on Fridays"))
    decision = may_release(value, HERE, action="hold", purpose="crime", at=TODAY)
    assert decision.allowed
    assert decision.notices == ("not on Fridays",)


@given(st.lists(markings(), min_size=1, max_size=5))
def test_the_union_restricts_at_least_as_much_as_each(listed):
    whole = union(listed)
    asked = {"action": "hold", "purpose": "crime", "at": TODAY}
    assert whole.handling == ("C" if any(one.handling == "C" for one in listed) else "P")
    assert whole.europol == frozenset().union(*(one.europol for one in listed))
    assert {one.condition for one in listed if one.condition} == set(whole.conditions)
    for field, order in (
        ("tlp", ["RED", "AMBER+STRICT", "AMBER", "GREEN", "CLEAR", ""]),
        ("pap", ["RED", "AMBER", "GREEN", "CLEAR", ""]),
        ("gsc", ["OFFICIAL-SENSITIVE", "OFFICIAL", ""]),
    ):
        given_codes = [getattr(one, field) for one in listed]
        assert getattr(whole, field) == min(given_codes, key=order.index)
    every = [may_release(thing(one), HERE, **asked).allowed for one in listed]
    assert may_release_all([thing(one) for one in listed], HERE, **asked).allowed == all(every)


def test_an_unknown_code_is_stricter_than_all_in_a_union():
    assert union([replace(PLAIN, tlp="MAUVE"), replace(PLAIN, tlp="RED")]).tlp == "MAUVE"
    assert union([]).handling == ""


@given(markings(), st.sampled_from(["tlp", "pap", "gsc", "handling", "source", "intelligence"]))
def test_an_unknown_code_denies_reading_and_release_whatever_else_holds(marking, field):
    strange = replace(marking, **{field: "?"})
    reader = Reader("nca", "ann", frozenset({"nca", "asayish"}), "crime", TODAY)
    assert not readable(strange, reader, originator="asayish").allowed
    assert causes(thing(strange))


@given(markings())
def test_the_originator_s_own_people_always_read(marking):
    reader = Reader("asayish", "x", frozenset({"asayish"}), "training", TODAY, "")
    assert readable(marking, reader, originator="asayish").allowed


READER = Reader("nca", "ann", frozenset({"nca", "asayish"}), "crime", TODAY)


@pytest.mark.parametrize(
    ("marking", "reader", "denied"),
    [
        (PLAIN, READER, []),
        (ASKED, READER, []),
        (ASKED, replace(READER, agency="federal"), ["condition-not-named"]),
        (replace(ASKED, condition=None), READER, ["condition-missing"]),
        (replace(ASKED, condition=replace(ASK, expires=TODAY)), READER, []),
        (replace(ASKED, condition=replace(ASK, expires=YESTERDAY)), READER, ["condition-lapsed"]),
        (
            replace(ASKED, condition=replace(ASK, purposes=frozenset({"return"}))),
            READER,
            ["condition-purpose"],
        ),
        (replace(ASKED, condition=replace(ASK, must_consult=True)), READER, ["condition-consult"]),
        (
            replace(
                ASKED,
                condition=replace(ASK, must_consult=True, satisfied_for=frozenset({"nca"})),
            ),
            READER,
            [],
        ),
        (
            replace(ASKED, condition=ConditionValue("x", users=frozenset({"ann"}))),
            replace(READER, agency="federal"),
            [],
        ),
        (
            replace(PLAIN, europol=frozenset({"H0"})),
            replace(READER, purpose="return"),
            ["europol-h0"],
        ),
        (replace(PLAIN, europol=frozenset({"H1", "H2"})), READER, []),
        (replace(PLAIN, europol=frozenset({"H3"})), READER, ["europol-h3-text"]),
        (replace(PLAIN, tlp="GREEN"), replace(READER, agency="x"), ["tlp-green"]),
        (replace(PLAIN, gsc="OFFICIAL"), replace(READER, ceiling="?"), ["gsc-ceiling"]),
    ],
)  # fmt: skip
def test_reading_asks_for_conditions_purpose_and_marks(marking, reader, denied):
    found = readable(marking, reader, originator="asayish")
    assert [reason.cause for reason in found.reasons] == denied


def test_the_words_of_h3_are_shown_to_whoever_reads():
    marking = replace(PLAIN, europol=frozenset({"H3"}), europol_text="not on Fridays")
    for originator in ("asayish", "nca"):
        assert readable(marking, READER, originator=originator).notices == ("not on Fridays",)
