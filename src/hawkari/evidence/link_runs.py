"""Keeps runs of linkage and their candidates, each with its place in the queue."""

import hashlib
import json
from collections.abc import Collection
from dataclasses import asdict
from datetime import datetime

from django.utils import timezone

from hawkari.engines import linkage
from hawkari.engines.linkage import Linkage, ScoredPair
from hawkari.evidence.access import Access, whole_parts
from hawkari.evidence.bulk import insert_rows
from hawkari.evidence.harm import harms_of
from hawkari.evidence.identities import Clusters
from hawkari.evidence.link_records import ReadRecords, fingerprint, states_any
from hawkari.evidence.models import Candidate, LinkRun, LoadPart
from hawkari.evidence.priorities import judged_levels, matters_of
from hawkari.evidence.rule_judgements import decided, reasons_text

__all__ = ["REVIEW_AT", "loaded_since", "newest_run", "store_candidates", "store_run"]

REVIEW_AT = 0.05
"""Least probability of a pair that is kept for review. Below it, pairs are never looked at."""


def newest_run(access: Access) -> LinkRun | None:
    """The newest run of the operation that read nothing hidden from this access, or None."""
    parts = whole_parts(access)
    for run in LinkRun.objects.filter(operation=access.operation).order_by("-pk").iterator(10):
        if parts.issuperset(run.parts):
            return run
    return None


def loaded_since(access: Access, run: LinkRun) -> bool:
    """Whether the access sees people or organisations in loads that ended after a run began.

    Loads of calls, payments or journeys alone give linkage nothing to compare.
    """
    later = LoadPart.objects.filter(load__finished_at__gte=run.started_at)
    unread = whole_parts(access) & set(later.values_list("pk", flat=True)) - set(run.parts)
    return states_any(access, unread)


def store_run(
    access: Access,
    read: ReadRecords,
    found: Linkage,
    *,
    started: datetime,
    base: LinkRun | None = None,
) -> LinkRun:
    """Keep a run; candidates of older runs over the same parts are dropped.

    A run over what is new takes over the candidates of its base, which stay as they are.
    """
    parts = set(read.all_parts) | set(base.parts if base is not None else ())
    run = _new_run(access, read, found, started=started, base=base, parts=parts)
    if base is not None:
        Candidate.objects.filter(run=base).update(run=run)
    older = LinkRun.objects.filter(operation=access.operation).only("parts")
    superseded = [one.pk for one in older if one.pk != run.pk and set(one.parts) <= parts]
    Candidate.objects.filter(run__in=superseded).delete()
    return run


def _new_run(
    access: Access,
    read: ReadRecords,
    found: Linkage,
    *,
    started: datetime,
    base: LinkRun | None,
    parts: Collection[int],
) -> LinkRun:
    known = 0 if base is None else base.records
    digest = fingerprint(read)
    if base is not None:
        digest = hashlib.blake2b(
            f"{base.fingerprint}+{digest}".encode(), digest_size=16
        ).hexdigest()
    return LinkRun.objects.create(
        operation=access.operation,
        started_at=started,
        finished_at=timezone.now(),
        model_version=linkage.MODEL_VERSION,
        plan={"rules": [asdict(rule) for rule in found.plan]},
        parameters=found.parameters,
        guard=[asdict(one) for one in found.guard],
        parts=sorted(parts),
        records=known + len(read.records),
        fingerprint=digest,
        base=base,
    )


COLUMNS = (
    "run_id",
    "left_id",
    "right_id",
    "weight",
    "probability",
    "reasons",
    "priority",
    "matters",
    "agencies",
    "languages",
    "cut",
)


def store_candidates(
    access: Access, run: LinkRun, read: ReadRecords, *, found: Linkage, heads: Clusters
) -> int:
    """Keep the pairs worth a person's look, each with its place in the queue; how many.

    Args:
        access: who runs it.
        run: the stored run.
        read: what was compared.
        found: what the engine found.
        heads: the clusters as they stand after the rule's joins.
    """
    cuts = {tuple(sorted((one.left, one.right))): one.why for one in found.cuts}
    parts = set(run.parts)
    judged = judged_levels(one for one in decided(access) if parts.issuperset(one.rests_on))
    subjects = {heads.head.get(one, one) for one in harms_of(access)}
    rows = []
    for pair in found.pairs:
        if pair.probability < REVIEW_AT:
            break
        sides = [heads.head[one] for one in (pair.left, pair.right)]
        matters = matters_of(
            pair,
            records=sum(len(heads.members[one]) for one in sides),
            is_subject=not subjects.isdisjoint(sides),
            cut=cuts.get((pair.left, pair.right), ""),
            judged=judged,
        )
        rows.append((
            run.pk, pair.left, pair.right, pair.weight, pair.probability, reasons_text(pair),
            matters.priority, json.dumps(asdict(matters)), *_origins(pair, read),
            cuts.get((pair.left, pair.right), "")[:200],
        ))  # fmt: skip
    insert_rows(Candidate, COLUMNS, rows)
    return len(rows)


def _origins(pair: ScoredPair, read: ReadRecords) -> tuple[str, str]:
    """The agencies of a pair, and what the names of each side are written in."""
    agencies = {read.agencies[read.sources[one]] for one in (pair.left, pair.right)}
    languages = {read.languages.get(one, "") for one in (pair.left, pair.right)}
    return " ".join(sorted(agencies)), " ".join(sorted(languages - {""}))
