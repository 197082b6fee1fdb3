"""Imports of others' aid data: each activity kept whole, with what came of it.

Nothing of a file is taken as one's own: what a partner says stays the partner's word. It is handed
back with every element and attribute it came with, those that nobody here knows included.
"""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, time
from hashlib import sha256
from typing import IO, Any

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from hawkari.desks.programme.models.publishing import ImportedActivity, PartnerImport
from hawkari.desks.programme.partner_reading import Told, tell, whole
from hawkari.desks.programme.services.access import own_agency, require_programme, require_reading
from hawkari.desks.programme.services.refusals import NotFound
from hawkari.desks.references import new_reference
from hawkari.engines import iati
from hawkari.errors import BadInput
from hawkari.evidence import audit
from hawkari.evidence.access import Access
from hawkari.evidence.models import Act

__all__ = [
    "ImportView",
    "activity_view",
    "export_of",
    "find_imports",
    "import_file",
    "import_view",
]

MOST = 10_000
BATCH = 200
LONGEST_ID, LONGEST_NAME, LONGEST_TITLE = 300, 300, 500


@dataclass(frozen=True, slots=True)
class ImportView:
    """A file that was imported, and each of its activities without its content."""

    imported: PartnerImport
    rows: list[ImportedActivity]
    fates: dict[str, int]


def import_file(access: Access, file_name: str, source: IO[bytes]) -> PartnerImport:
    """Keep every activity of an IATI file, with its fate; good ones are kept beside bad ones.

    Args:
        access: who imports it.
        file_name: as it was called.
        source: its content; read twice.

    Raises:
        AccessDenied: if the role may not.
        BadInput: if it is no XML or may not be read safely, holds no activity or too many, or
            the same file was imported before.
    """
    require_programme(access)
    digest, size = _digest(source)
    with transaction.atomic():
        if (first := _known(access).filter(sha256=digest).first()) is not None:
            raise BadInput(
                f"this very file was imported before, as {first.reference}", "Open that import."
            )
        made = PartnerImport.objects.create(
            reference=new_reference("N", PartnerImport.objects.all(), access.today),
            operation=access.operation, agency=own_agency(access), file_name=file_name[:200],
            sha256=digest, size=size, version="2.03", at=timezone.now(), by=access.user,
        )  # fmt: skip
        count = _keep_rows(access, made, source)
        if not count:
            raise BadInput("the file holds no activity", "Choose an IATI file of activities.")
        _record(access, Act.COLLECT, [made.reference], count=count)
    return made


def find_imports(access: Access) -> list[PartnerImport]:
    """The imports of the reader's agency, the newest first; audited.

    Raises:
        AccessDenied: if the role may not read the register.
    """
    require_reading(access)
    with transaction.atomic():
        found = list(_known(access).select_related("by"))
        _record(access, Act.CONSULT, [one.reference for one in found])
    return found


def import_view(access: Access, reference: str) -> ImportView:
    """An import and what came of each of its activities; audited.

    Raises:
        AccessDenied: if the role may not read the register.
        NotFound: if there is none that the reader may know of.
    """
    require_reading(access)
    with transaction.atomic():
        found = _import(access, reference)
        rows = list(found.rows.defer("content"))
        _record(access, Act.CONSULT, [reference])
    return ImportView(found, rows, dict(Counter(one.fate for one in rows)))


def activity_view(access: Access, reference: str, position: int) -> tuple[ImportedActivity, Told]:
    """One imported activity, and what it tells of money and results; audited.

    Raises:
        AccessDenied: if the role may not read the register.
        NotFound: if there is none that the reader may know of.
    """
    require_reading(access)
    with transaction.atomic():
        found = _import(access, reference).rows.filter(position=position).first()
        if found is None or not found.content:
            raise NotFound("activity", f"{reference} {position}")
        _record(access, Act.CONSULT, [reference, found.identifier])
    return found, tell(bytes(found.content))


