"""Numbers and addresses that stand for one holder: documents, phones, accounts, plates."""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

__all__ = [
    "ACCOUNTS",
    "DOCUMENTS",
    "MARKS",
    "Number",
    "confused",
    "is_iban",
    "is_national",
    "is_vin",
    "read_account",
    "read_document",
    "read_mark",
    "read_phone",
    "tail_of",
]

# Properties by the kind of number that they hold: two of one kind can differ, others cannot.
DOCUMENTS = {
    "idNumber": "id", "passportNumber": "passport", "socialSecurityNumber": "id",
    "registrationNumber": "registration", "taxNumber": "tax", "vatCode": "tax",
    "imoNumber": "imo", "vin": "vin", "leiCode": "lei", "ogrnCode": "registration",
    "innCode": "tax", "licenseNumber": "license",
}  # fmt: skip
ACCOUNTS = {
    "iban": "iban", "accountNumber": "account", "publicKey": "wallet", "cryptoAddress": "wallet",
    "email": "email", "handle": "handle", "username": "handle",
}  # fmt: skip
MARKS = {"mmsi": "mmsi", "callSign": "call sign", "licensePlate": "plate"}
# Letters that scanners and clerks take for digits.
_CONFUSED = str.maketrans("OQDILSBZ", "00011582")
_NO_DIGIT = re.compile("[^0-9]+")
_NO_LETTER = re.compile(r"[\W_]+")
_FEWEST_DIGITS, _FEWEST_SIGNS = 7, 4
_MOST_DIGITS = 15  # of a telephone number, after ITU-T E.164
# The 0 that +44 (0)20 … tells callers from abroad to leave out.
_TRUNK = re.compile(r"((?:\+|00)[\d\s.-]*)\(0\)")
# What spreadsheets make of a number: with a fraction of nothing, or with digits lost.
_FRACTION = re.compile(r"\s*(\d+)\.0+\s*")
_ROUNDED = re.compile(r"\s*\d[.,]\d+[eE]\+?\d+\s*")
_TAIL = 9  # digits that a number keeps, whether or not a country code stands before them
_NATIONAL = re.compile("0[1-9]")
_VIN = re.compile(r"(?=.*[A-Z])(?=.*\d)[A-HJ-NPR-Z\d]{17}", re.ASCII)
_IBAN = re.compile(r"[A-Z]{2}\d{2}[A-Z\d]{11,30}", re.ASCII)
# Letters of Arabic plates as the same plates show them in Latin; by sound where they do not.
_PLATE_LETTERS = str.maketrans(
    "اأإآبپتجحخدرزسشصطعفقكکلمنهوؤيیىگەۆێ", "AAAABPTJHKDRZSSSTEFQKKLMNHWWYYYGEOE"
)
_PLATFORMS = re.compile(
    r"(?:https?://)?(?:www\.)?(?P<site>facebook|instagram|tiktok|telegram|t|twitter|x|snapchat|vk)"
    r"\.(?:com|me|org)/@?(?P<name>[^/?#\s]+)",
    re.IGNORECASE,
)
_SITES = {"t": "telegram", "x": "twitter"}


@dataclass(frozen=True, slots=True, order=True)
class Number:
    """A number of a document, an account, a plate.

    Attributes:
        kind: numbers of different kinds cannot differ from each other.
        value: folded: what two writings of one number share.
    """

    kind: str
    value: str


def read_phone(text: str) -> str:
    """Digits of a telephone number, without `+` or ``00``; empty where it is none.

    A number without its country code keeps the 0 before it, so nothing international looks alike.
    Fewer than 7 digits or more than 15 are none (two numbers in one field, say), nor is one digit
    repeated, or a number that a spreadsheet rounded (``9.64E+11``).
    """
    plain = _TRUNK.sub(r"\1", _unrounded(_ascii(text)), count=1)
    digits = _NO_DIGIT.sub("", plain).removeprefix("00")
    known = _FEWEST_DIGITS <= len(digits) <= _MOST_DIGITS and len(set(digits)) > 1
    return digits if known else ""


