"""Which role may do what: the table in ``resources/rights.json``."""

import json
from collections.abc import Mapping
from enum import StrEnum
from functools import cache
from importlib import resources

__all__ = ["Action", "actions_of"]


class Action(StrEnum):
    """What a member of an operation may be allowed to do. An action not listed is denied."""

    LOAD = "load"
    READ = "read"
    SEARCH = "search"
    RESOLVE = "resolve"
    JUDGE = "judge"
    CATEGORIZE = "categorize"
    EXPORT = "export"
    READ_AUDIT = "read_audit"
    RETAIN = "retain"
    HOLD = "hold"
    DISPOSE = "dispose"
    CORRECT = "correct"
    SUBJECT_ACCESS = "subject_access"
    APPROVE_DISCLOSURE = "approve_disclosure"


@cache
def _table() -> Mapping[str, frozenset[Action]]:
    path = resources.files("hawkari.evidence") / "resources" / "rights.json"
    roles = json.loads(path.read_text(encoding="utf-8"))["roles"]
    return {role: frozenset(Action(action) for action in listed) for role, listed in roles.items()}


def actions_of(role: str) -> frozenset[Action]:
    """The actions a role may do; none for an unknown role."""
    return _table().get(role, frozenset())
