"""Takes what the desk of returns released out of the outbox, and sends it to its recipient.

Nobody decides anything here: a package was released by a person, whose signature it carries. It
is taken and sent in one transaction, so that it leaves once or not at all.
"""

from django.db import transaction

from hawkari.desks.exchange.node.identity import own_agency
from hawkari.desks.exchange.node.sending import send
from hawkari.errors import BadInput
from hawkari.evidence.models import Agency, OutgoingPackage
from hawkari.evidence.outbox import PackageKind
from hawkari.evidence.outbox.carrying import keep_back, mark_posted, released, waiting, wire_of

__all__ = ["kind_of", "post_released"]


def kind_of(kind: PackageKind) -> str:
    """The kind of the message that carries a package."""
    return f"return-{kind.value}"


def post_released() -> int:
    """Send everything that was released; gives how many left.

    One that cannot be sent, since its recipient is no pinned partner, stays where it is with the
    reason; it holds up no other.

    Raises:
        NodeUnset: before ``hawkari node init``.
        AuditUnavailable: if an entry cannot be written; then that package and the rest stay.
    """
    holder = own_agency()
    return sum(_post(number, holder) for number in waiting(holder))


def _post(number: int, holder: Agency) -> bool:
    """Send one, unless another process did; whether it left."""
    with transaction.atomic():
        package = released(holder, number)
        return package is not None and _send(package)


def _send(package: OutgoingPackage) -> bool:
    by = package.released_by
    if by is None:
        raise ValueError("a released package was released by somebody")
    try:
        with transaction.atomic():
            message = send(
                kind_of(PackageKind(package.kind)),
                wire_of(package),
                to=[package.recipient],
                by=by,
                operation=package.operation.slug,
            )
    except BadInput as error:
        keep_back(package, str(error))
        return False
    mark_posted(package, message.id)
    return True
