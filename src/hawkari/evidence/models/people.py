"""Agencies, and the people who work for them."""

from django.contrib.auth.models import AbstractUser
from django.db import models


class Agency(models.Model):
    """A partner that holds data, e.g. a national police force.

    `slug` is its name in commands and addresses; `country` is an ISO 3166-1 alpha-2 code, or
    `XX` for a joint body; authorities of the Kurdistan Region are agencies of their own.
    """

    slug = models.SlugField(max_length=40, unique=True)
    name = models.CharField(max_length=200)
    country = models.CharField(max_length=2, blank=True)

    class Meta:
        ordering = ("slug",)

    def __str__(self) -> str:
        return self.name


class User(AbstractUser):
    """A person who logs in. What they may see follows from their agency and operations."""

    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, null=True, related_name="users")
