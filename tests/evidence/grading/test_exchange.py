"""Every code through FollowTheMoney fields, STIX 2.1 and MISP tags and back, nothing lost."""

import json
from dataclasses import replace

import pytest
import stix2
from hypothesis import given, settings

from hawkari.errors import BadInput
from hawkari.evidence.grading import ConditionValue, MarkingValue, scheme
from hawkari.evidence.grading.fields import from_fields, to_fields
from hawkari.evidence.grading.misp import from_misp, tag_of, to_misp
from hawkari.evidence.grading.said import codes_said, said
from hawkari.evidence.grading.stix import EXTENSION, extension_definition, from_stix, to_stix
from tests.evidence.grading.markings import markings

PLAIN = MarkingValue("2", "D", "P")
TLP_1 = "marking-definition--f88d31f6-486f-44da-b317-01333bde0b82"


@given(markings())
def test_ftm_fields_round_trip(marking):
    assert from_fields(json.loads(json.dumps(to_fields(marking)))) == marking


@given(markings())
def test_stix_round_trips(marking):
    made = to_stix(marking)
    objects = json.loads(json.dumps(made.objects))
    assert from_stix(objects, made.refs) == marking
    assert to_stix(marking) == made


@settings(max_examples=50)
@given(markings())
def test_another_reader_of_stix_takes_our_markings_and_shows_the_words(marking):
    made = to_stix(marking)
    for one in made.objects:
        read = json.loads(stix2.parse(dict(one), allow_custom=True).serialize())
        assert {key: read[key] for key in one} == json.loads(json.dumps(one))
    statement = made.objects[-1]["definition"]["statement"]
    for one in codes_said(marking):
        assert f"{one.code}: {one.words}" in statement
    if marking.condition:
        assert marking.condition.text in statement


@given(markings())
def test_misp_tags_round_trip(marking):
    made = to_misp(marking)
    comment = f"seen at the port\n{made.comment}"
    assert from_misp([*made.tags, "type:OSINT", "unmarked"], comment) == marking
    assert len(set(made.tags)) == len(made.tags)


def test_every_code_of_every_scheme_has_a_tag_that_reads_back():
    for one in ("uk-5x5x5", "europol-4x4", "admiralty-scale"):
        for part in scheme(one).parts:
            for term in part.terms:
                base = [*to_misp(PLAIN).tags, tag_of(scheme(one), part.id, term.code)]
                assert dict(from_misp(base).originals)[one] == ((part.id, term.code),)


def test_a_thing_derived_by_an_ignorant_tool_keeps_its_tlp():
    made = to_stix(replace(PLAIN, tlp="AMBER"))
    red = "marking-definition--e828b379-4e03-4974-9ac4-e53a884c97c1"
    clear = "marking-definition--94868c89-83c2-464b-929b-a1a8aa3c8487"
    assert from_stix(made.objects, [*made.refs, red]).tlp == "RED"
    assert from_stix(made.objects, [*made.refs, clear]).tlp == "AMBER"
    assert from_stix(made.objects, made.refs[:2]).tlp == "AMBER"


@pytest.mark.parametrize(
    "refs",
    [
        [TLP_1],
        ["marking-definition--00000000-0000-4000-8000-000000000000"],
        [],
        [*to_stix(PLAIN).refs, TLP_1],
        [*to_stix(PLAIN).refs, to_stix(replace(PLAIN, source="1")).refs[0]],
        to_stix(PLAIN).refs[1:],
    ],
    ids=["tlp 1", "unknown", "none", "one unknown", "two", "statement only"],
)
def test_a_stix_marking_that_cannot_be_read_is_refused(refs):
    objects = [*to_stix(PLAIN).objects, *to_stix(replace(PLAIN, source="1")).objects]
    with pytest.raises(BadInput):
        from_stix(objects, refs)


def test_the_extension_is_defined_by_an_identity_in_the_bundle():
    identity, extension = extension_definition()
    assert extension["id"] == EXTENSION
    assert extension["created_by_ref"] == identity["id"]


