"""Invented cells of each kind that `tables.txt` names, drawn with a seed."""

import random
from collections.abc import Callable
from datetime import date, timedelta

__all__ = ["FIRST", "KINDS", "Draw", "day", "digits", "one"]


def _listed(*lines: str) -> dict[str, list[str]]:
    """The words of each line under its first."""
    return {words[0]: words[1:] for words in map(str.split, lines)}


FIRST = _listed(
    "lat Ali Omar Sara Hassan Karwan Shilan Azad Dilan Rebaz Huda Yusuf Leyla",
    "ar علي عمر سارة حسن مصطفى زينب كريم هدى يوسف ليلى جاسم نور",
    "ckb ئازاد شیلان ڕێبوار هێمن ژیان کاروان دڵشاد نەسرین بەرزان هاوڕێ سۆران ڤیان",
    "fa رضا مریم حسین زهرا علی فاطمه کیوان پریسا گلناز چنگیز ژاله نادر",
)
LAST = _listed(
    "lat Hassan Rashid Karim Barzani Demir Yilmaz Moreau Keller Jalal Amin",
    "ar الجبوري العبيدي رشيد كريم حسين التميمي الدليمي جلال",
    "ckb حەسەن کەریم ڕەشید جەلال ئەمین مەحمود عومەر بەکر",
    "fa محمدی رضایی کریمی حسینی احمدی گودرزی پورچی نظری",
)
CITY = {
    "lat": ["Erbil", "Dover", "Calais", "Berlin", "Istanbul", "Amed", "Lyon", "Köln"],
    "ar": ["بغداد", "اربيل", "الموصل", "البصرة", "كركوك", "دهوك"],
    "ckb": ["هەولێر", "سلێمانی", "دهۆک", "ڕانیە", "کۆیە", "هەڵەبجە"],
    "fa": ["تهران", "کرمانشاه", "سنندج", "هرات", "کابل", "ارومیه"],
}
WORD = {
    "eng": ["driver", "none", "teacher", "passport", "blue", "baker"],
    "ar": ["معلم", "سائق", "ابيض", "كاسب", "ازرق"],
    "ckb": ["مامۆستا", "شۆفێر", "سپی", "کرێکار", "شین"],
    "kmr": ["zewicî", "ne zewicî", "mamoste", "şivan", "karker"],
    "fa": ["معلم", "راننده", "مجرد", "متاهل", "سفید"],
    "fra": ["M.", "Mme", "passeur", "guide", "bleu"],
    "deu": ["Herr", "Frau", "Divers", "Dr."],
    "tur": ["beyaz", "organizatör", "sürücü", "kurye", "mavi"],
}
TEXT = {
    "eng": [
        "seen near the port",
        "nothing further",
        "carried two phones",
        "asks for an interpreter",
    ],
    "ar": ["شوهد قرب الميناء", "لا يوجد", "يحمل هاتفين", "زيارة قريب"],
    "ckb": ["لە نزیک بازاڕ بینراوە", "هیچ", "دوو مۆبایلی پێبوو", "قوتابخانەی ڕاپەڕین"],
    "fa": ["نزدیک مرز دیده شد", "ندارد", "دو تلفن داشت"],
    "fra": ["vu près du port", "virement loyer", "rien à signaler", "participation frais"],
    "deu": ["am Hafen gesehen", "Miete März", "nichts weiter", "Rechnung 17"],
    "tur": ["limanda görüldü", "kira", "yok", "borç ödemesi"],
}
NAT = {
    "eng": ["Iraqi", "Iranian", "Syrian", "British", "Afghan"],
    "nat3": ["IRQ", "IRN", "SYR", "GBR", "AFG"],
    "ara": ["عراقي", "سوري", "ايراني", "عراقية"],
    "ckb": ["عێراقی", "ئێرانی", "ئەفغانی"],
    "fra": ["irakienne", "iranienne", "française", "afghane"],
    "deu": ["irakisch", "iranisch", "deutsch", "afghanisch"],
    "tur": ["Irak", "İran", "Suriye", "Afganistan"],
}
CARS = ["Toyota Hilux", "VW Crafter", "Mercedes Sprinter", "Kia Sportage", "Ford Transit"]
START = date(1962, 1, 1)
Draw = Callable[[random.Random], str]


def day(rng: random.Random) -> date:
    """A day of birth."""
    return START + timedelta(days=rng.randrange(365 * 42))


def digits(rng: random.Random, count: int) -> str:
    """So many digits."""
    return "".join(rng.choice("0123456789") for _ in range(count))


def _iban(rng: random.Random) -> str:
    body = f"9999{digits(rng, 14)}"
    check = 98 - int(body + "131400") % 97
    return f"DE{check:02}{body}"


def _name(script: str, words: int) -> Draw:
    def drawn(rng: random.Random) -> str:
        first = [rng.choice(FIRST[script]) for _ in range(words - 1)]
        return " ".join([*first, rng.choice(LAST[script])])

    return drawn


