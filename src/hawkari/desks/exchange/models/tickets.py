"""Tickets: one hit each, under a random reference that both sides know it by."""

from django.conf import settings
from django.db import models

from hawkari.desks.exchange.models.blind import KIND
from hawkari.evidence.models import Agency, Operation

__all__ = ["BlindTicket", "Side", "TicketState", "Verdict"]


class Side(models.TextChoices):
    """Which side of a hit we are: who asked, or who holds the record."""

    ASKED = "asked"
    HELD = "held"


class Verdict(models.TextChoices):
    """What a duty officer says of a hit after looking; empty until then."""

    CONFIRMED = "confirmed"
    DISMISSED = "dismissed"


class TicketState(models.TextChoices):
    """``hit``: only the asker knows; ``open``: both do; then what both duty officers said."""

    HIT = "hit"
    OPEN = "open"
    CONFIRMED = "confirmed"
    DISMISSED = "dismissed"


class BlindTicket(models.Model):
    """One hit. The reference is drawn at random and says nothing.

    `label` is what was asked for, at the asker alone. `shown` are the tag and witness of each form
    that hit, in hexadecimal: they prove to the holder that the value was evaluated. `records` are
    the holder's records that it is about, as stated, at the holder alone. `bound` is, for a person,
    the most bits that one record can share; null for an identifier. `our_call` and `their_call` say
    whom to call. `note` is why a ticket was refused by the program itself.
    """

    reference = models.CharField(max_length=32, primary_key=True)
    side = models.CharField(max_length=5, choices=Side)
    partner = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    operation = models.ForeignKey(Operation, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=KIND)
    epoch = models.IntegerField()
    query = models.CharField(max_length=32)
    state = models.CharField(max_length=10, choices=TicketState)
    label = models.TextField(blank=True)
    shown = models.JSONField(default=list)
    records = models.JSONField(default=list)
    bound = models.FloatField(null=True)
    grounds = models.JSONField(default=dict)
    created_at = models.DateTimeField()
    our_verdict = models.CharField(max_length=10, choices=Verdict, blank=True)
    our_words = models.TextField(blank=True)
    our_call = models.CharField(max_length=200, blank=True)
    our_officer = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    our_at = models.DateTimeField(null=True)
    their_verdict = models.CharField(max_length=10, choices=Verdict, blank=True)
    their_words = models.TextField(blank=True)
    their_call = models.CharField(max_length=200, blank=True)
    their_officer = models.CharField(max_length=150, blank=True)
    their_at = models.DateTimeField(null=True)

    class Meta:
        indexes = (models.Index(fields=("operation", "state"), name="blind_ticket_state"),)
