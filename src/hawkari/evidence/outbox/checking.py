"""Checks a package against the allow-list; the same at the sender and at the recipient."""

import re
import unicodedata
from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime
from typing import Any

from hawkari.evidence.outbox.fields import FIELDS, Field, Form, PackageKind
from hawkari.evidence.outbox.telltale import tells

__all__ = ["LONGEST_NOTE", "faults"]

LONGEST_NAME = 80
MOST_WORDS = 8
LONGEST_NOTE = 500
# One or two letters of a series, then digits: no word fits, and no reference of an asylum file.
NUMBER = re.compile(r"[A-Z]{0,2}[0-9]{4,14}(?:[/-][0-9]{1,6}){0,2}")
FLIGHT = re.compile(r"(?:[A-Z]{2}|[A-Z][0-9]|[0-9][A-Z]) ?[0-9]{1,4}")
NAME_SIGNS = frozenset(" '’-")
NOTE_SIGNS = frozenset(" .,:;()?'’\"-/،؛؟\n")
EARLIEST, LATEST = date(1900, 1, 1), date(2100, 1, 1)


def faults(kind: PackageKind, body: Mapping[str, Any]) -> list[str]:
    """What keeps a body from leaving, or from being taken; empty if nothing does.

    Args:
        kind: what sort of package it is.
        body: names of fields and their texts.

    Returns:
        Sentences without any of the texts, so that they can be logged.
    """
    allowed = FIELDS[kind]
    # A name that somebody made up is counted, not repeated: it may say what may not be said.
    others = sum(1 for name in body if name not in allowed)
    extra = [f"{others} of its fields are not allowed in it"] if others else []
    missing = [f"{name} is missing" for name, field in allowed.items() if _lacks(body, name, field)]
    wrong = [
        f"{name}: {fault}"
        for name, field in allowed.items()
        if name in body and (fault := _fault(field, body[name]))
    ]
    return [*extra, *missing, *wrong]


def _lacks(body: Mapping[str, Any], name: str, field: Field) -> bool:
    return field.is_needed and not body.get(name)


def _fault(field: Field, value: Any) -> str:
    if not isinstance(value, str):
        return "is no text"
    if field.form is Form.CODE:
        return "" if value in field.codes else "is none of the codes"
    return CHECKS[field.form](value)


def _name(value: str) -> str:
    if not 0 < len(value) <= LONGEST_NAME or len(value.split()) > MOST_WORDS:
        return "is no name of 1 to 80 letters"
    scripts = {_script(one) for one in value if one not in NAME_SIGNS}
    if len(scripts - {""}) != 1 or "other" in scripts:
        return "holds more than letters of one script, Latin or Arabic"
    return TOLD if tells(value) else ""


def _note(value: str) -> str:
    if not 0 < len(value.strip()) <= LONGEST_NOTE:
        return "is no text of 1 to 500 characters"
    if any(_script(one) == "other" for one in value if one not in NOTE_SIGNS and not _digit(one)):
        return "holds signs that are neither letters, digits nor punctuation"
    return TOLD if tells(value) else ""


def _digit(sign: str) -> bool:
    return sign.isdigit() and sign.isdecimal()


def _script(sign: str) -> str:
    """``latin``, ``arabic``, empty for a mark above or below a letter, or ``other``."""
    if unicodedata.category(sign) == "Mn":
        return ""
    if not sign.isalpha():
        return "other"
    name = unicodedata.name(sign, "")
    return next((one.lower() for one in ("LATIN", "ARABIC") if name.startswith(one)), "other")


def _number(value: str) -> str:
    return "" if NUMBER.fullmatch(value) else "is no number of a document: letters, then digits"


def _flight(value: str) -> str:
    return "" if FLIGHT.fullmatch(value) else "is no flight such as HK 204"


def _day(value: str) -> str:
    try:
        day = date.fromisoformat(value)
    except ValueError:
        return "is no day as YYYY-MM-DD"
    return "" if EARLIEST <= day <= LATEST and value == day.isoformat() else "is no day that can be"


def _instant(value: str) -> str:
    try:
        moment = datetime.fromisoformat(value)
    except ValueError:
        return "is no time as YYYY-MM-DDTHH:MM+00:00"
    if moment.tzinfo is None:
        return "is a time without its zone"
    same = value == moment.astimezone(UTC).isoformat(timespec="minutes")
    return "" if same else "is no time of UTC to the minute"


TOLD = "holds a word that would tell of asylum, protection or a court; say it without"
CHECKS: Mapping[Form, Callable[[str], str]] = {
    Form.NAME: _name,
    Form.NOTE: _note,
    Form.NUMBER: _number,
    Form.FLIGHT: _flight,
    Form.DAY: _day,
    Form.INSTANT: _instant,
}
