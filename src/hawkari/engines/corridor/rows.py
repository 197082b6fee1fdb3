"""Records as rows of each agency's file, in its headers' order, words, dates and phone habits."""

from datetime import date
from random import Random

from hawkari.engines.corridor.happenings import Link
from hawkari.engines.corridor.records import Date, Record
from hawkari.engines.corridor.tables import load_json

__all__ = [
    "FRANCE", "GERMANY", "IRAQ", "KRG_LINKS", "KRG_PEOPLE", "UK_LINKS", "UK_PEOPLE", "UK_PHONES",
    "UK_SIGHTINGS", "Row", "france_row", "germany_row", "iraq_row", "krg_row", "uk_phone", "uk_row",
    "word",
]  # fmt: skip

Row = tuple[object, ...]

UK_PEOPLE = (
    "URN", "Surname", "Forenames", "Date of Birth", "Sex", "Place of Birth", "Nationality",
    "Also Known As", "Document Number", "Category", "Role", "Date Recorded",
)  # fmt: skip
UK_PHONES = ("URN", "Telephone", "First Seen", "Last Seen")
UK_LINKS = ("Link Ref", "URN", "Associate URN", "Relationship", "First Seen", "Last Seen")
UK_SIGHTINGS = ("Sighting Ref", "URN", "Seen With URN", "Date", "Place", "Activity")
IRAQ = (
    "رقم الملف", "الاسم", "اللقب", "الكنية", "تاريخ الولادة", "محل الولادة", "الجنس", "رقم الهاتف",
    "رقم الوثيقة", "الصفة", "الدور", "رقم ملف القريب", "صلة القرابة", "تاريخ التسجيل",
)  # fmt: skip
KRG_PEOPLE = (
    "ژمارەی فایل", "ناوی سیانی", "نازناو", "ڕێکەوتی لەدایکبوون", "شوێنی لەدایکبوون", "ڕەگەز",
    "ژمارەی مۆبایل", "ژمارەی ناسنامە", "جۆر", "ڕۆڵ", "ڕێکەوتی تۆمار",
)  # fmt: skip
KRG_LINKS = ("ژمارەی پەیوەندی", "فایلی یەکەم", "فایلی دووەم", "جۆری پەیوەندی", "ڕێکەوت")
FRANCE = (
    "Référence", "Nom", "Prénom", "Alias", "Date de naissance", "Lieu de naissance", "Nationalité",
    "Sexe", "Téléphone", "N° de document", "Qualité", "Fonction", "Date de saisie",
)  # fmt: skip
GERMANY = (
    "Vorgangsnummer", "Familienname", "Vorname", "Aliasname", "Geburtsdatum", "Geburtsort",
    "Geschlecht", "Staatsangehörigkeit", "Telefon", "Ausweisnummer", "Rolle", "Funktion",
    "Bezugsperson", "Bezug", "Erfasst am",
)  # fmt: skip
CATEGORY_SET, ROLE_SET = 0.9, 0.75  # shares of records with the cell filled
EASTERN_DIGITS = 0.3  # of Kurdish rows
_EASTERN = str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩")
_LANGUAGES = ("en", "ar", "ckb", "fr", "de")
_TRUNKS = {"iq": "+964", "gb": "+44", "fr": "+33", "de": "+49"}


def word(kind: str, key: str, language: str) -> str:
    """A category, role, relation, gender or nationality as an agency words it; ``""`` for none."""
    if not key:
        return ""
    found: str = load_json("words.json")[kind][key][_LANGUAGES.index(language)]
    return found


def uk_row(record: Record, rng: Random) -> Row:
    """One row of the sheet Persons: true dates, but a bare year is text."""
    words = record.name.words
    born = record.born
    whole = date(born.year, born.month, born.day) if born and born.day else _iso(born)
    row = (
        record.reference, words[-1], " ".join(words[:-1]), whole,
        _text("gender", record.gender, "en"), _place(record, "english", rng),
        word("nationality", record.person.nationality, "en") if rng.random() < 0.8 else None,
        record.alias, record.document, *_standing(record, "en", rng),
        date.fromordinal(record.seen),
    )  # fmt: skip
    return tuple(cell or None for cell in row)


def uk_phone(record: Record, rng: Random) -> Row:
    """One row of the sheet Phones."""
    last = record.seen + rng.randrange(400)
    return (
        record.reference, _phone(record.phone, "gb", rng), date.fromordinal(record.seen),
        date.fromordinal(last),
    )  # fmt: skip


