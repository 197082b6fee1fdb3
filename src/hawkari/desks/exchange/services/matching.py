"""Search and match for programs: the names engine finds, the linkage engine weighs.

What a program is told it keeps, so every answer is kept as a disclosure besides being audited, and
a correction can reach it. A score is a probability with its reasons; nothing is decided by it.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from django.db import transaction
from followthemoney import model

from hawkari.desks.exchange.services.told_entities import ToldEntity, told_of
from hawkari.engines import linkage
from hawkari.errors import BadInput
from hawkari.evidence import audit
from hawkari.evidence.access import Access, Action, require
from hawkari.evidence.audit import Act
from hawkari.evidence.disclosures import record_disclosure
from hawkari.evidence.entities import search
from hawkari.evidence.entities.finding import find_identifiers, find_names
from hawkari.evidence.entities.profile import build_entities
from hawkari.evidence.identities import clusters_of, stated_ids
from hawkari.evidence.linking.records import read_records
from hawkari.evidence.linking.runs import newest_run
from hawkari.evidence.models import Medium

__all__ = [
    "MOST_HITS",
    "Asked",
    "Match",
    "Wanted",
    "kind_of",
    "match_all",
    "search_entities",
]

MOST_HITS = 100
MOST_VALUES = 12
LONGEST_VALUE = 200
PROPOSED = 200
LEAST_NAME = 0.2
FOUND_BY_KEY = frozenset({"phone", "identifier", "email", "url"})
ASKED = "asked"


@dataclass(frozen=True, slots=True)
class Asked:
    """What a program asks with: a schema of FollowTheMoney and values by property."""

    schema: str
    properties: Mapping[str, Sequence[str]]


@dataclass(frozen=True, slots=True)
class Match:
    """An entity that may be the one asked for.

    `probability` (0–1) is that of being one, with the `reasons`; `is_more_than_a_name` whether
    something beside the name speaks for it: a lone name tells nobody apart.
    """

    entity: ToldEntity
    probability: float
    reasons: tuple[linkage.Reason, ...]
    is_more_than_a_name: bool


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is left of an answer: empty asks for everything.

    Attributes:
        datasets: slugs of sources, one of which must say something of an entity.
        without_datasets: sources of which none may.
        schema: its own or an ancestor.
        without_schemata: neither its own nor an ancestor.
        countries, topics: one of which it must have.
        without_ids: canonical ids and ids as stated.
        since: statements must have been recorded after it.
    """

    datasets: frozenset[str] = frozenset()
    without_datasets: frozenset[str] = frozenset()
    schema: str = ""
    without_schemata: frozenset[str] = frozenset()
    countries: frozenset[str] = frozenset()
    topics: frozenset[str] = frozenset()
    without_ids: frozenset[str] = frozenset()
    since: datetime | None = None

    def takes(self, entity: ToldEntity) -> bool:
        """Whether an entity is left."""
        sources = set(entity.datasets)
        schema = model.get(entity.schema)
        ancestors = schema.names if schema is not None else {entity.schema}
        wanted = (
            not self.datasets or bool(sources & self.datasets),
            not sources & self.without_datasets,
            not self.schema or self.schema in ancestors,
            not self.without_schemata & set(ancestors),
            not self.countries or bool(self.countries & _countries(entity)),
            not self.topics or bool(self.topics & set(entity.properties.get("topics", ()))),
            not self.without_ids & {entity.id, *entity.referents},
            self.since is None or (entity.last_seen is not None and entity.last_seen > self.since),
        )
        return all(wanted)


def _countries(entity: ToldEntity) -> set[str]:
    return {
        value.casefold()
        for prop, values in entity.properties.items()
        if kind_of(entity.schema, prop) == "country"
        for value in values
    }


def search_entities(
    access: Access,
    query: str,
    wanted: Wanted,
    *,
    limit: int,
    offset: int = 0,
    as_typed: bool = False,
) -> tuple[list[ToldEntity], int]:
    """Entities that a query may mean, best first, and how many were found (100 at most).

    Args:
        access: who asks.
        query: see `hawkari.evidence.entities.search`.
        wanted: what is left of the answer.
        limit: at most so many.
        offset: so many are passed over.
        as_typed: whether it is asked while somebody is still typing.

    Raises:
        AccessDenied: if the role may not search; audited.
    """
    require(access, Action.SEARCH)
    with transaction.atomic():
        hits = search(access, query, limit=MOST_HITS, as_typed=as_typed)
        stated = stated_ids([one.canonical_id for one in hits])
        clusters = clusters_of(access, stated.values())
        told = told_of(access, build_entities(access, clusters).values())
        found = [told[one.canonical_id] for one in hits if one.canonical_id in told]
        left = [one for one in found if wanted.takes(one)]
        given = left[offset : offset + limit]
        _keep(access, given)
    return given, len(left)


def match_all(
    access: Access, asked: Mapping[str, Asked], wanted: Wanted, *, limit: int
) -> dict[str, list[Match]]:
    """For each question, the entities that may be the one asked for, likeliest first.

    Args:
        access: who asks; one entry of the log for all questions.
        asked: by the program's own keys.
        wanted: what is left of the answers.
        limit: at most so many of each.

    Raises:
        AccessDenied: if the role may not search; audited.
        BadInput: if a schema or all of a question's properties are unknown.
    """
    require(access, Action.SEARCH)
    questions = {key: _checked(one) for key, one in asked.items()}
    with transaction.atomic():
        run = newest_run(access)
        weighing = None if run is None else _model_of(run.parameters)
        found = {
            key: list(_left(_matches(access, one, weighing), wanted))[:limit]
            for key, one in questions.items()
        }
        given = {one.entity.id: one.entity for matches in found.values() for one in matches}
        audit.record(
            Act.SEARCH,
            access=access,
            objects=sorted(given),
            count=len(given),
            detail={"what": "match", "questions": len(questions), "terms": _terms(questions)},
        )
        _keep(access, given.values())
    return found


