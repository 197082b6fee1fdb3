"""Proof that a disposal left nothing: by its numbers, and by looking for given values everywhere.

The values are gone, so nobody can look for them unless whoever still knows one gives it: `find`
looks for it byte by byte, in every column of every table and in every file of the installation.
"""

import json
import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

from django.db import connection, transaction

from hawkari.errors import BadInput
from hawkari.evidence import audit
from hawkari.evidence.access import Access, Action, require
from hawkari.evidence.audit import Act
from hawkari.evidence.models import (
    AuditEntry,
    Disposal,
    DisposalScope,
    DisposalState,
    LoadRun,
    RefusedRow,
    Tombstone,
)
from hawkari.evidence.retention.known import known_disposals
from hawkari.evidence.rowsecurity import engine_door
from hawkari.evidence.unseen import loads_left, records_left_in

__all__ = ["Check", "Proof", "forms_of", "prove", "search_files", "search_tables"]

CHUNK = 1 << 20
# Files whose bytes do not show what they hold.
OPAQUE = frozenset({".gz", ".zst", ".age", ".xz", ".bz2"})
ZIPPED = frozenset({".zip", ".docx", ".xlsx", ".ods"})
BEYOND = (
    "what other processes keep in memory until their cache entries lapse (an hour at most)",
    "backups and copies made before, and replicas, archived logs and base backups of PostgreSQL",
    "files that people saved: see who received the values in the outbox of corrections",
)


@dataclass(frozen=True, slots=True)
class Check:
    """One thing looked at: whether it is as it should be, and what was found."""

    what: str
    ok: bool
    found: str


@dataclass(frozen=True, slots=True)
class Proof:
    """What a proof looked at.

    Attributes:
        disposal: its number.
        checks: each thing looked at.
        not_covered: what no check here can reach, in words.
    """

    disposal: int
    checks: tuple[Check, ...]
    not_covered: tuple[str, ...]

    @property
    def ok(self) -> bool:
        """Whether every check holds."""
        return all(check.ok for check in self.checks)


def prove(access: Access, disposal_id: int, *, home: Path, find: Sequence[str] = ()) -> Proof:
    """Look whether a disposal left anything behind; audited without the values.

    Args:
        access: who asks.
        disposal_id: which disposal.
        home: folder of the installation, of which every file is read.
        find: values that must not be anywhere; each is looked for in UTF-8, UTF-16, escaped JSON
            and percent-encoded form.

    Raises:
        AccessDenied: if the role may not.
        BadInput: if there is no such disposal in the operation.
    """
    require(access, Action.RETAIN)
    disposal = known_disposals(access).filter(pk=disposal_id).first()
    if disposal is None:
        raise BadInput(f"there is no disposal {disposal_id} in this operation", "See disposals.")
    checks = list(_by_numbers(disposal))
    opaque: list[str] = []
    if find:
        checks += [_search("tables", search_tables(find))]
        checks += [_search("files", search_files(find, home, opaque))]
    proof = Proof(disposal.pk, tuple(checks), (*opaque, *BEYOND))
    with transaction.atomic():
        audit.record(
            Act.CONSULT,
            access=access,
            objects=[f"disposal {disposal.pk}"],
            count=len(find),
            outcome="ok" if proof.ok else "not proved",
            detail={"what": "proof of disposal"},
        )
    return proof


def _by_numbers(disposal: Disposal) -> Iterator[Check]:
    state = DisposalState(disposal.state)
    yield Check("state", state == DisposalState.DONE, state.value)
    count = Tombstone.objects.filter(disposal=disposal).count()
    yield Check("tombstones", count == disposal.statements, f"{count:,}")
    left = records_left_in(disposal)
    yield Check("values, keys and places left in statements", not left, _listed(left))
    entries = AuditEntry.records.filter(
        act=Act.ERASE, object_ids__startswith=f'["disposal {disposal.pk}"'
    )
    logged = sum(entries.values_list("count", flat=True))
    yield Check("statements erased by the audit log", logged == count, f"{logged:,}")
    if disposal.scope in {DisposalScope.SOURCE, DisposalScope.LOAD}:
        yield _loads(disposal)
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            free = cursor.execute("PRAGMA freelist_count").fetchone()[0]
            overwrites = cursor.execute("PRAGMA secure_delete").fetchone()[0]
        yield Check("free pages", free == 0 or overwrites == 1, f"{free:,}")


