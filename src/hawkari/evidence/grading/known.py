"""Which codes of a marking are known; the others deny, wherever they are asked about."""

from hawkari.errors import BadInput
from hawkari.evidence.grading.codes import (
    Classification,
    EuropolHandling,
    HandlingCode,
    IntelligenceAssessment,
    PermissibleActions,
    SourceEvaluation,
    TrafficLight,
)
from hawkari.evidence.grading.schemes import scheme
from hawkari.evidence.grading.values import MarkingValue

__all__ = ["unknown_codes"]

SOURCES = frozenset(SourceEvaluation)
ASSESSMENTS = frozenset(IntelligenceAssessment)
HANDLING = frozenset(HandlingCode)
EUROPOL = frozenset(EuropolHandling)
LIGHTS = frozenset({"", *TrafficLight})
ACTIONS = frozenset({"", *PermissibleActions})
LEVELS = frozenset({"", *Classification})


def unknown_codes(marking: MarkingValue) -> list[str]:
    """Causes for every code of a marking that its scheme does not have, or that is missing.

    Grade and handling must be there; Europol, TLP, PAP and classification may be missing. H3
    without words counts as unknown.
    """
    checks = (
        ("grade-unknown", _is_grade(marking)),
        ("original-unknown", _are_originals(marking)),
        ("handling-unknown", marking.handling in HANDLING),
        ("europol-unknown", marking.europol <= EUROPOL),
        ("europol-h3-text", _has_text(marking)),
        ("tlp-unknown", marking.tlp in LIGHTS),
        ("pap-unknown", marking.pap in ACTIONS),
        ("gsc-unknown", marking.gsc in LEVELS),
    )
    return [cause for cause, is_well in checks if not is_well]


def _is_grade(marking: MarkingValue) -> bool:
    return marking.source in SOURCES and marking.intelligence in ASSESSMENTS


def _has_text(marking: MarkingValue) -> bool:
    return EuropolHandling.OTHER_RESTRICTIONS not in marking.europol or bool(
        marking.europol_text.strip()
    )


def _are_originals(marking: MarkingValue) -> bool:
    try:
        for scheme_id, parts in marking.originals:
            for part, code in parts:
                found = scheme(scheme_id)
                # Own codes of an agency are words of its own: any text is one.
                if not found.part(part).takes_own_codes:
                    found.read(part, code)
    except BadInput:
        return False
    return True
