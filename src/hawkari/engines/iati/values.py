"""What this software understands of an activity, as plain values.

A value that a file gives in a form that cannot be read is None here; the activity itself keeps it.
"""

from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal

__all__ = [
    "Amount",
    "Budget",
    "Code",
    "Contact",
    "DocumentLink",
    "Indicator",
    "Location",
    "Narrative",
    "Organisation",
    "OtherIdentifier",
    "Period",
    "Place",
    "Record",
    "Related",
    "Result",
    "Sector",
    "Transaction",
]


@dataclass(frozen=True, slots=True)
class Code:
    """An entry of a code list.

    Attributes:
        code: the code.
        name: in English.
        names: in other languages, by their code.
        status: ``active`` or ``withdrawn``.
        category: code of the group that it belongs to; empty for none.
    """

    code: str
    name: str
    names: dict[str, str] = field(default_factory=dict)
    status: str = "active"
    category: str = ""


@dataclass(frozen=True, slots=True)
class Narrative:
    """A text, and its language where it is not the activity's own."""

    text: str
    language: str = ""


Texts = tuple[Narrative, ...]


@dataclass(frozen=True, slots=True)
class Organisation:
    """A party.

    Attributes:
        ref: its identifier; empty when it has none.
        names: its name.
        type: code of `OrganisationType`.
        role: code of `OrganisationRole`, of a participating organisation.
        activity: identifier of its own activity.
    """

    ref: str = ""
    names: Texts = ()
    type: str = ""
    role: str = ""
    activity: str = ""


@dataclass(frozen=True, slots=True)
class Sector:
    """What an activity works on.

    Attributes:
        code: in its vocabulary.
        vocabulary: code of `SectorVocabulary`; empty counts as 1.
        percentage: its share; None when it is the only one.
        names: needed for one's own vocabularies, 98 and 99.
    """

    code: str
    vocabulary: str = ""
    percentage: Decimal | None = None
    names: Texts = ()


@dataclass(frozen=True, slots=True)
class Place:
    """A recipient country or region.

    Attributes:
        code: of `Country` or `Region`.
        percentage: its share; None when it is the only one.
        vocabulary: code of `RegionVocabulary`, of a region.
    """

    code: str
    percentage: Decimal | None = None
    vocabulary: str = ""


@dataclass(frozen=True, slots=True)
class Location:
    """A place within a country.

    Attributes:
        names: what it is called.
        latitude: with `longitude`, where it is; None when that is not said.
        longitude: as above.
    """

    names: Texts = ()
    latitude: Decimal | None = None
    longitude: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Contact:
    """Whom to ask."""

    organisation: Texts = ()
    person: Texts = ()
    telephone: str = ""
    email: str = ""


@dataclass(frozen=True, slots=True)
class OtherIdentifier:
    """Another identifier of the activity, and the code of its `OtherIdentifierType`."""

    ref: str
    type: str


@dataclass(frozen=True, slots=True)
class Budget:
    """What is planned for a period of at most a year.

    Attributes:
        first: first day.
        last: last day.
        amount: how much.
        currency: empty for the activity's own.
        value_day: day of the rate of exchange.
        type: 1 original, 2 revised.
        status: 1 indicative, 2 committed.
    """

    first: date | None
    last: date | None
    amount: Decimal | None
    currency: str = ""
    value_day: date | None = None
    type: str = "1"
    status: str = "1"


@dataclass(frozen=True, slots=True)
class Transaction:
    """Money promised, paid or spent.

    Attributes:
        type: code of `TransactionType`.
        day: when it happened.
        amount: how much.
        currency: empty for the activity's own.
        value_day: day of the rate of exchange.
        ref: the publisher's own reference.
        descriptions: what for.
        provider: from whom.
        receiver: to whom.
        sectors: where they are declared here and not on the activity.
        countries: likewise.
        flow: code of `FlowType`.
        finance: code of `FinanceType`.
        aid_types: codes of `AidType`.
        tied: code of `TiedStatus`.
    """

    type: str
    day: date | None
    amount: Decimal | None
    currency: str = ""
    value_day: date | None = None
    ref: str = ""
    descriptions: Texts = ()
    provider: Organisation | None = None
    receiver: Organisation | None = None
    sectors: tuple[Sector, ...] = ()
    countries: tuple[Place, ...] = ()
    flow: str = ""
    finance: str = ""
    aid_types: tuple[str, ...] = ()
    tied: str = ""


