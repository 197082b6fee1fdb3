"""Reviewers at work at random, and a plain model of what must come of it.

The model knows nothing of the store: a list of what was said, what gave way to what, and the rules
of a contradiction. Whatever two people do, and however often files are loaded or judgements written
out and read in again, the store's live judgements and clusters are the model's.
"""

import random
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field, replace

import pytest

from hawkari.errors import BadInput
from hawkari.evidence.access import Access
from hawkari.evidence.cluster_cache import rebuild_clusters
from hawkari.evidence.entities import entities_of
from hawkari.evidence.judgement_export import export_lines
from hawkari.evidence.judgement_import import import_lines
from hawkari.evidence.judgements import JudgementConflict, judge, live_events, withdraw
from hawkari.evidence.models import ClusterMember
from tests.evidence.factories import World, row
from tests.evidence.undoing import undo_last

NAMES = "pqrst"
Pair = tuple[str, str]
Act = tuple[str, int, tuple[int, int]]
"""What is done, by which of two people, and on what: two numbers that choose."""

ACTS = ("positive", "positive", "negative", "unsure", "withdraw", "undo", "reload", "import")


@dataclass
class Said:
    """One event of the model: live until withdrawn or displaced."""

    pair: Pair
    kind: str
    who: int
    number: int
    at: int
    live: bool = True
    undone: bool = False
    displaced: list["Said"] = field(default_factory=list)


class Model:
    """What must stand."""

    def __init__(self) -> None:
        self.said: list[Said] = []

    @property
    def live(self) -> list[Said]:
        return [one for one in self.said if one.live]

    def roots(self) -> dict[str, str]:
        root = {name: name for name in NAMES}
        for one in self.live:
            if one.kind == "positive":
                low, high = sorted((root[one.pair[0]], root[one.pair[1]]))
                root = {name: low if of == high else of for name, of in root.items()}
        return root

    def refuses(self, pair: Pair, kind: str) -> bool:
        """Whether a decision contradicts what stands."""
        root = self.roots()
        sides = {root[pair[0]], root[pair[1]]}
        if kind == "positive":
            return any(
                one.kind == "negative" and {root[side] for side in one.pair} == sides
                for one in self.live
            )
        if kind == "negative":
            return len(sides) == 1
        return any(one.pair == pair and one.kind != "unsure" for one in self.live)

    def say(self, pair: Pair, kind: str, *, who: int, number: int) -> None:
        gone = [one for one in self.live if one.pair == pair and one.kind == "unsure"]
        for one in gone:
            one.live = False
        self.said.append(Said(pair, kind, who, number, len(self.said), displaced=gone))

    def withdraw(self, one: Said, *, by: int) -> None:
        one.live, one.undone = False, one.who == by
        for earlier in one.displaced:
            again = replace(earlier, number=-1, live=True)
            self.said.append(again)
            heirs = [
                later
                for later in self.live
                if later.pair == again.pair and later.kind != "unsure" and later.at > again.at
            ]
            if heirs:
                again.live = False
                heirs[0].displaced.append(again)

    def last(self, who: int) -> Said | None:
        """What a person said last and did not undo, as it stands again if it gave way."""
        newest = {one.at: one for one in self.said if one.who == who}
        return max(
            (one for one in newest.values() if not one.undone), key=lambda one: one.at, default=None
        )

    def is_newest(self, said: Said) -> bool:
        """Whether it stands, and nobody decided on its pair after it."""
        return said.live and not any(
            one.pair == said.pair and one.at > said.at for one in self.live
        )


