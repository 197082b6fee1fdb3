"""The simulated desk beside the formula that is exact for it, over 30 seeds.

    python benchmarks/casework/queue_erlang.py [--seeds 30] [--days 20000]

Mean days from arrival to done, Poisson arrivals and exponential work, after a warm-up of 1,000
days. `off` is how far the mean over the seeds is from Erlang's, in per cent, beside its own
standard error.
"""

from argparse import ArgumentParser
from statistics import fmean, stdev
from time import process_time

from hawkari.engines.casework.queues import Desk, Range, erlang_c, simulate

CASES = ((1, 0.05, 10.0), (6, 0.4, 10.0), (20, 1.8, 10.0))


def main() -> None:
    parser = ArgumentParser(description=__doc__)
    parser.add_argument("--data", help="not used; every benchmark is given it")
    parser.add_argument("--seeds", type=int, default=30)
    parser.add_argument("--days", type=float, default=20_000)
    given = parser.parse_args()
    print(
        f"{'officers':>8} {'load':>5} {'Erlang C':>9} {'simulated':>9} {'off %':>6} {'s.e. %':>6}"
        f" {'CPU s':>6}"
    )
    for officers, arrivals, work in CASES:
        desk = Desk(officers, Range(arrivals, arrivals), Range(work, work))
        begun = process_time()
        means = [
            fmean(simulate(desk, days=given.days, seed=f"s{number}", warm=1000))
            for number in range(given.seeds)
        ]
        exact = erlang_c(arrivals, work, officers)
        off = 100 * (fmean(means) / exact - 1)
        error = 100 * stdev(means) / given.seeds**0.5 / exact
        print(
            f"{officers:8} {arrivals * work / officers:5.2f} {exact:9.2f} {fmean(means):9.2f} "
            f"{off:6.2f} {error:6.2f} {process_time() - begun:6.1f}"
        )


if __name__ == "__main__":
    main()
