"""How far messages are on their way to partners, for showing beside what they carry."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from hawkari.desks.exchange.models import Delivery, DeliveryState

__all__ = ["Way", "ways_of"]


@dataclass(frozen=True, slots=True)
class Way:
    """One message on its way to one partner.

    Attributes:
        state: a `DeliveryState`.
        since: when it came to that.
        problem: why the partner refused it, or the last try failed; empty if neither.
    """

    state: str
    since: datetime
    problem: str

    @property
    def has_failed(self) -> bool:
        """Whether it will not arrive: the partner has to be told in another way."""
        return self.state == DeliveryState.FAILED


def ways_of(messages: Iterable[str]) -> dict[tuple[str, str], Way]:
    """How far some messages are, by their id and the short name of the recipient."""
    wanted = {one for one in messages if one}
    found = Delivery.objects.filter(message__in=wanted).select_related("partner__agency")
    return {
        (one.message_id, one.partner.agency.slug): Way(
            one.state,
            one.at,
            one.last_error or ("" if one.outcome in ("", "ok") else one.outcome),
        )
        for one in found
    }
