"""Writes entries of the audit log; nothing else does."""

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any, Protocol

from django.conf import settings
from django.db import DatabaseError, transaction

from hawkari.engines.merkle import Frontier
from hawkari.errors import HawkariError
from hawkari.evidence.log_entries import VERSION, hash_entry, plain
from hawkari.evidence.models.audit import Act, AuditEntry, AuditHead
from hawkari.evidence.models.operations import Operation
from hawkari.evidence.models.people import User

__all__ = ["HEAD", "Accessor", "AuditUnavailable", "lock_head", "record"]

HEAD = 1


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
    def user(self) -> User:
        """Who acts."""

    @property
    def operation(self) -> Operation:
        """What it is done for."""

    @property
    def role(self) -> str:
        """In which role."""


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

    Writers queue on the log's head until the transaction ends, so call this last in it. With an
    access, the agency, role and operation, its kind of purpose and its legal basis are kept too.

    Args:
        act: what was done.
        access: who acted and for which operation; without it, give `actor`.
        actor: a user name, or the name of a rule, where there is no access.
        objects: ids of what was seen or changed, in the order given; never a name or a value.
        count: how many things the act touched or returned.
        justification: why, in the actor's words; kept unless `AUDIT_JUSTIFICATION` is off.
        recipient: to whom something was disclosed.
        outcome: `ok`, or a word for what went wrong.
        detail: anything else worth keeping; of values only a keyed hash (`term_hashes`).

    Raises:
        AuditUnavailable: if the entry cannot be written.
    """
    reason = justification if settings.AUDIT_JUSTIFICATION else ""
    fields = {
        "at": datetime.now(UTC),
        "act": Act(act).value,
        **_who(access, actor),
        "justification": plain(reason),
        "object_ids": plain(list(objects)),
        "count": count,
        "recipient": plain(recipient)[:200],
        "outcome": plain(outcome)[:20],
        "detail": plain({**(detail or {}), **_acting_by(access)}),
    }
    try:
        with transaction.atomic():
            return _append(fields)
    except (DatabaseError, OSError) as error:
        raise AuditUnavailable(type(error).__name__) from error


def _acting_by(access: Accessor | None) -> dict[str, int | str]:
    """The break-glass an access reads by, and the token a program acts by: each look tells."""
    by = {"break_glass": getattr(access, "glass", None), "token": getattr(access, "token", "")}
    return {name: value for name, value in by.items() if value not in (None, "")}


def _who(access: Accessor | None, actor: str) -> dict[str, str]:
    if access is None:
        empty = dict.fromkeys(("agency", "role", "operation", "purpose", "basis"), "")
        return {"actor": plain(actor)[:150], **empty}
    agency, operation = access.user.agency, access.operation
    return {
        "actor": plain(access.user.get_username()),
        "agency": agency.slug if agency is not None else "",
        "role": plain(access.role)[:20],
        "operation": operation.slug,
        "purpose": operation.purpose_kind,
        "basis": plain(operation.legal_basis),
    }


def lock_head() -> AuditHead:
    """The log's head, which nobody else can move until the transaction ends."""
    AuditHead.objects.get_or_create(pk=HEAD)
    return AuditHead.objects.select_for_update().get(pk=HEAD)


def _append(fields: dict[str, Any]) -> AuditEntry:
    head = lock_head()
    fields = {"version": VERSION, "seq": head.size, **fields}
    leaf = hash_entry(fields)
    frontier = Frontier.from_hex(head.size, head.peaks).append(leaf)
    entry = AuditEntry(**fields, leaf_hash=leaf.hex(), node_hash=frontier.peaks[-1].hex())
    # force_insert: should the head row have been lost, an old entry must not be overwritten.
    entry.save(force_insert=True)
    head.size, head.peaks = frontier.size, frontier.hex_peaks
    head.root_hash = frontier.root().hex()
    head.save()
    return entry
