"""Blinds a query's values, commits to them, and sends it: the querier's server, for an officer."""

import json

from hawkari.desks.exchange.blind import post
from hawkari.desks.exchange.blind.copies import CopyKey
from hawkari.desks.exchange.blind.vault import open_sealed, seal
from hawkari.desks.exchange.blind.wire import as_text, head
from hawkari.desks.exchange.models.queries import BlindQuery
from hawkari.engines.blindmatch import Blinding, Grounds, IdentifierType, Mode, Query
from hawkari.engines.blindmatch.commitment import commit
from hawkari.engines.merkle import leaf_hash
from hawkari.evidence.models import User

__all__ = ["copy_key", "forms_asked", "send_query", "was_asked"]


def send_query(query: BlindQuery, grounds: Grounds, *, by: User | None) -> None:
    """Blind, commit, send, and keep what reading the answer needs. Needs a transaction.

    Args:
        query: a new row, or one that waited; its subjects are there.
        grounds: why; the officer is whoever signs.
        by: who asks, whose key signs; None for the node itself.
    """
    scope = copy_key(query).scope()
    inputs = scope.inputs(forms_asked(query))
    blinding = Blinding(inputs, Mode.VERIFIABLE)
    query.blinds = blinding.keep()
    made = commit(inputs)
    asked = Query(query.pk, scope, blinding.blinded, grounds, made.root)
    query.commitment, query.digest = made.root.hex(), asked.digest()
    kept = [
        [salt.hex(), leaf_hash(salt + given).hex()]
        for salt, given in zip(made.salts, inputs, strict=True)
    ]
    query.openings = seal(json.dumps(kept).encode())
    query.save()
    body = {
        **head(query.index_purpose, query.kind, query.epoch),
        "id": query.pk,
        "blinded": as_text(blinding.blinded),
        "commitment": query.commitment,
        "grounds": {
            "operation": grounds.operation,
            "legal_basis": grounds.legal_basis,
            "purpose": grounds.purpose,
            "necessity": grounds.necessity,
            "officer": grounds.officer,
            "authorizer": grounds.authorizer,
        },
    }
    post.post("blind-query", body, to=query.partner, by=by, operation=grounds.operation)


def copy_key(query: BlindQuery) -> CopyKey:
    """Which copy of an index a query is looked up in."""
    kind = IdentifierType(query.kind)
    return CopyKey(query.partner, post.own_agency(), query.index_purpose, kind, query.epoch)


def forms_asked(query: BlindQuery) -> list[str]:
    """The different forms of a query's subjects, sorted: the order that they are asked in."""
    return sorted({form for one in query.subjects for form in one["forms"]})


def was_asked(query: BlindQuery, form: str) -> bool:
    """Whether a form was among what a query committed to: for an auditor who brings the form.

    Raises:
        BadInput: if what was kept of the query cannot be opened any more.
    """
    (given,) = copy_key(query).scope().inputs([form])
    kept = json.loads(open_sealed(bytes(query.openings)))
    return any(leaf_hash(bytes.fromhex(salt) + given).hex() == leaf for salt, leaf in kept)
