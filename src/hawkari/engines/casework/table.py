"""The guard table: which steps there are, what each needs, on whose authority, what lifts it.

The table is data (`resources/guards.toml`). A guard looks at one fact, its *subject*, and lists the
readings of it that let a case through; a step is allowed when every guard lets it through. Nothing
else can be written in the table, so a step is always a conjunction over single facts.
"""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, cached_property
from importlib import resources
from typing import Any

from hawkari.engines.casework.values import Reason, Route, State

__all__ = [
    "BarrierRule",
    "Guard",
    "GuardTable",
    "Looking",
    "Need",
    "Outcomes",
    "Paper",
    "Step",
    "load_table",
]


@dataclass(frozen=True, slots=True)
class Outcomes:
    """What a kind of paper may say, and what of it ends a barrier.

    Attributes:
        lifts: what ends it.
        keeps: what does not, and keeps it open whatever other papers said before.
        grants: what of that gives leave to stay, so that the person is not to be returned.
    """

    lifts: tuple[str, ...]
    keeps: tuple[str, ...]
    grants: tuple[str, ...] = ()

    @property
    def all(self) -> tuple[str, ...]:
        """Everything that such a paper may say."""
        return (*self.lifts, *self.keeps)


@dataclass(frozen=True, slots=True)
class Paper:
    """A kind of paper that lifts a barrier, and whose decision it must be.

    Attributes:
        document: its kind.
        by: whose decision it may be.
        asks: kinds of barrier that it may bring, so that somebody must look for them again.
        outcomes: what it may say; None: there is nothing to choose.
    """

    document: str
    by: tuple[str, ...]
    asks: tuple[str, ...] = ()
    outcomes: Outcomes | None = None

    def lifts(self, outcome: str) -> bool:
        """Whether such a paper that says so ends the barrier."""
        return not outcome if self.outcomes is None else outcome in self.outcomes.lifts

    def keeps(self, outcome: str) -> bool:
        """Whether such a paper that says so keeps the barrier open."""
        return self.outcomes is not None and outcome in self.outcomes.keeps

    def grants(self, outcome: str) -> bool:
        """Whether such a paper that says so gives the person leave to stay."""
        return self.outcomes is not None and outcome in self.outcomes.grants


@dataclass(frozen=True, slots=True)
class Need:
    """The readings of a guard's subject that let a case through.

    Attributes:
        before: the states before which they are needed.
        readings: the readings that let through.
        routes: the routes on which they are needed.
    """

    before: frozenset[State]
    readings: frozenset[str]
    routes: frozenset[Route] = frozenset(Route)


@dataclass(frozen=True, slots=True)
class BarrierRule:
    """What is particular to a guard that is a barrier.

    Attributes:
        kind: ``hard`` or ``condition``.
        opens_on: code of what opens it.
        voids_notice: opening it before departure voids the notices too.
        lifts_with: the papers that lift it.
        counts_days: for so many days what somebody found by looking counts as known.
        clock: the clock by which it ends by time alone; empty: it does not.
        forced_people: where such people travel, that none was found is no answer.
        forced_routes: on these routes.
    """

    kind: str
    opens_on: str
    voids_notice: bool
    lifts_with: tuple[Paper, ...]
    counts_days: int
    clock: str = ""
    forced_people: str = ""
    forced_routes: frozenset[Route] = frozenset(Route)

    def paper(self, document_kind: str, decided_by: str) -> Paper | None:
        """The row of such a paper, of that authority; None where it lifts nothing."""
        for paper in self.lifts_with:
            if paper.document == document_kind and decided_by in paper.by:
                return paper
        return None