@pytest.mark.parametrize(
    "tags",
    [
        ['uk-3x5x2:source="4"', 'uk-3x5x2:intelligence="D"', 'uk-3x5x2:handling="P"'],
        ['uk-3x5x2:source="2"', 'uk-3x5x2:intelligence="D"'],
        [*to_misp(PLAIN).tags, 'uk-3x5x2:source="1"'],
        [*to_misp(PLAIN).tags, "tlp:unclear"],
        [*to_misp(PLAIN).tags, "tlp:mauve"],
        [*to_misp(PLAIN).tags, "tlp:red", "tlp:green"],
        [*to_misp(PLAIN).tags, "uk-gsc:SECRET"],
        [*to_misp(PLAIN).tags, "europol-handling:H3"],
        [*to_misp(PLAIN).tags, 'uk-5x5x5:colour="A"'],
        [],
    ],
)
def test_misp_tags_that_cannot_be_read_are_refused(tags):
    with pytest.raises(BadInput):
        from_misp(tags)


def test_white_is_read_as_clear_and_pap_in_misp_s_spelling():
    found = from_misp([*to_misp(PLAIN).tags, "tlp:white", "PAP:WHITE"])
    assert (found.tlp, found.pap) == ("CLEAR", "CLEAR")
    assert {"tlp:clear", "PAP:CLEAR"} <= set(to_misp(found).tags)


@pytest.mark.parametrize(
    "data",
    [
        None,
        {},
        {"uk-3x5x2": {"source": "2", "intelligence": "D"}},
        {"uk-3x5x2": {"source": "2", "intelligence": "D", "handling": "C"}},
        {**to_fields(PLAIN), "condition": {"text": "ask"}},
        {**to_fields(PLAIN), "colour": "red"},
        {**to_fields(PLAIN), "tlp": "MAUVE"},
        {**to_fields(PLAIN), "uk-gsc": "SECRET"},
        {**to_fields(PLAIN), "europol-handling": "H0"},
        {**to_fields(PLAIN), "europol-handling": ["H3"]},
        {**to_fields(PLAIN), "originals": {"uk-5x5x5": {"source": "Z"}}},
        {**to_fields(PLAIN), "originals": {"nato": {"source": "A"}}},
        {**to_fields(PLAIN), "originals": ["A"]},
    ],
)
def test_fields_that_cannot_be_read_are_refused(data):
    with pytest.raises(BadInput):
        from_fields(data)


@pytest.mark.parametrize(
    "condition",
    [
        {},
        {"text": " "},
        {"text": "ask", "until": "tomorrow"},
        {"text": "ask", "agencies": "nca"},
        {"text": "ask", "agencies": [True]},
        {"text": "ask", "consult_originator": "yes"},
        {"text": "ask", "colour": "red"},
    ],
)
def test_a_condition_that_cannot_be_read_is_refused(condition):
    fields = to_fields(replace(PLAIN, handling="C", condition=ConditionValue("ask")))
    with pytest.raises(BadInput):
        from_fields({**fields, "condition": condition})


def test_words_stand_in_the_reader_s_language_with_the_original_code():
    marking = replace(PLAIN, originals=(("uk-5x5x5", (("source", "B"),)),))
    english = {(one.scheme, one.code): one for one in codes_said(marking)}
    assert english["uk-5x5x5", "B"].is_original
    assert not english["uk-3x5x2", "2"].is_original
    assert "Mostly reliable" in said(marking)
    arabic = said(marking, "ar")
    assert "Mostly" not in arabic
    assert "موثوق في الغالب" in arabic
    assert all(one.is_draft for one in codes_said(marking, "ckb"))


def test_codes_shown_beside_are_marked_as_not_converted():
    marking = replace(PLAIN, originals=(("admiralty-scale", (("source-reliability", "b"),)),))
    found = {one.scheme: one.is_converted for one in codes_said(marking)}
    assert found == {"uk-3x5x2": True, "admiralty-scale": False}


def test_a_code_that_is_not_known_is_shown_as_it_is():
    strange = replace(PLAIN, source="9", originals=(("nato", (("source", "A"),)),))
    found = {one.code: one.words for one in codes_said(strange)}
    assert found["9"] == found["A"] == ""
