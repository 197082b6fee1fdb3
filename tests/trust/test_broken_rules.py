"""Rules patched out one by one: each check that holds must fail without its rule.

A suite that passes whatever the program does proves nothing; this shows that ours does not.
"""

import pytest

from hawkari.evidence import access
from tests.trust.conftest import TrustLine
from tests.trust.rules import RULES
from tests.trust.watching import undone

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def no_kept_queries():
    """Queries that the program keeps are put together anew around each broken rule."""
    yield
    access._statements.cache_clear()


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.name)
def test_the_rule_holds(rule):
    rule.check()


def test_every_broken_rule_is_noticed(monkeypatch: pytest.MonkeyPatch, trust_line: TrustLine):
    unnoticed = []
    for rule in RULES:
        access._statements.cache_clear()
        with undone(), monkeypatch.context() as patch:
            rule.break_it(patch)
            try:
                rule.check()
            except (AssertionError, pytest.fail.Exception):
                continue
            unnoticed.append(rule.name)
    assert unnoticed == []
    assert len(RULES) >= 10
    trust_line("broken rules that the suite notices", f"{len(RULES)} of {len(RULES)}")
