"""Certificates by API: without names, which stay on the pages."""

from datetime import date

from django.http import HttpRequest
from ninja import Router, Schema

from hawkari.desks.programme.services.certificates import find_certificates, state_of
from hawkari.desks.programs import REFUSALS, access_of

__all__ = ["router"]

router = Router()


class CertificateOut(Schema):
    """A certificate; whose it is, only a page tells."""

    reference: str
    course: str
    number: str
    issuer: str
    state: str
    given_on: date
    until: date | None


class CertificatesOut(Schema):
    """Certificates, the newest first."""

    certificates: list[CertificateOut]


@router.get("/certificates", response={200: CertificatesOut, **REFUSALS})
def certificates(request: HttpRequest, state: str = "", course: str = "") -> CertificatesOut:
    """The certificates of one's own agency in this operation; audited.

    `state` is holds, proposed, lapsed or revoked; `course` the reference of one.
    """
    access = access_of(request)
    found = find_certificates(access, state=state, course=course)
    return CertificatesOut(
        certificates=[
            CertificateOut(
                reference=one.reference, course=one.enrolment.course.reference,
                number=str(one.number), issuer=one.issuer, state=state_of(one, access.today),
                given_on=one.given_on, until=one.until,
            )
            for one in found
        ]
    )  # fmt: skip
