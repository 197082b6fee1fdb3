"""A certificate as a paper to hand out, while its holder's name is still kept."""

from pathlib import Path

from django.db import transaction

from hawkari.desks.programme.badges.printing import Paper, certificate_pdf
from hawkari.desks.programme.models import Certificate
from hawkari.desks.programme.services.certificates import certificate_of, names_of
from hawkari.desks.programme.services.training_access import record_training, require_training
from hawkari.errors import BadInput
from hawkari.evidence.access import Access
from hawkari.evidence.models import Act

__all__ = ["certificate_paper"]


def certificate_paper(access: Access, reference: str, *, fonts: Path) -> bytes:
    """The PDF of a certificate that stands; audited as a disclosure.

    Raises:
        AccessDenied: if the role may not.
        NotFound: if there is none that the user may know of.
        BadInput: if it was revoked, or its holder's name was erased.
    """
    require_training(access)
    with transaction.atomic():
        found = certificate_of(access, reference)
        if found.revoked_at is not None:
            raise BadInput("it was revoked", "Issue a new one, if one is due.")
        if not (found.code and found.enrolment.name):
            raise BadInput("the holder's name was erased", "It can be printed no more.")
        record_training(access, Act.DISCLOSE, reference, form="paper")
    return certificate_pdf(_paper(found), fonts=fonts)


def _paper(found: Certificate) -> Paper:
    course = found.enrolment.course
    curriculum = course.curriculum
    title = str(curriculum.names.get("en") or course.title)
    return Paper(
        token=found.token,
        names=names_of(found.enrolment),
        title=title,
        own_title=str(curriculum.names.get(course.language) or title),
        language=course.language,
        version=curriculum.version,
        issuer=course.agency.name,
        did=found.issuer,
        place=course.place,
        first=course.first,
        last=course.last,
        rule=(course.attend_percent, course.pass_percent),
        reference=found.reference,
        code=found.code,
        given_on=found.given_on,
        until=found.until,
    )
