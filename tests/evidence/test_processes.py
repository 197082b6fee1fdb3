"""Several processes at once, and processes killed: nothing torn, lost or written twice."""

import random
import signal
import time

import pytest

from tests.conftest import SERVER
from tests.evidence.installations import installation, run, start

pytestmark = pytest.mark.contract

PEOPLE = 1600


@pytest.fixture
def own(request, tmp_path):
    server = request.config.stash.get(SERVER, None)
    with installation(tmp_path, server.url if server is not None else "") as variables:
        yield variables


def state(own) -> tuple[int, str, int, int, int]:
    shown, versions, running, sightings, stored = run(own, "state").split(" ")
    return int(shown), versions, int(running), int(sightings), int(stored)


def kill_after(own, version: str, batches: int, dice: random.Random) -> None:
    """Start a load, wait for some batches and a moment more, and kill it."""
    process = start(own, "load_until_killed", version, str(PEOPLE))
    assert process.stdout is not None
    for _ in range(batches):
        if not process.stdout.readline():
            break
    time.sleep(dice.random() * 0.02)
    process.send_signal(signal.SIGKILL)
    process.communicate()


def test_a_killed_load_leaves_the_old_file_whole_and_goes_on_to_the_new(own):
    dice = random.Random(2)
    assert state(own)[:3] == (800, "1", 0)
    for _ in range(3):
        kill_after(own, "2", dice.randint(0, 4), dice)
        shown, versions, _, _, _ = state(own)
        assert (shown, versions) == (800, "1"), "half a new file is never shown"
    run(own, "load", "2", str(PEOPLE))
    shown, versions, running, sightings, stored = state(own)
    assert (shown, versions, running, sightings) == (2 * PEOPLE, "2", 0, 0)
    # The first version's 800, and all of the second's but the 600 that were said again.
    assert stored == 800 + 2 * PEOPLE - 600


def test_processes_that_write_at_once_lose_nothing_and_see_no_lock_error(own):
    run(own, "join")
    workers, rounds = 4, 10
    running = [start(own, "work", str(number), str(rounds)) for number in range(workers)]
    for process in running:
        _, errors = process.communicate(timeout=600)
        assert process.returncode == 0, errors
    shown, whole, entries, judgements, _ = run(own, "outcome").split(" ")
    assert int(shown) == 800 * (workers + 1)
    assert whole == "True"
    assert int(entries) == 2 * workers * rounds
    assert int(judgements) == workers * rounds


def linked(own, *files: str) -> tuple[int, str]:
    """Load and resolve in a process of its own; how many were compared, and all that came of it."""
    compared, _, outcome = run(own, "link", *files).partition(" ")
    return int(compared), outcome


def kill_while_linking(own, moment: str, *files: str) -> None:
    process = start(own, "link_killed", moment, *files)
    _, errors = process.communicate(timeout=240)
    assert process.returncode == -signal.SIGKILL, errors


def test_a_run_killed_around_the_keeping_of_its_state_misleads_no_later_run(own):
    known = linked(own, *(f"{number}-one" for number in range(20)))[0]
    # The state was half written, or kept for a run that was rolled back: it counts for nothing.
    for number, moment in enumerate(("half", "kept")):
        kill_while_linking(own, moment, f"{number}-two")
        known += 2
        assert linked(own, f"{number}-three")[0] == known
    # The run stands and so does its state, though nobody was told.
    kill_while_linking(own, "stored", "2-two")
    compared, outcome = linked(own, "2-three")
    assert compared == 1
    assert linked(own)[1] == outcome, "as everything at once comes out"
