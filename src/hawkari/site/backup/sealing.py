"""Encryption of backups: age (age-encryption.org/v1) for recipients, or under a passphrase.

For recipients the file is a plain age file, so that any age program can open it. age holds a text
under a passphrase in memory; so with a passphrase a key is made for this one backup, sealed under
the passphrase (scrypt) and written before the age file, behind a line that says its length.
"""

import os
import stat
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any, Protocol

from pyrage import (  # type: ignore[import-untyped]
    DecryptError,
    EncryptError,
    decrypt_io,
    encrypt_io,
    passphrase,
    x25519,
)

from hawkari.errors import BadInput, HawkariError

__all__ = ["BadBackup", "Key", "new_key", "read_identity", "read_passphrase", "seal", "unsealed"]

MAGIC = b"hawkari-backup-key "
SHORTEST_PASSPHRASE = 16
MOST_SEALED_KEY = 4096


class BadBackup(HawkariError):
    """A backup that is not whole, not ours, or for another key. Nothing was restored.

    Args:
        problem: what is wrong, without a full stop.
        remedy: what to do, as a sentence.
    """

    def __init__(self, problem: str, remedy: str) -> None:
        self.problem = problem
        self.remedy = remedy
        super().__init__(f"{problem}. {remedy}")


class Chunks(Protocol):
    """Anything that gives its bytes in order."""

    def read(self, size: int = -1, /) -> bytes: ...


@dataclass(frozen=True, slots=True)
class Key:
    """What opens a backup: an age identity (``AGE-SECRET-KEY-1…``) or a passphrase; never both."""

    identity: str = ""
    passphrase: str = ""


def new_key(path: Path) -> str:
    """Make a key pair: the identity is written to `path` for its owner only.

    Returns:
        the recipient, ``age1…``, which may be known to anybody.

    Raises:
        BadInput: if the file is there already or cannot be written.
    """
    identity = x25519.Identity.generate()
    recipient = str(identity.to_public())
    try:
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except OSError as error:
        reason = (error.strerror or "unknown reason").lower()
        raise BadInput(
            f"the key cannot be written: {reason}", "Give a new file.", where=(str(path),)
        ) from error
    with os.fdopen(descriptor, "w", encoding="ascii") as stream:
        stream.write(f"# public key: {recipient}\n{identity}\n")
    return recipient


def read_identity(path: Path) -> Key:
    """The identity in a file as `new_key` or age-keygen writes it.

    Raises:
        BadInput: if the file cannot be read, is open to others or holds none.
    """
    lines = _private_text(path).splitlines()
    found = [line.strip() for line in lines if line.strip().startswith("AGE-SECRET-KEY-1")]
    if len(found) != 1:
        raise BadInput(
            "the file holds no age identity",
            "Give the file that `hawkari backup-key` or age-keygen wrote.",
            where=(path.name,),
        )
    return Key(identity=found[0])


def read_passphrase(path: Path) -> Key:
    """The passphrase in the first line of a file.

    Raises:
        BadInput: if the file cannot be read, is open to others or the passphrase is too short.
    """
    text = next(iter(_private_text(path).splitlines()), "").strip()
    if len(text) < SHORTEST_PASSPHRASE:
        raise BadInput(
            f"the passphrase has {len(text)} characters; at least {SHORTEST_PASSPHRASE} are needed",
            "Write six words or more into the file's first line.",
            where=(path.name,),
        )
    return Key(passphrase=text)


def _private_text(path: Path) -> str:
    try:
        if path.stat().st_mode & (stat.S_IRWXG | stat.S_IRWXO):
            raise BadInput(
                "other users of this machine may read the file",
                f"Run chmod 600 {path.name}, and make a new secret if they may have.",
                where=(path.name,),
            )
        return path.read_text("utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise BadInput(
            "the file cannot be read", "Check its path and who may read it.", where=(str(path),)
        ) from error


