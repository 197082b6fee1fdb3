"""Both sides come to the same, in whatever order a joint task's steps become known."""

from dataclasses import dataclass
from datetime import date, timedelta
from itertools import permutations

import pytest

from hawkari.desks.exchange.joint.standing import Standing, is_late, standing

DAY = date(2026, 12, 1)


@dataclass(frozen=True)
class Step:
    side: str
    number: int
    state: str
    due: date | None = None
    answer: str = ""


PROPOSED = Step("asker", 1, "proposed")
WITHDRAWN = Step("asker", 2, "withdrawn")
ACCEPTED = Step("asked", 1, "accepted", DAY)
MOVED = Step("asked", 2, "accepted", DAY + timedelta(days=7))
DONE = Step("asked", 3, "done", answer="refuted")
DECLINED = Step("asked", 1, "declined")


@pytest.mark.parametrize(
    ("steps", "comes_to"),
    [
        ([PROPOSED], Standing("proposed")),
        ([PROPOSED, ACCEPTED], Standing("accepted", DAY)),
        ([PROPOSED, ACCEPTED, MOVED], Standing("accepted", MOVED.due)),
        ([PROPOSED, ACCEPTED, MOVED, DONE], Standing("done", MOVED.due, "refuted")),
        ([PROPOSED, DECLINED], Standing("declined")),
        ([PROPOSED, WITHDRAWN], Standing("withdrawn")),
        # The two that may cross on their way: a result is not lost for a withdrawal.
        ([PROPOSED, ACCEPTED, WITHDRAWN], Standing("withdrawn", DAY)),
        ([PROPOSED, ACCEPTED, WITHDRAWN, MOVED, DONE], Standing("done", MOVED.due, "refuted")),
        ([PROPOSED, WITHDRAWN, DECLINED], Standing("declined")),
        ([], Standing("proposed")),
    ],
)
def test_a_set_of_steps_comes_to_one_standing_in_every_order(steps, comes_to):
    assert {standing(order) for order in permutations(steps)} == {comes_to}


@pytest.mark.parametrize(
    ("state", "due", "wanted_by", "late"),
    [
        ("accepted", DAY, None, True),
        ("accepted", DAY + timedelta(days=1), DAY, False),
        ("proposed", None, DAY, True),
        ("proposed", None, None, False),
        ("done", DAY, DAY, False),
        ("withdrawn", DAY, DAY, False),
    ],
)
def test_what_is_open_is_late_the_day_after_its_own(state, due, wanted_by, late):
    today = DAY + timedelta(days=1)
    assert is_late(state, due=due, wanted_by=wanted_by, today=today) is late
