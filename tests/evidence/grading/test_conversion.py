"""No conversion raises a grade: every code of every scheme is tried."""

from itertools import product

import pytest

from hawkari.errors import BadInput
from hawkari.evidence.grading import Grade, HandlingCode, converted, is_raised, scheme
from hawkari.evidence.grading.codes import IntelligenceAssessment, SourceEvaluation
from hawkari.evidence.grading.conversion import NOT_CONVERTED, options

# Written out by hand from the domain's table, highest allowed first.
SOURCE = {"A": "1", "B": "12", "C": "12", "D": "3", "E": "2"}
INFORMATION = {"1": "A", "2": "AB", "3": "B", "4": "D", "5": "E"}
HANDLING = {"1": "P", "2": "C", "3": "C", "4": "C", "5": "C"}
WHOLE = list(product(SOURCE, INFORMATION, HANDLING))
GRADES = [Grade(s, i) for s, i in product(SourceEvaluation, IntelligenceAssessment)]


@pytest.mark.parametrize(("source", "information", "handling"), WHOLE)
def test_5x5x5_becomes_the_lowest_that_the_table_allows(source, information, handling):
    made = converted(
        "uk-5x5x5", {"source": source, "information": information, "handling": handling}
    )
    assert str(made.grade) == SOURCE[source][-1] + INFORMATION[information][-1]
    assert made.handling == HANDLING[handling]
    assert made.is_open == (len(SOURCE[source]) + len(INFORMATION[information]) > 2)
    old_rule = scheme("uk-5x5x5").part("handling").term(handling)
    assert old_rule is not None
    assert made.condition == ("" if handling == "1" else old_rule.words["en"])


@pytest.mark.parametrize(("source", "information", "handling"), WHOLE)
def test_no_conversion_is_above_anything_the_table_allows(source, information, handling):
    made = converted("uk-5x5x5", {"source": source, "information": information})
    allowed = product(
        options("uk-5x5x5", "source", source).codes,
        options("uk-5x5x5", "information", information).codes,
    )
    for each, other in allowed:
        grade = Grade(SourceEvaluation(each), IntelligenceAssessment(other))
        assert not is_raised(grade, made.grade)


@pytest.mark.parametrize("scheme_id", ["europol-4x4", "admiralty-scale"])
def test_schemes_that_are_shown_beside_claim_nothing(scheme_id: str):
    parts = scheme(scheme_id).parts
    for codes in product(*[[term.code for term in part.terms] for part in parts]):
        made = converted(scheme_id, {p.id: c for p, c in zip(parts, codes, strict=True)})
        assert made.grade == NOT_CONVERTED == Grade.parse("2D")
        assert made.handling is None
        assert not made.was_converted
        assert not made.is_open


def test_a_part_that_is_missing_counts_as_not_judged():
    assert converted("uk-5x5x5", {"handling": "1"}).grade == Grade.parse("2D")
    assert converted("uk-5x5x5", {"source": "A"}).grade == Grade.parse("1D")


def test_an_unknown_code_is_an_error_and_never_a_default():
    for scheme_id, codes in (
        ("uk-5x5x5", {"source": "F"}),
        ("uk-5x5x5", {"colour": "A"}),
        ("europol-4x4", {"source": "D"}),
        ("admiralty-scale", {"information-credibility": "7"}),
        ("nato", {"source": "A"}),
    ):
        with pytest.raises(BadInput):
            converted(scheme_id, codes)


def test_a_rise_in_either_part_is_a_rise():
    rises = {(str(a), str(b)) for a, b in product(GRADES, GRADES) if is_raised(a, b)}
    assert ("2D", "1D") in rises
    assert ("2D", "3C") in rises
    assert ("2D", "3E") not in rises
    assert ("2D", "2D") not in rises
    assert len(rises) == 225 - sum(1 for a, b in product(GRADES, GRADES) if not _rises(a, b))


def _rises(before: Grade, after: Grade) -> bool:
    return after.source < before.source or after.intelligence < before.intelligence


def test_handling_is_converted_to_conditions_with_the_old_words():
    made = converted("uk-5x5x5", {"source": "E", "information": "4", "handling": "5"})
    assert made.handling is HandlingCode.CONDITIONS
    assert "refer to the originator" in made.condition
