"""The querier's server reads an answer: proves it, looks hits up, watches, and only then tells.

Of what did not hit nothing is kept. If an alarm stops the officer, nothing of the answer is shown
to anybody, and both sides are told.
"""

import math
import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Sum
from django.utils import timezone

from hawkari.desks.exchange.blind import post
from hawkari.desks.exchange.blind.copies import opened_copy
from hawkari.desks.exchange.blind.ledger import suspend
from hawkari.desks.exchange.blind.sending import copy_key, forms_asked
from hawkari.desks.exchange.blind.wire import bytes_of, hex_of, text_of
from hawkari.desks.exchange.models.blind import PartnerIndex, Purpose
from hawkari.desks.exchange.models.queries import BlindQuery, QueryState
from hawkari.desks.exchange.models.tickets import BlindTicket, Side, TicketState
from hawkari.engines.blindmatch import (
    BadElement,
    BadProof,
    Blinding,
    Grounds,
    HitWatch,
    IdentifierType,
    Mode,
    upper_bound,
)
from hawkari.engines.blindmatch.bounds import CANDIDATE_AT
from hawkari.engines.blindmatch.watch import Alarm
from hawkari.errors import BadInput
from hawkari.evidence import audit
from hawkari.evidence.audit import Act

__all__ = ["Hit", "end_unanswered", "hits_in", "read_answer", "tickets_for"]

SHOWN = 32
KEYS_A_PERSON = 19
SEVERAL = 1000
"""Records of a holder against which `CANDIDATE_AT` was set."""
NO_PROOF = "proof"


@dataclass(frozen=True, slots=True)
class Hit:
    """A subject that hit.

    `shown` are tag and witness of each form that did; `bound`, for a person, the most bits that one
    record can share.
    """

    label: str
    shown: tuple[str, ...]
    bound: float | None


def read_answer(query: BlindQuery, body: Mapping[str, Any]) -> list[Hit]:
    """Take an answer in; the hits, empty if it was refused or an alarm stopped it.

    The row is changed and saved; its values are erased. Needs a transaction.

    Args:
        query: a locked row that waits for its answer.
        body: of the answer, as the partner sent it.

    Raises:
        BadInput: if it cannot be read, or answers something else.
    """
    query.answered_at = timezone.now()
    refused = text_of(body, "refused")
    if refused:
        return _end(query, QueryState.REFUSED, rule=f"{refused}: {text_of(body, 'remedy')}")
    if text_of(body, "digest") != query.digest:
        raise BadInput("the answer is of another query", "The partner's node must mend it.")
    row = PartnerIndex.objects.filter(**copy_key(query).columns()).first()
    if row is None:
        return _end(query, QueryState.REFUSED, rule="epoch: the index is over; ask again")
    try:
        outputs = _outputs(query, body, public=bytes(row.public))
    except (BadProof, BadElement):
        return _end(query, QueryState.REFUSED, rule=NO_PROOF)
    copy = opened_copy(copy_key(query), row)
    looked_up = zip(outputs, map(bool, copy.find(outputs)), strict=True)
    found = dict(zip(forms_asked(query), looked_up, strict=True))
    alarms = _alarms(query, row, found)
    if alarms:
        return _stop(query, alarms[0])
    held = {form: output for form, (output, hit) in found.items() if hit}
    hits = hits_in(query, held, size=len(copy))
    query.hits = len(hits)
    _end(query, QueryState.ANSWERED)
    return hits


def end_unanswered(query: BlindQuery, rule: str) -> None:
    """Close a query that gets no answer any more; its values are erased. Needs a transaction."""
    query.answered_at = timezone.now()
    _end(query, QueryState.REFUSED, rule=rule)


def _outputs(query: BlindQuery, body: Mapping[str, Any], *, public: bytes) -> list[bytes]:
    inputs = copy_key(query).scope().inputs(forms_asked(query))
    blinding = Blinding.resumed(inputs, Mode.VERIFIABLE, kept=bytes(query.blinds))
    proof = hex_of(text_of(body, "proof"), size=64)
    return blinding.finish(bytes_of(body, "evaluated"), proof=proof, public=public)


