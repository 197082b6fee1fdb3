"""May somebody begin a step of a case? Asked before a form is shown; the step itself asks again."""

from django.db import transaction

from hawkari.desks.returns.models import Case
from hawkari.desks.returns.services.cases import case_of
from hawkari.evidence import audit
from hawkari.evidence.access import Access, Action, require
from hawkari.evidence.models import Act

__all__ = ["ask_to_open", "ask_to_step"]


def ask_to_open(access: Access) -> None:
    """Refuse whoever may not open a case.

    Raises:
        AccessDenied: if the role may not; the denial is audited.
    """
    require(access, Action.CASEWORK)


def ask_to_step(access: Access, reference: str, name: str) -> Case:
    """The case that a step is about, whose person the form shows; audited.

    Raises:
        AccessDenied: if the role may not work on cases.
        CaseNotFound: if there is none that the officer may know of.
    """
    require(access, Action.CASEWORK)
    found = case_of(access, reference)
    with transaction.atomic():
        audit.record(
            Act.CONSULT,
            access=access,
            objects=[reference],
            count=1,
            detail={"what": "case", "step": name},
        )
    return found
