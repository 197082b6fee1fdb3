"""What programs of an agency hand in by TAXII: kept as it is until a person loads it.

Nothing that a program hands in is evidence by itself. Whoever may load takes it in as a source of
that agency's; then what the agency's programs deleted or replaced meanwhile is retracted, as from
any newer file.
"""

import json
import tempfile
import uuid
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from django.db import transaction
from django.db.models import Count, Max
from django.utils import timezone

from hawkari.desks.exchange.models import (
    CollectionKind,
    TaxiiCollection,
    TaxiiObject,
    TaxiiStatus,
)
from hawkari.desks.exchange.taxii.answers import TaxiiError
from hawkari.desks.exchange.taxii.filtering import Wanted, moment_of, page_of, taxii_time
from hawkari.errors import BadInput
from hawkari.evidence import audit
from hawkari.evidence.access import Access, Action, require
from hawkari.evidence.audit import Act
from hawkari.evidence.loading.files import Condition, LoadReport, Terms, load_file
from hawkari.evidence.stix.terms import is_stix_id

__all__ = [
    "HandedIn",
    "delete_objects",
    "hand_in",
    "handed_collection",
    "handed_for",
    "handed_in",
    "load_handed_in",
    "status_of",
]

MOST_OBJECTS = 100_000
WITHOUT_MARKING = "Handed in without a marking: ask the originator before you pass it on."
STEP = timedelta(microseconds=1)
LONGEST_ID = 300


@dataclass(frozen=True, slots=True)
class HandedIn:
    """What there is of one agency.

    Attributes:
        agency, agency_name: whose programs handed it in.
        objects: how many versions of objects.
        newest: when the newest came.
        is_new: whether something came since somebody last loaded it.
    """

    agency: str
    agency_name: str
    objects: int
    newest: datetime
    is_new: bool


def handed_collection(access: Access) -> TaxiiCollection:
    """What the programs of the reader's own agency handed in for the operation."""
    found, _ = TaxiiCollection.objects.get_or_create(
        operation=access.operation, agency=access.user.agency, kind=CollectionKind.HANDED
    )
    return found


def hand_in(access: Access, objects: Sequence[Any]) -> dict[str, Any]:
    """Keep objects; a version that is there already is kept once.

    Args:
        access: whose program hands in.
        objects: as they came; any that cannot be kept is told among the failures.

    Returns:
        TAXII's status resource.

    Raises:
        AccessDenied: if the role takes no part in the exchange; audited.
    """
    require(access, Action.EXCHANGE)
    with transaction.atomic():
        collection = TaxiiCollection.objects.select_for_update().get(
            pk=handed_collection(access).pk
        )
        outcome = _Outcome(collection, timezone.now())
        for one in objects:
            outcome.take(one)
        body = outcome.finish()
        audit.record(
            Act.COLLECT,
            access=access,
            objects=[f"taxii {body['id']}"],
            count=body["success_count"],
            outcome="ok" if body["success_count"] else "refused",
            detail={"what": "handed in by TAXII", "failed": body["failure_count"]},
        )
    return body


