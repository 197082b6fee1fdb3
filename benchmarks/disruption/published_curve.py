"""The published removal curve of the Montagna networks, reproduced on their files.

    python benchmarks/disruption/published_curve.py --data PATH

PATH as for `cases.py`; it must hold `montagna_meetings` and `montagna_phonecalls`, which are
not part of this repository. Recomputed betweenness takes people out one by one; the figure is the
share of the largest component that is left. Exit code 1 when a published figure is missed.

Source: Cavallaro, Ficara, De Meo, Fiumara, Catanese, Bagdasar, Song and Liotta (2020), "Disrupting
resilient criminal networks through data analysis: The case of Sicilian Mafia", PLoS ONE 15(8),
e0236476, sequential removal by betweenness.
"""

import sys

import numpy as np
from cases import arguments, largest_component, networks
from order_peers import by_betweenness_again

from hawkari.engines.disruption.search import left_over

# Removals, and the share that the paper leaves after as many.
PUBLISHED = {
    "montagna_meetings": {2: 0.739, 4: 0.500, 8: 0.261, 13: 0.109},
    "montagna_phonecalls": {2: 0.573, 5: 0.247, 8: 0.056},
}


def main() -> None:
    data = arguments(__doc__).data
    found = networks(data) if data is not None else {}
    missing = sorted(set(PUBLISHED) - set(found))
    if missing:
        print(f"not reproduced: no file of {' and '.join(missing)}; give --data PATH")
        return
    missed = 0
    for name, published in PUBLISHED.items():
        network = largest_component(found[name])
        order = np.array(by_betweenness_again(network), dtype=np.int32)
        left = left_over((network.indptr, network.indices), order) / len(network)
        for removals, share in published.items():
            same = round(float(left[removals]), 3) == share
            missed += not same
            print(
                f"{name:20} after {removals:2} removals: {left[removals]:.3f}, published "
                f"{share:.3f} {'same' if same else 'OTHER'}"
            )
    sys.exit(1 if missed else 0)


if __name__ == "__main__":
    main()
