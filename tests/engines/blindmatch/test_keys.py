"""Keys live for 30 days at most, change without a gap, and are never shown."""

import copy
import pickle
import weakref
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hawkari.engines.blindmatch import (
    Blinding,
    IdentifierType,
    KeyGone,
    Keyring,
    Mode,
    Scope,
    group,
)
from hawkari.engines.blindmatch.epochs import epoch_of, first_day, life_of, live_epochs
from hawkari.engines.blindmatch.scalars import SecretScalars
from tests.engines.blindmatch.nodes import TODAY

PAIRS = [("uk", IdentifierType.PHONE), ("uk", IdentifierType.NAME), ("fr", IdentifierType.PHONE)]


class MemoryVault(dict[Scope, bytes]):
    def fetch(self, scope: Scope) -> bytes | None:
        return self.get(scope)

    def keep(self, scope: Scope, secret: bytes) -> None:
        self.setdefault(scope, secret)

    def forget(self, scope: Scope) -> None:
        self.pop(scope, None)

    def scopes(self) -> list[Scope]:
        return list(self)


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
    secret = weakref.ref(keys._keys[scope])
    keys.rotate(PAIRS[:1], TODAY + timedelta(days=40))
    assert secret() is None
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


def test_a_program_that_was_off_at_the_change_destroys_what_is_over_in_the_vault():
    vault = MemoryVault()
    old = Keyring("krg", vault).rotate(PAIRS, TODAY)
    other = Keyring("fr", vault).rotate([("uk", IdentifierType.PHONE)], TODAY)
    again = Keyring("krg", vault)
    again.rotate(PAIRS[:1], TODAY + timedelta(days=40))
    assert not set(old) & set(vault)
    assert set(other) < set(vault)
    assert set(vault) - set(other) == set(again.scopes())


def test_two_programs_that_start_at_once_use_one_key():
    class Late(MemoryVault):
        """Another program keeps its key between our look and our keeping."""

        def keep(self, scope: Scope, secret: bytes) -> None:
            super().keep(scope, bytes([1]) + bytes(31))
            super().keep(scope, secret)

    vault = Late()
    late = Keyring("krg", vault)
    assert late.rotate(PAIRS[:1], TODAY) == []  # the other one publishes the index
    scope = late.scopes()[0]
    first = Keyring("krg", vault)
    first.rotate(PAIRS[:1], TODAY)
    assert late.public(scope) == first.public(scope)


@pytest.mark.parametrize("kept", [bytes(32), b"\xff" * 32, bytes([1]) * 31, bytes([1]) * 64])
def test_a_key_that_the_vault_gives_back_damaged_is_not_used(kept: bytes):
    vault = MemoryVault()
    scope = Keyring("krg", vault).rotate(PAIRS[:1], TODAY)[0]
    vault[scope] = kept
    with pytest.raises(KeyGone):
        Keyring("krg", vault).rotate(PAIRS[:1], TODAY)


def test_a_query_that_is_being_answered_when_its_key_ends_is_still_answered(
    monkeypatch: pytest.MonkeyPatch,
):
    keys = Keyring("krg")
    scope = keys.rotate(PAIRS[:1], TODAY)[0]
    public, asked = keys.public(scope), Blinding(scope.inputs(["+447700900123"]), Mode.VERIFIABLE)
    multiply = group.times

    def ends_meanwhile(elements: bytes, scalar: SecretScalars) -> bytes:
        keys.rotate([], TODAY)
        return multiply(elements, scalar)

    monkeypatch.setattr(group, "times", ends_meanwhile)
    evaluated, proof = keys.evaluate(scope, asked.blinded)
    assert asked.finish(evaluated, proof=proof, public=public)
    assert keys.scopes() == []


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
