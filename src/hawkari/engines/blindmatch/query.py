"""What is asked, why, by whom; and the answer: what both sides sign and log."""

import hashlib
import struct
import unicodedata
from dataclasses import dataclass, fields

from hawkari.engines.blindmatch import group
from hawkari.engines.blindmatch.scope import Scope

__all__ = ["Answer", "Grounds", "Query"]


@dataclass(frozen=True, slots=True)
class Grounds:
    """Why values are asked for, and who answers for it.

    Args:
        operation: reference of the operation at the querier.
        legal_basis: law and section that allow the query.
        purpose: what the answer is for.
        necessity: why it is necessary and proportionate, in words.
        officer: who asks.
        authorizer: a second person who allowed it; needed above a small batch.
    """

    operation: str
    legal_basis: str
    purpose: str
    necessity: str
    officer: str
    authorizer: str = ""

    def missing(self) -> list[str]:
        """Names of mandatory fields that say nothing."""
        named = (field.name for field in fields(self) if field.name != "authorizer")
        return [name for name in named if not any(map(str.isalnum, getattr(self, name)))]

    @property
    def asker(self) -> str:
        """The officer, however he is written: what he is counted and suspended by."""
        return _one_writing(self.officer)

    @property
    def second(self) -> str:
        """The authoriser, however he is written; empty if there is none."""
        return _one_writing(self.authorizer)


@dataclass(frozen=True, slots=True)
class Query:
    """A signed query for a batch of blinded values.

    Args:
        id: drawn by the querier, never used twice.
        scope: holder, partner (the querier), type and epoch.
        blinded: 32 bytes a value.
        grounds: why.
        commitment: root over the salted inputs, 32 bytes.
        signature: by the querier over `signed()`; how is for the node to say.
    """

    id: str
    scope: Scope
    blinded: bytes
    grounds: Grounds
    commitment: bytes
    signature: bytes = b""

    def __len__(self) -> int:
        return group.count_of(self.blinded)

    def signed(self) -> bytes:
        """The bytes that the signature covers: every field, each with its length."""
        texts = [getattr(self.grounds, field.name).encode() for field in fields(self.grounds)]
        parts = [self.id.encode(), self.scope.encoded(), *texts, self.commitment, self.blinded]
        return b"".join(struct.pack(">I", len(part)) + part for part in parts)

    def digest(self) -> str:
        """SHA-256 of what is signed: the same in both sides' logs, so that they can be compared."""
        return hashlib.sha256(self.signed()).hexdigest()


@dataclass(frozen=True, slots=True)
class Answer:
    """What the holder evaluated.

    Args:
        query: digest of the query it answers.
        evaluated: 32 bytes a value.
        proof: 64 bytes for the batch.
    """

    query: str
    evaluated: bytes
    proof: bytes


def _one_writing(name: str) -> str:
    """One name however it is spaced and capitalised, without marks that nobody sees.

    Letters of other alphabets that look alike stay different: whether somebody exists at the
    partner is for the check of the signature to say.
    """
    folded = unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", name).casefold())
    seen = (char for char in folded if unicodedata.category(char)[0] not in "CZ")
    joined = "".join(seen)
    return joined if any(map(str.isalnum, joined)) else ""
