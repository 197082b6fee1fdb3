"""From plain values to an activity, its elements in the order that the schema wants."""

from collections.abc import Iterable
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

from lxml import etree

from hawkari.engines.iati.activity import Activity
from hawkari.engines.iati.values import (
    Amount,
    Budget,
    Contact,
    DocumentLink,
    Indicator,
    Location,
    Narrative,
    Organisation,
    Period,
    Place,
    Record,
    Result,
    Sector,
    Transaction,
)
from hawkari.errors import BadInput

__all__ = ["compose", "moment"]

_LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"

# The name that the standard gives the system of latitude and longitude.
_SYSTEM = "http://www.opengis.net/def/crs/EPSG/0/4326"


def compose(record: Record) -> Activity:
    """The activity that a record describes.

    Raises:
        BadInput: if a text holds a character that XML cannot carry.
    """
    try:
        return Activity(_activity(record))
    except ValueError as error:
        raise BadInput(
            "a text holds a character that no XML file can carry",
            "Take control characters out of its texts",
            where=(record.identifier,),
        ) from error


def moment(when: datetime) -> str:
    """A moment as the schema writes it; one without a time zone is taken as it stands."""
    if when.tzinfo is not None:
        when = when.astimezone(UTC)
    return when.replace(microsecond=0).isoformat().replace("+00:00", "Z")


def _activity(record: Record) -> Any:
    top = etree.Element("iati-activity")
    _set(
        top,
        {
            _LANGUAGE: record.language,
            "default-currency": record.currency,
            "last-updated-datetime": moment(record.updated) if record.updated else "",
            "humanitarian": _flag(record.humanitarian),
        },
    )
    _who(top, record)
    _what(top, record)
    for budget in record.budgets:
        _budget(top, budget)
    for transaction in record.transactions:
        _transaction(top, transaction)
    for document in record.documents:
        _document(top, document)
    for other in record.related:
        _add(top, "related-activity", {"ref": other.ref, "type": other.type})
    for result in record.results:
        _result(top, result)
    return top


def _who(top: Any, record: Record) -> None:
    _add(top, "iati-identifier").text = record.identifier
    _organisation(top, "reporting-org", record.reporting)
    _texts(_add(top, "title"), record.titles)
    for texts in record.descriptions:
        _texts(_add(top, "description"), texts)
    for party in record.participating:
        _organisation(top, "participating-org", party)
    for other in record.others:
        _add(top, "other-identifier", {"ref": other.ref, "type": other.type})


def _what(top: Any, record: Record) -> None:
    _code(top, "activity-status", record.status)
    for kind, day in sorted(record.dates.items()):
        if day is not None:
            _add(top, "activity-date", {"type": kind, "iso-date": _day(day)})
    for contact in record.contacts:
        _contact(top, contact)
    _code(top, "activity-scope", record.scope)
    _where(top, record.countries, record.regions)
    for location in record.locations:
        _location(top, location)
    _sectors(top, record.sectors)
    _terms(top, record)


def _terms(top: Any, record: Record) -> None:
    _code(top, "collaboration-type", record.collaboration)
    _code(top, "default-flow-type", record.flow)
    _code(top, "default-finance-type", record.finance)
    for code in record.aid_types:
        _code(top, "default-aid-type", code)
    _code(top, "default-tied-status", record.tied)


def _set(element: Any, attributes: dict[str, str]) -> None:
    for name, value in attributes.items():
        if value:
            element.set(name, value)


def _add(parent: Any, name: str, attributes: dict[str, str] | None = None) -> Any:
    element = etree.SubElement(parent, name)
    _set(element, attributes or {})
    return element


def _code(parent: Any, name: str, code: str) -> None:
    if code:
        _add(parent, name, {"code": code})


def _texts(parent: Any, texts: Iterable[Narrative]) -> None:
    for text in texts:
        _add(parent, "narrative", {_LANGUAGE: text.language}).text = text.text


def _day(day: date | None) -> str:
    return day.isoformat() if day else ""


def _number(number: Decimal | None) -> str:
    return "" if number is None else format(number, "f")


def _flag(value: bool | None) -> str:  # noqa: FBT001
    return "" if value is None else str(int(value))


def _organisation(parent: Any, name: str, party: Organisation | None) -> None:
    if party is None:
        return
    own = {"reporting-org": "", "participating-org": "activity-id"}
    attributes = {"role": party.role, "type": party.type, "ref": party.ref}
    attributes[own.get(name, f"{name.removesuffix('-org')}-activity-id")] = party.activity
    attributes.pop("", None)
    _texts(_add(parent, name, attributes), party.names)


