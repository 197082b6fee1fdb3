"""Failed tries are counted exactly, waits grow, and a wait ends."""

import subprocess
import sys
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hawkari.site.accounts.models import Throttle
from hawkari.site.accounts.throttle import RULES, Kind, attempt, forgive, succeed
from tests.conftest import SERVER
from tests.evidence.installations import installation

START = datetime(2026, 11, 26, 8, 0, tzinfo=UTC)
NONE = timedelta(0)


def tries(kind: Kind, name: str, count: int, *, now: datetime = START) -> list[bool]:
    """Which of so many tries at one moment were looked at."""
    return [attempt(kind, name, now=now) == NONE for _ in range(count)]


@pytest.mark.contract
@pytest.mark.django_db
def test_after_the_free_tries_the_next_one_waits():
    assert tries(Kind.ACCOUNT, "shirin", 7) == [True] * 5 + [False] * 2
    assert attempt(Kind.ACCOUNT, "SHIRIN", now=START) == timedelta(seconds=30)
    assert attempt(Kind.ACCOUNT, "azad", now=START) == NONE


@pytest.mark.contract
@pytest.mark.django_db
def test_each_further_failure_doubles_the_wait_up_to_a_limit():
    tries(Kind.ACCOUNT, "shirin", 5)
    now, waits = START, []
    for _ in range(8):
        wait = attempt(Kind.ACCOUNT, "shirin", now=now)
        waits.append(wait.total_seconds())
        now += wait
        assert attempt(Kind.ACCOUNT, "shirin", now=now) == NONE
    assert waits == [30, 60, 120, 240, 480, 900, 900, 900]


@pytest.mark.django_db
def test_success_forgets_an_account_and_forgives_an_address_one_try():
    tries(Kind.ACCOUNT, "shirin", 4)
    succeed(Kind.ACCOUNT, "shirin")
    assert tries(Kind.ACCOUNT, "shirin", 5) == [True] * 5
    tries(Kind.ADDRESS, "192.0.2.7", 19)
    forgive(Kind.ADDRESS, "192.0.2.7")
    assert tries(Kind.ADDRESS, "192.0.2.7", 3) == [True, True, False]


@pytest.mark.django_db
def test_a_day_without_failures_starts_anew():
    tries(Kind.ACCOUNT, "shirin", 4)
    later = START + timedelta(hours=25)
    assert tries(Kind.ACCOUNT, "shirin", 6, now=later) == [True] * 5 + [False]


@pytest.mark.django_db
def test_what_was_typed_as_a_name_is_kept_as_a_keyed_hash():
    attempt(Kind.ACCOUNT, "a-password-in-the-wrong-field", now=START)
    row = Throttle.objects.get()
    assert "password" not in row.key
    assert len(row.key) == 64


@given(st.sampled_from(list(Kind)), st.integers(0, 10_000))
def test_waits_never_shrink_and_never_pass_the_limit(kind: Kind, failures: int):
    rule = RULES[kind]
    assert rule.wait(failures) <= rule.wait(failures + 1) <= rule.most


RACE = """
import sys
from datetime import UTC, datetime, timedelta
import django
django.setup()
from hawkari.site.accounts.throttle import Kind, attempt
start = datetime(2026, 11, 26, 8, 0, tzinfo=UTC)
tries = [attempt(Kind.ACCOUNT, "shirin", now=start) == timedelta(0) for _ in range(25)]
print(sum(tries))
"""


@pytest.mark.contract
def test_tries_of_several_processes_get_no_further_than_one_after_another(request, tmp_path):
    server = request.config.stash.get(SERVER, None)
    with installation(tmp_path, server.url if server is not None else "") as variables:
        command = [sys.executable, "-c", RACE]
        running = [
            subprocess.Popen(command, env=variables, text=True, stdout=subprocess.PIPE)
            for _ in range(4)
        ]
        looked_at = [int(process.communicate(timeout=600)[0]) for process in running]
    assert sum(looked_at) == 5
