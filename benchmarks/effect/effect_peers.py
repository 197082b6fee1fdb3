"""Effects beside their peers on the same panels, in one run.

    python benchmarks/effect/effect_peers.py [--data PATH] [--own 150] [--slow]

PATH is the folder that holds campaign/effect_panels.jsonl, effect_truth.json and
uk_small_boats_daily.csv; without it only panels made here are used. Of each method: root mean
square error and bias of the log effect, how many 95 % intervals hold the truth, how often an effect
is shown where there is none (false positives), and how often a fall of a fifth or more is shown
(power). Peers:

- before/after: rates after beside all weeks before, and beside the eight weeks before;
- did: plain difference in differences of logs, normal interval from the comparison places' spread,
  as it is usually done; `did_t` is the engine's own plain one (last weeks before left out, t
  quantiles); `sdid` is its synthetic one;
- pysyncon (1.7.0, MIT): `Synth` on log counts, its gap after minus before averaged over the treated
  places; interval from the same on each comparison place (placebos). Slow: with --slow.

The method and its constants were set on panels made here (seeds below 60000), not on PATH. Panels
of other kinds follow, which the method was not made for: none of its two own courses, twice of
both, and a walk of each place's own, which it does not know. Seconds are of this process alone.

What none of this shows: how real counts behave. The last table says how often a real series, the
daily arrivals by small boat, moves by itself.
"""

import argparse
import csv
import json
from collections.abc import Callable, Sequence
from pathlib import Path
from time import process_time

import numpy as np
from numpy.typing import NDArray
from panels import Made, make_panel

from hawkari.engines.effect import Panel, estimate, estimate_simply, falls_by_itself

Interval = tuple[float, float, float]
Method = Callable[[Made], Interval]
FIRST_SEED = 900_000
NORMAL = 1.96


def before_after(made: Made, weeks: int | None = None) -> Interval:
    logs = np.log(made.counts[list(made.treated)].sum(0) + 0.5)
    before = logs[: made.start] if weeks is None else logs[made.start - weeks : made.start]
    after = logs[made.start :]
    error = np.sqrt(before.var(ddof=1) / len(before) + after.var(ddof=1) / len(after))
    return around(after.mean() - before.mean(), error)


def did(made: Made) -> Interval:
    logs = np.log(made.counts + 0.5)
    change = logs[:, made.start :].mean(1) - logs[:, : made.start].mean(1)
    treated = list(made.treated)
    others = np.delete(change, treated)
    error = others.std(ddof=1) * np.sqrt(1 / len(treated) + 1 / len(others))
    return around(change[treated].mean() - others.mean(), error)


def pysyncon(made: Made) -> Interval:
    logs = np.log(made.counts + 0.5)
    controls = np.delete(np.arange(len(logs)), list(made.treated))
    found = np.mean([_gap(logs, row, controls, start=made.start) for row in made.treated])
    placebos = np.array(
        [_gap(logs, row, controls[controls != row], start=made.start) for row in controls]
    )
    return around(found, np.sqrt((placebos**2).mean() / len(made.treated)))


def _gap(logs: NDArray, row: int, controls: NDArray, *, start: int) -> float:
    import pandas as pd
    from pysyncon import Synth

    before = pd.DataFrame(logs[:, :start].T)
    synth = Synth()
    synth.fit(X0=before[controls], X1=before[row], Z0=before[controls], Z1=before[row],
              custom_V=np.ones(start))  # fmt: skip
    gap = logs[row] - logs[controls].T @ synth.W
    return float(gap[start:].mean() - gap[:start].mean())


def around(found: float, error: float) -> Interval:
    return float(found), float(found - NORMAL * error), float(found + NORMAL * error)


def panel(made: Made) -> Panel:
    return Panel(made.counts, made.treated, made.start)


def of_engine(found) -> Interval:  # noqa: ANN001
    return found.log_effect, found.lo, found.hi


METHODS: dict[str, Method] = {
    "before/after": before_after,
    "before/after, 8 weeks": lambda made: before_after(made, 8),
    "did": did,
    "did_t": lambda made: of_engine(estimate_simply(panel(made), "did")),
    "sdid": lambda made: of_engine(estimate_simply(panel(made), "sdid")),
    "hawkari": lambda made: of_engine(estimate(panel(made))),
}


def score(name: str, method: Method, made: Sequence[Made]) -> None:
    started = process_time()
    found = np.array([method(one) for one in made])
    seconds = (process_time() - started) / len(made)
    truth = np.array([one.effect for one in made])
    none, fall = truth == 0, truth < -0.15
    shown_none = (found[none, 1] > 0) | (found[none, 2] < 0)
    error = found[:, 0] - truth
    print(
        f"  {name:22} rmse {np.sqrt((error**2).mean()):.3f} bias {error.mean():+.3f} "
        f"coverage {((found[:, 1] <= truth) & (truth <= found[:, 2])).mean():.3f} "
        f"false positives {shown_none.mean():.3f} power {(found[fall, 2] < 0).mean():.3f} "
        f"ms {seconds * 1000:.0f}",
        flush=True,
    )


def shared(folder: Path) -> list[Made]:
    truth = json.loads((folder / "effect_truth.json").read_text())
    rows = [json.loads(line) for line in (folder / "effect_panels.jsonl").open()]
    return [
        Made(np.array(row["y"], float), tuple(row["treated"]), row["start"],
             truth[str(row["id"])]["log_effect"], truth[str(row["id"])]["spike"])
        for row in rows
    ]  # fmt: skip


def arrivals(folder: Path) -> None:
    with (folder / "uk_small_boats_daily.csv").open() as stream:
        daily = [float(row["migrants_arrived"] or 0) for row in csv.DictReader(stream)]
    print("daily arrivals by small boat, with no campaign: adjacent windows that differ")
    for days in (30, 60, 90):
        found = falls_by_itself(daily, days=days)
        print(f"  {days} days: fell by over 20 % {found.fell:.3f}, moved by over 30 % "
              f"{found.moved:.3f} of {found.windows}")  # fmt: skip


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--data", type=Path)
    parser.add_argument("--own", type=int, default=150, help="panels made here, of each kind")
    parser.add_argument("--slow", action="store_true", help="also pysyncon")
    asked = parser.parse_args()
    sets: dict[str, list[Made]] = {}
    if asked.data:
        sets["given panels"] = shared(asked.data / "campaign")
    kinds = {
        "made here": {},
        "no own courses": {"share": 0.0, "trend": 0.0},
        "twice the own courses": {"share": 0.44, "trend": 0.5},
        "an own walk": {"drift": 0.04},
    }
    for name, kind in kinds.items():
        sets[name] = [make_panel(FIRST_SEED + number, **kind) for number in range(asked.own)]
    methods = dict(METHODS)
    if asked.slow:
        methods["pysyncon"] = pysyncon
    for name, made in sets.items():
        print(f"{name}: {len(made)} panels")
        for label, method in methods.items():
            try:
                score(label, method, made)
            except ImportError:
                print(f"  {label}: not installed here: pip install pysyncon")
    if asked.data:
        arrivals(asked.data / "campaign")


if __name__ == "__main__":
    main()
