"""This node, its partners, and what went to them and came from them."""

from django.db import models

from hawkari.evidence.models import Agency

__all__ = [
    "Delivery",
    "DeliveryState",
    "InMessage",
    "Node",
    "OutMessage",
    "Partner",
    "PartnerHead",
    "PartnerSigner",
    "PartnerState",
]

HEX = 32


class Node(models.Model):
    """Whose node this installation is; one row, made by ``hawkari node init``.

    `address` is where partners reach it, ``https://host:port``, or empty where messages travel as
    files only. The keys lie in files (`hawkari.desks.exchange.node.keys`).
    """

    agency = models.OneToOneField(Agency, on_delete=models.PROTECT, related_name="+")
    address = models.CharField(max_length=200, blank=True)
    made_at = models.DateTimeField()


class PartnerState(models.TextChoices):
    """Whether a partner's keys are trusted. Revoked is for good: new keys are pinned anew."""

    PINNED = "pinned"
    REVOKED = "revoked"


class Partner(models.Model):
    """Another agency whose keys we pinned, after two people compared the fingerprint.

    `signing_key` and `sealing_key` are texts as `hawkari.engines.envelopes` reads them,
    `tls_certificate` is PEM. `pinned_by` and `revoked_by` are user names.
    """

    agency = models.OneToOneField(Agency, on_delete=models.PROTECT, related_name="partner")
    address = models.CharField(max_length=200, blank=True)
    tls_certificate = models.TextField(blank=True)
    signing_key = models.CharField(max_length=64)
    sealing_key = models.CharField(max_length=120)
    state = models.CharField(
        max_length=10, choices=PartnerState, default=PartnerState.PINNED, db_index=True
    )
    pinned_by = models.CharField(max_length=150)
    pinned_at = models.DateTimeField()
    revoked_by = models.CharField(max_length=150, blank=True)
    revoked_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ("agency__slug",)

    def __str__(self) -> str:
        return self.agency.name


class PartnerSigner(models.Model):
    """A person of a partner who signed: the partner's own signature vouches for the key.

    Known from the first message on; `revoked_at` is set when we or they revoke the key.
    """

    partner = models.ForeignKey(Partner, on_delete=models.CASCADE, related_name="signers")
    name = models.CharField(max_length=150)
    key = models.CharField(max_length=64)
    first_seen_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("partner", "name", "key"), name="exchange_signer"),
        )


class OutMessage(models.Model):
    """A message of ours, kept in the transaction that decided it; each recipient has a `Delivery`.

    `signer` is the user who released it, or empty where the node speaks by itself (receipts and
    tree heads only). `in_reply_to` is the id of a message received.
    """

    id = models.CharField(max_length=HEX, primary_key=True)
    kind = models.CharField(max_length=40)
    body = models.JSONField(default=dict)
    signer = models.CharField(max_length=150, blank=True)
    in_reply_to = models.CharField(max_length=HEX, blank=True, db_index=True)
    operation = models.CharField(max_length=40, blank=True)
    created_at = models.DateTimeField()
    expires_at = models.DateTimeField()

    class Meta:
        ordering = ("created_at", "id")


class DeliveryState(models.TextChoices):
    """How far a message is on its way to one partner.

    ``delivered``: handed over (written to a stick), not yet confirmed. ``received``: the partner's
    signed receipt is here. ``failed``: refused, expired, or the partner was revoked.
    """

    WAITING = "waiting"
    DELIVERED = "delivered"
    RECEIVED = "received"
    FAILED = "failed"


class Delivery(models.Model):
    """One message on its way to one partner.

    `signed` is the text under both signatures, for this partner alone: it names no other recipient.
    `outcome` is the receipt's: ``ok``, or the code with which the partner's node refused.
    `last_error` says in words why the last try did not succeed.
    """

    message = models.ForeignKey(OutMessage, on_delete=models.PROTECT, related_name="deliveries")
    partner = models.ForeignKey(Partner, on_delete=models.PROTECT, related_name="deliveries")
    signed = models.TextField()
    state = models.CharField(
        max_length=10, choices=DeliveryState, default=DeliveryState.WAITING, db_index=True
    )
    tries = models.PositiveIntegerField(default=0)
    outcome = models.CharField(max_length=40, blank=True)
    last_error = models.TextField(blank=True)
    at = models.DateTimeField()

    class Meta:
        ordering = ("pk",)
        constraints = (
            models.UniqueConstraint(fields=("message", "partner"), name="exchange_delivery_once"),
        )


class InMessage(models.Model):
    """A message that a partner sent us, kept exactly once, with what became of it.

    `id` is the sender's: unique together with the sender. `signer` is the person as the sender
    names them. `sha256` is of the signed text. `outcome` is ``ok``, or the code with which we
    refused it, and `words` say why. `receipt_due` is set until the receipt was handed over.
    """

    number = models.BigAutoField(primary_key=True)
    id = models.CharField(max_length=HEX, db_index=True)
    sender = models.ForeignKey(Partner, on_delete=models.PROTECT, related_name="messages")
    signer = models.CharField(max_length=150, blank=True)
    kind = models.CharField(max_length=40)
    body = models.JSONField(default=dict)
    in_reply_to = models.CharField(max_length=HEX, blank=True, db_index=True)
    operation = models.CharField(max_length=40, blank=True)
    sent_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    received_at = models.DateTimeField()
    sha256 = models.CharField(max_length=64)
    outcome = models.CharField(max_length=40, default="ok")
    words = models.TextField(blank=True)
    receipt_due = models.BooleanField(default=True)

    class Meta:
        ordering = ("number",)
        constraints = (
            models.UniqueConstraint(fields=("sender", "id"), name="exchange_in_message"),
        )


class PartnerHead(models.Model):
    """A tree head of a partner's audit log, kept here so that the log cannot be rewritten unseen.

    `key` is the public key of their log, PEM; `standing` says how it follows from the one before.
    """

    class Standing(models.TextChoices):
        """``grown``: shown to follow; ``unshown``: without proof; ``broken``: it follows not."""

        FIRST = "first"
        GROWN = "grown"
        UNSHOWN = "unshown"
        BROKEN = "broken"

    partner = models.ForeignKey(Partner, on_delete=models.PROTECT, related_name="heads")
    size = models.BigIntegerField()
    root = models.CharField(max_length=64)
    signed_at = models.CharField(max_length=40)
    signature = models.CharField(max_length=128)
    key = models.TextField()
    standing = models.CharField(max_length=10, choices=Standing)
    received_at = models.DateTimeField()

    class Meta:
        ordering = ("pk",)

    @property
    def is_broken(self) -> bool:
        """Whether it contradicts the one before."""
        return self.standing == self.Standing.BROKEN
