"""Computes how every case stands anew from its events, for whoever runs the installation."""

from dataclasses import dataclass

from django.db import transaction

from hawkari.desks.returns.models import Case, Standing
from hawkari.desks.returns.services.recording import refresh
from hawkari.evidence import audit
from hawkari.evidence.models import Act

__all__ = ["Rebuilt", "rebuild_standings"]

KEPT = tuple(one.attname for one in Standing._meta.concrete_fields)


@dataclass(frozen=True, slots=True)
class Rebuilt:
    """How many cases there are, and how many stood otherwise than their events say."""

    cases: int
    changed: int


def rebuild_standings(*, actor: str) -> Rebuilt:
    """Compute every standing anew; each case is locked meanwhile, one after the other. Audited.

    Args:
        actor: the name of whoever runs the installation, on its command line.
    """
    numbers = list(
        Case.objects.filter(disposed_at__isnull=True).order_by("pk").values_list("pk", flat=True)
    )
    changed = sum(_again(number) for number in numbers)
    with transaction.atomic():
        audit.record(
            Act.ALTER,
            actor=actor,
            count=changed,
            detail={"what": "standings of cases", "cases": len(numbers)},
        )
    return Rebuilt(len(numbers), changed)


def _again(number: int) -> bool:
    with transaction.atomic():
        case = Case.objects.select_for_update().get(pk=number)
        before = Standing.objects.filter(pk=number).values(*KEPT).first()
        refresh(case)
        after = Standing.objects.filter(pk=number).values(*KEPT).first()
        return bool(before != after)
