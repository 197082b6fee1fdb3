"""What the processes of the trust tests do. Run as ``python -m tests.trust.jobs JOB …``.

Each says ``begin`` when its work starts and ``done`` when it has ended; whatever it says between
is an acknowledgement: what it tells of must be there, however the process ends. With
``TRUST_DIE_AT=n`` a process kills itself with SIGKILL at its nth point: before or after a
statement or a commit.
"""

import hashlib
import json
import os
import signal
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

DECISIONS = 24
PAUSE_S = 0.1


def say(*words: object) -> None:
    sys.stdout.write(" ".join(map(str, words)) + "\n")
    sys.stdout.flush()


class Points:
    """Counts the points at which a process may die, and dies at one of them."""

    def __init__(self, last: int) -> None:
        self.last = last
        self.passed = 0

    def pass_one(self) -> None:
        self.passed += 1
        if self.passed == self.last:
            os.kill(os.getpid(), signal.SIGKILL)

    def around(self, work: Callable[..., Any], *arguments: Any) -> Any:
        self.pass_one()
        result = work(*arguments)
        self.pass_one()
        return result

    def watch(self) -> None:
        """Count every statement and every commit of this process from now on."""
        from django.db import connection

        connection.ensure_connection()
        connection.execute_wrappers.append(self.around)
        commit = connection._commit
        connection._commit = lambda: self.around(commit)  # type: ignore[method-assign]


def command(*words: str) -> None:
    """A command of Hawkari, as typed; what it prints is its acknowledgement."""
    from hawkari.cli import main

    sys.argv = ["hawkari", *words]
    try:
        main()
    except SystemExit as end:
        if end.code not in (None, 0):
            raise


def local_access() -> Any:
    from hawkari.evidence.access import open_access
    from hawkari.evidence.local import ensure_local_user

    user, operation = ensure_local_user()
    return open_access(user, operation.slug)


def review(most: str = str(DECISIONS)) -> None:
    """Decide the next pairs of the queue until so many stand; says each decision."""
    from hawkari.evidence.judgements import JudgementConflict, judge, live_events
    from hawkari.evidence.reviewing.items import ItemFilter, ItemKind, next_items

    access = local_access()
    pairs = ItemFilter(kinds=frozenset({ItemKind.PAIR, ItemKind.CUT}))
    decided = sum(not one.by_rule for one in live_events(access))
    while decided < int(most):
        pair = next_items(access, limit=1, only=pairs)[0]
        left, right = pair.left.members[0], pair.right.members[0]
        for kind in (_kind_of(left, right), "negative", "unsure"):
            try:
                judge(access, left, right, kind, reason="on the papers")
            except JudgementConflict:
                continue
            say("decided", *sorted((left, right)), kind)
            break
        decided += 1


def _kind_of(left: str, right: str) -> str:
    digest = hashlib.sha256("".join(sorted((left, right))).encode()).digest()
    return ("positive", "negative", "unsure")[digest[0] % 3]


def role(name: str) -> None:
    """Give the local user another role."""
    from hawkari.evidence.local import ensure_local_user
    from hawkari.evidence.models import OperationMember

    OperationMember.objects.filter(user=ensure_local_user()[0]).update(role=name)


def dispose(source: str) -> None:
    """Dispose of a source, going on where an earlier process stopped; says each batch erased."""
    from hawkari.evidence.models import Disposal
    from hawkari.evidence.retention import DisposalRequest
    from hawkari.evidence.retention import dispose as dispose_of

    if Disposal.objects.filter(state="done").exists():
        return
    request = DisposalRequest(reason="no longer needed", source=source)
    dispose_of(
        local_access(),
        request,
        progress=lambda what, done, _total: say("erased", done) if what == "erase" else None,
    )


def standing() -> list[str]:
    """Acknowledgements that are true of the store now, in the words of `review`."""
    from hawkari.evidence.judgements import live_events

    return [
        " ".join(("decided", one.left, one.right, one.judgement))
        for one in live_events(local_access())
        if not one.by_rule
    ]


def read_until(stop: str, whole: str) -> None:
    """Read as an analyst does until a file appears; nobody may ever see part of a file.

    Args:
        stop: the file that ends it.
        whole: how many statements each file of vehicles states.
    """
    from django.db.models import Count

    from hawkari.evidence.access import visible_to
    from hawkari.evidence.entities import get_entity, search
    from hawkari.evidence.overview import sources_overview

    access = local_access()
    reads, slowest = 0, 0.0
    while not Path(stop).exists():
        started = time.monotonic()
        for hit in search(access, "Rebwar", limit=3):
            get_entity(access, hit.canonical_id)
        sources_overview(access)
        vehicles = (
            visible_to(access).filter(source__slug__startswith="cars-").values("source__slug")
        )
        shown = dict(vehicles.annotate(n=Count("pk")).values_list("source__slug", "n"))
        if not set(shown.values()) <= {int(whole)}:
            say("half a file is shown:", shown)
        reads += 1
        slowest = max(slowest, time.monotonic() - started)
        time.sleep(PAUSE_S)
    say("reads", reads, round(slowest, 3))


def resolve_until(stop: str) -> None:
    """Resolve again and again until a file appears, at least once."""
    from hawkari.evidence.linking.resolution import resolve

    access = local_access()
    runs = 0
    while not runs or not Path(stop).exists():
        resolve(access)
        runs += 1
        time.sleep(1.0)
    say("runs", runs)


def shown() -> None:
    """Say how many statements of vehicles each source shows, and how many loads were audited."""
    from django.db.models import Count

    from hawkari.evidence.access import visible_to
    from hawkari.evidence.models import Act, AuditEntry

    vehicles = (
        visible_to(local_access()).filter(source__slug__startswith="cars-").values("source__slug")
    )
    for source, count in sorted(vehicles.annotate(n=Count("pk")).values_list("source__slug", "n")):
        say("source", source, count)
    loads = AuditEntry.records.filter(
        act=Act.COLLECT, outcome="ok", object_ids__startswith='["cars'
    )
    say("audited", loads.count())


def check(target: str) -> None:
    """Write what the store is like to a file, as JSON."""
    from hawkari.evidence.models import Tombstone
    from tests.trust import dump

    found = {
        "torn": dump.torn(),
        "seen": dump.seen(),
        "standing": standing(),
        "erased": Tombstone.objects.count(),
        "dump": dump.dump(),
    }
    Path(target).write_text(json.dumps(found, ensure_ascii=False), encoding="utf-8")


JOBS: dict[str, Callable[..., None]] = {
    one.__name__: one
    for one in (command, review, role, dispose, read_until, resolve_until, shown, check)
}


def main(job: str, *arguments: str) -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "hawkari.site.settings")
    import django

    django.setup()
    points = Points(int(os.environ.get("TRUST_DIE_AT", "0")))
    points.watch()
    say("begin")
    JOBS[job](*arguments)
    say("points", points.passed)
    say("done")


if __name__ == "__main__":
    main(*sys.argv[1:])
