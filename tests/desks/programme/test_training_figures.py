"""What the report says of training: each figure follows from courses, and few people are hidden."""

from datetime import timedelta

import pytest

from hawkari.desks.programme.services.report_parts import untraced
from hawkari.desks.programme.services.training_figures import tables
from hawkari.evidence.indicators import quarter_of
from tests.desks.programme.teaching import School, attended, bare_course, scored, signed

pytestmark = pytest.mark.django_db


def taught(access, second, people: int, *, passing: int, is_signed: bool = True):
    """A course of some people, of whom the first passed."""
    course = bare_course(access, sessions=1, trainees=people)
    for person in course.enrolments.all():
        attended(access, person, 1)
        scored(access, person, person.number % 4, when="pre")
        scored(access, person, 8 if person.number <= passing else 4)
    return signed(course, by=access.user, second=second.user) if is_signed else course


def figures(access, course):
    found = tables(access, quarter_of(course.last))
    assert untraced(found) == []
    return {one.key: one for table in found for one in table.figures}


@pytest.fixture
def school():
    return School()


def test_people_are_counted_over_signed_courses_with_what_they_learnt(school):
    access, second = school.trainer(), school.trainer("programme")
    reader = school.trainer("communications")
    course = taught(access, second, 20, passing=12)
    taught(access, second, 15, passing=15)
    taught(access, second, 9, passing=9, is_signed=False)
    told = figures(reader, course)
    assert told["training.courses"].value == 3
    assert told["training.enrolled"].value == 44
    assert told["training.passed"].value == 27
    assert sorted(row.value for row in told["training.passed"].rows) == [12, 15]
    assert "35 people" in told["training.gain"].note
    assert tables(reader, quarter_of(course.last - timedelta(days=200))) == ()


@pytest.mark.parametrize(("people", "passing"), [(3, 3), (20, 18), (20, 2)])
def test_a_number_that_tells_of_few_is_hidden(school, people, passing):
    access, second = school.trainer(), school.trainer("programme")
    told = figures(second, taught(access, second, people, passing=passing))
    assert told["training.passed"].value is None
    assert told["training.passed"].rows == ()


def test_few_in_one_course_hide_the_numbers_of_each(school):
    access, second = school.trainer(), school.trainer("programme")
    taught(access, second, 3, passing=3)
    told = figures(second, taught(access, second, 20, passing=14))
    assert told["training.enrolled"].value == 23
    assert {row.value for row in told["training.enrolled"].rows} == {None}
    assert told["training.enrolled"].note
