"""Every fixture of the standard's own authors is judged as they say."""

import pytest

from hawkari.engines.iati import NOT_EVALUATED, rules, validate
from hawkari.engines.iati.checking import failing
from hawkari.engines.iati.reading import parse_one
from hawkari.engines.iati.rules import contexts_of
from tests.engines.iati.cases import TODAY, packed


def test_all_83_rule_fixtures_pass_and_fail_as_expected() -> None:
    data = packed("ruleset")
    assert len(data["cases"]) == 83
    wrong = [
        (ruleset, file)
        for ruleset, file, passes in data["cases"]
        if passes
        == any(
            True
            for _ in failing(
                parse_one(data["files"][file].encode()),
                contexts_of(data["rulesets"][ruleset]),
                today=TODAY,
            )
        )
    ]
    assert wrong == []


@pytest.mark.parametrize(
    ("group", "count"),
    [
        ("activity pass", 58),
        ("activity fail", 225),
        ("organisation pass", 12),
        ("organisation fail", 127),
    ],
)
def test_all_422_schema_fixtures_are_taken_and_refused_as_expected(group: str, count: int) -> None:
    files = packed("schema")[group]
    assert len(files) == count
    wrong = [
        name
        for name, text in files.items()
        if validate(text.encode(), today=TODAY).xsd_valid != group.endswith("pass")
    ]
    assert wrong == []


def test_the_ruleset_has_89_rules_once_its_loops_are_opened() -> None:
    severities = [rule.severity for rule in rules().values()]
    assert (severities.count("error"), severities.count("warning")) == (49, 40)
    assert {"3.4.1", "3.4.2", "3.4.4", "7.9.1", "7.9.2", "7.9.4"} <= set(rules())


def test_rules_of_the_registry_are_named_as_not_evaluated() -> None:
    assert len(NOT_EVALUATED) == 10
    assert set(NOT_EVALUATED) <= set(rules())
    assert validate(b"<iati-activities/>", today=TODAY).not_evaluated == NOT_EVALUATED
