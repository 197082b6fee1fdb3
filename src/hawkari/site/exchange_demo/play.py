"""The plot: query, hit, request, package, correction and recall between three nodes."""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from hawkari.errors import HawkariError
from hawkari.site.exchange_demo.ending import check_ending
from hawkari.site.exchange_demo.nodes import AGENCIES, DemoNode
from hawkari.site.home import INVENTED, private_folder
from hawkari.site.serving import free_port

__all__ = ["DemoReport", "play"]

Tell = Callable[[str, float, str], None]
PHONE, OTHER = "+447700900123", "+447700900456"
HOLDINGS: dict[str, dict[str, dict[str, list[str]]]] = {
    "nca": {"1": {"name": ["Rebwar Amin"], "phone": [PHONE]}},
    "federal-police": {"1": {"name": ["كريم حسن"], "phone": ["+447700900789"]}},
    "asayish": {
        "1": {
            "name": ["ڕێبوار ئەمین"],
            "birthDate": ["1988-07-02"],
            "phone": [PHONE],
            "address": ["Ankawa, Erbil"],
        },
        "2": {"name": ["ئازاد کەریم"], "phone": ["+447700900999"]},
    },
}
"""What each agency holds; nobody in it exists, and the numbers are kept free for fiction."""

ROUNDS = 12
LONGEST_WAIT_S = 120.0


@dataclass
class DemoReport:
    """What happened: seconds by step, in order, and what was found at the end.

    `problems` is what the nodes do not agree on; empty when they end consistent.
    """

    steps: dict[str, float] = field(default_factory=dict)
    messages: int = 0
    killed_at: str = ""
    problems: list[str] = field(default_factory=list)

    def as_json(self) -> dict[str, Any]:
        """The report as one plain object."""
        return {**asdict(self), "seconds": round(sum(self.steps.values()), 2)}


def play(*, folder: Path, tell: Tell) -> DemoReport:
    """Play the exchange in a new folder; each node's installation lies in a folder of its own.

    Args:
        folder: an empty folder.
        tell: told after each step: its name, its seconds, and what came of it.

    Raises:
        HawkariError: if a step did not succeed.
    """
    stage = _Stage(folder, tell)
    try:
        stage.set_up()
        ticket = stage.query()
        package = stage.share(ticket)
        stage.correct_and_recall(package)
        with stage.step("compare the nodes") as told:
            standings = {one.slug: one.act("standing", agency=one.slug) for one in stage.nodes}
            for one in stage.nodes:
                one.hawkari("audit", "verify")
            stage.report.messages = sum(
                len(ids) for one in standings.values() for ids in one["taken"].values()
            )
            stage.report.problems = check_ending(standings)
            told("; ".join(stage.report.problems) or "alike, and each audit log is whole")
    finally:
        for one in stage.nodes:
            one.stop()
    return stage.report


