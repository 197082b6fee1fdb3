"""Invents posts: each with what is true of it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from random import Random
from typing import Any

from hawkari.engines.corridor.posts.disguises import disguised
from hawkari.engines.corridor.tables import load_json
from hawkari.engines.corridor.values import LAST_DAY, Person

__all__ = ["LANGUAGES", "Truth", "invent"]

LANGUAGES = ("ckb", "ar", "kmr", "fa", "en")
PLATFORMS = ("telegram", "4cat", "tiktok", "meta", "table")
FIRST_POST = date(2026, 1, 1).toordinal()
ADVERTS = (9, 18)
CLAIMS_A_KIND = 9
ORDINARY = 70
SHARED_WORDS = 0.7  # of a recruiter's adverts in the one text that the recruiter likes best
_EASTERN = str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩")


@dataclass(frozen=True, slots=True)
class Truth:
    """A post and what is true of it; what does not hold of it is empty.

    Attributes:
        platform: of `PLATFORMS`.
        channel: name of the account.
        moment: seconds since the start of its first day.
        text: what it says.
        kind: advert, claim or ordinary.
        language: code.
        person: who is behind an advert, as in ``truth_people.tsv``.
        template: of the text of an advert; rivals share them.
        phone: in E.164.
        disguise: how the number is written.
        handle: name of the account that an advert gives.
        amount: the price, in the currency.
        currency: ISO code.
        origin: English name.
        destination: English name.
        claim: which claim it makes.
    """

    platform: str
    channel: str
    moment: int
    text: str
    kind: str
    language: str
    person: str = ""
    template: str = ""
    phone: str = ""
    disguise: str = ""
    handle: str = ""
    amount: str = ""
    currency: str = ""
    origin: str = ""
    destination: str = ""
    claim: str = ""


def invent(people: Sequence[Person], rng: Random) -> list[Truth]:
    """All posts in the order of their moments."""
    words = load_json("posts.json")
    posts = [*_claims(words, rng), *_ordinary(words, rng)]
    for number, person in enumerate(people):
        posts.extend(_adverts(number, person, words=words, rng=rng))
    return sorted(posts, key=lambda one: (one.moment, one.channel, one.text))


def _adverts(number: int, person: Person, *, words: dict[str, Any], rng: Random) -> Iterator[Truth]:
    """A recruiter's adverts: one text for most, rivals share it; prices drift over the months."""
    family = words["families"][number % len(words["families"])]
    routes = rng.sample(sorted(words["routes"]), 2)
    name = f"{words['names'][number % len(words['names'])]} {number + 1}"
    languages = rng.sample(LANGUAGES, 3)
    handle = f"sample_way_{number + 1}"
    drift = rng.uniform(-0.25, 0.35)
    for _ in range(rng.randint(*ADVERTS)):
        moment = _moment(rng)
        used = family if rng.random() < SHARED_WORDS else rng.choice(words["families"])
        language, route = rng.choice(languages), rng.choice(routes)
        low, high = words["routes"][route]["price"]
        share = moment / ((LAST_DAY - FIRST_POST) * 86_400)
        amount = round(rng.uniform(low, high) * (1 + drift * share)) * 100
        currency = "GBP" if route.endswith(("UK", "Dover")) else "EUR"
        price = _price(amount, currency, words=words, language=language, rng=rng)
        phone = person.phone_on(moment // 86_400 + FIRST_POST) or person.phones[-1].number
        written, disguise = disguised(phone, rng)
        named = rng.random() < 0.5
        start, end = words["routes"][route][language]
        text = used[language].format(
            start=start,
            end=end,
            price=price,
            phone=written,
            smile=rng.choice(words["smiles"]),
            handle=rng.choice((f"@{handle}", f"t.me/{handle}")) if named else "",
        )
        origin, _, destination = route.partition(" > ")
        yield Truth(
            rng.choice(("telegram", "telegram", "telegram", *PLATFORMS)),
            name,
            moment,
            " ".join(text.split()),
            "advert",
            language,
            person=person.id,
            template=used["name"],
            phone=phone,
            disguise=disguise,
            handle=handle if named else "",
            amount=str(amount),
            currency=currency,
            origin=origin,
            destination=destination,
        )


def _price(amount: int, currency: str, *, words: dict[str, Any], language: str, rng: Random) -> str:
    sign = {"EUR": "€", "GBP": "£"}[currency]
    named = words["currencies"][currency][language]
    ways = [
        f"{amount} {named}",
        f"{amount:,} {named}",
        f"{sign}{amount}",
        f"{amount / 1000:.1f}k {named}",
    ]
    if language in ("ckb", "ar", "fa"):
        ways.append(f"{amount} {named}".translate(_EASTERN))
    return rng.choice(ways)


def _claims(words: dict[str, Any], rng: Random) -> Iterator[Truth]:
    """Posts that say what smugglers would have people believe; more of one towards the end."""
    for claim, texts in sorted(words["claims"].items()):
        for place in range(CLAIMS_A_KIND):
            language = LANGUAGES[place % len(LANGUAGES)]
            text = rng.choice(texts[language])
            late = claim == "speedboat" and place % 2 == 0
            tail = rng.choice(("", "", " 👍", "!!", " 🌊"))
            yield Truth(
                rng.choice(PLATFORMS),
                f"Sample talk {place % 4 + 1}",
                _moment(rng, late=late),
                text + tail,
                "claim",
                language,
                claim=claim,
            )


def _ordinary(words: dict[str, Any], rng: Random) -> Iterator[Truth]:
    for place in range(ORDINARY):
        language = LANGUAGES[place % len(LANGUAGES)]
        text = rng.choice(words["ordinary"][language])
        channel = f"Sample talk {place % 4 + 1}"
        yield Truth(rng.choice(PLATFORMS), channel, _moment(rng), text, "ordinary", language)


def _moment(rng: Random, *, late: bool = False) -> int:
    days = LAST_DAY - FIRST_POST
    return rng.randrange(days - 20 if late else 0, days) * 86_400 + rng.randrange(86_400)
