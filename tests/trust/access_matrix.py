"""Every combination of reader and statement that the rules of access tell apart, in a database.

Statements: each set of codes under each condition, of a partner; and a good part of these again of
the reader's own agency, of one outside the operation, and in other classes of properties. Readers:
each role, in operations that run, ended, have not started or have lost the reader's agency, for two
purposes, with break-glass on or off.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from itertools import product
from typing import Any

from django.utils import timezone

from hawkari.errors import AccessDenied
from hawkari.evidence.access import Access, open_access
from hawkari.evidence.bulk import in_ids, insert_rows, take_ids
from hawkari.evidence.local import ensure_agency
from hawkari.evidence.models import (
    Agency,
    BreakGlass,
    ConditionSatisfaction,
    HandlingCondition,
    LoadPart,
    LoadRun,
    Marking,
    Operation,
    OperationMember,
    Retraction,
    Role,
    Source,
    Statement,
    User,
)
from hawkari.evidence.rowsecurity import engine_door

TODAY = timezone.now().date()
YESTERDAY, TOMORROW = TODAY - timedelta(days=1), TODAY + timedelta(days=1)
READER, PARTNER, OUTSIDER, OTHER = "nca", "asayish", "stranger", "fr-pn"

NO_MEMBER, ELSEWHERE = "", "administrator elsewhere"
ROLES = (*Role.values, NO_MEMBER, ELSEWHERE)
STATES = ("runs", "ended", "not started", "agency out")
PURPOSES = ("crime", "return")

# name: agencies, every second reader named, expires, purposes, consult, agreed
CONDITIONS: dict[str, tuple[tuple[str, ...], bool, date | None, tuple[str, ...], bool, bool]] = {
    "agency": ((READER,), False, None, (), False, False),
    "agency, until today": ((READER,), False, TODAY, (), False, False),
    "agency, lapsed": ((READER,), False, YESTERDAY, (), False, False),
    "agency, for crime": ((READER,), False, None, ("crime",), False, False),
    "agency, for programme": ((READER,), False, None, ("programme",), False, False),
    "agency, consult": ((READER,), False, None, (), True, False),
    "agency, agreed": ((READER,), False, None, (), True, True),
    "users": ((), True, None, (), False, False),
    "users, for return, agreed": ((), True, TOMORROW, ("return",), True, True),
    "another": ((OTHER,), False, None, (), False, False),
    "nobody": ((), False, None, (), False, False),
}
LIGHTS = ("", "RED", "AMBER+STRICT", "AMBER", "GREEN", "CLEAR")
EUROPOL = (((), ""), (("H0",), ""), (("H1", "H3"), "Ask Europol"), (("H3",), " "))
LEVELS = ("", "SECRET")
ODD = (
    {"pap": "BLUE"}, {"pap": "RED"}, {"tlp": "PURPLE"}, {"source_evaluation": "9"},
    {"intelligence_assessment": "F"}, {"handling": "X"}, {"gsc": "OFFICIAL", "tlp": "GREEN"},
    {"gsc": "OFFICIAL-SENSITIVE"}, {"europol": ["H9"]}, {"europol": ["H0", "H1", "H2"]},
)  # fmt: skip
SPARSE = 11
FIELDS = (
    ("identity", "name", "name"), ("contact", "phone", "phone"),
    ("finance", "amount", "number"), ("standing", "topics", "topic"), ("", "unheard", "strange"),
)  # fmt: skip


@dataclass(frozen=True)
class Viewer:
    """A reader: role, in what kind of operation, for what, with break-glass or not."""

    user: User
    operation: Operation
    role: str
    state: str
    glass: bool
    named: bool

    def access(self) -> Access | None:
        """Their access, or None where it is denied."""
        try:
            return open_access(self.user, self.operation.slug, today=TODAY)
        except AccessDenied:
            return None


@dataclass(frozen=True)
class Item:
    """A statement: its number, whose it is, its marking's number, class, and whether retracted."""

    statement: int
    agency: str
    marking: int
    field: str
    retracted: bool


