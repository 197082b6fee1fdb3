"""Broken guard tables: each differs from the shipped one in one thing, and the proof must notice.

A proof that finds nothing is worth what it would have found. So each guard is taken out, made to
look away before one state or on one route, made to accept what it refuses, and given papers that
lift nothing; and steps are added that skip others.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from hawkari.engines.casework.proof.search import Breach, World, search
from hawkari.engines.casework.proof.stopping import breaks_of_stopping
from hawkari.engines.casework.readings import subject_readings
from hawkari.engines.casework.table import Guard, GuardTable, Need, Step
from hawkari.engines.casework.values import Route, State

__all__ = [
    "EQUIVALENT",
    "Mutant",
    "equivalence",
    "is_killed",
    "mutants",
    "unlawful_departure",
    "without",
]

Worlds = dict[tuple[Route, str], list[World]]
# Steps into these are forbidden from elsewhere; into the others a case may come from many states.
_GUARDED = (
    *(State.LIABLE, State.VOLUNTARY_COUNSELLING, State.DOCUMENTING, State.ACCEPTED_BY_RECEIVER),
    *(State.NOTICE_SERVED, State.NOTICE_ELAPSED, State.BOOKED, State.DEPARTED),
    *(State.ARRIVED, State.REFUSED_ON_ARRIVAL),
)


@dataclass(frozen=True)
class Mutant:
    """A broken table.

    Attributes:
        name: what was broken.
        table: the table.
        subject: the subject whose worlds show it; empty: any.
        must_depart: an unlawful departure must come of it, not only an unlawful step before.
        stops: the barrier whose opening stops less than it should.
    """

    name: str
    table: GuardTable
    subject: str = ""
    must_depart: bool = False
    stops: str = ""


# Broken tables that allow exactly what the shipped one allows, and why; a test holds each to it.
EQUIVALENT: Mapping[str, str] = {
    "route_named": "no step of any route is open to a case whose route is not named, until it is "
    "booked; and on a named route the guard has nothing to refuse",
    "consent lets 'none'": "without consent there is no counselling on record either: that guard "
    "refuses too",
    "booking lets 'none' through before departed": "escort and medical notes stand on the booking: "
    "without one those guards refuse too",
    "booking lets 'void' through before departed": "escort and medical notes stand on the booking: "
    "with a void one those guards refuse too",
}


def equivalence(mutant: Mutant) -> str:
    """Why a broken table allows what the shipped one allows; empty where it does not."""
    if mutant.must_depart:
        return ""
    return next((why for start, why in EQUIVALENT.items() if mutant.name.startswith(start)), "")


def without(table: GuardTable, guard: str) -> GuardTable:
    """The table with one guard taken out."""
    return replace(table, guards={name: one for name, one in table.guards.items() if name != guard})


def mutants(table: GuardTable) -> Iterator[Mutant]:
    """Every broken table."""
    for guard in table.guards.values():
        yield Mutant(
            f"without {guard.name}", without(table, guard.name), guard.subject, must_depart=True
        )
        for name, changed in (*_needs(guard), *_rules(guard)):
            yield Mutant(f"{guard.name} {name}", _put(table, changed), guard.subject)
        yield from _askings(table, guard)
        yield from _outcomes(table, guard)
        if guard.barrier is not None and guard.barrier.voids_notice:
            changed = replace(guard, barrier=replace(guard.barrier, voids_notice=False))
            name = f"{guard.name} leaves notices standing"
            yield Mutant(name, _put(table, changed), guard.subject, stops=guard.name)
    yield from _steps(table)


def _askings(table: GuardTable, guard: Guard) -> Iterator[Mutant]:
    """A paper that may bring another barrier, after which nobody need look for that one."""
    rule = guard.barrier
    if rule is None:
        return
    for place, paper in enumerate(rule.lifts_with):
        for kind in paper.asks:
            less = replace(paper, asks=tuple(one for one in paper.asks if one != kind))
            papers = (*rule.lifts_with[:place], less, *rule.lifts_with[place + 1 :])
            changed = replace(guard, barrier=replace(rule, lifts_with=papers))
            name = f"{guard.name} lifted by {paper.document}, {kind} not looked for again"
            yield Mutant(name, _put(table, changed), f"barrier:{kind}")


def _outcomes(table: GuardTable, guard: Guard) -> Iterator[Mutant]:
    """A paper that ends a barrier whatever it says, or though it says that the person may stay."""
    rule = guard.barrier
    if rule is None:
        return
    for place, paper in enumerate(rule.lifts_with):
        known = paper.outcomes
        if known is None:
            continue
        broken = [("whatever it says", replace(paper, outcomes=None))]
        for more in (*known.keeps, "", "perhaps"):
            wider = replace(
                known,
                lifts=(*known.lifts, more),
                keeps=tuple(one for one in known.keeps if one != more),
            )
            broken.append((f"that says '{more}'", replace(paper, outcomes=wider)))
        for name, changed in broken:
            papers = (*rule.lifts_with[:place], changed, *rule.lifts_with[place + 1 :])
            worse = replace(guard, barrier=replace(rule, lifts_with=papers))
            title = f"{guard.name} lifted by {paper.document} {name}"
            yield Mutant(title, _put(table, worse), guard.subject)


def _put(table: GuardTable, guard: Guard) -> GuardTable:
    return replace(table, guards={**table.guards, guard.name: guard})


def _needs(guard: Guard) -> Iterator[tuple[str, Guard]]:
    for place, need in enumerate(guard.needs):
        for state in sorted(need.before):
            less = replace(need, before=need.before - {state})
            yield f"not looked at before {state}", _with(guard, place, less)
            only = replace(need, before=frozenset({state}))
            for reading in subject_readings(guard.subject):
                if reading not in need.readings:
                    wide = replace(only, readings=need.readings | {reading})
                    changed = _with(guard, place, less, wide)
                    yield f"lets '{reading}' through before {state}", changed
        for route in sorted(need.routes):
            fewer = replace(need, routes=need.routes - {route})
            yield f"not needed on route {route}", _with(guard, place, fewer)


def _with(guard: Guard, place: int, *needs: Need) -> Guard:
    return replace(guard, needs=(*guard.needs[:place], *needs, *guard.needs[place + 1 :]))


def _rules(guard: Guard) -> Iterator[tuple[str, Guard]]:
    rule = guard.barrier
    if rule is None:
        return
    paper = next(one for one in rule.lifts_with if one.document != "elapsed")
    for name, more in (
        ("lifted with a note", replace(paper, document="note", asks=())),
        ("lifted by the desk itself", replace(paper, by=("caseworker",), asks=())),
    ):
        wider = replace(rule, lifts_with=(*rule.lifts_with, more))
        yield name, replace(guard, barrier=wider)
    if guard.subject == f"barrier:{guard.name}":
        longer = replace(rule, counts_days=rule.counts_days + 1)
        yield "known for a day longer", replace(guard, barrier=longer)
    if rule.forced_people:
        yield (
            f"not forced by {rule.forced_people}",
            replace(guard, barrier=replace(rule, forced_people="")),
        )


def _steps(table: GuardTable) -> Iterator[Mutant]:
    for to in _GUARDED:
        known = {source for step in table.steps if step.to is to for source in step.sources}
        for source in State:
            if source not in {*known, to}:
                more = Step(to, frozenset({source}), frozenset(Route))
                changed = replace(table, steps=(*table.steps, more))
                yield Mutant(f"step from {source} to {to} added", changed)


def is_killed(mutant: Mutant, worlds: Worlds) -> bool:
    """Whether the proof notices that a table is broken."""
    if mutant.must_depart:
        return unlawful_departure(mutant.table, worlds, mutant.subject) is not None
    if mutant.stops:
        return breaks_of_stopping(mutant.table, mutant.stops)
    return any(
        search(mutant.table, each, stop=lambda _: True).breaches
        for each in _of(worlds, mutant.subject)
    )


def unlawful_departure(table: GuardTable, worlds: Worlds, subject: str = "") -> Breach | None:
    """The first unlawful departure that a table allows; None when there is none.

    Args:
        table: the table.
        worlds: worlds of every route and subject.
        subject: look only at worlds of this subject.
    """
    for each in _of(worlds, subject):
        found = search(table, each, stop=lambda breach: breach.to is State.DEPARTED).breaches
        if found and found[-1].to is State.DEPARTED:
            return found[-1]
    return None


def _of(worlds: Worlds, subject: str) -> list[list[World]]:
    return [each for (_, one), each in worlds.items() if subject in {"", one}]
