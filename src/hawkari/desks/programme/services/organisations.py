"""Organisations by the names under which money names them, and their identifiers in aid data."""

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from hawkari.desks.programme.models import OrganisationReference, TransactionState
from hawkari.desks.programme.services.access import own_agency, require_programme, require_reading
from hawkari.desks.programme.services.checking import ORGANISATION_REF, checked_text
from hawkari.desks.programme.services.money.known import known_lines, known_transactions
from hawkari.engines import iati
from hawkari.errors import BadInput
from hawkari.evidence import audit
from hawkari.evidence.access import Access
from hawkari.evidence.models import Act

__all__ = [
    "NewOrganisation",
    "Organisation",
    "identifiers_of",
    "organisation_key",
    "organisations",
    "references_of",
    "register_of",
    "state_organisation",
]

_OF_LINES = ("funder", "accountable", "implementer")


@dataclass(frozen=True, slots=True)
class NewOrganisation:
    """What is stated of an organisation; see `OrganisationReference`."""

    name: str
    ref: str = ""
    kind: str = ""


@dataclass(frozen=True, slots=True)
class Organisation:
    """A name of the money's records, and what is stated of it.

    Attributes:
        name: as it was written last.
        stated: the newest; None where nobody stated anything.
        uses: in how many lines and transactions it stands.
    """

    name: str
    stated: OrganisationReference | None
    uses: int

    @property
    def ref(self) -> str:
        """Its identifier; empty where none is stated."""
        return self.stated.ref if self.stated else ""

    @property
    def kind(self) -> str:
        """Its kind's code; empty where none is stated."""
        return self.stated.kind if self.stated else ""


def organisation_key(name: str) -> str:
    """A name as it is compared: without regard to letter case, blanks and forms of letters."""
    folded = unicodedata.normalize("NFKC", name).casefold()
    return " ".join(folded.split())[:200]


def register_of(ref: str) -> str:
    """Which register an identifier is of, by IATI's list; empty where it is on none of the list."""
    registers = iati.codelist("OrganisationRegistrationAgency")
    found = [code for code in registers if ref.startswith(f"{code}-")]
    return registers[max(found, key=len)].name if found else ""


def organisations(access: Access) -> tuple[Organisation, ...]:
    """Every name that lines and transactions have, those without an identifier first; audited.

    Raises:
        AccessDenied: if the role may not read money.
    """
    require_reading(access)
    with transaction.atomic():
        stated = references_of(access)
        names: dict[str, str] = {}
        uses: dict[str, int] = {}
        for name in _written(access):
            key = organisation_key(name)
            names[key] = name
            uses[key] = uses.get(key, 0) + 1
        audit.record(Act.CONSULT, access=access, count=len(names), detail={"what": "organisations"})
    found = (Organisation(names[key], stated.get(key), uses[key]) for key in names)
    return tuple(sorted(found, key=lambda one: (bool(one.ref), -one.uses, one.name)))


def state_organisation(access: Access, new: NewOrganisation) -> OrganisationReference:
    """State under which identifier an organisation is known; what was stated before stays.

    Raises:
        AccessDenied: if the role may not.
        BadInput: if the name is missing, the identifier has signs or a form that aid data does
            not take, or the kind is not on IATI's list.
    """
    require_programme(access)
    name = checked_text(new.name, "name", most=200)
    ref = checked_text(new.ref, "ref", most=60, required=False)
    if ref and not (ORGANISATION_REF.fullmatch(ref) and re.search(r".-.", ref)):
        raise BadInput(
            "the organisation's identifier is not of the form that IATI takes",
            "Write the register's code, a hyphen and its number there, e.g. GB-COH-01234567.",
            where=("ref",),
        )
    if new.kind and new.kind not in iati.codelist("OrganisationType"):
        raise BadInput(
            "the kind of organisation is not on IATI's list", "Choose one.", where=("kind",)
        )
    with transaction.atomic():
        made = OrganisationReference.objects.create(
            operation=access.operation,
            agency=own_agency(access),
            name=name,
            key=organisation_key(name),
            ref=ref,
            kind=new.kind,
            made_at=timezone.now(),
            made_by=access.user,
        )
        audit.record(
            Act.ALTER, access=access, objects=[ref or name], count=1,
            detail={"what": "organisation"},
        )  # fmt: skip
    return made


def references_of(
    access: Access, names: Iterable[str] | None = None
) -> Mapping[str, OrganisationReference]:
    """What is stated of organisations, by their keys; looks past the audit.

    Args:
        access: who asks; only what their own agency states counts.
        names: of which; None for all.
    """
    rows: QuerySet[OrganisationReference] = OrganisationReference.objects.filter(
        operation=access.operation, agency=access.user.agency_id
    )
    if names is not None:
        rows = rows.filter(key__in={organisation_key(one) for one in names})
    return {one.key: one for one in rows.order_by("pk")}


def identifiers_of(access: Access, *names: str) -> tuple[str, ...]:
    """The identifier of each name, empty where none is stated; looks past the audit."""
    stated = references_of(access, names)
    found = [stated.get(organisation_key(one)) for one in names]
    return tuple(one.ref if one else "" for one in found)


def _written(access: Access) -> Iterable[str]:
    """Each name as often as it stands, in the order it was written."""
    for row in known_lines(access).order_by("pk").values_list(*_OF_LINES):
        yield from filter(None, row)
    counted = known_transactions(access).exclude(state=TransactionState.DECLINED)
    for row in counted.order_by("pk").values_list("provider", "receiver"):
        yield from row
