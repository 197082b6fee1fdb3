"""How a pair of records stands for a reader, where several runs speak of it.

A run speaks of a pair as long as no newer one that the reader is shown has read all that stands of
the two and that it read itself: a newer run knows what was taken back since, and that it has no
such pair is its word too. Of several runs that speak of a pair the oldest is shown, for it read
what those after it did not: who sees more keeps what only they see.
"""

from collections.abc import Sequence

from django.db.models import Exists, OuterRef, Q

from hawkari.evidence.access import Access, visible_to
from hawkari.evidence.bulk import in_ids
from hawkari.evidence.linking.runs import shown_runs
from hawkari.evidence.models import Candidate, LinkRun

__all__ = ["as_shown", "shown_candidate"]


def as_shown(access: Access, runs: Sequence[LinkRun]) -> Q:
    """A filter on candidates: those of some runs as the access is shown them, each pair once.

    Args:
        access: who is shown them.
        runs: that the access is shown, newest first.
    """
    speaks = [_speaks(access, run, runs[:place]) for place, run in enumerate(runs)]
    found = Q(pk__in=[])
    same = {"left_id": OuterRef("left_id"), "right_id": OuterRef("right_id")}
    for place, speaking in enumerate(speaks):
        older = (Candidate.objects.filter(one, **same) for one in speaks[place + 1 :])
        found |= Q(speaking, *(~Exists(one) for one in older))
    return found


def _speaks(access: Access, run: LinkRun, newer: Sequence[LinkRun]) -> Q:
    """A filter on a run's candidates: those of which each newer run lacks something it read."""
    found = Q(run=run)
    for later in newer:
        beyond = sorted({*run.parts}.difference(later.parts))
        of_the_two = Q(entity_id=OuterRef("left_id")) | Q(entity_id=OuterRef("right_id"))
        found &= Q(Exists(visible_to(access).filter(of_the_two, part__in=in_ids(beyond))))
    return found


def shown_candidate(access: Access, left: str, right: str) -> Candidate | None:
    """A pair of records as stated, in order of ids, as the access is shown it; None if it is not.

    With its run.
    """
    shown = as_shown(access, shown_runs(access))
    rows = Candidate.objects.filter(shown, left_id=left, right_id=right)
    return rows.select_related("run").first()