@dataclass(frozen=True, slots=True)
class Guard:
    """One safeguard.

    Attributes:
        name: its name; for a barrier the barrier's kind.
        subject: the one fact that it looks at.
        needs: what that fact must read, and before which states.
        authority: the law, rule or judgment that it rests on.
        source_url: where that is published.
        status: ``seen`` or ``unconfirmed``.
        effective_from: ISO day, or empty where nobody has confirmed one.
        effective_to: ISO day; the guard still holds after it.
        verified_by: the qualified person who signed the row; empty: nobody.
        lifts_on: code of what would change it.
        title: what is wrong when it refuses, by language.
        barrier: what is particular to a barrier; None for other guards.
    """

    name: str
    subject: str
    needs: tuple[Need, ...]
    authority: str
    source_url: str
    status: str
    effective_from: str
    effective_to: str
    verified_by: str
    lifts_on: str
    title: Mapping[str, str]
    barrier: BarrierRule | None = None

    def lets_through(self, to: State, route: Route | None, reading: str) -> bool:
        """Whether a case may come to a state with this reading of the guard's subject.

        Args:
            to: the state.
            route: the case's route; None needs what any route needs.
            reading: what the subject reads.
        """
        for need in self.needs:
            looks = to in need.before and (route is None or route in need.routes)
            if looks and reading not in need.readings:
                return False
        return True


@dataclass(frozen=True, slots=True)
class Step:
    """A step that the table knows: from these states to that one, on these routes."""

    to: State
    sources: frozenset[State]
    routes: frozenset[Route]

    def is_on(self, route: Route | None) -> bool:
        """Whether the step may be taken on a route; one that is not known takes no other's."""
        return route in self.routes or len(self.routes) == len(Route)


@dataclass(frozen=True, slots=True)
class Looking:
    """For how long what somebody found by looking counts, where a barrier does not say otherwise.

    Attributes:
        counts_days: for so many days.
        authority: on what that rests.
        status: ``seen`` or ``unconfirmed``.
        verified_by: the qualified person who signed it; empty: nobody.
    """

    counts_days: int
    authority: str
    status: str
    verified_by: str


@dataclass(frozen=True)
class GuardTable:
    """The whole table.

    Attributes:
        version: of which day.
        disclaimer: what everybody who reads it must know.
        guards: by name, in the order of the table.
        steps: the steps.
        permitted_fields: what the receiving authority may be told.
        travel_documents: kinds of document that one can travel on.
        identity_documents: kinds that say who somebody is.
        looking: for how long looking counts.
        words: other words, by group, code and language.
    """

    version: str
    disclaimer: str
    guards: Mapping[str, Guard]
    steps: tuple[Step, ...]
    permitted_fields: frozenset[str]
    travel_documents: frozenset[str]
    identity_documents: frozenset[str]
    looking: Looking
    words: Mapping[str, Mapping[str, Mapping[str, str]]]

    @cached_property
    def looking_before(self) -> Mapping[State, tuple[Guard, ...]]:
        """The guards that look at a case before it comes to a state."""
        return {
            to: tuple(
                guard
                for guard in self.guards.values()
                if any(to in need.before for need in guard.needs)
            )
            for to in State
        }

    @cached_property
    def bringing(self) -> Mapping[str, tuple[str, ...]]:
        """For each barrier those whose papers may bring it."""
        found: dict[str, tuple[str, ...]] = {}
        for name, guard in self.barriers.items():
            papers = guard.barrier.lifts_with if guard.barrier is not None else ()
            for kind in {kind for paper in papers for kind in paper.asks}:
                found[kind] = (*found.get(kind, ()), name)
        return found

    @cached_property
    def rules(self) -> tuple[tuple[str, BarrierRule | None], ...]:
        """What is particular to each barrier; readings depend on nothing else of the table."""
        return tuple((name, guard.barrier) for name, guard in self.guards.items())

    @property
    def barriers(self) -> dict[str, Guard]:
        """The guards that are barriers, by kind, in the order of the table."""
        return {name: guard for name, guard in self.guards.items() if guard.barrier is not None}

    def has_step(self, source: State | None, to: State, route: Route | None) -> bool:
        """Whether the table knows a step, on a route."""
        return any(
            step.to is to and source in step.sources and step.is_on(route) for step in self.steps
        )

    def say(self, group: str, code: str, language: str) -> str:
        """The words of a code in a language; English, or the code itself, where there are none."""
        found = self.words.get(group, {}).get(code, {})
        return found.get(language) or found.get("en") or code

    def paper(self, barrier: str, document_kind: str, decided_by: str) -> Paper | None:
        """The row of a paper about a kind of barrier; None where the table knows no such paper."""
        guard = self.guards.get(barrier)
        rule = guard.barrier if guard is not None else None
        return rule.paper(document_kind, decided_by) if rule is not None else None

    def title(self, reason: Reason, language: str) -> str:
        """What is wrong, in words."""
        guard = self.guards.get(reason.guard)
        if guard is None:
            return self.say("guards", reason.words_key, language)
        title = guard.title.get(language) or guard.title["en"]
        outcome = reason.params.get("outcome")
        if not outcome:
            return title
        said = self.say("outcomes", outcome, language)
        return f"{title} ({self.say('guards', 'kept', language)}: {said})"