class Desk:
    """Two reviewers, one small store, and the model beside it."""

    def __init__(self) -> None:
        self.world = World()
        self._versions = 1
        self._load("persons.csv")
        self.people: tuple[Access, Access] = (self.world.access("nca"), self.world.access("nca"))
        self.model = Model()

    def _load(self, slot: str) -> None:
        rows = [row(f"nca:{name}", "name", f"Saman {name}") for name in NAMES]
        random.Random(self._versions).shuffle(rows)
        self.world.load("nca", rows, slot=slot, version=str(self._versions))

    def do(self, act: Act) -> None:
        """One act; the store and the model do the same."""
        what, who, chosen = act
        if what in {"positive", "negative", "unsure"}:
            self._judge(what, who, chosen)
        elif what in {"withdraw", "undo"}:
            self._withdraw(what, who, chosen[0])
        elif what == "reload":
            self._versions += 1
            self._load("persons.csv" if chosen[0] % 2 else f"renamed-{self._versions}.csv")
        else:
            report = import_lines(self.people[who], export_lines(self.people[who]))
            assert (report.made, report.conflicts, report.refused) == (0, (), ())

    def _judge(self, kind: str, who: int, chosen: tuple[int, int]) -> None:
        first = chosen[0] % len(NAMES)
        second = (first + 1 + chosen[1] % (len(NAMES) - 1)) % len(NAMES)
        left, right = sorted((NAMES[first], NAMES[second]))
        refused = self.model.refuses((left, right), kind)
        try:
            event = judge(self.people[who], f"nca:{left}", f"nca:{right}", kind)
        except JudgementConflict:
            assert refused, "refused without a contradiction"
        else:
            assert not refused, "p = r and q = r stand after p is not q"
            self.model.say((left, right), kind, who=who, number=event.pk)

    def _withdraw(self, what: str, who: int, chosen: int) -> None:
        if what == "undo":
            last = self.model.last(who)
            if last is not None and not self.model.is_newest(last):
                with pytest.raises(BadInput):
                    undo_last(self.people[who])
                return
            event = undo_last(self.people[who])
            number = None if event is None else event.withdraws_id
            assert number == (None if last is None else last.number)
        else:
            live = live_events(self.people[who])
            number = live[chosen % len(live)].event if live else None
            if number is not None:
                withdraw(self.people[who], number, reason="mistake")
        if number is not None:
            said = next(one for one in self.model.live if one.number == number)
            self.model.withdraw(said, by=who)
            self._learn_numbers()

    def _learn_numbers(self) -> None:
        """Events that came back have numbers of their own."""
        known = {one.number for one in self.model.live}
        fresh: dict[tuple[Pair, str], list[int]] = defaultdict(list)
        for one in live_events(self.people[0]):
            if one.event not in known:
                pair = (one.left.removeprefix("nca:"), one.right.removeprefix("nca:"))
                fresh[pair, one.judgement].append(one.event)
        for said in self.model.live:
            if said.number < 0:
                said.number = fresh[said.pair, said.kind].pop()

    def check(self) -> None:
        """Nothing is lost, nothing invented, and both people see the entities that follow."""
        expected = Counter((one.pair, one.kind, one.who) for one in self.model.live)
        maker = {access.user.username: number for number, access in enumerate(self.people)}
        found = Counter(
            (
                (one.left.removeprefix("nca:"), one.right.removeprefix("nca:")),
                one.judgement,
                maker[one.maker],
            )
            for one in live_events(self.people[1])
        )
        assert found == expected, "0 lost, 0 invented"
        roots = self.model.roots()
        groups: dict[str, set[str]] = defaultdict(set)
        for name in NAMES:
            groups[roots[name]].add(f"nca:{name}")
        for access in self.people:
            views = entities_of(access, [f"nca:{name}" for name in NAMES])
            for name in NAMES:
                assert set(views[f"nca:{name}"].members) == groups[roots[name]]
        cached = dict(ClusterMember.objects.values_list("entity_id", "canonical_id"))
        ClusterMember.objects.all().delete()
        rebuild_clusters()
        assert dict(ClusterMember.objects.values_list("entity_id", "canonical_id")) == cached


def at_random(dice: random.Random, *, acts: int) -> list[Act]:
    """A sequence of acts."""
    return [
        (dice.choice(ACTS), dice.randrange(2), (dice.randrange(20), dice.randrange(20)))
        for _ in range(acts)
    ]


def play(desk: Desk, sequence: Iterable[Act]) -> None:
    """Do all of it, and check."""
    for act in sequence:
        desk.do(act)
    desk.check()