def one(values: list[str]) -> Draw:
    """One of these words."""
    return lambda rng: rng.choice(values)


def _amount(pattern: str) -> Draw:
    def drawn(rng: random.Random) -> str:
        whole, cents = rng.randrange(20, 9000), rng.randrange(100)
        if pattern == "de":
            return f"{whole:,}".replace(",", ".") + f",{cents:02}"
        return f"{whole:,}"

    return drawn


def _of_calendar(before: int) -> Draw:
    return lambda rng: (
        f"{rng.randrange(1340, 1384) + before}/{rng.randrange(1, 13):02}/{rng.randrange(1, 30):02}"
    )


def _arabic_digits(text: str) -> str:
    return text.translate(str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩"))


KINDS: dict[str, Draw] = {
    **{f"first_{script}": one(names) for script, names in FIRST.items()},
    **{f"last_{script}": one(names) for script, names in LAST.items()},
    **{f"name_{script}": _name(script, 2 if script in ("lat", "fa") else 3) for script in FIRST},
    **{f"city_{script}": one(places) for script, places in CITY.items()},
    **{f"word_{language}": one(words) for language, words in WORD.items()},
    **{f"text_{language}": one(texts) for language, texts in TEXT.items()},
    **{f"nat_{language}": one(words) for language, words in NAT.items()},
    "nat3": one(NAT["nat3"]),
    "addr_lat": lambda rng: f"{rng.randrange(1, 90)} {rng.choice(CITY['lat'])} Street",
    "addr_ar": lambda rng: f"{rng.choice(CITY['ar'])} - محلة {rng.randrange(100, 900)}",
    "addr_ckb": lambda rng: f"{rng.choice(CITY['ckb'])}، گەڕەکی {rng.randrange(1, 90)}",
    "addr_fa": lambda rng: f"{rng.choice(CITY['fa'])}، خیابان {rng.randrange(1, 90)}",
    "zip": lambda rng: digits(rng, 5),
    "dmy": lambda rng: f"{day(rng):%d/%m/%Y}",
    "dmy_dot": lambda rng: f"{day(rng):%d.%m.%Y}",
    "iso": lambda rng: day(rng).isoformat(),
    "year": lambda rng: _arabic_digits(str(day(rng).year)),
    "jalali": _of_calendar(0),
    "kurdish": _of_calendar(1321),
    "stamp": lambda rng: f"{day(rng):%d/%m/%Y} {rng.randrange(24):02}:{rng.randrange(60):02}:07",
    "secs": lambda rng: str(rng.randrange(2, 900)),
    "age": lambda rng: str(rng.randrange(16, 70)),
    "count": lambda rng: str(rng.randrange(1, 9)),
    "e164": lambda rng: f"+447700900{digits(rng, 3)}",
    "iq": lambda rng: f"0700 900 {digits(rng, 4)}",
    "ir": lambda rng: f"0900000{digits(rng, 4)}",
    "email": lambda rng: f"{rng.choice(FIRST['lat']).lower()}{digits(rng, 2)}@mail.example",
    "passport": lambda rng: f"{rng.choice('ABG')}{digits(rng, 8)}",
    "natid": lambda rng: digits(rng, 12),
    "tin10": lambda rng: digits(rng, 10),
    "dl": lambda rng: f"{rng.choice('KLM')}{digits(rng, 7)}",
    "iban": _iban,
    "acct": lambda rng: digits(rng, 13),
    "imei": lambda rng: f"00{digits(rng, 13)}",
    "plate_gb": lambda rng: f"ZZ{digits(rng, 2)} Q{rng.choice('ABC')}X",
    "plate_iq": lambda rng: f"{rng.choice(['اربيل', 'بغداد', 'دهوك'])} {digits(rng, 5)}",
    "plate_tr": lambda rng: f"99 {rng.choice('ABK')}Q {digits(rng, 3)}",
    "plate_fr": lambda rng: f"WW-{digits(rng, 3)}-Q{rng.choice('ABC')}",
    "plate_de": lambda rng: f"XX-Q {digits(rng, 4)}",
    "car": one(CARS),
    "sex_eng": one(["Male", "Female"]),
    "sex_let": one(["M", "F"]),
    "sex_ckb": one(["نێر", "مێ"]),
    "sex_kmr": one(["mêr", "jin"]),
    "sex_fa": one(["مرد", "زن"]),
    "sex_tur": one(["Erkek", "Kadın"]),
    "amount": _amount("en"),
    "amount_de": _amount("de"),
    "cur": one(["EUR", "USD"]),
    "ref": lambda rng: f"{rng.choice('KXT')}{digits(rng, 6)}",
    "case": lambda rng: f"{rng.randrange(1, 9)}/2026",
    "company": one(["Nordlicht Spedition", "Karwan Handel", "Hafen Logistik"]),
}
