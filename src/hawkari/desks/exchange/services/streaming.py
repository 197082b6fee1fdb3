"""Everything an access may see as FollowTheMoney, line by line, so that memory stays small."""

import json
from collections.abc import Iterator
from datetime import datetime

from django.db import transaction

from hawkari.evidence import audit
from hawkari.evidence.access import Access, Action, require, visible_to
from hawkari.evidence.audit import Act
from hawkari.evidence.bulk import in_list
from hawkari.evidence.disclosures import downloaded_by, record_disclosure
from hawkari.evidence.identities import clusters_of
from hawkari.evidence.models import Medium
from hawkari.evidence.rowsecurity import unbind
from hawkari.evidence.statement_lines import entity_lines

__all__ = ["stream_entities"]

AT_ONCE = 500


def stream_entities(
    access: Access, *, since: datetime | None = None, dataset: str = ""
) -> Iterator[bytes]:
    """Entities as lines of JSON, each with its marking, in the form that `hawkari load` reads.

    Audited, and kept for corrections, as a whole before the first line: what is given later and is
    not visible any more is left out, and nothing beside it is given.

    Args:
        access: who exports.
        since: only entities of which a statement was recorded after it, each as a whole.
        dataset: only what this source says; empty for all.

    Raises:
        AccessDenied: if the role may not export; audited.
    """
    require(access, Action.EXPORT)
    with transaction.atomic():
        heads, groups = _groups(access, since=since, dataset=dataset)
        whole = not dataset and since is None
        numbers = {number for group in groups for number in group}
        record_disclosure(access, numbers, medium=Medium.API)
        audit.record(
            Act.CONSULT,
            access=access,
            objects=[] if whole else heads,
            count=len(numbers),
            recipient=downloaded_by(access),
            detail={"export": "followthemoney"} | ({"whole": True} if whole else {}),
        )
    return _lines(access, groups)


def _groups(
    access: Access, *, since: datetime | None, dataset: str
) -> tuple[list[str], list[list[int]]]:
    """The canonical ids, and numbers of their statements in groups of whole entities."""
    visible = visible_to(access).order_by()
    changed = visible.filter(source__slug=dataset) if dataset else visible
    if since is not None:
        changed = changed.filter(recorded_at__gt=since)
    stated = set(changed.values_list("entity_id", flat=True))
    clusters = clusters_of(access, stated)
    heads = sorted(clusters.members)
    groups = []
    for start in range(0, len(heads), AT_ONCE):
        members = [one for head in heads[start : start + AT_ONCE] for one in clusters.members[head]]
        rows = visible.filter(entity_id__in=in_list(members))
        rows = rows.filter(source__slug=dataset) if dataset else rows
        groups.append(sorted(rows.values_list("pk", flat=True)))
    return heads, groups


def _lines(access: Access, groups: list[list[int]]) -> Iterator[bytes]:
    # The request has ended when the lines are asked for, and the database knows nobody any more.
    try:
        for group in groups:
            for line in entity_lines(access, group):
                yield json.dumps(line, ensure_ascii=False).encode() + b"\n"
    finally:
        unbind()
