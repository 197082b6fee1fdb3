"""Training: what is taught and asked, and the courses where it was taught.

Curricula and questions are about nobody. Who came to a course, and who may teach, is in
`models.trainees`: those are personal data, and have their own rules.
"""

from django.conf import settings
from django.db import models

from hawkari.desks.programme.models.register import RegisterItem
from hawkari.evidence.models import Agency, Operation

__all__ = ["Course", "Curriculum", "DrawnTest", "Question", "Session", "Subject", "When"]


class Subject(models.TextChoices):
    """What a curriculum is about."""

    BORDER_SECURITY = "border_security"
    ORGANISED_IMMIGRATION_CRIME = "organised_immigration_crime"
    NARCOTICS = "narcotics"
    DOCUMENT_FRAUD = "document_fraud"
    HUMAN_RIGHTS = "human_rights"


class When(models.TextChoices):
    """When a test is sat."""

    PRE = "pre"
    POST = "post"
    FOLLOW_UP = "follow_up"


class Curriculum(models.Model):
    """What is taught of one subject, in one version. A changed curriculum is another version.

    `names` and `outlines` hold title and aims by language code. `pass_percent` is the least share
    of the test after the course, `attend_percent` the least share of sessions, that pass it; a
    course copies both when it is made. `seed` names the entry of the shipped curricula.
    """

    operation = models.ForeignKey(Operation, on_delete=models.PROTECT, related_name="+")
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    subject = models.CharField(max_length=30, choices=Subject)
    version = models.PositiveSmallIntegerField(default=1)
    names = models.JSONField(default=dict)
    outlines = models.JSONField(default=dict)
    pass_percent = models.PositiveSmallIntegerField(default=60)
    attend_percent = models.PositiveSmallIntegerField(default=80)
    seed = models.CharField(max_length=60, blank=True)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    made_at = models.DateTimeField()

    class Meta:
        ordering = ("subject", "-version")
        constraints = (
            models.UniqueConstraint(
                fields=("operation", "agency", "subject", "version"), name="curriculum_version_once"
            ),
        )


class Question(models.Model):
    """One question of a curriculum's item bank. A changed question is another version of its code.

    Questions of one `topic` are parallel: a test draws from every topic, so that two tests ask of
    the same things in other words. `words` holds by language code ``{"text", "options"}``; `right`
    is the place of the right option, from 0. `reviewed_by` is who read it as a second person; None
    is shown as not reviewed.
    """

    curriculum = models.ForeignKey(Curriculum, on_delete=models.PROTECT, related_name="questions")
    code = models.CharField(max_length=20)
    version = models.PositiveSmallIntegerField(default=1)
    topic = models.CharField(max_length=40)
    words = models.JSONField(default=dict)
    right = models.PositiveSmallIntegerField()
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    made_at = models.DateTimeField()
    reviewed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    reviewed_at = models.DateTimeField(null=True)
    retired_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ("topic", "code", "-version")
        constraints = (
            models.UniqueConstraint(
                fields=("curriculum", "code", "version"), name="question_version_once"
            ),
        )


class Course(models.Model):
    """One course of a curriculum: where, when, in which language, for whom to pass.

    `keep_until` is the day from which names are to be erased; `forgotten_at` when they were. A
    course is closed by whoever answers for its results (`closed_by`), and signed by somebody else
    (`signed_by`): nothing of it changes after it is closed, and nobody is certified before it is
    signed.
    """

    reference = models.CharField(max_length=16, unique=True)
    operation = models.ForeignKey(Operation, on_delete=models.PROTECT, related_name="+")
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    curriculum = models.ForeignKey(Curriculum, on_delete=models.PROTECT, related_name="courses")
    activity = models.ForeignKey(
        RegisterItem, on_delete=models.PROTECT, null=True, related_name="courses"
    )
    title = models.CharField(max_length=200)
    language = models.CharField(max_length=8)
    place = models.CharField(max_length=200)
    first = models.DateField()
    last = models.DateField()
    pass_percent = models.PositiveSmallIntegerField()
    attend_percent = models.PositiveSmallIntegerField()
    trainers = models.ManyToManyField("programme.Trainer", related_name="courses")
    keep_until = models.DateField()
    forgotten_at = models.DateTimeField(null=True)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    made_at = models.DateTimeField()
    closed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    closed_at = models.DateTimeField(null=True)
    signed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    signed_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ("-first", "-pk")

    def __str__(self) -> str:
        return f"{self.reference} {self.title}"


class Session(models.Model):
    """One session of a course. `key` (hex) signs its attendance codes; it leaves in no file."""

    course = models.ForeignKey(Course, on_delete=models.CASCADE, related_name="sessions")
    number = models.PositiveSmallIntegerField()
    day = models.DateField()
    topic = models.CharField(max_length=200)
    key = models.CharField(max_length=64)

    class Meta:
        ordering = ("number",)
        constraints = (
            models.UniqueConstraint(fields=("course", "number"), name="session_number_once"),
        )


class DrawnTest(models.Model):
    """The questions that everybody of a course answers at one time, in the order of the paper.

    Drawn by chance from each topic of the bank, other ones before and after; whoever knows `seed`
    can draw again. `questions` are keys of `Question`.
    """

    course = models.ForeignKey(Course, on_delete=models.CASCADE, related_name="tests")
    when = models.CharField(max_length=10, choices=When)
    seed = models.CharField(max_length=64)
    questions = models.JSONField(default=list)
    overlap = models.PositiveSmallIntegerField(default=0)
    drawn_at = models.DateTimeField()

    class Meta:
        ordering = ("pk",)
        constraints = (
            models.UniqueConstraint(fields=("course", "when"), name="drawn_test_once"),
        )  # fmt: skip
