"""The holder's side: answers a partner's query by rule, and says of a shown hit what it is of."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils import timezone

from hawkari.desks.exchange.blind.forms import forms_of
from hawkari.desks.exchange.blind.indexes import IndexKey, records_of_tags
from hawkari.desks.exchange.blind.ledger import SUBJECTS, DatabaseLedger
from hawkari.desks.exchange.blind.vault import keyring
from hawkari.desks.exchange.blind.wire import (
    Head,
    as_text,
    bytes_of,
    grounds_of,
    hex_of,
    read_head,
    text_of,
)
from hawkari.desks.exchange.models.blind import HeldIndex
from hawkari.engines.blindmatch import Keyring, Limits, Query, Refused, confirm, tags_of
from hawkari.engines.blindmatch.evaluation import Evaluator
from hawkari.errors import BadInput
from hawkari.evidence.blind_material import matchable_parts, said_of
from hawkari.evidence.models import Agency

__all__ = ["NODE", "Shown", "answer", "confirmed_records", "limits_of"]

NODE = "node"
"""The officer that a node names where no person asks: nightly deconfliction."""
SHOWN = 32
"""Bytes that a querier shows of one hit: the tag, and the witness."""
OF_DECONFLICTION = Limits(
    batch=10_000, officer_epoch=250_000, officer_day=50_000, operation_epoch=250_000
)


@dataclass(frozen=True, slots=True)
class Shown:
    """Hits that a partner shows: of what, and tag and witness of each."""

    head: Head
    hits: tuple[bytes, ...]


def answer(
    body: dict[str, Any], *, ours: Agency, sender: Agency, signer: str, today: date
) -> dict[str, Any]:
    """The body of the answer to a query: evaluated values with a proof, or the rule that refuses.

    Counted, and in the log, either way. Needs a transaction.

    Args:
        body: of the query, as the partner sent it.
        ours: our agency.
        sender: the partner, by whose key the message is signed.
        signer: the person by whose key it is signed; empty for the partner's node itself.
        today: by our clock.

    Raises:
        BadInput: if the query cannot be read at all.
    """
    head = read_head(body)
    query = Query(
        text_of(body, "id"),
        IndexKey(sender, head.purpose, head.kind, head.epoch).scope(ours.slug),
        bytes_of(body, "blinded"),
        grounds_of(body),
        hex_of(text_of(body, "commitment"), size=32),
    )
    keys = keyring(ours.slug)
    keys.take(query.scope)
    evaluator = Evaluator(
        keys,
        DatabaseLedger(today),
        # the message's own two signatures; here only whether the person is the one who is named
        is_signed=lambda one: (
            one.grounds.officer == (signer or NODE)
            and one.scope.partner.endswith(SUBJECTS) == (not signer)
        ),
        limits=limits_of,
    )
    try:
        found = evaluator.evaluate(query, today)
    except Refused as refused:
        return {"id": query.id, "refused": refused.rule, "remedy": refused.remedy}
    return {
        "id": query.id,
        "digest": found.query,
        "evaluated": as_text(found.evaluated),
        "proof": found.proof.hex(),
    }


def limits_of(partner: str) -> Limits:
    """How much a partner may ask, by the partner of a scope."""
    return OF_DECONFLICTION if partner.endswith(SUBJECTS) else Limits()


def confirmed_records(shown: Shown, *, ours: Agency, partner: Agency) -> list[str]:
    """The records of ours that hits are of, sorted; each hit must be proved.

    Raises:
        BadInput: if one is not: the value was never evaluated, or is no longer held.
    """
    key = IndexKey(partner, shown.head.purpose, shown.head.kind, shown.head.epoch)
    keys = keyring(ours.slug)
    row = HeldIndex.objects.filter(
        partner=partner, purpose=key.purpose, kind=key.kind.value, epoch=key.epoch
    ).first()
    if row is None or not keys.take(key.scope(ours.slug)):
        raise BadInput("the epoch of this hit is over", "Ask again.")
    found: set[str] = set()
    for hit in shown.hits:
        records = _records_of(keys, key, (row, hit))
        if not records:
            raise BadInput(
                "a hit is not proved by what is shown of it, or is no longer held", "Ask again."
            )
        found |= records
    return sorted(found)


def _records_of(keys: Keyring, key: IndexKey, what: tuple[HeldIndex, bytes]) -> set[str]:
    row, hit = what
    tag = int(tags_of([hit])[0])
    scope = key.scope(keys.holder)
    # what the markings let this partner be told today, not on the day of the index
    ours = Agency.objects.get(slug=keys.holder)
    allowed = matchable_parts(ours, key.partner, timezone.now().date())
    said = said_of(records_of_tags(key, [tag]), allowed.intersection(row.parts))
    proved = set()
    for record, values in said.items():
        outputs = _outputs(keys, scope, forms_of(key.kind, values), tag=tag)
        if any(confirm(hit[8:], output) for output in outputs):
            proved.add(record)
    return proved


def _outputs(keys: Keyring, scope: Any, forms: Iterable[str], *, tag: int) -> list[bytes]:
    listed = sorted(forms)
    if not listed:
        return []
    tags = keys.tags(scope, listed)
    return [
        keys.output(scope, form) for form, one in zip(listed, tags, strict=True) if int(one) == tag
    ]
