"""Signs the log's tree head, and proves to its holder that an entry is in the log."""

from dataclasses import asdict, dataclass
from functools import cache, partial
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from hawkari.engines.merkle import EMPTY_ROOT, consistency_proof, inclusion_proof, subtree_of
from hawkari.engines.merkle.proofs import Subtree
from hawkari.errors import BadInput
from hawkari.evidence.audit.recording import HEAD, record
from hawkari.evidence.audit.rows import COLUMNS, blocks
from hawkari.evidence.log_entries import row_bytes
from hawkari.evidence.models.audit import Act, AuditEntry, AuditHead, AuditMark
from hawkari.evidence.tree_heads import SignedHead, SigningKey

__all__ = ["Proof", "current_head", "head_key", "prove", "root_at", "sign_head"]


def head_key() -> SigningKey:
    """This installation's signing key, made at first use."""
    return SigningKey(settings.AUDIT_SIGNING_KEY_FILE)


def current_head() -> tuple[int, str]:
    """Size and tree head of the log as it stands; not checked."""
    head = AuditHead.objects.filter(pk=HEAD).values_list("size", "root_hash").first()
    return head or (0, EMPTY_ROOT.hex())


def sign_head(*, kind: str = AuditMark.Kind.SIGNED, place: str = "") -> SignedHead:
    """Sign the log's tree head, and keep that it was handed out.

    From now on a verification of the store compares the log with it.
    """
    now = timezone.now()
    with transaction.atomic():
        size, root = current_head()
        AuditMark.objects.create(kind=kind, at=now, size=size, root_hash=root, place=place)
    return head_key().sign(size, root, at=now)


@dataclass(frozen=True, slots=True)
class Proof:
    """That an entry is in the log, checkable by whoever has the public key and nothing else.

    Attributes:
        seq: the entry's number.
        entry: the bytes that its leaf hash covers, as text.
        leaf: its leaf hash, hexadecimal, as are the hashes below.
        inclusion: RFC 9162 section 2.1.3, from the leaf up.
        consistency: RFC 9162 section 2.1.4, from the tree of `since` entries; empty for None.
        since: size of an older head that the new one is shown to follow from, or None.
        head: the signed head that it leads to.
    """

    seq: int
    entry: str
    leaf: str
    inclusion: tuple[str, ...]
    consistency: tuple[str, ...]
    since: int | None
    head: SignedHead

    def as_data(self) -> dict[str, Any]:
        """The proof as plain data for JSON."""
        return asdict(self)


def prove(seq: int, *, actor: str, since: int | None = None) -> Proof:
    """Prove that entry `seq` is in the log as it stands, and that the log grew from an older one.

    That a proof was made is itself an entry: it hands one entry out.

    Args:
        seq: number of the entry.
        actor: who asks for it.
        since: size of the older log, or None.

    Raises:
        AuditUnavailable: if the entry cannot be written; then there is no proof.
        BadInput: if there is no such entry, or the log is smaller than `since`.
    """
    size = current_head()[0]
    _check_asked(seq, since, size=size)
    with transaction.atomic():
        detail = {"what": "audit log", "proof": seq}
        record(Act.DISCLOSE, actor=actor, count=1, detail=detail)
        head = sign_head()
    tree = stored_tree()
    row = next(blocks(seq, seq + 1, block=1))[0]
    grown = consistency_proof(tree, since, head.size) if since is not None else []
    return Proof(
        seq=seq,
        entry=row_bytes(row[: len(COLUMNS)]).decode(),
        leaf=row[len(COLUMNS)],
        inclusion=tuple(step.hex() for step in inclusion_proof(tree, seq, head.size)),
        consistency=tuple(step.hex() for step in grown),
        since=since,
        head=head,
    )


def _check_asked(seq: int, since: int | None, *, size: int) -> None:
    if not 0 <= seq < size:
        raise BadInput(f"there is no entry {seq}", f"The log holds entries 0 to {size - 1}.")
    if since is not None and not 0 <= since <= size:
        raise BadInput(
            f"the log holds {size} entries, not the {since} of the older head",
            "It was cut back, or the head is of another log.",
        )


def stored_tree() -> Subtree:
    """Tree hashes from the stored leaf and node hashes; O(log n) small queries each."""
    stored = cache(_stored)
    return subtree_of(partial(stored, "node_hash"), partial(stored, "leaf_hash"))


def _stored(column: str, seq: int) -> bytes:
    found = AuditEntry.records.filter(seq=seq).values_list(column, flat=True).first()
    try:
        return bytes.fromhex(found or "")
    except ValueError:
        return b""


def root_at(size: int) -> str:
    """The tree head of the first `size` entries, from the stored hashes; size <= the log's."""
    return stored_tree()(0, size).hex() if size else EMPTY_ROOT.hex()
