"""What is left to be read of a disposal: its numbers, never a value."""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from hawkari.evidence import audit
from hawkari.evidence.access import Access, Action, require
from hawkari.evidence.audit import Act
from hawkari.evidence.models import Disposal, DisposalScope, DisposalState
from hawkari.evidence.retention.known import known_disposals

__all__ = ["DisposalView", "disposal_view", "disposals"]


@dataclass(frozen=True, slots=True)
class DisposalView:
    """One disposal as it stands.

    Attributes:
        id: its number.
        what: its object in words, without a value.
        state: ``erasing``, ``cleaning`` (values are gone; free pages or logs may still hold them)
            or ``done``. The first two can be resumed.
        rule: id of the retention rule, with its version.
        statements: erased. entities: records with nothing left. held: kept back by holds.
        judgements: blanked. candidates, refused_rows: deleted. figures: numbers of
            public series, deleted. notices: raised.
        problem: why it could not be cleaned yet, in words; empty if nothing is wrong.
        readmitted_at: when its values were allowed to be loaded again; None if they are not.
    """

    id: int
    what: str
    state: str
    rule: str
    reason: str
    requested_by: str
    requested_at: datetime
    finished_at: datetime | None
    statements: int
    entities: int
    held: int
    judgements: int
    candidates: int
    refused_rows: int
    figures: int
    notices: int
    readmitted_at: datetime | None
    problem: str = ""


def disposals(access: Access) -> list[DisposalView]:
    """The operation's disposals that the access may know of, unfinished ones first; audited.

    Of equal ones the newest comes first.

    Raises:
        AccessDenied: if the role may not.
    """
    require(access, Action.RETAIN)
    found = known_disposals(access).select_related("requested_by", "source", "load")
    with transaction.atomic():
        views = [disposal_view(one) for one in found.order_by("-pk")]
        audit.record(Act.CONSULT, access=access, count=len(views), detail={"what": "disposals"})
    return sorted(views, key=lambda one: one.state == DisposalState.DONE.value)


def disposal_view(disposal: Disposal, problem: str = "") -> DisposalView:
    """A disposal as it stands; `problem` says why it could not be cleaned yet."""
    target = {
        DisposalScope.SOURCE: lambda: f"source {disposal.source.slug if disposal.source else ''}",
        DisposalScope.LOAD: lambda: f"load {disposal.load_id}",
        DisposalScope.ENTITY: lambda: f"entity {disposal.entity}",
        DisposalScope.STATEMENTS: lambda: f"{len(disposal.targets)} statements",
    }
    return DisposalView(
        id=disposal.pk,
        what=target[DisposalScope(disposal.scope)](),
        state=disposal.state,
        rule=f"{disposal.rule} {disposal.rule_version}",
        reason=disposal.reason,
        requested_by=disposal.requested_by.get_username(),
        requested_at=disposal.requested_at,
        finished_at=disposal.finished_at,
        statements=disposal.statements,
        entities=disposal.entities,
        held=disposal.held,
        judgements=disposal.judgements,
        candidates=disposal.candidates,
        refused_rows=disposal.refused_rows,
        figures=disposal.figures,
        notices=disposal.notices,
        readmitted_at=disposal.readmitted_at,
        problem=problem,
    )