def is_national(phone: str) -> bool:
    """Whether a telephone number was written without its country code."""
    return _NATIONAL.match(phone) is not None


def tail_of(phone: str) -> str:
    """What a telephone number keeps, with its country code or without: its last nine digits."""
    return phone[-_TAIL:]


def read_document(prop: str, text: str) -> Number | None:
    """A document's number without separators; None where it is too short, or one sign repeated."""
    value = _NO_LETTER.sub("", _unrounded(_ascii(text))).upper()
    if prop == "imoNumber":
        value = value.removeprefix("IMO")
    return Number(DOCUMENTS[prop], value) if _says_something(value) else None


def confused(value: str) -> str:
    """A number with the letters that pass for digits as digits."""
    return value.translate(_CONFUSED)


def read_mark(prop: str, text: str) -> Number | None:
    """A plate, an MMSI or a call sign in Latin letters; the order of a plate's parts is kept."""
    letters = _NO_LETTER.sub("", _ascii(text).translate(_PLATE_LETTERS)).upper()
    return Number(MARKS[prop], letters) if _says_something(letters) else None


def is_vin(text: str) -> bool:
    """Whether a number has the shape of a vehicle identification number (ISO 3779)."""
    return _VIN.fullmatch(_NO_LETTER.sub("", _ascii(text)).upper()) is not None


def is_iban(text: str) -> bool:
    """Whether an account number is an international one whose check digits hold (ISO 13616)."""
    plain = _NO_LETTER.sub("", _ascii(text)).upper()
    if _IBAN.fullmatch(plain) is None:
        return False
    return int("".join(str(int(sign, 36)) for sign in plain[4:] + plain[:4])) % 97 == 1


def read_account(prop: str, text: str, *, platforms: Iterable[str] = ()) -> Number | None:
    """An account: its kind, for a handle with its platform where known, and its folded name.

    Args:
        prop: one of `ACCOUNTS`.
        text: as written: ``@Rebwar_84``, ``t.me/rebwar_84``, ``IQ98 NBIQ …``, an e-mail address.
        platforms: where the account is, where the record says so; of several, none is taken.
    """
    kind = ACCOUNTS[prop]
    if kind == "handle":
        known = {platform.strip().lower() for platform in platforms}
        return _handle(text, known.pop() if len(known) == 1 else "")
    if kind == "email":
        value = unicodedata.normalize("NFKC", text).strip().lower()
        return Number(kind, value) if "@" in value.strip("@") else None
    if kind == "wallet":
        # Capital letters tell most wallets apart; those of Ethereum they do not.
        value = text.strip()
        value = value.lower() if value.lower().startswith("0x") else value
    else:
        value = _NO_LETTER.sub("", _unrounded(_ascii(text))).upper()
    return Number(kind, value) if _says_something(value) else None


def _handle(text: str, platform: str) -> Number | None:
    text = unicodedata.normalize("NFKC", text).strip()
    address = _PLATFORMS.match(text)
    if address:
        platform = address["site"]
        text = address["name"]
    value = text.strip("@ ").lower()
    platform = platform.lower()
    if len(value) < 3:
        return None
    return Number(f"handle {_SITES.get(platform, platform)}".strip(), value)


def _unrounded(text: str) -> str:
    """A number as it was before a spreadsheet gave it a fraction; nothing where digits are lost."""
    fraction = _FRACTION.fullmatch(text)
    if fraction:
        return fraction[1]
    return "" if _ROUNDED.fullmatch(text) else text


def _says_something(value: str) -> bool:
    return len(value) >= _FEWEST_SIGNS and len(set(value)) > 1


@lru_cache(maxsize=1 << 14)
def _ascii(text: str) -> str:
    """The text with digits of any script, and full-width letters, as plain ones."""
    if text.isascii():
        return text
    text = unicodedata.normalize("NFKC", text)
    return "".join(str(unicodedata.digit(char)) if char.isdigit() else char for char in text)