def _terms(questions: Mapping[str, Asked]) -> list[str]:
    values = {value for one in questions.values() for given in one.properties.values()
              for value in given}  # fmt: skip
    return sorted({term for value in values for term in audit.term_hashes(value)})


def _left(matches: Iterable[Match], wanted: Wanted) -> Iterator[Match]:
    return (one for one in matches if wanted.takes(one.entity))


def _model_of(parameters: Mapping[str, object]) -> linkage.Model | None:
    """The model of a run; None where it is of an older version of the engine."""
    try:
        return linkage.Model.from_data(parameters)
    except BadInput:
        return None


def _keep(access: Access, entities: Iterable[ToldEntity]) -> None:
    numbers = {number for one in entities for number in one.statements}
    if numbers:
        record_disclosure(access, numbers, medium=Medium.API)


def _checked(asked: Asked) -> Asked:
    schema = model.get(asked.schema)
    if schema is None:
        raise BadInput(f"there is no schema {asked.schema!r}", "See FollowTheMoney's schemata.")
    kept = {
        prop: tuple(dict.fromkeys(_clean(value) for value in values if _clean(value)))[:MOST_VALUES]
        for prop, values in asked.properties.items()
        if kind_of(asked.schema, prop)
    }
    kept = {prop: values for prop, values in kept.items() if values}
    if not kept:
        raise BadInput(
            f"no property of {asked.schema} has a value", "Give a name, a number or a date."
        )
    return Asked(asked.schema, kept)


def _clean(value: str) -> str:
    return value.replace("\x00", "").strip()[:LONGEST_VALUE]


def _matches(access: Access, asked: Asked, weighing: linkage.Model | None) -> list[Match]:
    """The likeliest first; of each entity its record that resembles most."""
    proposed = _proposed(access, asked)
    clusters = clusters_of(access, proposed)
    if not clusters.head:
        return []
    records = read_records(access, list(clusters.head)).records
    best: dict[str, linkage.Resemblance] = {}
    for one in _resemblances(asked, records, weighing):
        best.setdefault(clusters.head[one.record], one)
    told = told_of(access, build_entities(access, clusters).values())
    found = [
        Match(told[head], one.probability, one.reasons, _is_more_than_a_name(one))
        for head, one in best.items()
    ]
    return sorted(found, key=lambda one: _order(asked, one))


def _order(asked: Asked, one: Match) -> tuple[float, int, int]:
    """The likeliest first; of equals who has the very words asked with, then the oldest."""
    said = {value.casefold() for values in one.entity.properties.values() for value in values}
    words = {value.casefold() for values in asked.properties.values() for value in values}
    return -one.probability, -len(said & words), min(one.entity.statements)


def _is_more_than_a_name(one: linkage.Resemblance) -> bool:
    return any(reason.weight > 0 for reason in one.reasons if reason.comparison != "name")


def _proposed(access: Access, asked: Asked) -> list[str]:
    """Records that a question may mean: those of its numbers, then of its names, best first."""
    by_number, by_name = dict[str, float](), dict[str, float]()
    for prop, values in asked.properties.items():
        kind = kind_of(asked.schema, prop)
        for value in values:
            if kind == "name":
                for one in find_names(access, value):
                    by_name[one.entity_id] = max(one.probability, by_name.get(one.entity_id, 0))
            elif kind in FOUND_BY_KEY or prop == "username":
                by_number |= dict.fromkeys(
                    (f.entity_id for f in find_identifiers(access, value)), 1
                )
    named = sorted(by_name, key=lambda one: (-by_name[one], one))
    likely = [one for one in named if by_name[one] >= LEAST_NAME]
    return list(dict.fromkeys([*sorted(by_number), *likely]))[:PROPOSED]


def kind_of(schema: str, prop: str) -> str:
    """FollowTheMoney's type of a property; empty where there is none such.

    Of a kind of thing in general, e.g. a Thing, the properties of each kind of it are known too.
    """
    found = model.get(schema)
    if found is None:
        return ""
    kin = (found, *sorted(found.descendants, key=lambda one: one.name))
    known = next((one.get(prop) for one in kin if one.get(prop) is not None), None)
    return known.type.name if known is not None else ""


def _resemblances(
    asked: Asked, records: Sequence[linkage.Record], weighing: linkage.Model | None
) -> list[linkage.Resemblance]:
    """How far the records resemble what is asked, best first.

    Whoever asks for a kind of thing in general, e.g. a LegalEntity, means each kind of it.
    """
    properties = {prop: tuple(values) for prop, values in asked.properties.items()}
    question = linkage.Record(ASKED, asked.schema, ASKED, properties)
    found: list[linkage.Resemblance] = []
    for family in sorted({linkage.family_of(one.schema) for one in records}):
        same = [one for one in records if linkage.family_of(one.schema) == family]
        kin = [one for one in same if _are_kin(asked.schema, one.schema)]
        if kin:
            put = replace(question, schema=kin[0].schema)
            found += linkage.resemblances(put, kin, model=weighing)
    return sorted(found, key=lambda one: (-one.weight, one.record))


def _are_kin(asked: str, stated: str) -> bool:
    if linkage.family_of(asked) == linkage.family_of(stated):
        return True
    one, other = model.get(asked), model.get(stated)
    return one is not None and other is not None and other.is_a(one)
