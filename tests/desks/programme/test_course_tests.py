"""Tests that are drawn from an item bank: parallel, answered, and told item by item."""

import pytest

from hawkari.desks.programme.learning import Stage
from hawkari.desks.programme.models import Sitting, When
from hawkari.desks.programme.services.course_view import view_course
from hawkari.desks.programme.services.fates import Fate
from hawkari.desks.programme.services.testing import (
    Sat,
    draw,
    load_answers,
    paper_of,
    record_answers,
    view_test,
)
from hawkari.errors import BadInput
from tests.desks.programme.teaching import (
    DAY,
    answer_sheet,
    bank,
    bare_course,
)

pytestmark = pytest.mark.django_db


@pytest.mark.contract
def test_tests_are_drawn_in_parallel_answered_from_a_table_and_told_item_by_item(access):
    course = bare_course(access, trainees=12)
    bank(access, course.curriculum)
    pre = draw(access, course.reference, When.PRE, each=2, seed="dice")
    post = draw(access, course.reference, When.POST, each=2, seed="dice")
    assert not set(pre.questions) & set(post.questions)
    topics = [sorted(one.topic for one in paper_of(test)) for test in (pre, post)]
    assert topics[0] == topics[1]
    before = {n: "A" * (n % 4) + "B" * (6 - n % 4) for n in range(1, 13)}
    after = dict.fromkeys(range(1, 12), "A" * 5 + "-")
    sheet = answer_sheet(before) + b"\n99,A,A,A,A,A,A\n2,A,A,A,A,A,F\n3,A,A,A,A,A,1\n"
    fates = load_answers(access, course.reference, When.PRE, content=sheet, file="pre.csv")
    assert [one.fate for one in fates] == [*[Fate.TAKEN] * 12, *[Fate.REFUSED] * 3]
    assert "nobody is number 99" in fates[12].problem
    load_answers(access, course.reference, When.POST, content=answer_sheet(after), file="post.csv")
    assert Sitting.objects.get(enrolment__number=3, when=When.PRE).score == 3
    view = view_test(access, course.reference, When.PRE)
    assert [one.figures.right for one in view.asked] == [9, 6, 3, 0, 0, 0]
    assert view.asked[5].figures.discrimination is None
    whole = view_course(access, course.reference)
    assert whole.gain.persons == 11
    assert whole.gain.mean.is_shown
    stages = {one.stage: one.reached for one in whole.stages}
    assert stages == {
        Stage.ENROLLED: 12, Stage.CAME: 0, Stage.PRE: 12, Stage.POST: 11, Stage.PASSED: 0,
        Stage.SEEN_3: 0, Stage.SEEN_6: 0,
    }  # fmt: skip
    with pytest.raises(BadInput, match="somebody has sat"):
        draw(access, course.reference, When.PRE, each=2, seed="again")


def test_answers_typed_on_the_page_replace_those_before_and_must_be_options(access):
    course = bare_course(access, trainees=1)
    bank(access, course.curriculum, topics=1)
    with pytest.raises(BadInput, match="no test is drawn"):
        record_answers(
            access, course.reference, When.PRE, number=1, sat=Sat([0], "ckb", access.today)
        )
    draw(access, course.reference, When.PRE, each=2, seed="dice")
    for answers, score in (([0, 1], 1), ([0, 0], 2)):
        sat = Sat(answers, "ckb", access.today, 30)
        assert record_answers(access, course.reference, When.PRE, number=1, sat=sat).score == score
    assert Sitting.objects.count() == 1
    for sat in (
        Sat([0], "ckb", access.today), Sat([0, 3], "ckb", access.today),
        Sat([0, 0], "xx", access.today), Sat([0, 0], "ckb", access.today + DAY),
        Sat([0, 0], "ckb", access.today, 10**6),
    ):  # fmt: skip
        with pytest.raises(BadInput):
            record_answers(access, course.reference, When.PRE, number=1, sat=sat)
