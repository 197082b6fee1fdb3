"""Whether a run need only look at what is new, and at what.

It need not compare everything again where the newest run that the access may know left its state
and still has its pairs, everything it read is still visible, and the people and organisations that
are new, or of which something else is stated now, are no more than half of those known: beyond that
the model is worth training anew. How many things there are is not asked, for their models are not
trained.
"""

from collections.abc import Collection
from dataclasses import dataclass

from hawkari.evidence.access import Access, whole_parts
from hawkari.evidence.linking.families import States
from hawkari.evidence.linking.records import PEOPLE, stated_in
from hawkari.evidence.linking.runs import newest_run
from hawkari.evidence.linking.states import kept_state
from hawkari.evidence.models import LinkRun
from hawkari.evidence.unseen import retracted_since

__all__ = ["LEAST_KNOWN", "Increment", "increment_of"]

LEAST_KNOWN = 1000
"""Fewer people and organisations are compared anew each time: that takes seconds and
trains better."""


@dataclass(frozen=True, slots=True)
class Increment:
    """A run to go on from, and what is to be looked at.

    Attributes:
        run: that left the states.
        states: of every family.
        new: the records of which something is stated that the run did not read, or is not any more.
        outdated: those of them that the run knew: versions that are taken back.
        parts: all that the access saw when it was asked what is new; nothing beyond is read.
    """

    run: LinkRun
    states: States
    new: frozenset[str]
    outdated: frozenset[str]
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
    if run is None or run.superseded or run.parameters.get("join_at") != join_at:
        # Of a superseded run the pairs are gone: whoever went on from it would lack the older ones.
        return None
    parts = whole_parts(access)
    stated = stated_in(access, parts - set(run.parts))
    retracted = retracted_since(run.parts, run.started_at)
    if not (stated or retracted or overtaken):
        return None
    states = kept_state(run)
    if states is None:
        return None
    gone = states.known(retracted)
    people = stated_in(access, parts - set(run.parts), of=PEOPLE) | {*states.people.rows(retracted)}
    if not _fits(len(states.people), people):
        return None
    new = frozenset(stated | gone)
    return Increment(run, states, new, frozenset(states.known(new)), parts)


def _fits(known: int, new: Collection[str]) -> bool:
    return known >= LEAST_KNOWN and 2 * len(new) <= known
