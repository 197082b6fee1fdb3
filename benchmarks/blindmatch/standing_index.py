"""A standing index of a million records: a query of ten thousand, and a thousand new records.

    python benchmarks/blindmatch/standing_index.py [--records 1000000] [--queries 10000] [--built]

Seconds are of the processor, both sides together. The index of a million takes about a minute of
one core to build through the protocol, which `--built` does and times. Without it 990,000 of its
tags are random numbers, which cost the same to send, read and search: the query and the change do
not depend on what is in the rest.

False hits are counted over a million values that are not held, given as random outputs, as the
outputs of values nobody holds are.
"""

import argparse
import time
from collections.abc import Callable
from typing import TypeVar

import numpy as np

from hawkari.engines.blindmatch import IdentifierType, Index, Mode, PublishedIndex, Scope, group
from hawkari.engines.blindmatch.coding import Tags
from hawkari.engines.blindmatch.lists import Costs, ask, tags_of_values
from hawkari.engines.blindmatch.scalars import SecretScalars

SCOPE = Scope("holder", "querier", IdentifierType.PHONE, 0)
T = TypeVar("T")


def main() -> None:
    options = arguments()
    rng, key = np.random.default_rng(1), SecretScalars.random()
    public = group.base_times(key)
    genuine = options.records if options.built else 10_000
    held = [f"+999{place:010d}" for place in range(genuine)]
    tags, seconds = timed(lambda: tags_of_values(key, SCOPE, held, mode=Mode.VERIFIABLE))
    print(
        f"holder's own {genuine:,} records: {seconds:.2f} s, {seconds / genuine * 1e6:.0f} µs each"
    )
    more = rng.integers(0, 2**64, options.records - genuine, dtype=np.uint64)
    index, building = timed(lambda: Index(SCOPE, public, np.concatenate((tags, more))))
    message, coding = timed(index.publish)
    each = len(message) / options.records
    print(f"sorted and coded: {building + coding:.2f} s, {each:.2f} B an item")
    copy, reading = timed(lambda: PublishedIndex(message, SCOPE, public))
    print(f"read by the querier: {reading:.2f} s")
    print_queries(copy, held, key, queries=options.queries)
    print_change(index, copy, key)
    print_false_hits(copy, rng)


def print_queries(
    copy: PublishedIndex, held: list[str], key: SecretScalars, *, queries: int
) -> None:
    """Ask for half held and half other values."""
    asked = held[: queries // 2] + [f"+998{n:010d}" for n in range(queries - queries // 2)]
    for mode, name in ((Mode.VERIFIABLE, "mode 1, proofs"), (Mode.BASE, "mode 0")):
        costs = Costs()
        found = ask(copy, asked, SCOPE, key=key, mode=mode, costs=costs)
        total = costs.client_seconds + costs.server_seconds
        sent = (costs.query_bytes + costs.answer_bytes) / queries
        hits = f"{sum(found):,} hits"
        if mode is Mode.BASE:  # the index is of mode 1, whose outputs differ
            hits = "times only"
        else:
            assert found == [place < queries // 2 for place in range(queries)]
        print(
            f"query of {queries:,}, {name}: {total:.2f} s ({costs.client_seconds:.2f} querier, "
            f"{costs.server_seconds:.2f} holder), {sent:.2f} B an element, {hits}"
        )


def print_change(index: Index, copy: PublishedIndex, key: SecretScalars) -> None:
    """Add a thousand records."""
    new = [f"+997{n:010d}" for n in range(1000)]

    def change() -> bytes:
        added: Tags = tags_of_values(key, SCOPE, new, mode=Mode.VERIFIABLE)
        return index.change(added=added)

    message, holder = timed(change)
    _, querier = timed(lambda: copy.apply(message))
    print(f"1,000 records added: {holder + querier:.3f} s, {len(message) / 1000:.1f} B a record")


def print_false_hits(copy: PublishedIndex, rng: np.random.Generator) -> None:
    """Ask for a million outputs of values that are not held."""
    joined = rng.bytes(8_000_000)
    outputs = [joined[at : at + 8] for at in range(0, len(joined), 8)]
    print(f"false hits in 1,000,000: {int(copy.find(outputs).sum())}")


def timed(work: Callable[[], T]) -> tuple[T, float]:
    """What some work gives, and its processor seconds."""
    begun = time.process_time()
    done = work()
    return done, time.process_time() - begun


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0] if __doc__ else "")
    parser.add_argument("--data", help="not used: `make bench-blindmatch` gives it to every script")
    parser.add_argument("--records", type=int, default=1_000_000)
    parser.add_argument("--queries", type=int, default=10_000)
    parser.add_argument("--built", action="store_true", help="build all of the index for real")
    return parser.parse_args()


if __name__ == "__main__":
    main()
