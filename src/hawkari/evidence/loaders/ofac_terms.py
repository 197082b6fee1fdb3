"""Words that OFAC's lists use in all their forms: kinds of identifiers, aliases and parties."""

import re

from hawkari.evidence.loaders.listed import Listed

__all__ = ["AUTHORITY", "alias_strength", "schema_of_kind", "state_feature"]

AUTHORITY = "Office of Foreign Assets Control, United States"
_SCHEMATA = {"individual": "Person", "vessel": "Vessel", "aircraft": "Airplane"}
_PROPS = {
    "gender": "gender", "email address": "email", "website": "website", "phone number": "phone",
    "vessel registration identification": "imoNumber", "imo number": "imoNumber", "mmsi": "mmsi",
    "maritime mobile service identity": "mmsi", "aircraft tail number": "registrationNumber",
    "aircraft construction number (also called l/n or s/n or f/n)": "serialNumber",
    "aircraft manufacturer's serial number (msn)": "serialNumber",
    "aircraft model": "model", "aircraft mode s transponder code": "icaoCode",
    "swift/bic": "swiftBic", "tax id no.": "taxNumber", "registration number": "registrationNumber",
    "company number": "registrationNumber", "d-u-n-s number": "dunsCode",
    "organization established date": "incorporationDate", "title": "title", "pob": "birthPlace",
    "nationality": "nationality", "citizen": "nationality", "vessel flag": "flag",
    "vessel year of build": "buildDate", "vessel type": "type",
}  # fmt: skip
_DOCUMENTS = re.compile(
    r"passport|national id|identification|ssn|cedula|c\.u\.r\.p|r\.f\.c|nit\b|"
    r"driver'?s license|birth certificate|license|registration|national no|personal id|"
    r"matricula|permit|us fein|rif\b|kuwait|folio|dni\b",
    re.IGNORECASE,
)


def schema_of_kind(stated: str) -> str:
    """FollowTheMoney's schema of a party; what the list gives no kind of is an organization."""
    return _SCHEMATA.get(stated.strip().casefold(), "Organization")


def alias_strength(kind: str, *, is_weak: bool) -> str:
    """How strong a name ``a.k.a.``, ``f.k.a.`` or ``n.k.a.`` is, in the words of `Listed.name`."""
    if kind.casefold().replace(".", "").startswith("f"):
        return "previous"
    return "weak" if is_weak else "strong"


def state_feature(listed: Listed, kind: str, value: str, **known: str) -> None:
    """State an identifier or feature by its kind; one that has no property becomes a note.

    Args:
        listed: the entry.
        kind: as OFAC writes it, e.g. ``National ID No.``.
        value: the number or text.
        known: ``country``, ``startDate``, ``endDate``, ``summary`` of a document.
    """
    name = kind.strip().rstrip(":-").strip()
    prop = _PROPS.get(name.casefold())
    if prop is not None and not (prop == "imoNumber" and not value.upper().startswith("IMO")):
        listed.say_or_note(prop, value)
        listed.country("country", known.pop("country", ""))
        # An e-mail address or a telephone number has no property for when it was issued.
        listed.note(name, "; ".join((value, *known.values())) if known else "")
    elif _DOCUMENTS.search(name):
        listed.document(name, value, **known)
    else:
        said = "; ".join(filter(None, (value, *known.values())))
        listed.note(name, said)
