"""The one row of each distinct marking, and the part of a load that stands under it.

Whatever decides who may see a value is in its marking, and a load's statements under one marking
are one part. So what somebody may see is a set of parts, worked out once for a handful of markings
and not for each statement.
"""

import hashlib
from collections.abc import Collection

from django.db import transaction

from hawkari.errors import BadInput
from hawkari.evidence.grading.codes import HandlingCode
from hawkari.evidence.marking_terms import Condition, MarkingTerms, as_text
from hawkari.evidence.models import (
    Agency,
    HandlingCondition,
    LoadPart,
    LoadRun,
    Marking,
    Source,
    User,
)

__all__ = ["Condition", "MarkingTerms", "marking_row", "part_of", "stored_condition"]


def stored_condition(condition: Condition, source: Source) -> HandlingCondition:
    """A condition as a row of its source, the same row for the same words, agencies and limits.

    Raises:
        BadInput: if it names an agency that is not known.
    """
    agencies = list(Agency.objects.filter(slug__in=condition.agencies))
    users = list(User.objects.filter(username__in=condition.users))
    _refuse_strangers("agencies", condition.agencies, {one.slug for one in agencies})
    _refuse_strangers("users", condition.users, {one.get_username() for one in users})
    about = {
        "source": source,
        "text": condition.text,
        "code": condition.code,
        "expires": condition.until,
        "consult_originator": condition.consult_originator,
    }
    purposes = sorted(set(condition.purposes))
    for row in HandlingCondition.objects.filter(**about).prefetch_related("agencies", "users"):
        same = set(row.agencies.all()) == set(agencies) and set(row.users.all()) == set(users)
        if same and row.purposes == purposes:
            return row
    with transaction.atomic():
        row = HandlingCondition.objects.create(**about, purposes=purposes)
        row.agencies.set(agencies)
        row.users.set(users)
    return row


def _refuse_strangers(what: str, named: Collection[str], known: set[str]) -> None:
    """Refuse names that nobody has; the agencies there are help, the users are not told."""
    missing = sorted(set(named) - known)
    if missing:
        slugs = Agency.objects.values_list("slug", flat=True)
        remedy = f"Known agencies: {', '.join(slugs)}." if what == "agencies" else "Check them."
        raise BadInput(
            f"the condition names {what} that are not known: {', '.join(missing)}", remedy
        )


def marking_row(
    terms: MarkingTerms, source: Source, *, condition: HandlingCondition | None = None
) -> Marking:
    """The row of a marking of a source's values, made if new; its condition's row too.

    Args:
        terms: the marking.
        source: whose values it marks.
        condition: the row of the terms' condition, where it is known already.

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
    if terms.condition is None:
        condition = None
    elif condition is None:
        condition = stored_condition(terms.condition, source)
    number = condition.pk if condition is not None else None
    text = as_text({**columns, "condition": number})
    key = hashlib.blake2b(text.encode(), digest_size=16).hexdigest()
    row, _ = Marking.objects.get_or_create(key=key, defaults={**columns, "condition_id": number})
    return row


def part_of(load: LoadRun, marking: Marking) -> LoadPart:
    """The part of a load under a marking, made if new."""
    part, _ = LoadPart.objects.get_or_create(load=load, marking=marking)
    return part
