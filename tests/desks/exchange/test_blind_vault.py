"""Keys of blind matching: files of their owner alone, gone when forgotten, in no backup."""

import stat
from pathlib import Path

import pytest
from django.test import override_settings

from hawkari.desks.exchange.blind.vault import FolderVault, keyring, open_sealed, seal
from hawkari.engines.blindmatch import IdentifierType, Scope
from hawkari.errors import BadInput
from hawkari.site.backup.making import NEVER
from tests.engines.blindmatch.nodes import TODAY

SCOPE = Scope("asayish", "nca/subjects", IdentifierType.PHONE, 11)


def test_a_key_is_read_by_its_owner_only_and_the_first_one_stands(tmp_path: Path):
    vault = FolderVault(tmp_path / "keys")
    vault.keep(SCOPE, b"1" * 32)
    vault.keep(SCOPE, b"2" * 32)
    assert vault.fetch(SCOPE) == b"1" * 32
    (file,) = (tmp_path / "keys").iterdir()
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert stat.S_IMODE(file.parent.stat().st_mode) == 0o700
    assert list(vault.scopes()) == [SCOPE]


def test_a_forgotten_key_is_overwritten_and_gone(tmp_path: Path):
    vault = FolderVault(tmp_path)
    vault.keep(SCOPE, b"1" * 32)
    (file,) = tmp_path.iterdir()
    other = tmp_path / "hard-link"
    other.hardlink_to(file)
    vault.forget(SCOPE)
    vault.forget(SCOPE)
    assert vault.fetch(SCOPE) is None
    assert other.read_bytes() != b"1" * 32


def test_files_that_are_no_keys_are_passed_over(tmp_path: Path):
    (tmp_path / "a~b~nothing~x.key").write_bytes(b"")
    (tmp_path / "c.key").write_bytes(b"")
    assert list(FolderVault(tmp_path).scopes()) == []
    assert list(FolderVault(tmp_path / "none").scopes()) == []


def test_another_program_of_the_node_answers_with_the_same_key(tmp_path: Path):
    with override_settings(NODE_FOLDER=tmp_path):
        first, second = keyring("asayish"), keyring("asayish")
        (scope,) = first.rotate([("nca", IdentifierType.PHONE)], TODAY)
        assert second.take(scope)
        assert first.public(scope) == second.public(scope)
    assert (tmp_path / NEVER).is_dir()


def test_what_is_sealed_opens_here_only(tmp_path: Path):
    with override_settings(NODE_FOLDER=tmp_path / "here"):
        sealed = seal(b"opening")
        assert open_sealed(sealed) == b"opening"
        assert b"opening" not in sealed
    with override_settings(NODE_FOLDER=tmp_path / "there"), pytest.raises(BadInput):
        open_sealed(sealed)
