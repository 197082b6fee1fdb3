"""The form of a package, ``package/1``: how it is built and checked, without the database."""

from hawkari.desks.exchange.packages.building import Copy, as_statement, package_body, tightened
from hawkari.desks.exchange.packages.reading import MOST, Item, ReadPackage, read_package
from hawkari.desks.exchange.packages.trees import digests, head_of, is_in_package, proof_of

__all__ = [
    "MOST",
    "Copy",
    "Item",
    "ReadPackage",
    "as_statement",
    "digests",
    "head_of",
    "is_in_package",
    "package_body",
    "proof_of",
    "read_package",
    "tightened",
]
