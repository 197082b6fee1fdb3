"""Loaders: partners' files in, rows of statements out. One adapter a kind of file."""

from hawkari.evidence.loaders.asking import Question, ask_unsure
from hawkari.evidence.loaders.base import FIXED_LAYOUTS, LOADERS, Loader, loader_for
from hawkari.evidence.loaders.layouts import Layout, parse_layout, shipped_layouts
from hawkari.evidence.loaders.tables import UnknownLayout
from hawkari.evidence.loaders.values import Context, Refused, RowOutcome, Unused

__all__ = [
    "FIXED_LAYOUTS",
    "LOADERS",
    "Context",
    "Layout",
    "Loader",
    "Question",
    "Refused",
    "RowOutcome",
    "UnknownLayout",
    "Unused",
    "ask_unsure",
    "loader_for",
    "parse_layout",
    "shipped_layouts",
]
