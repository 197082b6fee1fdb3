"""Publications, rules and partners' files by API: what leaves, and what stays inside."""

from datetime import datetime
from typing import Any

from django.http import HttpRequest
from ninja import Router, Schema

from hawkari.desks.programme.models import Publication
from hawkari.desks.programme.services.partner_imports import find_imports, import_view
from hawkari.desks.programme.services.publications import find_publications, publication_view
from hawkari.desks.programme.services.publish_rules import rule_rows
from hawkari.desks.programs import REFUSALS, ErrorOut, access_of

__all__ = ["router"]

router = Router()


class PublicationOut(Schema):
    """A file: who prepared and reviewed it. Only one in the state ``approved`` leaves."""

    reference: str
    state: str
    sha256: str
    size: int
    activities: list[dict[str, str]]
    prepared_at: datetime
    prepared_by: str
    reviewed_at: datetime | None
    reviewed_by: str
    why: str


class PublicationsOut(Schema):
    """Publications, the newest first."""

    publications: list[PublicationOut]


class WithheldOut(Schema):
    """Something that stays inside: `why` is empty where the rule is the default."""

    reference: str
    field: str
    does: str
    what: str
    why: str
    until: str | None


class PublicationViewOut(Schema):
    """A publication with what was withheld from it."""

    publication: PublicationOut
    withheld: list[WithheldOut]


class RuleOut(Schema):
    """What happens to a field: `looser` where less stays inside than by default."""

    field: str
    guards: str
    does: str
    days: int
    why: str
    default: str
    looser: bool


class RulesOut(Schema):
    """Every field that has a rule."""

    rules: list[RuleOut]


class PartnerImportOut(Schema):
    """A file of somebody else."""

    reference: str
    file_name: str
    sha256: str
    imported_at: datetime
    imported_by: str


class PartnerImportsOut(Schema):
    """Imports, the newest first."""

    imports: list[PartnerImportOut]


class PartnerActivityOut(Schema):
    """What came of one activity: new, changed, same, repeated or refused."""

    position: int
    identifier: str
    reporter: str
    title: str
    fate: str
    problem: str
    xsd_valid: bool
    rules: dict[str, int]


class PartnerImportViewOut(Schema):
    """An import and each of its activities, in the file's order."""

    reference: str
    fates: dict[str, int]
    activities: list[PartnerActivityOut]


@router.get("/publications", response={200: PublicationsOut, **REFUSALS})
def publications(request: HttpRequest) -> dict[str, Any]:
    """Every publication of one's own agency; audited."""
    return {"publications": [_publication(one) for one in find_publications(access_of(request))]}


@router.get(
    "/publications/{reference}", response={200: PublicationViewOut, 404: ErrorOut, **REFUSALS}
)
def publication(request: HttpRequest, reference: str) -> dict[str, Any]:
    """One publication with what was withheld; audited."""
    found = publication_view(access_of(request), reference)
    return {"publication": _publication(found), "withheld": found.withheld}


@router.get("/publish-rules", response={200: RulesOut, 404: ErrorOut, **REFUSALS})
def publish_rules(request: HttpRequest, activity: str = "") -> dict[str, Any]:
    """The rule of each field, for all activities or for one; audited."""
    rows = rule_rows(access_of(request), activity)
    return {
        "rules": [
            {
                "field": one.field.key, "guards": one.field.guards, "does": one.rule.does,
                "days": one.rule.days, "why": one.rule.why, "default": one.field.default,
                "looser": one.looser,
            }
            for one in rows
        ]
    }  # fmt: skip


@router.get("/partner-data", response={200: PartnerImportsOut, **REFUSALS})
def partner_imports(request: HttpRequest) -> dict[str, Any]:
    """Every file of somebody else that one's own agency imported; audited."""
    return {
        "imports": [
            {
                "reference": one.reference, "file_name": one.file_name, "sha256": one.sha256,
                "imported_at": one.at, "imported_by": one.by.get_username(),
            }
            for one in find_imports(access_of(request))
        ]
    }  # fmt: skip


@router.get(
    "/partner-data/{reference}", response={200: PartnerImportViewOut, 404: ErrorOut, **REFUSALS}
)
def partner_import(request: HttpRequest, reference: str) -> dict[str, Any]:
    """What came of each activity of a file; audited."""
    view = import_view(access_of(request), reference)
    names = ("position", "identifier", "reporter", "title", "fate", "problem")
    return {
        "reference": view.imported.reference,
        "fates": view.fates,
        "activities": [
            {name: getattr(one, name) for name in names}
            | {"xsd_valid": one.valid, "rules": one.findings}
            for one in view.rows
        ],
    }


def _publication(one: Publication) -> dict[str, Any]:
    reviewer = one.reviewed_by
    names = ("reference", "state", "sha256", "size", "activities", "prepared_at", "reviewed_at")
    return {name: getattr(one, name) for name in names} | {
        "prepared_by": one.prepared_by.get_username(),
        "reviewed_by": reviewer.get_username() if reviewer is not None else "",
        "why": one.why,
    }
