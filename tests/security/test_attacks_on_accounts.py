"""Attacks on logins and accounts. Invented people."""

from datetime import UTC, datetime

import pytest

from hawkari.site.accounts.throttle import RULES, Kind, attempt

NOW = datetime(2026, 11, 26, tzinfo=UTC)


@pytest.mark.django_db
def test_a_name_in_letters_that_a_database_takes_as_the_same_gets_no_tries_of_its_own():
    free = RULES[Kind.ACCOUNT].free
    names = ["admin", "ADMIN", "adm\N{LATIN SMALL LETTER DOTLESS I}n", "\uff41dmin"]
    for number in range(free):
        assert not attempt(Kind.ACCOUNT, names[number % len(names)], now=NOW)
    for name in names:
        assert attempt(Kind.ACCOUNT, name, now=NOW)