@dataclass(frozen=True, slots=True)
class Amount:
    """A baseline, target or actual of an indicator.

    Attributes:
        value: as it is written; None for a qualitative one.
        comments: what it means.
        year: of a baseline.
        day: of a baseline.
    """

    value: str | None = None
    comments: Texts = ()
    year: str = ""
    day: date | None = None


@dataclass(frozen=True, slots=True)
class Period:
    """What was aimed at and reached in a period."""

    first: date | None
    last: date | None
    targets: tuple[Amount, ...] = ()
    actuals: tuple[Amount, ...] = ()


@dataclass(frozen=True, slots=True)
class Indicator:
    """What a result is measured by.

    Attributes:
        measure: code of `IndicatorMeasure`: 1 unit, 2 percentage, 3 nominal, 4 ordinal,
            5 qualitative.
        titles: what is measured.
        descriptions: how.
        ascending: whether more is better; None when it is not said.
        baselines: where it began.
        periods: targets and actuals.
    """

    measure: str
    titles: Texts
    descriptions: Texts = ()
    ascending: bool | None = None
    baselines: tuple[Amount, ...] = ()
    periods: tuple[Period, ...] = ()


@dataclass(frozen=True, slots=True)
class Result:
    """An output (1), outcome (2) or impact (3)."""

    type: str
    titles: Texts
    descriptions: Texts = ()
    indicators: tuple[Indicator, ...] = ()
    aggregation: bool | None = None


@dataclass(frozen=True, slots=True)
class Related:
    """Another activity: 1 parent, 2 child, 3 sibling, 4 co-funded, 5 third party."""

    ref: str
    type: str


@dataclass(frozen=True, slots=True)
class DocumentLink:
    """A document that anybody can open.

    Attributes:
        url: where it is.
        format: media type.
        titles: what it is called.
        categories: codes of `DocumentCategory`.
        languages: codes of its languages.
        day: of the document.
    """

    url: str
    format: str
    titles: Texts
    categories: tuple[str, ...]
    languages: tuple[str, ...] = ()
    day: date | None = None


@dataclass(frozen=True, slots=True)
class Record:
    """An activity.

    Attributes:
        identifier: begins with the reporting organisation's, then a hyphen; never changes.
        reporting: who reports it.
        titles: its name.
        descriptions: each with its own texts.
        participating: funding (1), accountable (2), extending (3), implementing (4).
        others: what else it is called elsewhere.
        status: code of `ActivityStatus`.
        contacts: whom to ask.
        dates: by code of `ActivityDateType`.
        scope: code of `ActivityScope`.
        countries: where, or on each transaction.
        regions: where, or on each transaction.
        locations: places within.
        sectors: what on, or on each transaction.
        collaboration: code of `CollaborationType`.
        flow: code of `FlowType`.
        finance: code of `FinanceType`.
        aid_types: codes of `AidType`.
        tied: code of `TiedStatus`.
        budgets: what is planned.
        transactions: what was promised, paid and spent.
        documents: links.
        related: other activities.
        results: what it achieves.
        language: of texts that name none.
        currency: of amounts that name none.
        updated: when this was last changed.
        humanitarian: whether it says that it is; None when it does not say.
    """

    identifier: str
    reporting: Organisation
    titles: Texts
    descriptions: tuple[Texts, ...]
    participating: tuple[Organisation, ...]
    status: str
    dates: dict[str, date | None]
    scope: str = ""
    countries: tuple[Place, ...] = ()
    regions: tuple[Place, ...] = ()
    locations: tuple[Location, ...] = ()
    sectors: tuple[Sector, ...] = ()
    collaboration: str = ""
    flow: str = ""
    finance: str = ""
    aid_types: tuple[str, ...] = ()
    tied: str = ""
    budgets: tuple[Budget, ...] = ()
    transactions: tuple[Transaction, ...] = ()
    documents: tuple[DocumentLink, ...] = ()
    related: tuple[Related, ...] = ()
    results: tuple[Result, ...] = ()
    language: str = ""
    currency: str = ""
    updated: datetime | None = None
    humanitarian: bool | None = None
    others: tuple[OtherIdentifier, ...] = ()
    contacts: tuple[Contact, ...] = ()
