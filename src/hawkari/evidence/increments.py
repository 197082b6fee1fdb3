"""Whether a run need only look at what is new, and at what.

It need not compare everything again where the newest run that the access may know left its state,
everything it read is still visible and as it was, no record that it knows says more or less now,
and what is new is no more than half of what is known: beyond that the model is worth training anew.
"""

from collections.abc import Collection
from dataclasses import dataclass

from hawkari.engines.linkage import LinkState
from hawkari.evidence.access import Access, whole_parts
from hawkari.evidence.link_records import stated_in
from hawkari.evidence.link_runs import newest_run
from hawkari.evidence.link_states import kept_state
from hawkari.evidence.models import LinkRun
from hawkari.evidence.unseen import retracted_since

__all__ = ["LEAST_KNOWN", "Increment", "increment_of"]

LEAST_KNOWN = 1000
"""Fewer records are compared anew each time: it takes seconds, and the model is the better."""


@dataclass(frozen=True, slots=True)
class Increment:
    """A run to go on from, its state, and the records that are new since."""

    run: LinkRun
    state: LinkState
    new: frozenset[str]


def increment_of(access: Access, *, join_at: float) -> Increment | None:
    """What to go on from; None where everything must be compared, or nothing is new."""
    run = newest_run(access)
    if run is None or run.parameters.get("join_at") != join_at:
        return None
    new = stated_in(access, whole_parts(access) - set(run.parts))
    if not new or retracted_since(run.parts, run.started_at):
        return None
    state = kept_state(run)
    if state is None or not _fits(state, new):
        return None
    return Increment(run, state, frozenset(new))


def _fits(state: LinkState, new: Collection[str]) -> bool:
    known = len(state)
    return known >= LEAST_KNOWN and 2 * len(new) <= known and not state.rows(new)