def seal(source: Chunks, target: IO[bytes], *, recipients: Sequence[str], key: Key) -> None:
    """Encrypt a stream.

    Args:
        source: what to encrypt.
        target: where to write.
        recipients: age recipients (``age1…``); at least one unless `key` is a passphrase.
        key: a passphrase, or an empty key.

    Raises:
        BadInput: if a recipient is none.
        EncryptError, OSError: if reading or writing fails.
    """
    if key.passphrase:
        single = x25519.Identity.generate()
        sealed = passphrase.encrypt(str(single).encode("ascii"), key.passphrase)
        target.write(MAGIC + str(len(sealed)).encode("ascii") + b"\n" + sealed)
        encrypt_io(source, target, [single.to_public()])
        return
    encrypt_io(source, target, [_recipient(text) for text in recipients])


def _recipient(text: str) -> Any:
    try:
        return x25519.Recipient.from_str(text)
    except Exception as error:  # pyrage's own errors are no exceptions of a common root
        raise BadInput(
            f"{text[:20]!r} is no age recipient", "It begins with age1; give it whole."
        ) from error


@contextmanager
def unsealed(source: IO[bytes], key: Key) -> Iterator[IO[bytes]]:
    """The decrypted bytes of a backup, as a stream to be read once.

    They are decrypted while they are read, in a thread of their own. What was read before the end
    is proved only by the end: do nothing with it that cannot be undone.

    Raises:
        BadBackup: on leaving, if the backup is cut off, changed, or for another key.
    """
    identity = _identity(source, key)
    ours, theirs = os.pipe()
    failed: list[BaseException] = []

    def decrypt() -> None:
        with os.fdopen(theirs, "wb", buffering=0) as target, suppress(BrokenPipeError):
            try:
                decrypt_io(source, target, [identity])
            except (DecryptError, EncryptError, OSError) as error:
                failed.append(error)

    thread = threading.Thread(target=decrypt, daemon=True)
    with os.fdopen(ours, "rb") as stream:
        thread.start()
        try:
            yield stream
            while stream.read(1 << 20):
                pass
        except Exception as error:
            stream.close()
            thread.join()
            raise _wrong(failed[0]) if _told(failed) else error from error
    thread.join()
    if failed:
        raise _wrong(failed[0]) from failed[0]


def _told(failed: Sequence[BaseException]) -> bool:
    """Whether decryption failed by itself, and not because nobody read on."""
    return bool(failed) and not isinstance(failed[0], BrokenPipeError)


def _wrong(error: BaseException) -> BadBackup:
    if "No matching keys" in str(error):
        return BadBackup("the backup is not for this key", "Give the identity that goes with it.")
    return BadBackup("the backup is cut off or was changed", "Copy it again, or take an older one.")


def _identity(source: IO[bytes], key: Key) -> Any:
    """The age identity that opens the rest of the file."""
    start = source.read(len(MAGIC))
    if start != MAGIC:
        source.seek(0)
        if not key.identity:
            raise BadBackup(
                "the backup is not under a passphrase", "Give the --identity that goes with it."
            )
        return _parsed(key.identity)
    if not key.passphrase:
        raise BadBackup("the backup is under a passphrase", "Give it with --passphrase-file.")
    length = source.readline(8).strip()
    if not length.isdigit() or int(length) > MOST_SEALED_KEY:
        raise BadBackup("the backup is cut off or was changed", "Copy it again.")
    try:
        opened = passphrase.decrypt(source.read(int(length)), key.passphrase)
    except DecryptError as error:
        raise BadBackup(
            "the passphrase does not open the backup, or the backup was changed",
            "Check the passphrase, or copy the backup again.",
        ) from error
    return _parsed(opened.decode("ascii"))


def _parsed(text: str) -> Any:
    try:
        return x25519.Identity.from_str(text)
    except Exception as error:  # as in `_recipient`
        raise BadBackup("the identity is none", "Give the file that holds it whole.") from error
