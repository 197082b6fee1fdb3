"""The UK Sanctions List in XML, as the Foreign, Commonwealth & Development Office publishes it."""

from hawkari.evidence.loaders.layouts import Layout
from hawkari.evidence.loaders.listed import Listed, XmlListLoader, language_of
from hawkari.evidence.loaders.stating import Stater
from hawkari.evidence.loaders.values import RowOutcome
from hawkari.evidence.loaders.xml_fields import Fields

__all__ = ["UkListLoader"]

_SCHEMATA = {"individual": "Person", "entity": "Organization", "ship": "Vessel"}


class UkListLoader(XmlListLoader):
    """The UK Sanctions List."""

    name = "uk-list"
    layout = Layout("uk-sanctions-list", "UK Sanctions List (XML)", (), {})
    root = "Designations"
    entries = frozenset({"Designation"})
    prefix = "uk"

    def entry(self, stater: Stater, fields: Fields) -> RowOutcome:
        """One designation of an individual, an entity or a ship."""
        unique, group = fields.text("UniqueID"), fields.text("OFSIGroupID")
        kind = fields.text("IndividualEntityShip").casefold()
        listed = Listed(stater, _SCHEMATA.get(kind, "LegalEntity"), unique or f"ofsi-{group}")
        for name in fields.inside("Names", "Name"):
            _name(listed, name)
        for name in fields.inside("NonLatinNames", "NonLatinName"):
            script, language = name.text("NonLatinScriptType"), name.text("NonLatinScriptLanguage")
            written = name.text("NameNonLatinScript")
            lang = language_of(language)
            listed.name(written, lang=lang)
            unknown = " ".join(filter(None, (script, "" if lang else language)))
            listed.note(f"Script of {written}", unknown)
        _contact(listed, fields)
        for person in fields.inside("IndividualDetails", "Individual"):
            _person(listed, person)
        for body in fields.inside("EntityDetails", "Entity"):
            _body(listed, body)
        for ship in fields.inside("ShipDetails", "Ship"):
            _ship(listed, ship)
        _designation(listed, fields, group)
        return listed.outcome(fields)


def _name(listed: Listed, name: Fields) -> None:
    written = " ".join(text for n in range(1, 7) if (text := name.text(f"Name{n}")))
    kind = name.text("NameType").casefold()
    weak = "low" in name.text("AliasStrength").casefold()
    strength = "weak" if weak else "strong"
    if kind == "primary name":
        strength = "main"
    elif "previous" in kind or "former" in kind:
        strength = "previous"
    listed.name(written, strength)


def _contact(listed: Listed, fields: Fields) -> None:
    for address in fields.inside("Addresses", "Address"):
        lines = [address.text(f"AddressLine{n}") for n in range(1, 7)]
        listed.address([*lines, address.text("AddressPostalCode")], address.text("AddressCountry"))
    for outer, inner, prop in (
        ("PhoneNumbers", "PhoneNumber", "phone"),
        ("EmailAddresses", "EmailAddress", "email"),
        ("Websites", "Website", "website"),
    ):
        for part in fields.parts(outer):
            for value in part.texts(inner):
                listed.say_or_note(prop, value)


def _texts(fields: Fields, *path: str) -> list[str]:
    """The texts at the end of a path."""
    return [text for one in fields.inside(*path) if (text := one.body())]


def _person(listed: Listed, person: Fields) -> None:
    for date in _texts(person, "DOBs", "DOB"):
        listed.birth(date)
    for place in person.inside("BirthDetails", "Location"):
        listed.birth_place([place.text("TownOfBirth")], place.text("CountryOfBirth"))
    for prop, *path in (
        ("gender", "Genders", "Gender"),
        ("position", "Positions", "Position"),
    ):
        for value in _texts(person, *path):
            listed.say_or_note(prop, value)
    for value in _texts(person, "Nationalities", "Nationality"):
        listed.country("nationality", *(part.strip() for part in value.split(";")))
    for passport in person.inside("PassportDetails", "Passport"):
        said = passport.text("PassportAdditionalInformation")
        listed.document("Passport", passport.text("PassportNumber"), summary=said)
    for card in person.inside("NationalIdentifierDetails", "NationalIdentifier"):
        said = card.text("NationalIdentifierAdditionalInformation")
        listed.document("National identifier", card.text("NationalIdentifierNumber"), summary=said)


def _body(listed: Listed, body: Fields) -> None:
    for value in _texts(body, "TypeOfEntities", "TypeOfEntity"):
        listed.say_or_note("legalForm", value)
    for value in _texts(body, "BusinessRegistrationNumbers", "BusinessRegistrationNumber"):
        listed.say_or_note("registrationNumber", value)
    for label, *path in (
        ("Parent company", "ParentCompanies", "ParentCompany"),
        ("Subsidiary", "Subsidiaries", "Subsidiary"),
    ):
        for value in _texts(body, *path):
            listed.note(label, value)


def _ship(listed: Listed, ship: Fields) -> None:
    for prop, *path in (
        ("imoNumber", "IMONumbers", "IMONumber"),
        ("flag", "CurrentBelievedFlagOfShips", "CurrentBelievedFlagOfShip"),
        ("pastFlags", "PreviousFlags", "PreviousFlag"),
        ("type", "TypeOfShipDetails", "TypeOfShip"),
        ("tonnage", "TonnageOfShipDetails", "TonnageOfShip"),
        ("buildDate", "YearsBuilt", "YearBuilt"),
    ):
        for value in _texts(ship, *path):
            listed.say_or_note(prop, value)
    for label, *path in (
        ("Owner or operator", "CurrentOwnerOperators", "CurrentOwnerOperator"),
        ("Former owner or operator", "PreviousOwnerOperators", "PreviousOwnerOperator"),
        ("Length", "LengthOfShipDetails", "LengthOfShip"),
        ("Hull identification number", "HullIdentificationNumbers", "HullIdentificationNumber"),
    ):
        for value in _texts(ship, *path):
            listed.note(label, value)


def _designation(listed: Listed, fields: Fields, group: str) -> None:
    for value in _texts(fields, "Titles", "Title"):
        listed.say_or_note("title", value)
    listed.say("notes", *fields.texts("OtherInformation"))
    listed.note("OFSI group", group)
    listed.note("Last updated", fields.text("LastUpdated"))
    listed.note("Source of the designation", fields.text("DesignationSource"))
    imposed = fields.text("SanctionsImposed").split("|")
    for indicators in fields.parts("SanctionsImposedIndicators"):
        imposed += [one.name for one in indicators.everything() if one.body().lower() == "true"]
    kinds = [one.strip() for one in imposed if one.strip()]
    known = {"".join(kind.split()).casefold(): kind for kind in reversed(kinds)}
    listed.sanction(
        authority="HM Government, United Kingdom",
        program=fields.text("RegimeName"),
        unscId=fields.text("UNReferenceNumber"),
        listingDate=fields.text("DateDesignated"),
        provisions=", ".join(sorted(known.values())),
        reason=fields.text("UKStatementofReasons"),
    )
