"""Whose a file is and under which terms it is loaded; agencies and sources made when new."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from typing import Any

from django.db import transaction
from django.utils.text import slugify
from phonenumbers import SUPPORTED_REGIONS

from hawkari.errors import BadInput
from hawkari.evidence.access import Access, whole_parts
from hawkari.evidence.grading.codes import HandlingCode
from hawkari.evidence.loaders.dates import ORDERS
from hawkari.evidence.loading.markings import load_marking
from hawkari.evidence.local import LOCAL
from hawkari.evidence.marking_terms import Condition, MarkingTerms
from hawkari.evidence.models import Agency, LoadPart, LoadState, Source

__all__ = [
    "REVIEW_AFTER",
    "Condition",
    "Terms",
    "read_terms",
    "refuse_hidden_older",
    "refuse_other_agency",
    "source_of",
]

REVIEW_AFTER = timedelta(days=365)
"""When a new source is first due for review of its retention: a year after it is made."""


NEW_GRADE = "2D"
NEW_HANDLING = "P"

UNKNOWN_COUNTRY = "XX"
"""A code that ISO 3166-1 leaves to its users: an agency of several countries, or of none known."""


@dataclass(frozen=True, slots=True)
class Terms:
    """Whose a file is, how it is graded and handled, and how it is to be read.

    Attributes:
        agency: slug or name of the agency whose data it is.
        source: slug or name of the dataset; its slug begins every entity id.
        grade: 3x5x2 source evaluation and intelligence assessment, e.g. ``2D``, or as `scheme`
            writes it, e.g. ``B23``; empty for that of the known source, or ``2D`` for a new one.
        handling: ``P`` (sharing permitted) or ``C`` (with conditions); empty for that of the known
            source, or ``P`` for a new one.
        condition: the words of handling C; None for P.
        agency_name: what a new agency is called; empty for `agency` as given.
        source_name: what a new source is called; empty for `source` as given.
        country: ISO 3166-1 alpha-2 code of a new agency, in which national phone numbers are
            dialled; empty for the agency's own.
        encoding: the text encoding where it should not be detected.
        mapping: a layout for this file (parsed JSON); None to recognise one.
        corrections: what single columns of an unknown table mean, see `proposing.corrected`.
        slot: what a newer file replaces; empty for the file's name.
        date_order: ``dmy``, ``mdy`` or ``ymd`` for the dates of a chat or an extraction that does
            not tell.
        scheme: the scheme that the grade is in; empty for 3x5x2.
        codes: what else marks everything in it: ``tlp``, ``pap``, ``gsc``, ``europol`` and
            ``europol_text``.
        marking: all of that together; set by `read_terms`.
    """

    agency: str
    source: str
    grade: str = ""
    handling: str = ""
    condition: Condition | None = None
    agency_name: str = ""
    source_name: str = ""
    country: str = ""
    encoding: str = ""
    mapping: Mapping[str, Any] | None = None
    corrections: Mapping[str, str] = field(default_factory=dict)
    slot: str = ""
    date_order: str = ""
    scheme: str = ""
    codes: Mapping[str, str] = field(default_factory=dict)
    marking: MarkingTerms | None = None


def read_terms(terms: Terms) -> Terms:
    """The terms with slugs, names, grade and country in their normal form.

    Raises:
        BadInput: if a name makes no slug, the grade or handling is unknown, handling C comes
            without words or words without C, or the country is none of ISO 3166-1.
    """
    agency = _slug(terms.agency, "agency", longest=40)
    source = _slug(terms.source, "source", longest=60)
    usual = Source.objects.filter(slug=source, agency__slug=agency).first()
    # A newer file that is loaded without saying so must not be graded or handled anew in silence.
    grade = terms.grade or (usual.default_grade if usual else NEW_GRADE)
    handling = (
        (terms.handling or (usual.default_handling if usual else NEW_HANDLING)).strip().upper()
    )
    if handling not in {code.value for code in HandlingCode}:
        raise BadInput(f"{terms.handling!r} is no handling code", "Give P or C.")
    marking = load_marking(
        grade,
        handling,
        condition=terms.condition,
        scheme=terms.scheme if terms.grade else "",
        codes=terms.codes,
    )
    country = terms.country.strip().upper()
    # UK for GB is two letters too, and would have every national number refused row by row.
    if country and country not in {*SUPPORTED_REGIONS, UNKNOWN_COUNTRY}:
        raise BadInput(
            f"{terms.country!r} is no country code", "Give one of ISO 3166, as GB or IQ."
        )
    if terms.date_order and terms.date_order not in ORDERS:
        raise BadInput(f"{terms.date_order!r} is no order of dates", "Give dmy, mdy or ymd.")
    known = Agency.objects.filter(slug=agency).first()
    if not country and known is not None:
        country = known.country
    return replace(
        terms,
        agency=agency,
        source=source,
        grade=str(marking.grade),
        handling=marking.handling.value,
        condition=marking.condition,
        marking=marking,
        country="" if country == UNKNOWN_COUNTRY else country,
        agency_name=terms.agency_name or terms.agency.strip(),
        source_name=terms.source_name or terms.source.strip(),
    )


def _slug(name: str, what: str, *, longest: int) -> str:
    slug = slugify(name)
    if not slug or len(slug) > longest:
        raise BadInput(
            f"the {what} {name!r} gives no short name in Latin letters",
            f"Give up to {longest} letters, digits and hyphens, such as un-list; "
            "its full name in any script goes with --name or --agency-name.",
        )
    return slug


def source_of(terms: Terms, today: date) -> Source:
    """The source of these terms, it and its agency made if they are new.

    Args:
        terms: as `read_terms` gives them.
        today: a new source is first due for review `REVIEW_AFTER` it.

    Raises:
        BadInput: if the source is another agency's.
    """
    with transaction.atomic():
        agency, _ = Agency.objects.get_or_create(
            slug=terms.agency, defaults={"name": terms.agency_name, "country": terms.country}
        )
        source, _ = Source.objects.get_or_create(
            slug=terms.source,
            defaults={
                "agency": agency,
                "name": terms.source_name,
                "default_grade": terms.grade,
                "default_handling": terms.handling,
                "review_due": today + REVIEW_AFTER,
            },
        )
    refuse_other_agency(terms)
    return source


def refuse_other_agency(terms: Terms) -> None:
    """Refuse a source that is there already and of another agency.

    Args:
        terms: as `read_terms` gives them.

    Raises:
        BadInput: naming the agency that it is of.
    """
    source = Source.objects.filter(slug=terms.source).select_related("agency").first()
    if source is not None and source.agency.slug != terms.agency:
        raise BadInput(
            f"the source {source.slug} is of the agency {source.agency.slug}",
            "Give another source name, or that agency.",
        )


def refuse_hidden_older(access: Access, source: Source, slot: str) -> None:
    """Refuse to replace a partner's file by somebody who may not see all of it.

    What a newer file no longer says is retracted, and its report counts what stood already: both
    are for the agency whose file it is. The local operation is one person's own installation.

    Raises:
        BadInput: if something that stands in the slot is hidden.
    """
    if access.operation.slug == LOCAL or source.agency_id == access.user.agency_id:
        return
    standing = LoadPart.objects.filter(
        load__source=source, load__slot=slot, load__state=LoadState.COMPLETE
    )
    if not whole_parts(access).issuperset(standing.values_list("pk", flat=True)):
        raise BadInput(
            f"{slot} replaces another agency's file, of which you may not see all",
            f"Ask {source.agency} to load it, or give it a slot of its own.",
        )
