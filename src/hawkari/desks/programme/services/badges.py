"""Badges as files: the one of a certificate, the issuer's name and status list, and verifying."""

from collections.abc import Collection
from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone

from hawkari.desks.programme.badges import (
    Holder,
    Verdict,
    issuer_did,
    sign_status,
    verify_badge,
)
from hawkari.desks.programme.models import Certificate
from hawkari.desks.programme.services.access import own_agency, require_reading
from hawkari.desks.programme.services.badge_keys import issuer_of
from hawkari.desks.programme.services.certificates import certificate_of, revoked_places
from hawkari.desks.programme.services.training_access import record_training, require_training
from hawkari.evidence.access import Access, Action
from hawkari.evidence.models import Act

__all__ = ["certificate_view", "issuer_name", "open_badge", "status_list", "verify_here"]


@dataclass(frozen=True, slots=True)
class CertificateView:
    """A certificate, and what anybody would find who verified its badge now."""

    certificate: Certificate
    verdict: Verdict


def certificate_view(access: Access, reference: str) -> CertificateView:
    """A certificate with what verifying it finds; audited.

    Raises:
        AccessDenied: if the role may not.
        NotFound: if there is none that the user may know of.
    """
    require_training(access)
    with transaction.atomic():
        found = certificate_of(access, reference)
        verdict = _verified(access, found.token, trusted=())
        record_training(access, Act.CONSULT, reference)
    return CertificateView(found, verdict)


def open_badge(access: Access, reference: str) -> str:
    """The badge of a certificate, to be handed to its holder; audited as a disclosure.

    Raises:
        AccessDenied: if the role may not.
        NotFound: if there is none that the user may know of.
    """
    require_training(access)
    with transaction.atomic():
        found = certificate_of(access, reference)
        record_training(access, Act.DISCLOSE, reference, form="badge")
    return found.token


def issuer_name(access: Access) -> str:
    """The own agency's did:key, which whoever verifies its badges has to trust; audited."""
    _require_verifying(access)
    did = issuer_did(issuer_of(own_agency(access)))
    with transaction.atomic():
        record_training(access, Act.DISCLOSE, "issuer of badges")
    return did


def status_list(access: Access) -> str:
    """The own agency's status list, signed now, for whoever verifies offline; audited.

    Raises:
        AccessDenied: if the role may not.
    """
    _require_verifying(access)
    with transaction.atomic():
        made = _own_list(access)
        record_training(access, Act.DISCLOSE, "status list of badges")
    return made


def verify_here(
    access: Access,
    text: str,
    *,
    status: str | None = None,
    trusted: Collection[str] = (),
    holder: Holder | None = None,
) -> Verdict:
    """Judge a badge. What the own agency issued is looked up among its own certificates; audited.

    Args:
        access: who asks.
        text: the badge, or what a certificate's QR code says.
        status: another issuer's status list; of the own agency's badges it may be left out.
        trusted: other issuers that are believed, each a did:key.
        holder: who says that it is theirs.

    Raises:
        AccessDenied: if the role may neither read the programme nor train.
    """
    _require_verifying(access)
    with transaction.atomic():
        found = _verified(access, text, status=status, trusted=trusted, holder=holder)
        record_training(access, Act.CONSULT, f"badge {found.number}", found=str(found.state))
    return found


def _verified(
    access: Access,
    text: str,
    *,
    trusted: Collection[str],
    status: str | None = None,
    holder: Holder | None = None,
) -> Verdict:
    own = issuer_did(issuer_of(own_agency(access)))
    found = verify_badge(text, trusted={own, *trusted}, status=status, holder=holder)
    if status is None and found.issuer == own:
        found = verify_badge(text, trusted={own}, status=_own_list(access), holder=holder)
    return found


def _own_list(access: Access) -> str:
    issuer = issuer_of(own_agency(access))
    return sign_status(issuer, revoked_places(issuer_did(issuer)), now=timezone.now())


def _require_verifying(access: Access) -> None:
    if access.may(Action.TRAIN):
        require_training(access)
    else:
        require_reading(access)
