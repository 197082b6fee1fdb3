"""TAXII collections: what a reader was told of, and what programs of an agency handed in."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q

from hawkari.evidence.models import Agency, Operation


class CollectionKind(models.TextChoices):
    """`seen`: what one reader may see, computed; `handed`: what an agency's programs handed in."""

    SEEN = "seen"
    HANDED = "handed"


class TaxiiCollection(models.Model):
    """One collection of an operation: of one reader, or of one agency.

    `state` is 64 hexadecimal digits over all that decides what a reader may see, as of the last
    look; empty before the first. `last_added` is the newest `added_at` of its objects: no two
    objects of a collection are added at the same moment, so that a program which asks for what
    was added since misses none. `loaded_at` is when somebody last loaded what was handed in.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    operation = models.ForeignKey(Operation, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=6, choices=CollectionKind)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, null=True, related_name="+")
    state = models.CharField(max_length=64, blank=True)
    last_added = models.DateTimeField(null=True)
    loaded_at = models.DateTimeField(null=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("operation", "user"), condition=Q(kind="seen"), name="seen_once_a_reader"
            ),
            models.UniqueConstraint(
                fields=("operation", "agency"), condition=Q(kind="handed"),
                name="handed_once_an_agency",
            ),
        )  # fmt: skip


class TaxiiObject(models.Model):
    """One version of an object of a collection.

    Of what a reader may see, an entity's values are not kept here: `entity` is its canonical id,
    `digest` 64 hexadecimal digits over the object as it was last told, and `body` is None; an
    object that is `gone` has been told of and may be seen no more. Markings and whatever was
    handed in are kept as `body`.
    """

    collection = models.ForeignKey(TaxiiCollection, on_delete=models.CASCADE, related_name="held")
    stix_id = models.CharField(max_length=300)
    kind = models.CharField(max_length=250)
    version = models.DateTimeField()
    created = models.DateTimeField(null=True)
    added_at = models.DateTimeField()
    entity = models.CharField(max_length=32, blank=True)
    digest = models.CharField(max_length=64, blank=True)
    body = models.JSONField(null=True)
    gone = models.BooleanField(default=False)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("collection", "stix_id", "version"), name="version_once_a_collection"
            ),
            models.UniqueConstraint(fields=("collection", "added_at"), name="added_one_by_one"),
        )


class TaxiiStatus(models.Model):
    """What became of one handing-in, as TAXII's status resource."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    collection = models.ForeignKey(TaxiiCollection, on_delete=models.CASCADE, related_name="+")
    asked_at = models.DateTimeField()
    body = models.JSONField()
