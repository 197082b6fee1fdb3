"""A case's events as the law looks at them.

Nothing here uses the fold, the readings or the guard table: what the proof holds the table against
is read off the events a second time, by other code, so that one mistake is not made twice.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta, timezone
from functools import cached_property

from hawkari.engines.casework.events import Event, EventKind
from hawkari.engines.casework.values import Json

__all__ = ["History", "codes_of", "day_of", "iraqi_day"]

_LIFTS = frozenset(
    {
        *(EventKind.BARRIER_LIFTED, EventKind.BARRIER_CHECKED, EventKind.DOCUMENT),
        *(EventKind.RECEIVER_ANSWERED, EventKind.NOTICE_SERVED, EventKind.CONSENT_GIVEN),
        *(EventKind.BOOKED, EventKind.DETAILS),
    }
)
_PEOPLE = ("adults", "children", "unaccompanied", "ill", "pregnant")


def iraqi_day(at: datetime) -> date:
    """The day on which an instant falls in Iraq."""
    return at.astimezone(timezone(timedelta(hours=3))).date()


@dataclass(frozen=True)
class History:
    """A case's events up to an instant, and who takes the step.

    Attributes:
        events: every event.
        at: the instant.
        actor: who takes the step.
        second: who confirms it.
    """

    events: Sequence[Event]
    at: datetime
    actor: str = ""
    second: str = ""

    @cached_property
    def said(self) -> list[Event]:
        """What was said and not taken back, in the order of happening."""
        wrong = {one.body.get("event") for one in self.events if one.kind is EventKind.CORRECTED}
        kept = [one for one in self.events if not (one.kind in _LIFTS and one.number in wrong)]
        return sorted(kept, key=lambda one: (one.at, one.number))

    def of(self, kind: EventKind) -> list[Event]:
        """What was said of one kind."""
        return [one for one in self.said if one.kind is kind]

    @cached_property
    def back(self) -> datetime | None:
        """When the person last came back, refused on arrival."""
        return max((one.at for one in self.of(EventKind.REFUSED_ON_ARRIVAL)), default=None)

    def since_back(self, kind: EventKind) -> list[Event]:
        """What was said of one kind after the person last came back."""
        return [one for one in self.of(kind) if self.back is None or one.at > self.back]

    def detail(self, name: str) -> Json:
        """What was last said of the person or the journey."""
        found: Json = None
        for one in self.said:
            if one.kind in {EventKind.OPENED, EventKind.DETAILS} and one.body.get(name) is not None:
                found = one.body[name]
        return found or (found if found in (False, 0) else None)

    @cached_property
    def people_since(self) -> tuple[datetime, int] | None:
        """When the people on the case last changed, or came back, and by which event."""
        known: dict[str, Json] = {}
        changed: list[Event] = self.of(EventKind.REFUSED_ON_ARRIVAL)
        for one in self.said:
            if one.kind in {EventKind.OPENED, EventKind.DETAILS}:
                new = known | {k: one.body[k] for k in _PEOPLE if one.body.get(k) is not None}
                changed += [one] if new != known else []
                known = new
        if not changed:
            return None
        return max(one.at for one in changed), max(one.number for one in changed)

    def is_fresh(self, event: Event) -> bool:
        """Whether an event looked at the people who are on the case now."""
        since = self.people_since
        return since is None or (event.at >= since[0] and event.number > since[1])

    @cached_property
    def booking(self) -> Event | None:
        """The booking that stands."""
        booked = self.since_back(EventKind.BOOKED)
        void = {one.body.get("booking") for one in self.events if _is(one, "booking_voided")}
        return booked[-1] if booked and booked[-1].number not in void else None

    @cached_property
    def landing(self) -> date:
        """The day on which the person lands."""
        lands = self.booking.body.get("lands") if self.booking else None
        found = datetime.fromisoformat(lands) if isinstance(lands, str) and lands else self.at
        return iraqi_day(max(found, self.at))

    def notices(self, kind: str = "") -> Iterator[Event]:
        """The notices that stand."""
        void = {one.body.get("notice") for one in self.events if _is(one, "notice_voided")}
        for one in self.since_back(EventKind.NOTICE_SERVED):
            if one.number not in void and kind in {"", one.body.get("kind")}:
                yield one

    @cached_property
    def fell_through(self) -> list[datetime]:
        """When journeys that were booked fell through."""
        booked = self.of(EventKind.BOOKED)[1:]
        return sorted(one.at for one in (*booked, *self.of(EventKind.BOOKING_VOIDED)))

    def openings(self, barrier: str) -> list[Event]:
        """Every time that a barrier opened; no correction takes one away."""
        return [one for one in self.of(EventKind.BARRIER_OPENED) if _names(one.body, barrier)]


def _is(event: Event, kind: str) -> bool:
    return event.kind == kind


def _names(body: Mapping[str, Json], barrier: str) -> bool:
    return body.get("barrier") == barrier


def day_of(value: Json) -> date | None:
    """The day that a field names."""
    return date.fromisoformat(value) if isinstance(value, str) and value else None


def codes_of(value: Json) -> list[str]:
    """The codes that a field lists."""
    return [str(one) for one in value] if isinstance(value, list) else []
