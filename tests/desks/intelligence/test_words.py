"""Every word that the engines say about a pair has words in the reader's language."""

import pytest
from django.utils import translation
from followthemoney import model

from hawkari.desks.intelligence import queue_words, words
from hawkari.engines.linkage import COMPARED, COMPARISONS, Apart
from hawkari.engines.linkage.blocking import RULES
from hawkari.engines.names import Closeness
from hawkari.evidence.linking.runs import REVIEW_AT


def test_every_comparison_and_level_and_rule_has_words():
    assert {one.name for one in COMPARISONS} <= set(words.COMPARISONS)
    assert {level for one in COMPARISONS for level in one.levels} <= set(words.LEVELS)
    assert {rule.name for rule in RULES} <= set(words.RULES)
    assert set(Closeness) == set(words.CLOSENESS)


def test_every_ground_of_the_engine_has_words():
    assert {one.value for one in Apart} <= set(queue_words.CUTS)


def test_the_least_probability_that_is_kept_is_said_as_it_is_set():
    assert f"below \u2068{REVIEW_AT:g}\u2069" in queue_words.ground_words("not proposed")


def test_every_comparison_of_values_names_its_properties():
    assert {one.name for one in COMPARISONS} - set(COMPARED) == {"source"}


@pytest.mark.parametrize("language", ["ar", "ckb"])
def test_no_word_stays_english(language: str):
    tables = (words.COMPARISONS, words.LEVELS, words.RULES)
    with translation.override("en"):
        english = [str(said) for table in tables for said in table.values()]
    with translation.override(language):
        said = [str(said) for table in tables for said in table.values()]
    same = {a for a, b in zip(english, said, strict=True) if a == b}
    assert not same


@pytest.mark.parametrize("schema", ["Family", "Associate", "UnknownLink", "Call", "Payment"])
def test_who_is_tied_to_whom_has_words_of_our_own(schema: str):
    tie = model.get(schema)
    assert tie is not None
    ends = {one.name for one in (tie.source_prop, tie.target_prop) if one is not None}
    assert {*tie.featured, *tie.required, *ends} <= set(words.PROPS)


def test_a_property_without_words_of_our_own_goes_by_its_label():
    assert words.prop("spokenLanguage") == "Spoken language"
    assert words.prop("no such property") == "no such property"
