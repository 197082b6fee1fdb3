"""IATI 2.03: reads, writes and validates files of aid activities, offline."""

from hawkari.engines.iati.activity import Activity
from hawkari.engines.iati.checking import Checking, check, validate
from hawkari.engines.iati.codelists import codelist, codelists, unknown_codes
from hawkari.engines.iati.composing import compose
from hawkari.engines.iati.findings import ActivityVerdict, FileVerdict, Finding
from hawkari.engines.iati.reading import BrokenFile, read
from hawkari.engines.iati.rules import NOT_EVALUATED, Rule, rules
from hawkari.engines.iati.schemas import VERSION
from hawkari.engines.iati.values import (
    Amount,
    Budget,
    Code,
    Contact,
    DocumentLink,
    Indicator,
    Location,
    Narrative,
    Organisation,
    OtherIdentifier,
    Period,
    Place,
    Record,
    Related,
    Result,
    Sector,
    Transaction,
)
from hawkari.engines.iati.writing import write

__all__ = [
    "NOT_EVALUATED",
    "VERSION",
    "Activity",
    "ActivityVerdict",
    "Amount",
    "BrokenFile",
    "Budget",
    "Checking",
    "Code",
    "Contact",
    "DocumentLink",
    "FileVerdict",
    "Finding",
    "Indicator",
    "Location",
    "Narrative",
    "Organisation",
    "OtherIdentifier",
    "Period",
    "Place",
    "Record",
    "Related",
    "Result",
    "Rule",
    "Sector",
    "Transaction",
    "check",
    "codelist",
    "codelists",
    "compose",
    "read",
    "rules",
    "unknown_codes",
    "validate",
    "write",
]
