"""Entities with each of their statements, as one access may see them, ready to be written."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime

from followthemoney import model

from hawkari.evidence.access import Access, visible_to
from hawkari.evidence.bulk import in_list
from hawkari.evidence.categories import categories_of
from hawkari.evidence.entities.values import common_schema
from hawkari.evidence.identities import Clusters, clusters_of, stated_ids
from hawkari.evidence.stix.terms import ENTITY_TYPE

__all__ = ["Said", "Thing", "things_of", "visible_heads"]

COLUMNS = (
    "pk", "entity_id", "schema", "prop", "prop_type", "value", "original_value", "lang", "seen",
    "recorded_at", "source__slug", "source__agency__slug", "part__marking",
)  # fmt: skip
PLACED = frozenset({"country", "latitude", "longitude"})


@dataclass(frozen=True, slots=True)
class Said:
    """One statement; `marking` is the number of its marking.

    A value that refers to an entity is that entity's canonical id.
    """

    number: int
    schema: str
    prop: str
    kind: str
    value: str
    original: str
    lang: str
    seen: str
    source: str
    agency: str
    marking: int


@dataclass(frozen=True, slots=True)
class Thing:
    """One entity with what is visible of it.

    Attributes:
        canonical_id: what the access knows it by.
        schema: the most specific that its statements have in common.
        kind: its type in STIX.
        said: its statements, in the order in which they were made.
        ends: of a relationship, the ids of its ends in STIX's types, source first; else empty.
        categories: subject categories set by a person in the operation.
        created, modified: when the oldest and the newest of its statements was recorded.
    """

    canonical_id: str
    schema: str
    kind: str
    said: tuple[Said, ...]
    ends: tuple[tuple[str, str], ...]
    categories: frozenset[str]
    created: datetime
    modified: datetime

    def values(self, *props: str) -> tuple[str, ...]:
        """The distinct values of some properties, property by property, in the order made."""
        found = (one.value for prop in props for one in self.said if one.prop == prop)
        return tuple(dict.fromkeys(found))


def visible_heads(access: Access) -> list[str]:
    """The canonical ids of every entity that an access may see, sorted. Not audited."""
    rows = visible_to(access).order_by().values_list("entity_id", flat=True).distinct()
    return sorted(clusters_of(access, list(rows)).members)


def things_of(access: Access, clusters: Clusters) -> Iterator[Thing]:
    """The entities of some clusters, sorted by canonical id. Not audited: for services that do so.

    A value that refers to what the access may not see is left out, as is an entity of which then
    nothing is said.
    """
    said, times = _statements(access, clusters)
    categories = categories_of(access, clusters)
    schemata = {one: common_schema(row.schema for row in rows) for one, rows in said.items()}
    kinds = _kinds_of_ends(access, schemata, said)
    for one in sorted(said):
        ends = _ends(schemata[one], said[one], kinds)
        is_placed = any(row.prop in PLACED for row in said[one])
        kind = "relationship" if ends else plain_kind(schemata[one], is_placed=is_placed)
        first, last = times[one]
        yield Thing(
            one, schemata[one], kind, tuple(said[one]), ends, categories[one].set_here, first, last
        )


Times = dict[str, tuple[datetime, datetime]]


def _statements(access: Access, clusters: Clusters) -> tuple[dict[str, list[Said]], Times]:
    visible = visible_to(access).filter(entity_id__in=in_list(list(clusters.head)))
    rows = list(visible.order_by("pk").values_list(*COLUMNS))
    refers = clusters_of(access, {row[5] for row in rows if row[4] == "entity"}).head
    found: dict[str, list[Said]] = defaultdict(list)
    times: Times = {}
    for pk, entity_id, schema, prop, kind, value, original, lang, seen, recorded, *about in rows:
        source, agency, marking = about
        said = refers.get(value) if kind == "entity" else value
        if said is None:
            continue
        one = clusters.head[entity_id]
        found[one].append(
            # What was written where a reference stands may be a number or a name.
            Said(pk, schema, prop, kind, said, original if kind != "entity" else "", lang, seen,
                 source, agency, marking)
        )  # fmt: skip
        first, last = times.get(one, (recorded, recorded))
        times[one] = (min(first, recorded), max(last, recorded))
    return found, times


def plain_kind(schema: str, *, is_placed: bool) -> str:
    """The type in STIX of what is no relationship.

    Args:
        schema: FollowTheMoney schema.
        is_placed: whether a country or coordinates are known, without which STIX has no location.
    """
    found = model.get(schema)
    if found is None:
        return ENTITY_TYPE
    if found.is_a("LegalEntity"):
        return "identity"
    if found.is_a("UserAccount"):
        return "user-account"
    return "location" if found.is_a("Address") and is_placed else ENTITY_TYPE


def _edge(schema: str) -> tuple[str, str] | None:
    """The properties that name the two ends of a link; None for what is no link."""
    if schema == "Call":
        return "caller", "receiver"
    found = model.get(schema)
    if found is None or not found.edge or not found.edge_source or not found.edge_target:
        return None
    return found.edge_source, found.edge_target


def _end_ids(schema: str, said: Iterable[Said]) -> tuple[str, str] | None:
    """The one entity at each end of a link; None where an end is not known, or not one."""
    edge = _edge(schema)
    if edge is None:
        return None
    listed = list(said)
    ends = [{one.value for one in listed if one.prop == prop} for prop in edge]
    if any(len(end) != 1 for end in ends):
        return None
    return min(ends[0]), min(ends[1])


def _ends(
    schema: str, said: Iterable[Said], kinds: Mapping[str, str]
) -> tuple[tuple[str, str], ...]:
    """The kinds and ids of both ends where STIX can have a relationship between them."""
    ends = _end_ids(schema, said)
    if ends is None or any(end not in kinds for end in ends):
        return ()
    return tuple((kinds[end], end) for end in ends)


def _kinds_of_ends(
    access: Access, schemata: Mapping[str, str], said: Mapping[str, list[Said]]
) -> dict[str, str]:
    """The types of what links lead to; links themselves, to which none may lead, are left out."""
    ends = {end for one in said for end in _end_ids(schemata[one], said[one]) or ()}
    return _kinds(access, ends)


def _kinds(access: Access, canonical: Collection[str]) -> dict[str, str]:
    clusters = clusters_of(access, stated_ids(canonical).values())
    visible = visible_to(access).filter(entity_id__in=in_list(list(clusters.head))).order_by()
    schemata: dict[str, set[str]] = defaultdict(set)
    for entity_id, schema in visible.values_list("entity_id", "schema").distinct():
        schemata[clusters.head[entity_id]].add(schema)
    placed = visible.filter(schema="Address", prop__in=sorted(PLACED))
    located = {clusters.head[one] for one in placed.values_list("entity_id", flat=True)}
    found = {}
    for one, stated in schemata.items():
        schema = common_schema(stated)
        if _edge(schema) is None:
            found[one] = plain_kind(schema, is_placed=one in located)
    return found