def _where(parent: Any, countries: Iterable[Place], regions: Iterable[Place]) -> None:
    for name, places in (("recipient-country", countries), ("recipient-region", regions)):
        for place in places:
            _add(
                parent,
                name,
                {
                    "code": place.code,
                    "vocabulary": place.vocabulary,
                    "percentage": _number(place.percentage),
                },
            )


def _location(parent: Any, location: Location) -> None:
    element = _add(parent, "location")
    if location.names:
        _texts(_add(element, "name"), location.names)
    if location.latitude is not None and location.longitude is not None:
        point = _add(element, "point", {"srsName": _SYSTEM})
        position = f"{_number(location.latitude)} {_number(location.longitude)}"
        _add(point, "pos").text = position


def _contact(parent: Any, contact: Contact) -> None:
    element = _add(parent, "contact-info")
    if contact.organisation:
        _texts(_add(element, "organisation"), contact.organisation)
    if contact.person:
        _texts(_add(element, "person-name"), contact.person)
    if contact.telephone:
        _add(element, "telephone").text = contact.telephone
    if contact.email:
        _add(element, "email").text = contact.email


def _sectors(parent: Any, sectors: Iterable[Sector]) -> None:
    for sector in sectors:
        attributes = {
            "code": sector.code,
            "vocabulary": sector.vocabulary,
            "percentage": _number(sector.percentage),
        }
        _texts(_add(parent, "sector", attributes), sector.names)


def _value(parent: Any, money: Budget | Transaction) -> None:
    value = _add(parent, "value", {"currency": money.currency, "value-date": _day(money.value_day)})
    value.text = _number(money.amount)


def _span(parent: Any, first: date | None, last: date | None) -> None:
    _add(parent, "period-start", {"iso-date": _day(first)})
    _add(parent, "period-end", {"iso-date": _day(last)})


def _budget(parent: Any, budget: Budget) -> None:
    element = _add(parent, "budget", {"type": budget.type, "status": budget.status})
    _span(element, budget.first, budget.last)
    _value(element, budget)


def _transaction(parent: Any, transaction: Transaction) -> None:
    element = _add(parent, "transaction", {"ref": transaction.ref})
    _code(element, "transaction-type", transaction.type)
    _add(element, "transaction-date", {"iso-date": _day(transaction.day)})
    _value(element, transaction)
    if transaction.descriptions:
        _texts(_add(element, "description"), transaction.descriptions)
    _organisation(element, "provider-org", transaction.provider)
    _organisation(element, "receiver-org", transaction.receiver)
    _sectors(element, transaction.sectors)
    _where(element, transaction.countries, ())
    _code(element, "flow-type", transaction.flow)
    _code(element, "finance-type", transaction.finance)
    for code in transaction.aid_types:
        _code(element, "aid-type", code)
    _code(element, "tied-status", transaction.tied)


def _document(parent: Any, document: DocumentLink) -> None:
    element = _add(parent, "document-link", {"format": document.format, "url": document.url})
    _texts(_add(element, "title"), document.titles)
    for code in document.categories:
        _code(element, "category", code)
    for code in document.languages:
        _code(element, "language", code)
    if document.day:
        _add(element, "document-date", {"iso-date": _day(document.day)})


def _result(parent: Any, result: Result) -> None:
    attributes = {"type": result.type, "aggregation-status": _flag(result.aggregation)}
    element = _add(parent, "result", attributes)
    _texts(_add(element, "title"), result.titles)
    if result.descriptions:
        _texts(_add(element, "description"), result.descriptions)
    for indicator in result.indicators:
        _indicator(element, indicator)


def _indicator(parent: Any, indicator: Indicator) -> None:
    attributes = {"measure": indicator.measure, "ascending": _flag(indicator.ascending)}
    element = _add(parent, "indicator", attributes)
    _texts(_add(element, "title"), indicator.titles)
    if indicator.descriptions:
        _texts(_add(element, "description"), indicator.descriptions)
    for baseline in indicator.baselines:
        _amount(element, "baseline", baseline)
    for period in indicator.periods:
        _period(element, period)


def _period(parent: Any, period: Period) -> None:
    element = _add(parent, "period")
    _span(element, period.first, period.last)
    for target in period.targets:
        _amount(element, "target", target)
    for actual in period.actuals:
        _amount(element, "actual", actual)


def _amount(parent: Any, name: str, amount: Amount) -> None:
    attributes = {"year": amount.year, "iso-date": _day(amount.day)}
    element = _add(parent, name, attributes)
    if amount.value is not None:
        element.set("value", amount.value)
    if amount.comments:
        _texts(_add(element, "comment"), amount.comments)
