"""What three people who may see different things must be shown, as a plain model without a store.

It keeps a list of what was said, by whom, on which grounds, and what gave way to what; what a
person is shown follows from what they may know of it alone.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field

RECORDS = "pqrsx"
HARMED = "p"
GROUNDS = {"p": {"p"}, "q": {"q", "krg"}, "r": {"r", "nca"}, "s": {"s"}, "x": {"x"}}
"""The parts of each record; ``krg``, ``nca`` and ``x`` are seen by one agency alone."""
SEES = (set("pqrs") | {"nca"}, set("pqrsx") | {"krg"}, set("pqrs"))
"""The parts that each of the three may see."""

Pair = tuple[str, str]


class Hidden(Exception):
    """The model's person does not see a record."""


class Contradicts(Exception):
    """The model's decision contradicts what its person knows."""


class Refused(Exception):
    """The model does not take an act, for another reason."""


@dataclass
class Said:
    """One decision; those that stand again after they gave way have the same `at`."""

    pair: Pair
    kind: str
    who: int
    parts: frozenset[str]
    at: int
    confirms: "Said | None" = None
    number: int = 0
    live: bool = True
    undone: bool = False
    displaced: list["Said"] = field(default_factory=list)
    answers: set[int] = field(default_factory=set)


class Model:
    """What must stand, and what each may know of it."""

    def __init__(self) -> None:
        self.said: list[Said] = []
        self.fresh: list[Said] = []

    def known(self, who: int) -> list[Said]:
        """What stands to a person; a proposal that they know to be answered does no more."""
        seen = [one for one in self.said if one.live and one.parts <= SEES[who]]
        answered = {at for one in seen for at in one.answers}
        return [one for one in seen if one.kind != "proposed" or one.at not in answered]

    def groups(self, who: int) -> list[set[str]]:
        """What is one to a person: joined in the order of names, never across a refusal."""
        groups = [{one} for one in RECORDS if GROUNDS[one] & SEES[who]]
        known = self.known(who)
        apart = [one.pair for one in known if one.kind == "negative"]
        for one in sorted(known, key=lambda one: one.pair):
            if one.kind != "positive":
                continue
            near, far = (next(group for group in groups if end in group) for end in one.pair)
            if near is far or any(across(pair, near, far) for pair in apart):
                continue
            groups.remove(far)
            near |= far
        return groups

    def sides(self, who: int, pair: Pair) -> tuple[set[str], set[str]]:
        groups = self.groups(who)
        found = [next((group for group in groups if end in group), None) for end in pair]
        if found[0] is None or found[1] is None:
            raise Hidden
        return found[0], found[1]

    def proposals(self, who: int, near: set[str], far: set[str]) -> list[Said]:
        """The proposals that a person knows to join two groups; all within, where they are one."""
        return [
            one
            for one in self.known(who)
            if one.kind == "proposed"
            and (across(one.pair, near, far) if near is not far else near.issuperset(one.pair))
        ]

    def judge(
        self, who: int, pair: Pair, kind: str, *, from_file: bool = False, asked: Said | None = None
    ) -> Said:
        near, far = self.sides(who, pair)
        known = self.known(who)
        proposals = self.proposals(who, near, far)
        others = [one for one in proposals if one.who != who]
        if from_file and others and kind != "negative":
            raise Refused
        if asked is not None:
            others = [one for one in others if one is asked]
            if not others:
                raise Refused
        said = kind
        if kind == "positive" and not others and HARMED in near | far:
            said = "proposed"
            if any(one.who == who for one in proposals):
                raise Refused
        if self._contradicts(known, pair, kind, near, far):
            raise Contradicts
        gone = [one for one in known if one.pair == pair and one.kind == "unsure"]
        gone += [one for one in proposals if kind != "unsure" or one.pair == pair]
        parts = frozenset(part for end in pair for part in GROUNDS[end] & SEES[who])
        confirms = others[0] if kind == "positive" and others else None
        event = Said(pair, said, who, parts, len(self.said), confirms=confirms)
        self._add(event)
        for one in gone:
            self._give_way(one, event)
        return event

    def _contradicts(
        self, known: list[Said], pair: Pair, kind: str, near: set[str], far: set[str]
    ) -> bool:
        if kind == "positive":
            apart = [one.pair for one in known if one.kind == "negative"]
            return near is not far and any(across(one, near, far) for one in apart)
        if kind == "negative":
            return self._leads(known, pair, near | far)
        return any(one.pair == pair and one.kind in {"positive", "negative"} for one in known)

    @staticmethod
    def _leads(known: Iterable[Said], pair: Pair, scope: set[str]) -> bool:
        """Whether joins that a person knows lead from one record to the other."""
        reached = {pair[0]}
        joins = [one.pair for one in known if one.kind == "positive" and scope.issuperset(one.pair)]
        for _ in RECORDS:
            reached |= {end for ends in joins if reached & set(ends) for end in ends}
        return pair[1] in reached

    def _add(self, event: Said) -> None:
        self.said.append(event)
        self.fresh.append(event)

    @staticmethod
    def _give_way(one: Said, event: Said) -> None:
        # Whoever knows what goes must be able to know what it goes for.
        if one.live and event.parts <= one.parts:
            one.live = False
            event.displaced.append(one)
            event.answers |= one.answers
        elif one.live and one.kind == "proposed":
            event.answers.add(one.at)

    def withdraw(self, event: Said, *, by_maker: bool = False) -> None:
        event.live = False
        event.undone = by_maker
        for one in event.displaced:
            again = Said(
                one.pair, one.kind, one.who, one.parts, one.at,
                displaced=one.displaced, answers=one.answers,
            )  # fmt: skip
            self._add(again)
            heirs = [
                later
                for later in self.said
                if later.live
                and later.pair == again.pair
                and later.kind in {"positive", "negative"}
                and later.at > again.at
                and later.parts == again.parts
            ]
            if heirs:
                self._give_way(again, heirs[0])

    def undo(self, who: int, at: int) -> Said:
        """Exactly the decision of a person made at a time, if it stands and nothing is newer."""
        same = [one for one in self.said if one.at == at and one.who == who]
        standing = [one for one in same if one in self.known(who)]
        if not standing:
            raise Refused
        event = standing[-1]
        if any(one.pair == event.pair and one.at > at for one in self.known(who)):
            raise Refused
        self.withdraw(event, by_maker=True)
        return event

    def last(self, who: int) -> int | None:
        """When a person made the last decision that they did not undo; None if there is none."""
        newest = {one.at: one for one in self.said if one.who == who}
        return max((at for at, one in newest.items() if not one.undone), default=None)

    def queue(self, who: int) -> set[int]:
        """Numbers of the proposals that await a person."""
        groups = self.groups(who)
        known = self.known(who)
        found = set()
        for one in known:
            if one.kind != "proposed" or one.who == who:
                continue
            near, far = (next(group for group in groups if end in group) for end in one.pair)
            refused = any(
                other.kind == "negative" and across(other.pair, near, far) for other in known
            )
            if near is not far and not refused:
                found.add(one.number)
        return found


def across(pair: Pair, near: set[str], far: set[str]) -> bool:
    return (pair[0] in near and pair[1] in far) or (pair[1] in near and pair[0] in far)
