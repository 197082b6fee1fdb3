"""What the law says of barriers, in its own words; see `law`."""

from collections.abc import Callable, Iterator, Mapping
from datetime import date, datetime, timedelta

from hawkari.engines.casework.events import Event, EventKind
from hawkari.engines.casework.proof.history import History, codes_of, day_of

__all__ = [
    "AGAINST_THE_WILL",
    "HARD",
    "VOIDING",
    "WHO_DECIDES",
    "barriers",
    "end_of",
    "nothing_unheard_of",
]

# Whose decision ends each barrier. No officer of the returns desk is among them.
WHO_DECIDES: Mapping[str, frozenset[str]] = {
    barrier: frozenset(who.split())
    for barrier, who in {
        "asylum_claim": "home_office person",
        "appeal_window": "time tribunal",
        "appeal_pending": "tribunal court person",
        "further_submissions": "home_office person",
        "jr_pending": "court tribunal person",
        "injunction": "court",
        "rule39": "strasbourg_court",
        "nrm_rg_pending": "competent_authority",
        "nrm_recovery": "competent_authority",
        "family_28d": "time home_office",
        "ifrp_not_consulted": "family_panel",
        "s55_not_assessed": "home_office",
        "uac": "childrens_services",
        "age_dispute": "childrens_services court",
        "pregnancy": "clinician",
        "fitness_to_fly": "clinician",
        "capacity": "clinician court",
        "rule35_open": "home_office",
        "statelessness": "home_office person",
        "pending_application": "home_office person",
        "art3_documents": "receiving_authority home_office",
        "art15c_area": "home_office",
        "prosecution_or_witness": "police_or_prosecutor court",
        "nationality_in_doubt": "receiving_authority",
        "no_travel_document": "receiving_authority",
        "not_accepted": "receiving_authority",
    }.items()
}
_CONDITIONS = ("nationality_in_doubt", "no_travel_document", "not_accepted")
HARD = tuple(one for one in WHO_DECIDES if one not in _CONDITIONS)
# Barriers about the claim itself: after one, the person must be told anew.
VOIDING = frozenset(
    {
        *("asylum_claim", "appeal_window", "appeal_pending", "further_submissions", "jr_pending"),
        *("injunction", "rule39", "nrm_rg_pending", "nrm_recovery", "family_28d", "uac"),
        *("age_dispute", "capacity", "statelessness", "pending_application"),
    }
)
# A paper that says nothing about the matter lifts nothing.
_NO_PAPER = frozenset({"", "note", "email", "override", "other"})
# What a paper must say to end anything, where it may say this or that.
_ENDS_WHEN: Mapping[str, frozenset[str]] = {
    paper: frozenset(said.split())
    for paper, said in {
        "decision_notice": "refused withdrawn",
        "determination": "dismissed refused withdrawn abandoned",
        "order": "discharged dismissed refused withdrawn has_capacity",
        "grounds_decision": "negative",
        "conclusive_decision": "negative",
        "disqualification": "disqualified",
        "panel_advice": "may_return",
        "written_assessment": "may_return",
        "reception_agreement": "agreed",
        "age_assessment": "adult",
        "clinical_statement": "fit has_capacity",
        "written_answer": "may_return",
        "written_release": "released",
        "written_acceptance": "accepted",
    }.items()
}
# Said in the person's favour, or that nothing has ended.
_FAVOURS = frozenset(
    {
        *("granted", "allowed", "quashed", "stays", "positive", "not_disqualified", "child"),
        *("may_not_return", "unfit", "lacks_capacity"),
    }
)
# Days, not counting the first, after which two of them are over by time alone.
_DAYS = {"appeal_window": 14, "family_28d": 28}
# What a paper about one thing may bring about another: somebody must look again.
_BRINGS: Mapping[str, tuple[tuple[str, str], ...]] = {
    "appeal_window": (
        ("asylum_claim", "decision_notice"),
        ("further_submissions", "decision_notice"),
        ("statelessness", "decision_notice"),
        ("pending_application", "decision_notice"),
    ),
    "appeal_pending": (("appeal_window", "appeal_lodged"),),
    "family_28d": (("appeal_pending", "determination"),),
    "nrm_recovery": (("nrm_rg_pending", "grounds_decision"),),
}
# What somebody knew so long ago nobody knows now.
_KNOWN_FOR = timedelta(days=60)
# For such people that none was found is no answer.
_NEVER_NONE = {
    "s55_not_assessed": "children",
    "ifrp_not_consulted": "children",
    "uac": "unaccompanied",
    "pregnancy": "pregnant",
    "fitness_to_fly": "ill",
}
AGAINST_THE_WILL = frozenset({"enforced", "port"})

