"""What may never be, said once more and without the guard table.

The proof searches what the table allows for a step that this module calls unlawful. It has its own
list of barriers, of who may decide about each, of what may be told, and its own count of days. It
is derived from no row of the table; a rule that changes must be changed in both.
"""

from collections.abc import Callable, Iterator, Mapping
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from hawkari.engines.casework.events import Event, EventKind
from hawkari.engines.casework.proof.history import History, codes_of, day_of
from hawkari.engines.casework.proof.law_barriers import (
    AGAINST_THE_WILL,
    HARD,
    VOIDING,
    WHO_DECIDES,
    barriers,
    end_of,
    nothing_unheard_of,
)
from hawkari.engines.casework.values import Json, State

__all__ = ["unlawful"]

_MAY_BE_TOLD = frozenset(
    {
        *("names", "date_of_birth", "place_of_birth", "sex", "nationality", "parents_names"),
        *("photograph", "document_numbers", "travel_date", "flight", "language"),
        *("family_travelling", "assistance_on_arrival"),
    }
)
_TO_TRAVEL_ON = frozenset(
    {"passport", "laissez_passer", "eu_letter", "chicago_letter", "emergency_travel_document"}
)
_A_DAY = timedelta(hours=24)
# Immigration and Asylum Act 1999 s.10A as it stands.
_NOTICES_BEGIN = date(2023, 11, 20)

Clause = Callable[[History], Iterator[str]]


def unlawful(before: State | None, to: State, history: History) -> list[str]:
    """Everything for which a step would be unlawful; empty when it would be lawful.

    Args:
        before: where the case stands.
        to: where it would stand.
        history: what has happened, when, and who takes the step.
    """
    found = [f"from {before}"] if before not in _COMES_FROM.get(to, {before}) else []
    for clause in _LAW.get(to, ()):
        found += clause(history)
    return found


# --- person and papers --------------------------------------------------------------------------


def _known(history: History) -> Iterator[str]:
    for name in ("route", "receiver", "language", "interpreter"):
        if not history.detail(name):
            yield f"{name} unknown"


def _belongs_here(history: History) -> Iterator[str]:
    pool = _may_stay(history)
    may_go_home = history.detail("route") in {"voluntary", "assisted"}
    if pool in {"died", "left"} or (pool in {"leave", "citizen"} and not may_go_home):
        yield f"the person is not to be returned: {pool}"


def _may_stay(history: History) -> Json:
    """Why the person should not be here: somebody said so, or a decision gave leave to stay."""
    found: Json = None
    said = {one.number for one in history.said}
    for one in sorted(history.events, key=lambda each: (each.at, each.number)):
        if one.kind is EventKind.BARRIER_LIFTED and one.body.get("outcome") == "granted":
            found = "leave" if found in {None, "none"} else found
        elif one.kind in {EventKind.OPENED, EventKind.DETAILS} and one.number in said:
            found = one.body.get("pool") or found
    return found


def _consented(history: History) -> Iterator[str]:
    if history.of(EventKind.CONSENT_WITHDRAWN):
        yield "consent was withdrawn"
    if history.detail("route") in AGAINST_THE_WILL:
        return
    given = history.since_back(EventKind.CONSENT_GIVEN)
    body = given[-1].body if given else {}
    dated, counselled = day_of(body.get("dated")), day_of(body.get("counselled"))
    language = history.detail("language")
    if not (body.get("informed") is True and body.get("told_withdrawable") is True):
        yield "no informed consent"
    if dated is None or dated > history.at.date() or not body.get("document"):
        yield "no dated consent"
    if not language or body.get("language") != language:
        yield "consent in another language"
    if counselled is None or dated is None or counselled > dated:
        yield "no counselling before the consent"
    if not language or body.get("counselling_language") != language:
        yield "counselling in another language"