@dataclass
class Matrix:
    """The whole, written on construction."""

    agencies: dict[str, Agency] = field(default_factory=dict)
    viewers: list[Viewer] = field(default_factory=list)
    items: list[Item] = field(default_factory=list)
    conditions: dict[str, HandlingCondition] = field(default_factory=dict)
    markings: dict[int, Marking] = field(default_factory=dict)
    named_by: dict[int, str] = field(default_factory=dict)
    """The name of its condition, by number of the marking."""
    roles: tuple[str, ...] = ROLES

    def __post_init__(self) -> None:
        names = (READER, PARTNER, OUTSIDER, OTHER)
        self.agencies = {slug: ensure_agency(slug) for slug in names}
        self._readers()
        self._markings()

    def items_for(self, viewer: Viewer) -> list[Item]:
        """What to ask about a viewer: everything, or where nothing can be seen, one in five."""
        return self.items if viewer.state == "runs" else self.items[::5]

    def _readers(self) -> None:
        other = Operation.objects.create(
            slug="elsewhere", name="E", purpose="Test", starts=YESTERDAY
        )
        for state, purpose in product(STATES, PURPOSES):
            if state != "runs" and purpose != PURPOSES[0]:
                continue
            operation = self._operation(state, purpose)
            for role, glass in product(self.roles, (False, True)):
                number = len(self.viewers)
                user = User.objects.create(username=f"r{number}", agency=self.agencies[READER])
                if role == ELSEWHERE:
                    OperationMember.objects.create(
                        operation=other, user=user, role=Role.ADMINISTRATOR
                    )
                elif role:
                    OperationMember.objects.create(operation=operation, user=user, role=role)
                if glass:
                    _break(user, operation)
                self.viewers.append(
                    Viewer(user, operation, role, state, glass, named=number % 2 == 0)
                )

    def _operation(self, state: str, purpose: str) -> Operation:
        operation = Operation.objects.create(
            slug=f"{state}-{purpose}".replace(" ", "-"),
            name=state,
            purpose="Test",
            purpose_kind=purpose,
            starts=TOMORROW if state == "not started" else YESTERDAY,
            ends=YESTERDAY if state == "ended" else None,
        )
        slugs = (PARTNER,) if state == "agency out" else (READER, PARTNER)
        operation.agencies.set(self.agencies[slug] for slug in slugs)
        return operation

    def _markings(self) -> None:
        sources = {slug: self._source(slug) for slug in (READER, PARTNER, OUTSIDER)}
        self.conditions = {name: self._condition(sources[PARTNER], name) for name in CONDITIONS}
        named = [viewer.user for viewer in self.viewers if viewer.named]
        for name, (_, users, *_rest) in CONDITIONS.items():
            if users:
                self.conditions[name].users.set(named)
        markings = [self._marking(number, **about) for number, about in enumerate(_codes())]
        for slug, source in sources.items():
            self._load(slug, source, markings if slug == PARTNER else markings[::SPARSE])

    def _source(self, slug: str) -> Source:
        return Source.objects.create(
            agency=self.agencies[slug], slug=slug, name=slug, default_grade="2D",
            default_handling="P", review_due=date(2100, 1, 1),
        )  # fmt: skip

    def _condition(self, source: Source, name: str) -> HandlingCondition:
        agencies, _, expires, purposes, consult, agreed = CONDITIONS[name]
        row = HandlingCondition.objects.create(
            source=source, text=name, expires=expires, purposes=list(purposes),
            consult_originator=consult,
        )  # fmt: skip
        row.agencies.set(self.agencies[slug] for slug in agencies)
        if agreed:
            ConditionSatisfaction.objects.create(
                condition=row, agency=self.agencies[READER], note="agreed",
                recorded_by=self.viewers[0].user, recorded_at=timezone.now(),
            )  # fmt: skip
        return row

    def _marking(self, number: int, *, condition: str = "", **codes: Any) -> Marking:
        usual = {"source_evaluation": "2", "intelligence_assessment": "D", "handling": "P"}
        if condition:
            usual["handling"] = "C"
        found = Marking.objects.create(
            key=f"{number:032x}",
            condition=self.conditions.get(condition),
            **{**usual, **codes},
        )
        self.markings[found.pk] = found
        self.named_by[found.pk] = condition if condition in self.conditions else ""
        return found

    def _load(self, slug: str, source: Source, markings: list[Marking]) -> None:
        load = LoadRun.objects.create(
            source=source, slot=slug, file_name=slug, sha256="0" * 64, size=1, layout="test",
            marking=markings[0], state="complete", started_at=timezone.now(),
        )  # fmt: skip
        parts = LoadPart.objects.bulk_create(LoadPart(load=load, marking=one) for one in markings)
        cells = [(part, about) for part in parts for about in FIELDS[:1]]
        cells += [(part, about) for part in parts[:: SPARSE if slug == PARTNER else 1]
                  for about in FIELDS[1:]]  # fmt: skip
        numbers = take_ids(Statement, len(cells))
        with engine_door("load"):
            insert_rows(
                Statement,
                ("id", "key", "source_id", "load_id", "part_id", "entity_id", "schema", "prop",
                 "prop_type", "value", "original_value", "lang", "row", "seen", "recorded_at"),
                [
                    (pk, f"{pk}", source.pk, load.pk, part.pk, f"{slug}:{pk}", "Person", prop,
                     kind, "invented", "", "", "", "", "2026-01-01 00:00:00+00:00")
                    for pk, (part, (_, prop, kind)) in zip(numbers, cells, strict=True)
                ],
            )  # fmt: skip
        retracted = {pk for pk in numbers if pk % 37 == 0}
        Retraction.objects.bulk_create(
            Retraction(statement_id=pk, reason="test", retracted_at=timezone.now())
            for pk in sorted(retracted)
        )
        with engine_door("load"):
            Statement.objects.filter(pk__in=in_ids(retracted)).update(retracted=True)
        self.items += [
            Item(pk, slug, part.marking_id, name, retracted=pk in retracted)
            for pk, (part, (name, _, _)) in zip(numbers, cells, strict=True)
        ]


def _codes() -> Iterator[dict[str, Any]]:
    for condition, light, (europol, text), level in product(
        ("", *CONDITIONS, "none written"), LIGHTS, EUROPOL, LEVELS
    ):
        yield {
            "condition": condition,
            "tlp": light,
            "europol": list(europol),
            "europol_text": text,
            "gsc": level,
        }
    yield from (dict(one) for one in ODD)


def _break(user: User, operation: Operation) -> None:
    now = timezone.now()
    BreakGlass.objects.create(
        operation=operation, user=user, reason="test", asked_at=now - timedelta(minutes=1),
        expires_at=now + timedelta(hours=1),
    )  # fmt: skip
