"""The networks that the other scripts read, how they are asked for, and intervals of their figures.

    python benchmarks/disruption/cases.py --data PATH

PATH is a folder of `NAME.edges.csv` files (`source,target[,weight,grade]`), or a folder that holds
one under `graphs` or `networks/graphs`; without it, invented networks are drawn. Printed: people
and tied pairs of the largest component of each.
"""

import argparse
import csv
import os
import tempfile
from pathlib import Path

import networkx as nx
import numpy as np

os.environ.setdefault("NUMBA_CACHE_DIR", str(Path(tempfile.gettempdir()) / "hawkari-bench-numba"))

from hawkari.engines.disruption import Network, Tie

Rows = list[tuple[str, str, float, str]]
Figure = tuple[float, float, float]  # and its 90 % interval
PARTS = (0.05, 0.95)


def arguments(description: str, **numbers: int) -> argparse.Namespace:
    """What the script was called with: `--data`, and one option for each of these numbers."""
    options = argparse.ArgumentParser(description=description.splitlines()[0])
    options.add_argument("--data", type=Path)
    for name, number in numbers.items():
        options.add_argument(f"--{name}", type=int, default=number)
    return options.parse_args()


def folder_of(data: Path) -> Path:
    folders = [data / "networks" / "graphs", data / "graphs", data]
    return next(folder for folder in folders if folder.is_dir())


def networks(data: Path | None) -> dict[str, Rows]:
    if data is None:
        drawn = {
            "hubs": nx.barabasi_albert_graph(150, 2, seed=1),
            "small_world": nx.connected_watts_strogatz_graph(120, 6, 0.2, seed=2),
            "clusters": nx.powerlaw_cluster_graph(100, 4, 0.6, seed=3),
            "places": nx.random_geometric_graph(180, 0.13, seed=4),
        }
        return {
            name: [(f"n{a:03}", f"n{b:03}", 1.0, "") for a, b in graph.edges]
            for name, graph in drawn.items()
        }
    paths = sorted(folder_of(data).glob("*.edges.csv"))
    return {path.name.split(".")[0]: read(path) for path in paths}


def read(path: Path) -> Rows:
    with path.open(encoding="utf-8", newline="") as stream:
        return [
            (row["source"], row["target"], float(row.get("weight") or 1), row.get("grade") or "")
            for row in csv.DictReader(stream)
        ]


def largest_component(rows: Rows) -> Network:
    """The largest component, every tie of the best grade."""
    graph = nx.Graph([(row[0], row[1]) for row in rows if row[0] != row[1]])
    whole = graph.subgraph(max(nx.connected_components(graph), key=len))
    return Network.from_ties(Tie(*edge, grade="A") for edge in whole.edges)


def largest_components(data: Path | None, largest: int) -> dict[str, Network]:
    """By name, of every network whose largest component has at most so many people."""
    found = {name: largest_component(rows) for name, rows in networks(data).items()}
    return {name: network for name, network in found.items() if len(network) <= largest}


def mean_of(values: np.ndarray) -> Figure:
    """Mean, and its interval from resampling the values."""
    again = np.random.default_rng(0).integers(0, len(values), (2000, len(values)))
    return float(values.mean()), *np.quantile(values[again].mean(axis=1), PARTS).tolist()


def ratios(left: np.ndarray, one: int, other: int) -> Figure:
    """Geometric mean over networks of one way's mean over draws against another's, interval.

    `left` has shape (networks, ways, draws); the draws of each network are resampled, paired.
    """
    draws = left.shape[2]
    again = np.random.default_rng(0).integers(0, draws, (400, left.shape[0], draws))
    place = np.arange(left.shape[0])[:, None]
    logs = [
        np.mean(np.log(left[place, one, pick].mean(1) / left[place, other, pick].mean(1)))
        for pick in again
    ]
    middle = np.exp(np.mean(np.log(left[:, one].mean(1) / left[:, other].mean(1))))
    return float(middle), *np.exp(np.quantile(logs, PARTS)).tolist()


def main() -> None:
    for name, rows in networks(arguments(__doc__).data).items():
        network = largest_component(rows)
        print(f"{name:26} {len(network):4} people, {len(network.heads):5} tied pairs")


if __name__ == "__main__":
    main()
