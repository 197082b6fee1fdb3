"""An officer with a valid login tries every number of a block of ten million.

He knows the rules. `learned` are the values whose answer he was shown.
"""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from random import Random

import pytest

from hawkari.engines.blindmatch import HitWatch, Limits, PublishedIndex, Refused
from hawkari.engines.blindmatch.epochs import DAYS, epoch_of, first_day
from hawkari.engines.blindmatch.index import TAG, Index
from hawkari.engines.blindmatch.watch import Alarm, Band, decoys
from tests.engines.blindmatch.nodes import Holder, holder, query

BLOCK = 10_000_000
ALLOWED = BLOCK // 10_000  # 0.01 %
START = first_day(epoch_of(first_day(11)))


def number(place: int) -> str:
    return f"+964750{place:07d}"


class Attack:
    """One officer's campaign against one holder within an epoch."""

    def __init__(self, density: float, canaries: int = 0) -> None:
        rng = Random(5)
        self.krg: Holder = holder(today=START)
        held = {number(rng.randrange(20_000)) for _ in range(int(20_000 * density))}
        traps = decoys([("+96475000", 5)], count=canaries, held=frozenset(held), rng=rng)
        scope, keys = self.krg.scope, self.krg.keys
        self.public = keys.public(scope)
        tags = keys.tags(scope, [*held, *traps])
        self.index = PublishedIndex(Index(scope, self.public, tags).publish(), scope, self.public)
        known = frozenset(keys.output(scope, trap)[:TAG] for trap in traps)
        self.watch = HitWatch(known)
        self.learned, self.stopped = 0, ""

    def ask(self, forms: list[str], day: int, **grounds: str) -> None:
        if self.stopped:
            return
        asked, blinding = query(self.krg.scope, forms, **grounds)
        try:
            answer = self.krg.evaluator.evaluate(asked, START + timedelta(days=day))
        except Refused as refused:
            self.stopped = "suspended" if refused.rule == "suspended" else ""
            return
        outputs = blinding.finish(answer.evaluated, proof=answer.proof, public=self.public)
        alarms = self.watch.observe("officer-1", outputs, self.index.find(outputs).tolist())
        if any(alarm.suspends for alarm in alarms):
            self.krg.ledger.suspend("uk", "officer-1", alarms[0])
            self.stopped = alarms[0]
        else:
            self.learned += len(forms)


def hasty(size: int) -> Iterator[tuple[int, int, dict[str, str]]]:
    """As fast as it goes."""
    for turn in range(40):
        yield turn * size, 0, {}


def patient(size: int) -> Iterator[tuple[int, int, dict[str, str]]]:
    """A little every day of the epoch."""
    for day in range(DAYS):
        yield day * size, day, {}


def roving(size: int) -> Iterator[tuple[int, int, dict[str, str]]]:
    """For another operation each time."""
    for turn in range(40):
        yield turn * size, turn % DAYS, {"operation": f"OP {turn}"}


@pytest.mark.parametrize("way", [hasty, patient, roving], ids=lambda way: way.__name__)
@pytest.mark.parametrize("size", [500, 90])
@pytest.mark.parametrize("density", [0.0, 0.001, 0.05])
def test_he_is_suspended_before_he_learns_one_in_ten_thousand(way, size: int, density: float):
    attack = Attack(density)
    for start, day, grounds in way(size):
        attack.ask([number(start + n) for n in range(size)], day, **grounds)
    assert attack.stopped
    assert attack.learned < ALLOWED


def test_a_decoy_in_a_hundred_numbers_stops_his_first_batch_and_he_is_shown_nothing():
    attack = Attack(0.05, canaries=1000)  # in 100,000 numbers
    attack.ask([number(n) for n in range(500)], 0)
    assert attack.stopped == Alarm.CANARY
    assert attack.learned == 0


def test_without_quotas_he_would_go_on():
    attack = Attack(0.05)
    attack.krg.evaluator.limits = lambda _: Limits(officer_epoch=10**9, officer_day=10**9)
    for turn in range(3):
        attack.ask([number(500 * turn + n) for n in range(500)], 0)
    assert attack.learned > ALLOWED


def test_around_a_change_of_epoch_he_has_the_quotas_of_both_and_no_more():
    krg = holder(today=START)
    change = first_day(krg.scope.epoch + 1)
    krg.keys.rotate([("uk", krg.scope.kind)], change)
    learned = 0
    for epoch in (krg.scope.epoch, krg.scope.epoch + 1):
        for turn in range(4):
            forms = [number(450 * turn + n) for n in range(450)]
            asked, _ = query(replace(krg.scope, epoch=epoch), forms)
            try:
                learned += len(krg.evaluator.evaluate(asked, change).evaluated) // 32
            except Refused:
                continue
    assert learned == 1800


def test_casework_goes_on_unhindered():
    attack = Attack(0.05)
    for turn in range(8):
        attack.ask([number(turn * 100 + n) for n in range(100)], turn)
    assert not attack.stopped
    assert attack.learned == 800


def test_a_list_that_is_nearly_all_held_raises_an_alarm_but_stops_nobody():
    watch = HitWatch(frozenset(), Band(asked=10))
    found = watch.observe("officer-1", [bytes([n]) * 64 for n in range(20)], [True] * 20)
    assert found == [Alarm.KNOWN_LIST]
    assert not found[0].suspends


def test_hundreds_of_values_that_nearly_never_hit_look_like_fishing():
    watch, outputs = HitWatch(frozenset()), [bytes(64)] * 375
    assert watch.observe("officer-1", outputs, [False] * 375) == []
    assert watch.observe("officer-1", outputs, [False] * 375) == [Alarm.FISHING]
    assert Alarm.FISHING.suspends
    assert watch.observe("officer-2", outputs * 2, [True] + [False] * 749) == []


def test_decoys_are_never_numbers_that_are_held():
    held = frozenset(f"+96475000{n:02d}" for n in range(0, 100, 2))
    made = decoys([("+96475000", 2), ("+96475111", 2)], count=30, held=held, rng=Random(1))
    assert len(made) == len(set(made)) == 60
    assert not held & set(made)


def test_a_block_that_is_nearly_full_gets_the_decoys_that_fit():
    held = frozenset(f"+96475000{n}" for n in range(8))
    assert len(decoys([("+96475000", 1)], count=5, held=held, rng=Random(1))) == 2
