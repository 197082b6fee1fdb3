"""Who passed a course: never before it can be told, and never certified before two signed."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hawkari.desks.programme.learning import Missing, passing
from hawkari.desks.programme.models import EnrolmentStatus
from hawkari.desks.programme.services.passing import check_certifiable, passed
from hawkari.errors import BadInput
from tests.desks.programme.teaching import School, attended, bare_course, scored, signed

LEAST = (80, 60)


@given(
    sessions=st.integers(1, 30),
    data=st.data(),
    attend=st.integers(0, 100),
    score=st.integers(0, 100),
)
def test_what_is_told_early_stays_true_whatever_comes(sessions, data, attend, score):
    recorded = data.draw(st.integers(0, sessions))
    attended = data.draw(st.integers(0, recorded))
    most = data.draw(st.integers(1, 40))
    test = (data.draw(st.integers(0, most)), most)
    early = passing(
        attended=attended, recorded=recorded, sessions=sessions, test=test, least=(attend, score)
    )
    for more in (0, sessions - recorded):
        late = passing(
            attended=attended + more, recorded=sessions, sessions=sessions, test=test,
            least=(attend, score),
        )  # fmt: skip
        assert late.passed is not None
        assert early.passed in (None, late.passed)
    assert (early.passed is True) == (not early.why)


def test_exactly_the_least_passes_and_one_less_does_not():
    rule = {"recorded": 5, "sessions": 5, "least": LEAST}
    assert passing(attended=4, test=(6, 10), **rule).passed
    assert passing(attended=3, test=(6, 10), **rule).why == (Missing.ATTENDANCE,)
    assert passing(attended=4, test=(5, 10), **rule).why == (Missing.SCORE,)


def test_a_course_without_sessions_or_test_tells_nothing_yet():
    found = passing(attended=0, recorded=0, sessions=0, test=None, least=LEAST)
    assert found.passed is None
    assert found.why == (Missing.NO_SESSIONS, Missing.NO_TEST)


@pytest.mark.django_db
def test_whoever_left_did_not_pass_and_a_pass_is_certified_only_once_signed():
    access = School().trainer()
    course = bare_course(access, trainees=2)
    one, other = course.enrolments.all()
    for trainee in (one, other):
        attended(access, trainee, 4, absent=1)
        scored(access, trainee, 7)
    other.status = EnrolmentStatus.WITHDRAWN
    other.save()
    assert passed(one).passed
    assert passed(one).score == 7
    assert passed(other).why == (Missing.LEFT,)
    with pytest.raises(BadInput, match="not signed"):
        check_certifiable(one)
    signed(course, by=access.user, second=School().user())
    one.refresh_from_db()
    assert check_certifiable(one).attended == 4
    with pytest.raises(BadInput, match="did not pass: left"):
        check_certifiable(other)