def _loads(disposal: Disposal) -> Check:
    """Whether loads that are wholly gone keep a file name, hash or refused row."""
    loads = LoadRun.objects.filter(pk=disposal.load_id or 0)
    if disposal.scope == DisposalScope.SOURCE:
        loads = LoadRun.objects.filter(
            source=disposal.source_id, started_at__lte=disposal.requested_at
        )
    left = loads_left(list(loads.values_list("pk", flat=True)))
    gone = loads.exclude(pk__in=left)
    kept = {
        "file hashes": gone.exclude(sha256="").count(),
        "refused rows": RefusedRow.objects.filter(load__in=gone).count(),
    }
    found = {what: count for what, count in kept.items() if count}
    return Check("what loads say of their files", not found, _listed(found))


def _listed(found: dict[str, int]) -> str:
    return ", ".join(f"{what}: {count:,}" for what, count in found.items()) or "none"


def _search(what: str, hits: Iterator[str]) -> Check:
    places = sorted(set(hits))
    return Check(f"the given values in {what}", not places, ", ".join(places) or "none")


def forms_of(value: str) -> tuple[bytes, ...]:
    """The bytes a value may be kept as: UTF-8, UTF-16, escaped JSON, percent-encoded."""
    escaped = json.dumps(value).strip('"')
    forms = (
        value.encode(),
        value.encode("utf-16-le"),
        value.encode("utf-16-be"),
        escaped.encode(),
        escaped.lower().encode(),
        quote(value).encode(),
    )
    return tuple(dict.fromkeys(forms))


def search_tables(values: Sequence[str]) -> Iterator[str]:
    """Where a value stands in the database: ``table.column``. Reads every row of every table."""
    forms = [form for value in values for form in forms_of(value)]
    tables = connection.introspection.table_names()
    for table in sorted(tables):
        with engine_door("dispose"), connection.cursor() as cursor:
            name = connection.ops.quote_name(table)
            cursor.execute(f"SELECT * FROM {name}")  # noqa: S608  the database's own table name
            columns = [column[0] for column in cursor.description or ()]
            while rows := cursor.fetchmany(2000):
                for row in rows:
                    yield from _hits(table, columns, row, forms=forms)


def _hits(
    table: str, columns: Sequence[str], row: Sequence[object], *, forms: Sequence[bytes]
) -> Iterator[str]:
    for column, cell in zip(columns, row, strict=True):
        if cell is None or isinstance(cell, int | float):
            continue
        if isinstance(cell, bytes | memoryview):
            held = bytes(cell)
        else:
            text = cell if isinstance(cell, str) else json.dumps(cell, default=str)
            held = text.encode("utf-8", "replace")
        if any(form in held for form in forms):
            yield f"{table}.{column}"


def search_files(
    values: Sequence[str], home: Path, opaque: list[str] | None = None
) -> Iterator[str]:
    """Which files under a folder hold a value, as paths relative to it.

    Args:
        values: what to look for.
        home: the folder.
        opaque: takes the names of files that are compressed or encrypted, and so not looked into.
    """
    forms = [form for value in values for form in forms_of(value)]
    for path in sorted(home.rglob("*")):
        if not path.is_file():
            continue
        name = path.relative_to(home).as_posix()
        if path.suffix in OPAQUE and opaque is not None:
            opaque.append(f"{name}: compressed or encrypted, not looked into")
        if _file_holds(path, forms) or (path.suffix in ZIPPED and _zip_holds(path, forms)):
            yield name


def _file_holds(path: Path, forms: Sequence[bytes]) -> bool:
    overlap = max(map(len, forms), default=1) - 1
    tail = b""
    with path.open("rb") as stream:
        while chunk := stream.read(CHUNK):
            window = tail + chunk
            if any(form in window for form in forms):
                return True
            tail = window[-overlap:] if overlap else b""
    return False


def _zip_holds(path: Path, forms: Sequence[bytes]) -> bool:
    try:
        with zipfile.ZipFile(path) as archive:
            return any(form in archive.read(name) for name in archive.namelist() for form in forms)
    except zipfile.BadZipFile:
        return False