def _document(*statuses: str) -> Clause:
    def clause(history: History) -> Iterator[str]:
        latest = {one.body.get("document"): one.body for one in history.of(EventKind.DOCUMENT)}
        good = [
            body
            for body in latest.values()
            if body.get("kind") in _TO_TRAVEL_ON
            and body.get("status") in statuses
            and (_outlasts(body, history) or ("agreed" in statuses and not body.get("expires")))
        ]
        if not good:
            yield "no travel document"
        yield from _by_hand(history, "no_travel_document")

    return clause


def _by_hand(history: History, kind: str) -> Iterator[str]:
    if any(end_of(history, kind, one) is None for one in history.openings(kind)):
        yield f"{kind} open"


def _outlasts(body: Mapping[str, Json], history: History) -> bool:
    expires = day_of(body.get("expires"))
    return expires is not None and expires > history.landing


def _accepted(history: History) -> Iterator[str]:
    answers = history.since_back(EventKind.RECEIVER_ANSWERED)
    body = answers[-1].body if answers else {}
    dated = day_of(body.get("dated"))
    named = history.detail("receiver")
    if body.get("answer") != "accepted" or not named or body.get("receiver") != named:
        yield "not accepted by the named authority"
    elif not body.get("document") or dated is None or dated > history.at.date():
        yield "no written acceptance"
    elif not _outlasts(body, history):
        yield "acceptance ends before landing"
    yield from _by_hand(history, "not_accepted")


def _told_too_much(history: History) -> Iterator[str]:
    for one in history.of(EventKind.RECEIVER_ASKED):
        if set(codes_of(one.body.get("fields"))) - _MAY_BE_TOLD:
            yield "the receiving authority was told too much"


_LONDON = ZoneInfo("Europe/London")

# --- notices ------------------------------------------------------------------------------------


def _told(history: History) -> Iterator[str]:
    if history.detail("route") not in AGAINST_THE_WILL:
        return
    for kind in ("intention", "departure_details"):
        if not any(_is_good(one, history) for one in history.notices(kind)):
            yield f"no good notice: {kind}"


def _is_good(notice: Event, history: History) -> bool:
    body, booking = notice.body, history.booking
    until = body.get("valid_until")
    if isinstance(until, str) and until and datetime.fromisoformat(until) <= history.at:
        return False
    # Three weeks, counted to the end of the last day and one day for the clocks of any place.
    fell = [at for at in history.fell_through if at >= notice.at]
    if fell and history.at > fell[0] + timedelta(days=23):
        return False
    there = booking.body.get("destination") if booking else body.get("destination")
    way = (booking.body.get("route") if booking else "") or body.get("route")
    if str(way).strip().casefold() != str(body.get("route")).strip().casefold():
        return False
    if not fell and booking and _of_another_journey(body, booking.body):
        return False
    if _was_open(history, notice):
        return False
    language = history.detail("language")
    return (
        bool(language)
        and body.get("language") == language
        and bool(body.get("route"))
        and bool(body.get("destination"))
        and str(there).strip().casefold() == str(body.get("destination")).strip().casefold()
        and body.get("appeal_details") is True
        and body.get("lawyer_details") is True
    )


def _of_another_journey(said: Mapping[str, Json], booked: Mapping[str, Json]) -> bool:
    """Whether a person was told another day or another carrier than they are to leave with."""
    carriers = {str(one.get("carrier") or "").strip().casefold() for one in (said, booked)} - {""}
    days = {
        f"{datetime.fromisoformat(at).astimezone(_LONDON):%Y-%m-%d}"
        for at in (said.get("departs"), booked.get("departs"))
        if isinstance(at, str) and at
    }
    return len(carriers) > 1 or len(days) > 1


def _was_open(history: History, notice: Event) -> bool:
    """Whether something that makes a notice worthless was open when it was served, or since."""
    for one in history.of(EventKind.BARRIER_OPENED):
        kind = str(one.body.get("barrier"))
        if kind in VOIDING or kind not in WHO_DECIDES:
            end = end_of(history, kind, one) if kind in WHO_DECIDES else None
            if end is None or end.at >= notice.at:
                return True
    return False


