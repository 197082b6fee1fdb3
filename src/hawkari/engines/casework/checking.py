"""May this case take this step now, and if not, why not."""

from collections.abc import Callable, Iterator
from datetime import datetime

from hawkari.engines.casework.facts import Facts
from hawkari.engines.casework.readings import Hands, Look, Reading, read
from hawkari.engines.casework.table import Guard, GuardTable
from hawkari.engines.casework.values import Reason, Route, State, Verdict

__all__ = ["check", "refusing", "why_not"]

# Two people confirm a departure at the moment they take it; nobody can be missing before.
_BY_HAND = "hands"


def check(  # noqa: PLR0917 (the four are what a step is)
    table: GuardTable,
    facts: Facts,
    to: State,
    at: datetime,
    *,
    actor: str,
    second: str = "",
) -> Verdict:
    """Whether a case may come to a state now.

    Facts are those with what the step itself says (see `foreseen`): a booking is looked at as it is
    about to be made. There is no way to pass a guard that refuses.

    Args:
        table: the guard table.
        facts: what is known of the case.
        to: the state.
        at: the instant.
        actor: who takes the step.
        second: who confirms it.
    """
    reasons = _refusals(Look(table, facts, at, Hands(actor, second)), to)
    if not table.has_step(facts.state, to, facts.route):
        reasons = (_no_step(facts, to), *reasons)
    return Verdict(allowed=not reasons, reasons=reasons)


def why_not(table: GuardTable, facts: Facts, at: datetime) -> tuple[Reason, ...]:
    """What keeps this case from departing now, in the order of the table.

    Args:
        table: the guard table.
        facts: what is known of the case.
        at: the instant.
    """
    return tuple(
        reason
        for reason in _refusals(Look(table, facts, at), State.DEPARTED)
        if reason.subject != _BY_HAND
    )


def _refusals(look: Look, to: State) -> tuple[Reason, ...]:
    def reading_of(subject: str) -> Reading:
        return read(subject, look)

    return tuple(
        _reason(guard, read(guard.subject, look))
        for guard in refusing(look.table, to, look.facts.route, reading_of=reading_of)
    )


def refusing(
    table: GuardTable, to: State, route: Route | None, *, reading_of: Callable[[str], Reading]
) -> Iterator[Guard]:
    """The guards that refuse a state: each by what its own subject reads, whatever others read.

    Args:
        table: the guard table.
        to: the state.
        route: the case's route.
        reading_of: what a subject reads.
    """
    for guard in table.looking_before[to]:
        if not guard.lets_through(to, route, reading_of(guard.subject).value):
            yield guard


def _reason(guard: Guard, reading: Reading) -> Reason:
    return Reason(
        guard=guard.name,
        subject=guard.subject.removeprefix("barrier:"),
        since=reading.since,
        authority=guard.authority,
        basis_status=guard.status,
        lifts_on=guard.lifts_on,
        words_key=guard.name,
        params={
            "reading": reading.value,
            "source_url": guard.source_url,
            **({"outcome": reading.outcome} if reading.outcome else {}),
        },
    )


def _no_step(facts: Facts, to: State) -> Reason:
    return Reason(
        guard="step",
        subject=to,
        since=facts.since,
        authority="",
        basis_status="seen",
        lifts_on="earlier_steps",
        words_key="step",
        params={"reading": facts.state or "", "from": facts.state or "", "to": to},
    )
