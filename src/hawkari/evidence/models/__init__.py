"""Tables of the evidence floor, one module a domain noun."""

from hawkari.evidence.models.audit import Act, AuditEntry, AuditHead
from hawkari.evidence.models.break_glass import BreakGlass, GlassOutcome
from hawkari.evidence.models.charts import ChartVersion, SavedChart
from hawkari.evidence.models.disclosures import (
    CategoryPeriod,
    Change,
    CorrectionNotice,
    Disclosure,
    DisclosureItem,
    Medium,
    NoticeState,
    RowDecision,
    SubjectExport,
    SubjectExportRow,
    SubjectExportState,
)
from hawkari.evidence.models.figures import RouteFigure
from hawkari.evidence.models.frontline import FrontlineCheck, FrontlineFile
from hawkari.evidence.models.indicators import Indicator, IndicatorRelease
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
    OperationReview,
    PurposeKind,
    Role,
    SubjectCategory,
)
from hawkari.evidence.models.outbox import (
    Basis,
    IncomingPackage,
    IncomingState,
    OutgoingPackage,
    OutgoingState,
)
from hawkari.evidence.models.people import Agency, User
from hawkari.evidence.models.policy import PolicyInForce
from hawkari.evidence.models.regradings import AgencyCode, Regrading
from hawkari.evidence.models.retention import (
    Disposal,
    DisposalScope,
    DisposalState,
    DisposedFile,
    Hold,
    HoldKind,
    RetentionReview,
    ReviewDecision,
    Tombstone,
)
from hawkari.evidence.models.reviewing import HarmMark, IssueKind, ReviewIssue, SecondReading
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
from hawkari.evidence.models.tasks import Task, TaskAnswer, TaskKind, TaskState, TaskStep
from hawkari.evidence.models.watching import (
    AlertState,
    WatchAlert,
    WatchEntry,
    WatchGround,
    WatchKind,
)

__all__ = [
    "Act",
    "Agency",
    "AgencyCode",
    "AlertState",
    "AuditEntry",
    "AuditHead",
    "Basis",
    "BreakGlass",
    "Candidate",
    "CanonicalEntity",
    "Category",
    "CategoryPeriod",
    "Change",
    "ChartVersion",
    "ClusterMember",
    "ConditionSatisfaction",
    "CorrectionNotice",
    "Disclosure",
    "DisclosureItem",
    "Disposal",
    "DisposalScope",
    "DisposalState",
    "DisposedFile",
    "FrontlineCheck",
    "FrontlineFile",
    "GlassOutcome",
    "HandlingCondition",
    "HarmMark",
    "Hold",
    "HoldKind",
    "IncomingPackage",
    "IncomingState",
    "Indicator",
    "IndicatorRelease",
    "IssueKind",
    "JudgementEvent",
    "JudgementKind",
    "LinkRun",
    "LoadPart",
    "LoadRun",
    "LoadSighting",
    "LoadState",
    "Marking",
    "Medium",
    "NoticeState",
    "Operation",
    "OperationMember",
    "OperationReview",
    "OutgoingPackage",
    "OutgoingState",
    "PolicyInForce",
    "PurposeKind",
    "RefusedRow",
    "Regrading",
    "RetentionReview",
    "Retraction",
    "ReviewDecision",
    "ReviewIssue",
    "Role",
    "RouteFigure",
    "RowDecision",
    "SavedChart",
    "SearchKey",
    "SecondReading",
    "Source",
    "Statement",
    "SubjectCategory",
    "SubjectExport",
    "SubjectExportRow",
    "SubjectExportState",
    "Task",
    "TaskAnswer",
    "TaskKind",
    "TaskState",
    "TaskStep",
    "Tombstone",
    "User",
    "WatchAlert",
    "WatchEntry",
    "WatchGround",
    "WatchKind",
]
