"""Certificates: what was issued to a trainee who passed, and whether it was revoked since."""

from django.conf import settings
from django.db import models

from hawkari.desks.programme.models.trainees import Enrolment

__all__ = ["Certificate"]


class Certificate(models.Model):
    """A badge that was signed for one trainee of one course; see `badges`.

    `number` is the badge's own UUID, `issuer` the did:key that signed it, `place` its bit in that
    issuer's status list, and `token` the badge itself. `code` is the holder's: it is printed on
    paper, stands in no badge, and is erased with their name. A revocation is proposed by one
    person with a reason and made by another; what was revoked stays, and is never issued again
    under the same number.
    """

    reference = models.CharField(max_length=16, unique=True)
    enrolment = models.ForeignKey(Enrolment, on_delete=models.PROTECT, related_name="certificates")
    number = models.UUIDField(unique=True)
    issuer = models.CharField(max_length=120)
    place = models.PositiveIntegerField()
    token = models.TextField()
    code = models.CharField(max_length=40, blank=True)
    given_on = models.DateField()
    until = models.DateField(null=True)
    issued_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    issued_at = models.DateTimeField()
    revoke_why = models.CharField(max_length=500, blank=True)
    revoke_proposed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    revoke_proposed_at = models.DateTimeField(null=True)
    revoked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    revoked_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ("-pk",)
        constraints = (
            models.UniqueConstraint(fields=("issuer", "place"), name="certificate_place_once"),
            models.UniqueConstraint(
                fields=("enrolment",), condition=models.Q(revoked_at__isnull=True),
                name="certificate_once",
            ),
        )  # fmt: skip

    def __str__(self) -> str:
        return self.reference
