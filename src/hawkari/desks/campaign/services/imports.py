"""Which imports there are, and how far each is read; no post is shown by this."""

from dataclasses import dataclass

from django.db import transaction

from hawkari.desks.campaign.models import BadRow, Import
from hawkari.desks.campaign.services.access import known_imports
from hawkari.desks.campaign.services.refusals import import_of
from hawkari.desks.campaign.services.steps import steps
from hawkari.evidence import audit
from hawkari.evidence.access import Access, Action, require
from hawkari.evidence.models import Act

__all__ = ["ImportView", "StepView", "list_imports", "look_at_import"]

MOST = 200
SHOWN_BAD = 200


@dataclass(frozen=True, slots=True)
class StepView:
    """How far one reading step is: posts read of all."""

    name: str
    title: str
    done: int
    of: int


@dataclass(frozen=True, slots=True)
class ImportView:
    """An import, its bad rows (the first of them), how far it is read, and whether it is due."""

    row: Import
    steps: tuple[StepView, ...]
    bad: tuple[BadRow, ...]
    due: bool

    @property
    def unread(self) -> int:
        """How many readings of a post are still to do."""
        return sum(one.of - one.done for one in self.steps)


def _require(access: Access) -> None:
    require(access, Action.RETAIN if access.may(Action.RETAIN) else Action.CAMPAIGN)


def list_imports(access: Access) -> list[ImportView]:
    """The imports of one's own agency, the newest first; audited.

    Raises:
        AccessDenied: if the role may neither work with posts nor review what is kept.
    """
    _require(access)
    with transaction.atomic():
        rows = list(known_imports(access).select_related("by").order_by("-pk")[:MOST])
        audit.record(
            Act.CONSULT,
            access=access,
            objects=[one.reference for one in rows],
            count=len(rows),
            detail={"what": "imports of posts"},
        )
    return [_view(access, one, bad=False) for one in rows]


def look_at_import(access: Access, reference: str) -> ImportView:
    """One import; audited.

    Raises:
        AccessDenied: if the role may neither work with posts nor review what is kept.
        NotFound: if there is none that the reader may know of.
    """
    _require(access)
    row = import_of(access, reference)
    with transaction.atomic():
        audit.record(
            Act.CONSULT,
            access=access,
            objects=[reference],
            count=1,
            detail={"what": "import of posts"},
        )
    return _view(access, row, bad=True)


def _view(access: Access, row: Import, *, bad: bool) -> ImportView:
    found: list[StepView] = []
    if row.disposed_at is None:
        for step in steps():
            upto = row.read_to.get(step.name, 0)
            left = row.post_rows.filter(pk__gt=upto).count()
            found.append(StepView(step.name, step.title, row.posts - left, row.posts))
    rows = tuple(row.bad_rows.all()[:SHOWN_BAD]) if bad else ()
    due = row.disposed_at is None and row.keep_until <= access.today
    return ImportView(row, tuple(found), rows, due)
