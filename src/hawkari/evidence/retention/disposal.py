"""Disposal: erases values and everything derived from them, and leaves a tombstone.

`dispose` works in batches, each one transaction that erases statements and all their traces in the
database, writes their tombstones, raises the notices to past recipients, moves the disposal on and
is audited. Killed at any point, what is erased is wholly erased, the rest stands, the disposal
shows as unfinished, and `dispose` with the same request, or `resume`, goes on behind it. A hold
placed meanwhile is obeyed from the next batch. After the last batch the leftovers are cleaned:
caches, sessions, free pages and the write-ahead log (`hawkari.evidence.retention.cleaning`).
"""

from collections.abc import Callable, Iterable, Sequence

from django.db import transaction
from django.db.models import F, QuerySet
from django.utils import timezone

from hawkari.errors import BadInput
from hawkari.evidence import audit
from hawkari.evidence.access import Access, Action, require
from hawkari.evidence.audit import Act
from hawkari.evidence.bulk import insert_rows
from hawkari.evidence.cluster_cache import lock_judgements
from hawkari.evidence.disclosures import raise_notices
from hawkari.evidence.erased_elsewhere import erase_elsewhere
from hawkari.evidence.figures import drop_figures
from hawkari.evidence.models import (
    Change,
    Disposal,
    DisposalScope,
    DisposalState,
    Hold,
    LoadRun,
    LoadState,
    RetentionReview,
    ReviewDecision,
    Tombstone,
)
from hawkari.evidence.retention.blocking import value_digest
from hawkari.evidence.retention.cleaning import clean, erase_in_place
from hawkari.evidence.retention.holding import held_now, lock_holds
from hawkari.evidence.retention.known import known_disposals
from hawkari.evidence.retention.scope import DisposalRefused, DisposalRequest, Target, target_of
from hawkari.evidence.retention.tombstones import DisposalView, disposal_view
from hawkari.evidence.retention.traces import (
    blank_judgements,
    drop_candidates,
    drop_refused,
    hide_records,
)
from hawkari.evidence.retention.typed import blank_charts, blank_watched
from hawkari.evidence.retention.words import blank_words, forget_loads, mask_file_names
from hawkari.evidence.store import refuse_load
from hawkari.evidence.unseen import Doomed, count_of, erase, loads_left, next_statements

__all__ = ["DisposalProgress", "dispose", "resume"]

BATCH = 500
DisposalProgress = Callable[[str, int, int], None]
"""Told after each batch: what is being done, statements looked at so far, statements in all."""


def dispose(
    access: Access, request: DisposalRequest, *, progress: DisposalProgress | None = None
) -> DisposalView:
    """Dispose of a source, a load, an entity's statements or single statements.

    The same request goes on with a disposal that was interrupted. Inside a caller's transaction
    the leftovers cannot be cleaned: the disposal stays in the state ``cleaning``.

    Args:
        access: who decides; audited as an erasure.
        request: what, why, under which rule.
        progress: told after each batch.

    Returns:
        The disposal as it stands afterwards.

    Raises:
        AccessDenied: if the role may not dispose.
        BadInput: if the request is incomplete, or there is no such thing that the user may see.
        DisposalRefused: if all of it is on hold; audited.
        EntityNotFound: if there is no such entity that the user may see.
    """
    require(access, Action.DISPOSE)
    if unfinished := _unfinished(access, request.entity):
        return _run(access, unfinished, progress)
    target = target_of(access, request)
    try:
        disposal = _begin(access, target, request)
    except DisposalRefused as refused:
        audit.record(
            Act.ERASE,
            access=access,
            objects=[refused.what],
            outcome="on hold",
            justification=request.reason,
            detail={"holds": list(refused.holds)},
        )
        raise
    return _run(access, disposal, progress)


def resume(
    access: Access, disposal_id: int, *, progress: DisposalProgress | None = None
) -> DisposalView:
    """Go on with a disposal that was interrupted; one that is done is only looked at.

    Raises:
        AccessDenied: if the role may not dispose.
        BadInput: if there is no such disposal in the operation.
    """
    require(access, Action.DISPOSE)
    found = known_disposals(access).filter(pk=disposal_id).first()
    if found is None:
        raise BadInput(
            f"there is no disposal {disposal_id} in this operation", "See the disposals."
        )
    if found.state == DisposalState.DONE:
        audit.record(Act.CONSULT, access=access, objects=[f"disposal {found.pk}"])
    return _run(access, found, progress)


