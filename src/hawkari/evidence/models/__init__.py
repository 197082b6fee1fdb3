"""Tables of the evidence floor, one module a domain noun."""

from hawkari.evidence.models.audit import AuditEntry
from hawkari.evidence.models.judgements import (
    Candidate,
    CanonicalEntity,
    ClusterMember,
    JudgementEvent,
    LinkRun,
)
from hawkari.evidence.models.operations import Operation, OperationMember, SubjectCategory
from hawkari.evidence.models.people import Agency, User
from hawkari.evidence.models.sources import HandlingCondition, LoadRun, RefusedRow, Source
from hawkari.evidence.models.statements import NameKey, Retraction, Statement

__all__ = [
    "Agency",
    "AuditEntry",
    "Candidate",
    "CanonicalEntity",
    "ClusterMember",
    "HandlingCondition",
    "JudgementEvent",
    "LinkRun",
    "LoadRun",
    "NameKey",
    "Operation",
    "OperationMember",
    "RefusedRow",
    "Retraction",
    "Source",
    "Statement",
    "SubjectCategory",
    "User",
]
