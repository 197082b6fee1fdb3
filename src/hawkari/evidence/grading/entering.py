"""What a file's cells, an option or a form say of a value's marking, read into `MarkingTerms`.

Codes of another scheme are kept as given and converted, never upwards. A code that is not in its
list is an error that names it. What is not said is the usual marking's: that of the load.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date
from functools import partial
from typing import Any

from hawkari.errors import BadInput
from hawkari.evidence.grading.codes import (
    EuropolHandling,
    Grade,
    HandlingCode,
    IntelligenceAssessment,
    SourceEvaluation,
)
from hawkari.evidence.grading.conversion import converted
from hawkari.evidence.grading.reading import CEILING, above_ceiling
from hawkari.evidence.grading.schemes import Use, scheme
from hawkari.evidence.marking_terms import Condition, MarkingTerms

__all__ = ["NATIVE", "PLAIN_KEYS", "keys_of", "read_codes", "read_marking", "yes"]

NATIVE = "uk-3x5x2"
PLAIN_KEYS = (
    "handling", "condition", "condition_code", "condition_agencies", "condition_users",
    "condition_until", "condition_purposes", "consult_originator", "europol", "europol_text",
    "tlp", "pap", "gsc",
)  # fmt: skip
"""What may be said beside the parts of a scheme; ``grade`` may hold all of the parts in one."""

GRADE = "grade"
CHATHAM_HOUSE = "EX:CHR"
PURPOSES = frozenset({
    "crime", "return", "protection", "communication", "programme", "training", "oversight",
})  # fmt: skip
_YES = {"yes": True, "y": True, "true": True, "1": True, "no": False, "n": False, "false": False,
        "0": False}  # fmt: skip


def keys_of(scheme_id: str) -> tuple[str, ...]:
    """What a layout may name a column for: ``grade``, each part of the scheme, and the rest.

    Raises:
        BadInput: if there is no such scheme, or it is none to grade by.
    """
    found = scheme(scheme_id)
    if found.use is Use.WORDS or len(found.parts) < 2:
        raise BadInput(
            f"{scheme_id} grades no source and information",
            "Grade by uk-3x5x2, uk-5x5x5, europol-4x4 or admiralty-scale.",
        )
    parts = [part.id for part in found.parts if part.terms]
    return tuple(dict.fromkeys([GRADE, *parts, *PLAIN_KEYS]))


def read_codes(scheme_id: str, text: str) -> dict[str, str]:
    """The codes of a grade written in one, such as ``2D``, ``1 B P``, ``B23`` or ``A/1``.

    Args:
        scheme_id: the scheme it is written in.
        text: one character a part, in the order of the scheme's parts; later parts may be missing.

    Raises:
        BadInput: if it has too few or too many codes, or one that is not known.
    """
    found = scheme(scheme_id)
    parts = [part for part in found.parts if part.terms]
    marks = re.sub(r"[\s/.,;:\-]+", "", text)
    if not 2 <= len(marks) <= len(parts):
        raise BadInput(
            f"{text.strip()!r} is no {scheme_id} grade",
            f"Give {', then '.join(part.id for part in parts)}, such as "
            f"{''.join(part.terms[1].code for part in parts[:2])}.",
        )
    return {
        part.id: found.read(part.id, mark).code for part, mark in zip(parts, marks, strict=False)
    }


def read_marking(
    given: Mapping[str, str],
    usual: MarkingTerms,
    *,
    scheme_id: str = NATIVE,
    ceiling: str = CEILING,
) -> MarkingTerms:
    """The marking that some texts state.

    Args:
        given: text by key (`keys_of`); empty texts say nothing.
        usual: what holds for all that is not said.
        scheme_id: the scheme that ``grade`` and the parts are written in.
        ceiling: the highest classification that is taken in.

    Returns:
        The marking; `usual` itself where nothing is said.

    Raises:
        BadInput: with the key as `where`: if a code is not known or refused, handling P comes
            with a condition, C or H3 without words, or a date or purpose cannot be read.
    """
    said = {key: text.strip() for key, text in given.items() if text.strip()}
    if not said:
        return usual
    codes = _codes(said, scheme_id)
    terms, extra = _graded(codes, usual, scheme_id)
    for key, read in _BESIDE.items():
        if key in said:
            terms = replace(terms, **_placed(key, read, said[key]))
    if "gsc" in said and above_ceiling(terms.gsc, ceiling):
        raise BadInput(
            f"{terms.gsc} is above the ceiling of this installation", "Remove it.", where=("gsc",)
        )
    if EuropolHandling.OTHER_RESTRICTIONS in terms.europol and not terms.europol_text:
        raise BadInput("H3 has no words", "Give the restrictions in words.", where=("europol",))
    if "tlp" in said and CHATHAM_HOUSE in _tokens(said["tlp"], "TLP"):
        extra = [*extra, scheme("tlp").data["conditions"][CHATHAM_HOUSE]]
    stated = terms.handling if "handling" in codes else _stated_handling(said)
    return _handled(terms, said, stated=stated, extra=extra)


def yes(text: str) -> bool:
    """Whether a text says yes; any text that says neither yes nor no is refused.

    Raises:
        BadInput: for such a text.
    """
    word = text.strip().casefold()
    if word not in _YES:
        raise BadInput(f"{text!r} is neither yes nor no", "Write yes or no.")
    return _YES[word]


def _placed(key: str, read: Callable[[str], Any], text: str) -> dict[str, Any]:
    try:
        return {key: read(text)}
    except BadInput as error:
        raise BadInput(error.problem, error.remedy, where=(key,)) from error


def _graded(
    codes: dict[str, str], usual: MarkingTerms, scheme_id: str
) -> tuple[MarkingTerms, list[str]]:
    """The usual marking with the grade that is said, and the words that a conversion adds."""
    if not codes:
        return usual, []
    if scheme_id == NATIVE:
        grade = Grade(
            SourceEvaluation(codes.get("source", usual.grade.source)),
            IntelligenceAssessment(codes.get("intelligence", usual.grade.intelligence)),
        )
        handling = HandlingCode(codes.get("handling", usual.handling))
        originals = {} if {"source", "intelligence"} & set(codes) else usual.originals
        return replace(usual, grade=grade, handling=handling, originals=originals), []
    made = converted(scheme_id, codes)
    has_grade = any(part != "handling" for part in codes)
    terms = replace(
        usual,
        grade=made.grade if has_grade else usual.grade,
        handling=made.handling or usual.handling,
        originals={scheme_id: codes},
    )
    return terms, [made.condition] if made.condition else []


def _codes(said: Mapping[str, str], scheme_id: str) -> dict[str, str]:
    """The codes of the scheme that are said, in one text or part by part."""
    found, codes = scheme(scheme_id), {}
    if GRADE in said:
        codes = _placed(GRADE, partial(read_codes, scheme_id), said[GRADE])[GRADE]
    for part in found.parts:
        if not part.terms or part.id not in said:
            continue
        code = _placed(part.id, partial(found.read, part.id), said[part.id])[part.id].code
        if codes.setdefault(part.id, code) != code:
            raise BadInput(
                f"the row gives two codes for {part.id}", "Correct one.", where=(part.id,)
            )
    return codes


def _handled(
    terms: MarkingTerms,
    said: Mapping[str, str],
    *,
    stated: HandlingCode | None,
    extra: list[str],
) -> MarkingTerms:
    """The terms with their handling code and condition made to fit, or refused."""
    words = [*extra, *([said["condition"]] if "condition" in said else [])]
    if stated is HandlingCode.PERMITTED and words:
        raise BadInput(
            "handling P has a condition", "Give handling C, or leave the words out.",
            where=("condition",),
        )  # fmt: skip
    handling = HandlingCode.CONDITIONS if words else (stated or terms.handling)
    if handling is HandlingCode.PERMITTED:
        _refuse_stray_limits(said)
        return replace(terms, handling=handling, condition=None)
    usual = terms.condition
    if not words and usual is None:
        raise BadInput("handling C has no condition", "Give its words.", where=("handling",))
    text = ". ".join(dict.fromkeys(words)) if words else usual.text if usual else ""
    return replace(terms, handling=handling, condition=_condition(text, said, usual))


def _stated_handling(said: Mapping[str, str]) -> HandlingCode | None:
    """The 3x5x2 handling code beside a scheme that has none of its own; None if none is said."""
    if "handling" not in said:
        return None
    code = _placed("handling", partial(scheme(NATIVE).read, "handling"), said["handling"])
    return HandlingCode(code["handling"].code)


def _refuse_stray_limits(said: Mapping[str, str]) -> None:
    stray = [key for key in said if key.startswith(("condition", "consult"))]
    if stray:
        raise BadInput(
            "handling P has limits of a condition", "Give handling C and its words.",
            where=(stray[0],),
        )  # fmt: skip


def _condition(text: str, said: Mapping[str, str], usual: Condition | None) -> Condition:
    about: dict[str, Any] = {}
    for key, (name, read) in _LIMITS.items():
        if key in said:
            about[name] = _placed(key, read, said[key])[key]
    return replace(usual or Condition(text), text=text, **about)


def _tokens(text: str, prefix: str) -> list[str]:
    """Codes in a text that may hold several, without the protocol's own name before them."""
    # ``AMBER STRICT`` and ``AMBER-STRICT`` are one code.
    joined = re.sub(r"AMBER[\s+\-]+STRICT", "AMBER+STRICT", text.upper())
    found = [one.removeprefix(f"{prefix}:") for one in re.split(r"[\s,;]+", joined)]
    return [one for one in found if one]


