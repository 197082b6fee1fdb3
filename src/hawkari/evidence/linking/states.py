"""What a run leaves behind so that later records are linked without running it again.

The link states of the engine lie in the installation's folder, those of each operation in one
folder beside the number of their run: people's, and in `things` one for each kind of thing. They
hold values of statements, so a disposal takes every state away, and the next run is a whole one.
They are a shortcut, never evidence: nothing is lost with them.
"""

import json
from pathlib import Path
from shutil import rmtree

from django.conf import settings
from django.db import transaction

from hawkari.engines.linkage import load_state, save_state
from hawkari.errors import BadInput
from hawkari.evidence.cluster_cache import lock_judgements
from hawkari.evidence.linking.families import States, things_of
from hawkari.evidence.models import LinkRun, Operation

__all__ = ["forget_states", "is_broken", "keep_state", "kept_state"]

MARK = "run.json"
THINGS = "things"


def _home() -> Path:
    return Path(settings.HOME) / "link-states"


def _folder(operation: Operation) -> Path:
    return _home() / operation.slug


def keep_state(run: LinkRun, states: States) -> None:
    """Keep the states of a run, in place of that of an earlier one.

    Call it in the transaction that stores the run, while it holds `lock_judgements`: no disposal
    then comes between. Killed before the transaction ends, it leaves a state that no run bears the
    mark of, and the earlier run without one: the next run is a whole one.
    """
    folder = _folder(run.operation)
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    # Without its mark a state counts for nothing, so one that is half there never does.
    (folder / MARK).unlink(missing_ok=True)
    save_state(states.people, folder)
    for family, state in states.things.items():
        save_state(state, folder / THINGS / family)
    for gone in (folder / THINGS).glob("*"):
        if gone.name not in states.things:
            rmtree(gone)
    half = folder / f"{MARK}.half"
    half.write_text(json.dumps(_mark(run)), "utf-8")
    half.replace(folder / MARK)


def kept_state(run: LinkRun) -> States | None:
    """The states of a run; None where there is none any more, or another engine made it.

    None too where one is damaged: a file is missing, or is not of the form that it was. Single
    bytes that changed are not looked for, which would take a pass over all that is kept.
    """
    folder, families = _folder(run.operation), things_of(run.parameters)
    if families is None or not _is_of(run, folder):
        return None
    try:
        things = {one: load_state(folder / THINGS / one) for one in families}
        states = States(load_state(folder), things)
    except BadInput:
        return None
    # A run that ended meanwhile has put its own there; it took the mark away first.
    return states if _is_of(run, folder) else None


def is_broken(run: LinkRun) -> bool:
    """Whether the states of a run should be there and cannot be read; the next run makes others."""
    folder = _folder(run.operation)
    return _is_of(run, folder) and kept_state(run) is None and _is_of(run, folder)


def _is_of(run: LinkRun, folder: Path) -> bool:
    """Whether what lies in a folder is what a run left."""
    try:
        found: object = json.loads((folder / MARK).read_text("utf-8"))
    except (OSError, ValueError):
        return False
    return found == _mark(run)


def _mark(run: LinkRun) -> dict[str, object]:
    # A database that was restored, or that rolled a run back, gives the number to another run.
    began = run.started_at.isoformat()
    return {"run": run.pk, "records": run.fingerprint, "began": began}


def forget_states() -> None:
    """Take every state away, of all operations.

    Waits for a run that is being stored, whose state would else come behind it.

    Raises:
        OSError: if anything could not be taken away; some of it may be left.
    """
    with transaction.atomic():
        lock_judgements()
        if _home().exists():
            rmtree(_home())
