"""Documents that prove something: kept whole, with their sha256, never changed."""

from django.conf import settings
from django.db import models

from hawkari.evidence.models import Agency, Operation


class DocumentKind(models.TextChoices):
    """What a document is. Only a signed one makes a commitment of a ceiling."""

    SIGNED = "signed"
    INVOICE = "invoice"
    RECEIPT = "receipt"
    STATEMENT = "statement"
    REPORT = "report"
    OTHER = "other"


class Document(models.Model):
    """A file that proves something, as it was handed in; its bytes are in `DocumentContent`.

    `name` is the file's own. `day` is the day on the document itself, if it has one. `public` says
    whether the public view may name it; its content never leaves.
    """

    reference = models.CharField(max_length=16, unique=True)
    operation = models.ForeignKey(Operation, on_delete=models.PROTECT, related_name="+")
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=12, choices=DocumentKind)
    name = models.CharField(max_length=200)
    day = models.DateField(null=True)
    size = models.PositiveIntegerField()
    sha256 = models.CharField(max_length=64)
    public = models.BooleanField(default=False)
    made_at = models.DateTimeField()
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        ordering = ("pk",)
        indexes = (models.Index(fields=("operation", "agency", "sha256"), name="document_sha256"),)

    def __str__(self) -> str:
        return f"{self.reference} {self.name}"


class DocumentContent(models.Model):
    """The bytes of a document, apart so that no list of documents reads them."""

    document = models.OneToOneField(
        Document, on_delete=models.PROTECT, primary_key=True, related_name="content"
    )
    content = models.BinaryField()
