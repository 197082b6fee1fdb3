"""Whether a run need only look at what is new, and at what.

It need not compare everything again where the newest run that the access may know left its state,
everything it read is still visible and as it was, no record that it knows says more or less now,
and the new people and organisations are no more than half of those known: beyond that the model is
worth training anew. How many things there are is not asked, for their models are not trained.
"""

from collections.abc import Collection
from dataclasses import dataclass

from hawkari.evidence.access import Access, whole_parts
from hawkari.evidence.link_families import States
from hawkari.evidence.link_records import PEOPLE, stated_in
from hawkari.evidence.link_runs import newest_run
from hawkari.evidence.link_states import kept_state
from hawkari.evidence.models import LinkRun
from hawkari.evidence.unseen import retracted_since

__all__ = ["LEAST_KNOWN", "Increment", "increment_of"]

LEAST_KNOWN = 1000
"""Fewer people and organisations are compared anew each time: that takes seconds and
trains better."""


@dataclass(frozen=True, slots=True)
class Increment:
    """A run to go on from, its states, the records that are new since, and the parts they are in.

    `parts` are all that the access saw when it was asked what is new: nothing beyond is read.
    """

    run: LinkRun
    states: States
    new: frozenset[str]
    parts: frozenset[int]


def increment_of(access: Access, *, join_at: float, overtaken: bool = False) -> Increment | None:
    """What to go on from; None where everything must be compared, or nothing is new.

    Args:
        access: who runs it.
        join_at: least probability of a pair that is joined: another one needs a whole run.
        overtaken: another run has ended while this one went on. Then it goes on from that one even
            where that has read all that was new.
    """
    run = newest_run(access)
    if run is None or run.parameters.get("join_at") != join_at:
        return None
    parts = whole_parts(access)
    new = stated_in(access, parts - set(run.parts))
    if not (new or overtaken) or retracted_since(run.parts, run.started_at):
        return None
    states = kept_state(run)
    if states is None or states.known(new):
        return None
    people = stated_in(access, parts - set(run.parts), of=PEOPLE)
    if not _fits(len(states.people), people):
        return None
    return Increment(run, states, frozenset(new), parts)


def _fits(known: int, new: Collection[str]) -> bool:
    return known >= LEAST_KNOWN and 2 * len(new) <= known
