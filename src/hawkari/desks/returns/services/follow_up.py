"""Follow-up interviews: when each is due, its link, and what the phones sent."""

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone

from hawkari.desks.references import new_code
from hawkari.desks.returns.models import Case, CaseEvent, FollowUp
from hawkari.desks.returns.services.access import known_cases, require_reading
from hawkari.desks.returns.services.cases import case_of
from hawkari.desks.returns.services.recording import (
    NewEvent,
    Open,
    change,
    events_of,
    facts_of,
    locked_case,
    step,
)
from hawkari.desks.returns.services.reintegration import (
    HERE,
    PLACES,
    arrival_of,
    record_checked,
)
from hawkari.desks.returns.services.sent_files import Sent
from hawkari.engines.casework import EventKind, Place, Receiver, State, cutoff, deadline
from hawkari.engines.casework.instruments import (
    WAVES,
    Known,
    Score,
    Submission,
    as_text,
    demonstration,
    form_version,
    read_row,
    read_submission,
    workbook,
    xform,
)
from hawkari.engines.casework.reintegration import Survey, fold_reintegration
from hawkari.errors import BadInput
from hawkari.evidence import audit
from hawkari.evidence.access import Access, Action, require
from hawkari.evidence.models import Act

__all__ = [
    "MOST_SHOWN",
    "SOON",
    "Due",
    "Taken",
    "due_follow_ups",
    "empty_form",
    "form_for",
    "take_submissions",
    "waves_of",
]

SOON = timedelta(days=14)
"""From so long before its day on an interview is said to be due."""
MOST_SHOWN = 500
CODE_LETTERS = 10


@dataclass(frozen=True, slots=True)
class Due:
    """One interview of one person.

    Attributes:
        reference: of the case.
        wave: months after arrival.
        state: ``held``, ``declined``, ``overdue``, ``due`` or ``later``.
        due: the day's end by which it is to be held, UTC.
        code: of its link; empty while nobody made one.
        survey: what was answered; None while nothing was.
    """

    reference: str
    wave: int
    state: str
    due: datetime
    code: str = ""
    survey: Survey | None = None


@dataclass(frozen=True, slots=True)
class Taken:
    """What became of one submission that was sent in.

    `state` is ``taken``, ``known`` (sent again: nothing changed) or ``refused``, then with `why`.
    """

    name: str
    state: str
    reference: str = ""
    wave: int | None = None
    why: str = ""


def waves_of(access: Access, reference: str) -> list[Due]:
    """The interviews of one person, those to come as well; none before arrival.

    Raises:
        AccessDenied: if the role may not.
        CaseNotFound: if there is none that the reader may know of.
    """
    case = case_of(access, reference)
    events = events_of(case)
    facts = facts_of(case)
    arrived = arrival_of(events, facts)
    if arrived is None:
        return []
    done = fold_reintegration(events)
    codes = {one.wave: one.code for one in FollowUp.objects.filter(case=case)}
    found, now = [], timezone.now()
    for wave in WAVES:
        end = deadline(f"follow_up_{wave}", arrived, PLACES.get(facts.receiver)).binding
        survey = done.survey(wave)
        state = _state(survey, end, now)
        if survey is None and facts.state is State.CLOSED:
            continue
        found.append(Due(reference, wave, state, end, codes.get(wave, ""), survey))
    return found


def _state(survey: Survey | None, end: datetime, now: datetime) -> str:
    if survey is not None:
        return "held" if survey.agreed else "declined"
    if now >= end:
        return "overdue"
    return "due" if now >= end - SOON else "later"


def due_follow_ups(access: Access) -> list[Due]:
    """Interviews that are due or overdue, of every person the reader may know of; soonest first.

    Nothing stored says that one is due: arrivals are compared with what the clock's inverse gives.
    The look is audited.

    Raises:
        AccessDenied: if the role may not.
    """
    require_reading(access)
    now = timezone.now()
    with transaction.atomic():
        found: list[Due] = []
        for wave in WAVES:
            found += _due_of(access, wave, now)
        found.sort(key=lambda one: (one.due, one.reference))
        audit.record(
            Act.CONSULT, access=access, objects=sorted({one.reference for one in found}),
            count=len(found), detail={"what": "follow-ups due"},
        )  # fmt: skip
    return found[:MOST_SHOWN]


