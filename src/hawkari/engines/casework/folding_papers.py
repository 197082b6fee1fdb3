"""From events to the person's documents and what receiving authorities answered.

Bad news outweighs good news that is older, in whichever order the two become known: a document that
was cancelled is not good because somebody learned of it late, and a refusal is not undone by filing
again a letter from before it.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from hawkari.engines.casework.bodies import text
from hawkari.engines.casework.events import Event, day
from hawkari.engines.casework.facts import AcceptanceFact, DocumentFact
from hawkari.engines.casework.folding_barriers import happened

__all__ = ["Papers", "other_documents"]

_NO_GOOD = frozenset({"expired", "refused"})
# Papers that are made out for one journey; who is brought back needs another.
_SINGLE_JOURNEY = frozenset(
    {"laissez_passer", "eu_letter", "chicago_letter", "emergency_travel_document"}
)


@dataclass(slots=True)
class Papers:
    """What was said against papers, while the events of a case are read.

    Attributes:
        no_good: number of the event that last said so of a document.
        used: documents of a journey that ended in a refusal.
        refusals: the last answer of an authority that was no acceptance, by its date.
        used_up: acceptances dated before this, or recorded before that event, count no more.
    """

    no_good: dict[str, int] = field(default_factory=dict)
    used: set[str] = field(default_factory=set)
    refusals: dict[str, tuple[tuple[date, int], AcceptanceFact]] = field(default_factory=dict)
    used_up: tuple[date, int] = (date.min, 0)

    def document(self, known: Iterable[DocumentFact], event: Event) -> tuple[DocumentFact, ...]:
        """The documents, with what an event says of one."""
        body, name = event.body, _name(text(event.body, "document"))
        fact = DocumentFact(
            document=text(body, "document"),
            kind=text(body, "kind"),
            status=text(body, "status"),
            since=happened(event),
            issued=day(body.get("issued")),
            expires=day(body.get("expires")),
        )
        if fact.status in _NO_GOOD:
            self.no_good[name] = max(self.no_good.get(name, 0), event.number)
        elif name in self.used or event.number < self.no_good.get(name, 0):
            return tuple(known)
        return (*other_documents(known, event), fact)

    def answer(self, known: AcceptanceFact | None, event: Event) -> AcceptanceFact | None:
        """What holds of the receiving authorities' answers, with one more."""
        body = event.body
        fact = AcceptanceFact(
            receiver=text(body, "receiver"),
            answer=text(body, "answer"),
            document=text(body, "document"),
            dated=day(body.get("dated")),
            expires=day(body.get("expires")),
            at=happened(event),
        )
        weight = (fact.dated or date.min, event.number)
        before = self.refusals.get(fact.receiver)
        if fact.answer != "accepted":
            if before is None or weight > before[0]:
                self.refusals[fact.receiver] = (weight, fact)
            return fact
        if weight < self.used_up:
            return known
        return before[1] if before is not None and weight < before[0] else fact

    def brought_back(self, known: Iterable[DocumentFact], event: Event) -> tuple[DocumentFact, ...]:
        """The documents that are still good after the person was refused at landing."""
        known = tuple(known)
        self.used_up = max(self.used_up, (happened(event).date(), event.number))
        self.used |= {_name(one.document) for one in known if one.kind in _SINGLE_JOURNEY}
        return tuple(one for one in known if one.kind not in _SINGLE_JOURNEY)


def other_documents(known: Iterable[DocumentFact], event: Event) -> tuple[DocumentFact, ...]:
    """The documents but the one that an event is about."""
    name = _name(text(event.body, "document"))
    return tuple(one for one in known if _name(one.document) != name)


def _name(document: str) -> str:
    return "".join(document.split()).casefold()
