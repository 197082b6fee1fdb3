"""Transfers abroad: the assessment of a partner, and the basis of each transfer.

An assessment asks whether helping a partner may lead to the death penalty or to ill-treatment. It
counts once a second person agreed, until its day, and only if neither risk is serious or unknown;
otherwise no transfer has its reference, and test 9 of a release fails. Questions with their
authorities are data (``resources/transfer-questions.json``). Not legal advice; verified by:
nobody yet.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from importlib.resources import files
from typing import Any

from django.db import transaction
from django.utils import timezone

from hawkari.desks.exchange.models import Risk, RiskAssessment, TransferRecord
from hawkari.desks.exchange.node.people import require_own
from hawkari.errors import BadInput
from hawkari.evidence import audit
from hawkari.evidence.access import Access, Action, require
from hawkari.evidence.grading import TransferBasis
from hawkari.evidence.models import Act, Agency

__all__ = [
    "AssessmentGiven",
    "TransferGiven",
    "agree_assessment",
    "assess",
    "assessment_problem",
    "assessments",
    "authorities",
    "basis_of",
    "newest_assessment",
    "partner_of",
    "record_transfer",
]

BLOCKING = frozenset({Risk.SERIOUS.value, Risk.UNKNOWN.value})


@cache
def _table() -> dict[str, Any]:
    path = files("hawkari.desks.exchange").joinpath("resources/transfer-questions.json")
    return dict(json.loads(path.read_text("utf-8")))


def authorities() -> dict[str, str]:
    """Whose rule asks each question, by the question's id."""
    table = _table()
    return {row["id"]: row["authority"] for row in (*table["questions"], *table["risks"])}


@dataclass(frozen=True, slots=True)
class AssessmentGiven:
    """What somebody assessed: fields of `RiskAssessment`; no `valid_until` for the usual period."""

    reference: str
    death_penalty: str
    ill_treatment: str
    reasoning: str
    assurances: str = ""
    valid_until: date | None = None


@dataclass(frozen=True, slots=True)
class TransferGiven:
    """Answers to the questions about one transfer: fields of `TransferRecord`."""

    section: str
    limb: str = ""
    is_relevant_authority: bool = False
    reasoning: str = ""
    description: str = ""
    onward_terms: str = ""
    instrument: str = ""
    test_by: str = ""
    individual_case: bool = False
    rights_considered: bool = False
    is_eu_origin: bool = False
    eu_origin_authorisation: str = ""


def assess(access: Access, agency: str, given: AssessmentGiven) -> RiskAssessment:
    """Keep an assessment of a partner; it counts once a second person agrees.

    Raises:
        AccessDenied: if the role may not release.
        BadInput: if the agency takes no part in the operation, something is missing, or the user
            is of another agency: a release from this node rests on what its own people found.
        NodeUnset: before ``hawkari node init``.
    """
    require(access, Action.RELEASE)
    require_own(access.user)
    partner = partner_of(access, agency)
    until = given.valid_until or access.today + timedelta(days=_table()["assessment_lasts_days"])
    _check(access, given, until)
    with transaction.atomic():
        made = RiskAssessment.objects.create(
            agency=partner,
            reference=given.reference.strip()[:80],
            death_penalty=given.death_penalty,
            ill_treatment=given.ill_treatment,
            assurances=given.assurances.strip(),
            reasoning=given.reasoning.strip(),
            assessed_on=access.today,
            valid_until=until,
            assessed_by=access.user,
        )
        _audit(access, made, "assessed", reason=given.reasoning)
    return made


def _check(access: Access, given: AssessmentGiven, until: date) -> None:
    risks = (given.death_penalty, given.ill_treatment)
    if not set(Risk.values).issuperset(risks):
        raise BadInput("a risk is not one of those known", f"Give one of {', '.join(Risk.values)}.")
    if not given.reference.strip() or not given.reasoning.strip():
        raise BadInput("an assessment needs its reference and its reasoning", "Give both of them.")
    if Risk.MITIGATED.value in risks and not given.assurances.strip():
        raise BadInput(
            "a risk is mitigated by assurances, and none is written down", "Write them down."
        )
    if until < access.today:
        raise BadInput(f"{until.isoformat()} is past", "Give today or a later day.")


