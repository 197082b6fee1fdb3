"""What was disposed of is not loaded again in silence: keyed hashes know its values and files.

A hash is an HMAC-SHA-256 under the installation's secret key, cut to 128 bits: without the key it
tells nothing, and with another key it knows nothing again. Rotating the key opens every block.
"""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.crypto import salted_hmac

from hawkari.errors import BadInput
from hawkari.evidence import audit
from hawkari.evidence.access import Access, Action, require
from hawkari.evidence.audit import Act
from hawkari.evidence.bulk import in_list
from hawkari.evidence.models import Disposal, DisposedFile, Source, Tombstone
from hawkari.evidence.rows import Refused, StatementRow

__all__ = ["file_digest", "readmit", "refuse_disposed", "refuse_disposed_file", "value_digest"]

SALT = "hawkari.evidence.retention"
DIGITS = 32
SEPARATOR = "\x1f"
REMEDY = (
    "Take it out of the file. If there is a new lawful reason to hold it, a reviewer readmits it: "
    "hawkari retention readmit {disposal} --reason REASON"
)


def value_digest(entity_id: str, prop: str, value: str) -> str:
    """32 hexadecimal digits that know a value of an entity as stated again, whatever its grade."""
    return _digest("value", entity_id, prop, value)


def file_digest(source: str, sha256: str) -> str:
    """32 hexadecimal digits that know a file of a source (its slug) again."""
    return _digest("file", source, sha256)


def _digest(*parts: str) -> str:
    text = SEPARATOR.join(parts)
    return salted_hmac(SALT, text, algorithm="sha256").hexdigest()[:DIGITS]


def refuse_disposed_file(source: Source, sha256: str, file_name: str) -> None:
    """Refuse a file whose load was disposed of and not readmitted.

    Raises:
        BadInput: with the disposal's number and the remedy.
    """
    found = (
        DisposedFile.objects.filter(
            digest=file_digest(source.slug, sha256), disposal__readmitted_at__isnull=True
        )
        .select_related("disposal")
        .order_by("pk")
        .first()
    )
    if found is not None:
        raise BadInput(
            f"this file was disposed of (disposal {found.disposal_id}, {_day(found.disposal)})",
            REMEDY.format(disposal=found.disposal_id),
            where=(file_name,),
        )


def refuse_disposed(
    source: Source, rows: Sequence[StatementRow]
) -> tuple[list[StatementRow], list[Refused]]:
    """Split rows into those that may be kept, and refusals of what was disposed of.

    One query where nothing of the source was disposed of; a refusal never repeats the value.
    """
    blocked = Disposal.objects.filter(sources=source, readmitted_at__isnull=True)
    if not rows or not blocked.exists():
        return list(rows), []
    digests = [value_digest(row.entity_id, row.prop, row.value) for row in rows]
    known = dict(
        Tombstone.objects.filter(
            digest__in=in_list(sorted(set(digests))), disposal__readmitted_at__isnull=True
        ).values_list("digest", "disposal")
    )
    disposals = Disposal.objects.in_bulk(set(known.values()))
    kept, refused = [], []
    for row, digest in zip(rows, digests, strict=True):
        if digest not in known:
            kept.append(row)
            continue
        disposal = disposals[known[digest]]
        problem = f"this value was disposed of (disposal {disposal.pk}, {_day(disposal)})"
        refused.append(Refused(row.row, row.prop, problem, REMEDY.format(disposal=disposal.pk)))
    return kept, refused


def _day(disposal: Disposal) -> str:
    at: datetime = disposal.requested_at
    return at.date().isoformat()


def readmit(access: Access, disposal_id: int, *, reason: str) -> None:
    """Allow what a disposal erased to be loaded again; nothing comes back by itself.

    Raises:
        AccessDenied: if the role may not dispose.
        BadInput: if there is no such disposal in the operation, or no reason.
    """
    require(access, Action.DISPOSE)
    if not reason.strip():
        raise BadInput("readmitting what was disposed of needs a reason", "Say why.")
    with transaction.atomic():
        # Nobody readmits what another agency disposed of, of its own values.
        mine = Disposal.objects.filter(
            Q(requested_by__agency=access.user.agency_id)
            | Q(source__agency=access.user.agency_id)
            | Q(load__source__agency=access.user.agency_id),
            pk=disposal_id,
            operation=access.operation,
            readmitted_at__isnull=True,
        )
        changed = Disposal.objects.filter(pk__in=mine.values("pk")).update(
            readmitted_by=access.user,
            readmitted_at=timezone.now(),
            readmission_reason=reason,
        )
        if not changed:
            raise BadInput(
                f"there is no disposal {disposal_id} to be readmitted in this operation",
                "See hawkari retention disposals.",
            )
        audit.record(
            Act.DECIDE,
            access=access,
            objects=[f"disposal {disposal_id}"],
            count=1,
            justification=reason,
            detail={"what": "readmitted"},
        )
