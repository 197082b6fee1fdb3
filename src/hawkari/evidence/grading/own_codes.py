"""An agency's own action and sanitisation codes, beside the vocabularies that ship.

No official list of them was read, so none ships. A file of an agency's own is JSON:

    {"source": "Force intelligence manual, 2026",
     "codes": [{"part": "action", "code": "A1", "words": {"en": "…", "ar": "…", "ckb": "…"}}]}
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.utils import timezone

from hawkari.errors import BadInput
from hawkari.evidence import audit
from hawkari.evidence.access import Access, Action, require
from hawkari.evidence.grading.schemes import LANGUAGES, scheme
from hawkari.evidence.models import Act, AgencyCode

__all__ = ["OwnCode", "load_own_codes", "own_codes", "read_own_codes"]

NATIVE = "uk-3x5x2"
LONGEST_CODE = 40


@dataclass(frozen=True, slots=True)
class OwnCode:
    """One code of an agency: its part of 3x5x2, the code, its words by language, its source."""

    part: str
    code: str
    words: dict[str, str]
    source: str


def read_own_codes(data: Any) -> tuple[OwnCode, ...]:
    """The codes of a parsed file, checked word by word.

    Raises:
        BadInput: if it is of another shape, a part takes no own codes, a code stands twice, or
            English words or the source are missing.
    """
    if not isinstance(data, dict) or set(data) != {"source", "codes"}:
        raise BadInput("the file is no object with source and codes", _SEE)
    source, listed = data["source"], data["codes"]
    if not isinstance(source, str) or not source.strip() or not isinstance(listed, list):
        raise BadInput("the file names no source, or has no list of codes", _SEE)
    codes = tuple(_code(one, source.strip()) for one in listed)
    names = [(one.part, one.code.casefold()) for one in codes]
    if len(set(names)) < len(names):
        raise BadInput("a code stands there twice", "Remove one.")
    return codes


_SEE = "See docs/reference/grading.md."


def _code(data: Any, source: str) -> OwnCode:
    if not isinstance(data, dict) or set(data) != {"part", "code", "words"}:
        raise BadInput("a code is no object with part, code and words", _SEE)
    takes = [part.id for part in scheme(NATIVE).parts if part.takes_own_codes]
    if data["part"] not in takes:
        raise BadInput(f"{data['part']!r} takes no own codes", f"Parts are {', '.join(takes)}.")
    code, words = data["code"], data["words"]
    if not isinstance(code, str) or not 0 < len(code.strip()) <= LONGEST_CODE:
        raise BadInput(f"{code!r} is no code", f"Give up to {LONGEST_CODE} characters.")
    is_worded = isinstance(words, dict) and set(words) <= set(LANGUAGES)
    if not is_worded or not str(words.get("en", "")).strip():
        raise BadInput(f"{code} has no English words", _SEE)
    return OwnCode(
        data["part"], code.strip(), {key: str(text) for key, text in words.items()}, source
    )


def load_own_codes(access: Access, codes: Sequence[OwnCode]) -> int:
    """Put the codes of the user's agency in place of those it had.

    Args:
        access: who loads them; they are of this user's agency.
        codes: as `read_own_codes` gives them.

    Returns:
        How many there are now.

    Raises:
        AccessDenied: if the role may not; audited.
    """
    require(access, Action.REGRADE)
    now = timezone.now()
    with transaction.atomic():
        AgencyCode.objects.filter(agency=access.user.agency).delete()
        AgencyCode.objects.bulk_create(
            AgencyCode(
                agency=access.user.agency,
                part=one.part,
                code=one.code,
                words=one.words,
                source=one.source,
                loaded_by=access.user,
                loaded_at=now,
            )
            for one in codes
        )
        audit.record(
            Act.ALTER,
            access=access,
            count=len(codes),
            detail={"change": "own codes", "codes": sorted(f"{c.part} {c.code}" for c in codes)},
        )
    return len(codes)


def own_codes(agency: int | None) -> tuple[OwnCode, ...]:
    """The codes of an agency, by part and code; they are words, not evidence."""
    rows = AgencyCode.objects.filter(agency=agency).order_by("part", "code")
    return tuple(OwnCode(row.part, row.code, row.words, row.source) for row in rows)
