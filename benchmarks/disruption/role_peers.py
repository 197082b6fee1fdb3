"""Titled members of Montagna told from the others by their place: cross-validated, with baselines.

    python benchmarks/disruption/role_peers.py --data PATH [--repeats 20]

PATH as for `cases.py`; needs `montagna_multilayer.nodes.csv`, whose `title` is the truth, and
the edges of calls and meetings. Area under the curve by repeated stratified ten-fold
cross-validation, its 5-95 % interval when people are drawn anew, and degree and constraint alone.
The features and the ridge were chosen on these two networks, which are all that is public with
roles: read the figures as the best that was found, not as what a new network would give.
"""

import csv

from cases import arguments, folder_of, read

from hawkari.engines.disruption import Network, Tie, role_test


def main() -> None:
    chosen = arguments(__doc__, repeats=20)
    if chosen.data is None:
        print("hidden roles: no network with roles is shipped; give --data")
        return
    folder = folder_of(chosen.data)
    with (folder / "montagna_multilayer.nodes.csv").open(encoding="utf-8", newline="") as stream:
        titled = {row["id"].removeprefix("N"): bool(row["title"]) for row in csv.DictReader(stream)}
    for name in ("montagna_phonecalls", "montagna_meetings"):
        ties = [Tie(*row) for row in read(folder / f"{name}.edges.csv")]
        network = Network.from_ties(ties)
        known = {node: titled[node] for node in network.nodes}
        found = role_test(network, known, repeats=chosen.repeats)
        print(
            f"{name:20} {sum(known.values())} of {len(known)} titled: AUC {found.auc:.3f} "
            f"[{found.low:.3f}, {found.high:.3f}]; degree {found.degree:.3f}, "
            f"constraint {found.constraint:.3f}",
            flush=True,
        )


if __name__ == "__main__":
    main()
