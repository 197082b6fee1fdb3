"""Which numbers can exist: by calling code, and, for a number dialled at home, by country."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache

import phonenumbers
from phonenumbers import PhoneMetadata

__all__ = [
    "calling_code",
    "guessed_home",
    "home_without_zero",
    "is_mobile",
    "is_possible",
    "is_valid",
]

# Countries of the corridor in the order in which a number is taken for theirs where nothing else
# tells: those that senders' numbers come from most.
_CORRIDOR = ("IQ", "TR", "IR", "AL", "VN", "DE", "FR", "GB", "AF", "SY", "GR", "RS", "BG", "BE",
             "NL", "LY", "EG", "LB", "AT", "CH", "SE", "XK")  # fmt: skip
# Of a language, the countries whose numbers it is advertised with, nearest first.
_OF_LANGUAGE = {
    "ckb": ("IQ", "IR"),
    "kmr": ("IQ", "TR", "SY"),
    "ar": ("IQ", "SY", "LY", "EG", "LB", "JO", "SD"),
    "fa": ("IR", "AF"),
    "prs": ("AF", "IR"),
    "ps": ("AF", "PK"),
    "tr": ("TR",),
    "sq": ("AL", "XK", "MK"),
    "vi": ("VN",),
    "fr": ("FR", "BE"),
    "de": ("DE", "AT", "CH"),
    "en": ("GB",),
    "it": ("IT",),
    "el": ("GR",),
    "am": ("ET",),
    "ti": ("ER", "ET"),
    "so": ("SO",),
    "ur": ("PK",),
    "bn": ("BD",),
    "az": ("AZ",),
}
# Kept for fiction by Ofcom and Arcep, and so never assigned: readable all the same.
_FICTION = {"44": re.compile(r"7700900\d{3}"), "33": re.compile(r"[67]39\d{7}|63998\d{4}")}
# A mobile number of one of these begins as one of the other: the first is meant in this corridor.
# Numbers that cost the caller nothing, or much: no person's.
_FREE = re.compile(r"800|900\d{3}$")
_SAME_START = re.compile(r"7[5789]\d{8}")


@dataclass(frozen=True, slots=True)
class _Plan:
    """A country's numbers, without their calling code.

    Attributes:
        lengths: that a number can have.
        valid: what any number matches.
        mobile: what a mobile number matches.
        trunk: what is dialled before it at home.
    """

    lengths: frozenset[int]
    valid: re.Pattern[str]
    mobile: re.Pattern[str]
    trunk: str


@cache
def _plan(region: str) -> _Plan | None:
    data = PhoneMetadata.metadata_for_region(region, None)
    if data is None or data.general_desc is None or data.mobile is None:
        return None
    return _Plan(
        frozenset(one for one in data.general_desc.possible_length if one > 0),
        re.compile(data.general_desc.national_number_pattern or r"(?!)"),
        re.compile(data.mobile.national_number_pattern or r"(?!)"),
        data.national_prefix or "",
    )


@cache
def _plans(code: str) -> tuple[_Plan, ...]:
    regions = phonenumbers.COUNTRY_CODE_TO_REGION_CODE.get(int(code), ())
    return tuple(plan for one in regions if (plan := _plan(one)) is not None)


@cache
def _codes() -> frozenset[str]:
    return frozenset(
        str(code)
        for code, regions in phonenumbers.COUNTRY_CODE_TO_REGION_CODE.items()
        if regions != ("001",)
    )


def calling_code(digits: str) -> str:
    """The calling code that an international number begins with; empty where none is."""
    for size in (1, 2, 3):
        if digits[:size] in _codes():
            return digits[:size]
    return ""


def is_possible(code: str, national: str) -> bool:
    """Whether a number with this calling code can be of this length."""
    plans = _plans(code)
    return bool(plans) and len(national) in plans[0].lengths and national[0] != "0"


def is_valid(code: str, national: str) -> bool:
    """Whether the country has numbers that begin so and are of this length."""
    fiction = _FICTION.get(code)
    if fiction is not None and fiction.fullmatch(national):
        return True
    return any(plan.valid.fullmatch(national) for plan in _plans(code))


def is_mobile(code: str, national: str) -> bool:
    """Whether it is a mobile number, so far as the country's plan tells."""
    fiction = _FICTION.get(code)
    if fiction is not None and fiction.fullmatch(national):
        return True
    return any(plan.mobile.fullmatch(national) for plan in _plans(code))


def guessed_home(national: str, *, language: str, near: Iterable[str]) -> str:
    """The calling code of a mobile number that is written as dialled at home; empty if no guess.

    Args:
        national: the number without the zero in front.
        language: of the post, where known.
        near: countries (ISO codes) that the post speaks of or has other numbers of, nearest first.
    """
    for code, fiction in _FICTION.items():
        if fiction.fullmatch(national):
            return code
    if _FREE.match(national):
        return ""
    if _SAME_START.fullmatch(national) and "GB" not in near:
        return "964"
    for region in dict.fromkeys(_order(language, near)):
        plan = _plan(region)
        if plan is not None and plan.trunk == "0" and plan.mobile.fullmatch(national):
            return str(phonenumbers.country_code_for_region(region))
    return ""


def home_without_zero(national: str, language: str) -> str:
    """The calling code of a mobile number without its zero, of the language's countries."""
    if _SAME_START.fullmatch(national):
        return "964"
    for region in _OF_LANGUAGE.get(language, ()):
        plan = _plan(region)
        if plan is not None and plan.mobile.fullmatch(national):
            return str(phonenumbers.country_code_for_region(region))
    return ""


def _order(language: str, near: Iterable[str]) -> Iterator[str]:
    yield from near
    yield from _OF_LANGUAGE.get(language, ())
    yield from _CORRIDOR
