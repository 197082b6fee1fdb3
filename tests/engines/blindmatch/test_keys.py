"""Keys live for 30 days at most, change without a gap, and are never shown."""

import copy
import pickle
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hawkari.engines.blindmatch import IdentifierType, KeyGone, Keyring, Scope
from hawkari.engines.blindmatch.epochs import epoch_of, first_day, life_of, live_epochs
from tests.engines.blindmatch.nodes import TODAY

PAIRS = [("uk", IdentifierType.PHONE), ("uk", IdentifierType.NAME), ("fr", IdentifierType.PHONE)]


class MemoryVault(dict[Scope, bytes]):
    def fetch(self, scope: Scope) -> bytes | None:
        return self.get(scope)

    def keep(self, scope: Scope, secret: bytes) -> None:
        self[scope] = secret

    def forget(self, scope: Scope) -> None:
        self.pop(scope, None)


@given(st.dates(date(2020, 1, 1), date(2100, 1, 1)))
def test_every_day_has_its_epoch_live_and_at_most_one_more(day: date):
    live = live_epochs(day)
    assert epoch_of(day) in live
    assert len(live) in {1, 2}
    assert first_day(epoch_of(day)) <= day < first_day(epoch_of(day) + 1)


@given(st.integers(-100, 2000))
def test_no_key_lives_longer_than_thirty_days(epoch: int):
    first, last = life_of(epoch)
    assert (last - first).days + 1 == 30
    days = [first + timedelta(days=n) for n in range(-1, 31)]
    assert [day for day in days if epoch in live_epochs(day)] == days[1:-1]


def test_around_a_change_of_epoch_both_keys_answer():
    change = first_day(epoch_of(TODAY) + 1)
    keys = Keyring("krg")
    held = []
    for day in (change - timedelta(days=n) for n in (2, 1, 0, -1)):
        keys.rotate(PAIRS[:1], day)
        held.append([scope.epoch for scope in keys.scopes()])
    old, new = epoch_of(TODAY), epoch_of(TODAY) + 1
    assert held == [[old], [old, new], [old, new], [new]]


def test_each_partner_type_and_epoch_has_a_key_of_its_own():
    keys = Keyring("krg")
    change = first_day(epoch_of(TODAY) + 1)
    new = keys.rotate(PAIRS, change)
    assert len(new) == 6
    assert len({keys.public(scope) for scope in keys.scopes()}) == 6
    assert keys.rotate(PAIRS, change) == []


def test_a_key_that_is_over_is_destroyed_here_and_in_the_vault():
    vault = MemoryVault()
    keys = Keyring("krg", vault)
    scope = keys.rotate(PAIRS[:1], TODAY)[0]
    secret = keys._keys[scope]
    keys.rotate(PAIRS[:1], TODAY + timedelta(days=40))
    assert secret.is_destroyed
    assert scope not in vault
    with pytest.raises(KeyGone):
        keys.public(scope)
    with pytest.raises(KeyGone):
        keys.evaluate(scope, bytes(32))


def test_a_program_that_starts_again_finds_the_same_keys():
    vault = MemoryVault()
    first = Keyring("krg", vault)
    scopes = first.rotate(PAIRS, TODAY)
    again = Keyring("krg", vault)
    assert again.rotate(PAIRS, TODAY) == []
    assert [again.public(scope) for scope in scopes] == [first.public(scope) for scope in scopes]


def test_a_partner_who_leaves_has_no_key_left():
    keys = Keyring("krg")
    keys.rotate(PAIRS, TODAY)
    keys.rotate(PAIRS[:2], TODAY)
    assert {scope.partner for scope in keys.scopes()} == {"uk"}


def test_a_keyring_shows_no_key():
    vault = MemoryVault()
    keys = Keyring("krg", vault)
    scope = keys.rotate(PAIRS[:1], TODAY)[0]
    assert vault[scope].hex() not in repr(keys) + repr(vars(keys))
    for attempt in (copy.copy, copy.deepcopy, pickle.dumps):
        with pytest.raises(TypeError):
            attempt(keys)