Clause = Callable[[History], Iterator[str]]


def barriers(*kinds: str) -> Clause:
    """No such barrier is open or unknown."""

    def clause(history: History) -> Iterator[str]:
        for kind in kinds:
            if not _is_closed(history, kind):
                yield f"{kind} open or unknown"

    return clause


def _is_closed(history: History, kind: str) -> bool:
    openings = history.openings(kind)
    ends = [end_of(history, kind, one) for one in openings]
    if None in ends:
        return False
    looked = [
        one
        for one in history.of(EventKind.BARRIER_CHECKED)
        if kind in codes_of(one.body.get("barriers")) and history.is_fresh(one)
    ]
    papers = [one for one in ends if one is not None]
    if all(one.at < history.at - _KNOWN_FOR for one in (*looked, *papers)):
        return False
    came = _may_have_come(history, kind)
    if came is not None and not (
        any(one.at >= came.at for one in looked) or any(_is_about(one, came) for one in openings)
    ):
        return False
    if any(_is_past(one, history.at) for one in papers):
        return False
    if openings:
        return bool(looked) or any(history.is_fresh(one) for one in papers)
    last = looked[-1] if looked else None
    return last is not None and not _is_past(last, history.at) and _none_is_an_answer(history, kind)


def nothing_unheard_of(history: History) -> Iterator[str]:
    """No barrier is open of a kind that the law does not name."""
    for one in history.of(EventKind.BARRIER_OPENED):
        if one.body.get("barrier") not in WHO_DECIDES:
            yield f"{one.body.get('barrier')} open, of a kind nobody knows"


def _none_is_an_answer(history: History, kind: str) -> bool:
    if kind == "ifrp_not_consulted" and history.detail("route") not in {*AGAINST_THE_WILL, None}:
        return True
    return kind not in _NEVER_NONE or history.detail(_NEVER_NONE[kind]) in (False, 0)


def end_of(history: History, kind: str, opening: Event) -> Event | None:
    """The paper that ends one opening, unless a later one was in the person's favour.

    It is of who decides, dated, not older than the opening, and says what ends such a thing. Taking
    back what was said in the person's favour ends nothing either.
    """
    found = None
    stands = {one.number for one in history.of(EventKind.BARRIER_LIFTED)}
    for one in sorted(history.events, key=lambda each: (each.at, each.number)):
        body = one.body
        about = (body.get("barrier"), body.get("opening")) == (kind, opening.number)
        if one.kind is not EventKind.BARRIER_LIFTED or not about:
            continue
        if body.get("outcome") in _FAVOURS and body.get("decided_by") in WHO_DECIDES[kind]:
            found = None
        elif found is None and one.number in stands and _ends(kind, opening, one):
            found = one
    return found


def _ends(kind: str, opening: Event, one: Event) -> bool:
    body = one.body
    dated, paper = day_of(body.get("dated")), str(body.get("document_kind"))
    return (
        body.get("decided_by") in WHO_DECIDES[kind]
        and bool(body.get("document"))
        and paper not in _NO_PAPER
        and (paper not in _ENDS_WHEN or body.get("outcome") in _ENDS_WHEN[paper])
        and dated is not None
        and opening.at.date() <= dated <= one.recorded.date()
        and (body.get("decided_by") != "time" or _time_is_up(kind, opening, dated))
    )


def _time_is_up(kind: str, opening: Event, dated: date) -> bool:
    days = _DAYS.get(kind)
    return days is not None and dated > opening.at.date() + timedelta(days=days)


def _may_have_come(history: History, kind: str) -> Event | None:
    """The last paper that ended something else and may have brought this."""
    ends = [
        (end_of(history, other, one), paper)
        for other, paper in _BRINGS.get(kind, ())
        for one in history.openings(other)
    ]
    found = [end for end, paper in ends if end and end.body.get("document_kind") == paper]
    return max(found, key=lambda one: (one.at, one.number), default=None)


def _is_about(opening: Event, came: Event) -> bool:
    dated = day_of(came.body.get("dated"))
    return opening.recorded >= came.at or (dated is not None and opening.at.date() >= dated)


def _is_past(event: Event, at: datetime) -> bool:
    review = day_of(event.body.get("review"))
    return review is not None and review <= at.date()