def _due_of(access: Access, wave: int, now: datetime) -> Iterable[Due]:
    """Who is to be interviewed in a wave, by one query for each receiving authority."""
    clock = f"follow_up_{wave}"
    for receiver in Receiver:
        place: Place = PLACES[receiver]
        cases = (
            known_cases(access)
            .filter(
                disposed_at__isnull=True,
                standing__state__in=list(HERE),
                standing__receiver=receiver,
                standing__arrived_at__lte=cutoff(clock, now + SOON, place),
            )
            .exclude(follow_ups__wave=wave, follow_ups__taken_at__isnull=False)
            .select_related("standing")
            .order_by("standing__arrived_at", "pk")[:MOST_SHOWN]
        )
        chosen = list(cases)
        codes = dict(
            FollowUp.objects.filter(case__in=chosen, wave=wave).values_list("case_id", "code")
        )
        for case in chosen:
            arrived = case.standing.arrived_at
            if arrived is not None:
                end = deadline(clock, arrived, place).binding
                yield Due(case.reference, wave, _state(None, end, now), end, codes.get(case.pk, ""))


# --- links and forms ---------------------------------------------------------------------------


def form_for(access: Access, reference: str, wave: int) -> tuple[str, str]:
    """The form of one person and wave, filled with what is known; makes its link the first time.

    Returns:
        The link's code, and the XForm.

    Raises:
        AccessDenied: if the role may not.
        BadInput: if there is no such case or wave, the person has not arrived, or the interview was
            held.
    """
    require(access, Action.CASEWORK)
    if wave not in WAVES:
        raise BadInput(f"{wave} is no wave", f"One of {', '.join(map(str, WAVES))} months.")
    instrument = demonstration()
    with transaction.atomic():
        case = locked_case(access, reference)
        link = _link(access, case, wave)
        audit.record(
            Act.DISCLOSE, access=access, objects=[reference], count=1,
            detail={"what": "follow-up form", "wave": wave},
        )  # fmt: skip
    return link.code, xform(instrument, _known(case, link))


def _link(access: Access, case: Case, wave: int) -> FollowUp:
    if facts_of(case).state not in HERE:
        raise BadInput("the person has not arrived, or the case is closed", "Look at it again.")
    link = FollowUp.objects.filter(case=case, wave=wave).first()
    if link is not None and link.taken_at is not None:
        raise BadInput("this interview was held already", "Look at its answers.")
    instrument = demonstration()
    version = form_version(instrument)
    if link is None:
        return FollowUp.objects.create(
            case=case, wave=wave, code=_new_code(), instrument=instrument.id, version=version,
            made_at=timezone.now(), made_by=access.user.get_username(),
        )  # fmt: skip
    return link


def _new_code() -> str:
    while FollowUp.objects.filter(code=(made := new_code(CODE_LETTERS))).exists():
        pass
    return made


def _known(case: Case, link: FollowUp) -> Known:
    """What is filled in: the district as last said; no answer to a question that scores."""
    said = [
        one.body.get("known", {})
        for one in CaseEvent.objects.filter(case=case, kind=EventKind.SURVEY).order_by("number")
    ]
    last = said[-1] if said else {}
    household = last.get("household")
    return Known(
        link.code, link.wave, str(last.get("place") or case.person.home_area),
        household if isinstance(household, int) else None,
    )  # fmt: skip


def empty_form(access: Access) -> bytes:
    """The XLSForm that serves everybody, for a server of ODK, Kobo or Enketo.

    Raises:
        AccessDenied: if the role may not.
    """
    require_reading(access)
    with transaction.atomic():
        audit.record(Act.CONSULT, access=access, count=0, detail={"what": "follow-up form"})
    return workbook(demonstration())


# --- what came back ----------------------------------------------------------------------------


def take_submissions(access: Access, sent: Sequence[Sent]) -> list[Taken]:
    """Put submissions to their cases, each in a transaction of its own; good ones are kept.

    Sending one again changes nothing. A second, different interview of the same person and wave is
    refused, and so is one whose own score is not the one worked out here.

    Args:
        access: who sends them in.
        sent: name of each, with its XML or the fields of its row.

    Raises:
        AccessDenied: if the role may not.
    """
    require(access, Action.CASEWORK)
    return [_take(access, name, raw) for name, raw in sent]


