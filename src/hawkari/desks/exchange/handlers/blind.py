"""What is done with blind matching's messages: indexes, queries, answers, tickets, alarms."""

from django.utils import timezone

from hawkari.desks.exchange.blind import answering, post
from hawkari.desks.exchange.blind.copies import CopyKey, take_piece
from hawkari.desks.exchange.blind.indexes import IndexKey
from hawkari.desks.exchange.blind.ledger import suspend
from hawkari.desks.exchange.blind.reading import end_unanswered, read_answer, tickets_for
from hawkari.desks.exchange.blind.wire import (
    bytes_of,
    head,
    hex_of,
    number_of,
    read_head,
    text_of,
    texts_of,
)
from hawkari.desks.exchange.models.blind import IndexPiece, PartnerIndex, Purpose
from hawkari.desks.exchange.models.nodes import Delivery
from hawkari.desks.exchange.models.queries import BlindQuery, QueryState
from hawkari.desks.exchange.node.handling import Received, Refuse, handles, hears_receipts_of
from hawkari.desks.exchange.services.deconflicting import note_hits, take_call, take_notice
from hawkari.desks.exchange.services.publishing import publish_again
from hawkari.desks.exchange.services.ticketing import refuse_shown, take_ticket, take_verdict
from hawkari.engines.blindmatch import Grounds
from hawkari.engines.blindmatch.epochs import live_epochs
from hawkari.evidence import audit
from hawkari.evidence.audit import Act

__all__ = ["on_answer", "on_index", "on_query", "on_suspended", "on_ticket", "on_verdict"]

TAKEN = "ok"
MOST_PIECES = 1000
MOST_DECOYS = 100_000


@handles("blind-index")
def on_index(message: Received) -> None:
    """Take in a piece of a partner's index; ask for the whole again where it does not follow."""
    body = message.body
    said = read_head(body)
    if said.epoch not in live_epochs(timezone.now().date()):
        raise Refuse("epoch", "this epoch is over, or has not begun")
    key = CopyKey(message.sender, post.own_agency(), said.purpose, said.kind, said.epoch)
    piece = IndexPiece(
        number=number_of(body, "number"),
        is_whole=body.get("is_whole") is True,
        place=number_of(body, "place"),
        pieces=number_of(body, "pieces"),
        public=hex_of(text_of(body, "public"), size=32),
        decoys=texts_of(body, "decoys", most=MOST_DECOYS),
        content=bytes_of(body, "content"),
    )
    if not 0 <= piece.place < piece.pieces <= MOST_PIECES:
        raise Refuse("malformed", "the piece has no place among its pieces")
    for decoy in piece.decoys:
        hex_of(decoy, size=8)
    before = PartnerIndex.objects.filter(**key.columns()).first()
    if before is not None and bytes(before.public) != bytes(piece.public):
        # Allowed, for a node may have lost its keys; but an auditor must be able to ask why.
        audit.record(
            Act.ALTER,
            actor="blind matching",
            objects=[message.sender.slug],
            detail={"what": "partner's key changed within its epoch", "type": said.kind.value},
        )
    if not take_piece(key, piece):
        wanted = head(said.purpose, said.kind.value, said.epoch)
        post.post("blind-index-wanted", wanted, to=message.sender, in_reply_to=message.id)


@handles("blind-index-wanted")
def on_index_wanted(message: Received) -> None:
    """Send a whole index again to a partner that lost count."""
    said = read_head(message.body)
    if not publish_again(IndexKey(message.sender, said.purpose, said.kind, said.epoch)):
        raise Refuse("epoch", "there is no such index")


@handles("blind-query")
def on_query(message: Received) -> None:
    """Evaluate by rule, or refuse by rule; the answer says which."""
    body = answering.answer(
        dict(message.body),
        ours=post.own_agency(),
        sender=message.sender,
        signer=message.signer,
        today=timezone.now().date(),
    )
    post.post("blind-answer", body, to=message.sender, in_reply_to=message.id)


@handles("blind-answer")
def on_answer(message: Received) -> None:
    """Read an answer; its hits become tickets that only our side knows of yet."""
    waiting = BlindQuery.objects.select_for_update(of=("self",)).select_related(
        "partner", "asked_by", "operation"
    )
    query = waiting.filter(
        pk=text_of(message.body, "id"), partner=message.sender, state=QueryState.SENT
    ).first()
    if query is None:
        raise Refuse("unknown", "no query of ours waits for this answer")
    hits = read_answer(query, message.body)
    if query.index_purpose == Purpose.SUBJECTS:
        note_hits(query, hits)
    elif hits:
        tickets_for(query, hits)


@hears_receipts_of("blind-query")
def on_query_receipt(delivery: Delivery) -> None:
    """The partner's node could not use a query of ours: it gets no answer, and is closed."""
    if delivery.outcome == TAKEN:
        return
    waiting = BlindQuery.objects.select_for_update(of=("self",)).select_related(
        "partner", "asked_by"
    )
    query = waiting.filter(pk=delivery.message.body["id"], state=QueryState.SENT).first()
    if query is not None:
        end_unanswered(query, f"{delivery.outcome}: {delivery.last_error}")


@hears_receipts_of("blind-ticket")
def on_ticket_receipt(delivery: Delivery) -> None:
    """The partner's node did not take a hit that we showed: it holds the value no longer."""
    if delivery.outcome != TAKEN:
        refuse_shown(delivery.message.body["reference"], delivery.last_error)


@handles("blind-ticket")
def on_ticket(message: Received) -> None:
    """Take in a hit that a partner's officer shows; a duty officer here looks at it."""
    take_ticket(message)


@handles("blind-verdict")
def on_verdict(message: Received) -> None:
    """Take in what the partner's duty officer says of a ticket."""
    take_verdict(message)


@handles("blind-suspended")
def on_suspended(message: Received) -> None:
    """The partner's server stopped one of its officers: refuse them here too, until lifted."""
    officer = text_of(message.body, "officer")
    if not officer or len(officer) > 150:
        raise Refuse("malformed", "no officer is named")
    suspend(
        message.sender.slug,
        Grounds("", "", "", "", officer).asker,
        reason=text_of(message.body, "reason")[:200],
        named=officer,
        query=text_of(message.body, "query")[:64],
        told_by=message.sender.slug,
    )


@handles("deconfliction")
def on_deconfliction(message: Received) -> None:
    """A partner works on a subject of ours: notices here, and whom to call goes back."""
    take_notice(message)


@handles("deconfliction-call")
def on_deconfliction_call(message: Received) -> None:
    """The partner says whom to call about a subject that both work on."""
    take_call(message)
