"""Reads what linkage compares: one record for each person, organisation or thing as stated.

Things are vessels, vehicles, aircraft and accounts; see `hawkari.evidence.linking.families`.
"""

import hashlib
from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass

from django.db.models import QuerySet
from followthemoney import model

from hawkari.engines.linkage import THINGS, Record
from hawkari.evidence.access import Access, visible_to
from hawkari.evidence.bulk import in_ids, in_list
from hawkari.evidence.entities.values import common_schema
from hawkari.evidence.models import Source, Statement
from hawkari.evidence.reviewing.priorities import languages_of

__all__ = [
    "PEOPLE",
    "ReadRecords",
    "fingerprint",
    "read_records",
    "stated_in",
    "states_any",
    "things_among",
]

UNCOMPARED = ("entity", "text", "html", "json", "checksum", "mimetype")


@dataclass(slots=True)
class ReadRecords:
    """The records of a run, and per record the parts and statements they were read from.

    `sources` gives each record's source and `agencies` each source's agency, all as slugs;
    `languages` what each record's names are written in. Of parts other than `within` nothing is
    read; None for no such limit.
    """

    records: list[Record]
    sources: dict[str, str]
    parts: dict[str, frozenset[int]]
    statements: dict[str, list[int]]
    agencies: dict[str, str]
    languages: dict[str, str]
    within: Collection[int] | None = None

    @property
    def all_parts(self) -> frozenset[int]:
        """Every part that something was read from."""
        return frozenset[int]().union(*self.parts.values())

    def knows(self, entity_ids: Iterable[str]) -> bool:
        """Whether something was read of each of some records."""
        return all(one in self.sources for one in entity_ids)

    def read_also(self, access: Access, entity_ids: Iterable[str]) -> None:
        """Know of other records too, which are not to be compared themselves.

        Of what a newer file took back meanwhile nothing is found: ask whether it `knows` them.
        """
        unknown = set(entity_ids) - set(self.sources)
        if not unknown:
            return
        others = read_records(access, unknown, within=self.within)
        for name in ("sources", "parts", "statements", "languages"):
            getattr(self, name).update(getattr(others, name))


def read_records(
    access: Access,
    entity_ids: Collection[str] | None = None,
    *,
    within: Collection[int] | None = None,
) -> ReadRecords:
    """The records that the access may see, in one pass over their statements.

    Args:
        access: who asks.
        entity_ids: only these, as stated; None for all.
        within: only what they state in these parts of loads, so that a load that ends meanwhile is
            left to the next run as a whole; None for all.
    """
    rows = visible_to(access).filter(schema__in=_compared_schemata())
    if entity_ids is not None:
        rows = rows.filter(entity_id__in=in_list(sorted(entity_ids)))
    if within is not None:
        rows = rows.filter(part__in=in_ids(sorted(within)))
    listed = rows.exclude(prop_type__in=UNCOMPARED).values_list(
        "pk", "entity_id", "schema", "prop", "prop_type", "value", "source__slug", "part"
    )
    schemata: dict[str, set[str]] = defaultdict(set)
    properties: dict[str, dict[str, dict[str, None]]] = defaultdict(lambda: defaultdict(dict))
    named: dict[str, set[str]] = defaultdict(set)
    sources: dict[str, str] = {}
    parts: dict[str, set[int]] = defaultdict(set)
    statements: dict[str, list[int]] = defaultdict(list)
    for pk, entity_id, schema, prop, kind, value, source, part in listed.iterator(
        chunk_size=10_000
    ):
        schemata[entity_id].add(schema)
        properties[entity_id][prop][value] = None
        if kind == "name":
            named[entity_id].add(value)
        sources[entity_id] = min(source, sources.get(entity_id, source))
        parts[entity_id].add(part)
        statements[entity_id].append(pk)
    records = [
        Record(
            id=entity_id,
            schema=common_schema(schemata[entity_id]),
            source=sources[entity_id],
            properties={prop: tuple(sorted(values)) for prop, values in sorted(stated.items())},
        )
        for entity_id, stated in sorted(properties.items())
    ]
    agencies = dict(Source.objects.values_list("slug", "agency__slug"))
    return ReadRecords(
        records,
        sources,
        {key: frozenset(value) for key, value in parts.items()},
        statements,
        agencies,
        {key: languages_of(given) for key, given in named.items()},
        within,
    )


PEOPLE = [name for name, schema in model.schemata.items() if schema.is_a("LegalEntity")]
"""Schemata of people and organisations."""


def _compared_schemata() -> list[str]:
    return [*PEOPLE, *THINGS]


def stated_in(
    access: Access, parts: Collection[int], *, of: Collection[str] = (*PEOPLE, *THINGS)
) -> set[str]:
    """The records of which some parts of loads state something visible.

    Args:
        access: who asks.
        parts: of loads.
        of: only what is stated under these schemata; all that are compared unless told.
    """
    rows = _rows_in(access, parts).filter(schema__in=of)
    return set(rows.values_list("entity_id", flat=True).distinct())


def things_among(access: Access, entity_ids: Collection[str]) -> set[str]:
    """Those of some records that are stated as things, as far as the access sees."""
    rows = visible_to(access).filter(
        entity_id__in=in_list(sorted(entity_ids)), schema__in=list(THINGS)
    )
    return set(rows.values_list("entity_id", flat=True).distinct())


def states_any(access: Access, parts: Collection[int]) -> bool:
    """Whether `stated_in` has any; asks for one row only."""
    return bool(parts) and _rows_in(access, parts).exists()


def _rows_in(access: Access, parts: Collection[int]) -> QuerySet[Statement]:
    rows = visible_to(access).filter(
        schema__in=_compared_schemata(), part__in=in_ids(sorted(parts))
    )
    return rows.exclude(prop_type__in=UNCOMPARED)


def fingerprint(read: ReadRecords) -> str:
    """A digest of what was compared, the same in whatever order it was loaded."""
    digest = hashlib.blake2b(digest_size=16)
    for record in read.records:
        digest.update(repr((record.id, record.schema, record.source)).encode())
        digest.update(repr(sorted(record.properties.items())).encode())
    return digest.hexdigest()
