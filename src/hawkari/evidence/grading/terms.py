"""Between a marking as somebody gives it (`MarkingTerms`) and as rules decide on it."""

from hawkari.evidence.grading.codes import (
    Grade,
    HandlingCode,
    IntelligenceAssessment,
    SourceEvaluation,
)
from hawkari.evidence.grading.values import ConditionValue, MarkingValue, frozen_originals
from hawkari.evidence.marking_terms import Condition, MarkingTerms

__all__ = ["as_terms", "as_value"]


def as_value(terms: MarkingTerms) -> MarkingValue:
    """Terms as a value; agencies by their slugs."""
    condition = terms.condition
    return MarkingValue(
        source=terms.grade.source.value,
        intelligence=terms.grade.intelligence.value,
        handling=terms.handling.value,
        condition=ConditionValue(
            text=condition.text,
            agencies=frozenset(condition.agencies),
            purposes=frozenset(condition.purposes),
            expires=condition.until,
            must_consult=condition.consult_originator,
            code=condition.code,
            users=frozenset(condition.users),
        )
        if condition is not None
        else None,
        originals=frozen_originals(terms.originals),
        europol=frozenset(terms.europol),
        europol_text=terms.europol_text,
        tlp=terms.tlp,
        pap=terms.pap,
        gsc=terms.gsc,
    )


def as_terms(value: MarkingValue, *, is_ours: bool = False) -> MarkingTerms:
    """A value whose codes are known as terms to be stored.

    Agreements of a condition's originator are left out, and so are the users that it names unless
    the value `is_ours`: they are decisions and people of another installation, and without them
    fewer may see the value.
    """
    condition = value.condition
    return MarkingTerms(
        grade=Grade(SourceEvaluation(value.source), IntelligenceAssessment(value.intelligence)),
        handling=HandlingCode(value.handling),
        condition=Condition(
            text=condition.text,
            agencies=tuple(sorted(map(str, condition.agencies))),
            until=condition.expires,
            purposes=tuple(sorted(condition.purposes)),
            consult_originator=condition.must_consult,
            code=condition.code,
            users=tuple(sorted(map(str, condition.users))) if is_ours else (),
        )
        if condition is not None
        else None,
        originals={scheme: dict(parts) for scheme, parts in value.originals},
        europol=tuple(sorted(value.europol)),
        europol_text=value.europol_text,
        tlp=value.tlp,
        pap=value.pap,
        gsc=value.gsc,
    )
