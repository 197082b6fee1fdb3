"""What the official rules find, where their wording leaves room to go wrong."""

from datetime import date

import pytest

from tests.engines.iati.cases import judged

SECTOR = '<sector code="15136"/>'
COUNTRY = '<recipient-country code="IQ"/>'
START = '<activity-date type="1" iso-date="2025-01-01"/>'
END = "</iati-activity>"


def result(value: str, measure: str = "1") -> tuple[str, str]:
    return END, (
        f'<result type="1"><title><narrative>R</narrative></title><indicator measure="{measure}">'
        "<title><narrative>I</narrative></title>"
        f'<baseline year="2024" {value}/></indicator></result>{END}'
    )


def test_a_good_activity_has_nothing_wrong() -> None:
    verdict = judged()
    assert (verdict.xsd_valid, verdict.rules, verdict.xsd_errors) == (True, {}, ())


def test_a_failing_case_says_rule_severity_place_and_line() -> None:
    two = '<recipient-country code="IQ" percentage="60"/>\n<recipient-country code="TR"/>'
    verdict = judged((COUNTRY, two))
    assert verdict.rules == {"3.1.1": 1, "3.1.2": 1}
    found = {finding.rule: finding for finding in verdict.findings}
    assert found["3.1.1"].severity == "error"
    assert found["3.1.1"].path == "/iati-activities/iati-activity/recipient-country[1]"
    assert found["3.1.1"].line == 11
    assert "must have a percentage" in found["3.1.1"].words


def test_regions_of_a_vocabulary_and_countries_together_make_100() -> None:
    regions = (
        '<recipient-country code="IQ" percentage="40"/>'
        '<recipient-region code="589" vocabulary="1" percentage="30"/>'
        '<recipient-region code="298" vocabulary="1" percentage="30.0001"/>'
    )
    # One case for a vocabulary, however many regions it has.
    assert judged((COUNTRY, regions)).rules == {"3.4.2": 1}
    assert judged((COUNTRY, regions.replace("30.0001", "30"))).rules == {}


def test_percentages_are_summed_without_rounding() -> None:
    tenths = "".join(f'<sector code="1513{n}" percentage="0.1"/>' for n in range(9))
    whole = f'{tenths}<sector code="15190" percentage="99.1"/>'
    assert judged((SECTOR, whole)).rules == {}
    assert judged((SECTOR, whole.replace("99.1", "99.1000000000000001"))).rules == {"2.1.2": 1}


def test_sums_of_other_sector_vocabularies_are_never_asked_as_in_the_official_code() -> None:
    # The loop puts its value into `paths` only, so the condition of 2.1.2 never holds there.
    others = "".join(f'<sector vocabulary="2" code="15{n}" percentage="10"/>' for n in (1, 2))
    assert judged((SECTOR, SECTOR + others)).rules == {}


def test_a_vocabulary_of_any_letters_breaks_nothing() -> None:
    odd = '<recipient-region vocabulary="it\'s &quot;]" code="1"/>'
    assert "3.4.2" in judged((COUNTRY, COUNTRY + odd)).rules


@pytest.mark.parametrize(
    ("value", "failing"),
    [
        ('value="12.5"', {}),
        ('value=" -3 "', {}),
        ('value=".5"', {}),
        ('value="5."', {"8.8.2": 1}),
        ('value="1e5"', {"8.8.2": 1}),
        ('value="1,000"', {"8.8.2": 1}),
        ('value=""', {"8.8.2": 1}),
        ("", {"8.8.1": 1}),
    ],
)
def test_a_measured_value_is_a_number_as_the_official_library_reads_it(
    value: str, failing: dict[str, int]
) -> None:
    assert judged(result(value)).rules == failing


def test_a_qualitative_indicator_has_no_number() -> None:
    assert judged(result('value="3"', measure="5")).rules == {"8.8.3": 1}
    assert judged(result("", measure="5")).rules == {}


@pytest.mark.parametrize(
    ("today", "failing"), [(date(2025, 1, 31), {"11.2.1": 1, "11.2.2": 1}), (date(2025, 2, 1), {})]
)
def test_now_is_the_day_that_is_given(today: date, failing: dict[str, int]) -> None:
    assert judged(today=today).rules == failing


@pytest.mark.parametrize(
    ("updated", "failing"),
    [
        ("2026-11-23T23:59:59", {}),
        ("2026-11-24T00:30:00+03:00", {}),
        ("2026-11-23T22:30:00-03:00", {"11.1.1": 1}),
        ("2026-11-24T00:00:00Z", {"11.1.1": 1}),
    ],
)
def test_a_moment_is_compared_in_utc(updated: str, failing: dict[str, int]) -> None:
    change = ('default-currency="GBP"', f'default-currency="GBP" last-updated-datetime="{updated}"')
    assert judged(change).rules == failing


@pytest.mark.parametrize(
    ("first", "last", "failing"),
    [
        ("2025-01-01", "2026-01-01", {}),
        ("2025-01-01", "2026-01-02", {"7.5.3": 1}),
        ("2024-02-29", "2025-02-28", {}),
        ("2024-02-29", "2025-03-01", {"7.5.3": 1}),
        ("2025-01-01", "2025-01-01", {}),
        ("2025-01-02", "2025-01-01", {"8.6.3": 1}),
    ],
)
def test_a_budget_lasts_at_most_a_year(first: str, last: str, failing: dict[str, int]) -> None:
    changes = (
        ('<period-start iso-date="2025-01-01"/>', f'<period-start iso-date="{first}"/>'),
        ('<period-end iso-date="2026-01-01"/>', f'<period-end iso-date="{last}"/>'),
    )
    assert judged(*changes).rules == failing


@pytest.mark.parametrize(
    ("change", "failing"),
    [
        (('default-currency="GBP"', ""), {"7.8.1": 1}),
        (('xml:lang="en"', ""), {"4.1.1": 1}),
        ((START, '<activity-date type="3" iso-date="2025-01-01"/>'), {"6.11.1": 1}),
        ((SECTOR, ""), {"6.2.2": 1, "6.7.2": 1}),
        ((COUNTRY, ""), {"3.7.1": 1, "3.7.2": 1}),
        (("XX-ORG-1-BORDER", "OTHER"), {"1.1.21": 1}),
        (("XX-ORG-1-BORDER", "XX-ORG-1"), {"1.1.21": 1, "1.1.3": 1}),
        (("XX-ORG-1-BORDER", "XX-ORG-1-BORDER\u00a0"), {"1.3.1": 1}),
        (("XX-ORG-1-BORDER", "XX-ORG-1-BOR<!-- a note -->DER"), {}),
        (("Training at border posts", "<!-- nothing -->"), {"4.3.1": 1}),
        (('role="1" ref="XX-ORG-1"', 'role="1"'), {"6.10.1": 1}),
        ((COUNTRY, COUNTRY.replace("/", ' percentage="101"/')), {"12.1.1": 1, "3.1.4": 1}),
    ],
)
def test_each_habit_that_goes_wrong_has_its_rule(
    change: tuple[str, str], failing: dict[str, int]
) -> None:
    assert judged(change).rules == failing