def iraq_row(record: Record, kin: Link | None, rng: Random) -> Row:
    """One row of the Iraqi file; the family name has a column of its own."""
    name = record.name
    return (
        record.reference, " ".join((name.given, *name.rest)), name.family, record.alias,
        _iso(record.born), _place(record, "arabic", rng), _text("gender", record.gender, "ar"),
        _phone(record.phone, "iq", rng), record.document, *_standing(record, "ar", rng),
        kin.right.reference if kin else "", word("relation", kin.relation, "ar") if kin else "",
        date.fromordinal(record.seen).isoformat(),
    )  # fmt: skip


def krg_row(record: Record, rng: Random) -> Row:
    """One row of the Kurdish file; all cells are text, digits at times Arabic-Indic."""
    row: tuple[str, ...] = (
        record.reference, " ".join(record.name.words), record.alias,
        _iso(record.born).replace("-", "/"), _place(record, "sorani", rng),
        _text("gender", record.gender, "ckb"), _phone(record.phone, "iq", rng), record.document,
        *_standing(record, "ckb", rng),
        date.fromordinal(record.seen).isoformat().replace("-", "/"),
    )  # fmt: skip
    if rng.random() < EASTERN_DIGITS:
        row = tuple(
            cell.translate(_EASTERN) if place in (3, 6, 10) else cell
            for place, cell in enumerate(row)
        )
    return tuple(cell or None for cell in row)


def france_row(record: Record, rng: Random) -> Row:
    """One row of the French file; surnames in capitals, spelled within Windows-1252."""
    words = record.name.words
    return (
        record.reference, words[-1].upper(), " ".join(words[:-1]), record.alias,
        _western(record.born, "/"), _place(record, "french", rng),
        word("nationality", record.person.nationality, "fr"), _text("gender", record.gender, "fr"),
        _phone(record.phone, "fr", rng), record.document, *_standing(record, "fr", rng),
        _western(_written(record.seen), "/"),
    )  # fmt: skip


def germany_row(record: Record, other: Link | None, rng: Random) -> Row:
    """One row of the German file."""
    words = record.name.words
    return (
        record.reference, words[-1], " ".join(words[:-1]), record.alias,
        _western(record.born, "."), _place(record, "german", rng),
        _text("gender", record.gender, "de"), word("nationality", record.person.nationality, "de"),
        _phone(record.phone, "de", rng), record.document, *_standing(record, "de", rng),
        other.right.reference if other else "",
        word("relation", other.relation, "de") if other else "",
        _western(_written(record.seen), "."),
    )  # fmt: skip


def _text(kind: str, key: str, language: str) -> str:
    return word(kind, key, language)


def _standing(record: Record, language: str, rng: Random) -> tuple[str, str]:
    """Category and role as the register has them; migrants have a category and never a role."""
    person = record.person
    category = word("category", person.category, language) if rng.random() < CATEGORY_SET else ""
    role = word("role", person.role, language) if rng.random() < ROLE_SET else ""
    return category, role


def _place(record: Record, spelling: str, rng: Random) -> str:
    place = record.birthplace
    if place is None:
        return ""
    if spelling == "english" and place.variants and rng.random() < 0.3:
        return rng.choice(place.variants)
    return str(getattr(place, spelling))


def _written(day: int) -> Date:
    true = date.fromordinal(day)
    return Date(true.year, true.month, true.day)


def _iso(born: Date | None) -> str:
    if born is None:
        return ""
    return f"{born.year:04d}-{born.month:02d}-{born.day:02d}" if born.day else f"{born.year:04d}"


def _western(born: Date | None, mark: str) -> str:
    if born is None:
        return ""
    if not born.day:
        return f"{born.year:04d}"
    return f"{born.day:02d}{mark}{born.month:02d}{mark}{born.year:04d}"


def _phone(number: str, home: str, rng: Random) -> str:
    """A number as an agency dials it: at home without the country code, else with + or 00."""
    if not number:
        return ""
    trunk = _TRUNKS[home]
    chance = rng.random()
    if number.startswith(trunk) and not number.startswith(f"{trunk}0") and chance < 0.5:
        digits = "0" + number[len(trunk) :]
        return f"{digits[:4]} {digits[4:7]} {digits[7:]}" if chance < 0.3 else digits
    if chance < 0.65:
        return number
    if chance < 0.85:
        return f"{number[:4]} {number[4:7]} {number[7:]}"
    return f"00{number[1:]}"
