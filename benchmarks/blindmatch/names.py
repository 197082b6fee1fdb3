"""Persons by composite keys: how many of the pairs that are found in clear text are found blind?

    python benchmarks/blindmatch/names.py --data PATH [--no-clear]

PATH is a folder that holds `linkage/febrl_dataset4a.csv`, `febrl_dataset4b.csv`,
`partners_records.csv` and `partners_truth.tsv`. Keys are compared as they are; that the protocol
finds exactly the equal ones is shown elsewhere (`peers.py`, tests).

FEBRL4: names and birth dates only, 5,000 against 5,000; a pair is found when the upper bound of the
keys that the two share reaches the threshold. *Clear* is our linkage engine on the same fields,
scored by its own weight, at the best recall whose precision is at least that given.

Partners: one source's persons against another's, name, birth date and place, across scripts. The
unit is the querier's person, as in use: a candidate if the bound over *all* its keys that hit
reaches the threshold, right if the other source has that person at all. Rarity of names is counted
among the querier's own persons. Clear: the best weight of any pair of that person.

What this does not show: threshold, kinds of keys and weights were set with FEBRL4, FR-DE and KRG-DE
in sight; IQ-GB was looked at, but no number was fitted to it. The partners' records are invented,
with some 70 given names, more alike than in life.
"""

import argparse
import csv
from collections import defaultdict
from collections.abc import Iterable, Mapping
from pathlib import Path

from hawkari.engines.blindmatch.bounds import CANDIDATE_AT, rarity_among, upper_bound
from hawkari.engines.blindmatch.composite import Person, asked_keys, composite_keys, frequent_keys
from hawkari.engines.linkage import Record, link

PRECISIONS = (0.8, 0.9, 0.95, 0.99)
COUPLES = (("KRG", "DE"), ("FR", "DE"), ("IQ", "GB"))
Persons = dict[str, Person]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0] if __doc__ else "")
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--no-clear", action="store_true", help="skip the clear-text matcher")
    options = parser.parse_args()
    folder = options.data / "linkage" if (options.data / "linkage").exists() else options.data
    print_febrl(folder, clear=not options.no_clear)
    print_partners(folder, clear=not options.no_clear)


def print_febrl(folder: Path, *, clear: bool) -> None:
    """Precision and recall of pairs on FEBRL4."""
    left, right = (febrl(folder / f"febrl_dataset4{side}.csv") for side in "ab")
    rarity = rarity_among(left.values())
    shared: dict[tuple[str, str], list[str]] = defaultdict(list)
    holders: dict[str, list[str]] = defaultdict(list)
    count = 0
    for name, person in right.items():
        for key in composite_keys(person):
            holders[key].append(name)
            count += 1
    for name, person in left.items():
        for key in asked_keys(person):
            for other in holders.get(key, ()):
                shared[name, other].append(key)
    scores = {pair: upper_bound(keys, left[pair[0]].birth, rarity) for pair, keys in shared.items()}
    found = [pair for pair, score in scores.items() if score >= CANDIDATE_AT]
    right_ones = sum(a == b for a, b in found)
    precision, recall = right_ones / len(found), right_ones / len(left)
    f1 = 2 * precision * recall / (precision + recall)
    print(f"FEBRL4, name and birth date, {count / len(right):.1f} keys a person")
    print(f"blind at {CANDIDATE_AT:g} bits: P {precision:.4f} R {recall:.4f} F1 {f1:.4f}")
    truth = {(name, name) for name in left}
    blind = recalls(scores, truth)
    print("blind, recall at precision:", told(blind))
    if clear:
        other = recalls(weights(left, right), truth)
        print("clear, recall at precision:", told(other))
        print("share of clear:            ", told(shares(blind, other)))


