"""The keys of this node, in files of ``NODE_FOLDER`` that only their owner may read.

Of people too: whoever releases a message signs with a key of their own, made at the first time.
The node holds it, so a person's signature shows that the node let that person, logged in, release
the message; it is no proof against whoever runs the node's machine. See
``docs/explanation/envelopes.md``.
"""

import hashlib
from pathlib import Path

from django.conf import settings

from hawkari.engines.envelopes import SealingKey, SigningKey
from hawkari.evidence.key_files import read_or_make

__all__ = ["node_folder", "person_key", "sealing_key", "signing_key"]


def node_folder() -> Path:
    """The folder of the keys, for its owner only; made if missing."""
    folder = Path(settings.NODE_FOLDER)
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    return folder


def signing_key() -> SigningKey:
    """The agency's signing key, made at first use."""
    return _signing(node_folder() / "signing-key.pem")


def sealing_key() -> SealingKey:
    """The key that partners seal to, made at first use."""
    path = node_folder() / "sealing-key.txt"
    text = read_or_make(path, _new_identity)
    return SealingKey.of_text(text.decode("ascii", "replace").strip(), where=(str(path),))


def person_key(username: str) -> SigningKey:
    """A person's signing key, made at first use; the agency's for the node by itself (no name)."""
    if not username:
        return signing_key()
    people = node_folder() / "people"
    people.mkdir(mode=0o700, exist_ok=True)
    # A login name may hold what no file's name may.
    return _signing(people / f"{hashlib.sha256(username.encode()).hexdigest()[:32]}.pem")


def _signing(path: Path) -> SigningKey:
    return SigningKey.of_pem(read_or_make(path, _new_pem), where=(str(path),))


def _new_identity() -> bytes:
    return SealingKey.new().text.encode()


def _new_pem() -> bytes:
    return SigningKey.new().pem
