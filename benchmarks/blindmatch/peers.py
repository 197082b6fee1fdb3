"""Full private set intersection, ours beside openmined.psi on the same lists, in one run.

    python benchmarks/blindmatch/peers.py --peer-python PY [--repeat 3] [--client 10000]
        [--server 100000]

PY is a Python with `openmined.psi` (Apache-2.0), which is not a dependency of ours:

    python -m venv /somewhere && /somewhere/bin/pip install openmined.psi==2.0.6

Seconds are of the processor, both sides together, without reading files and starting Python; the
medians of `--repeat` runs taken in turn, since the machine is shared. Two in ten of the client's
numbers are held. The peer sends a compressed set with a false positive rate of 10^-9 over the whole
query, without proofs, so mode 0 is like for like; mode 1 is what agencies use.

What this does not show: protocols that run again in full for each query (SecretFlow's spu, KKRT
and RR22) are several times cheaper on one big run; docs/reference/blindmatch-figures.md says by how
much.
"""

import argparse
import json
import subprocess
import sys
import tempfile
from pathlib import Path
from random import Random
from statistics import median

from hawkari.engines.blindmatch import IdentifierType, Mode, match_lists

PEER = """
import json, sys, time
import private_set_intersection.python as psi
client_lines, server_lines = (open(path).read().split() for path in sys.argv[1:3])
now = time.process_time
begun = now()
client = psi.client.CreateWithNewKey(True)
server = psi.server.CreateWithNewKey(True)
setup = server.CreateSetupMessage(1e-9, len(client_lines), server_lines, psi.DataStructure.GCS)
made = now()
request = client.CreateRequest(client_lines)
asked = now()
response = server.ProcessRequest(request)
answered = now()
found = client.GetIntersection(setup, response)
done = now()
sent = [len(message.SerializeToString()) for message in (setup, request, response)]
print(json.dumps({"hits": sorted(found), "index": made - begun, "query": done - made,
                  "total": done - begun, "bytes": sent}))
"""


def main() -> None:
    options = arguments()
    client, server = lists(options.client, options.server)
    held = set(server)
    truth = [place for place, line in enumerate(client) if line in held]
    runs: dict[str, list[float]] = {}
    wire: dict[str, list[int]] = {}
    for _ in range(options.repeat):
        for mode in Mode:
            outcome = match_lists(client, server, kind=IdentifierType.PHONE, mode=mode)
            assert outcome.hits == truth, "ours found another set"
            costs = outcome.costs
            name = f"ours, mode {int(mode)}"
            runs.setdefault(name, []).append(costs.client_seconds + costs.server_seconds)
            wire[name] = [costs.index_bytes, costs.query_bytes, costs.answer_bytes]
        if options.peer_python:
            found = peer(options.peer_python, client, server)
            assert found["hits"] == truth, "the peer found another set"
            runs.setdefault("openmined.psi", []).append(found["total"])
            wire["openmined.psi"] = found["bytes"]
    tell(runs, wire, sizes=(len(client), len(server)))


def tell(
    runs: dict[str, list[float]], wire: dict[str, list[int]], *, sizes: tuple[int, int]
) -> None:
    """Print a row a method; ratios are medians over the runs of one turn."""
    print(f"{sizes[0]:,} against {sizes[1]:,}; all found the right set")
    print("| method | CPU s, both sides | of the peer | B an index item | B a query element |")
    print("|---|---|---|---|---|")
    peers = runs.get("openmined.psi")
    for name, seconds in runs.items():
        ratio = "-"
        if peers:
            ratio = f"{median(a / b for a, b in zip(seconds, peers, strict=True)):.2f}"
        index, query, answer = wire[name]
        print(
            f"| {name} | {median(seconds):.2f} | {ratio} | {index / sizes[1]:.2f} "
            f"| {(query + answer) / sizes[0]:.1f} |"
        )


def lists(client: int, server: int) -> tuple[list[str], list[str]]:
    """Invented numbers; two in ten of the client's are the server's."""
    rng = Random(1)
    numbers = [f"+999{place:010d}" for place in rng.sample(range(10**10), client + server)]
    held, others = numbers[:server], numbers[server:]
    common = client // 5
    asked = held[:common] + others[: client - common]
    rng.shuffle(asked)
    return asked, held


def peer(python: Path, client: list[str], server: list[str]) -> dict[str, object]:
    """One run of openmined.psi in its own environment."""
    with tempfile.TemporaryDirectory() as folder:
        paths = []
        for name, lines in (("client", client), ("server", server)):
            paths.append(Path(folder) / name)
            paths[-1].write_text("\n".join(lines), encoding="utf-8")
        run = subprocess.run(
            [str(python), "-c", PEER, *map(str, paths)], check=True, capture_output=True, text=True
        )
    found: dict[str, object] = json.loads(run.stdout)
    return found


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0] if __doc__ else "")
    parser.add_argument("--data", help="not used: `make bench-blindmatch` gives it to every script")
    parser.add_argument("--peer-python", type=Path, help="a Python with openmined.psi 2.0.6")
    parser.add_argument("--repeat", type=int, default=3)
    parser.add_argument("--client", type=int, default=10_000)
    parser.add_argument("--server", type=int, default=100_000)
    options = parser.parse_args()
    if options.peer_python is None:
        print("no --peer-python: ours alone", file=sys.stderr)
    return options


if __name__ == "__main__":
    main()
