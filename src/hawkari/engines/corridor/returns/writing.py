"""Writes return cases: one JSON object a line, and beside it what is true of each."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from random import Random
from typing import Any

from hawkari.engines.corridor.returns.journal import Journal
from hawkari.engines.corridor.returns.journey import Journey
from hawkari.engines.corridor.returns.people import Returnee, Returnees
from hawkari.engines.corridor.returns.stories import Stories, Story
from hawkari.engines.corridor.spelling import pick
from hawkari.engines.corridor.tables import name_table
from hawkari.engines.corridor.values import LAST_DAY
from hawkari.errors import BadInput

__all__ = ["CASES", "FILE", "TRUTH", "ReturnCases", "generate_returns"]

CASES = 2_000
MOST = 1_000_000
FILE, TRUTH = "returns.jsonl", "returns_truth.jsonl"
_ROUTES = (("voluntary", 0.36), ("assisted", 0.2), ("enforced", 0.34), ("port", 0.1))
_YEARS_BACK = 2.6
_UNTIL = date.fromordinal(LAST_DAY)


@dataclass(frozen=True, slots=True)
class ReturnCases:
    """What was written: `cases` of them in `file`, `events` in all, and the truth in `truth`."""

    cases: int
    events: int
    until: str
    file: str = FILE
    truth: str = TRUTH


def generate_returns(
    *,
    cases: int = CASES,
    seed: int,
    out: Path,
    table: str = "main",
    until: date = _UNTIL,
) -> ReturnCases:
    """Invent return cases with every kind of barrier, and write them as events.

    The same arguments give the same bytes. No other file of a sample depends on this one.

    Args:
        cases: how many; a family's are counted one by one.
        seed: any whole number.
        out: folder to write into; made if missing.
        table: name table, ``main`` or ``held-out``.
        until: the day on which the sample ends; nothing in it happens later.

    Raises:
        BadInput: if `cases` or `table` is out of range, or `out` cannot be written to.
    """
    if not 0 <= cases <= MOST:
        raise BadInput(f"{cases:,} cases cannot be invented", f"Ask for 0 to {MOST:,}.")
    rng = Random(f"returns-{seed}-{table}-{until}")  # noqa: S311  a sample to repeat, no secret
    people, stories = Returnees(name_table(table), until, rng), Stories(rng)
    written = events = 0
    try:
        out.mkdir(parents=True, exist_ok=True)
        with (
            (out / FILE).open("w", encoding="utf-8", newline="\n") as file,
            (out / TRUTH).open("w", encoding="utf-8", newline="\n") as truth,
        ):
            while written < cases:
                household = people.household(cases - written)
                for case, fact in _lived(household, stories.next(household), until=until, rng=rng):
                    file.write(json.dumps(case, ensure_ascii=False) + "\n")
                    truth.write(json.dumps(fact, ensure_ascii=False) + "\n")
                    written += 1
                    events += len(case["events"])
    except OSError as error:
        reason = (error.strerror or type(error).__name__).lower()
        raise BadInput(
            f"the cases cannot be written ({reason})", "Choose another folder.", where=(str(out),)
        ) from error
    return ReturnCases(written, events, until.isoformat())


def _lived(
    household: Sequence[Returnee], story: Story, *, until: date, rng: Random
) -> list[tuple[dict[str, Any], dict[str, Any]]]:
    """The cases of one household, which begin on one day and share a route and a story."""
    end = datetime.combine(until, time(), UTC)
    start = end - timedelta(days=rng.uniform(1, _YEARS_BACK * 365))
    route = "port" if household[0].alone_as_child else pick(_ROUTES, rng)
    pace = rng.randrange(2**32)
    found = []
    for person in household:
        # One pace for all, so that a family moves together.
        journal = Journal(start, end, Random(pace))  # noqa: S311
        journey = Journey(person, story, route, journal=journal)
        journey.run()
        case = {
            "reference": person.reference,
            "family": person.family,
            "person": person.as_json(),
            "events": journal.events,
        }
        found.append((case, _truth(person, journey)))
    return found


def _truth(person: Returnee, journey: Journey) -> dict[str, Any]:
    story = journey.story
    return {
        "reference": person.reference,
        "family": person.family,
        "route": journey.route,
        "receiver": person.receiver,
        "state": journey.state,
        "story": story.name,
        "barrier": story.barrier,
        "barrier_lifts": story.lifts if story.barrier else None,
        "learned_late": story.late,
        "pool": story.pool,
    }
