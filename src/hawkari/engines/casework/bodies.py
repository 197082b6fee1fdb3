"""Values out of an event's body, which may be anybody's."""

from collections.abc import Mapping
from enum import StrEnum
from typing import TypeVar

from hawkari.engines.casework.values import Json

__all__ = ["choice", "codes", "text", "whole"]

Code = TypeVar("Code", bound=StrEnum)


def text(body: Mapping[str, Json], name: str) -> str:
    """The text of a field; empty when there is none."""
    value = body.get(name)
    return value.strip() if isinstance(value, str) else ""


def whole(body: Mapping[str, Json], name: str) -> int:
    """The whole number of a field; -1 when there is none."""
    value = body.get(name)
    return value if type(value) is int else -1


def codes(body: Mapping[str, Json], name: str) -> tuple[str, ...]:
    """The codes of a field; none when it is no list."""
    value = body.get(name)
    return tuple(one for one in value if isinstance(one, str)) if isinstance(value, list) else ()


def choice(kinds: type[Code], body: Mapping[str, Json], name: str) -> Code | None:
    """The member that a field names; None when it names none."""
    value = text(body, name)
    return kinds(value) if value in tuple(kinds) else None
