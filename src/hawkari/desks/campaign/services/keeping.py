"""How long an import is kept: kept on with a reason, held, or disposed of with its posts.

Disposal erases the posts, what was read of them and the bad rows. That there was an import, of
which file, on which ground and who disposed of it, stays as a tombstone. What a post gave to
evidence after somebody accepted it is a statement, and has its own review there.
"""

from collections.abc import Sequence
from datetime import date
from importlib import import_module

from django.db import transaction
from django.utils import timezone

from hawkari.desks.campaign.models import BadRow, Channel, Import, Post, PostSelector
from hawkari.desks.campaign.services.access import known_imports
from hawkari.desks.campaign.services.importing import LONGEST_KEPT
from hawkari.desks.campaign.services.refusals import NotFound, import_of
from hawkari.errors import BadInput
from hawkari.evidence import audit
from hawkari.evidence.access import Access, Action, require
from hawkari.evidence.models import Act

__all__ = ["FORGETTING", "dispose_import", "hold_import", "keep_import", "lift_hold"]

FORGETTING: tuple[str, ...] = ("hawkari.desks.campaign.services.read_operators",)
"""Modules of the desk that keep more about posts; each has ``forget_posts(imported)``, called
before the posts go."""
AT_ONCE = 500


def keep_import(access: Access, reference: str, *, until: date, why: str) -> Import:
    """Keep an import on until another day.

    Raises:
        AccessDenied: if the role may not.
        BadInput: if there is no reason, or the day is past or too far ahead.
        NotFound: if there is no such import.
    """
    require(access, Action.RETAIN)
    _need(why, "keeping posts on")
    if not access.today < until <= access.today + LONGEST_KEPT:
        raise BadInput("that is no day until which posts are kept", "Give a day within 3 years.")
    with transaction.atomic():
        row = _locked(access, reference)
        row.keep_until = until
        row.save(update_fields=["keep_until"])
        _record(access, Act.DECIDE, row, why=why, decision="keep")
    return row


def hold_import(access: Access, reference: str, *, why: str) -> Import:
    """Keep an import from being disposed of, whatever its day.

    Raises:
        AccessDenied: if the role may not.
        BadInput: if there is no reason.
        NotFound: if there is no such import.
    """
    require(access, Action.HOLD)
    _need(why, "a hold")
    with transaction.atomic():
        row = _locked(access, reference)
        row.hold = why.strip()
        row.save(update_fields=["hold"])
        _record(access, Act.DECIDE, row, why=why, decision="hold")
    return row


def lift_hold(access: Access, reference: str, *, why: str) -> Import:
    """Let an import be disposed of again.

    Raises:
        AccessDenied: if the role may not.
        BadInput: if there is no reason, or no hold.
        NotFound: if there is no such import.
    """
    require(access, Action.HOLD)
    _need(why, "lifting a hold")
    with transaction.atomic():
        row = _locked(access, reference)
        if not row.hold:
            raise BadInput("nothing holds this import")
        row.hold = ""
        row.save(update_fields=["hold"])
        _record(access, Act.DECIDE, row, why=why, decision="lift hold")
    return row


def dispose_import(access: Access, reference: str, *, why: str) -> Import:
    """Erase an import's posts and what was read of them; its tombstone stays.

    Raises:
        AccessDenied: if the role may not.
        BadInput: if there is no reason, or it is held.
        NotFound: if there is no such import.
    """
    require(access, Action.DISPOSE)
    _need(why, "a disposal")
    with transaction.atomic():
        row = _locked(access, reference)
        if row.hold:
            raise BadInput("this import is held", "Lift the hold first.")
        gone = _erase(row)
        row.disposed_at = timezone.now()
        row.disposed_by = access.user.get_username()
        row.disposed_why = why.strip()
        row.other_fields = {}
        row.save()
        _record(access, Act.ERASE, row, why=why, decision="dispose", count=gone)
    return row


def _erase(row: Import) -> int:
    for module in FORGETTING:
        import_module(module).forget_posts(row)
    gone = 0
    while batch := list(Post.objects.filter(imported=row).values_list("pk", flat=True)[:AT_ONCE]):
        PostSelector.objects.filter(post__in=batch).delete()
        Post.objects.filter(pk__in=batch).delete()
        gone += len(batch)
    BadRow.objects.filter(imported=row).delete()
    Channel.objects.filter(operation=row.operation, agency=row.agency, posts__isnull=True).delete()
    return gone


def _locked(access: Access, reference: str) -> Import:
    """The import's row, which nobody else changes until the transaction ends; not a tombstone."""
    import_of(access, reference)
    row = known_imports(access).select_for_update().get(reference=reference)
    if row.disposed_at is not None:
        raise NotFound("import", reference)
    return row


def _need(why: str, what: str) -> None:
    if not why.strip():
        raise BadInput(f"{what} needs a reason", "Say why.")


def _record(
    access: Access, act: Act, row: Import, *, why: str, decision: str, count: int = 1
) -> None:
    objects: Sequence[str] = [row.reference]
    audit.record(
        act,
        access=access,
        objects=objects,
        count=count,
        justification=why.strip(),
        detail={"what": "import of posts", "decision": decision},
    )
