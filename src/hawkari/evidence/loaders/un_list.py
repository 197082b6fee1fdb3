"""The UN Security Council's consolidated list in XML, as the Council publishes it.

Aliases of low quality are weak ones, ``f.k.a.`` former names. Dates of birth that the list calls
approximate are stated with a note; ranges (``BETWEEN``) are notes.
"""

from hawkari.evidence.loaders.layouts import Layout
from hawkari.evidence.loaders.listed import Listed, XmlListLoader, iso_day
from hawkari.evidence.loaders.stating import Stater
from hawkari.evidence.loaders.values import RowOutcome
from hawkari.evidence.loaders.xml_fields import Fields

__all__ = ["UnListLoader"]

_STRENGTH = {"low": "weak", "f.k.a.": "previous", "f.n.a.": "previous"}


class UnListLoader(XmlListLoader):
    """The UN consolidated list."""

    name = "un-list"
    layout = Layout("un-consolidated-list", "UN Security Council consolidated list (XML)", (), {})
    root = "CONSOLIDATED_LIST"
    entries = frozenset({"INDIVIDUAL", "ENTITY"})
    prefix = "un"

    def entry(self, stater: Stater, fields: Fields) -> RowOutcome:
        """One individual or entity."""
        kind = fields.name
        is_person = kind == "INDIVIDUAL"
        reference = fields.text("REFERENCE_NUMBER")
        stated = fields.text("DATAID") or reference
        listed = Listed(stater, "Person" if is_person else "Organization", stated)
        names = ("FIRST_NAME", "SECOND_NAME", "THIRD_NAME", "FOURTH_NAME")
        listed.name(" ".join(text for name in names if (text := fields.text(name))))
        listed.say("name", *fields.texts("NAME_ORIGINAL_SCRIPT"))
        if is_person:
            _person(listed, fields)
        for alias in fields.parts(f"{kind}_ALIAS"):
            _alias(listed, alias)
        for address in fields.parts(f"{kind}_ADDRESS"):
            _address(listed, address)
        listed.say("notes", *fields.texts("COMMENTS1"))
        listed.note("Submitted by", fields.text("SUBMITTED_BY"))
        listed.note("Submitted on", fields.text("SUBMITTED_ON"))
        updated = [day for part in fields.parts("LAST_DAY_UPDATED") for day in part.texts("VALUE")]
        listed.note("Last day updated", ", ".join(map(iso_day, updated)))
        listed.note("List", ", ".join(_values(fields, "LIST_TYPE")))
        listed.sanction(
            authority="UN Security Council",
            program=fields.text("UN_LIST_TYPE"),
            unscId=reference,
            listingDate=iso_day(fields.text("LISTED_ON")),
            endDate=iso_day(fields.text("DELISTED_ON")),
        )
        fields.ignore("VERSIONNUM", "SORT_KEY", "SORT_KEY_LAST_MOD")
        return listed.outcome(fields)


def _values(fields: Fields, name: str) -> list[str]:
    return [text for part in fields.parts(name) for text in part.texts("VALUE")]


def _person(listed: Listed, fields: Fields) -> None:
    listed.say("gender", fields.text("GENDER"))
    listed.say("title", *_values(fields, "TITLE"))
    listed.say("position", *_values(fields, "DESIGNATION"))
    listed.country("nationality", *_values(fields, "NATIONALITY"), *_values(fields, "NATIONALITY2"))
    for date in fields.parts("INDIVIDUAL_DATE_OF_BIRTH"):
        _birth(listed, date)
    for place in fields.parts("INDIVIDUAL_PLACE_OF_BIRTH"):
        where = [place.text(name) for name in ("CITY", "STATE_PROVINCE")]
        listed.birth_place(where, place.text("COUNTRY"))
        listed.note("Place of birth", place.text("NOTE"))
    for document in fields.parts("INDIVIDUAL_DOCUMENT"):
        kinds = (document.text("TYPE_OF_DOCUMENT"), document.text("TYPE_OF_DOCUMENT2"))
        city, note = document.text("CITY_OF_ISSUE"), document.text("NOTE")
        listed.document(
            " ".join(filter(None, kinds)),
            document.text("NUMBER"),
            country=document.text("ISSUING_COUNTRY") or document.text("COUNTRY_OF_ISSUE"),
            startDate=iso_day(document.text("DATE_OF_ISSUE")),
            summary="; ".join(filter(None, (city and f"issued in {city}", note))),
        )


def _birth(listed: Listed, date: Fields) -> None:
    kind = date.text("TYPE_OF_DATE").upper()
    first, last = date.text("FROM_YEAR"), date.text("TO_YEAR")
    stated = iso_day(date.text("DATE")) or date.text("YEAR")
    note = date.text("NOTE")
    if first or last:
        listed.birth_range(first, last)
    if stated:
        listed.birth(stated, about=kind in ("APPROXIMATELY", "APPROX"))
        listed.note("Date of birth", note)
    elif not (first or last):
        listed.birth(note, about=kind == "APPROXIMATELY")
    else:
        listed.note("Date of birth", note)


def _alias(listed: Listed, alias: Fields) -> None:
    quality, name = alias.text("QUALITY"), alias.text("ALIAS_NAME")
    listed.name(name, _STRENGTH.get(quality.casefold(), "strong"))
    for field in ("DATE_OF_BIRTH", "CITY_OF_BIRTH", "COUNTRY_OF_BIRTH", "NOTE"):
        said = alias.text(field)
        label = field.replace("_", " ").capitalize()
        listed.note(f"Alias {name}", f"{label} {said}" if said else "")


def _address(listed: Listed, address: Fields) -> None:
    names = ("STREET", "CITY", "STATE_PROVINCE", "ZIP_CODE")
    parts = [address.text(name) for name in names]
    listed.address(parts, address.text("COUNTRY"), address.text("NOTE"))