class _Outcome:
    """One handing-in: what is kept, and what is told of each object."""

    def __init__(self, collection: TaxiiCollection, now: datetime) -> None:
        self._collection = collection
        self._now = now
        self._rows: list[TaxiiObject] = []
        self._successes: list[dict[str, str]] = []
        self._failures: list[dict[str, str]] = []
        self._room = MOST_OBJECTS - collection.held.count()
        self._met: set[tuple[str, datetime]] = set()

    def take(self, one: Any) -> None:
        """Keep one object, or tell why not."""
        stated = one.get("id") if isinstance(one, dict) else None
        told = {"id": stated if isinstance(stated, str) else "", "version": taxii_time(self._now)}
        try:
            row = self._row(one)
        except BadInput as error:
            self._failures.append({**told, "message": f"{error.problem}. {error.remedy}"})
            return
        told["version"] = taxii_time(row.version)
        self._successes.append(told)
        if not self._is_known(row):
            last = self._collection.last_added
            row.added_at = self._now if last is None or last < self._now else last + STEP
            self._collection.last_added = row.added_at
            self._rows.append(row)
            self._met.add((row.stix_id, row.version))

    def _is_known(self, row: TaxiiObject) -> bool:
        """Whether that version is kept; of an object without versions, whether the object is."""
        same = self._collection.held.filter(stix_id=row.stix_id)
        if not _has_versions(row.body):
            return same.exists() or any(row.stix_id == stated for stated, _ in self._met)
        return (row.stix_id, row.version) in self._met or same.filter(version=row.version).exists()

    def _row(self, one: Any) -> TaxiiObject:
        body = _checked(one)
        if len(self._rows) >= self._room:
            raise BadInput(f"the collection holds {MOST_OBJECTS:,} objects", "Delete some first.")
        stated = body.get("modified", body.get("created"))
        version = self._now if stated is None else moment_of(str(stated))
        if version is None:
            raise BadInput("its version is no moment", "Write it as 2026-11-27T05:00:00.000Z.")
        return TaxiiObject(
            collection=self._collection, stix_id=body["id"], kind=body["type"], version=version,
            body=body,
        )  # fmt: skip

    def finish(self) -> dict[str, Any]:
        """Write what is kept, and the status."""
        TaxiiObject.objects.bulk_create(self._rows, batch_size=500)
        self._collection.save(update_fields=["last_added"])
        status = uuid.uuid4()
        body = {
            "id": str(status),
            "status": "complete",
            "request_timestamp": taxii_time(self._now),
            "total_count": len(self._successes) + len(self._failures),
            "success_count": len(self._successes),
            "failure_count": len(self._failures),
            "pending_count": 0,
        }
        body |= {"successes": self._successes} if self._successes else {}
        body |= {"failures": self._failures} if self._failures else {}
        TaxiiStatus.objects.create(
            id=status, collection=self._collection, asked_at=self._now, body=body
        )
        return body


def _has_versions(body: Any) -> bool:
    return isinstance(body, dict) and "modified" in body


def _checked(one: Any) -> dict[str, Any]:
    """An object that can be kept in any database and told apart.

    Raises:
        BadInput: if it is none.
    """
    if not isinstance(one, dict) or not is_stix_id(one.get("id")):
        raise BadInput("it has no id of STIX", "An id is a type, -- and a UUID.")
    kind, _, _ = str(one["id"]).partition("--")
    if one.get("type") != kind or len(one["id"]) > LONGEST_ID:
        raise BadInput("its type and its id do not fit", "An id begins with the type.")
    if one.get("spec_version", "2.1") != "2.1":
        raise BadInput("it is not of STIX 2.1", "Convert it first.")
    try:
        text = json.dumps(one, ensure_ascii=False, allow_nan=False)
        text.encode()
    except (ValueError, RecursionError) as error:
        raise BadInput("it holds what no JSON may hold", "Correct it.") from error
    if "\\u0000" in text:
        raise BadInput("it holds a NUL character", "Remove it.")
    return one


def status_of(access: Access, status: uuid.UUID) -> dict[str, Any]:
    """What became of a handing-in by a program of the reader's agency.

    Raises:
        AccessDenied: if the role takes no part in the exchange; audited.
        TaxiiError: 404 if there is none.
    """
    require(access, Action.EXCHANGE)
    found = TaxiiStatus.objects.filter(pk=status, collection=handed_collection(access)).first()
    audit.record(
        Act.CONSULT, access=access, objects=[f"taxii {status}"], count=int(found is not None)
    )
    if found is None:
        raise TaxiiError(404, "there is no such status", "Hand in again.")
    return dict(found.body)


def delete_objects(access: Access, stated: str, asked: Wanted) -> None:
    """Delete versions of an object that a program of the reader's agency handed in.

    Args:
        access: whose program deletes.
        stated: the object's id.
        asked: which versions; as ever the newest where filters do not say.

    Raises:
        AccessDenied: if the role takes no part in the exchange; audited.
        TaxiiError: 404 if there is no such object.
    """
    require(access, Action.EXCHANGE)
    with transaction.atomic():
        page = page_of(handed_collection(access), asked, stix_id=stated)
        TaxiiObject.objects.filter(pk__in=[one.pk for one in page.objects]).delete()
        audit.record(
            Act.ERASE,
            access=access,
            count=len(page.objects),
            outcome="ok" if page.objects else "not found",
            detail={"what": "handed in by TAXII"},
        )
    if not page.objects:
        raise TaxiiError(404, "there is no such object", "Ask for the manifest.")


