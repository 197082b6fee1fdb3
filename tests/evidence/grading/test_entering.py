"""What cells, options and forms say of a marking: kept as given, converted down, or refused."""

from datetime import date
from itertools import product

import pytest

from hawkari.errors import BadInput
from hawkari.evidence.grading import Grade, HandlingCode
from hawkari.evidence.grading.entering import PURPOSES, keys_of, read_codes, read_marking, yes
from hawkari.evidence.marking_terms import Condition, MarkingTerms
from hawkari.evidence.models import PurposeKind

USUAL = MarkingTerms(Grade.parse("2D"), HandlingCode.PERMITTED)
SHARED = MarkingTerms(Grade.parse("1B"), HandlingCode.CONDITIONS, Condition("Ask", ("nca",)))


def marked(usual: MarkingTerms = USUAL, scheme: str = "uk-3x5x2", **given: str) -> MarkingTerms:
    return read_marking(given, usual, scheme_id=scheme)


def test_what_is_not_said_is_the_load_s():
    assert read_marking({"grade": " ", "tlp": ""}, SHARED) is SHARED
    assert marked(SHARED, tlp="amber").grade == Grade.parse("1B")


@pytest.mark.parametrize("text", ["1BP", "1 B P", "1/b/p", "1-B-p"])
def test_a_grade_in_one_cell_is_read_whatever_stands_between(text):
    found = marked(grade=text)
    assert (str(found.grade), found.handling, found.originals) == ("1B", "P", {})


def test_a_grade_in_several_cells():
    found = marked(source="3", intelligence="e", handling="C", condition="Ask first")
    assert (str(found.grade), found.handling) == ("3E", "C")
    assert found.condition == Condition("Ask first")


@pytest.mark.parametrize(("source", "info", "handling"), list(product("ABCDE", "12345", "12345")))
def test_5x5x5_is_converted_and_kept_as_given(source, info, handling):
    found = marked(scheme="uk-5x5x5", grade=source + info + handling)
    parts = {"source": source, "information": info, "handling": handling}
    assert found.originals == {"uk-5x5x5": parts}
    assert found.handling == ("P" if handling == "1" else "C")
    assert (found.condition is None) == (handling == "1")


def test_the_old_rule_s_words_stand_before_the_row_s_own():
    found = marked(scheme="uk-5x5x5", grade="B24", condition="Not by phone")
    assert found.condition is not None
    assert found.condition.text == "Within the originating agency only. Not by phone"
    assert found.condition.agencies == ()


def test_europol_and_admiralty_are_kept_beside_the_lowest_honest_grade():
    found = marked(SHARED, scheme="europol-4x4", grade="A1", europol="H1;h0", handling="P")
    assert (str(found.grade), found.handling, found.europol) == ("2D", "P", ("H0", "H1"))
    assert found.originals == {"europol-4x4": {"source": "A", "information": "1"}}
    found = marked(scheme="admiralty-scale", grade="B2")
    assert found.originals["admiralty-scale"]["source-reliability"] == "b"


def test_protocols_are_read_with_or_without_their_names():
    found = marked(tlp="TLP:Amber Strict", pap="PAP:white", gsc="UK Official-Sensitive")
    assert (found.tlp, found.pap, found.gsc) == ("AMBER+STRICT", "CLEAR", "OFFICIAL-SENSITIVE")
    assert marked(tlp="white").tlp == "CLEAR"


def test_the_chatham_house_rule_is_kept_as_a_condition():
    found = marked(tlp="tlp:green tlp:ex:chr")
    assert (found.tlp, found.handling) == ("GREEN", "C")
    assert found.condition is not None
    assert "Chatham House" in found.condition.text


def test_limits_of_a_condition():
    found = marked(
        handling="C", condition="Ask", condition_agencies="NCA, fr-pn", condition_code="S2",
        condition_until="2027-06-30", condition_purposes="crime protection",
        consult_originator="yes",
    )  # fmt: skip
    assert found.condition == Condition(
        "Ask", ("fr-pn", "nca"), date(2027, 6, 30), ("crime", "protection"),
        consult_originator=True, code="S2",
    )  # fmt: skip


def test_a_row_s_words_replace_the_load_s_and_keep_whom_they_name():
    found = marked(SHARED, condition="Only orally")
    assert found.condition == Condition("Only orally", ("nca",))
    assert marked(SHARED, handling="C").condition == SHARED.condition
    assert marked(SHARED, handling="P").condition is None


@pytest.mark.parametrize(
    ("given", "where"),
    [
        ({"grade": "9D"}, "grade"),
        ({"grade": "2"}, "grade"),
        ({"grade": "2DPX"}, "grade"),
        ({"source": "A"}, "source"),
        ({"grade": "2D", "source": "1"}, "source"),
        ({"handling": "X"}, "handling"),
        ({"handling": "C"}, "handling"),
        ({"handling": "P", "condition": "Ask"}, "condition"),
        ({"grade": "2DP", "condition": "Ask"}, "condition"),
        ({"handling": "P", "condition_agencies": "nca"}, "condition_agencies"),
        ({"tlp": "unclear"}, "tlp"),
        ({"tlp": "red green"}, "tlp"),
        ({"pap": "blue"}, "pap"),
        ({"gsc": "SECRET"}, "gsc"),
        ({"gsc": "UK TOP SECRET"}, "gsc"),
        ({"europol": "H7"}, "europol"),
        ({"europol": "H3"}, "europol"),
        ({"condition": "Ask", "condition_until": "soon"}, "condition_until"),
        ({"condition": "Ask", "condition_purposes": "fun"}, "condition_purposes"),
        ({"condition": "Ask", "consult_originator": "perhaps"}, "consult_originator"),
    ],
)
def test_a_marking_that_cannot_be_read_is_refused_with_its_column(given, where):
    with pytest.raises(BadInput) as error:
        read_marking(given, USUAL)
    assert error.value.where == (where,)
    assert error.value.remedy


def test_the_ceiling_of_the_installation_holds():
    with pytest.raises(BadInput, match="ceiling"):
        read_marking({"gsc": "OFFICIAL-SENSITIVE"}, USUAL, ceiling="OFFICIAL")
    assert read_marking({"gsc": "OFFICIAL"}, USUAL, ceiling="OFFICIAL").gsc == "OFFICIAL"


def test_a_scheme_to_grade_by_has_two_parts_at_least():
    assert set(keys_of("uk-5x5x5")) >= {"grade", "source", "information", "handling", "tlp"}
    for none in ("tlp", "estimative-language", "nato"):
        with pytest.raises(BadInput):
            keys_of(none)


def test_the_kinds_of_purpose_are_those_of_operations():
    assert set(PurposeKind.values) == PURPOSES


def test_codes_in_one_text_follow_the_scheme_s_order():
    assert read_codes("uk-5x5x5", "B 2 3") == {"source": "B", "information": "2", "handling": "3"}
    assert read_codes("europol-4x4", "x4") == {"source": "X", "information": "4"}


def test_yes_and_no():
    assert yes("Yes")
    assert not yes(" no ")
    with pytest.raises(BadInput):
        yes("maybe")
