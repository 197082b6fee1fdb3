"""Runs the reading steps over the posts of an import; broken off, it goes on where it was."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from django.db import transaction

from hawkari.desks.campaign.models import Import, Post
from hawkari.desks.campaign.services.access import known_imports, require_campaign
from hawkari.desks.campaign.services.refusals import import_of
from hawkari.desks.campaign.services.steps import Step, steps
from hawkari.evidence import audit
from hawkari.evidence.access import Access
from hawkari.evidence.models import Act

__all__ = ["ReadingProgress", "read_import", "unread"]


@dataclass(frozen=True, slots=True)
class ReadingProgress:
    """How far reading is: the step, and the posts it has read of those it has to."""

    step: Step
    done: int
    of: int


def read_import(
    access: Access,
    reference: str,
    *,
    progress: Callable[[ReadingProgress], None] = lambda _: None,
    enough: Callable[[], bool] = lambda: False,
) -> int:
    """Read whatever was not read yet of an import's posts; audited.

    Args:
        access: who reads.
        reference: of the import.
        progress: told after each batch.
        enough: asked after each batch; reading stops where it says so, and goes on the next time.

    Returns:
        How many times a post was read by a step.

    Raises:
        AccessDenied: if the role may not.
        BadInput: if there is no such import.
    """
    require_campaign(access)
    imported = import_of(access, reference)
    count = 0
    for step in steps():
        if count and enough():
            break
        count += _run(imported, step, progress=progress, enough=enough)
    with transaction.atomic():
        detail = {"what": "posts read by engines", "steps": [one.name for one in steps()]}
        audit.record(Act.ALTER, access=access, objects=[reference], count=count, detail=detail)
    return count


def unread(access: Access) -> list[Import]:
    """The imports of which a step has posts still to read, the oldest first."""
    require_campaign(access)
    names = [one.name for one in steps()]
    found = []
    for one in known_imports(access).filter(disposed_at__isnull=True).order_by("pk"):
        last = one.post_rows.order_by("-pk").values_list("pk", flat=True).first()
        if last is not None and any(one.read_to.get(name, 0) < last for name in names):
            found.append(one)
    return found


def _run(
    imported: Import,
    step: Step,
    *,
    progress: Callable[[ReadingProgress], None],
    enough: Callable[[], bool],
) -> int:
    rows = Post.objects.filter(imported=imported)
    left = rows.filter(pk__gt=imported.read_to.get(step.name, 0)).count()
    done = 0
    while done < left:
        batch = list(
            rows.filter(pk__gt=imported.read_to.get(step.name, 0))
            .select_related("imported", "channel", "operation", "agency")
            .order_by("pk")[: step.batch]
        )
        if not batch:
            break
        _read(imported, step, batch)
        done += len(batch)
        progress(ReadingProgress(step, done, left))
        if enough():
            break
    return done


def _read(imported: Import, step: Step, batch: Sequence[Post]) -> None:
    """One batch, and how far that is, in one transaction; whoever reads beside us waits."""
    with transaction.atomic():
        locked = Import.objects.select_for_update().get(pk=imported.pk)
        step.read(batch)
        if step.fields:
            Post.objects.bulk_update(batch, step.fields, batch_size=200)
        # Another reader of the same import may have come further meanwhile.
        last = max(batch[-1].pk, locked.read_to.get(step.name, 0))
        locked.read_to = {**locked.read_to, step.name: last}
        locked.save(update_fields=["read_to"])
    imported.read_to = locked.read_to
