"""What an activity is when it is published: plain values, without the store they come from.

Texts are by language code, e.g. ``{"en": "…", "ckb": "…"}``; codes are those of IATI's lists.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

__all__ = [
    "Activity",
    "Budget",
    "Contact",
    "Details",
    "Indicator",
    "Org",
    "Party",
    "Period",
    "Place",
    "Publisher",
    "Result",
    "Share",
    "Texts",
    "Transaction",
]

Texts = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Org:
    """An organisation, never a person.

    Attributes:
        name: as it is shown; may be empty where `ref` is given.
        ref: its identifier, e.g. ``GB-GOV-6``; empty if it has none.
        kind: its type's code, e.g. ``10`` government; empty if nobody said.
    """

    name: str = ""
    ref: str = ""
    kind: str = ""


@dataclass(frozen=True, slots=True)
class Publisher:
    """Who publishes; `earlier` are the identifiers that it published under before."""

    ref: str
    kind: str
    name: str
    earlier: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Party:
    """An organisation that takes part.

    `role` is 1 funding, 2 accountable, 3 extending, 4 implementing.
    """

    role: str
    org: Org


@dataclass(frozen=True, slots=True)
class Share:
    """A country or sector by its code, and its share; None where it has no percentage."""

    code: str
    percentage: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Place:
    """Where it happens: `area` is a governorate or region, `name` the very place.

    Coordinates are not published at all.
    """

    area: str = ""
    name: str = ""


@dataclass(frozen=True, slots=True)
class Contact:
    """Whom readers may write to."""

    organisation: str = ""
    person: str = ""
    email: str = ""
    telephone: str = ""


@dataclass(frozen=True, slots=True)
class Details:
    """What an officer states of an activity for publication; nothing of it is guessed.

    Attributes:
        title, description: in each language they were written in.
        status: ActivityStatus.
        planned_start, actual_start, planned_end, actual_end: its dates.
        parties: organisations that take part.
        countries, sectors: with shares that add up to 100 where there are several.
        scope, collaboration, flow, finance, aid, tied: codes of their lists; empty if not stated.
        place: where it happens.
        contact: whom readers may write to.
        language, currency: what is meant where none is given.
    """

    title: Texts = field(default_factory=dict)
    description: Texts = field(default_factory=dict)
    status: str = ""
    planned_start: date | None = None
    actual_start: date | None = None
    planned_end: date | None = None
    actual_end: date | None = None
    parties: tuple[Party, ...] = ()
    countries: tuple[Share, ...] = ()
    sectors: tuple[Share, ...] = ()
    scope: str = ""
    collaboration: str = ""
    flow: str = ""
    finance: str = ""
    aid: str = ""
    tied: str = ""
    place: Place = Place()
    contact: Contact = Contact()
    language: str = "en"
    currency: str = "GBP"


@dataclass(frozen=True, slots=True)
class Budget:
    """A budget of at most one year.

    `kind` is 1 original, 2 revised; `status` 1 indicative, 2 committed.
    """

    kind: str
    status: str
    first: date
    last: date
    value: Decimal
    currency: str
    value_date: date


@dataclass(frozen=True, slots=True)
class Transaction:
    """Money that was promised, received, paid out or spent; `kind` is TransactionType."""

    ref: str
    kind: str
    day: date
    value: Decimal
    currency: str
    value_date: date
    description: str = ""
    provider: Org = Org()
    receiver: Org = Org()


@dataclass(frozen=True, slots=True)
class Period:
    """What an indicator was to reach in a period, and what it reached; None: not published."""

    first: date
    last: date
    target: Decimal | None = None
    target_note: str = ""
    actual: Decimal | None = None
    actual_note: str = ""


@dataclass(frozen=True, slots=True)
class Indicator:
    """An indicator; `measure` 5 is qualitative, which has notes and no numbers."""

    title: Texts
    measure: str
    ascending: bool = True
    description: str = ""
    baseline: Decimal | None = None
    baseline_year: int | None = None
    baseline_note: str = ""
    periods: tuple[Period, ...] = ()


@dataclass(frozen=True, slots=True)
class Result:
    """A result; `kind` 1 output, 2 outcome, 3 impact, 9 other."""

    kind: str
    title: Texts
    description: str = ""
    indicators: tuple[Indicator, ...] = ()


@dataclass(frozen=True, slots=True)
class Activity:
    """Everything that is known of an activity and has a place in IATI.

    Attributes:
        reference: the register's own, e.g. ``P-2026-7KQ4XM``.
        identifier: the published one, which never changes.
        related: RelatedActivityType and identifier of activities that are published with it.
    """

    reference: str
    identifier: str
    publisher: Publisher
    details: Details
    budgets: tuple[Budget, ...] = ()
    transactions: tuple[Transaction, ...] = ()
    results: tuple[Result, ...] = ()
    related: tuple[tuple[str, str], ...] = ()
