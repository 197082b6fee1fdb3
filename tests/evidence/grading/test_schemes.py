"""Vocabularies are data: sourced, marked as unverified, in three languages, each code its own."""

import json
from collections import Counter
from importlib.resources import files
from itertools import pairwise

import pytest

from hawkari.errors import BadInput
from hawkari.evidence.grading import schemes as all_schemes
from hawkari.evidence.grading.codes import (
    Classification,
    EuropolHandling,
    HandlingCode,
    IntelligenceAssessment,
    PermissibleActions,
    SourceEvaluation,
    TrafficLight,
)
from hawkari.evidence.grading.schemes import LANGUAGES, scheme, sort_key

SHIPPED = {
    "admiralty-scale", "estimative-language", "europol-4x4", "europol-handling", "pap", "tlp",
    "uk-3x5x2", "uk-5x5x5", "uk-gsc",
}  # fmt: skip


def codes(scheme_id: str, part: str) -> list[str]:
    return [term.code for term in scheme(scheme_id).part(part).terms if not term.refused]


def test_the_shipped_vocabularies_are_those_of_the_domain():
    assert {one.id for one in all_schemes()} == SHIPPED


@pytest.mark.parametrize("scheme_id", sorted(SHIPPED))
def test_each_says_where_it_comes_from_and_that_nobody_verified_it(scheme_id: str):
    found = scheme(scheme_id)
    assert found.source
    assert found.source_date == "2026-11-26"
    assert found.status == "draft"
    assert found.verified_by is None
    assert set(found.machine_drafts) == {"ar", "ckb"}
    for part in found.parts:
        assert set(part.words) == set(LANGUAGES)
        for term in part.terms:
            assert set(term.words) == set(LANGUAGES), term.code
            assert all(term.words.values()), term.code
            assert not term.wording_verified


@pytest.mark.parametrize(
    ("scheme_id", "part", "enum"),
    [
        ("uk-3x5x2", "source", SourceEvaluation),
        ("uk-3x5x2", "intelligence", IntelligenceAssessment),
        ("uk-3x5x2", "handling", HandlingCode),
        ("europol-handling", "handling", EuropolHandling),
        ("tlp", "tlp", TrafficLight),
        ("pap", "pap", PermissibleActions),
        ("uk-gsc", "level", Classification),
    ],
)
def test_the_codes_that_rules_know_are_those_of_the_data(scheme_id, part, enum):
    assert codes(scheme_id, part) == list(enum)


def test_sorani_words_use_sorani_letters():
    text = json.dumps([dict(one.data) for one in all_schemes()], ensure_ascii=False)
    sorani = [term.words["ckb"] for one in all_schemes() for p in one.parts for term in p.terms]
    assert "ك" not in "".join(sorani), "Arabic kaf in Sorani"
    assert "ي" not in "".join(sorani), "Arabic yeh in Sorani"
    assert "ێ" in text


@pytest.mark.parametrize(
    ("scheme_id", "part", "unjudged"),
    [
        ("uk-3x5x2", "source", "2"),
        ("uk-3x5x2", "intelligence", "D"),
        ("uk-5x5x5", "source", "E"),
        ("uk-5x5x5", "information", "4"),
        ("europol-4x4", "source", "X"),
        ("admiralty-scale", "source-reliability", "f"),
        ("admiralty-scale", "information-credibility", "6"),
    ],
)
def test_the_unjudged_stand_last_never_among_the_middling(scheme_id, part, unjudged):
    ordered = sorted(scheme(scheme_id).part(part).terms, key=sort_key)
    assert ordered[-1].code == unjudged
    assert Counter(term.rank is None for term in ordered)[True] == 1


def test_action_and_sanitisation_codes_are_empty_as_shipped():
    for part in ("action", "sanitisation"):
        assert scheme("uk-3x5x2").part(part).terms == ()
        with pytest.raises(BadInput, match="own codes"):
            scheme("uk-3x5x2").read(part, "A1")


@pytest.mark.parametrize(
    ("scheme_id", "part", "text", "code"),
    [
        ("tlp", "tlp", "white", "CLEAR"),
        ("tlp", "tlp", "amber+strict", "AMBER+STRICT"),
        ("pap", "pap", "White", "CLEAR"),
        ("uk-gsc", "level", "official - sensitive", "OFFICIAL-SENSITIVE"),
        ("uk-gsc", "level", "Official", "OFFICIAL"),
        ("admiralty-scale", "source-reliability", "B", "b"),
        ("uk-3x5x2", "intelligence", " d ", "D"),
    ],
)
def test_a_code_is_read_whatever_its_case(scheme_id, part, text, code):
    assert scheme(scheme_id).read(part, text).code == code


@pytest.mark.parametrize(
    ("scheme_id", "part", "text"),
    [
        ("tlp", "tlp", "unclear"),
        ("tlp", "tlp", "mauve"),
        ("uk-gsc", "level", "SECRET"),
        ("uk-gsc", "level", "top secret"),
        ("uk-3x5x2", "source", "4"),
        ("uk-3x5x2", "handling", ""),
        ("europol-handling", "handling", "H4"),
    ],
)
def test_a_code_outside_its_list_is_an_error_that_says_what_to_do(scheme_id, part, text):
    with pytest.raises(BadInput) as error:
        scheme(scheme_id).read(part, text)
    assert error.value.remedy


def test_an_unknown_scheme_or_part_is_an_error():
    with pytest.raises(BadInput, match="no scheme"):
        scheme("us-3x5x2")
    with pytest.raises(BadInput, match="no part"):
        scheme("tlp").part("colour")


def test_tlp_has_the_ids_of_tlp_2_and_none_of_tlp_1():
    found = {term.code: term.more["stix_id"][-36:][:8] for term in scheme("tlp").parts[0].terms}
    assert found == {
        "RED": "e828b379", "AMBER+STRICT": "939a9414", "AMBER": "55d920b0", "GREEN": "bab4a63c",
        "CLEAR": "94868c89",
    }  # fmt: skip


def test_the_probability_words_cover_one_to_ninety_nine_per_cent_without_a_gap():
    ranges = [t.more["per_cent"] for t in scheme("estimative-language").parts[0].terms]
    assert ranges[0][0] == 1
    assert ranges[-1][1] == 99
    assert all(before[1] == after[0] for before, after in pairwise(ranges))


def test_every_table_of_the_rules_has_its_provenance():
    for name in ("release-rules.json", "transfer-basis.json"):
        data = json.loads(files("hawkari.evidence").joinpath(f"resources/{name}").read_text())
        assert {"id", "version", "source", "source_date", "status", "verified_by"} <= set(data)
        assert data["verified_by"] is None
