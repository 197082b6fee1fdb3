"""Three people who may see different things at work on a few records, beside a plain model."""

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import combinations

from hawkari.engines.linkage import Linkage
from hawkari.engines.linkage.conflicts import part_judged
from hawkari.errors import BadInput, HawkariError
from hawkari.evidence.access import Access
from hawkari.evidence.categories import set_category
from hawkari.evidence.cluster_cache import rebuild_clusters
from hawkari.evidence.entities import entities_of
from hawkari.evidence.explaining import GroundKind, why_not
from hawkari.evidence.identities import EntityNotFound
from hawkari.evidence.judgement_import import import_lines
from hawkari.evidence.judgements import (
    JudgementConflict,
    judge,
    live_events,
    undo,
    withdraw,
)
from hawkari.evidence.models import Category, ClusterMember, JudgementEvent
from hawkari.evidence.reviewing.doubts import raise_contradictions
from hawkari.evidence.reviewing.issues import settle
from hawkari.evidence.reviewing.items import next_items
from hawkari.evidence.reviewing.kinds import ItemKind
from hawkari.evidence.rule_judgements import decided, judged_pairs
from hawkari.evidence.second_person import confirm, decline
from hawkari.evidence.undoing import NotUndone
from tests.evidence.factories import World
from tests.evidence.plain_model import (
    GROUNDS,
    HARMED,
    RECORDS,
    SEES,
    Contradicts,
    Hidden,
    Model,
    Pair,
    Refused,
)
from tests.evidence.undoing import undo_last

AGENCIES = ("nca", "krg", "fra")
ACTS = (
    "positive", "positive", "positive", "negative", "unsure", "withdraw", "undo", "undo last",
    "confirm", "decline", "import", "settle", "run", "reload",
)  # fmt: skip

Act = tuple[str, int, tuple[int, int]]
"""What is done, by which of the three, and on what: two numbers that choose."""

OUTCOMES = {
    EntityNotFound: Hidden,
    JudgementConflict: Contradicts,
    BadInput: Refused,
    NotUndone: Refused,
}