@cache
def load_table() -> GuardTable:
    """The shipped table."""
    text = resources.files(__package__).joinpath("resources/guards.toml").read_text("utf-8")
    return _table(tomllib.loads(text))


def _table(data: Mapping[str, Any]) -> GuardTable:
    outcomes = {
        name: Outcomes(tuple(row["lifts"]), tuple(row["keeps"]), tuple(row.get("grants", ())))
        for name, row in data["outcomes"].items()
    }
    needs = {name: tuple(_need(row) for row in rows) for name, rows in data["needs"].items()}
    looking = Looking(**data["looking"])
    return GuardTable(
        version=data["version"],
        disclaimer=data["disclaimer"],
        guards={
            name: _guard(name, row, needs=needs, outcomes=outcomes, looking=looking)
            for name, row in data["guards"].items()
        },
        steps=tuple(
            Step(State(row["to"]), frozenset(map(State, row["from"])), _routes(row))
            for row in data["steps"]
        ),
        permitted_fields=frozenset(data["permitted_fields"]),
        travel_documents=frozenset(data["travel_documents"]),
        identity_documents=frozenset(data["identity_documents"]),
        looking=looking,
        words=data.get("words", {}),
    )


def _routes(row: Mapping[str, Any]) -> frozenset[Route]:
    return frozenset(map(Route, row.get("routes") or Route))


def _need(row: Mapping[str, Any]) -> Need:
    return Need(frozenset(map(State, row["before"])), frozenset(row["readings"]), _routes(row))


def _guard(
    name: str,
    row: Mapping[str, Any],
    *,
    needs: Mapping[str, tuple[Need, ...]],
    outcomes: Mapping[str, Outcomes],
    looking: Looking,
) -> Guard:
    return Guard(
        name=name,
        subject=row["subject"],
        needs=needs[row["needs"]],
        authority=row["authority"],
        source_url=row["source_url"],
        status=row["status"],
        effective_from=row["effective_from"],
        effective_to=row["effective_to"],
        verified_by=row["verified_by"],
        lifts_on=row["lifts_on"],
        title=row["title"],
        barrier=_barrier(row["barrier"], outcomes, looking) if "barrier" in row else None,
    )


def _barrier(
    row: Mapping[str, Any], outcomes: Mapping[str, Outcomes], looking: Looking
) -> BarrierRule:
    forced = row.get("forced_by", {})
    return BarrierRule(
        kind=row["kind"],
        opens_on=row["opens_on"],
        voids_notice=row["voids_notice"],
        lifts_with=tuple(
            Paper(
                document=one["document"],
                by=tuple(one["by"]),
                asks=tuple(one.get("asks", ())),
                outcomes=outcomes[one["outcomes"]] if "outcomes" in one else None,
            )
            for one in row["lifts_with"]
        ),
        counts_days=row.get("counts_days", looking.counts_days),
        clock=row.get("clock", ""),
        forced_people=forced.get("people", ""),
        forced_routes=_routes(forced),
    )
