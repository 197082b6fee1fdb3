"""Keys, passphrases and archives by themselves."""

import io
import json
import tarfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hawkari.errors import BadInput
from hawkari.site.backup.archive import Entry, Manifest, TarStream, digest, unpack
from hawkari.site.backup.sealing import (
    BadBackup,
    Key,
    new_key,
    read_identity,
    read_passphrase,
    seal,
    unsealed,
)

PASSPHRASE = Key(passphrase="six words are enough for this")


@pytest.fixture
def identity(tmp_path: Path) -> tuple[str, Key]:
    path = tmp_path / "key"
    return new_key(path), read_identity(path)


def opened(data: bytes, key: Key) -> bytes:
    with unsealed(io.BytesIO(data), key) as stream:
        return stream.read()


@pytest.mark.parametrize("size", [0, 1, 65_535, 65_536, 300_000])
def test_what_is_sealed_is_opened(identity: tuple[str, Key], size: int):
    recipient, key = identity
    sealed = io.BytesIO()
    seal(io.BytesIO(b"x" * size), sealed, recipients=[recipient], key=Key())
    assert opened(sealed.getvalue(), key) == b"x" * size


def test_a_passphrase_opens_what_it_sealed_and_an_identity_does_not(identity: tuple[str, Key]):
    sealed = io.BytesIO()
    seal(io.BytesIO(b"secret"), sealed, recipients=(), key=PASSPHRASE)
    assert opened(sealed.getvalue(), PASSPHRASE) == b"secret"
    with pytest.raises(BadBackup, match="under a passphrase"):
        opened(sealed.getvalue(), identity[1])


def test_a_passphrase_does_not_open_what_is_for_a_recipient(identity: tuple[str, Key]):
    sealed = io.BytesIO()
    seal(io.BytesIO(b"secret"), sealed, recipients=[identity[0]], key=Key())
    with pytest.raises(BadBackup, match="not under a passphrase"):
        opened(sealed.getvalue(), PASSPHRASE)


@pytest.mark.parametrize("recipient", ["", "age1", "ssh-ed25519 AAAA", "age1" + "q" * 58])
def test_a_recipient_that_is_none_is_refused(recipient: str):
    with pytest.raises(BadInput, match="no age recipient"):
        seal(io.BytesIO(b"x"), io.BytesIO(), recipients=[recipient], key=Key())


def test_a_key_is_for_its_owner_only_and_never_written_over(tmp_path: Path):
    path = tmp_path / "key"
    new_key(path)
    assert path.stat().st_mode & 0o777 == 0o600
    with pytest.raises(BadInput, match="cannot be written"):
        new_key(path)


@pytest.mark.parametrize("read", [read_identity, read_passphrase])
def test_a_secret_that_others_may_read_is_refused(tmp_path: Path, read):
    path = tmp_path / "secret"
    path.write_text("a passphrase of some length\n")
    path.chmod(0o640)
    with pytest.raises(BadInput, match="chmod 600"):
        read(path)
    with pytest.raises(BadInput, match="cannot be read"):
        read(tmp_path / "none")


def test_a_short_passphrase_is_refused(tmp_path: Path):
    path = tmp_path / "secret"
    path.write_text("short\n")
    path.chmod(0o600)
    with pytest.raises(BadInput, match="at least 16"):
        read_passphrase(path)


def test_a_file_without_an_identity_is_refused(tmp_path: Path):
    path = tmp_path / "secret"
    path.write_text("# nothing\n")
    path.chmod(0o600)
    with pytest.raises(BadInput, match="no age identity"):
        read_identity(path)


def about(*entries: Entry) -> Manifest:
    return Manifest("0.1.0", "2026-01-01T00:00:00+00:00", "sqlite", 3, "ab", entries)


@settings(max_examples=30, deadline=None)
@given(
    sizes=st.lists(st.sampled_from([0, 1, 511, 512, 513, 10_240, 100_000]), max_size=5),
    step=st.sampled_from([1, 7, 512, 8192, -1]),
)
def test_an_archive_unpacks_to_what_went_in(tmp_path_factory, sizes: list[int], step: int):
    source, target = tmp_path_factory.mktemp("in"), tmp_path_factory.mktemp("out")
    entries = []
    for number, size in enumerate(sizes):
        (source / str(number)).write_bytes(bytes([number + 1]) * size)
        entries.append(Entry(f"d/{number}", *digest(source / str(number), lambda _: None)))
    manifest = about(*entries)
    stream = TarStream(manifest, [source / str(n) for n in range(len(sizes))], lambda _: None)
    whole = b"".join(iter(lambda: stream.read(step), b""))
    assert unpack(io.BytesIO(whole), target, lambda _: None) == manifest
    for number, size in enumerate(sizes):
        assert (target / "d" / str(number)).read_bytes() == bytes([number + 1]) * size


def archive(*members: tuple[tarfile.TarInfo, bytes]) -> io.BytesIO:
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w") as tar:
        for member, data in members:
            member.size = len(data)
            tar.addfile(member, io.BytesIO(data))
    out.seek(0)
    return out


def manifest_member(manifest: bytes) -> tuple[tarfile.TarInfo, bytes]:
    return tarfile.TarInfo("manifest.json"), manifest


GOOD = Entry("a", 1, "2d711642b726b04401627ca9fbac32f5c8530fb1903cc4db02258717921a4881")


@pytest.mark.parametrize("name", ["../a", "/etc/a", "a/../../b", "", "a\\b", "a\x00b"])
def test_a_name_that_leads_out_of_the_folder_is_refused(tmp_path: Path, name: str):
    stated = about(Entry(name, 1, GOOD.sha256)).as_json()
    with pytest.raises(BadBackup, match="outside the folder"):
        unpack(archive(manifest_member(stated)), tmp_path, lambda _: None)


def link(name: str) -> tarfile.TarInfo:
    member = tarfile.TarInfo(name)
    member.type, member.linkname = tarfile.SYMTYPE, "/etc/passwd"
    return member


@pytest.mark.parametrize(
    ("members", "problem"),
    [
        ([], "no manifest"),
        ([(tarfile.TarInfo("files/a"), b"x")], "no manifest"),
        ([manifest_member(b"{}")], "no manifest"),
        ([manifest_member(b'{"form": "other/2"}')], "of the form"),
        ([manifest_member(about(GOOD).as_json())], "missing"),
        ([manifest_member(about().as_json()), (tarfile.TarInfo("files/a"), b"x")], "not name"),
        ([manifest_member(about(GOOD).as_json()), (tarfile.TarInfo("a"), b"x")], "not name"),
        ([manifest_member(about(GOOD).as_json()), (link("files/a"), b"")], "not name"),
        ([manifest_member(about(GOOD).as_json()), (tarfile.TarInfo("files/a"), b"y")], "not as"),
        ([manifest_member(about(GOOD).as_json()), (tarfile.TarInfo("files/a"), b"xx")], "not as"),
    ],
)
def test_an_archive_that_is_not_as_its_manifest_says_is_refused(
    tmp_path: Path, members, problem: str
):
    with pytest.raises(BadBackup, match=problem):
        unpack(archive(*members), tmp_path, lambda _: None)


def test_a_manifest_comes_back_as_it_was():
    assert Manifest.from_json(about(GOOD).as_json()) == about(GOOD)
    assert json.loads(about(GOOD).as_json())["form"] == "hawkari-backup/1"
