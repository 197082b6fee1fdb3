"""What the desk keeps: the register and its claims, and what each part adds to it."""

from hawkari.desks.programme.models.register import Claim, ClaimStatus, ItemKind, RegisterItem
from hawkari.desks.programme.models.trainees import (
    Answer,
    Attendance,
    Enrolment,
    EnrolmentStatus,
    Licence,
    Observation,
    Observed,
    Sitting,
    Trainer,
    Vetting,
    Way,
)
from hawkari.desks.programme.models.training import (
    Course,
    Curriculum,
    DrawnTest,
    Question,
    Session,
    Subject,
    When,
)

__all__ = [
    "Answer",
    "Attendance",
    "Claim",
    "ClaimStatus",
    "Course",
    "Curriculum",
    "DrawnTest",
    "Enrolment",
    "EnrolmentStatus",
    "ItemKind",
    "Licence",
    "Observation",
    "Observed",
    "Question",
    "RegisterItem",
    "Session",
    "Sitting",
    "Subject",
    "Trainer",
    "Vetting",
    "Way",
    "When",
]
