"""Lists in the forms in which they are published; everybody on them is invented.

The UN and OFAC forms were checked by hand against small real pieces. No real file of the UK or the
EU list was at hand: their forms are written from the publishers' descriptions.
"""

from collections.abc import Callable
from pathlib import Path
from xml.sax.saxutils import escape, quoteattr

__all__ = ["EU_NAMESPACE", "eu", "ofac", "ofac_tables", "uk", "un"]

EU_NAMESPACE = "http://eu.europa.ec/fpi/fsd/export"
Names = Callable[[int], list[str]]


def un(names: list[str]) -> str:
    """The UN's consolidated list of individuals by name."""
    people = "".join(
        f"<INDIVIDUAL><DATAID>{number}</DATAID><FIRST_NAME>{escape(name)}</FIRST_NAME>"
        f"<REFERENCE_NUMBER>XXi.{number}</REFERENCE_NUMBER><UN_LIST_TYPE>Test</UN_LIST_TYPE>"
        "<INDIVIDUAL_DATE_OF_BIRTH><TYPE_OF_DATE>EXACT</TYPE_OF_DATE><YEAR>1971</YEAR>"
        "</INDIVIDUAL_DATE_OF_BIRTH><SORT_KEY/></INDIVIDUAL>"
        for number, name in enumerate(names)
    )
    return (
        '<?xml version="1.0" encoding="UTF-8"?><CONSOLIDATED_LIST dateGenerated="2026-01-02">'
        f"<INDIVIDUALS>{people}</INDIVIDUALS><ENTITIES></ENTITIES></CONSOLIDATED_LIST>"
    )


def eu(names: list[str]) -> str:
    """The EU's consolidated list of persons by name."""
    people = "".join(
        f'<sanctionEntity logicalId="{number}" euReferenceNumber="EU.{number}.1">'
        '<subjectType code="person" classificationCode="P"/>'
        f'<nameAlias wholeName={quoteattr(name)} strong="true" gender="M"/>'
        '<birthdate circa="false" calendarType="GREGORIAN" birthdate="1971-02-03" '
        'dayOfMonth="3" monthOfYear="2" year="1971" countryIso2Code="00"/></sanctionEntity>'
        for number, name in enumerate(names)
    )
    return (
        '<?xml version="1.0" encoding="UTF-8"?>'
        f'<export xmlns="{EU_NAMESPACE}" generationDate="2026-01-02">{people}</export>'
    )


def uk(names: list[str]) -> str:
    """The UK Sanctions List of individuals by name."""
    people = "".join(
        f"<Designation><UniqueID>TST{number:04}</UniqueID><Names><Name><Name6>{escape(name)}"
        "</Name6><NameType>Primary Name</NameType></Name></Names>"
        "<IndividualEntityShip>Individual</IndividualEntityShip></Designation>"
        for number, name in enumerate(names)
    )
    return f"<Designations><DateGenerated>02/01/2026</DateGenerated>{people}</Designations>"


def ofac(names: list[str]) -> str:
    """OFAC's list of entities by name, in XML."""
    entries = "".join(
        f"<sdnEntry><uid>{number}</uid><lastName>{escape(name)}</lastName>"
        "<sdnType>Entity</sdnType><programList><program>TEST</program></programList></sdnEntry>"
        for number, name in enumerate(names)
    )
    return (
        '<?xml version="1.0" standalone="yes"?><sdnList xmlns="http://tempuri.org/sdnList.xsd">'
        "<publshInformation><Publish_Date>01/02/2026</Publish_Date></publshInformation>"
        f"{entries}</sdnList>"
    )


def ofac_tables(names: list[str]) -> str:
    """OFAC's ``sdn.csv`` of entities by name."""
    lines = []
    for number, name in enumerate(names):
        quoted = name.replace('"', '""')
        lines.append(f'{number},"{quoted}",-0- ,TEST' + ",-0- " * 8 + "\r\n")
    return "".join(lines)


def writer(form: Callable[[list[str]], str], names: Names) -> Callable[[Path, int], None]:
    """Writes a list of so many names in a form."""

    def write(path: Path, rows: int) -> None:
        path.write_text(form(names(rows)), encoding="utf-8")

    return write
