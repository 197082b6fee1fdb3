"""What the desk keeps: cases, their events, how they stand, follow-ups and complaints."""

from hawkari.desks.returns.models.cases import Case, CasePerson, Family
from hawkari.desks.returns.models.correspondence import IdentityCheck, MadeLetter
from hawkari.desks.returns.models.events import CaseEvent, Told
from hawkari.desks.returns.models.reintegration import Complaint, FollowUp
from hawkari.desks.returns.models.standing import Standing

__all__ = [
    "Case",
    "CaseEvent",
    "CasePerson",
    "Complaint",
    "Family",
    "FollowUp",
    "IdentityCheck",
    "MadeLetter",
    "Standing",
    "Told",
]