def _time_given(history: History) -> Iterator[str]:
    if history.detail("route") not in AGAINST_THE_WILL:
        return
    for one in history.notices():
        if one.at.date() < _NOTICES_BEGIN:
            yield "notice older than the rule"
        if history.at < _five_working_days(one.at):
            yield "notice period running"
        promised = one.body.get("period_ends")
        if isinstance(promised, str) and history.at < datetime.fromisoformat(promised):
            yield "told a longer period"


def _five_working_days(served: datetime) -> datetime:
    """The least that five working days can be: weekends only, no holiday counted."""
    day, left = served.date(), 5
    while left:
        day += timedelta(days=1)
        left -= day.weekday() < 5
    midnight = datetime.combine(day + timedelta(days=1), datetime.min.time(), UTC)
    return midnight - timedelta(hours=1)


# --- the journey --------------------------------------------------------------------------------


def _booked(history: History) -> Iterator[str]:
    booking = history.booking
    if booking is None:
        yield "no booking"
        return
    departs, lands = (_moment(booking.body.get(name)) for name in ("departs", "lands"))
    if departs is None or lands is None or lands <= departs:
        yield "no journey on the booking"
    elif history.at > departs + _A_DAY:
        yield "the booked day is past"
    if booking.body.get("receiver") != history.detail("receiver"):
        yield "booked to another authority"


def _received(history: History) -> Iterator[str]:
    needing = [history.detail(one) for one in ("children", "unaccompanied", "ill", "pregnant")]
    arranged = history.booking is not None and history.booking.body.get("reception")
    if not arranged and any(one not in (False, 0) for one in needing):
        yield "no reception for children or the ill"


def _ready_to_leave(history: History) -> Iterator[str]:
    booking = history.booking
    body = booking.body if booking is not None else {}
    for name in ("escort", "medical_notes"):
        if not body.get(name):
            yield f"{name} missing"
    departs = _moment(body.get("departs"))
    if departs is not None and history.at < departs - _A_DAY:
        yield "the booked day has not come"
    one, other = history.actor.strip().casefold(), history.second.strip().casefold()
    if not one or not other or one == other:
        yield "one person alone"


def _moment(value: Json) -> datetime | None:
    return datetime.fromisoformat(value) if isinstance(value, str) and value else None


_PERSON = (_known, _belongs_here)
_JOURNEY: tuple[Clause, ...] = (
    *(*_PERSON, _consented, barriers(*HARD, "nationality_in_doubt"), nothing_unheard_of),
    *(_document("issued"), _accepted, _told_too_much, _told, _time_given, _booked, _received),
)
_LAW: Mapping[State, tuple[Clause, ...]] = {
    State.LIABLE: (*_PERSON, barriers(*HARD), nothing_unheard_of),
    State.VOLUNTARY_COUNSELLING: (*_PERSON, _consented),
    State.DOCUMENTING: (barriers("nationality_in_doubt"),),
    State.ACCEPTED_BY_RECEIVER: (_document("agreed", "issued"), _accepted, _told_too_much),
    State.NOTICE_SERVED: (_told,),
    State.NOTICE_ELAPSED: (_told, _time_given),
    State.BOOKED: _JOURNEY,
    State.DEPARTED: (*_JOURNEY, _ready_to_leave),
}
_COMES_FROM: Mapping[State, set[State | None]] = {
    State.LIABLE: {State.SCREENING},
    State.VOLUNTARY_COUNSELLING: {State.SCREENING},
    State.DOCUMENTING: {State.LIABLE, State.VOLUNTARY_COUNSELLING},
    State.ACCEPTED_BY_RECEIVER: {State.DOCUMENTING, State.BOOKED},
    State.NOTICE_SERVED: {State.ACCEPTED_BY_RECEIVER},
    State.NOTICE_ELAPSED: {State.NOTICE_SERVED, State.BOOKED},
    State.BOOKED: {State.NOTICE_ELAPSED, State.ACCEPTED_BY_RECEIVER},
    State.DEPARTED: {State.BOOKED},
    State.ARRIVED: {State.DEPARTED},
    State.REFUSED_ON_ARRIVAL: {State.DEPARTED},
}
