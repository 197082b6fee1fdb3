"""What the desk keeps: cases, their events, and how they stand."""

from hawkari.desks.returns.models.cases import Case, CasePerson, Family
from hawkari.desks.returns.models.events import CaseEvent, Told
from hawkari.desks.returns.models.standing import Standing

__all__ = ["Case", "CaseEvent", "CasePerson", "Family", "Standing", "Told"]
