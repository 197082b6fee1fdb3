"""Who came to a course, what they answered, and who may teach: personal data, kept apart.

Read only with the right to train. What leaves of it is a count, hidden where few.
"""

from django.conf import settings
from django.db import models

from hawkari.desks.programme.models.training import Course, Curriculum, DrawnTest, Session, When
from hawkari.evidence.models import Agency, Operation

__all__ = [
    "Answer",
    "Attendance",
    "Enrolment",
    "EnrolmentStatus",
    "Licence",
    "Observation",
    "Observed",
    "Sitting",
    "Trainer",
    "Vetting",
    "Way",
]


class EnrolmentStatus(models.TextChoices):
    """Whether somebody is still of the course. Whether they passed is worked out, never entered."""

    ENROLLED = "enrolled"
    WITHDRAWN = "withdrawn"


class Vetting(models.TextChoices):
    """What an office said of a trainee's vetting. Recorded; nothing here decides by it."""

    NOT_SAID = "not_said"
    ASKED = "asked"
    CLEARED = "cleared"
    NOT_CLEARED = "not_cleared"


class Way(models.TextChoices):
    """How an attendance was recorded."""

    LIST = "list"
    CODE = "code"
    FILE = "file"


class Observed(models.TextChoices):
    """Whether what was taught was seen in practice."""

    YES = "yes"
    PARTLY = "partly"
    NO = "no"


class Enrolment(models.Model):
    """One trainee of one course.

    `number` is theirs in this course, and all that codes and answer sheets carry. `name` is as the
    class list gives it; `names` the same person's by script (``en``, ``ckb``, ``ar``), as given,
    never transliterated. `unit` is an office, not a person. `vetting` is what `vetting_by` (an
    office) said on `vetting_on`. When names are erased, the row stays with its number.
    """

    course = models.ForeignKey(Course, on_delete=models.CASCADE, related_name="enrolments")
    number = models.PositiveIntegerField()
    name = models.CharField(max_length=200, blank=True)
    names = models.JSONField(default=dict)
    unit = models.CharField(max_length=200, blank=True)
    status = models.CharField(
        max_length=10, choices=EnrolmentStatus, default=EnrolmentStatus.ENROLLED
    )
    left_on = models.DateField(null=True)
    left_why = models.CharField(max_length=300, blank=True)
    vetting = models.CharField(max_length=12, choices=Vetting, default=Vetting.NOT_SAID)
    vetting_by = models.CharField(max_length=200, blank=True)
    vetting_on = models.DateField(null=True)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    made_at = models.DateTimeField()

    class Meta:
        ordering = ("number",)
        constraints = (
            models.UniqueConstraint(fields=("course", "number"), name="enrolment_number_once"),
        )


class Attendance(models.Model):
    """Whether one trainee was at one session; none means that nobody recorded it."""

    session = models.ForeignKey(Session, on_delete=models.CASCADE, related_name="attendance")
    enrolment = models.ForeignKey(Enrolment, on_delete=models.CASCADE, related_name="attendance")
    present = models.BooleanField()
    way = models.CharField(max_length=6, choices=Way)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("session", "enrolment"), name="attendance_once"),
        )


class Sitting(models.Model):
    """One trainee's test. `score` right answers of `most` questions; a blank is not right."""

    enrolment = models.ForeignKey(Enrolment, on_delete=models.CASCADE, related_name="sittings")
    drawn = models.ForeignKey(DrawnTest, on_delete=models.PROTECT, related_name="sittings")
    when = models.CharField(max_length=10, choices=When)
    language = models.CharField(max_length=8)
    day = models.DateField()
    minutes = models.PositiveSmallIntegerField(null=True)
    score = models.PositiveSmallIntegerField()
    most = models.PositiveSmallIntegerField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ("pk",)
        constraints = (models.UniqueConstraint(fields=("enrolment", "when"), name="sitting_once"),)


class Answer(models.Model):
    """What was ticked in one question of a sitting; None where nothing was."""

    sitting = models.ForeignKey(Sitting, on_delete=models.CASCADE, related_name="answers")
    place = models.PositiveSmallIntegerField()
    chosen = models.PositiveSmallIntegerField(null=True)

    class Meta:
        ordering = ("place",)
        constraints = (models.UniqueConstraint(fields=("sitting", "place"), name="answer_once"),)


class Observation(models.Model):
    """Whether what was taught was seen in practice some months later, and by which office."""

    enrolment = models.ForeignKey(Enrolment, on_delete=models.CASCADE, related_name="observations")
    month = models.PositiveSmallIntegerField()
    day = models.DateField()
    seen = models.CharField(max_length=8, choices=Observed)
    observer = models.CharField(max_length=200)
    note = models.TextField(blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ("month",)
        constraints = (
            models.UniqueConstraint(fields=("enrolment", "month"), name="observation_once"),
        )


class Trainer(models.Model):
    """Somebody who teaches, by name and office."""

    operation = models.ForeignKey(Operation, on_delete=models.PROTECT, related_name="+")
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=200)
    unit = models.CharField(max_length=200)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    made_at = models.DateTimeField()

    class Meta:
        ordering = ("name", "pk")


class Licence(models.Model):
    """What a trainer may teach: proposed by one person, signed by another, until it ends.

    `trains_trainers` says whether they may also teach those who are to teach it.
    """

    trainer = models.ForeignKey(Trainer, on_delete=models.CASCADE, related_name="licences")
    curriculum = models.ForeignKey(Curriculum, on_delete=models.PROTECT, related_name="licences")
    trains_trainers = models.BooleanField(default=False)
    grounds = models.TextField()
    ends = models.DateField()
    proposed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    proposed_at = models.DateTimeField()
    signed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    signed_at = models.DateTimeField(null=True)
    ended_why = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ("pk",)
