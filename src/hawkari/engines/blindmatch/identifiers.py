"""Normal forms of identifiers: both sides must write one number in one way, or never meet.

The tables and the test vectors lie in ``resources/identifiers.json`` and are part of the protocol:
`RULES_VERSION` goes into every value that is matched, so two versions never half match.
"""

import json
import re
import unicodedata
from collections.abc import Callable
from enum import StrEnum
from functools import cache
from importlib import resources
from typing import Any

import phonenumbers

from hawkari.engines.phones import without_trunk_zero

__all__ = ["RULES_VERSION", "IdentifierType", "normalize", "published_vectors"]

RULES_VERSION = 1
"""Counted up whenever a value may get another normal form."""

_INVISIBLE = re.compile("[\u0640\u200b-\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff]")
_E164 = re.compile(r"\+[1-9]\d{6,14}")
_INTERNATIONAL = re.compile(r"[1-9]\d{9,14}")
_PHONE_LABEL = re.compile(r"^(?:tel|phone|mobile|mob|cell|whatsapp)\s*[.:]?\s*", re.IGNORECASE)
_PHONE_MARKS = re.compile(r"[\s\-./()\[\]\u2010-\u2015]+")
_SCIENTIFIC = re.compile(r"(\d)(?:[.,](\d+))?[eE]\+?(\d{1,3})")
_COUNTRY = re.compile(r"^([A-Za-z]{2,3})\s*[:/\s]\s*(.+)$")
_MARKED_COUNTRY = re.compile(r"^([A-Za-z]{2,3})\s*[:/]\s*(.+)$")
_IBAN = re.compile(r"[A-Z]{2}\d{2}[A-Z0-9]{10,30}")
_HANDLE = re.compile(r"[\w.\-]{2,64}")
_PLATFORM = re.compile(r"^([A-Za-z]+|-)\s*:\s*(?!//)(.+)$")
_URL = re.compile(r"^(?:https?://)?(?:www\.)?([a-z0-9.\-]+\.[a-z]{1,10})/(.+)$", re.IGNORECASE)
_NUMBERED_PROFILE = re.compile(r"profile\.php\?(?:.*&)?id=(\d+)", re.IGNORECASE)
_EMAIL = re.compile(r"""[^@\s<>,;:"()]+@[^@\s<>,;:?"()]+\.[^@\s.<>,;:?"()]{2,}""")
_EMAIL_MARKS = "<>()\"',;."
_WALLET = re.compile(r"[A-Za-z0-9]{20,128}")
_LOWER_WALLET = re.compile(r"(?:bc1|tb1|ltc1|0x)[0-9a-z]+", re.IGNORECASE)
_NAME_KEY = re.compile(r"[12ose][a-z]{1,2}@\d+\|[^|]+\|[^|]+")
_VESSEL_LABEL = re.compile(r"^(IMO|MMSI|CIN|HIN|HULL)(?![a-z])[\s.:#]*", re.IGNORECASE)


class IdentifierType(StrEnum):
    """What kind of thing a value identifies; values of two types never match."""

    PHONE = "phone"
    DOCUMENT = "document"
    ACCOUNT = "account"
    IMEI = "imei"
    VESSEL = "vessel"
    PLATE = "plate"
    HANDLE = "handle"
    EMAIL = "email"
    WALLET = "wallet"
    NAME = "name"


def normalize(kind: IdentifierType, text: str, *, country: str = "") -> str | None:
    """The normal form of an identifier.

    Args:
        kind: its type. Name keys are made elsewhere and come back as they are; a name is none.
        text: as somebody wrote it.
        country: ISO 3166-1 alpha-2 code for phones in national form; unknown when empty.

    Returns:
        The form that is matched, or None if the text cannot be read as one such identifier.
    """
    if kind is IdentifierType.PHONE:
        return _phone(text, country)
    return _READERS[kind](_cleaned(text))


@cache
def published_vectors() -> dict[IdentifierType, list[tuple[str, str | None]]]:
    """Test vectors of each type: text, and its normal form or None."""
    found = _rules()["vectors"]
    return {IdentifierType(kind): [(a, b) for a, b in pairs] for kind, pairs in found.items()}


@cache
def _rules() -> dict[str, Any]:
    path = resources.files("hawkari.engines.blindmatch") / "resources" / "identifiers.json"
    rules: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return rules


def _cleaned(text: str) -> str:
    text = _INVISIBLE.sub("", unicodedata.normalize("NFKC", text)).strip()
    if text.isascii():
        return text
    return "".join(_ascii_digit(char) for char in text)


def _ascii_digit(char: str) -> str:
    digit = unicodedata.decimal(char, None)
    return char if digit is None else str(digit)


def _phone(text: str, country: str) -> str | None:
    digits = _PHONE_LABEL.sub("", _cleaned(text))
    if _E164.fullmatch(digits):
        return digits
    whole = _SCIENTIFIC.fullmatch(digits)
    if whole:
        digits = whole[1] + (whole[2] or "")
        if len(digits) != int(whole[3]) + 1:
            return None
    is_marked = "(0)" in digits
    digits = _PHONE_MARKS.sub("", digits)
    if digits.startswith("00"):
        digits = "+" + digits[2:]
    if country and digits.isdecimal():
        return _national_phone(digits, country)
    return _international_phone(digits, is_marked=is_marked)


def _international_phone(digits: str, *, is_marked: bool = False) -> str | None:
    if not digits.startswith("+"):
        digits = "+" + digits if _INTERNATIONAL.fullmatch(digits) else ""
    read = without_trunk_zero(digits, is_marked=is_marked)
    return read if _E164.fullmatch(read) else None


