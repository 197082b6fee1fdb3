"""Publishing an activity: what may leave, and how it is written. Pure; the store is elsewhere."""

from hawkari.desks.programme.iati_out.fields import (
    FIELDS,
    Does,
    Field,
    Guards,
    Rule,
    Rules,
    rules_of,
)
from hawkari.desks.programme.iati_out.keeping import details_from, details_to
from hawkari.desks.programme.iati_out.passing import Passed, Withheld, pass_on
from hawkari.desks.programme.iati_out.recording import activity_of, own_identifier

__all__ = [
    "FIELDS",
    "Does",
    "Field",
    "Guards",
    "Passed",
    "Rule",
    "Rules",
    "Withheld",
    "activity_of",
    "details_from",
    "details_to",
    "own_identifier",
    "pass_on",
    "rules_of",
]
