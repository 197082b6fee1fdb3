"""The audit log: who did or saw what, when and why; append-only and tamper-evident.

Each entry is a leaf of one Merkle tree (`hawkari.evidence.merkle`) and carries the tree head after
it. `record` belongs to the caller's transaction: what is done and its entry are kept or lost
together, and where the entry cannot be written the act does not happen (`AuditUnavailable`).

`verify` finds every change inside the log. That the whole log, head included, was replaced or cut
back is found only by comparing the tree head with one kept elsewhere.
"""

import hashlib
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Protocol

from django.db import DatabaseError, transaction
from django.db.models import Max

from hawkari.errors import HawkariError
from hawkari.evidence.merkle import Frontier, leaf_hash
from hawkari.evidence.models import Act, AuditEntry, AuditHead, Operation, User

__all__ = ["Act", "AuditProblem", "AuditReport", "AuditUnavailable", "record", "verify"]

HEAD = 1
MOST_PROBLEMS = 1000
FIELDS = (
    "seq",
    "at",
    "act",
    "actor",
    "agency",
    "operation",
    "justification",
    "objects",
    "count",
    "recipient",
    "outcome",
    "detail",
)


class AuditUnavailable(HawkariError):
    """The audit entry of an act could not be written, so the act was not done.

    Args:
        cause: what failed, without a full stop.
    """

    def __init__(self, cause: str) -> None:
        self.cause = cause
        super().__init__(f"the audit log cannot be written ({cause}), so nothing was done")


class Accessor(Protocol):
    """Whoever acts, and for which operation; `hawkari.evidence.access.Access` is one."""

    @property
    def user(self) -> User: ...

    @property
    def operation(self) -> Operation: ...


def plain(value: Any) -> Any:
    """A value that every database gives back byte for byte.

    Numbers with a fraction become text, sets become sorted lists, anything unknown becomes text;
    NUL and lone surrogates, which PostgreSQL cannot hold, become U+FFFD.
    """
    if value is None or isinstance(value, bool | int):
        return value
    if isinstance(value, str):
        text = str(value).replace("\x00", "\ufffd")
        return text.encode("utf-8", "replace").decode("utf-8")
    if isinstance(value, dict):
        return {plain(str(key)): plain(item) for key, item in value.items()}
    if isinstance(value, set | frozenset):
        return sorted(plain(str(item)) for item in value)
    if isinstance(value, list | tuple):
        return [plain(item) for item in value]
    return plain(str(value))


