"""Asks the official rules about what would be published, and says which field each is about."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time

from hawkari.desks.programme.iati_out import activity_of
from hawkari.desks.programme.iati_out.values import Activity
from hawkari.engines import iati

__all__ = ["Failing", "check_activity", "check_file", "written"]

SCHEMA = "schema"
FIELDS = (
    ("iati-identifier", "ref"),
    ("reporting-org", "ref"),
    ("other-identifier", "ref"),
    ("title", "title_en"),
    ("description", "description_en"),
    ("participating-org", "parties"),
    ("activity-status", "status"),
    ("activity-date", "planned_start"),
    ("contact-info", "organisation"),
    ("activity-scope", "scope"),
    ("recipient-country", "countries"),
    ("recipient-region", "countries"),
    ("location", "area"),
    ("sector", "sectors"),
    ("collaboration-type", "collaboration"),
    ("default-flow-type", "flow"),
    ("default-finance-type", "finance"),
    ("default-aid-type", "aid"),
    ("default-tied-status", "tied"),
)
"""Which field of the form states an element of an activity."""
NEEDED = ("title", "description", "participating-org", "activity-status", "activity-date")
"""What the schema asks of every activity."""
OF_RULES = {
    "6.11.1": "planned_start", "6.2.2": "sectors", "3.7.1": "countries", "3.7.2": "countries",
    "11.1.2": "planned_end", "11.1.3": "actual_end", "11.1.4": "actual_start",
    "11.1.5": "actual_end", "4.3.1": "title_en", "4.4.1": "description_en",
}  # fmt: skip
"""Rules about something that is not there, which have no element to point at."""


@dataclass(frozen=True, slots=True)
class Failing:
    """A rule that an activity breaks.

    Attributes:
        rule: its official id, or ``schema``.
        severity: ``error`` or ``warning``.
        words: what must hold, as the standard says it in English.
        field: the field of the form that it is about; empty for money and results.
        path: where in the file.
        line: the same, by line; 0 where it is not known.
        reference: of the activity; empty for the file as a whole.
    """

    rule: str
    severity: str
    words: str
    field: str
    path: str
    line: int
    reference: str = ""


def written(activities: Iterable[Activity], today: date) -> bytes:
    """The file of these activities, the same on one day however often it is written."""
    made = [activity_of(one) for one in activities]
    at = datetime.combine(today, time(), UTC)
    return iati.write(made, version="2.03", generated=at)


def check_activity(activity: Activity, today: date) -> tuple[Failing, ...]:
    """Which rules an activity breaks by itself."""
    verdict = iati.check(activity_of(activity), today=today)
    return _failing(verdict, activity.reference)


def check_file(
    content: bytes, today: date, names: Mapping[str, str] | None = None
) -> tuple[Failing, ...]:
    """Which rules a file breaks, warnings included; empty where it may leave.

    Args:
        content: of the file.
        today: the day on which it is judged.
        names: reference of the activity of each identifier.
    """
    verdict = iati.validate(content, today=today)
    around = tuple(_one(one, "") for one in verdict.xsd_errors)
    inside = (
        failing
        for identifier, one in verdict.activities.items()
        for failing in _failing(one, (names or {}).get(identifier, ""))
    )
    return (*around, *inside)


def _failing(verdict: iati.ActivityVerdict, reference: str) -> tuple[Failing, ...]:
    found = (*verdict.xsd_errors, *verdict.findings)
    return tuple(_one(one, reference) for one in found)


def _one(found: iati.Finding, reference: str) -> Failing:
    return Failing(
        found.rule, found.severity, found.words, _field(found), found.path, found.line, reference
    )


def _field(found: iati.Finding) -> str:
    if found.rule in OF_RULES:
        return OF_RULES[found.rule]
    # The schema names what it misses only in its words: the last of what may stand there, as
    # those before it are there already and may come again.
    if found.rule == SCHEMA and (wanted := found.words.partition("xpected is")[2]):
        told = [field for name, field in FIELDS if name in NEEDED and name in wanted]
        if told:
            return told[-1]
    steps = found.path.split("/")
    if len(steps) > 3 and steps[3].partition("[")[0] in {"budget", "transaction", "result"}:
        return ""
    return next((field for name, field in FIELDS if f"/{name}" in found.path), "")
