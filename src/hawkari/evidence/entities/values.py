"""What is shown of an entity: its values with their provenance, and its caption."""

from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache

from django.db.models import QuerySet
from followthemoney import model
from followthemoney.exc import InvalidData
from followthemoney.schema import Schema

from hawkari.engines import names
from hawkari.evidence.grading.said import marks_line
from hawkari.evidence.models import LoadPart, LoadRun, Marking, Source, Statement
from hawkari.evidence.reach import remembered

__all__ = [
    "EntityView",
    "ValueView",
    "caption_of",
    "common_schema",
    "ordered",
    "romanised",
    "value_views",
]

LATIN = "Latn"


@dataclass(frozen=True, slots=True)
class ValueView:
    """One value with where it comes from.

    `prop_label` is the property's English label; `original_value` is the cell as written where
    cleaning changed it, else empty; `romanised` is a reading aid, empty for Latin script;
    `grade` is like ``2D``, `handling` ``P`` or ``C``, `condition` the words of a C and of Europol's
    H3, which must be shown with the value, else empty;
    `marks` are the other restrictions and the codes as given, in one line; `marking_id` the number
    of the whole marking (`grading.stored.stored_markings`);
    `seen` is the source's date (ISO, may be partial) or empty; `entity_id` is as stated.
    """

    statement_id: int
    prop: str
    prop_label: str
    prop_type: str
    value: str
    original_value: str
    romanised: str
    lang: str
    source: str
    source_name: str
    agency: str
    agency_name: str
    file: str
    row: str
    grade: str
    handling: str
    condition: str
    marks: str
    marking_id: int
    seen: str
    recorded_at: datetime
    entity_id: str


@dataclass(frozen=True, slots=True)
class EntityView:
    """An entity as one viewer may see it.

    Attributes:
        canonical_id: what the viewer knows it by.
        schema: the most specific FollowTheMoney schema of its members.
        caption: its name, or the next best thing to call it by; the canonical id if nothing is.
        caption_romanised: a reading aid, empty for Latin script.
        values: by property in the schema's order, then value, then source.
        members: ids as stated, the one with the oldest statement first; random ids of their own
            for roles that do not read every class of properties, and so in `values`.
        categories: subject categories set by a person in this operation; empty means unset.
        stated_categories: categories that its sources state; nobody here has checked them.
        is_protected: a victim or migrant in any operation of the viewer, or by any source: never
            ranked.

    How much is hidden is not told: to count it would tell of it.
    """

    canonical_id: str
    schema: str
    caption: str
    caption_romanised: str
    values: tuple[ValueView, ...]
    members: tuple[str, ...]
    categories: frozenset[str]
    stated_categories: frozenset[str]
    is_protected: bool

    def get(self, *props: str) -> tuple[str, ...]:
        """The distinct values of some properties, in the order of `values`."""
        return tuple(dict.fromkeys(one.value for one in self.values if one.prop in props))

    @property
    def agencies(self) -> tuple[str, ...]:
        """Slugs of the agencies that state something of it, sorted."""
        return tuple(sorted({one.agency for one in self.values}))


@lru_cache(maxsize=1 << 15)
def romanised(value: str, lang: str = "") -> str:
    """A reading aid in Latin letters; empty where the value is in Latin script already."""
    if value.isascii() or names.script_of(value) == LATIN:
        return ""
    aid = names.romanise(value, lang)
    return "" if aid == value else aid


def common_schema(schemata: Iterable[str]) -> str:
    """The most specific schema that all have in common; the first by name where there is none."""
    listed = sorted(set(schemata))
    common = listed[0]
    for schema in listed[1:]:
        with suppress(InvalidData):
            common = model.common_schema(common, schema).name
    return common


def caption_of(schema: str, values: Iterable[tuple[str, str]]) -> str:
    """What to call an entity: the commonest value of the first caption property that has any.

    Args:
        schema: FollowTheMoney schema name.
        values: pairs of property and value; their order does not matter.

    Returns:
        The value as stated, of equally common ones the longest, then the first in code-point
        order; empty if there is none.
    """
    found = model.get(schema)
    wanted = tuple(found.caption) if found is not None else ("name",)
    by_prop: dict[str, Counter[str]] = {}
    for prop, value in values:
        if prop in wanted:
            by_prop.setdefault(prop, Counter())[value] += 1
    for prop in wanted:
        if prop in by_prop:
            return min(by_prop[prop].items(), key=lambda item: (-item[1], -len(item[0]), item[0]))[
                0
            ]
    return ""


def value_views(statements: QuerySet[Statement]) -> Iterator[ValueView]:
    """Views of visible statements, in a few queries."""
    sources = remembered("sources", Source.objects.select_related("agency").in_bulk)
    files = remembered("files", lambda: dict(LoadRun.objects.values_list("pk", "file_name")))
    markings = remembered("markings", _markings)
    rows = statements.values_list(*COLUMNS).iterator(chunk_size=10_000)
    for pk, entity_id, schema, prop, kind, value, original, lang, *about in rows:
        row, seen, recorded, source_id, load_id, part_id = about
        source, marking = sources[source_id], markings[part_id]
        yield ValueView(
            statement_id=pk,
            prop=prop,
            prop_label=_label(schema, prop),
            prop_type=kind,
            value=value,
            original_value=original,
            romanised=romanised(value, lang) if kind in READ_ALOUD else "",
            lang=lang,
            source=source.slug,
            source_name=source.name,
            agency=source.agency.slug,
            agency_name=source.agency.name,
            file=files[load_id],
            row=row,
            grade=marking.source_evaluation + marking.intelligence_assessment,
            handling=marking.handling,
            condition=_words(marking),
            marks=marks_line(marking),
            marking_id=marking.pk,
            seen=seen,
            recorded_at=recorded,
            entity_id=entity_id,
        )


def _words(marking: Marking) -> str:
    words = marking.condition.text if marking.condition is not None else ""
    return "; ".join(one for one in (words, marking.europol_text) if one)


def _markings() -> dict[int, Marking]:
    """The marking of each part of a load."""
    markings = {one.pk: one for one in Marking.objects.select_related("condition")}
    parts = LoadPart.objects.values_list("pk", "marking")
    return {part: markings[marking] for part, marking in parts}


COLUMNS = (
    "pk",
    "entity_id",
    "schema",
    "prop",
    "prop_type",
    "value",
    "original_value",
    "lang",
    "row",
    "seen",
    "recorded_at",
    "source_id",
    "load_id",
    "part_id",
)
READ_ALOUD = frozenset({"name", "string", "text", "address"})


@lru_cache(maxsize=4096)
def _label(schema: str, prop: str) -> str:
    found = _schema(schema)
    known = found.get(prop) if found is not None else None
    return str(known.label) if known is not None else prop


def _schema(name: str) -> Schema | None:
    return model.get(name)


def ordered(schema: str, values: Iterable[ValueView]) -> tuple[ValueView, ...]:
    """Values by property (featured ones first), value, source and row."""
    found = _schema(schema)
    props = [*found.featured, *found.properties] if found is not None else []
    rank = {prop: place for place, prop in reversed(list(enumerate(props)))}
    last = len(props)
    return tuple(
        sorted(
            values,
            key=lambda one: (
                rank.get(one.prop, last),
                one.prop,
                one.value,
                one.source,
                one.statement_id,
            ),
        )
    )
