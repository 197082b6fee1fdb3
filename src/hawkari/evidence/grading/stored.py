"""Markings as they are stored, as values that rules decide on: a few queries for all."""

from collections.abc import Collection

from hawkari.evidence.grading.values import ConditionValue, MarkingValue, frozen_originals
from hawkari.evidence.models import HandlingCondition, Marking

__all__ = ["stored_markings", "value_of"]


def stored_markings(
    numbers: Collection[int] | None = None, *, by_name: bool = False
) -> dict[int, MarkingValue]:
    """Markings by their number.

    Args:
        numbers: which; None for all, a few hundred.
        by_name: whether conditions name agencies and users by slug and user name, as between
            installations, rather than by their numbers.
    """
    rows = Marking.objects.select_related("condition").prefetch_related(
        "condition__agencies", "condition__users", "condition__satisfactions__agency"
    )
    if numbers is not None:
        rows = rows.filter(pk__in=numbers)
    return {row.pk: value_of(row, by_name=by_name) for row in rows}


def value_of(row: Marking, *, by_name: bool = False) -> MarkingValue:
    """One marking as a value; see `stored_markings`."""
    condition = row.condition
    return MarkingValue(
        source=row.source_evaluation,
        intelligence=row.intelligence_assessment,
        handling=row.handling,
        condition=_condition(condition, by_name=by_name) if condition is not None else None,
        originals=frozen_originals(row.originals),
        europol=frozenset(row.europol),
        europol_text=row.europol_text,
        tlp=row.tlp,
        pap=row.pap,
        gsc=row.gsc,
    )


def _condition(row: HandlingCondition, *, by_name: bool) -> ConditionValue:
    agreed = [one.agency for one in row.satisfactions.all()]
    agencies, users = row.agencies.all(), row.users.all()
    return ConditionValue(
        text=row.text,
        code=row.code,
        agencies=frozenset(one.slug if by_name else one.pk for one in agencies),
        users=frozenset(one.get_username() if by_name else one.pk for one in users),
        purposes=frozenset(row.purposes),
        expires=row.expires,
        must_consult=row.consult_originator,
        satisfied_for=frozenset(one.slug if by_name else one.pk for one in agreed),
    )
