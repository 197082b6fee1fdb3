"""Hawkari: cross-border work against people-smuggling networks.

Four floors, imports go down only: doors (`cli`, `site`), desks, evidence, engines.
"""

__all__ = ["__version__"]

__version__ = "0.1.0"
