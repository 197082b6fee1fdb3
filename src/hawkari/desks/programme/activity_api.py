"""Activities and the quarterly report by API: each figure with the rows that it rests on."""

from datetime import date
from decimal import Decimal
from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from ninja import Field, Query, Router, Schema

from hawkari.desks.programme.models import Document
from hawkari.desks.programme.services.activities import Activity, list_activities, view_activity
from hawkari.desks.programme.services.reports import Asked, tell_quarter
from hawkari.desks.programs import REFUSALS, ErrorOut, access_of

__all__ = ["router"]

router = Router()


class ActivityOut(Schema):
    """An activity in a list."""

    reference: str
    name: str
    milestones: int
    reached: int
    late: int
    next_due: date | None
    open_risks: int


class ProofOut(Schema):
    """A kept document; its bytes are on the page `url`, and have this sha256."""

    reference: str
    name: str
    sha256: str
    url: str


class MilestoneOut(Schema):
    """A milestone; `due` is as first agreed, `revised` a later day.

    `documents` show that it was reached; `evidence` is a note beside them.
    """

    name: str
    owner: str
    begins: date | None
    due: date
    revised: date | None
    done: date | None
    evidence: str
    documents: list[ProofOut]
    late: bool


class AssetOut(Schema):
    """An asset; `state` is empty where nobody has looked at it."""

    reference: str
    name: str
    custodian: str
    place: str
    state: str
    next_check: date


class RiskOut(Schema):
    """An open risk."""

    reference: str
    words: str
    likelihood: int
    impact: int
    owner: str
    review: date


class OneActivityOut(ActivityOut):
    """An activity with what it consists of."""

    legal_basis: str
    partners: list[str]
    milestone_list: list[MilestoneOut]
    assets: list[AssetOut]
    risks: list[RiskOut]


class PageIn(Schema):
    """Which hundred of the activities."""

    page: int = Field(1, ge=1, le=1_000_000)


class ReportIn(Schema):
    """In which language the words are, and the day whose knowledge is told; without one, today."""

    language: str = Field("en", max_length=3)
    known_on: date | None = None


class RowOut(Schema):
    """A row that a figure rests on."""

    ref: str
    url: str
    value: Decimal | None
    at: date | None


class FigureOut(Schema):
    """A figure: `value` is null where it is not published, or hidden."""

    key: str
    words: str
    value: Decimal | None
    unit: str
    follows: str
    note: str
    rows: list[RowOut]


class ReportOut(Schema):
    """The figures of a quarter, as they were known on a day.

    `said` are the sentences beside them, also of what is left out as it cannot be told of the day.
    """

    quarter: str
    first: date
    last: date
    known_on: date
    known: str
    said: list[str]
    figures: list[FigureOut]


def _listed(one: Activity) -> dict[str, Any]:
    return {
        "reference": one.item.reference,
        "name": one.item.name,
        "milestones": len(one.milestones),
        "reached": len(one.reached),
        "late": len(one.late),
        "next_due": one.next_due,
        "open_risks": len(one.open_risks),
    }


def _proof(document: Document) -> dict[str, str]:
    return {
        "reference": document.reference,
        "name": document.name,
        "sha256": document.sha256,
        "url": reverse("programme:document_file", args=[document.reference]),
    }


@router.get("/activities", response={200: list[ActivityOut], **REFUSALS})
def activities(request: HttpRequest, asked: Query[PageIn]) -> list[dict[str, Any]]:
    """A hundred activities of the register as they stand today; audited.

    Beyond the last page is the last again.
    """
    return [_listed(one) for one in list_activities(access_of(request), page=asked.page).rows]


@router.get("/activities/{reference}", response={200: OneActivityOut, 404: ErrorOut, **REFUSALS})
def activity(request: HttpRequest, reference: str) -> dict[str, Any]:
    """One activity as it stands today; audited."""
    one = view_activity(access_of(request), reference)
    late = set(one.late)
    return {
        **_listed(one),
        "legal_basis": one.facts.legal_basis if one.facts else "",
        "partners": one.facts.partners.splitlines() if one.facts else [],
        "milestone_list": [
            {
                "name": each.name, "owner": each.owner, "begins": each.begins, "due": each.due,
                "revised": each.revised, "done": each.done, "evidence": each.evidence,
                "documents": [_proof(one.document) for one in each.proofs.all()],
                "late": each in late,
            }
            for each in one.milestones
        ],
        "assets": [
            {
                "reference": each.asset.reference, "name": each.asset.name,
                "custodian": each.custodian, "place": each.place, "state": each.state,
                "next_check": each.next_check,
            }
            for each in one.assets
        ],
        "risks": [
            {
                "reference": each.reference, "words": each.words, "likelihood": each.likelihood,
                "impact": each.impact, "owner": each.owner, "review": each.review,
            }
            for each in one.open_risks
        ],
    }  # fmt: skip


@router.get("/reports/{quarter}", response={200: ReportOut, **REFUSALS})
def report(request: HttpRequest, quarter: str, asked: Query[ReportIn]) -> dict[str, Any]:
    """The figures of a quarter, each with the rows that it rests on; audited."""
    day = "" if asked.known_on is None else asked.known_on.isoformat()
    told = tell_quarter(access_of(request), Asked(quarter, asked.language, known_on=day))
    return {
        "quarter": told.period.name,
        "first": told.period.first,
        "last": told.period.last,
        "known_on": told.report.known_on,
        "known": told.report.known,
        "said": [one for section in told.report.sections for one in section.said],
        "figures": [
            {
                "key": line.key, "words": line.words, "value": line.value, "unit": line.unit,
                "follows": line.follows.name.lower(), "note": line.note,
                "rows": [
                    {"ref": row.ref, "url": row.path, "value": row.adds, "at": row.at}
                    for row in line.rows
                ],
            }
            for line in told.report.lines
        ],
    }  # fmt: skip
