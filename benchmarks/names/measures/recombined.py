"""Large galleries of invented people, recombined from the tokens of the training data.

No evaluation data goes in: names come from licence-clean tokens, put into chains and written down
as `training/compose.py` does, half in Latin letters and half in Arabic script.
"""

import sys
from collections.abc import Iterator
from pathlib import Path

import numpy as np

sys.path.insert(0, str(Path(__file__).parents[1] / "training"))

import compose

__all__ = ["people"]

_BLOCK = 50_000


def people(data: Path, count: int, *, seed: int = 7) -> Iterator[tuple[str, str]]:
    """Names with invented ids, the same for the same seed.

    Args:
        data: the file `name_pairs.tsv` of the training data.
        count: how many names.
        seed: of the random generator.
    """
    items = compose.read_items(data)
    rng = np.random.default_rng(seed)
    clerk = compose.Clerk(rng)
    done = 0
    while done < count:
        for chain in compose.person_chains(items, min(_BLOCK, count - done), rng):
            write = clerk.latin if rng.random() < 0.5 else clerk.arabic
            yield write(chain), f"recombined-{done}"
            done += 1
