"""Blind matching: which of my identifiers does a partner hold, without either showing a list.

A partner may ask "do you know this number?" without saying the number, and the holder may answer
without showing its list: RFC 9497 between them, an index that says nothing by itself, and rules
that refuse inside the evaluation. Everything here is pure: lists, bytes and numbers in and out.
"""

from hawkari.engines.blindmatch.bounds import upper_bound
from hawkari.engines.blindmatch.composite import Person, asked_keys, composite_keys
from hawkari.engines.blindmatch.errors import (
    BadElement,
    BadMessage,
    BadProof,
    BlindMatchError,
    KeyGone,
    LibraryMissing,
    Refused,
)
from hawkari.engines.blindmatch.evaluation import Evaluator
from hawkari.engines.blindmatch.identifiers import (
    RULES_VERSION,
    IdentifierType,
    normalize,
    published_vectors,
)
from hawkari.engines.blindmatch.index import Index, PublishedIndex, confirm, tags_of, witness
from hawkari.engines.blindmatch.keys import Keyring, Vault
from hawkari.engines.blindmatch.limits import Ledger, Limits
from hawkari.engines.blindmatch.lists import Outcome, match_lists
from hawkari.engines.blindmatch.query import Answer, Grounds, Query
from hawkari.engines.blindmatch.scope import PROTOCOL, Scope
from hawkari.engines.blindmatch.voprf import Blinding, Mode, evaluate_own, prove, verify
from hawkari.engines.blindmatch.watch import HitWatch

__all__ = [
    "PROTOCOL",
    "RULES_VERSION",
    "Answer",
    "BadElement",
    "BadMessage",
    "BadProof",
    "BlindMatchError",
    "Blinding",
    "Evaluator",
    "Grounds",
    "HitWatch",
    "IdentifierType",
    "Index",
    "KeyGone",
    "Keyring",
    "Ledger",
    "LibraryMissing",
    "Limits",
    "Mode",
    "Outcome",
    "Person",
    "PublishedIndex",
    "Query",
    "Refused",
    "Scope",
    "Vault",
    "asked_keys",
    "composite_keys",
    "confirm",
    "evaluate_own",
    "match_lists",
    "normalize",
    "prove",
    "published_vectors",
    "tags_of",
    "upper_bound",
    "verify",
    "witness",
]