def _unfinished(access: Access, entity: str) -> Disposal | None:
    """The interrupted disposal of an entity, which may have no value left to be seen by."""
    found = known_disposals(access).filter(entity=entity).exclude(entity="")
    return found.exclude(state=DisposalState.DONE).order_by("pk").first()


def _begin(access: Access, target: Target, request: DisposalRequest) -> Disposal:
    """The disposal of a request: the one that was interrupted, or a new one."""
    about = {"scope": target.scope, "source": target.source, "load": target.load}
    with transaction.atomic():
        lock_holds()
        unfinished = (
            Disposal.objects.filter(**about, entity=target.entity, operation=access.operation)
            .exclude(state=DisposalState.DONE)
            .order_by("pk")
        )
        for one in unfinished:
            if target.scope != DisposalScope.STATEMENTS or one.targets == list(target.targets):
                return one
        _refuse_held(target)
        disposal = Disposal.objects.create(
            **about,
            entity=target.entity,
            targets=list(target.targets),
            operation=access.operation,
            rule=target.rule.id,
            rule_version=target.rule.version,
            reason=request.reason,
            requested_by=access.user,
            requested_at=timezone.now(),
        )
        for load in _loads(disposal).filter(state=LoadState.RUNNING):
            refuse_load(load)
        _keep_decision(access, disposal)
        audit.record(
            Act.DECIDE,
            access=access,
            objects=[f"disposal {disposal.pk}", target.what],
            count=count_of(disposal),
            justification=request.reason,
            detail={"what": "disposal", "rule": disposal.rule, "version": disposal.rule_version},
        )
    return disposal


def _keep_decision(access: Access, disposal: Disposal) -> None:
    RetentionReview.objects.create(
        operation=access.operation,
        source=disposal.source,
        entity=disposal.entity,
        decision=ReviewDecision.DISPOSE,
        reason=disposal.reason,
        rule=disposal.rule,
        rule_version=disposal.rule_version,
        due_before=disposal.source.review_due if disposal.source is not None else None,
        disposal=disposal,
        decided_by=access.user,
        decided_at=timezone.now(),
    )


def _refuse_held(target: Target) -> None:
    """Refuse where everything is on hold; where a part is, the rest goes and that part stays."""
    held = held_now()
    if not held.anything:
        return
    probe = Disposal(
        scope=target.scope, source=target.source, load=target.load, targets=list(target.targets)
    )
    while batch := next_statements(probe, limit=BATCH):
        if any(not held.covers(one) for one in batch):
            return
        probe.position = batch[-1].pk
    loads = list(_loads(probe))
    if probe.position or (loads and all(map(held.keeps, loads))):
        active = Hold.objects.filter(lifted_at__isnull=True)
        raise DisposalRefused(target.what, list(active.values_list("pk", flat=True)))


def _loads(disposal: Disposal) -> QuerySet[LoadRun]:
    """The loads that a disposal is of as a whole; none for an entity or single statements."""
    if disposal.scope == DisposalScope.SOURCE:
        return LoadRun.objects.filter(source=disposal.source_id)
    return LoadRun.objects.filter(pk=disposal.load_id or 0)


def _run(access: Access, disposal: Disposal, progress: DisposalProgress | None) -> DisposalView:
    told = progress or _tell_nobody
    total = count_of(disposal)
    looked_at = disposal.statements + disposal.held
    erase_in_place()
    while disposal.state == DisposalState.ERASING:
        looked_at += _batch(access, disposal)
        told("erase", looked_at, total)
        disposal.refresh_from_db()
    problem = ""
    if disposal.state == DisposalState.CLEANING:
        told("clean", total, total)
        problem = clean()
        if not problem:
            _finish(access, disposal)
    return disposal_view(disposal, problem)


def _tell_nobody(what: str, done: int, total: int) -> None:
    """Nobody watches."""


