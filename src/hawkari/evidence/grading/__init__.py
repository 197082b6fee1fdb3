"""Grades, handling and restrictions: vocabularies, rules for reading and release, exchange.

What needs the database (regrading, an agency's own codes) is in modules of its own and is not
named here, so that the one door may use these rules.
"""

from hawkari.evidence.grading.codes import (
    Classification,
    EuropolHandling,
    Grade,
    HandlingCode,
    IntelligenceAssessment,
    PermissibleActions,
    SourceEvaluation,
    TrafficLight,
)
from hawkari.evidence.grading.conversion import Converted, converted, is_raised
from hawkari.evidence.grading.reading import Reader, readable
from hawkari.evidence.grading.reasons import Decision, Reason
from hawkari.evidence.grading.release import may_release, may_release_all
from hawkari.evidence.grading.release_terms import (
    OperationTerms,
    Permissions,
    Recipient,
    Releasable,
    ReleaseAction,
    Subject,
    TransferBasis,
)
from hawkari.evidence.grading.schemes import Scheme, scheme, schemes
from hawkari.evidence.grading.union import Restrictions, union
from hawkari.evidence.grading.values import ConditionValue, MarkingValue

__all__ = [
    "Classification",
    "ConditionValue",
    "Converted",
    "Decision",
    "EuropolHandling",
    "Grade",
    "HandlingCode",
    "IntelligenceAssessment",
    "MarkingValue",
    "OperationTerms",
    "PermissibleActions",
    "Permissions",
    "Reader",
    "Reason",
    "Recipient",
    "Releasable",
    "ReleaseAction",
    "Restrictions",
    "Scheme",
    "SourceEvaluation",
    "Subject",
    "TrafficLight",
    "TransferBasis",
    "converted",
    "is_raised",
    "may_release",
    "may_release_all",
    "readable",
    "scheme",
    "schemes",
    "union",
]
