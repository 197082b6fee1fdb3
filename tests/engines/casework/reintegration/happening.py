"""Events of a person's reintegration, one a call, each checked as the desk checks it."""

from datetime import UTC, datetime, timedelta

from hawkari.engines.casework import Event, EventKind, Route
from hawkari.engines.casework.reintegration import Reintegration, check_step, fold_reintegration

START = datetime(2026, 5, 4, 9, tzinfo=UTC)
CONSENT = {
    "to": "Clinic in Soran", "service": "health", "consent_document": "form 12",
    "consent_dated": "2026-05-04", "consent_language": "ckb", "consent_informed": True,
    "fields": ["name", "phone"],
}  # fmt: skip
GOAL = {"goal": "A stall", "step": "Ask the market", "who": "the person", "until": "2026-06-30"}


class Life:
    """The history of one person; `route` and `arrived` as the case has them."""

    def __init__(self, route: Route = Route.VOLUNTARY, *, arrived: bool = True) -> None:
        self.events: list[Event] = []
        self.route = route
        self.arrived = arrived

    def event(self, kind: EventKind, body: dict, actor: str = "ana") -> Event:
        number = len(self.events) + 1
        at = START + timedelta(hours=number)
        return Event(kind, at, at, actor, body=body, number=number)

    def take(self, of: EventKind, actor: str = "ana", /, **body) -> int:
        """Record something if it is allowed; its number."""
        event = self.event(of, body, actor)
        check_step(self.now, event, route=self.route, arrived=self.arrived)
        self.events.append(event)
        return event.number

    def slip_in(self, of: EventKind, /, **body) -> int:
        """Record something unchecked, as no service does."""
        self.events.append(self.event(of, body))
        return len(self.events)

    @property
    def now(self) -> Reintegration:
        return fold_reintegration(self.events)

    def promise(self, amount: str, actor: str = "ana", kind: str = "work") -> int:
        body = {"do": "promise", "kind": kind, "what": "tools", "amount": amount}
        return self.take(EventKind.ASSISTANCE, actor, **body)

    def refer(self, **changes) -> int:
        return self.take(EventKind.REFERRAL, **{"do": "make", **CONSENT, **changes})

    def referral(self, number: int, do: str, why: str = "") -> int:
        return self.take(EventKind.REFERRAL, do=do, item=number, why=why)
