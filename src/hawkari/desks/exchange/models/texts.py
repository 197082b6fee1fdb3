"""Translations that people made of free text; the text itself stays where it was written."""

from django.conf import settings
from django.db import models

from hawkari.evidence.models import Agency


class TextTranslation(models.Model):
    """One translation of one text by a person. Never updated: a better one is a row of its own.

    `kind`, `reference` and `field` say which text: whose part of the desk keeps it, under which
    reference, in which of its fields. `original` is the SHA-256 of the words that were translated,
    so that a translation is never shown beside other words. `by` is the person's name, as `agency`
    gives it; `by_user` is set where it is one of our own people.
    """

    kind = models.CharField(max_length=20)
    reference = models.CharField(max_length=64)
    field = models.CharField(max_length=20)
    original = models.CharField(max_length=64)
    language = models.CharField(max_length=12)
    words = models.TextField()
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    by = models.CharField(max_length=150)
    by_user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    at = models.DateTimeField()

    class Meta:
        indexes = (models.Index(fields=("kind", "reference"), name="translation_of_text"),)
