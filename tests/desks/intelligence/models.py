"""Runs of the linkage with the smallest model that shows a point.

Imported inside tests only: it needs Django.
"""

from typing import Any

from django.utils import timezone

from hawkari.evidence.models import LinkRun, Operation


def parameters(weight: float) -> dict[str, Any]:
    """A model of one comparison; `weight` is of its best level, in bits."""
    u = 0.001
    levels = {
        "different": {"m": 0.01, "u": 0.9, "weight": -6.5},
        "same date": {"m": u * 2**weight, "u": u, "weight": weight},
    }
    return {
        "version": "3",
        "trained": "two trainings",
        "prior": 0.0004,
        "m_from": {"birth date": "names"},
        "comparisons": {"birth date": levels},
    }


def finding() -> dict[str, str]:
    """What the guard says of one level."""
    return {
        "comparison": "birth date",
        "level": "same date",
        "finding": "m 1.0e-05 raised to 0.002",
    }


def run_of(operation: Operation, weight: float, *, parts: list[int], **more: Any) -> LinkRun:
    """A finished run over some parts."""
    now = timezone.now()
    return LinkRun.objects.create(
        operation=operation,
        started_at=now,
        finished_at=now,
        model_version="3",
        parts=parts,
        records=more.pop("records", 12),
        parameters=parameters(weight),
        plan={"rules": [{"rule": "same phone", "pairs": 7, "added": 5, "stopped": 1}]},
        guard=more.pop("guard", []),
    )