def _e164(number: phonenumbers.PhoneNumber) -> str:
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)


def _national_phone(digits: str, country: str) -> str | None:
    try:
        number = phonenumbers.parse(digits, country)
    except phonenumbers.NumberParseException:
        return None
    # no number of that country has this length: another country's, whose + was lost
    if not phonenumbers.is_possible_number(number) and _INTERNATIONAL.fullmatch(digits):
        return _international_phone(digits)
    read = _e164(number)
    return read if _E164.fullmatch(read) else None


def _split_country(text: str, form: re.Pattern[str]) -> tuple[str, str]:
    """The alpha-3 code that a value begins with, ``-`` if none, and the rest."""
    countries: dict[str, str] = _rules()["countries"]
    match = form.match(text)
    if match:
        code = match[1].upper()
        code = countries.get(code, code)
        if len(code) == 3 and code in countries.values():
            return code, match[2]
    return "-", text


def _letters_and_digits(text: str) -> str:
    return "".join(filter(str.isalnum, text)).upper()


def _document(text: str) -> str | None:
    country, number = _split_country(text, _COUNTRY)
    folded = str.maketrans(_rules()["look_alikes"])
    kept = _letters_and_digits(number).translate(folded)
    return f"{country}:{kept}" if len(kept) >= 5 else None


def _account(text: str) -> str | None:
    joined = "".join(text.split()).upper()
    iban = re.sub(r"[.\-]", "", joined).removeprefix("IBAN").removeprefix(":")
    if _IBAN.fullmatch(iban):
        return iban if _is_iban(iban) else None
    bank, _, number = joined.rpartition("/")
    kept = number.replace("-", "")
    if not kept.isalnum() or len(kept) < 6 or not any(map(str.isdecimal, kept)):
        return None
    return f"{bank or '-'}/{kept}"


def _is_iban(text: str) -> bool:
    """Whether the check digits hold (ISO 7064, MOD 97-10)."""
    return int("".join(str(int(char, 36)) for char in text[4:] + text[:4])) % 97 == 1


def _imei(text: str) -> str | None:
    digits = re.sub(r"[\s\-/.]", "", text)
    return digits[:14] if digits.isdecimal() and 14 <= len(digits) <= 16 else None


def _vessel(text: str) -> str | None:
    label = _VESSEL_LABEL.match(text)
    kind = label[1].lower() if label else ""
    kept = _letters_and_digits(text[label.end() :] if label else text)
    if kind in {"", "imo"} and _is_imo(kept):
        return f"imo:{kept}"
    if kind in {"", "mmsi"} and kept.isdecimal() and len(kept) == 9:
        return f"mmsi:{kept}"
    return f"hull:{kept}" if len(kept) >= 4 and kind not in {"imo", "mmsi"} else None


def _is_imo(text: str) -> bool:
    """Seven digits of which the last checks the others (IMO resolution A.1117)."""
    if len(text) != 7 or not text.isdecimal():
        return False
    return sum(int(text[n]) * (7 - n) for n in range(6)) % 10 == int(text[6])


def _plate(text: str) -> str | None:
    country, number = _split_country(text, _MARKED_COUNTRY)
    letters = str.maketrans(_rules()["plate_letters"])
    kept = _letters_and_digits(number.translate(letters))
    kept = kept.translate(str.maketrans(_rules()["plates"].get(country, {})))
    return f"{country}:{kept}" if 2 <= len(kept) <= 16 else None


def _handle(text: str) -> str | None:
    platforms: dict[str, str] = _rules()["platforms"]
    platform, name = "-", text
    url, named = _URL.match(text), _PLATFORM.match(text)
    if url and url[1].lower() in platforms:
        platform = platforms[url[1].lower()]
        name = _named_by(platform, url[2])
    elif named:
        platform, name = named[1].lower(), named[2]
        platform = platforms.get(platform, platform)
    name = name.strip().removeprefix("@").lower()
    return f"{platform}:{name}" if _HANDLE.fullmatch(name) else None


def _named_by(platform: str, path: str) -> str:
    """Whom an address names; empty if it is a group, a post or a page that all members have."""
    numbered = _NUMBERED_PROFILE.match(path)
    if numbered:
        return numbered[1]
    first, *others = re.split(r"[?#]", path)[0].split("/")
    if others and first.lower() in _rules()["before_names"].get(platform, ()):
        first = others[0]
    return "" if first.lower() in _rules()["no_names"] else first


def _email(text: str) -> str | None:
    address = text.strip(_EMAIL_MARKS).lower()
    if address.startswith("mailto:"):
        address = address.removeprefix("mailto:").partition("?")[0]
    return address if _EMAIL.fullmatch(address) else None


def _wallet(text: str) -> str | None:
    if not _WALLET.fullmatch(text):
        return None
    return text.lower() if _LOWER_WALLET.fullmatch(text) else text


def _name_key(text: str) -> str | None:
    """A composite key as it is; a name alone is none, and is never matched."""
    return text if _NAME_KEY.fullmatch(text) else None


_READERS: dict[IdentifierType, Callable[[str], str | None]] = {
    IdentifierType.DOCUMENT: _document,
    IdentifierType.ACCOUNT: _account,
    IdentifierType.IMEI: _imei,
    IdentifierType.VESSEL: _vessel,
    IdentifierType.PLATE: _plate,
    IdentifierType.HANDLE: _handle,
    IdentifierType.EMAIL: _email,
    IdentifierType.WALLET: _wallet,
    IdentifierType.NAME: _name_key,
}
