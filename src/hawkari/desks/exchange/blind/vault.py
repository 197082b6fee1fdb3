"""Where the keys of blind matching outlive a program: files of their owner alone, in one folder.

One file a scope, mode 0600, under ``blind-keys`` in the node's folder, which no backup
takes: a copy would bring back the keys of an epoch that is over. Nothing but `keyring` and
`openings_key` hands a key on, and only to the engine.
"""

import os
import secrets
from collections.abc import Sequence
from pathlib import Path

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305

from hawkari.desks.exchange.node.keys import node_folder
from hawkari.engines.blindmatch import IdentifierType, Keyring, Scope
from hawkari.errors import BadInput
from hawkari.evidence.key_files import read_or_make

__all__ = ["FolderVault", "keyring", "open_sealed", "seal"]

SECRET = 32
NONCE = 12


class FolderVault:
    """Keys as files in a folder, one a scope; see `hawkari.engines.blindmatch.Vault`.

    Args:
        folder: made at the first key; readable by its owner only.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def fetch(self, scope: Scope) -> bytes | None:
        """The key of a scope, or None."""
        try:
            return self._path(scope).read_bytes()
        except FileNotFoundError:
            return None

    def keep(self, scope: Scope, secret: bytes) -> None:
        """Keep a key unless there is one."""
        self._made()
        read_or_make(self._path(scope), lambda: secret)

    def forget(self, scope: Scope) -> None:
        """Overwrite and remove a key.

        Overwriting does what the disk lets it do: copies that a file system keeps stay.
        """
        path = self._path(scope)
        try:
            with path.open("r+b") as stream:
                stream.write(secrets.token_bytes(SECRET))
                stream.flush()
                os.fsync(stream.fileno())
        except FileNotFoundError:
            return
        path.unlink(missing_ok=True)

    def scopes(self) -> Sequence[Scope]:
        """What keys are kept for; files that are no keys are passed over."""
        if not self._folder.is_dir():
            return ()
        found = map(_scope_of, sorted(path.name for path in self._folder.glob("*.key")))
        return [scope for scope in found if scope is not None]

    def _path(self, scope: Scope) -> Path:
        name = "~".join((scope.holder, scope.partner, scope.kind.value, str(scope.epoch)))
        # short names of agencies have neither sign; a scope of deconfliction has the first
        return self._folder / f"{name.replace('/', '+')}.key"

    def _made(self) -> None:
        self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)


def _scope_of(name: str) -> Scope | None:
    parts = name.removesuffix(".key").replace("+", "/").split("~")
    try:
        holder, partner, kind, epoch = parts
        return Scope(holder, partner, IdentifierType(kind), int(epoch))
    except ValueError:
        return None


def _folder() -> Path:
    return node_folder() / "blind-keys"


def keyring(holder: str) -> Keyring:
    """The keyring of an agency, over the keys that this installation keeps."""
    return Keyring(holder, FolderVault(_folder()))


def seal(content: bytes) -> bytes:
    """Seal what only this node's auditors may open later: openings of commitments.

    ChaCha20-Poly1305 (RFC 8439) under a key beside the keys of matching, drawn at first use.
    """
    nonce = secrets.token_bytes(NONCE)
    return nonce + ChaCha20Poly1305(_openings_key()).encrypt(nonce, content, None)


def open_sealed(sealed: bytes) -> bytes:
    """What `seal` sealed.

    Raises:
        BadInput: if the key is another, or the bytes were changed.
    """
    try:
        return ChaCha20Poly1305(_openings_key()).decrypt(sealed[:NONCE], sealed[NONCE:], None)
    except InvalidTag as error:
        raise BadInput(
            "what was kept of the query cannot be opened",
            "Its key is no longer there, or it was changed.",
        ) from error


def _openings_key() -> bytes:
    folder = _folder()
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    return read_or_make(folder / "openings", lambda: secrets.token_bytes(SECRET))
