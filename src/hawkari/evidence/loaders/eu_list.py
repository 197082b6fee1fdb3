"""The EU's consolidated list of financial sanctions in XML (form 1.1 of the Commission's files)."""

from followthemoney.types import registry

from hawkari.evidence.loaders.layouts import Layout
from hawkari.evidence.loaders.listed import Listed, XmlListLoader, iso_day, language_of
from hawkari.evidence.loaders.partner_files import FileHead
from hawkari.evidence.loaders.stating import Stater
from hawkari.evidence.loaders.values import RowOutcome
from hawkari.evidence.loaders.xml_fields import Fields

__all__ = ["EuListLoader"]

_SCHEMATA = {"P": "Person", "PERSON": "Person", "E": "Organization", "ENTERPRISE": "Organization"}
_NO_COUNTRY = "00"
_FLAGS = ("diplomatic", "knownExpired", "knownFalse", "reportedLost", "revokedByIssuer")
_KEYS = ("logicalId", "regulationLanguage", "asAtListingTime")


class EuListLoader(XmlListLoader):
    """The EU consolidated list."""

    name = "eu-list"
    layout = Layout("eu-consolidated-list", "EU consolidated financial sanctions list", (), {})
    root = "export"
    entries = frozenset({"sanctionEntity"})
    prefix = "eu"

    def recognises(self, head: FileHead) -> bool:
        """Whether it is the Commission's export."""
        return super().recognises(head) and b"fsd/export" in head.data

    def entry(self, stater: Stater, fields: Fields) -> RowOutcome:
        """One person, group or body."""
        reference, un = fields.attribute("euReferenceNumber"), fields.attribute("unitedNationId")
        kinds = fields.parts("subjectType")
        codes = [
            code.upper() for kind in kinds
            for code in (kind.attribute("classificationCode"), kind.attribute("code")) if code
        ]  # fmt: skip
        schema = next((_SCHEMATA[code] for code in codes if code in _SCHEMATA), "LegalEntity")
        listed = Listed(stater, schema, fields.attribute("logicalId") or reference)
        for number, name in enumerate(fields.parts("nameAlias")):
            _name(listed, name, is_first=number == 0)
        for citizenship in fields.parts("citizenship"):
            prop = "nationality" if listed.is_person else "country"
            listed.country(prop, _country(citizenship))
            listed.note("Citizenship", " ".join(_remarks(citizenship)))
        for birth in fields.parts("birthdate"):
            _birth(listed, birth)
        for document in fields.parts("identification"):
            _document(listed, document)
        for address in fields.parts("address"):
            _address(listed, address)
        listed.say("notes", *fields.texts("remark"))
        listed.note("Details of designation", fields.attribute("designationDetails"))
        listed.note("EU reference", reference)
        listed.note("Designated on", iso_day(fields.attribute("designationDate")))
        _regulations(listed, fields, un)
        return listed.outcome(fields)


def _remarks(part: Fields) -> list[str]:
    """What is said about one part, beside the regulation that it rests on."""
    part.ignore("regulationSummary", *_KEYS)
    return part.texts("remark")


def _country(part: Fields) -> str:
    """The country by its name where that is known, else by its code."""
    code, name = part.attribute("countryIso2Code"), part.attribute("countryDescription")
    if name and registry.country.clean(name) is not None:
        return name
    return code if code not in ("", _NO_COUNTRY) else name.removeprefix("UNKNOWN")


def _name(listed: Listed, name: Fields, *, is_first: bool) -> None:
    parts = [name.attribute(key) for key in ("firstName", "middleName", "lastName")]
    whole = name.attribute("wholeName") or " ".join(filter(None, parts))
    strong = name.attribute("strong").casefold() != "false"
    strength = "weak" if not strong else "main" if is_first else "strong"
    listed.name(whole, strength, lang=language_of(name.attribute("nameLanguage")))
    title, function = name.attribute("title"), name.attribute("function")
    if listed.is_person:
        listed.say("title", title)
        listed.say("position", function)
        listed.say("gender", name.attribute("gender"))
    else:
        listed.note("Title", title)
        listed.note("Function", function)
        name.ignore("gender")
    listed.note(f"Name {whole}", " ".join(_remarks(name)))


def _birth(listed: Listed, birth: Fields) -> None:
    about = birth.attribute("circa").casefold() == "true"
    first, last = birth.attribute("yearRangeFrom"), birth.attribute("yearRangeTo")
    day, month, year = (birth.attribute(key) for key in ("dayOfMonth", "monthOfYear", "year"))
    calendar = birth.attribute("calendarType").upper()
    stated = iso_day(birth.attribute("birthdate")) or _partial(year, month, day)
    if calendar not in ("", "GREGORIAN"):
        listed.note("Date of birth", f"{stated} in the calendar {calendar.lower()}")
    elif stated:
        listed.birth(stated, about=about)
    if (first or last) and first != last:
        listed.birth_range(first, last)
    elif first and not stated:
        listed.birth(first, about=about)
    parts = [birth.attribute(key) for key in ("place", "city", "zipCode", "region")]
    listed.birth_place(parts, _country(birth))
    listed.note("Birth", " ".join(_remarks(birth)))


def _partial(year: str, month: str, day: str) -> str:
    if not year:
        return ""
    return f"{year}-{month.zfill(2)}-{day.zfill(2)}" if month and day else year


def _document(listed: Listed, document: Fields) -> None:
    kind = document.attribute("identificationTypeDescription")
    kind = kind or document.attribute("identificationTypeCode")
    document.ignore("identificationTypeCode")
    number = document.attribute("number") or document.attribute("latinNumber")
    latin, on_it = document.attribute("latinNumber"), document.attribute("nameOnDocument")
    flags = [flag for flag in _FLAGS if document.attribute(flag).casefold() == "true"]
    said = [*flags, *_remarks(document), latin if latin != number else "", on_it]
    listed.document(
        kind,
        number,
        country=_country(document),
        authority=document.attribute("issuedBy"),
        startDate=iso_day(document.attribute("issueDate") or document.attribute("validFrom")),
        endDate=iso_day(document.attribute("validTo")),
        summary="; ".join(filter(None, said)),
    )
    listed.note(kind, document.attribute("region"))


def _address(listed: Listed, address: Fields) -> None:
    po_box = address.attribute("poBox")
    keys = ("street", "zipCode", "city", "place", "region")
    parts = [address.attribute(key) for key in keys]
    for contact in address.parts("contactInfo"):
        key, value = contact.attribute("key").upper(), contact.attribute("value")
        prop = {"PHONE": "phone", "EMAIL": "email", "WEB": "website"}.get(key, "")
        if prop:
            listed.say_or_note(prop, value)
        else:
            listed.note(key.capitalize() or "Contact", value)
        contact.ignore(*_KEYS)
    remark = " ".join(_remarks(address))
    listed.address([f"PO box {po_box}" if po_box else "", *parts], _country(address), remark)


def _regulations(listed: Listed, fields: Fields, un: str) -> None:
    for regulation in fields.parts("regulation"):
        listed.sanction(
            authority="European Union",
            program=regulation.attribute("programme"),
            authorityId=regulation.attribute("numberTitle"),
            unscId=un,
            listingDate=iso_day(regulation.attribute("publicationDate")),
            startDate=iso_day(regulation.attribute("entryIntoForceDate")),
            sourceUrl=regulation.text("publicationUrl"),
        )
        regulation.ignore("regulationType", "organisationType", *_KEYS)
        listed.note("Regulation", " ".join(regulation.texts("remark")))