class _Stage:
    def __init__(self, folder: Path, tell: Tell) -> None:
        self.report, self._tell = DemoReport(), tell
        self.nodes = [
            DemoNode(slug, name, country, private_folder(folder / slug), free_port("127.0.0.1", 0))
            for slug, name, country in AGENCIES
        ]
        self.uk, self.iraq, self.krg = self.nodes

    @contextmanager
    def step(self, name: str) -> Iterator[Callable[[str], None]]:
        words: list[str] = []
        start = time.perf_counter()
        yield words.append
        self.report.steps[name] = round(time.perf_counter() - start, 2)
        self._tell(name, self.report.steps[name], " ".join(words))

    def set_up(self) -> None:
        with self.step("make three nodes") as told:
            for one in self.nodes:
                self._begin_founding(one)
            cards: dict[str, dict[str, str]] = {
                one.slug: one.finish("found_node") for one in self.nodes
            }
            for one in self.nodes:
                for other, card in cards.items():
                    if other != one.slug:
                        one.act("pin", **card)
            told("each with its keys, and the others' pinned by fingerprint")
        with self.step("load each agency's file"):
            for one in self.nodes:
                suspects = ["1"] if one is self.krg else []
                one.act(
                    "settle", agency=one.slug, people=HOLDINGS[one.slug],
                    folder=str(one.home), suspects=suspects,
                )  # fmt: skip
        with self.step("open the doors"):
            for one in self.nodes:
                one.serve()
        with self.step("publish what may be matched"):
            for one in self.nodes:
                one.act("publish")
            self.sync()

    def query(self) -> str:
        """A blind query becomes a hit that both duty officers confirm; its ticket."""
        with self.step("ask both partners blindly") as told:
            partners = [self.iraq.slug, self.krg.slug]
            self.uk.act(
                "ask_blindly", agency=self.uk.slug, partners=partners, numbers=[PHONE, OTHER]
            )
            self.sync()
            hits = self.uk.act("tickets", agency=self.uk.slug)
            if [one["partner"] for one in hits] != [self.krg.slug]:
                raise HawkariError(f"one hit was to come, of {self.krg.slug}; came {hits}")
            told(f"a hit at {hits[0]['partner']}, none at {self.iraq.slug}")
        ticket: str = hits[0]["reference"]
        with self.step("both duty officers confirm"):
            for one in (self.uk, self.krg):
                one.act("confirm", agency=one.slug, ticket=ticket)
                self.sync()
        return ticket

    def share(self, ticket: str) -> str:
        """A request, the decision, and the package, while a node is killed; its reference."""
        with self.step("request what is behind the hit"):
            asked = self.uk.act(
                "request", agency=self.uk.slug, partner=self.krg.slug, ticket=ticket
            )
            self.sync()
        with self.step("decide statement by statement") as told:
            made = self.krg.act(
                "decide", agency=self.krg.slug, asked=asked, recipient=self.uk.slug, person="1"
            )
            told(f"{made['statements']} statements, signed by two people")
        with self.step("kill the recipient midway") as told:
            told(self._kill_midway())
        package: str = made["package"]
        with self.step("load the package, and tell back"):
            self.uk.act("load_package", agency=self.uk.slug, package=package)
            self.sync()
            self.uk.act("tell_back", agency=self.uk.slug, package=package)
            self.sync()
        return package

    def correct_and_recall(self, package: str) -> None:
        """The originator corrects one statement, then takes all of it back."""
        with self.step("correct one statement") as told:
            newer = {name: dict(values) for name, values in HOLDINGS[self.krg.slug].items()}
            del newer["1"]["address"]
            self.krg.act(
                "reload_file", agency=self.krg.slug, people=newer, folder=str(self.krg.home)
            )
            told(f"{self.krg.act('correct', agency=self.krg.slug)} recipient told")
            self._answered()
        with self.step("recall the package") as told:
            told(f"{self.krg.act('recall', agency=self.krg.slug, package=package)} recipient told")
            self._answered()

    def sync(self) -> None:
        """Let every node hand over what waits until nothing waits anywhere."""
        for _ in range(ROUNDS):
            moved = [one.act("sync") for one in self.nodes]
            if not sum(moved):
                return
        raise HawkariError(f"messages still wait after {ROUNDS} rounds")

    def _answered(self) -> None:
        self.sync()
        self.uk.act("answer_all", agency=self.uk.slug)
        self.sync()

    def _kill_midway(self) -> str:
        """Kill the recipient's node while the package is handed over to it."""
        before = self.uk.act("taken", partner=self.krg.slug)
        self.krg.begin("sync")
        # The package is in the recipient's hands, not yet confirmed: it has to be kept once.
        end = time.monotonic() + LONGEST_WAIT_S
        while self.uk.act("taken", partner=self.krg.slug) == before:
            if time.monotonic() > end:
                raise HawkariError("the package did not come")
        self.uk.kill()
        self.krg.finish("sync")
        self.report.killed_at = self.uk.slug
        self.uk.serve()
        self.sync()
        return f"{self.uk.slug} was killed as the package came, and started again"

    @staticmethod
    def _begin_founding(node: DemoNode) -> None:
        (node.home / INVENTED).touch()
        node.begin(
            "found_node", agency=node.slug, name=node.name, country=node.country,
            address=f"https://127.0.0.1:{node.port}",
        )  # fmt: skip
