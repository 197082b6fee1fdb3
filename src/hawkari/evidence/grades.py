"""UK 3x5x2 grades; the names of `hawkari.evidence.grading.codes`, kept for those who use them."""

from hawkari.evidence.grading.codes import (
    Grade,
    HandlingCode,
    IntelligenceAssessment,
    SourceEvaluation,
)

__all__ = ["Grade", "HandlingCode", "IntelligenceAssessment", "SourceEvaluation"]
