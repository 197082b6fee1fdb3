"""Takes back what a slot's newer file no longer says."""

from typing import Any

from django.db import connection
from django.utils import timezone

from hawkari.evidence.models import LoadRun, LoadState

__all__ = ["retract_unsighted"]

OLDER = (
    "SELECT id FROM evidence_loadrun WHERE source_id = %s AND slot = %s AND state = %s AND id <> %s"
)


def retract_unsighted(load: LoadRun) -> int:
    """Retract what older loads of the slot said and this one did not see; how many statements."""
    reason = f"no longer stated in {load.slot}, sha256 {load.sha256[:12]}"
    now: Any = connection.ops.adapt_datetimefield_value(timezone.now())
    older: list[Any] = [load.source_id, load.slot, LoadState.COMPLETE.value, load.pk]
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO evidence_retraction (statement_id, reason, load_id, retracted_at) "  # noqa: S608  our own words
            f"SELECT s.id, %s, %s, %s FROM evidence_statement s WHERE s.load_id IN ({OLDER}) "
            "AND NOT EXISTS (SELECT 1 FROM evidence_retraction r WHERE r.statement_id = s.id) "
            "AND NOT EXISTS (SELECT 1 FROM evidence_loadsighting g "
            "WHERE g.load_id = %s AND g.statement_id = s.id)",
            [reason, load.pk, now, *older, load.pk],
        )
        retracted = max(int(cursor.rowcount), 0)
        if retracted:
            cursor.execute(
                "UPDATE evidence_statement SET retracted = true "  # noqa: S608  our own words
                f"WHERE load_id IN ({OLDER}) AND NOT retracted AND EXISTS (SELECT 1 "
                "FROM evidence_retraction r WHERE r.statement_id = evidence_statement.id)",
                older,
            )
        return retracted
