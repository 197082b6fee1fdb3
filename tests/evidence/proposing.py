"""Runs and candidates as linkage would leave them, without the cost of running it."""

from collections.abc import Sequence
from typing import Any

from django.utils import timezone

from hawkari.evidence.access import Access, visible_parts
from hawkari.evidence.models import Candidate, LinkRun

REASON = {"comparison": "name", "level": "the same", "weight": 6.0, "left": "a", "right": "b"}


def stored_run(access: Access, **columns: Any) -> LinkRun:
    """A run over everything that the access sees."""
    now = timezone.now()
    return LinkRun.objects.create(
        operation=access.operation,
        started_at=now,
        finished_at=now,
        model_version="t",
        parts=sorted(visible_parts(access)),
        **columns,
    )


def candidate(run: LinkRun, left: str, right: str, **columns: Any) -> Candidate:
    """A pair of records of the fixture `nca:…`, by their short names."""
    usual: dict[str, Any] = {
        "probability": 0.5,
        "weight": 0.0,
        "priority": 1.0,
        "reasons": [REASON],
        "agencies": "nca",
        "languages": "Latn",
    }
    ends: Sequence[str] = sorted((f"nca:{left}", f"nca:{right}"))
    return Candidate.objects.create(
        run=run, left_id=ends[0], right_id=ends[1], **{**usual, **columns}
    )