def print_partners(folder: Path, *, clear: bool) -> None:
    """Recall of persons at a precision, between sources that write in different scripts."""
    with (folder / "partners_truth.tsv").open(encoding="utf-8", newline="") as stream:
        person_of = dict(row[:2] for row in csv.reader(stream, delimiter="\t"))
    with (folder / "partners_records.csv").open(encoding="utf-8", newline="") as stream:
        rows = list(csv.DictReader(stream))
    for asks, holds in COUPLES:
        left, right = (partner(rows, source) for source in (asks, holds))
        held = {person_of[name] for name in right}
        truth = {name for name in left if person_of[name] in held}
        blind = recalls(bounds(left, right), truth)
        print(f"{asks} asks {holds}: {len(left)} against {len(right)}, {len(truth)} held")
        print("  blind, recall at precision:", told(blind))
        if clear:
            best: dict[str, float] = {}
            for (name, _), weight in weights(left, right).items():
                best[name] = max(best.get(name, weight), weight)
            other = recalls(best, truth)
            print("  clear, recall at precision:", told(other))
            print("  share of clear:            ", told(shares(blind, other)))


def bounds(left: Persons, right: Persons) -> dict[str, float]:
    """The upper bound of each of the querier's persons with a hit."""
    keys = [composite_keys(person) for person in right.values()]
    index = {key for own in keys for key in own} - frequent_keys(keys)
    rarity = rarity_among(left.values())
    found = {}
    for name, person in left.items():
        hits = [key for key in asked_keys(person) if key in index]
        if hits:
            found[name] = upper_bound(hits, person.birth, rarity)
    return found


def weights(left: Persons, right: Persons) -> dict[tuple[str, str], float]:
    """Weight of each candidate pair by our linkage engine, in clear text."""
    records = [
        Record(side + name, "Person", side, properties(person))
        for side, persons in (("a", left), ("b", right))
        for name, person in persons.items()
    ]
    found = {}
    for pair in link(records).pairs:
        a, b = sorted((pair.left, pair.right))
        if a[0] == "a" and b[0] == "b":
            found[a[1:], b[1:]] = pair.weight
    return found


def properties(person: Person) -> dict[str, tuple[str, ...]]:
    """A person as the linkage engine takes it."""
    return {
        "name": person.names,
        **({"birthDate": (person.birth,)} if person.birth else {}),
        **({"birthPlace": (person.birth_place,)} if person.birth_place else {}),
    }


def recalls(scores: Mapping[object, float], truth: Iterable[object]) -> dict[float, float]:
    """The best recall at each precision, over all thresholds."""
    wanted = set(truth)
    ranked = sorted(scores.items(), key=lambda item: -item[1])
    found, best = 0, dict.fromkeys(PRECISIONS, 0.0)
    for number, (thing, score) in enumerate(ranked, 1):
        found += thing in wanted
        # a threshold lies between two scores, never among equal ones
        if number == len(ranked) or ranked[number][1] < score:
            for precision in PRECISIONS:
                if found / number >= precision:
                    best[precision] = max(best[precision], found / len(wanted))
    return best


def shares(blind: dict[float, float], clear: dict[float, float]) -> dict[float, float]:
    return {precision: blind[precision] / clear[precision] for precision in PRECISIONS}


def told(values: dict[float, float]) -> str:
    return "  ".join(f"{precision:g}: {value:.3f}" for precision, value in values.items())


def febrl(path: Path) -> Persons:
    persons = {}
    with path.open(encoding="utf-8", newline="") as stream:
        for row in csv.DictReader(stream, skipinitialspace=True):
            date = row["date_of_birth"].strip()
            birth = f"{date[:4]}-{date[4:6]}-{date[6:]}" if len(date) == 8 else ""
            name = f"{row['given_name'].strip()} {row['surname'].strip()}".strip()
            persons[row["rec_id"].split("-")[1]] = Person((name,), birth)
    return persons


def partner(rows: list[dict[str, str]], source: str) -> Persons:
    return {
        row["id"]: Person((row["name"],), row["dob"], birth_place=row["birth_place"])
        for row in rows
        if row["source"] == source
    }


if __name__ == "__main__":
    main()
