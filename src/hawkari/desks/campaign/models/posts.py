"""Posts, and what the engines read of them."""

from django.db import models

from hawkari.desks.campaign.models.imports import Channel, Import
from hawkari.evidence.models import Agency, Operation


class SelectorKind(models.TextChoices):
    """What a passage of a post is; see `PostSelector` for what its value holds."""

    PHONE = "phone"
    HANDLE = "handle"
    PRICE = "price"
    ROUTE = "route"
    DATE = "date"
    PAYMENT = "payment"
    TRANSPORT = "transport"


class Post(models.Model):
    """One post, as it was imported, and what was read of it.

    `ref` is its id on the platform; a post of a channel stands here once, whatever the number of
    files that hold it. `text` is as written. `at` is None where the file does not say. `author` is
    a keyed hash of the account, so that posts of one account can be counted and nobody is named.
    `reply_to` is the `ref` that it answers. `views`, `likes`, `shares`, `comments` are None where
    the file does not say. `other` are fields of the file that mean nothing to this desk.

    The rest is read by steps (`services.steps`) and can be read again: `language` (``und``: cannot
    tell; empty: not read) with its probability; whether it is an advert (None: not read), and of
    which `services`, with `advert_why`; `operator` and `template` name its clusters (empty: none);
    `myth` is the reference of the myth that it matches (empty: none), with `myth_score` and
    `myth_why`; `matched` is whether it was looked for.

    `operation` and `agency` repeat the import's, for the indexes.
    """

    operation = models.ForeignKey(
        Operation, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+", db_index=False)
    imported = models.ForeignKey(Import, on_delete=models.CASCADE, related_name="post_rows")
    channel = models.ForeignKey(Channel, on_delete=models.PROTECT, related_name="posts")
    ref = models.CharField(max_length=120)
    at = models.DateTimeField(null=True)
    text = models.TextField(blank=True)
    author = models.CharField(max_length=32, blank=True)
    reply_to = models.CharField(max_length=120, blank=True)
    views = models.PositiveBigIntegerField(null=True)
    likes = models.PositiveBigIntegerField(null=True)
    shares = models.PositiveBigIntegerField(null=True)
    comments = models.PositiveBigIntegerField(null=True)
    other = models.JSONField(default=dict)

    language = models.CharField(max_length=8, blank=True)
    language_probability = models.FloatField(null=True)
    is_advert = models.BooleanField(null=True)
    advert_probability = models.FloatField(null=True)
    services = models.JSONField(default=list)
    advert_why = models.JSONField(default=list)
    operator = models.CharField(max_length=40, blank=True)
    template = models.CharField(max_length=40, blank=True)
    myth = models.CharField(max_length=16, blank=True)
    myth_score = models.FloatField(null=True)
    myth_why = models.JSONField(default=list)
    matched = models.BooleanField(default=False)

    class Meta:
        ordering = ("pk",)
        constraints = (models.UniqueConstraint(fields=("channel", "ref"), name="post_once"),)
        indexes = (
            models.Index(fields=("operation", "agency", "at"), name="post_at"),
            models.Index(fields=("operation", "agency", "is_advert", "at"), name="post_advert"),
            models.Index(fields=("operation", "agency", "myth", "at"), name="post_myth"),
            models.Index(fields=("operation", "agency", "operator", "at"), name="post_operator"),
            models.Index(fields=("operation", "agency", "template"), name="post_template"),
            models.Index(fields=("operation", "agency", "language", "at"), name="post_language"),
        )


class PostSelector(models.Model):
    """A passage of a post that says how to reach, what it costs, from where to where, or when.

    `start` and `end` are positions in `Post.text`; `rule` is what read it there; `guessed` whether
    a part of the value was guessed, e.g. a phone's country. `value` and `second` hold: phone E.164;
    handle ``service:name``; price amount and ISO 4217 currency; route origin and destination by
    their English gazetteer names; date first and last day; payment and transport the word's own
    kind. `amount` is the price as a number.
    """

    post = models.ForeignKey(Post, on_delete=models.CASCADE, related_name="selectors")
    kind = models.CharField(max_length=10, choices=SelectorKind)
    value = models.CharField(max_length=200)
    second = models.CharField(max_length=200, blank=True)
    amount = models.DecimalField(max_digits=14, decimal_places=2, null=True)
    start = models.PositiveIntegerField()
    end = models.PositiveIntegerField()
    rule = models.CharField(max_length=200)
    guessed = models.BooleanField(default=False)

    class Meta:
        ordering = ("post_id", "start", "pk")
        indexes = (models.Index(fields=("kind", "value"), name="selector_value"),)
