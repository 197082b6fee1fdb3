"""TAXII's filters, versions and pages, as one query over a collection's objects."""

import base64
import binascii
import hashlib
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from django.db.models import Exists, OuterRef, Q, QuerySet

from hawkari.desks.exchange.models import TaxiiCollection, TaxiiObject
from hawkari.desks.exchange.taxii.answers import TaxiiError

__all__ = ["MOST_AT_ONCE", "Page", "Wanted", "moment_of", "page_of", "taxii_time", "wanted"]

MOST_AT_ONCE = 1_000
MOST_WORDS = 1_000
_MOMENT = re.compile(
    r"(\d{4}-(?:0[1-9]|1[0-2])-\d{2}T\d{2}:\d{2}:\d{2})(?:\.(\d{1,9}))?Z", re.ASCII
)


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a request asks for: filters, how many, and behind which object to go on.

    Attributes:
        ids, kinds, spec_versions: what `match` names; empty for any.
        versions: ``first``, ``last``, ``all``, or moments.
        added_after: only what was added since; None for everything.
        limit: how many at most.
        after: behind what was added then; None from the beginning.
    """

    ids: frozenset[str]
    kinds: frozenset[str]
    spec_versions: frozenset[str]
    versions: frozenset[str]
    added_after: datetime | None
    limit: int
    after: datetime | None
    key: str


@dataclass(frozen=True, slots=True)
class Page:
    """Some objects in the order in which they were added; `next` is empty on the last page."""

    objects: list[TaxiiObject]
    next: str

    @property
    def dates(self) -> dict[str, str]:
        """The headers that say when the first and the last of them was added."""
        if not self.objects:
            return {}
        first, last = (taxii_time(self.objects[at].added_at) for at in (0, -1))
        return {"X-TAXII-Date-Added-First": first, "X-TAXII-Date-Added-Last": last}


def taxii_time(moment: datetime) -> str:
    """A moment as TAXII writes it: UTC, to the microsecond."""
    return f"{moment.astimezone(UTC):%Y-%m-%dT%H:%M:%S.%f}Z"


def moment_of(text: str) -> datetime | None:
    """A moment as TAXII and STIX write it, to the microsecond; None for anything else."""
    found = _MOMENT.fullmatch(text)
    if found is None:
        return None
    try:
        whole = datetime.fromisoformat(f"{found[1]}+00:00")
        return whole + timedelta(microseconds=int((found[2] or "")[:6].ljust(6, "0")))
    except (ValueError, OverflowError):
        return None


def wanted(parameters: Mapping[str, str]) -> Wanted:
    """What the parameters of a request ask for; those that are not of TAXII are passed over.

    Raises:
        TaxiiError: 400 if one cannot be read.
    """
    lists = {name: _words(parameters, name) for name in ("id", "type", "version", "spec_version")}
    added_after = parameters.get("added_after", "")
    since = moment_of(added_after)
    if added_after and since is None:
        raise _unreadable("added_after", "Write a moment as 2026-11-27T05:00:00.000000Z.")
    for one in lists["version"] - {"first", "last", "all"}:
        if moment_of(one) is None:
            raise _unreadable("match[version]", "Give first, last, all or a moment.")
    key = _key(lists, added_after)
    return Wanted(
        lists["id"], lists["type"], lists["spec_version"], lists["version"] or frozenset({"last"}),
        since, _limit(parameters.get("limit", "")), _after(parameters.get("next", ""), key), key,
    )  # fmt: skip


def _words(parameters: Mapping[str, str], name: str) -> frozenset[str]:
    words = frozenset(filter(None, parameters.get(f"match[{name}]", "").split(",")))
    if len(words) > MOST_WORDS:
        raise _unreadable(f"match[{name}]", f"Give at most {MOST_WORDS:,}.")
    if any("\x00" in one for one in words):
        raise _unreadable(f"match[{name}]", "Leave control characters out.")
    return words


def _unreadable(name: str, remedy: str) -> TaxiiError:
    return TaxiiError(400, f"{name} cannot be read", remedy)


def _limit(text: str) -> int:
    if not text:
        return MOST_AT_ONCE
    if not re.fullmatch(r"[0-9]{1,18}", text, re.ASCII) or int(text) < 1:
        raise _unreadable("limit", "Give a whole number above 0.")
    return min(int(text), MOST_AT_ONCE)


def _key(lists: Mapping[str, frozenset[str]], added_after: str) -> str:
    """Tells the filters of one request from others'."""
    said = json.dumps([{name: sorted(words) for name, words in lists.items()}, added_after])
    return hashlib.sha256(said.encode("utf-8", "replace")).hexdigest()[:16]


def _token(added_at: datetime, key: str) -> str:
    return base64.urlsafe_b64encode(f"{key} {taxii_time(added_at)}".encode()).decode().rstrip("=")


def _after(text: str, key: str) -> datetime | None:
    """Where a page ended that the filters were the same of."""
    if not text:
        return None
    try:
        raw = base64.urlsafe_b64decode(f"{text}{'=' * (-len(text) % 4)}".encode("ascii"))
        of, _, moment = raw.decode("ascii").partition(" ")
    except (ValueError, binascii.Error) as error:
        raise _unreadable("next", "Take it from the page before.") from error
    found = moment_of(moment)
    if found is None or of != key:
        raise _unreadable("next", "Ask for the next page with the filters of the one before.")
    return found


def page_of(collection: TaxiiCollection, asked: Wanted, **only: str) -> Page:
    """The objects that are asked for.

    Args:
        collection: of which.
        asked: filters and where to go on.
        only: what else they must be, by column.
    """
    found = collection.held.filter(**only)
    if asked.ids:
        found = found.filter(stix_id__in=asked.ids)
    if asked.kinds:
        found = found.filter(kind__in=asked.kinds)
    if asked.spec_versions and "2.1" not in asked.spec_versions:
        found = found.none()
    found = _of_versions(found, asked.versions)
    moments = [one for one in (asked.added_after, asked.after) if one is not None]
    if moments:
        found = found.filter(added_at__gt=max(moments))
    objects = list(found.order_by("added_at")[: asked.limit + 1])
    goes_on = len(objects) > asked.limit
    objects = objects[: asked.limit]
    return Page(objects, _token(objects[-1].added_at, asked.key) if goes_on else "")


def _of_versions(found: QuerySet[TaxiiObject], versions: frozenset[str]) -> QuerySet[TaxiiObject]:
    if "all" in versions:
        return found
    same = TaxiiObject.objects.filter(
        collection=OuterRef("collection"), stix_id=OuterRef("stix_id")
    )
    moments = [moment for one in versions if (moment := moment_of(one)) is not None]
    which = Q(version__in=moments)
    if "last" in versions:
        which |= Q(~Exists(same.filter(version__gt=OuterRef("version"))))
    if "first" in versions:
        which |= Q(~Exists(same.filter(version__lt=OuterRef("version"))))
    return found.filter(which)
