"""A marking as plain JSON: the fields beside each FollowTheMoney statement.

The same object is what STIX carries in our extension. Reading it checks every word: a key or code
that is not known is an error, so that nothing is passed over and nothing lost.

    {"uk-3x5x2": {"source": "2", "intelligence": "D", "handling": "C"},
     "condition": {"text": "…", "agencies": ["nca"], "until": "2027-06-30", …},
     "originals": {"uk-5x5x5": {"source": "B", …}},
     "europol-handling": ["H0", "H3"], "europol-text": "…",
     "tlp": "AMBER", "pap": "GREEN", "uk-gsc": "OFFICIAL-SENSITIVE"}

Empty fields are left out.
"""

from collections.abc import Mapping
from datetime import date
from typing import Any

from hawkari.errors import BadInput
from hawkari.evidence.grading.known import unknown_codes
from hawkari.evidence.grading.reasons import Reason
from hawkari.evidence.grading.values import ConditionValue, MarkingValue, frozen_originals

__all__ = ["condition_fields", "from_condition", "from_fields", "to_fields"]

NATIVE = "uk-3x5x2"
_KEYS = frozenset({
    NATIVE, "condition", "originals", "europol-handling", "europol-text", "tlp", "pap", "uk-gsc",
})  # fmt: skip
_CONDITION_KEYS = frozenset({
    "text", "code", "agencies", "users", "purposes", "until", "consult_originator", "agreed_for",
})  # fmt: skip


def to_fields(marking: MarkingValue) -> dict[str, Any]:
    """The marking as a JSON object; agencies and users as the marking names them."""
    found: dict[str, Any] = {
        NATIVE: {
            "source": marking.source,
            "intelligence": marking.intelligence,
            "handling": marking.handling,
        },
        "condition": condition_fields(marking.condition) if marking.condition else None,
        "originals": {scheme: dict(parts) for scheme, parts in marking.originals},
        "europol-handling": sorted(marking.europol),
        "europol-text": marking.europol_text,
        "tlp": marking.tlp,
        "pap": marking.pap,
        "uk-gsc": marking.gsc,
    }
    return {key: value for key, value in found.items() if value}


def from_fields(data: Any) -> MarkingValue:
    """The marking that a JSON object states.

    Raises:
        BadInput: if it is no such object, a key or a code is not known, or handling C and a
            condition do not go together.
    """
    body = _taken(data, _KEYS, "the marking")
    native = _taken(
        body.get(NATIVE), {"source", "intelligence", "handling"}, f"{NATIVE} of the marking"
    )
    condition = body.get("condition")
    marking = MarkingValue(
        source=_text(native.get("source")),
        intelligence=_text(native.get("intelligence")),
        handling=_text(native.get("handling")),
        condition=from_condition(condition) if condition is not None else None,
        originals=_originals(body.get("originals", {})),
        europol=frozenset(_texts(body.get("europol-handling", []))),
        europol_text=_text(body.get("europol-text", "")),
        tlp=_text(body.get("tlp", "")),
        pap=_text(body.get("pap", "")),
        gsc=_text(body.get("uk-gsc", "")),
    )
    causes = unknown_codes(marking)
    if causes:
        what, change = Reason(causes[0]).english
        raise BadInput(what.rstrip("."), change)
    if (marking.handling == "C") != (marking.condition is not None):
        raise BadInput(
            f"handling {marking.handling} and its condition do not fit",
            "Handling C needs the words of a condition; handling P takes none.",
        )
    return marking


def condition_fields(condition: ConditionValue) -> dict[str, Any]:
    """A condition as a JSON object; empty fields are left out."""
    found: dict[str, Any] = {
        "text": condition.text,
        "code": condition.code,
        "agencies": sorted(condition.agencies, key=str),
        "users": sorted(condition.users, key=str),
        "purposes": sorted(condition.purposes),
        "until": condition.expires.isoformat() if condition.expires else "",
        "consult_originator": condition.must_consult,
        "agreed_for": sorted(condition.satisfied_for, key=str),
    }
    return {key: value for key, value in found.items() if value}


def from_condition(data: Any) -> ConditionValue:
    """The condition that a JSON object states.

    Raises:
        BadInput: if it is no such object, has no words, or a key is not known.
    """
    body = _taken(data, _CONDITION_KEYS, "the condition")
    if not _text(body.get("text", "")).strip():
        raise BadInput("the condition has no words", "Write down what it asks.")
    return ConditionValue(
        text=_text(body["text"]),
        code=_text(body.get("code", "")),
        agencies=_names(body.get("agencies", [])),
        users=_names(body.get("users", [])),
        purposes=frozenset(_texts(body.get("purposes", []))),
        expires=_day(body.get("until")),
        must_consult=_yes(body.get("consult_originator", False)),
        satisfied_for=_names(body.get("agreed_for", [])),
    )


def _taken(data: Any, known: frozenset[str] | set[str], what: str) -> dict[str, Any]:
    if not isinstance(data, dict):
        raise BadInput(f"{what} is no object", "See docs/reference/grading.md.")
    strange = sorted(map(str, set(data) - known))
    if strange:
        raise BadInput(
            f"{what} has unknown keys: {', '.join(strange)}",
            f"Known keys: {', '.join(sorted(known))}.",
        )
    return data


def _text(value: Any) -> str:
    if not isinstance(value, str):
        raise BadInput("the marking holds something that is no text", "Give codes as texts.")
    return value


def _texts(value: Any) -> list[str]:
    if not isinstance(value, list):
        raise BadInput("the marking holds something that is no list", "Give several as a list.")
    return [_text(one) for one in value]


def _names(value: Any) -> frozenset[int | str]:
    if not isinstance(value, list) or not all(
        isinstance(one, int | str) and not isinstance(one, bool) for one in value
    ):
        raise BadInput("the condition names something that is no name", "Give a list of names.")
    return frozenset(value)


def _yes(value: Any) -> bool:
    if not isinstance(value, bool):
        raise BadInput("consult_originator is neither true nor false", "Give one of them.")
    return value


def _day(value: Any) -> date | None:
    if value is None:
        return None
    try:
        return date.fromisoformat(_text(value))
    except ValueError as error:
        raise BadInput(f"{value!r} is no date", "Write it as 2027-06-30.") from error


def _originals(value: Any) -> Any:
    if not isinstance(value, dict) or not all(isinstance(one, Mapping) for one in value.values()):
        raise BadInput("the original codes are no object", "See docs/reference/grading.md.")
    return frozen_originals(
        {
            _text(scheme): {_text(part): _text(code) for part, code in parts.items()}
            for scheme, parts in value.items()
        }
    )