def hash_entry(entry: dict[str, Any]) -> bytes:
    """The leaf hash of one entry: its `FIELDS` as JSON, keys sorted, no blanks, UTF-8."""
    at: datetime = entry["at"]
    fields = {**entry, "at": at.astimezone(UTC).isoformat(timespec="microseconds")}
    text = json.dumps(fields, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return leaf_hash(text.encode("utf-8"))


def record(  # noqa: PLR0913  the columns of an entry
    act: Act,
    *,
    access: Accessor | None = None,
    actor: str = "",
    objects: Sequence[str] = (),
    count: int = 0,
    justification: str = "",
    recipient: str = "",
    outcome: str = "ok",
    detail: dict[str, Any] | None = None,
) -> AuditEntry:
    """Append one entry, inside the caller's transaction.

    Writers queue on the log's head until the transaction ends, so call this last in it.

    Args:
        act: what was done.
        access: who acted and for which operation; without it, give `actor`.
        actor: a user name, or the name of a rule, where there is no access.
        objects: ids of what was seen or changed, in the order given.
        count: how many things the act touched or returned.
        justification: why, in the actor's words.
        recipient: to whom something was disclosed.
        outcome: `ok`, or a word for what went wrong.
        detail: anything else worth keeping, e.g. search terms; never a hidden value.

    Raises:
        AuditUnavailable: if the entry cannot be written.
    """
    agency = access.user.agency if access is not None else None
    fields = {
        "at": datetime.now(UTC),
        "act": Act(act).value,
        "actor": plain(access.user.get_username() if access is not None else actor),
        "agency": agency.slug if agency is not None else "",
        "operation": access.operation.slug if access is not None else "",
        "justification": plain(justification),
        "objects": plain(list(objects)),
        "count": count,
        "recipient": plain(recipient)[:200],
        "outcome": plain(outcome)[:20],
        "detail": plain(detail or {}),
    }
    try:
        with transaction.atomic():
            return _append(fields)
    except DatabaseError as error:
        raise AuditUnavailable(type(error).__name__) from error


def _append(fields: dict[str, Any]) -> AuditEntry:
    AuditHead.objects.get_or_create(pk=HEAD)
    head = AuditHead.objects.select_for_update().get(pk=HEAD)
    fields = {"seq": head.size, **fields}
    leaf = hash_entry(fields)
    frontier = Frontier.from_hex(head.size, head.peaks).append(leaf)
    root = frontier.root().hex()
    entry = AuditEntry(**fields, leaf_hash=leaf.hex(), root_hash=root)
    # force_insert: should the head row have been lost, an old entry must not be overwritten.
    entry.save(force_insert=True)
    head.size, head.peaks, head.root_hash = frontier.size, frontier.hex_peaks, root
    head.save()
    return entry


@dataclass(frozen=True, slots=True)
class AuditProblem:
    """One thing wrong with the log: where (`seq`, or None for the whole log) and what."""

    seq: int | None
    what: str


@dataclass(frozen=True, slots=True)
class AuditReport:
    """Result of a verification.

    `root` is the tree head as recomputed, in hexadecimal: keep it elsewhere. `problems` are in the
    order of the log, at most `MOST_PROBLEMS`.
    """

    entries: int
    root: str
    problems: tuple[AuditProblem, ...]

    @property
    def ok(self) -> bool:
        """Whether nothing is wrong."""
        return not self.problems


def verify() -> AuditReport:
    """Recompute every leaf and tree head of the log, and say what is wrong and where.

    Linear in the log; memory is flat. A changed entry is named once, not with all that follow it.
    """
    frontier, problems = Frontier(), list[AuditProblem]()
    expected, heads_agree = 0, True
    head = AuditHead.objects.filter(pk=HEAD).first() or AuditHead()
    for entry in _entries(head.size):
        seq = entry["seq"]
        stored_leaf, stored_root = entry.pop("leaf_hash"), entry.pop("root_hash")
        problems += _wrong_in(entry, expected, stored_leaf)
        frontier = frontier.append(_from_hex(stored_leaf))
        agrees = frontier.root().hex() == stored_root
        if heads_agree and not agrees:
            problems.append(AuditProblem(seq, "the tree head does not follow from the entries"))
        heads_agree, expected = agrees, seq + 1
        if len(problems) >= MOST_PROBLEMS:
            break
    else:
        problems += _wrong_with_head(head, frontier)
        problems += _beyond_head()
    return AuditReport(frontier.size, frontier.root().hex(), tuple(problems))


def _entries(size: int) -> Iterator[dict[str, Any]]:
    """The entries that the head counts, in order; later ones are still being written."""
    rows = AuditEntry.records.filter(seq__lt=size).order_by("seq")
    yield from rows.values(*FIELDS, "leaf_hash", "root_hash").iterator(chunk_size=5000)


def _beyond_head() -> list[AuditProblem]:
    last = AuditEntry.records.aggregate(last=Max("seq"))["last"]
    size = AuditHead.objects.filter(pk=HEAD).values_list("size", flat=True).first() or 0
    if last is None or last < size:
        return []
    return [AuditProblem(size, f"entries {size} to {last} are not counted by the log's head")]


def _from_hex(text: str) -> bytes:
    try:
        return bytes.fromhex(text)
    except ValueError:
        return hashlib.sha256(text.encode()).digest()


def _wrong_in(entry: dict[str, Any], expected: int, stored_leaf: str) -> list[AuditProblem]:
    problems = []
    seq = entry["seq"]
    if seq > expected:
        problems.append(AuditProblem(expected, f"entries {expected} to {seq - 1} are missing"))
    if hash_entry(entry).hex() != stored_leaf:
        problems.append(AuditProblem(seq, "the entry was changed after it was written"))
    return problems


def _wrong_with_head(head: AuditHead, frontier: Frontier) -> list[AuditProblem]:
    if head.size != frontier.size:
        what = f"{frontier.size} entries are left of the {head.size} that the log's head counts"
        return [AuditProblem(None, what)]
    found = (frontier.hex_peaks, frontier.root().hex())
    if head.size and found != (head.peaks, head.root_hash):
        return [AuditProblem(None, "the stored tree head is not that of the entries")]
    return []
