"""The way that a case goes, for the eye: what lies behind it, where it is, what lies ahead."""

from hawkari.engines.casework import Facts, State
from hawkari.engines.casework.values import CONSENT_ROUTES

__all__ = ["way_of"]

FORCED = (
    State.INTAKE, State.SCREENING, State.LIABLE, State.DOCUMENTING, State.ACCEPTED_BY_RECEIVER,
    State.NOTICE_SERVED, State.NOTICE_ELAPSED, State.BOOKED, State.DEPARTED,
)  # fmt: skip
CONSENTING = (
    State.INTAKE, State.SCREENING, State.VOLUNTARY_COUNSELLING, State.DOCUMENTING,
    State.ACCEPTED_BY_RECEIVER, State.BOOKED, State.DEPARTED,
)  # fmt: skip
AFTER = (State.ARRIVED, State.REINTEGRATION_PLAN, State.SUPPORTED, State.FOLLOW_UP, State.CLOSED)


def way_of(facts: Facts) -> list[tuple[State, str]]:
    """States in order, each with ``done``, ``now`` or an empty text for what lies ahead."""
    before = CONSENTING if facts.route in CONSENT_ROUTES else FORCED
    way = list(AFTER) if facts.state in AFTER else list(before)
    state = facts.state or State.INTAKE
    if state not in way:
        way = [state, *way] if state is not State.HELD else [*way[:1], state, *way[1:]]
    place = way.index(state)
    return [
        (one, "done" if index < place else "now" if index == place else "")
        for index, one in enumerate(way)
    ]
