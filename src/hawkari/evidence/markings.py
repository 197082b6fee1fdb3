"""The one row of each distinct marking, and the part of a load that stands under it.

Whatever decides who may see a value is in its marking, and a load's statements under one marking
are one part. So what somebody may see is a set of parts, worked out once for a handful of markings
and not for each statement.
"""

import hashlib

from django.db import transaction

from hawkari.errors import BadInput
from hawkari.evidence.grades import HandlingCode
from hawkari.evidence.marking_terms import Condition, MarkingTerms, as_text
from hawkari.evidence.models import (
    Agency,
    HandlingCondition,
    LoadPart,
    LoadRun,
    Marking,
    Source,
)

__all__ = ["Condition", "MarkingTerms", "marking_row", "part_of", "stored_condition"]


def stored_condition(condition: Condition, source: Source) -> HandlingCondition:
    """A condition as a row of its source, the same row for the same words, agencies and limits.

    Raises:
        BadInput: if it names an agency that is not known.
    """
    wanted = {one.slug: one for one in Agency.objects.filter(slug__in=condition.agencies)}
    missing = sorted(set(condition.agencies) - set(wanted))
    if missing:
        known = ", ".join(Agency.objects.values_list("slug", flat=True))
        raise BadInput(
            f"the condition names agencies that are not known: {', '.join(missing)}",
            f"Known agencies: {known}.",
        )
    about = {
        "source": source,
        "text": condition.text,
        "code": condition.code,
        "expires": condition.until,
        "consult_originator": condition.consult_originator,
    }
    purposes = sorted(set(condition.purposes))
    for row in HandlingCondition.objects.filter(**about).prefetch_related("agencies", "users"):
        agencies = {agency.slug for agency in row.agencies.all()}
        if agencies == set(wanted) and row.purposes == purposes and not row.users.all():
            return row
    with transaction.atomic():
        row = HandlingCondition.objects.create(**about, purposes=purposes)
        row.agencies.set(wanted.values())
    return row


def marking_row(terms: MarkingTerms, source: Source) -> Marking:
    """The row of a marking of a source's values, made if new; its condition's row too.

    Raises:
        BadInput: if handling C comes without a condition, P with one, or the condition names an
            agency that is not known.
    """
    if (terms.handling is HandlingCode.CONDITIONS) != (terms.condition is not None):
        raise BadInput(
            f"handling {terms.handling} and its condition do not fit",
            "Handling C needs the words of a condition; handling P takes none.",
        )
    columns = {
        "source_evaluation": terms.grade.source.value,
        "intelligence_assessment": terms.grade.intelligence.value,
        "handling": terms.handling.value,
        "originals": {scheme: dict(parts) for scheme, parts in terms.originals.items()},
        "europol": sorted(set(terms.europol)),
        "europol_text": terms.europol_text,
        "tlp": terms.tlp,
        "pap": terms.pap,
        "gsc": terms.gsc,
    }
    words = terms.condition
    condition = stored_condition(words, source).pk if words is not None else None
    text = as_text({**columns, "condition": condition})
    key = hashlib.blake2b(text.encode(), digest_size=16).hexdigest()
    row, _ = Marking.objects.get_or_create(key=key, defaults={**columns, "condition_id": condition})
    return row


def part_of(load: LoadRun, marking: Marking) -> LoadPart:
    """The part of a load under a marking, made if new."""
    part, _ = LoadPart.objects.get_or_create(load=load, marking=marking)
    return part
