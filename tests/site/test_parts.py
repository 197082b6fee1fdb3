"""Parts that every desk's templates share."""

from datetime import UTC, date, datetime

import pytest

from hawkari.evidence.grading.codes import IntelligenceAssessment, SourceEvaluation
from hawkari.site.templatetags.hawkari import grade, grade_words, iso


def test_a_grade_carries_its_words():
    badge = grade("2B", "C")
    assert 'class="grade cond"' in badge
    assert (
        badge.count(
            "untested source, known indirectly but corroborated; sharing permitted with conditions"
        )
        == 2
    )


@pytest.mark.parametrize(
    ("code", "weak"), [("1A", False), ("2C", False), ("3A", True), ("1E", True)]
)
def test_a_weak_or_doubtful_grade_is_marked(code: str, weak: bool):
    assert ("weak" in grade(code, "P")) == weak


def test_every_grade_has_words():
    for source in SourceEvaluation:
        for intelligence in IntelligenceAssessment:
            assert len(grade_words(f"{source}{intelligence}", "P")) > 20


def test_an_unknown_grade_is_shown_as_it_is_and_escaped():
    assert "&lt;" in grade("<x", "?")


def test_dates_are_iso_and_times_are_to_the_minute():
    assert iso(date(2026, 11, 26)) == '<time datetime="2026-11-26">2026-11-26</time>'
    assert ">2026-11-26 14:31<" in iso(datetime(2026, 11, 26, 14, 31, 5, tzinfo=UTC))
    assert iso(None) == ""
