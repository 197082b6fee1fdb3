"""What the notices read, and the time that they give."""

from collections.abc import Callable, Iterator
from datetime import datetime
from zoneinfo import ZoneInfo

from hawkari.engines.casework.facts import BookingFact, NoticeFact
from hawkari.engines.casework.look import Look, Reading
from hawkari.engines.casework.places import Place
from hawkari.engines.casework.reading_barriers import voids_what_was_served
from hawkari.engines.casework.running_out import runs_out

__all__ = ["NOTICE", "notice_period", "notice_reading"]

# The day of a journey is the day on which it leaves.
_LEAVES_IN = ZoneInfo("Europe/London")
NOTICE = (
    *("none", "void", "expired", "other_language", "incomplete", "other_destination"),
    *("other_route", "other_journey", "served"),
)


def notice_reading(kind: str) -> Callable[[Look], Reading]:
    """What reads one kind of notice."""

    def look_at(look: Look) -> Reading:
        every = [one for one in look.facts.notices if one.kind == kind]
        if not every:
            return Reading("none")
        live = _standing(look, kind)
        if not live:
            return Reading("void", every[-1].voided)
        read = [(_notice_word(one, look), one) for one in live]
        word, best = max(read, key=lambda pair: NOTICE.index(pair[0]))
        return Reading(word, best.served)

    return look_at


def _standing(look: Look, kind: str = "") -> list[NoticeFact]:
    """The notices that count: not voided, and served when nothing that voids notices was open."""
    live = look.facts.live_notices(kind)
    return [one for one in live if not voids_what_was_served(look, one.served)]


def _notice_word(notice: NoticeFact, look: Look) -> str:
    booking = look.facts.live_booking()
    if any(until <= look.at for until in _good_until(notice)):
        return "expired"
    if not look.speaks(notice.language):
        return "other_language"
    told = notice.route and notice.destination and notice.appeal_details and notice.lawyer_details
    if not told:
        return "incomplete"
    if booking is not None and not _same(booking.destination, notice.destination):
        return "other_destination"
    if booking is not None and booking.route and not _same(booking.route, notice.route):
        return "other_route"
    if booking is not None and _announces_another(notice, booking):
        return "other_journey"
    return "served"


def _announces_another(notice: NoticeFact, booking: BookingFact) -> bool:
    """Whether a notice names another day or carrier than the booking.

    Once a journey fell through the notice stays good for some days, and so for another journey.
    """
    if notice.failed is not None:
        return False
    if notice.carrier and not _same(notice.carrier, booking.carrier):
        return True
    if notice.departs is None or booking.departs is None:
        return False
    return (
        notice.departs.astimezone(_LEAVES_IN).date()
        != booking.departs.astimezone(_LEAVES_IN).date()
    )


def notice_period(look: Look) -> Reading:
    """The time that the person is given is over when it is over for every notice that stands."""
    ends = [_period_ends(one) for one in _standing(look)]
    known = [one for one in ends if one is not None]
    if not ends or len(known) < len(ends):
        return Reading("not_computed")
    return Reading("over" if max(known) <= look.at else "running", max(known))


def _good_until(notice: NoticeFact) -> Iterator[datetime]:
    """When a notice ceases to be good: as served, and some days after a journey fell through."""
    if notice.valid_until is not None:
        yield notice.valid_until
    if notice.failed is not None:
        yield runs_out("notice_validity", notice.failed) or notice.failed


def _period_ends(notice: NoticeFact) -> datetime | None:
    """When the time that a notice gives is over; None where nobody can say.

    It is computed of service and place, whatever was typed; a later end that the person was told
    binds. At a port the same time is given, as long as nobody has found the rule for ports.
    """
    place = Place(notice.place) if notice.place in tuple(Place) else None
    computed = runs_out("removal_notice", notice.served, place)
    if computed is None or notice.period_ends is None:
        return computed
    return max(computed, notice.period_ends)


def _same(one: str, other: str) -> bool:
    return one.strip().casefold() == other.strip().casefold()