def export_of(access: Access, reference: str) -> bytes:
    """The file anew from what was kept of it: every element and attribute of each activity.

    Raises:
        AccessDenied: if the role may not keep the register.
        NotFound: if there is none that the officer may know of.
    """
    require_programme(access)
    with transaction.atomic():
        found = _import(access, reference)
        kept = found.rows.exclude(fate="refused").values_list("content", flat=True)
        made = [iati.Activity(whole(bytes(one))) for one in kept.iterator(chunk_size=BATCH)]
        content = iati.write(
            made, version=found.version, generated=datetime.combine(access.today, time(), UTC)
        )
        _record(access, Act.DISCLOSE, [reference], count=len(made))
    return content


def _keep_rows(access: Access, made: PartnerImport, source: IO[bytes]) -> int:
    """Keep the activities in blocks, so that no file is held in memory whole."""
    before = _before(access)
    seen: set[str] = set()
    block: list[ImportedActivity] = []
    count = 0
    for count, activity in enumerate(_activities(source), start=1):
        if count > MOST:
            raise BadInput(f"the file holds more than {MOST:,} activities", "Split it.")
        row = _row(access, made, activity, position=count)
        row.fate, row.problem = _fate(row, before, seen)
        block.append(row)
        if len(block) == BATCH:
            ImportedActivity.objects.bulk_create(block)
            block = []
    ImportedActivity.objects.bulk_create(block)
    return count


def _activities(source: IO[bytes]) -> Iterator[iati.Activity]:
    source.seek(0)
    for one in iati.read(source):
        if one.element.tag != "iati-activity":
            raise BadInput("the file is of organisations", "Choose a file of activities.")
        yield one


def _row(
    access: Access, made: PartnerImport, activity: iati.Activity, *, position: int
) -> ImportedActivity:
    content = activity.canonical()
    told = tell(content)
    verdict = iati.check(activity, today=access.today)
    return ImportedActivity(
        imported=made, position=position, identifier=activity.identifier[:LONGEST_ID],
        reporter=told.reporter[:LONGEST_NAME], title=told.title[:LONGEST_TITLE], content=content,
        sha256=sha256(content).hexdigest(), valid=verdict.xsd_valid, findings=dict(verdict.rules),
        told=told.counts, problem=_too_long(activity),
    )  # fmt: skip


def _too_long(activity: iati.Activity) -> str:
    if not activity.identifier:
        return "it has no identifier"
    return "its identifier is too long" if len(activity.identifier) > LONGEST_ID else ""


def _fate(row: ImportedActivity, before: dict[str, str], seen: set[str]) -> tuple[str, str]:
    if row.problem:
        return "refused", row.problem
    if row.identifier in seen:
        return "repeated", "an activity of this identifier stands earlier in the file"
    seen.add(row.identifier)
    if row.identifier not in before:
        return "new", ""
    return ("same" if before[row.identifier] == row.sha256 else "changed"), ""


def _before(access: Access) -> dict[str, str]:
    """The digest of each activity as it was imported last."""
    rows = ImportedActivity.objects.filter(
        imported__operation=access.operation, imported__agency=access.user.agency_id
    ).exclude(fate__in=("refused", "repeated"))
    return dict(rows.order_by("pk").values_list("identifier", "sha256"))


def _digest(source: IO[bytes]) -> tuple[str, int]:
    source.seek(0)
    made, size = sha256(), 0
    while block := source.read(1 << 16):
        made.update(block)
        size += len(block)
    if not size:
        raise BadInput("the file is empty", "Choose another.")
    return made.hexdigest(), size


def _known(access: Access) -> QuerySet[PartnerImport]:
    return PartnerImport.objects.filter(operation=access.operation, agency=access.user.agency_id)


def _import(access: Access, reference: str) -> PartnerImport:
    found = _known(access).filter(reference=reference.replace("\0", "")).first()
    if found is None:
        raise NotFound("import", reference)
    return found


def _record(access: Access, act: Act, objects: list[str], *, count: int = -1) -> None:
    counted: Any = len(objects) if count < 0 else count
    detail = {"what": "partners' aid data"}
    audit.record(act, access=access, objects=objects, count=counted, detail=detail)
