"""Processes killed with SIGKILL: nothing torn, nothing acknowledged lost, nothing applied twice.

Each kill is on a fresh copy of an installation: half of them at a random moment, half at a random
statement or commit. What is left is looked at; then the same job is run again, and the end must be
what a run that nobody disturbed leaves.
"""

import random
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path

import pytest

from tests.trust.conftest import TrustLine, database_name
from tests.trust.harness import (
    Installation,
    Job,
    Killed,
    Undisturbed,
    judge_kill,
    kill_after,
    kill_at_point,
    undisturbed,
)
from tests.trust.stages import LOAD

pytestmark = [pytest.mark.contract, pytest.mark.usefixtures("no_hurry")]

JOBS = {
    job.name: job
    for job in (
        Job("load", LOAD, "older"),
        Job("resolve", ("command", "resolve"), "loaded"),
        Job("review", ("review",), "resolved"),
        Job("disposal", ("dispose", "nca-people"), "disposable", in_steps=True),
    )
}
# Resolving takes longest, so it has fewer turns.
TURNS = ("load", "review", "disposal", "resolve", "review", "disposal", "load")
AT_ONCE = 2
TRIES = 4
SEED = 20261126


def kill(
    job: Job, reference: Undisturbed, folder: Path, dice: random.Random, *, at_point: bool
) -> Killed:
    found = Killed(job.name, "")
    if at_point:
        own = reference.base.copy(folder)
        point = dice.randint(1, reference.points)
        found.moment = f"at point {point} of {reference.points}"
        said, found.was_killed = kill_at_point(own, job, point)
        judge_kill(found, own, job, reference, said)
        own.drop()
        return found
    # What the machine does besides may have made the reference slow: a run that ends before its
    # kill is judged too, and shows how long one takes now.
    lasts = reference.seconds
    for _ in range(TRIES):
        own = reference.base.copy(folder)
        seconds = dice.random() * lasts
        found.moment = f"after {seconds:.3f} of {lasts:.3f} s"
        said, ended = kill_after(own, job, seconds)
        found.was_killed = ended is None
        judge_kill(found, own, job, reference, said)
        own.drop()
        if ended is None:
            break
        lasts = ended
    return found


def kill_often(
    stages: dict[str, Installation], folder: Path, kills: int, seed: int
) -> list[Killed]:
    """Kill the jobs in turn, two at once, so many times in all."""
    with ThreadPoolExecutor(AT_ONCE) as pool:
        first = {
            name: pool.submit(undisturbed, job, stages[job.stage], folder)
            for name, job in JOBS.items()
        }
        references = {name: run.result() for name, run in first.items()}
        runs = []
        for number in range(kills):
            name, dice = TURNS[number % len(TURNS)], random.Random(seed * 10_000 + number)
            at_point = number % 2 == 0
            task = partial(kill, JOBS[name], references[name], folder, dice, at_point=at_point)
            runs.append(pool.submit(task))
        return [run.result() for run in runs]


def hold(found: list[Killed], request: pytest.FixtureRequest, trust_line: TrustLine) -> None:
    wrong = [one.wrong for one in found if one.wrong]
    assert not wrong, "\n".join(wrong)
    died = sum(one.was_killed for one in found)
    assert died >= 0.8 * len(found), "most kills must come before the work has ended"
    names = ", ".join(JOBS)
    kept = sum(one.acknowledged for one in found)
    trust_line(
        f"kill -9 during {names}, on {database_name(request.config)}",
        f"{died} kills in {len(found)} runs, {kept} acknowledgements before them: 0 torn, "
        "0 acknowledged but lost, 0 applied twice",
    )


def test_killed_processes_lose_nothing(stages, tmp_path, request, trust_line: TrustLine):
    hold(kill_often(stages, tmp_path, len(JOBS), SEED), request, trust_line)


@pytest.mark.full
def test_killed_processes_lose_nothing_in_200_kills(
    stages, tmp_path, request, trust_line: TrustLine
):
    hold(kill_often(stages, tmp_path, 200, SEED + 1), request, trust_line)
