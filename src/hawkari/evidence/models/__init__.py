"""Tables of the evidence floor, one module a domain noun."""

from hawkari.evidence.models.audit import Act, AuditEntry, AuditHead
from hawkari.evidence.models.judgements import (
    Candidate,
    CanonicalEntity,
    ClusterMember,
    JudgementEvent,
    JudgementKind,
    LinkRun,
)
from hawkari.evidence.models.markings import (
    ConditionSatisfaction,
    HandlingCondition,
    LoadPart,
    Marking,
)
from hawkari.evidence.models.operations import (
    Category,
    Operation,
    OperationMember,
    PurposeKind,
    Role,
    SubjectCategory,
)
from hawkari.evidence.models.people import Agency, User
from hawkari.evidence.models.sources import (
    LoadRun,
    LoadState,
    RefusedRow,
    Source,
)
from hawkari.evidence.models.statements import (
    LoadSighting,
    Retraction,
    SearchKey,
    Statement,
)

__all__ = [
    "Act",
    "Agency",
    "AuditEntry",
    "AuditHead",
    "Candidate",
    "CanonicalEntity",
    "Category",
    "ClusterMember",
    "ConditionSatisfaction",
    "HandlingCondition",
    "JudgementEvent",
    "JudgementKind",
    "LinkRun",
    "LoadPart",
    "LoadRun",
    "LoadSighting",
    "LoadState",
    "Marking",
    "Operation",
    "OperationMember",
    "PurposeKind",
    "RefusedRow",
    "Retraction",
    "Role",
    "SearchKey",
    "Source",
    "Statement",
    "SubjectCategory",
    "User",
]
