"""What came from a receiving authority, or to one: a person takes it, or sets it aside."""

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from hawkari.errors import BadInput
from hawkari.evidence import audit
from hawkari.evidence.access import Access, Action, require
from hawkari.evidence.models import Act, IncomingPackage, IncomingState

__all__ = ["known_incoming", "set_aside", "take"]


def known_incoming(access: Access) -> QuerySet[IncomingPackage]:
    """What came to the own agency in the operation. Not audited: the caller does that."""
    return IncomingPackage.objects.filter(
        operation=access.operation, holder=access.user.agency_id
    ).select_related("sender", "decided_by")


def take(access: Access, number: int, *, about: str, words: str = "") -> IncomingPackage:
    """Say that a package belongs to a case; what follows from it is the caller's to record.

    Raises:
        AccessDenied: if the role may not work on cases.
        BadInput: if no such package waits.
    """
    if not about:
        raise BadInput("a package is taken into a case", "Say which.")
    return _decide(access, number, IncomingState.TAKEN, about=about, words=words)


def set_aside(access: Access, number: int, *, words: str) -> IncomingPackage:
    """Say that a package is not used, and why.

    Raises:
        AccessDenied: if the role may not work on cases.
        BadInput: if no such package waits, or the reason is missing.
    """
    if not words.strip():
        raise BadInput("setting a package aside needs a reason", "Say why.")
    return _decide(access, number, IncomingState.ASIDE, about="", words=words)


def _decide(
    access: Access, number: int, state: IncomingState, *, about: str, words: str
) -> IncomingPackage:
    require(access, Action.CASEWORK)
    with transaction.atomic():
        package = (
            known_incoming(access)
            .select_for_update(of=("self",))
            .filter(pk=number, state=IncomingState.WAITING)
            .first()
        )
        if package is None:
            raise BadInput("no such package waits", "Somebody may have taken it.")
        package.state, package.about, package.words = state, about, words.strip()
        package.decided_by, package.decided_at = access.user, timezone.now()
        package.save(update_fields=["state", "about", "words", "decided_by", "decided_at"])
        audit.record(
            Act.DECIDE,
            access=access,
            objects=[f"package {package.reference}", *([f"case {about}"] if about else [])],
            count=1,
            detail={"what": "return package", "kind": package.kind, "step": state.value},
        )
    return package
