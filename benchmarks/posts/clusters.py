"""Operators among adverts: pair precision, recall and F1, and seconds, beside rensa and datasketch.

    python benchmarks/posts/clusters.py --data FOLDER [--million] [--repeat 3]

FOLDER holds `campaign/posts_dups.tsv` (id, cluster, lang, kind, text). Clusters are dealt into two
halves by a hash of their name: our settings were chosen on one, the other was looked at when they
stood. Peers link by 5-character shingles of our canonical text (skeleton, without
hashtags), single link, at the threshold that
is best on all of the file; their seconds are from canonical text to labels, ours from raw text.
`--million` clusters a million invented adverts in a process of its own and prints seconds and
peak memory. Peers are no dependencies: `pip install rensa datasketch`.
"""

import argparse
import hashlib
import re
import resource
import subprocess
import sys
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from math import comb
from pathlib import Path
from random import Random
from time import perf_counter, process_time

from hawkari.engines.posts import read_selectors, skeleton
from hawkari.engines.posts.clusters import PostText, cluster_posts

TAG = re.compile(r"#\S+")
SHINGLE, PERMUTATIONS = 5, 128
THRESHOLDS = (0.5, 0.6, 0.7)
TEMPLATES = (
    "hello friends the road from {a} to {b} is open every night {price} euro pay after arrival"
    " whatsapp {phone} {tail}",
    "سڵاو ڕێگای {a} بۆ {b} کراوەیە نرخ {price} یۆرۆ پارە دوای گەیشتن پەیوەندی {phone} {tail}",
    "السلام عليكم الطريق من {a} إلى {b} مفتوح السعر {price} يورو والدفع بعد الوصول {phone} {tail}",
    "selam {a} {b} yolu açık fiyat {price} euro para vardıktan sonra whatsapp {phone} {tail}",
    "bonjour route {a} {b} ouverte prix {price} euros paiement à l'arrivée {phone} {tail}",
)
PLACES = [
    "Erbil",
    "Izmir",
    "Athens",
    "Calais",
    "Dunkirk",
    "Dover",
    "London",
    "Belgrade",
    "Berlin",
    "Italy",
]


def scores(truth: Sequence[str], said: Sequence[object]) -> tuple[float, float, float]:
    def pairs(values: Sequence[object]) -> int:
        return sum(comb(many, 2) for many in Counter(values).values())

    both = pairs(list(zip(truth, said, strict=True)))
    precision, recall = both / max(1, pairs(said)), both / max(1, pairs(truth))
    return precision, recall, 2 * precision * recall / max(1e-9, precision + recall)


def half(cluster: str) -> int:
    return int(hashlib.md5(cluster.encode()).hexdigest(), 16) % 2


def shingled(texts: Sequence[str]) -> list[list[str]]:
    cut = (
        [text[at : at + SHINGLE] for at in range(max(1, len(text) - SHINGLE + 1))] for text in texts
    )
    return [list(dict.fromkeys(one)) for one in cut]


def linked(pairs: Iterator[tuple[int, int]], posts: int) -> list[int]:
    parent = list(range(posts))

    def root(post: int) -> int:
        while parent[post] != post:
            parent[post] = parent[parent[post]]
            post = parent[post]
        return post

    for one, two in pairs:
        parent[root(one)] = root(two)
    return [root(post) for post in range(posts)]


def rensa(texts: Sequence[str], threshold: float) -> list[int]:
    from rensa import RMinHash, RMinHashLSH

    made = []
    for tokens in shingled(texts):
        one = RMinHash(num_perm=PERMUTATIONS, seed=1)
        one.update(tokens)
        made.append(one)
    index = RMinHashLSH(threshold=threshold, num_perm=PERMUTATIONS, num_bands=16)
    for at, one in enumerate(made):
        index.insert(at, one)

    def pairs() -> Iterator[tuple[int, int]]:
        for at, one in enumerate(made):
            for other in index.query(one):
                if other > at and one.jaccard(made[other]) >= threshold:
                    yield at, other

    return linked(pairs(), len(texts))


def datasketch(texts: Sequence[str], threshold: float) -> list[int]:
    from datasketch import MinHash, MinHashLSH

    index = MinHashLSH(threshold=threshold, num_perm=PERMUTATIONS)
    made = []
    for at, tokens in enumerate(shingled(texts)):
        one = MinHash(num_perm=PERMUTATIONS)
        one.update_batch([token.encode() for token in tokens])
        made.append(one)
        index.insert(at, one)

    def pairs() -> Iterator[tuple[int, int]]:
        for at, one in enumerate(made):
            for other in index.query(one):
                if other > at and one.jaccard(made[other]) >= threshold:
                    yield at, other

    return linked(pairs(), len(texts))


def ours(texts: Sequence[str], _: float) -> list[int]:
    posts = (PostText(str(at), text) for at, text in enumerate(texts))
    found: list[int] = cluster_posts(posts).operators.tolist()
    return found


