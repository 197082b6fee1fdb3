"""Revoking a certificate: one person proposes it with a reason, another does it or keeps it."""

from django.db import transaction
from django.utils import timezone

from hawkari.desks.programme.models import Certificate
from hawkari.desks.programme.services.certificates import certificate_of
from hawkari.desks.programme.services.checking import checked_text
from hawkari.desks.programme.services.training_access import record_training, require_training
from hawkari.errors import BadInput
from hawkari.evidence.access import Access
from hawkari.evidence.models import Act

__all__ = ["LONGEST", "keep_certificate", "propose_revocation", "revoke"]

LONGEST = 500


def propose_revocation(access: Access, reference: str, why: str) -> None:
    """Propose that a certificate be revoked; it holds until another person agrees.

    Raises:
        AccessDenied: if the role may not.
        NotFound: if there is none that the user may know of.
        BadInput: without a reason, or if it is revoked or proposed already.
    """
    require_training(access)
    if not why.strip():
        raise BadInput("revoking needs a reason", "Give one.", where=("why",))
    why = checked_text(why, "why", most=LONGEST)
    with transaction.atomic():
        found = _locked(access, reference)
        if found.revoke_proposed_at is not None:
            raise BadInput("it was proposed already", "Another person decides on it.")
        found.revoke_why = why
        found.revoke_proposed_by, found.revoke_proposed_at = access.user, timezone.now()
        found.save()
        record_training(access, Act.ALTER, reference, step="revocation proposed")


def revoke(access: Access, reference: str) -> None:
    """Agree, as the second person, that a certificate is revoked. There is no way back.

    Raises:
        AccessDenied: if the role may not.
        NotFound: if there is none that the user may know of.
        BadInput: if nobody proposed it, or the user did so themselves.
    """
    require_training(access)
    with transaction.atomic():
        found = _proposed(access, reference)
        if found.revoke_proposed_by_id == access.user.pk:
            raise BadInput("you proposed this yourself", "Ask a colleague.")
        found.revoked_by, found.revoked_at = access.user, timezone.now()
        found.save()
        record_training(access, Act.ALTER, reference, step="certificate revoked")


def keep_certificate(access: Access, reference: str) -> None:
    """Decline a proposal as the second person, or take one's own back; the certificate holds.

    Raises:
        AccessDenied: if the role may not.
        NotFound: if there is none that the user may know of.
        BadInput: if nobody proposed to revoke it.
    """
    require_training(access)
    with transaction.atomic():
        found = _proposed(access, reference)
        why = found.revoke_why
        found.revoke_why = ""
        found.revoke_proposed_by = found.revoke_proposed_at = None
        found.save()
        record_training(access, Act.ALTER, reference, step="revocation declined", reason=why)


def _locked(access: Access, reference: str) -> Certificate:
    number = certificate_of(access, reference).pk
    found = Certificate.objects.select_for_update().get(pk=number)
    if found.revoked_at is not None:
        raise BadInput("it is revoked already", "Nothing is left to do.")
    return found


def _proposed(access: Access, reference: str) -> Certificate:
    found = _locked(access, reference)
    if found.revoke_proposed_at is None:
        raise BadInput("nobody proposed to revoke it", "Look at it again.")
    return found
