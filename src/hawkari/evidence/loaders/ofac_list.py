"""OFAC's list of specially designated nationals in XML (``sdn.xml``)."""

from hawkari.evidence.loaders.layouts import Layout
from hawkari.evidence.loaders.listed import Listed, XmlListLoader
from hawkari.evidence.loaders.ofac_remarks import state_remarks
from hawkari.evidence.loaders.ofac_terms import (
    AUTHORITY,
    alias_strength,
    schema_of_kind,
    state_feature,
)
from hawkari.evidence.loaders.stating import Stater
from hawkari.evidence.loaders.values import RowOutcome
from hawkari.evidence.loaders.xml_fields import Fields

__all__ = ["OfacListLoader"]


class OfacListLoader(XmlListLoader):
    """OFAC's list in XML."""

    name = "ofac-list"
    layout = Layout("ofac-sdn-list", "OFAC specially designated nationals (XML)", (), {})
    root = "sdnList"
    entries = frozenset({"sdnEntry"})
    prefix = "ofac"

    def entry(self, stater: Stater, fields: Fields) -> RowOutcome:
        """One individual, entity, vessel or aircraft."""
        schema = schema_of_kind(fields.text("sdnType"))
        listed = Listed(stater, schema, fields.text("uid"))
        first, last = fields.text("firstName"), fields.text("lastName")
        listed.name(f"{first} {last}")
        if listed.is_person:
            listed.say("firstName", first)
            listed.say("lastName", last)
        listed.say_or_note("title", fields.text("title"))
        for alias in fields.inside("akaList", "aka"):
            is_weak = alias.text("category").casefold() == "weak"
            strength = alias_strength(alias.text("type"), is_weak=is_weak)
            listed.name(f"{alias.text('firstName')} {alias.text('lastName')}", strength)
            alias.ignore("uid")
        _birth(listed, fields)
        for address in fields.inside("addressList", "address"):
            lines = [address.text(f"address{n}") for n in (1, 2, 3)]
            rest = [address.text(name) for name in ("city", "stateOrProvince", "postalCode")]
            listed.address([*lines, *rest], address.text("country"))
            address.ignore("uid")
        for known in fields.inside("idList", "id"):
            state_feature(
                listed,
                known.text("idType"),
                known.text("idNumber"),
                country=known.text("idCountry"),
                startDate=known.text("issueDate"),
                endDate=known.text("expirationDate"),
            )
            known.ignore("uid")
        for vessel in fields.parts("vesselInfo"):
            _vessel(listed, vessel)
        state_remarks(listed, fields.text("remarks"))
        for programs in fields.parts("programList"):
            for program in programs.texts("program"):
                listed.sanction(authority=AUTHORITY, program=program, recordId=listed.stated_id)
        return listed.outcome(fields)


def _birth(listed: Listed, fields: Fields) -> None:
    for date in fields.inside("dateOfBirthList", "dateOfBirthItem"):
        listed.birth(date.text("dateOfBirth"))
        date.ignore("uid", "mainEntry")
    for place in fields.inside("placeOfBirthList", "placeOfBirthItem"):
        listed.birth_place([place.text("placeOfBirth")])
        place.ignore("uid", "mainEntry")
    for outer, inner in (("nationalityList", "nationality"), ("citizenshipList", "citizenship")):
        for country in fields.inside(outer, inner):
            listed.country(
                "nationality" if listed.is_person else "country", country.text("country")
            )
            country.ignore("uid", "mainEntry")


def _vessel(listed: Listed, vessel: Fields) -> None:
    for prop, field in (
        ("callSign", "callSign"),
        ("type", "vesselType"),
        ("flag", "vesselFlag"),
        ("tonnage", "tonnage"),
        ("grossRegisteredTonnage", "grossRegisteredTonnage"),
    ):
        listed.say_or_note(prop, vessel.text(field))
    listed.note("Owner", vessel.text("vesselOwner"))