def agree_assessment(access: Access, number: int) -> None:
    """Agree, as the second person, with an assessment; from now on it counts.

    Raises:
        AccessDenied: if the role may not release.
        BadInput: if there is none of this number that waits, the user made it, or is of another
            agency than the node's.
        NodeUnset: before ``hawkari node init``.
    """
    require(access, Action.RELEASE)
    require_own(access.user)
    with transaction.atomic():
        found = (
            RiskAssessment.objects.select_for_update()
            .filter(pk=number, agreed_by__isnull=True, assessed_by__agency=access.user.agency_id)
            .first()
        )
        if found is None:
            raise BadInput(f"no assessment {number} waits for a second person", "See the list.")
        if found.assessed_by_id == access.user.pk:
            raise BadInput("you made this assessment yourself", "Ask a colleague.")
        found.agreed_by, found.agreed_at = access.user, timezone.now()
        found.save(update_fields=["agreed_by", "agreed_at"])
        _audit(access, found, "agreed")


def assessments(access: Access) -> list[RiskAssessment]:
    """All assessments of partners of the operation, newest first; audited.

    Raises:
        AccessDenied: if the role may not release.
    """
    require(access, Action.RELEASE)
    found = RiskAssessment.objects.filter(
        agency__in=access.operation.agencies.all(), assessed_by__agency=access.user.agency_id
    ).select_related("agency", "assessed_by", "agreed_by")
    with transaction.atomic():
        listed = list(found)
        audit.record(
            Act.CONSULT, access=access, count=len(listed), detail={"what": "risk assessments"}
        )
    return listed


def newest_assessment(agency: Agency) -> RiskAssessment | None:
    """The newest assessment of a partner that two people made; None where there is none."""
    return RiskAssessment.objects.filter(agency=agency, agreed_by__isnull=False).first()


def assessment_problem(assessment: RiskAssessment | None, today: date) -> str:
    """Why an assessment does not let anything be transferred; empty if it does.

    Returns:
        ``missing``, ``lapsed`` or ``risk``.
    """
    if assessment is None or assessment.agreed_by_id is None:
        return "missing"
    if assessment.valid_until < today:
        return "lapsed"
    risky = not BLOCKING.isdisjoint({assessment.death_penalty, assessment.ill_treatment})
    return "risk" if risky else ""


def record_transfer(access: Access, agency: Agency, given: TransferGiven) -> TransferRecord:
    """Keep the basis of one transfer to a partner, inside the service that prepares it.

    Whether it suffices is what the tests of the release decide, each time.
    """
    answers: Mapping[str, Any] = {
        name: value.strip() if isinstance(value, str) else value
        for name in TransferGiven.__dataclass_fields__
        if (value := getattr(given, name)) is not None
    }
    assessment = newest_assessment(agency)
    made = TransferRecord.objects.create(
        operation=access.operation,
        agency=agency,
        **{**answers, "section": given.section[:4], "limb": given.limb[:12]},
        test_at=timezone.now() if given.test_by.strip() else None,
        assessment=assessment,
        made_by=access.user,
        made_at=timezone.now(),
    )
    audit.record(
        Act.DECIDE,
        access=access,
        objects=[f"transfer {made.pk}"],
        recipient=agency.slug,
        justification=given.reasoning,
        detail={
            "what": "transfer basis",
            "section": made.section,
            "limb": made.limb,
            "assessment": assessment.pk if assessment is not None else None,
        },
    )
    return made


def basis_of(record: TransferRecord, today: date) -> TransferBasis:
    """A record as the tests of a release take it.

    Its assessment is named only while it holds: a newer one of the partner replaces it.
    """
    assessment = newest_assessment(record.agency)
    holds = assessment is not None and not assessment_problem(assessment, today)
    return TransferBasis(
        section=record.section,
        recipient_authority=record.agency.slug,
        limb=record.limb,
        reasoning=record.reasoning,
        onward_terms=record.onward_terms,
        instrument=record.instrument,
        test_by=record.test_by,
        test_at=record.test_at,
        individual_case=record.individual_case,
        rights_considered=record.rights_considered,
        eu_origin_authorisation=record.eu_origin_authorisation,
        osja_ref=assessment.reference if assessment is not None and holds else "",
    )


def partner_of(access: Access, slug: str) -> Agency:
    """Another agency that takes part in the operation.

    Raises:
        BadInput: if there is none of this name.
    """
    others = access.operation.agencies.exclude(users=access.user)
    found = others.filter(slug=slug).first()
    if found is None:
        known = ", ".join(others.values_list("slug", flat=True)) or "none"
        raise BadInput(f"{slug!r} takes no part in the operation", f"Others that do: {known}.")
    return found


def _audit(access: Access, made: RiskAssessment, step: str, *, reason: str = "") -> None:
    audit.record(
        Act.DECIDE,
        access=access,
        objects=[f"assessment {made.pk}"],
        recipient=made.agency.slug,
        justification=reason,
        detail={
            "what": "risk assessment",
            "step": step,
            "death_penalty": made.death_penalty,
            "ill_treatment": made.ill_treatment,
        },
    )
