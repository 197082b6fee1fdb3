"""Invented people and their records, for the tests of linkage."""

import random

from hawkari.engines.linkage import Record

GIVEN = (
    ("Rebwar", "ڕێبوار"),
    ("Dilshad", "دڵشاد"),
    ("Karwan", "کاروان"),
    ("Shwan", "شوان"),
    ("Hemin", "هێمن"),
    ("Nazdar", "نازدار"),
    ("Barzan", "بەرزان"),
    ("Sirwan", "سیروان"),
    ("Goran", "گۆران"),
    ("Kamaran", "کامەران"),
)
FATHERS = (
    ("Hama Salih", "حەمەساڵح"),
    ("Jalal", "جەلال"),
    ("Karim", "کەریم"),
    ("Mahmud", "مەحموود"),
    ("Rashid", "ڕەشید"),
    ("Qadir", "قادر"),
    ("Faraj", "فەرەج"),
)
FAMILIES = (("Barzani", "بارزانی"), ("Jaff", "جاف"), ("Zebari", "زێباری"), ("Shwani", "شوانی"))


def record(identity: str, name: str = "", **properties: str) -> Record:
    """A record of a person; the source is what stands before the dash of the id."""
    named = {"name": (name,)} if name else {}
    values = {key: (value,) for key, value in properties.items()}
    return Record(identity, "Person", identity.partition("-")[0], {**named, **values})


SYLLABLES = ("bar", "dil", "kar", "nam", "shir", "zan", "mer", "gol", "sof", "tir", "lav", "roj")


def corridor(people: int, *, seed: int = 7, town: int = 0) -> tuple[list[Record], dict[str, int]]:
    """Two agencies' records of invented people, and who is who.

    Names are of the tables above, in two scripts; or of a town of so many invented words, so that
    fewer are shared.
    """
    dice = random.Random(seed)
    words = [("".join(dice.sample(SYLLABLES, 3)).title(),) * 2 for _ in range(town)]
    records, truth = [], {}
    for person in range(people):
        parts = [dice.choice(words or table) for table in (GIVEN, FATHERS, FAMILIES)]
        born = f"{dice.randint(1960, 2002)}-{dice.randint(1, 12):02}-{dice.randint(2, 28):02}"
        phone = f"+9640700{person:06}"
        for side, source in enumerate(("uk", "krg")):
            if dice.random() < 0.25:
                continue
            values = {"birthDate": born}
            if dice.random() < 0.5:
                values["phone"] = phone
            one = record(f"{source}-{person:04}", " ".join(p[side] for p in parts), **values)
            records.append(one)
            truth[one.id] = person
    return records, truth
