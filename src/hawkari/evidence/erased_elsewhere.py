"""Traces of erased values in the tables of desks: each desk that keeps any says how they go.

A desk registers a module once, when its app is ready. It is imported when something is erased, not
before: what a desk needs would else be loaded by every command. What it gives is called inside the
transaction that erases:

- ``erase_traces(doomed)``: takes away what repeats the values of some statements, and typed words;
- ``rename_traces(names)``: puts new ids of records with nothing left in the place of the old.
"""

from collections.abc import Mapping, Sequence
from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:  # every command registers; only a disposal needs more
    from hawkari.evidence.unseen import Doomed

__all__ = ["erase_elsewhere", "erases_elsewhere", "rename_elsewhere"]

_modules: set[str] = set()


def erases_elsewhere(module: str) -> None:
    """Register the module of a desk, by its dotted name; see above."""
    _modules.add(module)


def erase_elsewhere(doomed: "Sequence[Doomed]") -> None:
    """Let every desk take away its traces of some statements."""
    for module in sorted(_modules):
        import_module(module).erase_traces(doomed)


def rename_elsewhere(names: Mapping[str, str]) -> None:
    """Let every desk call records with nothing left by their new ids."""
    for module in sorted(_modules):
        import_module(module).rename_traces(names)
