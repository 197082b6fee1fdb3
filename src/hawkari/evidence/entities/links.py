"""Ties between entities, read from facts: links, calls, payments, trips, shared identifiers.

Pure: facts in, occurrences out. A tie is only as good as the weakest statement it needs: a call
ties two people by the call record and by each number's attribution to them. A tie seen several
times carries the best grade among its occurrences, and the strictest handling.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import combinations, product

from followthemoney import model

from hawkari.evidence.grading.codes import HandlingCode
from hawkari.evidence.search_keys import address_key, identifier_key

__all__ = ["SEIZURE", "Fact", "Occurrence", "handling_of", "occurrences", "worse"]

SEIZURE = "seizure"
"""The keyword that makes an `Event` a seizure, and the kind of tie of those it ties together."""

MOST_SHARING = 8
SHARED = {
    "phone": "shared phone",
    "identifier": "shared document",
    "email": "shared email",
    "address": "shared address",
}
PARTY_SCHEMATA = {
    "Call": (("caller", "callerNumber"), ("receiver", "receiverNumber")),
    "Payment": (("payer", "payerAccount"), ("beneficiary", "beneficiaryAccount")),
    "Message": (("sender", "senderAccount"), ("recipients", "recipientAccount")),
}
DATES = ("date", "startDate", "endDate", "authoredAt", "publishedAt")
TOGETHER = frozenset({"Trip", "Event"})
LINKED = frozenset({"subject", "object"})
NOT_A_TIE = frozenset({"startLocation", "endLocation", "addressEntity"})


@dataclass(frozen=True, slots=True)
class Fact:
    """One visible statement, as far as ties need it; `grade` is like ``2D``, `agency` a slug."""

    statement: int
    entity_id: str
    schema: str
    prop: str
    prop_type: str
    value: str
    grade: str
    handling: str
    seen: str
    agency: str = ""


@dataclass(frozen=True, slots=True)
class Occurrence:
    """One reason to tie two entities, by canonical id.

    `facts` are the statements it needs; `first` and `last` are ISO dates (may be partial) or empty,
    and `dated_by` the statements that say so: they count for its handling, not for its grade.
    """

    left: str
    right: str
    kind: str
    first: str
    last: str
    facts: tuple[Fact, ...]
    dated_by: tuple[Fact, ...] = ()


def worse(grades: Iterable[str]) -> str:
    """The weakest of some grades: by intelligence assessment, then by source evaluation."""
    return max(grades, key=lambda grade: (grade[1:], grade[:1]))


def handling_of(facts: Iterable[Fact]) -> str:
    """``C`` if any of some facts is of handling C, else ``P``."""
    strict = any(fact.handling == HandlingCode.CONDITIONS for fact in facts)
    return (HandlingCode.CONDITIONS if strict else HandlingCode.PERMITTED).value


End = tuple[str, tuple[Fact, ...]]
"""A canonical id, with the statements that put it at the end of a link."""


def occurrences(facts: Iterable[Fact], head: Mapping[str, str]) -> Iterator[Occurrence]:
    """Every reason to tie two entities that some facts hold, in no particular order.

    Args:
        facts: visible statements of links and of things.
        head: canonical id of each entity as stated; those left out are in no tie.
    """
    own: dict[str, list[Fact]] = defaultdict(list)
    holders = _Holders(head)
    for fact in facts:
        own[fact.entity_id].append(fact)
        holders.add(fact)
    seizures = _Seizures(own, holders)
    for entity_id, stated in own.items():
        if entity_id in seizures.words:
            yield from seizures.together(entity_id)
        elif not seizures.holds(stated):
            yield from _of_entity(entity_id, stated, holders)
    yield from holders.shared()


class _Holders:
    """Who holds which identifier, by canonical id, with the best-graded statement of it."""

    def __init__(self, head: Mapping[str, str]) -> None:
        self.head = head
        self._held: dict[str, dict[str, Fact]] = defaultdict(dict)

    def add(self, fact: Fact) -> None:
        key, who = _held_key(fact), self.head.get(fact.entity_id)
        if key and who is not None:
            standing = self._held[key].get(who)
            if standing is None or _strength(fact) < _strength(standing):
                self._held[key][who] = fact

    def of(self, value: str) -> list[End]:
        """Who holds an identifier; nobody where so many do that it tells nothing."""
        holding = self._held.get(identifier_key(value), {})
        if len(holding) > MOST_SHARING:
            return []
        return [(who, (fact,)) for who, fact in holding.items()]

    def shared(self) -> Iterator[Occurrence]:
        """Identifiers that two to eight entities hold together."""
        for key, holding in self._held.items():
            if not 2 <= len(holding) <= MOST_SHARING:
                continue
            for (one, fact), (other, its_fact) in combinations(sorted(holding.items()), 2):
                dates = sorted(date for date in (fact.seen, its_fact.seen) if date)
                period = (dates[0], dates[-1]) if dates else ("", "")
                yield Occurrence(one, other, _sharing(key, fact), *period, (fact, its_fact))


class _Seizures:
    """What was seized beside whom: the people of an event, and the things that links tie to it."""

    def __init__(self, own: Mapping[str, Sequence[Fact]], holders: _Holders) -> None:
        self.words = {
            entity_id: [fact for fact in stated if fact.prop == "keywords"]
            for entity_id, stated in own.items()
            if any(fact.prop == "keywords" for fact in stated)
        }
        self._own, self._holders = own, holders
        self._things: dict[str, list[End]] = defaultdict(list)
        trips = {entity_id for entity_id, stated in own.items() if stated[0].schema in TOGETHER}
        for link in own.values():
            event = self.holds(link)
            for fact in link if event else ():
                # A trip is told by its own people; it is no thing that was there.
                who = None if fact.value in trips else holders.head.get(fact.value)
                if who is not None and fact.prop in LINKED:
                    self._things[event].append(
                        (who, tuple(one for one in link if one.prop in LINKED))
                    )

    def holds(self, link: Sequence[Fact]) -> str:
        """The seizure that a link ties something to; empty for every other entity."""
        if link[0].schema != "UnknownLink":
            return ""
        return next((one.value for one in link if one.value in self.words), "")

    def together(self, event: str) -> Iterator[Occurrence]:
        """Whoever and whatever was there, one with another, where they are few."""
        own, words = self._own[event], tuple(self.words[event])
        there = {who: (who, facts) for who, facts in self._things[event]}
        there |= {who: (who, facts) for who, facts in _ends(own, ("involved",), self._holders)}
        if len(there) > MOST_SHARING:
            return
        for (one, facts), other in combinations(sorted(there.values()), 2):
            yield from _between([(one, facts + words)], [other], own, kind=SEIZURE)


def _strength(fact: Fact) -> tuple[str, str, int]:
    """Best first: by intelligence assessment, source evaluation, and the older statement."""
    return (fact.grade[1:], fact.grade[:1], fact.statement)


def _sharing(key: str, fact: Fact) -> str:
    return (
        SHARED["address"] if key.startswith("#") else SHARED.get(fact.prop_type, "shared account")
    )


def _held_key(fact: Fact) -> str:
    """The identifier that a fact gives its entity; empty for facts of links."""
    if not _is_thing(fact.schema):
        return ""
    if fact.prop_type == "address":
        return address_key(fact.value)
    if fact.prop_type in SHARED or fact.prop == "username":
        return identifier_key(fact.value)
    return ""


@lru_cache(maxsize=512)
def _is_thing(schema: str) -> bool:
    found = model.get(schema)
    return found is not None and found.is_a("Thing") and not found.is_a("Interval")


@lru_cache(maxsize=512)
def _edge_props(schema: str) -> tuple[str, str] | None:
    found = model.get(schema)
    if found is None or not found.edge or not found.edge_source or not found.edge_target:
        return None
    return (found.edge_source, found.edge_target)


def _of_entity(entity_id: str, own: Sequence[Fact], holders: _Holders) -> Iterator[Occurrence]:
    schema = own[0].schema
    parties = PARTY_SCHEMATA.get(schema)
    edge = _edge_props(schema)
    if parties is not None:
        sides = [_ends(own, props, holders) for props in parties]
        yield from _between(sides[0], sides[1], own)
    elif edge is not None:
        yield from _between(_ends(own, edge[:1], holders), _ends(own, edge[1:], holders), own)
    elif schema in TOGETHER:
        yield from _together(own, holders)
    elif _is_thing(schema) and entity_id in holders.head:
        itself: list[End] = [(holders.head[entity_id], ())]
        for fact in own:
            if fact.prop_type == "entity" and fact.prop not in NOT_A_TIE:
                other = _ends([fact], (fact.prop,), holders)
                yield from _between(itself, other, [fact], kind=fact.prop)


def _ends(own: Sequence[Fact], props: Sequence[str], holders: _Holders) -> list[End]:
    """Who is at one end: those named, else those who hold the number given."""
    named = _named(own, props[0], holders)
    if named:
        return named
    ends: dict[str, End] = {}
    for fact in own:
        if fact.prop in props[1:] and fact.prop_type == "entity":
            ends.update((who, (who, facts)) for who, facts in _named([fact], fact.prop, holders))
        elif fact.prop in props[1:]:
            for who, facts in holders.of(fact.value):
                ends.setdefault(who, (who, (fact, *facts)))
    return list(ends.values())


def _named(own: Sequence[Fact], prop: str, holders: _Holders) -> list[End]:
    ends: dict[str, End] = {}
    for fact in own:
        who = holders.head.get(fact.value) if fact.prop == prop else None
        if who is not None:
            ends.setdefault(who, (who, (fact,)))
    return list(ends.values())


def _between(
    lefts: Sequence[End], rights: Sequence[End], own: Sequence[Fact], *, kind: str = ""
) -> Iterator[Occurrence]:
    first, last = _period(own)
    dated_by = tuple(fact for fact in own if fact.prop in DATES)
    for (left, left_facts), (right, right_facts) in product(lefts, rights):
        if left != right:
            facts = left_facts + right_facts
            called = kind or own[0].schema.lower()
            yield Occurrence(left, right, called, first, last, facts, dated_by)


def _together(own: Sequence[Fact], holders: _Holders) -> Iterator[Occurrence]:
    """People on one trip: everybody with the organiser, and one another where they are few."""
    organisers = _ends(own, ("organizer",), holders)
    involved = _ends(own, ("involved",), holders)
    yield from _between(organisers, involved, own)
    if len(involved) <= MOST_SHARING:
        for one, other in combinations(involved, 2):
            yield from _between([one], [other], own)


def _period(own: Sequence[Fact]) -> tuple[str, str]:
    dates = sorted(fact.value for fact in own if fact.prop in DATES)
    if not dates:
        dates = sorted(fact.seen for fact in own if fact.seen)
    return (dates[0], dates[-1]) if dates else ("", "")
