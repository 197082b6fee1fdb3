"""Live judgements in nomenklatura's line format, for tools of its family."""

import json
from collections.abc import Iterator

from django.db import transaction

from hawkari.evidence import audit
from hawkari.evidence.access import Access, Action, require
from hawkari.evidence.judgements import live_events
from hawkari.evidence.models import Act, JudgementKind

__all__ = ["export_lines"]


def export_lines(access: Access) -> Iterator[str]:
    """The live judgements this access may know, one JSON array a line, oldest first.

    ``[left, right, judgement, score, user, created_at]``: ids as stated, score as a probability
    or null, times in UTC without zone. Lossy: reasons, what the maker was shown, who proposed what
    another confirmed, proposals that await somebody, and withdrawn decisions have no place there.

    Raises:
        AccessDenied: if the role may not export.
    """
    require(access, Action.EXPORT)
    with transaction.atomic():
        events = [one for one in live_events(access) if one.judgement != JudgementKind.PROPOSED]
        audit.record(
            Act.DISCLOSE,
            access=access,
            count=len(events),
            detail={"what": "judgements export", "whole": True},
        )
    for one in events:
        at = one.made_at.strftime("%Y-%m-%dT%H:%M:%S")
        fields = [one.left, one.right, one.judgement, one.probability, one.maker, at]
        yield json.dumps(fields, ensure_ascii=False)