def hits_in(query: BlindQuery, held: Mapping[str, bytes], *, size: int) -> list[Hit]:
    """The subjects of a query that forms which hit make; persons only from the bound on.

    Args:
        query: with its subjects.
        held: outputs by form, of those that hit.
        size: tags in the index.
    """
    is_name = query.kind == IdentifierType.NAME
    persons = max(1.0, size / KEYS_A_PERSON / SEVERAL)
    least = CANDIDATE_AT + math.log2(persons)
    found = []
    for one in query.subjects:
        forms = [form for form in one["forms"] if form in held]
        if not forms:
            continue
        bound = upper_bound(forms, one.get("birth", "")) if is_name else None
        if bound is None or bound >= least:
            shown = tuple(held[form][:SHOWN].hex() for form in forms)
            found.append(Hit(one["label"], shown, bound))
    return found


def _alarms(
    query: BlindQuery, row: PartnerIndex, found: Mapping[str, tuple[bytes, bool]]
) -> list[str]:
    """Alarms that stop the officer, gravest first; decoys count for the node's own queries too.

    A person's many keys count as one: most of them hit nothing in any honest query.
    """
    officer = _officer(query)
    before = BlindQuery.objects.filter(
        asked_by=query.asked_by, epoch=query.epoch, index_purpose=Purpose.RECORDS,
        state__in=(QueryState.ANSWERED, QueryState.STOPPED),
    ).aggregate(asked=Sum("asked_for"), held=Sum("things_hit"))  # fmt: skip
    tally = (before["asked"] or 0, before["held"] or 0)
    watch = HitWatch(
        canaries=frozenset(bytes.fromhex(one) for one in row.decoys), tallies={officer: tally}
    )
    outputs = [found[one["forms"][0]][0] for one in query.subjects]
    hits = [any(found[form][1] for form in one["forms"]) for one in query.subjects]
    query.things_hit = sum(hits)
    raised = watch.observe(officer, outputs, hits)
    by_person = query.asked_by_id is not None
    return [one.value for one in raised if one.suspends and (by_person or one == Alarm.CANARY)]


def _stop(query: BlindQuery, alarm: str) -> list[Hit]:
    own = post.own_agency()
    if query.asked_by is not None:
        grounds = Grounds("", "", "", "", query.asked_by.get_username())
        suspend(own.slug, grounds.asker, reason=alarm, named=grounds.officer, query=query.pk)
    body = {"officer": _officer(query), "reason": alarm, "query": query.pk}
    post.post("blind-suspended", body, to=query.partner)
    return _end(query, QueryState.STOPPED, rule=alarm)


def _officer(query: BlindQuery) -> str:
    return query.asked_by.get_username() if query.asked_by else "node"


def _end(query: BlindQuery, state: QueryState, *, rule: str = "") -> list[Hit]:
    """Close a query: its values and blinds are erased, whatever became of it."""
    query.state, query.rule = state, rule[:200]
    query.subjects, query.blinds = [], b""
    query.save()
    audit.record(
        Act.SEARCH,
        actor="blind matching",
        objects=[query.pk],
        count=query.hits,
        recipient=query.partner.slug,
        outcome="ok" if state == QueryState.ANSWERED else str(state),
        detail={
            "what": "blind query answered",
            "digest": query.digest,
            "officer": _officer(query),
            "rule": query.rule,
        },
    )
    return []


def tickets_for(query: BlindQuery, hits: Sequence[Hit]) -> list[BlindTicket]:
    """A ticket for each hit, known to our side alone until an officer says so."""
    if query.operation is None:
        raise BadInput("the node's own queries make no tickets", "")
    return BlindTicket.objects.bulk_create(
        [
            BlindTicket(
                reference=secrets.token_hex(16), side=Side.ASKED, partner=query.partner,
                operation=query.operation, kind=query.kind, epoch=query.epoch, query=query.pk,
                state=TicketState.HIT, label=hit.label, shown=list(hit.shown), bound=hit.bound,
                grounds={"legal_basis": query.legal_basis, "purpose": query.purpose},
                created_at=timezone.now(),
            )
            for hit in hits
        ]
    )  # fmt: skip
