"""What the engine worked out: kept for the very same evidence, and done once when asked at once."""

from concurrent.futures import ThreadPoolExecutor
from threading import Event

import pytest
from django.core.cache import cache

from hawkari.desks.intelligence.services.worked_out import kept, work_out


@pytest.fixture(autouse=True)
def nothing_kept() -> None:
    cache.clear()


def test_the_same_evidence_is_worked_out_once_and_other_evidence_again():
    counted = iter(range(1, 9))
    given = [work_out("groups", [["a", "b", share]], lambda: next(counted)) for share in (1, 1, 2)]
    assert given == [1, 1, 2]
    assert kept("groups", [["a", "b", 1]]) == 1
    assert kept("groups", [["a", "b", 3]]) is None
    assert kept("plans", [["a", "b", 1]]) is None


def test_a_page_loaded_again_waits_for_the_work_that_was_begun():
    begun, go_on, done = Event(), Event(), []

    def work() -> str:
        begun.set()
        go_on.wait(30)
        done.append(1)
        return "the order"

    with ThreadPoolExecutor(2) as pages:
        first = pages.submit(work_out, "asking", ["the same"], work)
        assert begun.wait(30)
        again = pages.submit(work_out, "asking", ["the same"], work)
        go_on.set()
        assert [first.result(30), again.result(30)] == ["the order", "the order"]
    assert done == [1]


def test_work_that_fails_is_tried_again():
    def fails() -> str:
        raise ValueError("no order")

    with pytest.raises(ValueError, match="no order"):
        work_out("asking", ["failed"], fails)
    assert work_out("asking", ["failed"], lambda: "the order") == "the order"