def _batch(access: Access, disposal: Disposal) -> int:
    """Erase one batch, or end the erasing where none is left; how many statements it covered."""
    with transaction.atomic():
        lock_judgements()
        lock_holds()
        locked = Disposal.objects.select_for_update().get(pk=disposal.pk)
        if locked.state != DisposalState.ERASING:
            return 0
        batch = next_statements(locked, limit=BATCH)
        if not batch:
            _end_erasing(access, locked)
            return 0
        held = held_now()
        done = set(
            Tombstone.objects.filter(pk__gte=batch[0].pk, pk__lte=batch[-1].pk).values_list(
                "pk", flat=True
            )
        )
        fresh = [one for one in batch if one.pk not in done]
        doomed = [one for one in fresh if not held.covers(one)]
        counts = _erase_all(locked, doomed) if doomed else {}
        _move_on(locked, batch[-1].pk, held=len(fresh) - len(doomed), counts=counts)
        if doomed:
            audit.record(
                Act.ERASE,
                access=access,
                objects=[f"disposal {locked.pk}", *_ranges(one.pk for one in doomed)],
                count=len(doomed),
                justification=locked.reason,
                detail={"rule": locked.rule, "version": locked.rule_version, **counts},
            )
    return len(batch)


def _erase_all(disposal: Disposal, doomed: Sequence[Doomed]) -> dict[str, int]:
    """Erase statements and every trace of them in the database; counts by kind."""
    numbers = [one.pk for one in doomed]
    records = sorted({one.entity_id for one in doomed})
    disposal.sources.add(*sorted({one.source for one in doomed}))
    insert_rows(
        Tombstone,
        ("statement", "disposal_id", "digest"),
        [(one.pk, disposal.pk, value_digest(one.entity_id, one.prop, one.value)) for one in doomed],
    )
    mask_file_names(doomed)
    erase(numbers)
    counts = {
        "statements": len(numbers),
        "judgements": blank_judgements(records),
        "candidates": drop_candidates(records),
        "refused_rows": drop_refused(doomed),
        "notices": raise_notices(numbers, Change.DISPOSED, cause=f"disposal:{disposal.pk}"),
    }
    blank_charts(records)
    blank_watched(doomed)
    erase_elsewhere(doomed)
    gone = hide_records(records)
    blank_words(numbers, gone)
    return {**counts, "entities": len(gone)}


def _move_on(disposal: Disposal, position: int, *, held: int, counts: dict[str, int]) -> None:
    more = {name: F(name) + count for name, count in counts.items()}
    Disposal.objects.filter(pk=disposal.pk).update(position=position, held=F("held") + held, **more)


def _end_erasing(access: Access, disposal: Disposal) -> None:
    """The last value is gone: forget the loads that are wholly gone, and go on to cleaning.

    Numbers of public series, which are no statements, go with their loads.
    """
    refused = figures = 0
    if disposal.scope in {DisposalScope.SOURCE, DisposalScope.LOAD}:
        loads = list(_loads(disposal).select_related("source"))
        left, held = loads_left([load.pk for load in loads]), held_now()
        gone = [load for load in loads if load.pk not in left and not held.keeps(load)]
        figures = drop_figures([load.pk for load in gone])
        refused = forget_loads(disposal, gone)
    Disposal.objects.filter(pk=disposal.pk).update(
        state=DisposalState.CLEANING, refused_rows=F("refused_rows") + refused, figures=figures
    )
    disposal.refresh_from_db()
    audit.record(
        Act.ERASE,
        access=access,
        objects=[f"disposal {disposal.pk}"],
        detail={
            "what": "erased",
            "statements": disposal.statements,
            "held": disposal.held,
            "entities": disposal.entities,
            "figures": disposal.figures,
            "rule": disposal.rule,
        },
    )


def _finish(access: Access, disposal: Disposal) -> None:
    with transaction.atomic():
        moved = Disposal.objects.filter(pk=disposal.pk, state=DisposalState.CLEANING).update(
            state=DisposalState.DONE, finished_at=timezone.now()
        )
        if moved:
            audit.record(
                Act.ERASE,
                access=access,
                objects=[f"disposal {disposal.pk}"],
                detail={"what": "cleaned", "statements": disposal.statements},
            )
    disposal.refresh_from_db()


def _ranges(numbers: Iterable[int]) -> list[str]:
    """Rising numbers as ranges, such as ``statements 3-7``."""
    ranges: list[list[int]] = []
    for number in numbers:
        if ranges and number == ranges[-1][1] + 1:
            ranges[-1][1] = number
        else:
            ranges.append([number, number])
    return [f"statements {first}-{last}" for first, last in ranges]
