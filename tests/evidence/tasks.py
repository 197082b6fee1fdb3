"""What the processes of `tests.evidence.installations` do; Django is set up by then."""

import json
import os
import signal
import sys

from django.core.management import call_command

from hawkari.evidence import audit
from hawkari.evidence.access import open_access, visible_to
from hawkari.evidence.audit import Act
from hawkari.evidence.judgements import JudgementConflict, judge, live_events, withdraw
from hawkari.evidence.local import ensure_local_user
from hawkari.evidence.models import (
    LoadRun,
    LoadSighting,
    Operation,
    OperationMember,
    Source,
    Statement,
)
from hawkari.evidence.store import LoadStatus, StatementWriter
from tests.evidence.factories import World, row

BATCH = 50


def migrate() -> None:
    """Make the tables, the local user and the source, and load the file's first version."""
    call_command("migrate", verbosity=0, interactive=False)
    load("1", "400")
    say("ready")


def say(*words: object) -> None:
    sys.stdout.write(" ".join(map(str, words)) + "\n")
    sys.stdout.flush()


def world() -> World:
    _, operation = ensure_local_user()
    return World(operation)


def people(version: str, first: int, last: int):
    """Rows of a file: what is even stays from version to version, what is odd changes."""
    for number in range(first, last):
        entity = f"nca:{number}"
        yield row(entity, "name", f"Person Number{number}")
        yield row(
            entity, "phone", f"+4477009{number:05}" if number % 2 else f"+{version}{number:09}"
        )


def load(version: str, size: str, agency: str = "nca", slot: str = "persons.csv") -> None:
    """Load a version of a file in small batches; says ``batch`` after each."""
    writer = world().begin(agency, version=version, slot=slot)
    if writer.status is not LoadStatus.UNCHANGED:
        write_batches(writer, version, int(size))
        writer.finish()


def load_until_killed(version: str, size: str) -> None:
    """As `load`, but it stops before its end and waits there for whoever kills it."""
    write_batches(world().begin("nca", version=version, slot="persons.csv"), version, int(size))
    signal.pause()


def write_batches(writer: StatementWriter, version: str, size: int) -> None:
    """Write what a load has not written yet."""
    for first in range(writer.position, size, BATCH):
        last = min(first + BATCH, size)
        writer.write_batch(list(people(version, first, last)), rows=last - first)
        say("batch")


def state() -> None:
    """Print what a viewer sees and what is in the tables, as one line."""
    user, operation = ensure_local_user()
    operation.agencies.set([source.agency for source in Source.objects.select_related("agency")])
    operation.agencies.add(user.agency)
    shown = visible_to(open_access(user, operation.slug))
    phones = sorted(shown.filter(prop="phone").values_list("value", flat=True))
    versions = sorted({phone[1] for phone in phones if not phone.startswith("+4477009")})
    say(
        shown.count(),
        "".join(versions),
        LoadRun.objects.filter(state="running").count(),
        LoadSighting.objects.count(),
        Statement.objects.count(),
    )


def work(number: str, rounds: str) -> None:
    """Load one's own file, write the audit log, and judge, as one of several processes."""
    load("1", "400", f"agency-{number}", "persons.csv")
    user, _ = ensure_local_user()
    access = open_access(user, "local")
    for step in range(int(rounds)):
        audit.record(Act.SEARCH, access=access, detail={"process": number, "step": step})
        left, right = f"nca:{2 * step}", f"nca:{2 * step + 1}"
        judge(access, left, right, "positive")


def join() -> None:
    """Let every loading agency take part."""
    this = world()
    for number in range(8):
        this.agency(f"agency-{number}")
    this.agency("nca")


def outcome() -> None:
    """Print counts of what several processes did together."""
    user, _ = ensure_local_user()
    access = open_access(user, "local")
    report = audit.verify()
    say(
        visible_to(access).count(),
        report.ok,
        report.entries,
        len(live_events(access)),
        Operation.objects.count(),
    )


def decide(kind: str) -> None:
    """Judge one pair; says whether the decision was made or refused."""
    user, _ = ensure_local_user()
    try:
        judge(open_access(user, "local"), "nca:2", "nca:3", kind)
    except JudgementConflict:
        say("conflict")
    else:
        say("made")


def undecide() -> None:
    """Withdraw what stands; says how many judgements that were."""
    user, _ = ensure_local_user()
    access = open_access(user, "local")
    standing = live_events(access)
    for one in standing:
        withdraw(access, one.event, reason="once more")
    say(len(standing))


def link(*files: str, killed: str = "") -> None:
    """Load a record of each number and agency given, e.g. ``3-two``, and resolve; say what came.

    `killed` ends the process as the machine would: while the state is written (``half``), when it
    is kept and the run is not (``kept``), or when both are and nobody was told (``stored``).
    """
    from hawkari.evidence.linking import increments, resolution, states
    from tests.evidence.linking import FATHERS, GIVEN, person

    increments.LEAST_KNOWN = resolution.LEAST_KNOWN = 10
    user, local = ensure_local_user()
    operation, _ = Operation.objects.get_or_create(
        slug="linking", defaults={"name": "L", "purpose": "Test", "starts": local.starts}
    )
    OperationMember.objects.get_or_create(user=user, operation=operation, role="analyst")
    operation.agencies.add(user.agency)
    for one in files:
        number, _, agency = one.partition("-")
        name = f"{GIVEN[int(number) % 6]} {FATHERS[int(number) % 5]}"
        person(World(operation), f"{agency}:{number}", name, int(number), agency)
    if killed == "half":
        _die_after(states, "save_state")
    elif killed == "kept":
        _die_after(resolution, "keep_state")
    elif killed == "stored":
        _die_after(resolution, "_attempt")
    report = resolution.resolve(open_access(user, operation.slug))
    _say_links(report.compared)


def _die_after(module, name: str) -> None:
    function = getattr(module, name)

    def last(*arguments, **named):
        function(*arguments, **named)
        os.kill(os.getpid(), signal.SIGKILL)

    setattr(module, name, last)


def _say_links(compared: int) -> None:
    from hawkari.evidence.identities import live_events as said
    from hawkari.evidence.models import Candidate, LinkRun
    from tests.evidence.linking import clusters

    run = LinkRun.objects.latest("pk")
    run.counts.pop("compared")
    pairs = Candidate.objects.values_list("run", "left_id", "right_id")
    judged = said().values_list("left_id", "right_id", "judgement", "rule")
    outcome = [
        run.counts,
        sorted(clusters().items()),
        sorted(map(list, judged)),
        sorted([number == run.pk, left, right] for number, left, right in pairs),
    ]
    say(compared, json.dumps(outcome))


def link_killed(moment: str, *files: str) -> None:
    """As `link`, killed at a moment."""
    link(*files, killed=moment)
