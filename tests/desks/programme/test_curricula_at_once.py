"""Two trainers at the same moment: each version is made once, and each question added once."""

import pytest

from hawkari.desks.programme.models import Curriculum, Question
from hawkari.desks.programme.services.curricula import NewCurriculum, make_curriculum
from hawkari.desks.programme.services.question_tables import load_questions
from tests.desks.programme.teaching import School
from tests.desks.programme.test_money_at_once import at_once

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.contract,
    pytest.mark.usefixtures("real_store"),
]
TABLE = b"code,topic,right,en,en_a,en_b\nchip-1,chips,A,What?,this,that\n"


def test_versions_and_questions_are_counted_one_after_the_other():
    school = School()
    both = school.trainer(), school.trainer()
    new = NewCurriculum("narcotics", {"en": "Narcotics"}, {})
    stopped = at_once(*(lambda who=who: make_curriculum(who, new) for who in both))
    assert stopped == [None, None]
    assert sorted(one.version for one in Curriculum.objects.all()) == [1, 2]
    stopped = at_once(
        *(
            lambda who=who: load_questions(who, "narcotics-1", TABLE, file="bank.csv")
            for who in both
        )
    )
    assert stopped == [None, None]
    assert [(one.code, one.version) for one in Question.objects.all()] == [("chip-1", 1)]