class Bench:
    """The three people, the store and the model."""

    def __init__(self) -> None:
        self.world = World()
        self.versions = 0
        self.load()
        self.people: tuple[Access, ...] = tuple(self.world.access(one) for one in AGENCIES)
        set_category(self.people[0], f"nca:{HARMED}", Category.SUSPECT, basis="fact")
        self.model = Model()
        self.settled: set[tuple[int, int]] = set()

    def load(self) -> None:
        self.versions += 1
        version = str(self.versions)
        for name in "pqrs":
            self.world.person("nca", f"nca:{name}", how={"version": version}, name=f"Saman {name}")
        hidden = {"shared_with": [], "version": version}
        for agency, record, slot in (
            ("krg", "nca:x", "x.csv"),
            ("krg", "nca:q", "more.csv"),
            ("nca", "nca:r", "more.csv"),
        ):
            self.world.person(agency, record, how={**hidden, "slot": slot}, gender="male")

    def do(self, act: Act) -> None:
        what, who, chosen = act
        if what in {"positive", "negative", "unsure"}:
            self._judge(who, _pair(chosen), what)
        elif what == "import":
            kind = ("positive", "positive", "negative", "unsure")[sum(chosen) % 4]
            self._import(who, _pair(chosen), kind)
        elif what in {"confirm", "decline"}:
            self._answer(who, what, chosen[0])
        elif what == "withdraw":
            self._withdraw(who, chosen[0])
        elif what in {"undo", "undo last"}:
            self._undo(who, chosen[0] if what == "undo" else None)
        elif what == "settle":
            self._settle(who, chosen[0])
        elif what == "reload":
            self.load()
        else:
            self._run(who)
        self._learn_numbers()

    def _judge(self, who: int, pair: Pair, kind: str) -> None:
        def model() -> None:
            self.model.judge(who, pair, kind)

        def store() -> None:
            judge(self.people[who], f"nca:{pair[0]}", f"nca:{pair[1]}", kind)

        if self._alike(model, store) is Contradicts:
            waiting = [one for one in self._items(who) if one.kind is ItemKind.CONFLICT]
            wanted = [(_ends(one), one.wanted) for one in waiting]
            assert (pair, kind) in wanted, "who is refused finds it in their queue"

    @staticmethod
    def _alike(model, store) -> type[Exception] | None:
        """Do the same in both; how it ended in both."""
        expected: type[Exception] | None = None
        found: type[Exception] | None = None
        said = "taken"
        try:
            model()
        except (Hidden, Contradicts, Refused) as refusal:
            expected = type(refusal)
        try:
            store()
        except HawkariError as error:
            found, said = OUTCOMES[type(error)], str(error)
        assert found is expected, said
        return expected

    def _import(self, who: int, pair: Pair, kind: str) -> None:
        known = self.model.known(who)
        stands = any(
            one.pair == pair and (one.kind == kind or (one.kind == "proposed" and one.who == who))
            for one in known
        )
        line = f'["nca:{pair[0]}", "nca:{pair[1]}", "{kind}"]'
        report = import_lines(self.people[who], [line])
        expected = Counter(repeated=1) if stands else Counter[str]()
        if not stands:
            try:
                event = self.model.judge(who, pair, kind, from_file=True)
            except Contradicts:
                expected["conflicts"] = 1
            except (Hidden, Refused):
                expected["refused"] = 1
            else:
                expected["made"] = 1
                assert event.confirms is None, "a file is nobody's second person"
                expected["proposed"] = int(event.kind == "proposed")
        found = Counter(
            made=report.made, proposed=report.proposed, repeated=report.repeated,
            conflicts=len(report.conflicts), refused=len(report.refused),
        )  # fmt: skip
        assert +found == +expected

    def _answer(self, who: int, what: str, chosen: int) -> None:
        """Confirm or decline any proposal, whoever may know of it."""
        proposals = [one for one in self.model.said if one.kind == "proposed"]
        if not proposals:
            return
        asked = proposals[chosen % len(proposals)]
        awaits = asked in self.model.known(who) and asked.who != who

        def model() -> None:
            if not awaits:
                raise Refused
            if what == "confirm":
                self.model.judge(who, asked.pair, "positive", asked=asked)
            else:
                self.model.withdraw(asked)

        def store() -> None:
            if what == "confirm":
                confirm(self.people[who], asked.number)
            else:
                decline(self.people[who], asked.number, reason="no")

        self._alike(model, store)

    def _withdraw(self, who: int, chosen: int) -> None:
        """Withdraw anything that was ever said; the person may know of it or not."""
        if not self.model.said:
            return
        asked = self.model.said[chosen % len(self.model.said)]

        def model() -> None:
            if asked not in self.model.known(who):
                raise Refused
            # What its maker takes back by hand is undone as well.
            self.model.withdraw(asked, by_maker=asked.who == who)

        self._alike(model, lambda: withdraw(self.people[who], asked.number, reason="mistake"))

    def _undo(self, who: int, chosen: int | None) -> None:
        access = self.people[who]
        if chosen is None:
            last = self.model.last(who)
            if last is None:
                assert undo_last(access) is None
                return
            self._alike(lambda: self.model.undo(who, last), lambda: undo_last(access))
            return
        if not self.model.said:
            return
        asked = self.model.said[chosen % len(self.model.said)]

        def model() -> None:
            if asked.who != who:
                raise Refused
            self.model.undo(who, asked.at)

        self._alike(model, lambda: undo(access, asked.number))

    def _settle(self, who: int, chosen: int) -> None:
        waiting = [one for one in self._items(who) if one.kind is ItemKind.CONFLICT]
        if waiting:
            item = waiting[chosen % len(waiting)]
            settle(self.people[who], item.number, reason="seen")
            before = {one.number for one in self._items(who) if one.kind is ItemKind.CONFLICT}
            assert item.number not in before

    def _run(self, who: int) -> None:
        """What a run does about judgements that contradict one another."""
        access = self.people[who]
        people = decided(access)
        _, _, disputes = part_judged(judged_pairs(people))
        found = Linkage(pairs=(), clusters={}, cuts=disputes, plan=(), parameters={}, guard=())
        raise_contradictions(access, found, people=people)
        again = raise_contradictions(access, found, people=people)
        assert again == 0, "the same is not raised twice"
        for item in [one for one in self._items(who) if one.kind is ItemKind.CONFLICT][:1]:
            if not item.wanted:
                settle(access, item.number, reason="both may stand")
                assert raise_contradictions(access, found, people=people) == 0, "settled is settled"

    def _items(self, who: int) -> list:
        return next_items(self.people[who], limit=200)

    def _learn_numbers(self) -> None:
        """The store numbers events in the order in which the model says them."""
        known = max((one.number for one in self.model.said), default=0)
        rows = JudgementEvent.objects.filter(pk__gt=known).exclude(judgement="withdrawn")
        numbers = list(rows.order_by("pk").values_list("pk", flat=True))
        for one, number in zip(self.model.fresh, numbers, strict=True):
            one.number = number
        self.model.fresh.clear()

    def check(self) -> None:
        """Everybody is shown what follows from what they may know, and nothing else."""
        for who in range(3):
            self._check_known(who)
            self._check_groups(who)
            self._check_queue(who)
        for one in self.model.said:
            if one.live and one.kind == "positive" and one.confirms is not None:
                assert one.confirms.who != one.who
        self._check_second_person()
        cached = dict(ClusterMember.objects.values_list("entity_id", "canonical_id"))
        ClusterMember.objects.all().delete()
        rebuild_clusters()
        assert dict(ClusterMember.objects.values_list("entity_id", "canonical_id")) == cached

    def _check_known(self, who: int) -> None:
        names = [one.user.username for one in self.people]
        expected = {
            (one.number, one.pair, one.kind, names[one.who]) for one in self.model.known(who)
        }
        found = {
            (one.event, _short(one.left, one.right), one.judgement, one.maker)
            for one in live_events(self.people[who])
        }
        assert found == expected, "0 lost, 0 invented, 0 leaked"

    def _check_groups(self, who: int) -> None:
        access = self.people[who]
        groups = self.model.groups(who)
        views = entities_of(access, [f"nca:{one}" for one in RECORDS])
        for group in groups:
            for one in group:
                shown = {member.removeprefix("nca:") for member in views[f"nca:{one}"].members}
                assert shown == group
        assert len(views) == sum(map(len, groups))
        known = {one.number: one for one in self.model.known(who)}
        for group in groups:
            assert not any(
                one.kind == "negative" and group.issuperset(one.pair) for one in known.values()
            ), "who may know of a refusal is never shown the two as one"
        for one, other in combinations(sorted(views), 2):
            grounds = why_not(access, one, other).grounds
            kinds = [ground.kind for ground in grounds]
            assert {said.event for ground in grounds for said in ground.judgements} <= set(known)
            if GroundKind.WITHOUT_EFFECT in kinds:
                assert GroundKind.REFUSED in kinds, "no hidden refusal is told of"

    def _check_queue(self, who: int) -> None:
        items = self._items(who)
        known = {one.number for one in self.model.known(who)}
        for item in items:
            assert {one.event for one in item.judgements} <= known
            assert all(GROUNDS[end] & SEES[who] for end in _ends(item))
        awaiting = {one.number for one in items if one.kind is ItemKind.PROPOSAL}
        assert awaiting == self.model.queue(who)

    def _check_second_person(self) -> None:
        """No join that needed two people was made by one."""
        rows = JudgementEvent.objects.select_related("confirms")
        for row in rows.filter(judgement="positive", confirms__isnull=False):
            assert row.confirms is not None
            assert row.confirms.made_by_id != row.made_by_id
        alone = rows.filter(judgement="positive", confirms__isnull=True)
        assert not alone.filter(left_id=f"nca:{HARMED}").exists()


def _pair(chosen: tuple[int, int]) -> Pair:
    first = chosen[0] % len(RECORDS)
    second = (first + 1 + chosen[1] % (len(RECORDS) - 1)) % len(RECORDS)
    left, right = sorted((RECORDS[first], RECORDS[second]))
    return (left, right)


def _short(left: str, right: str) -> Pair:
    return (left.removeprefix("nca:"), right.removeprefix("nca:"))


def _ends(item) -> Pair:
    left, right = sorted((*item.left.members[:1], *item.right.members[:1]))
    return _short(left, right)


def play(bench: Bench, sequence: Sequence[Act]) -> None:
    """Do all of it, and check after each act."""
    for act in sequence:
        bench.do(act)
        bench.check()


def at_random(dice, *, acts: int) -> Iterator[Act]:
    """A sequence of acts."""
    for _ in range(acts):
        yield (dice.choice(ACTS), dice.randrange(3), (dice.randrange(20), dice.randrange(20)))
