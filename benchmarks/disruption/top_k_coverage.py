"""How often people are among the first 10 of the true order when we say so with probability p.

    python benchmarks/disruption/top_k_coverage.py --data PATH [--draws 4] [--largest 150]

PATH as for `cases.py`, errors as in `faults.py`. `removal_order` states `p_top_k` from faulty
evidence; it is true when the person is among the first 10 of the same order on the true network
with every tie sure. Printed for each kind of error and together: stated range, share true,
statements. The line to hold is the range around .90: between .85 and .95 of those shall be true.
Networks of more than 400 ties are left out, for time.
"""

import numpy as np
from cases import arguments
from faults import MODELS, evidence, truths

from hawkari.engines.disruption import removal_order
from hawkari.engines.disruption.order import TOP, graded_order

RANGES = ((0.0, 0.1), (0.1, 0.3), (0.3, 0.5), (0.5, 0.7), (0.7, 0.85), (0.85, 0.951), (0.951, 1.1))


def main() -> None:
    chosen = arguments(__doc__, draws=4, largest=150)
    known = truths(chosen.data, chosen.largest, people=3 * TOP + 1, ties=400)
    first = {name: set(graded_order(truth.network, limit=TOP)) for name, truth in known.items()}
    said: dict[str, list[tuple[float, bool]]] = {model: [] for model in MODELS}
    for model in MODELS:
        for name, truth in known.items():
            for draw in range(chosen.draws):
                seen = evidence(truth, model, np.random.default_rng(draw))
                for row in removal_order(seen.network):
                    person = int(seen.who[int(row.node)])
                    said[model].append((row.p_top_k, person in first[name]))
        report(model, len(known), said[model])
    report("together", len(known), [pair for pairs in said.values() for pair in pairs])


def report(model: str, networks: int, said: list[tuple[float, bool]]) -> None:
    stated, true = np.array(said).T
    cells = []
    for low, high in RANGES:
        here = (stated >= low) & (stated < high) & (stated > 0)
        share = true[here].mean() if here.any() else float("nan")
        cells.append(f"{low:.2f}-{min(high, 1):.2f}: {share:.3f} of {here.sum()}")
    print(f"{model:9} ({networks} networks)  " + "  ".join(cells), flush=True)


if __name__ == "__main__":
    main()
