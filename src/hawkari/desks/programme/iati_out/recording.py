"""What passed the rules, as the record that the engine writes; nothing that was not stated."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal

from hawkari.desks.programme.iati_out.values import (
    Activity,
    Budget,
    Contact,
    Details,
    Indicator,
    Org,
    Period,
    Result,
    Texts,
    Transaction,
)
from hawkari.engines import iati

__all__ = ["activity_of", "own_identifier"]

CODES = {"ckb": "ku", "kmr": "ku"}
"""IATI's list of languages is ISO 639-1, which has one code for Kurdish."""
DATES = (("1", "planned_start"), ("2", "actual_start"), ("3", "planned_end"), ("4", "actual_end"))
PREVIOUS_PUBLISHER = "B1"
DAC = "1"
QUALITATIVE = "5"
LARGEST_TEXT = 100_000


def own_identifier(publisher: str, reference: str) -> str:
    """The identifier of an activity: the publisher's, and the register's reference of it."""
    return f"{publisher}-{reference}"


def activity_of(activity: Activity) -> iati.Activity:
    """An activity as it is written.

    Args:
        activity: what passed the rules.
    """
    return iati.compose(_record(activity))


def _record(activity: Activity) -> iati.Record:
    said, publisher = activity.details, activity.publisher
    place = said.place
    where = ", ".join(filter(None, (place.name, place.area)))
    return iati.Record(
        identifier=_clean(activity.identifier),
        reporting=iati.Organisation(
            ref=_clean(publisher.ref), names=_words(publisher.name), type=publisher.kind
        ),
        titles=_texts(said.title),
        descriptions=(_texts(said.description),) if said.description else (),
        participating=tuple(_org(one.org, role=one.role) for one in said.parties),
        others=tuple(_earlier(activity)),
        status=said.status,
        contacts=_contacts(said.contact),
        dates=dict(_dates(said)),
        scope=said.scope,
        countries=tuple(iati.Place(one.code, one.percentage) for one in said.countries),
        locations=(iati.Location(names=_words(where)),) if _words(where) else (),
        sectors=tuple(iati.Sector(one.code, DAC, one.percentage) for one in said.sectors),
        collaboration=said.collaboration,
        flow=said.flow,
        finance=said.finance,
        aid_types=(said.aid,) if said.aid else (),
        tied=said.tied,
        budgets=tuple(_budget(one) for one in activity.budgets),
        transactions=tuple(_transaction(one) for one in activity.transactions),
        related=tuple(iati.Related(ref, kind) for kind, ref in activity.related),
        results=tuple(_result(one) for one in activity.results if one.indicators),
        language=said.language,
        currency=said.currency,
    )


def _dates(said: Details) -> Iterator[tuple[str, date]]:
    for kind, name in DATES:
        day: date | None = getattr(said, name)
        if day is not None:
            yield kind, day


def _budget(one: Budget) -> iati.Budget:
    return iati.Budget(
        one.first, one.last, one.value, one.currency, one.value_date, one.kind, one.status
    )


def _transaction(one: Transaction) -> iati.Transaction:
    return iati.Transaction(
        type=one.kind,
        day=one.day,
        amount=one.value,
        currency=one.currency,
        value_day=one.value_date,
        ref=_clean(one.ref),
        descriptions=_words(one.description),
        provider=_org(one.provider) if one.provider != Org() else None,
        receiver=_org(one.receiver) if one.receiver != Org() else None,
    )


def _result(one: Result) -> iati.Result:
    return iati.Result(
        type=one.kind,
        titles=_texts(one.title),
        descriptions=_words(one.description),
        indicators=tuple(_indicator(found) for found in one.indicators),
    )


def _indicator(one: Indicator) -> iati.Indicator:
    year = "" if one.baseline_year is None else str(one.baseline_year)
    baseline = _amounts(one.measure, one.baseline, one.baseline_note, year=year) if year else ()
    return iati.Indicator(
        measure=one.measure,
        titles=_texts(one.title),
        descriptions=_words(one.description),
        ascending=one.ascending,
        baselines=baseline,
        periods=tuple(_period(one.measure, found) for found in one.periods),
    )


def _period(measure: str, one: Period) -> iati.Period:
    return iati.Period(
        one.first,
        one.last,
        targets=_amounts(measure, one.target, one.target_note),
        actuals=_amounts(measure, one.actual, one.actual_note),
    )


def _amounts(
    measure: str, value: Decimal | None, note: str, *, year: str = ""
) -> tuple[iati.Amount, ...]:
    """A value with its note; none where there is nothing to show, which is never shown as 0."""
    if measure == QUALITATIVE:
        return (iati.Amount(None, _words(note), year),) if _words(note) else ()
    return () if value is None else (iati.Amount(f"{value:f}", _words(note), year),)


def _org(org: Org, *, role: str = "") -> iati.Organisation:
    return iati.Organisation(ref=_clean(org.ref), names=_words(org.name), type=org.kind, role=role)


def _contacts(contact: Contact) -> tuple[iati.Contact, ...]:
    if contact == Contact():
        return ()
    return (
        iati.Contact(
            organisation=_words(contact.organisation),
            person=_words(contact.person),
            telephone=_clean(contact.telephone),
            email=_clean(contact.email),
        ),
    )


def _earlier(activity: Activity) -> Iterator[iati.OtherIdentifier]:
    """Under which publisher's identifier it was published first, if it has a new one since."""
    for ref in activity.publisher.earlier:
        if activity.identifier.startswith(f"{ref}-"):
            yield iati.OtherIdentifier(ref, PREVIOUS_PUBLISHER)


def _words(text: str) -> tuple[iati.Narrative, ...]:
    return _texts({"en": text})


def _texts(texts: Texts) -> tuple[iati.Narrative, ...]:
    cleaned = {language: _clean(text) for language, text in texts.items()}
    return tuple(
        iati.Narrative(text, "" if language == "en" else CODES.get(language, language))
        for language, text in cleaned.items()
        if text
    )


def _clean(text: str) -> str:
    """A text without what XML cannot hold, which would break the whole file."""
    return "".join(one for one in text[:LARGEST_TEXT] if _allowed(ord(one))).strip()


def _allowed(code: int) -> bool:
    return (
        code in {0x9, 0xA, 0xD} or 0x20 <= code <= 0xD7FF
        or 0xE000 <= code <= 0xFFFD or code >= 0x10000
    )  # fmt: skip
