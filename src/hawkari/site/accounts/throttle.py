"""Lock-out: counts failed tries by account and by address, and makes the waits grow.

A try is counted before it is looked at and uncounted when it succeeds, so that many tries at once
get no further than the same tries one after another. Names that do not exist are counted like
those that do. Counters live in the database: a restart forgets nothing.

Sources: NCSC, "Password administration for system owners" (throttling, lock-out after up to ten
tries); OWASP ASVS 5.0, 6.1.1 and 6.3.1. Verified by: nobody yet.
"""

import unicodedata
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from django.db import transaction
from django.db.models import F
from django.utils.crypto import salted_hmac

from hawkari.site.accounts.models import Throttle

__all__ = ["RULES", "Kind", "Rule", "attempt", "forgive", "succeed"]

FORGET = timedelta(hours=24)
"""A counter nobody added to for this long starts anew."""


class Kind(StrEnum):
    """What is tried."""

    ACCOUNT = "account"
    ADDRESS = "address"
    CODE = "code"


@dataclass(frozen=True, slots=True)
class Rule:
    """`free` tries, then a wait of `first` that doubles with each failure up to `most`.

    `most` is short enough that whoever knows a colleague's name cannot shut them out for a day.
    """

    free: int
    first: timedelta
    most: timedelta

    def wait(self, failures: int) -> timedelta:
        """How long the next try waits after so many failures in a row."""
        beyond = failures - self.free
        if beyond < 0:
            return timedelta(0)
        # 2**20 of the shortest wait is beyond every limit; larger powers only cost.
        doubled: int = 2 ** min(beyond, 20)
        return min(self.first * doubled, self.most)


RULES: dict[Kind, Rule] = {
    Kind.ACCOUNT: Rule(5, timedelta(seconds=30), timedelta(minutes=15)),
    Kind.ADDRESS: Rule(20, timedelta(seconds=30), timedelta(hours=1)),
    Kind.CODE: Rule(5, timedelta(seconds=30), timedelta(minutes=15)),
}


def _key(kind: Kind, name: str) -> str:
    # Databases compare upper-case forms: there a dotless i is an i, and gets no tries of its own.
    folded = unicodedata.normalize("NFKC", name).upper().casefold()
    return salted_hmac(f"hawkari.throttle.{kind}", folded, algorithm="sha256").hexdigest()


def attempt(kind: Kind, name: str, *, now: datetime) -> timedelta:
    """Count one try, unless it has to wait.

    Args:
        kind: what is tried.
        name: an account's name, an address, or a user's id; upper and lower case are one.
        now: an aware time.

    Returns:
        Zero when the try may be looked at: call `succeed` if it succeeds. Else the wait that is
        left; the try was not counted and must not be looked at.
    """
    with transaction.atomic():
        Throttle.objects.get_or_create(key=_key(kind, name), defaults={"last_at": now})
        found = Throttle.objects.select_for_update().get(key=_key(kind, name))
        if found.until is not None and found.until > now:
            return found.until - now
        if found.last_at < now - FORGET:
            found.failures = 0
        found.failures += 1
        found.last_at = now
        wait = RULES[kind].wait(found.failures)
        found.until = now + wait if wait else None
        found.save()
    return timedelta(0)


def succeed(kind: Kind, name: str) -> None:
    """Forget the failures: whoever succeeded is the owner. Not for addresses; see `forgive`."""
    Throttle.objects.filter(key=_key(kind, name)).delete()


def forgive(kind: Kind, name: str) -> None:
    """Uncount one try that succeeded.

    For addresses: an attacker with an account of their own must not wipe what they did to others.
    """
    rows = Throttle.objects.filter(key=_key(kind, name), failures__gt=0)
    rows.update(failures=F("failures") - 1, until=None)
