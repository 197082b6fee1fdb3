"""Whatever programme is composed, the schema and the rules take it, and it reads back the same."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hawkari.engines.iati import (
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
    Transaction,
    compose,
    read,
    validate,
    write,
)
from hawkari.errors import BadInput
from tests.engines.iati.cases import TODAY

LETTERS = st.characters(exclude_categories=("Cs", "Cc", "Co", "Cn"))
WORDS = st.text(LETTERS, min_size=1, max_size=20).map(lambda text: f"a{text}")
TEXTS = st.lists(
    st.builds(Narrative, WORDS, st.sampled_from(["", "ar", "ckb", "en"])), min_size=1, max_size=2
).map(tuple)
DAYS = st.dates(date(2020, 1, 1), date(2026, 11, 1))
MONEY = st.decimals(0, 10**9, places=2)
DEGREES = st.decimals(-90, 90, places=5)
CODES = st.text(st.sampled_from("ABC123-"), min_size=1, max_size=8).map(lambda code: f"X{code}X")
PARTIES = st.builds(Organisation, CODES.map("XX-{}".format), TEXTS, st.just("10"))


@st.composite
def spans(draw: st.DrawFn) -> tuple[date, date]:
    first = draw(DAYS)
    return first, first + timedelta(draw(st.integers(0, 364)))


@st.composite
def shares(draw: st.DrawFn) -> list[Decimal | None]:
    """Shares that make 100 exactly; none for one alone."""
    count = draw(st.integers(1, 4))
    if count == 1:
        return [None]
    parts = draw(st.lists(st.integers(1, 2400), min_size=count - 1, max_size=count - 1))
    return [*(Decimal(part) / 100 for part in parts), 100 - sum(Decimal(p) / 100 for p in parts)]


@st.composite
def indicators(draw: st.DrawFn) -> Indicator:
    measure = draw(st.sampled_from("12345"))
    numbers = st.none() if measure == "5" else st.integers(0, 999).map(str)
    amounts = st.builds(Amount, numbers, st.just(()) | TEXTS)
    periods = [
        Period(*draw(spans()), (draw(amounts),), (draw(amounts),))
        for _ in range(draw(st.integers(0, 2)))
    ]
    baseline = Amount(draw(numbers), draw(TEXTS), year="2024")
    return Indicator(measure, draw(TEXTS), (), draw(st.booleans()), (baseline,), tuple(periods))


@st.composite
def records(draw: st.DrawFn) -> Record:
    transactions = st.builds(
        Transaction,
        st.sampled_from(["1", "2", "3", "4", "11", "12"]),
        DAYS,
        MONEY,
        st.sampled_from(["", "GBP", "IQD"]),
        DAYS,
        CODES,
        st.just(()) | TEXTS,
        st.none() | PARTIES,
        st.none() | PARTIES,
    )
    start = draw(DAYS)
    return Record(
        identifier=f"XX-ORG-1-{draw(CODES)}",
        reporting=Organisation("XX-ORG-1", draw(TEXTS), "10"),
        titles=draw(TEXTS),
        descriptions=(draw(TEXTS),),
        participating=(Organisation("XX-ORG-1", draw(TEXTS), "10", "1"),),
        status=draw(st.sampled_from("123456")),
        dates={"1": start, "2": start},
        scope="4",
        countries=(Place("IQ"),),
        locations=(
            Location(draw(TEXTS)),
            Location((), draw(DEGREES), draw(DEGREES)),
        ),
        others=(OtherIdentifier(draw(CODES), "A1"),),
        contacts=(Contact(draw(TEXTS), draw(TEXTS), "+44 7700 900123", "office@example.org"),),
        sectors=tuple(
            Sector(code, "1", share)
            for code, share in zip(
                ("15136", "15132", "16063", "15190"), draw(shares()), strict=False
            )
        ),
        flow="10",
        finance="110",
        aid_types=("D02",),
        tied="5",
        budgets=tuple(
            Budget(*draw(spans()), draw(MONEY), "", draw(DAYS), draw(st.sampled_from("12")))
            for _ in range(draw(st.integers(0, 2)))
        ),
        transactions=tuple(draw(st.lists(transactions, max_size=3))),
        documents=(
            DocumentLink("https://example.org/a", "application/pdf", draw(TEXTS), ("A01",)),
        ),
        related=(Related("XX-ORG-1-PACKAGE", "1"),),
        results=(
            Result(
                "1", draw(TEXTS), (), tuple(draw(st.lists(indicators(), min_size=1, max_size=2)))
            ),
        ),
        language="en",
        currency="GBP",
        updated=datetime(2026, 11, 1, 8, tzinfo=UTC),
    )


@settings(max_examples=40, deadline=None)
@given(records())
def test_what_is_composed_is_valid_and_reads_back_the_same(record: Record) -> None:
    data = write([compose(record)], generated=datetime(2026, 11, 2, tzinfo=UTC))
    verdict = validate(data, today=TODAY)
    assert verdict.xsd_valid, verdict
    assert verdict.activities[record.identifier].rules == {}
    (again,) = read(data)
    assert again.record() == record


def test_a_text_that_no_file_can_carry_is_refused_in_words() -> None:
    bad = Record("XX-1", Organisation(), (Narrative("a\0b"),), (), (), "2", {})
    with pytest.raises(BadInput, match="no XML file can carry"):
        compose(bad)


@settings(max_examples=40, deadline=None)
@given(st.text(max_size=40))
def test_a_file_of_any_text_never_breaks_the_reading(text: str) -> None:
    attribute = text.replace("&", "&amp;").replace("<", "&lt;").replace('"', "&quot;")
    data = (
        f'<iati-activities version="2.03"><iati-activity default-currency="{attribute}">'
        f'<recipient-region vocabulary="{attribute}" percentage="{attribute}"/>'
        f'<transaction><value value-date="{attribute}">{attribute[:9]}</value></transaction>'
        "</iati-activity></iati-activities>"
    ).encode(errors="surrogatepass")
    try:
        verdict = validate(data, today=TODAY)
        for activity in read(data):
            activity.record()
    except BadInput:
        return
    assert not verdict.xsd_valid
