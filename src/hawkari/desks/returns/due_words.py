"""Words for what is due, whose it is, and what a receiving authority was told."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

__all__ = ["DUES", "OWNERS", "PARTS"]

DUES: dict[str, Promise] = {
    "barrier_review": _("Review of a barrier"),
    "look_again": _("Look for barriers again, before what was found counts no more"),
    "document_expires": _("Document is no longer good"),
    "acceptance_expires": _("Acceptance is no longer good"),
    "notice_period": _("End of the notice period"),
    "answer_waits": _("Answer of the receiving authority, asked"),
    "case_review": _("Review of whether the case is kept"),
    "clock": _("Due"),
}
OWNERS: dict[str, Promise] = {
    "caseworker": _("Caseworker"),
    "documents": _("Document officer"),
    "liaison": _("Liaison officer"),
    "receiver": _("Receiving authority"),
    "person": _("Time that the person must be given"),
    "reintegration": _("Reintegration officer"),
    "reviewer": _("Reviewer"),
}
PARTS: dict[str, Promise] = {
    "person": _("Person"),
    "lawyer": _("Lawyer"),
    "carrier": _("Carrier"),
    "escort": _("Escort"),
    "reception": _("Who receives the person"),
}