def handed_in(access: Access) -> list[HandedIn]:
    """What agencies' programs handed in for the operation, for whoever may load it; audited.

    Raises:
        AccessDenied: if the role may not load; audited.
    """
    require(access, Action.LOAD)
    found = handed_for(access)
    audit.record(Act.CONSULT, access=access, count=len(found), detail={"what": "handed in"})
    return found


def handed_for(access: Access) -> list[HandedIn]:
    """What `handed_in` gives, neither asked nor audited: for services that do so."""
    rows = _waiting(access).values_list("agency__slug", "agency__name", "loaded_at")
    counted = rows.annotate(count=Count("held"), newest=Max("held__added_at"))
    return [
        HandedIn(slug, name, count, newest, is_new=loaded is None or newest > loaded)
        for slug, name, loaded, count, newest in counted.order_by("agency__slug")
        if count
    ]


def _waiting(access: Access) -> Any:
    return TaxiiCollection.objects.filter(operation=access.operation, kind=CollectionKind.HANDED)


def load_handed_in(
    access: Access, agency: str, *, grade: str = "", handling: str = "", dry_run: bool = False
) -> LoadReport:
    """Load what an agency's programs handed in as a source of that agency's.

    Args:
        access: who loads.
        agency: its slug.
        grade: 3x5x2 of what has no marking of its own; empty for the source's, or ``2D``.
        handling: ``P``, or empty for C: the agencies of the operation may see it, and whoever
            passes it on asks its originator first.
        dry_run: read and report everything, write nothing.

    Raises:
        AccessDenied: if the role may not load; audited.
        BadInput: if the agency's programs handed in nothing, or nothing of it can be used.
    """
    require(access, Action.LOAD)
    agency = agency.replace("\x00", "")
    collection = _waiting(access).filter(agency__slug=agency).first()
    objects = list(_newest(collection)) if collection is not None else []
    if collection is None or not objects:
        raise BadInput(f"programs of {agency!r} handed in nothing", "See what waits first.")
    now = timezone.now()
    terms = _terms(access, agency, grade=grade, handling=handling)
    with tempfile.TemporaryDirectory(prefix="hawkari-taxii-") as folder:
        path = Path(folder) / f"taxii-{agency}.stix.json"
        path.write_text(_bundle(objects), encoding="utf-8")
        report = load_file(path, terms, access=access, dry_run=dry_run)
    if not dry_run:
        TaxiiCollection.objects.filter(pk=collection.pk).update(loaded_at=now)
    return report


def _terms(access: Access, agency: str, *, grade: str, handling: str) -> Terms:
    """Whose it is; of what has no marking of its own, its handling is no looser than it came."""
    condition = None
    if not handling:
        partners = access.operation.agencies.order_by("slug").values_list("slug", flat=True)
        condition = Condition(WITHOUT_MARKING, tuple(partners))
    return Terms(
        agency=agency, source=f"taxii-{agency}", grade=grade, handling=handling or "C",
        condition=condition, slot=f"taxii-{access.operation.slug}",
    )  # fmt: skip


def _bundle(objects: Sequence[dict[str, Any]]) -> str:
    """Some objects as a file, the same for the same objects: then a load changes nothing."""
    content = json.dumps(objects, ensure_ascii=False, sort_keys=True)
    stated = uuid.uuid5(uuid.NAMESPACE_OID, content)
    return f'{{"type":"bundle","id":"bundle--{stated}","objects":{content}}}'


def _newest(collection: TaxiiCollection) -> Iterable[dict[str, Any]]:
    """The newest version of each object, in a lasting order."""
    rows = collection.held.order_by("version", "pk")
    newest = {one.stix_id: one.body for one in rows if one.body is not None}
    return (newest[stated] for stated in sorted(newest))
