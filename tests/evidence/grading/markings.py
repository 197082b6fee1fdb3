"""Markings for property tests: every code of every scheme, with and without conditions."""

from datetime import date

from hypothesis import strategies as st

from hawkari.evidence.grading import ConditionValue, MarkingValue, scheme
from hawkari.evidence.grading.codes import (
    Classification,
    EuropolHandling,
    IntelligenceAssessment,
    PermissibleActions,
    SourceEvaluation,
    TrafficLight,
)
from hawkari.evidence.grading.values import frozen_originals

NAMES = st.text("abcdefghijklmnopqrstuvwxyz-", min_size=1, max_size=8)
TEXTS = st.text(st.characters(exclude_categories=("Cs", "Cc")), min_size=1, max_size=40).filter(
    str.strip
)
SLUGS = st.frozensets(NAMES, max_size=3)


def codes(scheme_id: str) -> st.SearchStrategy[dict[str, str]]:
    """Codes of a scheme for some or all of its parts."""
    parts = {
        part.id: st.sampled_from([term.code for term in part.terms])
        for part in scheme(scheme_id).parts
        if part.terms
    }
    return st.fixed_dictionaries({}, optional=parts).filter(bool)


conditions = st.builds(
    ConditionValue,
    text=TEXTS,
    code=st.just("") | NAMES,
    agencies=SLUGS,
    users=SLUGS,
    purposes=st.frozensets(st.sampled_from(["crime", "return", "protection"])),
    expires=st.none() | st.dates(date(2020, 1, 1), date(2040, 1, 1)),
    must_consult=st.booleans(),
    satisfied_for=SLUGS,
)
originals = st.fixed_dictionaries(
    {}, optional={each: codes(each) for each in ("uk-5x5x5", "europol-4x4", "admiralty-scale")}
).map(frozen_originals)


@st.composite
def markings(draw) -> MarkingValue:
    handling = draw(st.sampled_from("PC"))
    europol = draw(st.frozensets(st.sampled_from(list(EuropolHandling))))
    return MarkingValue(
        source=draw(st.sampled_from(list(SourceEvaluation))).value,
        intelligence=draw(st.sampled_from(list(IntelligenceAssessment))).value,
        handling=handling,
        condition=draw(conditions) if handling == "C" else None,
        originals=draw(originals),
        europol=frozenset(each.value for each in europol),
        europol_text=draw(TEXTS) if EuropolHandling.OTHER_RESTRICTIONS in europol else "",
        tlp=draw(st.just("") | st.sampled_from([each.value for each in TrafficLight])),
        pap=draw(st.just("") | st.sampled_from([each.value for each in PermissibleActions])),
        gsc=draw(st.just("") | st.sampled_from([each.value for each in Classification])),
    )
