"""From an activity to plain values: what this software understands of it."""

from contextlib import suppress
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from typing import Any

from hawkari.engines.iati.dates import day_of
from hawkari.engines.iati.values import (
    Amount,
    Budget,
    Contact,
    DocumentLink,
    Indicator,
    Location,
    Narrative,
    Organisation,
    OtherIdentifier,
    Period,
    Place,
    Record,
    Related,
    Result,
    Sector,
    Texts,
    Transaction,
)

__all__ = ["record_of"]

_LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"
_LONGEST = 40  # digits of an amount: more is no money


def record_of(top: Any) -> Record:
    """What is understood of an activity's element."""
    return Record(
        identifier=(top.findtext("iati-identifier") or "").strip(),
        reporting=_organisation(top.find("reporting-org")) or Organisation(),
        titles=_texts(top.find("title")),
        descriptions=tuple(map(_texts, top.findall("description"))),
        participating=tuple(filter(None, map(_organisation, top.findall("participating-org")))),
        status=_code(top, "activity-status"),
        dates={_.get("type", ""): _day(_, "iso-date") for _ in top.findall("activity-date")},
        scope=_code(top, "activity-scope"),
        countries=_places(top, "recipient-country"),
        regions=_places(top, "recipient-region"),
        locations=tuple(map(_location, top.findall("location"))),
        sectors=_sectors(top),
        collaboration=_code(top, "collaboration-type"),
        flow=_code(top, "default-flow-type"),
        finance=_code(top, "default-finance-type"),
        aid_types=_codes(top, "default-aid-type"),
        tied=_code(top, "default-tied-status"),
        budgets=tuple(map(_budget, top.findall("budget"))),
        transactions=tuple(map(_transaction, top.findall("transaction"))),
        documents=tuple(map(_document, top.findall("document-link"))),
        related=tuple(
            Related(_.get("ref", ""), _.get("type", "")) for _ in top.findall("related-activity")
        ),
        results=tuple(map(_result, top.findall("result"))),
        language=top.get(_LANGUAGE, ""),
        currency=top.get("default-currency", ""),
        updated=_moment(top.get("last-updated-datetime", "")),
        humanitarian=_flag(top.get("humanitarian")),
        others=tuple(
            OtherIdentifier(_.get("ref", ""), _.get("type", ""))
            for _ in top.findall("other-identifier")
        ),
        contacts=tuple(map(_contact, top.findall("contact-info"))),
    )


def _texts(parent: Any) -> Texts:
    if parent is None:
        return ()
    return tuple(Narrative(_.text or "", _.get(_LANGUAGE, "")) for _ in parent.findall("narrative"))


def _codes(parent: Any, name: str) -> tuple[str, ...]:
    return tuple(_.get("code", "") for _ in parent.findall(name))


def _code(parent: Any, name: str) -> str:
    found = parent.find(name)
    return "" if found is None else found.get("code", "")


def _day(element: Any, name: str) -> date | None:
    return None if element is None else day_of(element.get(name, ""))


def _moment(text: str) -> datetime | None:
    with suppress(ValueError):
        return datetime.fromisoformat(text.strip())
    return None


def _number(text: str | None) -> Decimal | None:
    stripped = (text or "").strip()
    if not stripped or len(stripped) > _LONGEST:
        return None
    with suppress(InvalidOperation):
        number = Decimal(stripped)
        return number if number.is_finite() and abs(number.adjusted()) < _LONGEST else None
    return None


def _flag(text: str | None) -> bool | None:
    return {"1": True, "true": True, "0": False, "false": False}.get((text or "").strip())


def _organisation(element: Any) -> Organisation | None:
    if element is None:
        return None
    own = ("activity-id", "provider-activity-id", "receiver-activity-id")
    return Organisation(
        ref=element.get("ref", ""),
        names=_texts(element),
        type=element.get("type", ""),
        role=element.get("role", ""),
        activity=next((element.get(name) for name in own if element.get(name)), ""),
    )


def _places(parent: Any, name: str) -> tuple[Place, ...]:
    return tuple(
        Place(_.get("code", ""), _number(_.get("percentage")), _.get("vocabulary", ""))
        for _ in parent.findall(name)
    )


def _location(element: Any) -> Location:
    point = (element.findtext("point/pos") or "").split()
    latitude, longitude = map(_number, point) if len(point) == 2 else (None, None)
    return Location(_texts(element.find("name")), latitude, longitude)


def _contact(element: Any) -> Contact:
    return Contact(
        organisation=_texts(element.find("organisation")),
        person=_texts(element.find("person-name")),
        telephone=element.findtext("telephone") or "",
        email=element.findtext("email") or "",
    )


def _sectors(parent: Any) -> tuple[Sector, ...]:
    return tuple(
        Sector(_.get("code", ""), _.get("vocabulary", ""), _number(_.get("percentage")), _texts(_))
        for _ in parent.findall("sector")
    )


def _money(parent: Any) -> tuple[Decimal | None, str, date | None]:
    value = parent.find("value")
    if value is None:
        return None, "", None
    return _number(value.text), value.get("currency", ""), _day(value, "value-date")


def _budget(element: Any) -> Budget:
    amount, currency, day = _money(element)
    return Budget(
        first=_day(element.find("period-start"), "iso-date"),
        last=_day(element.find("period-end"), "iso-date"),
        amount=amount,
        currency=currency,
        value_day=day,
        # The standard's own defaults.
        type=element.get("type", "1"),
        status=element.get("status", "1"),
    )


def _transaction(element: Any) -> Transaction:
    amount, currency, day = _money(element)
    return Transaction(
        type=_code(element, "transaction-type"),
        day=_day(element.find("transaction-date"), "iso-date"),
        amount=amount,
        currency=currency,
        value_day=day,
        ref=element.get("ref", ""),
        descriptions=_texts(element.find("description")),
        provider=_organisation(element.find("provider-org")),
        receiver=_organisation(element.find("receiver-org")),
        sectors=_sectors(element),
        countries=_places(element, "recipient-country"),
        flow=_code(element, "flow-type"),
        finance=_code(element, "finance-type"),
        aid_types=_codes(element, "aid-type"),
        tied=_code(element, "tied-status"),
    )


def _document(element: Any) -> DocumentLink:
    return DocumentLink(
        url=element.get("url", ""),
        format=element.get("format", ""),
        titles=_texts(element.find("title")),
        categories=_codes(element, "category"),
        languages=_codes(element, "language"),
        day=_day(element.find("document-date"), "iso-date"),
    )


def _result(element: Any) -> Result:
    return Result(
        type=element.get("type", ""),
        titles=_texts(element.find("title")),
        descriptions=_texts(element.find("description")),
        indicators=tuple(map(_indicator, element.findall("indicator"))),
        aggregation=_flag(element.get("aggregation-status")),
    )


def _indicator(element: Any) -> Indicator:
    return Indicator(
        measure=element.get("measure", ""),
        titles=_texts(element.find("title")),
        descriptions=_texts(element.find("description")),
        ascending=_flag(element.get("ascending")),
        baselines=tuple(map(_amount, element.findall("baseline"))),
        periods=tuple(
            Period(
                first=_day(_.find("period-start"), "iso-date"),
                last=_day(_.find("period-end"), "iso-date"),
                targets=tuple(map(_amount, _.findall("target"))),
                actuals=tuple(map(_amount, _.findall("actual"))),
            )
            for _ in element.findall("period")
        ),
    )


def _amount(element: Any) -> Amount:
    return Amount(
        value=element.get("value"),
        comments=_texts(element.find("comment")),
        year=element.get("year", ""),
        day=_day(element, "iso-date"),
    )
