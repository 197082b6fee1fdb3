"""For every subject of the guard table: what can be so in a case, as events.

A scene changes a case that may depart. Those that come first for a reading stand for it where two
subjects are looked at together; the others are further ways to come to a reading, such as a barrier
that was lifted with a paper that lifts nothing.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import timedelta

from hawkari.engines.casework.events import EventKind
from hawkari.engines.casework.proof.drafts import MORNING, Draft, Said, at_day
from hawkari.engines.casework.proof.scenes_journey import JOURNEY
from hawkari.engines.casework.table import BarrierRule, GuardTable, Paper
from hawkari.engines.casework.values import Json, Route

__all__ = ["Scene", "scenes"]

Change = Callable[[Draft], None]
_NOT_LIFTED: Mapping[str, dict[str, Json]] = {
    "lifted with a note": {"document_kind": "note"},
    "lifted by the desk itself": {"decided_by": "caseworker"},
    "lifted with an older paper": {"dated": "2026-09-01"},
    "lifted with a paper of tomorrow": {"dated": "2026-11-28"},
    "lifted without a paper": {"document": ""},
    "lifted elsewhere: another opening": {"opening": 1},
}
_AN_HOUR = timedelta(hours=1)
_BY_THE_PAPERS = ("no_travel_document", "not_accepted")


@dataclass(frozen=True, slots=True)
class Scene:
    """One way in which a subject can stand.

    Attributes:
        subject: of the guard table.
        reading: what it must read then.
        name: what is so, in words.
        change: what it changes about a case that may depart.
        routes: on which routes it reads so.
    """

    subject: str
    reading: str
    name: str
    change: Change
    routes: frozenset[Route] = frozenset(Route)


def scenes(table: GuardTable) -> tuple[Scene, ...]:
    """Every scene, by subject in the order of the table."""
    found = []
    for subject in dict.fromkeys(guard.subject for guard in table.guards.values()):
        kind = subject.removeprefix("barrier:")
        if kind != subject:
            rule = table.guards[kind].barrier
            if rule is not None:
                found += [Scene(subject, *rest) for rest in _barrier(kind, rule)]
                found += _forced(table, kind, rule)
                found += _brought(table, kind)
            continue
        found += [Scene(subject, *rest) for rest in JOURNEY[subject]]
    for kind, subject in zip(_BY_THE_PAPERS, ("travel_document", "acceptance"), strict=True):
        rule = table.guards[kind].barrier if kind in table.guards else None
        if rule is not None:
            found += _by_hand(kind, subject, rule)
    return tuple(found)


def _by_hand(kind: str, subject: str, rule: BarrierRule) -> Iterator[Scene]:
    """A barrier that is read off the papers, and opened by hand all the same."""
    paper = rule.lifts_with[0]
    right = _right(paper)
    good = {"travel_document": "valid", "acceptance": "accepted"}[subject]
    yield Scene(subject, "barrier_open", f"{kind} opened", _opened(kind))
    yield Scene(subject, good, f"{kind} opened and lifted", _opened(kind, right))
    for name, wrong in _NOT_LIFTED.items():
        yield Scene(subject, "barrier_open", f"{kind} {name}", _opened(kind, right | wrong))
    for name, change in _outcomes(kind, rule):
        yield Scene(subject, "barrier_open", f"{kind} {name}", change)


def _right(paper: Paper) -> dict[str, Json]:
    """What a paper says that ends a barrier."""
    right: dict[str, Json] = {"document_kind": paper.document, "decided_by": paper.by[0]}
    return right | ({"outcome": paper.outcomes.lifts[0]} if paper.outcomes is not None else {})


def _outcomes(kind: str, rule: BarrierRule) -> Iterator[tuple[str, Change]]:
    """Papers that end nothing: nobody wrote what they say, or they say that the person may stay."""
    for paper in rule.lifts_with:
        if paper.outcomes is None:
            continue
        right, name = _right(paper), paper.document
        yield f"{name} that says nothing", _opened(kind, right | {"outcome": ""})
        yield f"{name} that says what none does", _opened(kind, right | {"outcome": "perhaps"})
        for said in paper.outcomes.keeps:
            yield f"{name}: {said}", _opened(kind, right | {"outcome": said})
            yield f"{name}: {said} afterwards", _and_then(kind, right, right | {"outcome": said})
            yield (
                f"{name}: {said} afterwards, taken back",
                _and_then(kind, right, right | {"outcome": said}, taken_back=True),
            )


def _and_then(
    kind: str, lift: dict[str, Json], then: dict[str, Json], *, taken_back: bool = False
) -> Change:
    """Lifted, and decided the other way ten days later."""

    def change(draft: Draft) -> None:
        _opened(kind, lift)(draft)
        later = _lift(kind, then | {"dated": "2026-10-26"})
        draft.barriers.append(Said(later.kind, later.body, at_day(26), f"then {kind}"))
        if taken_back:
            body: dict[str, Json] = {"event": f"@then {kind}", "why": "wrong"}
            draft.later.append(Said(EventKind.CORRECTED, body, MORNING))

    return change


def _barrier(kind: str, rule: BarrierRule) -> Iterator[tuple[str, str, Change]]:
    paper = next(one for one in rule.lifts_with if one.document != "elapsed")
    right = _right(paper)
    yield "none", "looked for, none found", _nothing
    yield "unknown", "nobody looked", lambda draft: _forget(draft, kind)
    yield "open", "opened", _opened(kind)
    yield "lifted", "opened and lifted", _opened_and_looked(kind, right, paper.asks)
    by_time: dict[str, Json] = {"document_kind": "elapsed", "decided_by": "time"}
    yield ("lapsed" if rule.clock else "open"), "its time is over", _lapsed(kind, by_time)
    yield "open", "its time is not over", _opened(kind, by_time, ends="2026-12-31")
    yield "open", "an end was typed that comes too soon", _opened(kind, by_time, ends="2026-10-15")
    for name, wrong in _NOT_LIFTED.items():
        yield "open", name, _opened(kind, right | wrong)
    for name, change in _outcomes(kind, rule):
        yield "open", name, change
    yield "open", "opened twice, lifted once", _twice(kind, right)
    yield "open", "looked for after it opened", _looked_after(kind)
    yield "open", "the opening was 'corrected'", _corrected(kind, "opening", None)
    yield "open", "the lifting was wrong", _corrected(kind, "lifting", right)
    yield (
        "unknown",
        "lifted until a day that is past",
        _opened(kind, right | {"review": "2026-11-01"}),
    )
    counts = timedelta(days=rule.counts_days)
    too_long = counts + _AN_HOUR
    yield "none", "none found, and it still counts", _looked(kind, ago=counts)
    yield "unknown", "none found, too long ago", _looked(kind, ago=too_long)
    yield "unknown", "lifted, too long ago", _lifted_once(kind, right, ago=too_long)
    yield (
        "unknown",
        "none found, until a day that is past",
        lambda draft: draft.looked.update({kind: "2026-11-01"}),
    )


def _forced(table: GuardTable, kind: str, rule: BarrierRule) -> Iterator[Scene]:
    """Where such people are on the case, that none was found is no answer."""
    people = rule.forced_people
    if not people:
        return
    there: Json = 2 if people == "children" else True

    def with_them(value: Json) -> Change:
        def change(draft: Draft) -> None:
            draft.details[people] = value
            draft.booking = (draft.booking or {}) | {"reception": "arranged"}
            for other, guard in table.barriers.items():
                known = guard.barrier
                if other != kind and known is not None and known.forced_people == people:
                    paper = known.lifts_with[0]
                    _opened(other, _right(paper))(draft)

        return change

    subject, routes = f"barrier:{kind}", rule.forced_routes
    yield Scene(subject, "open", f"none found, but {people}", with_them(there), routes)
    yield Scene(subject, "unknown", f"none found, {people} unsaid", with_them(None), routes)


def _nothing(draft: Draft) -> None:
    del draft


def _looked(kind: str, *, ago: timedelta) -> Change:
    """Somebody looked then, and nobody since."""

    def change(draft: Draft) -> None:
        _forget(draft, kind)
        draft.opened = min(draft.opened, MORNING - 2 * ago)
        body: dict[str, Json] = {"barriers": [kind], "source": "an earlier screening"}
        draft.long_ago.append(Said(EventKind.BARRIER_CHECKED, body, MORNING - ago))

    return change


def _lifted_once(kind: str, right: dict[str, Json], *, ago: timedelta) -> Change:
    """A paper ended it then, and nobody looked since."""

    def change(draft: Draft) -> None:
        _forget(draft, kind)
        then = MORNING - ago
        draft.opened = min(draft.opened, MORNING - 2 * ago)
        opened: dict[str, Json] = {"barrier": kind, "source": "letter"}
        began = then - timedelta(days=3)
        draft.long_ago.append(Said(EventKind.BARRIER_OPENED, opened, began, f"early {kind}"))
        paper: dict[str, Json] = {
            "barrier": kind,
            "opening": f"@early {kind}",
            "document": "D0",
            "dated": then.date().isoformat(),
        }
        draft.long_ago.append(Said(EventKind.BARRIER_LIFTED, paper | right, then))

    return change


def _forget(draft: Draft, kind: str) -> None:
    draft.looked.pop(kind, None)


def _opened(kind: str, lift: dict[str, Json] | None = None, ends: str = "") -> Change:
    def change(draft: Draft) -> None:
        body: dict[str, Json] = {"barrier": kind, "source": "letter", "ends": ends}
        draft.barriers.append(Said(EventKind.BARRIER_OPENED, body, at_day(10), kind))
        if lift is not None:
            draft.barriers.append(_lift(kind, lift))

    return change


def _lift(kind: str, lift: dict[str, Json]) -> Said:
    body: dict[str, Json] = {
        "barrier": kind,
        "opening": f"@{kind}",
        "document": "D1",
        "dated": "2026-10-16",
    }
    return Said(EventKind.BARRIER_LIFTED, body | lift, at_day(16), f"lift {kind}")


def _lapsed(kind: str, lift: dict[str, Json]) -> Change:
    """Opened on the first day, lifted when 28 days are over."""

    def change(draft: Draft) -> None:
        body: dict[str, Json] = {"barrier": kind, "source": "letter", "ends": "2026-10-29"}
        draft.barriers.append(Said(EventKind.BARRIER_OPENED, body, at_day(0), kind))
        lifted = _lift(kind, lift | {"dated": "2026-10-30"})
        draft.barriers.append(Said(lifted.kind, lifted.body, at_day(29)))

    return change


def _opened_and_looked(kind: str, lift: dict[str, Json], asks: tuple[str, ...]) -> Change:
    """Opened and lifted, and somebody looked for what its paper may have brought."""

    def change(draft: Draft) -> None:
        _opened(kind, lift)(draft)
        if asks:
            again: list[Json] = list(asks)
            body: dict[str, Json] = {"barriers": again, "source": "looked again"}
            draft.barriers.append(Said(EventKind.BARRIER_CHECKED, body, at_day(17)))

    return change


def _brought(table: GuardTable, kind: str) -> Iterator[Scene]:
    """What lifted another barrier may have brought this one, and nobody looked since."""
    for other, guard in table.barriers.items():
        for paper in guard.barrier.lifts_with if guard.barrier is not None else ():
            if kind in paper.asks:
                lift = _right(paper)
                name = f"nobody looked after {other} was lifted"
                yield Scene(f"barrier:{kind}", "unknown", name, _opened(other, lift))


def _twice(kind: str, lift: dict[str, Json]) -> Change:
    def change(draft: Draft) -> None:
        _opened(kind, lift)(draft)
        body: dict[str, Json] = {"barrier": kind, "source": "second letter"}
        draft.barriers.append(Said(EventKind.BARRIER_OPENED, body, at_day(11)))

    return change


def _looked_after(kind: str) -> Change:
    def change(draft: Draft) -> None:
        _opened(kind)(draft)
        body: dict[str, Json] = {"barriers": [kind], "source": "looked again"}
        draft.later.append(Said(EventKind.BARRIER_CHECKED, body, MORNING))

    return change


def _corrected(kind: str, which: str, lift: dict[str, Json] | None) -> Change:
    label = kind if which == "opening" else f"lift {kind}"

    def change(draft: Draft) -> None:
        _opened(kind, lift)(draft)
        body: dict[str, Json] = {"event": f"@{label}", "why": "wrong"}
        draft.later.append(Said(EventKind.CORRECTED, body, MORNING))

    return change