def read_first(texts: Sequence[str]) -> list[int]:
    """As the campaign desk does it: phones and accounts from the reader of selectors."""
    posts = []
    for at, text in enumerate(texts):
        named = read_selectors(text)
        handles = {"@" + one.value.partition(":")[2] for one in named.handles}
        reached = sorted({one.value for one in named.phones} | handles)
        posts.append(PostText(str(at), text, tuple(reached)))
    found: list[int] = cluster_posts(posts).operators.tolist()
    return found


def timed(call: Callable[[], list[int]]) -> tuple[list[int], float, float]:
    wall, processor = perf_counter(), process_time()
    found = call()
    return found, perf_counter() - wall, process_time() - processor


def tell(name: str, result: tuple[float, float, float], seconds: tuple[float, float]) -> None:
    precision, recall, f1 = result
    wall, processor = seconds
    print(
        f"{name:24} precision {precision:.4f} recall {recall:.4f} F1 {f1:.4f}"
        f"  {wall:7.2f} s, {processor:7.2f} s of processors",
        flush=True,
    )


def compare(path: Path, repeat: int) -> None:
    rows = [line.rstrip("\n").split("\t") for line in path.open(encoding="utf-8")][1:]
    truth, texts = [row[1] for row in rows], [row[4] for row in rows]
    plain = [skeleton(TAG.sub(" ", text)) for text in texts]
    ours(texts[:200], 0)  # compiles
    runs = [timed(lambda: ours(texts, 0)) for _ in range(repeat)]
    found, wall, processor = min(runs, key=lambda run: run[2])
    tell("hawkari", scores(truth, found), (wall, processor))
    for number, name in enumerate(("chosen on", "held out")):
        some = [at for at, cluster in enumerate(truth) if half(cluster) == number]
        numbers = [truth[at] for at in some]
        alone = ours([texts[at] for at in some], 0)
        f = "precision {:.4f} recall {:.4f} F1 {:.4f}".format
        print(f"  half {name}: within all {f(*scores(numbers, [found[at] for at in some]))}")
        print(f"  half {name}: alone      {f(*scores(numbers, alone))}")
    found, wall, spent = timed(lambda: read_first(texts))
    tell("hawkari, phones read", scores(truth, found), (wall, spent))
    for name, peer in (("rensa", rensa), ("datasketch", datasketch)):
        for threshold in THRESHOLDS:
            try:
                labels, wall, spent = timed(lambda: peer(plain, threshold))  # noqa: B023
            except ImportError:
                print(f"{name}: not installed here: pip install {name}")
                break
            tell(f"{name} {threshold}", scores(truth, labels), (wall, spent))
            print(f"  hawkari takes {processor / spent:.3f} of its processor time")


def million(count: int) -> Iterator[PostText]:
    """Adverts of operators of 1 to 60 posts, who share five templates, as reposting varies them."""
    random = Random(1)
    words = [f"w{number:04x}" for number in range(4000)]
    made = operator = 0
    while made < count:
        phone = f"+44 7700 {900000 + operator % 1000} {operator:07}"
        tail = " ".join(random.choices(words, k=8))
        a, b = random.sample(PLACES, 2)
        price, template = random.randrange(8, 60) * 100, random.choice(TEMPLATES)
        for _ in range(min(int(random.paretovariate(1.1)) + 2, 60, count - made)):
            said = price + random.randrange(-2, 3) * 100
            text = template.format(a=a, b=b, price=said, phone=phone, tail=tail).split()
            del text[random.randrange(len(text))]
            at = random.randrange(len(text))
            text[at] = text[at][::-1] if random.random() < 0.3 else text[at]
            yield PostText(f"{operator}-{made}", " ".join(text))
            made += 1
        operator += 1


def measure_million(count: int) -> None:
    cluster_posts(million(200))  # compiles
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 2**20
    posts = list(million(count))
    with_posts = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 2**20
    wall, processor = perf_counter(), process_time()
    state = cluster_posts(posts)
    wall, processor = perf_counter() - wall, process_time() - processor
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 2**20
    truth = [name.partition("-")[0] for name in state.ids]
    print(f"{count} invented posts: {wall:.1f} s, {processor:.1f} s of processors")
    print(
        f"  memory: {peak:.2f} GiB at most (Python {before:.2f}, with the posts {with_posts:.2f})"
    )
    print(
        "  precision {:.4f} recall {:.4f} F1 {:.4f}".format(
            *scores(truth, state.operators.tolist())
        )
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--data", type=Path, default=Path("data"))
    parser.add_argument("--million", action="store_true")
    parser.add_argument("--repeat", type=int, default=3)
    parser.add_argument("--only", type=int, default=0, help=argparse.SUPPRESS)
    asked = parser.parse_args()
    if asked.only:
        measure_million(asked.only)
        return
    compare(asked.data / "campaign" / "posts_dups.tsv", asked.repeat)
    if asked.million:
        subprocess.run([sys.executable, __file__, "--only", "1000000"], check=True)


if __name__ == "__main__":
    main()
