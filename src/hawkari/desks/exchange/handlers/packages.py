"""What is done with packages and receipts of partners."""

from django.db.models import Q
from django.utils import timezone

from hawkari.desks.exchange.handlers.common import audit_received, operation_of, words_in
from hawkari.desks.exchange.models import (
    InformationRequest,
    PackageRecipient,
    ReceivedItem,
    ReceivedPackage,
    RequestState,
    RequestStep,
)
from hawkari.desks.exchange.node.handling import Received, Refuse, handles
from hawkari.desks.exchange.node.identity import own_agency
from hawkari.desks.exchange.packages import MOST, ReadPackage, read_package
from hawkari.desks.exchange.services.obeying import obey_kept
from hawkari.desks.exchange.services.request_views import OPEN
from hawkari.errors import BadInput
from hawkari.evidence.models import Operation

__all__ = ["on_package", "on_receipt"]


@handles("package")
def on_package(message: Received) -> None:
    """Keep a package that answers a request of ours; it waits for a person."""
    operation = operation_of(message)
    try:
        read = read_package(message.body)
    except BadInput as error:
        raise Refuse("malformed", str(error)) from error
    holder = own_agency()
    if read.sender != message.sender.slug or read.recipients != (holder.slug,):
        raise Refuse("recipient", "the package is of another sender, or for another recipient")
    if read.operation != operation.slug:
        raise Refuse("operation", "the package is for another operation than its message")
    request = _request_of(message, operation, read)
    if ReceivedPackage.objects.filter(reference=read.reference, holder=holder).exists():
        raise Refuse("known", "a package of this reference is known already")
    _keep(message, operation, read, request=request)
    _answered(message, request)
    audit_received(
        message,
        operation,
        f"package {read.reference}",
        count=len(read.items),
        what="package",
        step="received",
        root=read.root,
    )


def _request_of(
    message: Received, operation: Operation, read: ReadPackage
) -> InformationRequest | None:
    """The request of ours that a package answers; None for one that we did not make.

    Another recipient's request may be answered to us too: who asked is not ours to know.
    """
    return InformationRequest.objects.filter(
        reference=read.request,
        holder=own_agency(),
        partner=message.sender,
        operation=operation,
        is_ours=True,
    ).first()


def _keep(
    message: Received,
    operation: Operation,
    read: ReadPackage,
    *,
    request: InformationRequest | None,
) -> None:
    kept = ReceivedPackage.objects.create(
        reference=read.reference,
        holder=own_agency(),
        sender=message.sender,
        request=request,
        operation=operation,
        body=dict(message.body),
        root=read.root,
        size=len(read.items),
        signer=message.signer[:150],
        supersedes=read.supersedes,
        onward=read.onward,
        review_by=read.review_by,
        received_at=timezone.now(),
    )
    ReceivedItem.objects.bulk_create(
        [
            ReceivedItem(
                package=kept, item=one.item, position=place, digest=one.digest, refusal=one.refusal
            )
            for place, one in enumerate(read.items)
        ],
        batch_size=500,
    )
    obey_kept(kept)


def _answered(message: Received, request: InformationRequest | None) -> None:
    if request is None or request.state not in OPEN:
        return
    request.state = RequestState.ANSWERED
    request.save(update_fields=["state"])
    RequestStep.objects.create(
        request=request,
        state=RequestState.ANSWERED,
        agency=message.sender,
        by=message.signer[:150],
        at=message.sent_at,
    )


@handles("package-receipt")
def on_receipt(message: Received) -> None:
    """Keep what a recipient says that it did with a package of ours."""
    reference = message.text("package", longest=32)
    to = (
        PackageRecipient.objects.select_for_update(of=("self",))
        .select_related("package__operation")
        .filter(
            Q(reference=reference) | Q(reference="", package__reference=reference),
            agency=message.sender,
            package__operation__slug=message.operation,
        )
        .exclude(message="")
        .first()
    )
    if to is None:
        raise Refuse("unknown-package", "no package of this reference went to you")
    if to.receipted_at is not None:
        raise Refuse("known", "the package is receipted already")
    refused = message.fields("refused")
    if not all(isinstance(words, str) for words in refused.values()):
        raise Refuse("malformed", "a refusal is no text")
    to.receipted_at, to.receipted_by = message.sent_at, message.signer[:150]
    to.loaded_count = message.number_of("loaded", most=MOST)
    to.is_declined = message.body.get("declined") is True
    to.receipt_words, to.refused = words_in(message), refused
    to.save()
    audit_received(
        message,
        to.package.operation,
        f"package {to.package.reference}",
        count=to.loaded_count,
        what="package",
        step="declined by recipient" if to.is_declined else "loaded by recipient",
        refused=len(refused),
    )
