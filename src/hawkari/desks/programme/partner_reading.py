"""What an activity of somebody else tells: who reports it, its money and its results.

Read leniently: a value that is none is shown as it stands, and adds to no sum.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from lxml import etree

from hawkari.desks.programme.iati_out.keeping import number

__all__ = ["Told", "ToldFigure", "ToldMoney", "tell", "whole"]


@dataclass(frozen=True, slots=True)
class ToldMoney:
    """A transaction or budget as it stands; `value` None where it is no number."""

    kind: str
    day: str
    value: Decimal | None
    written: str
    currency: str
    provider: str
    receiver: str


@dataclass(frozen=True, slots=True)
class ToldFigure:
    """A period of an indicator as it stands."""

    result: str
    indicator: str
    first: str
    last: str
    target: str
    actual: str


@dataclass(frozen=True, slots=True)
class Told:
    """What an activity tells.

    Attributes:
        reporter: who reports it.
        title: its title.
        transactions, budgets, figures: as they stand.
        sums: of transactions by type and currency.
        unknown: names of elements of no known namespace, which are kept untouched.
        counts: how many of each.
    """

    reporter: str
    title: str
    transactions: tuple[ToldMoney, ...]
    budgets: tuple[ToldMoney, ...]
    figures: tuple[ToldFigure, ...]
    sums: dict[tuple[str, str], Decimal]
    unknown: tuple[str, ...]
    counts: dict[str, int] = field(default_factory=dict)


def whole(content: bytes) -> Any:
    """The element of an activity that was kept; nothing outside it is followed."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
    return etree.fromstring(content, parser)


def tell(content: bytes) -> Told:
    """What an activity tells.

    Args:
        content: the activity alone, as it was kept.
    """
    root = whole(content)
    currency = root.get("default-currency", "")
    transactions = tuple(_money(one, currency) for one in root.findall("transaction"))
    budgets = tuple(_money(one, currency) for one in root.findall("budget"))
    figures = tuple(_figures(root))
    sums: dict[tuple[str, str], Decimal] = {}
    for one in transactions:
        if one.value is not None:
            key = (one.kind, one.currency)
            sums[key] = sums.get(key, Decimal()) + one.value
    unknown = dict.fromkeys(
        etree.QName(one).localname for one in root.iter(etree.Element) if "}" in one.tag
    )
    reporter = root.find("reporting-org")
    return Told(
        reporter=_named(reporter),
        title=_words(root.find("title")),
        transactions=transactions,
        budgets=budgets,
        figures=figures,
        sums=sums,
        unknown=tuple(unknown),
        counts={
            "transactions": len(transactions), "budgets": len(budgets),
            "results": len(root.findall("result")),
        },
    )  # fmt: skip


def _money(one: Any, currency: str) -> ToldMoney:
    value = one.find("value")
    written = _text(value)
    at = one.find("transaction-date")
    if at is None:
        at = one.find("period-start")
    kind = one.find("transaction-type")
    own = value.get("currency", "") if value is not None else ""
    return ToldMoney(
        kind=one.get("type", "") if kind is None else kind.get("code", ""),
        day="" if at is None else at.get("iso-date", ""),
        value=number(written),
        written=written,
        currency=own or currency,
        provider=_named(one.find("provider-org")),
        receiver=_named(one.find("receiver-org")),
    )


def _figures(root: Any) -> Iterator[ToldFigure]:
    for result in root.findall("result"):
        for indicator in result.findall("indicator"):
            for period in indicator.findall("period"):
                yield ToldFigure(
                    result=_words(result.find("title")),
                    indicator=_words(indicator.find("title")),
                    first=_attribute(period, "period-start", "iso-date"),
                    last=_attribute(period, "period-end", "iso-date"),
                    target=_attribute(period, "target", "value"),
                    actual=_attribute(period, "actual", "value"),
                )


def _attribute(parent: Any, name: str, attribute: str) -> str:
    found = parent.find(name)
    return "" if found is None else found.get(attribute, "")


def _named(org: Any) -> str:
    """An organisation by its name, or by its identifier where it has none."""
    return "" if org is None else _words(org) or org.get("ref", "")


def _words(parent: Any) -> str:
    """The first words that an element holds."""
    if parent is None:
        return ""
    found = parent.find("narrative")
    return _text(parent if found is None else found)


def _text(element: Any) -> str:
    return "" if element is None else (element.text or "").strip()