def _take(access: Access, name: str, sent: bytes | Mapping[str, str]) -> Taken:
    demo = demonstration()
    try:
        submission = (
            read_submission(demo, sent) if isinstance(sent, bytes) else read_row(demo, sent)
        )
        link = _link_of(access, submission)
        if link.taken_at is not None and _same(link, submission):
            return Taken(name, "known", link.case.reference, link.wave)
        change(access, link.case.reference, lambda opened: _record(access, opened, submission))
    except BadInput as error:
        return Taken(name, "refused", why=str(error))
    return Taken(name, "taken", link.case.reference, link.wave)


def _link_of(access: Access, submission: Submission) -> FollowUp:
    """The link that a submission carries, if it is of a case that the sender may know of."""
    found = (
        FollowUp.objects.filter(case__in=known_cases(access), code=submission.link)
        .select_related("case")
        .first()
    )
    if found is None or found.wave != submission.wave:
        raise BadInput(
            "its code is of no follow-up of that wave here",
            "Look which operation it belongs to, and whether the code was typed wrongly.",
            where=("link",),
        )
    return found


def _same(link: FollowUp, submission: Submission) -> bool:
    return (link.instance, link.digest) == (submission.instance, _digest(submission))


def _digest(submission: Submission) -> str:
    """SHA-256 of what was said, the same by whichever way it came."""
    said = {name: as_text(one) for name, one in submission.answers.items()}
    text = json.dumps([submission.agreed, submission.day.isoformat(), said], sort_keys=True)
    return hashlib.sha256(text.encode()).hexdigest()


def _record(access: Access, opened: Open, submission: Submission) -> list[CaseEvent]:
    """Record an interview in its locked case; whoever sends the same at the same time waits."""
    link = FollowUp.objects.select_for_update().get(code=submission.link)
    if link.taken_at is not None:
        if _same(link, submission):
            return []
        raise BadInput(
            "another interview of this person and wave was taken already",
            "Nothing was changed. Compare the two, and note on the case what is right.",
            where=("link",),
        )
    _check_day(opened, submission)
    rows = record_checked(opened, access, NewEvent(EventKind.SURVEY, _body(link, submission)))
    if opened.facts.state is State.SUPPORTED:
        to = State.FOLLOW_UP
        rows += step(access, opened, NewEvent(EventKind.MOVED, {"to": str(to)}), to=to)
    link.instance, link.digest = submission.instance, _digest(submission)
    link.taken_at, link.taken_by = opened.now, access.user.get_username()
    link.save(update_fields=["instance", "digest", "taken_at", "taken_by"])
    return rows


def _check_day(opened: Open, submission: Submission) -> None:
    """Refuse a day that cannot be: a phone's clock is wrong, and the quarter's numbers would be."""
    arrived = arrival_of(opened.events, opened.facts)
    # A phone tells its own day, which may be one ahead of ours, or one behind at arrival.
    first = arrived.date() - timedelta(days=1) if arrived is not None else submission.day
    if not first <= submission.day <= opened.now.date() + timedelta(days=1):
        raise BadInput(
            f"it is dated {submission.day}, before the arrival or in the future",
            "Look at the phone's clock, and ask again with the right day.",
            where=("today",),
        )


def _body(link: FollowUp, submission: Submission) -> dict[str, object]:
    scored = submission.scored
    return {
        "month": link.wave, "day": submission.day.isoformat(), "agreed": submission.agreed,
        "instrument": link.instrument, "version": link.version,
        "known": {"place": submission.place, "household": submission.household},
        "answers": {name: as_text(one) for name, one in submission.answers.items()},
        "scores": {one.dim: _kept(one) for one in (scored.whole, *scored.dimensions)},
    }  # fmt: skip


def _kept(one: Score) -> dict[str, object]:
    return {
        "value": one.value, "highest": one.highest, "band": one.band,
        "answered": one.answered, "asked": one.asked,
    }  # fmt: skip
