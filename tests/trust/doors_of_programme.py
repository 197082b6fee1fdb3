"""Doors of the programme desk, gathered from its modules: one for each part of the desk.

A part adds ``doors_of_programme_<part>.py`` with any of `VISITS`, `COMMANDS`, `EXEMPT_ROUTES`,
`EXEMPT_COMMANDS`, and `APIS`: the namespaces of its APIs that are not called ``api``.
"""

from importlib import import_module
from pathlib import Path
from typing import Any

from tests.trust.visits import Call, Visit

__all__ = ["APIS", "COMMANDS", "EXEMPT_COMMANDS", "EXEMPT_ROUTES", "VISITS"]

_PARTS: list[Any] = [
    import_module(f"tests.trust.{path.stem}")
    for path in sorted(Path(__file__).parent.glob("doors_of_programme_*.py"))
]


def _all(name: str) -> dict[str, Any]:
    return {key: one for part in _PARTS for key, one in getattr(part, name, {}).items()}


APIS: tuple[str, ...] = tuple(one for part in _PARTS for one in getattr(part, "APIS", ()))
VISITS: tuple[Visit, ...] = tuple(one for part in _PARTS for one in getattr(part, "VISITS", ()))
COMMANDS: dict[str, Call] = _all("COMMANDS")
EXEMPT_ROUTES: dict[str, str] = _all("EXEMPT_ROUTES")
EXEMPT_COMMANDS: dict[str, str] = _all("EXEMPT_COMMANDS")