def _one_code(scheme_id: str, prefix: str) -> Callable[[str], str]:
    def read(text: str) -> str:
        tokens = [one for one in _tokens(text, prefix) if one != CHATHAM_HOUSE]
        if len(tokens) > 1:
            raise BadInput(f"{text!r} holds several {prefix} codes", "Give one.")
        if not tokens:
            return ""
        found = scheme(scheme_id)
        return found.read(found.parts[0].id, tokens[0]).code

    return read


def _classification(text: str) -> str:
    plain = re.sub(r"^\s*UK\s+", "", text, flags=re.IGNORECASE)
    return scheme("uk-gsc").read("level", plain).code


def _europol(text: str) -> tuple[str, ...]:
    listed = [one for one in re.split(r"[\s,;/+]+", text) if one]
    found = scheme("europol-handling")
    return tuple(sorted({found.read("handling", one).code for one in listed}))


def _slugs(text: str) -> tuple[str, ...]:
    return tuple(sorted({one.casefold() for one in re.split(r"[\s,;]+", text) if one}))


def _names(text: str) -> tuple[str, ...]:
    return tuple(sorted({one for one in re.split(r"[\s,;]+", text) if one}))


def _purposes(text: str) -> tuple[str, ...]:
    found = _slugs(text)
    strange = sorted(set(found) - PURPOSES)
    if strange:
        raise BadInput(
            f"{', '.join(strange)} is no kind of purpose",
            f"Kinds are {', '.join(sorted(PURPOSES))}.",
        )
    return found


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text[:10])
    except ValueError as error:
        raise BadInput(f"{text!r} is no date", "Write it as 2027-06-30.") from error


_BESIDE: dict[str, Callable[[str], Any]] = {
    "europol": _europol,
    "europol_text": str.strip,
    "tlp": _one_code("tlp", "TLP"),
    "pap": _one_code("pap", "PAP"),
    "gsc": _classification,
}
_LIMITS: dict[str, tuple[str, Callable[[str], Any]]] = {
    "condition_code": ("code", str.strip),
    "condition_agencies": ("agencies", _slugs),
    "condition_users": ("users", _names),
    "condition_until": ("until", _day),
    "condition_purposes": ("purposes", _purposes),
    "consult_originator": ("consult_originator", yes),
}
