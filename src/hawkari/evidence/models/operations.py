"""Operations: what access is asked *for*, by whom, and which category a person has in one."""

from django.conf import settings
from django.db import models

from hawkari.evidence.models.people import Agency


class PurposeKind(models.TextChoices):
    """The kinds of purpose that conditions and rules ask for; `purpose` says it in words."""

    CRIME = "crime"
    RETURN = "return"
    PROTECTION = "protection"
    COMMUNICATION = "communication"
    PROGRAMME = "programme"
    TRAINING = "training"
    OVERSIGHT = "oversight"


class Operation(models.Model):
    """A named investigation: purpose, legal basis, partner agencies, members, period.

    `ends` of None means open; `starts` and `ends` are inclusive dates. `review_due` is the day by
    which someone must say whether it goes on; None where nobody set one.
    """

    slug = models.SlugField(max_length=40, unique=True)
    name = models.CharField(max_length=200)
    purpose = models.TextField()
    purpose_kind = models.CharField(max_length=14, choices=PurposeKind, default=PurposeKind.CRIME)
    legal_basis = models.TextField(blank=True)
    starts = models.DateField()
    ends = models.DateField(null=True, blank=True)
    review_due = models.DateField(null=True, blank=True)
    agencies = models.ManyToManyField(Agency, related_name="operations")

    class Meta:
        ordering = ("slug",)

    def __str__(self) -> str:
        return self.name


class Role(models.TextChoices):
    """What a member does in an operation; an administrator, a post, a monitor read no statement."""

    ANALYST = "analyst"
    REVIEWER = "reviewer"
    LIAISON = "liaison"
    CASEWORKER = "caseworker"
    COMMUNICATIONS = "communications"
    PROGRAMME = "programme"
    TRAINER = "trainer"
    AUDITOR = "auditor"
    ADMINISTRATOR = "administrator"
    BORDER = "border"
    MONITOR = "monitor"
    LEGAL = "legal"


class OperationMember(models.Model):
    """One user's role in one operation."""

    operation = models.ForeignKey(Operation, on_delete=models.CASCADE, related_name="members")
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="memberships"
    )
    role = models.CharField(max_length=20, choices=Role)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("operation", "user"), name="one_role_an_operation"),
        )


class Category(models.TextChoices):
    """Subject categories after DPA 2018 s.38 and Europol Annex II; `migrant` is ours."""

    SUSPECT = "suspect"
    CONVICTED = "convicted"
    VICTIM = "victim"
    WITNESS = "witness"
    CONTACT = "contact"
    MIGRANT = "migrant"
    OTHER = "other"


class SubjectCategory(models.Model):
    """One category of one person in one operation; a person may hold several at once.

    No row means *unset*, which is a state of its own and shown as such. Set by a person, never
    derived. `entity_id` is the id as stated; the category holds for its whole cluster.
    """

    operation = models.ForeignKey(Operation, on_delete=models.CASCADE, related_name="categories")
    entity_id = models.CharField(max_length=200, db_index=True)
    category = models.CharField(max_length=20, choices=Category)
    basis = models.CharField(
        max_length=12, choices=(("fact", "fact"), ("assessment", "assessment"))
    )
    reason = models.TextField(blank=True)
    set_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT)
    set_at = models.DateTimeField()

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("operation", "entity_id", "category"), name="category_once"
            ),
        )


class OperationReview(models.Model):
    """What somebody decided when an operation was reviewed: it goes on, or ends; and why.

    `next_due` is the day of the next review; None when the operation ends.
    """

    operation = models.ForeignKey(Operation, on_delete=models.PROTECT, related_name="reviews")
    decision = models.CharField(max_length=6, choices=(("go_on", "go_on"), ("end", "end")))
    reason = models.TextField()
    reviewed_by = models.CharField(max_length=150)
    reviewed_at = models.DateTimeField()
    next_due = models.DateField(null=True)

    class Meta:
        ordering = ("-pk",)
