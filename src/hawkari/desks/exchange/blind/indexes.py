"""Our own indexes: built once an epoch for each partner and type, then grown by what changed."""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from itertools import islice
from random import SystemRandom

import numpy as np
from django.conf import settings
from django.db.models import Count, QuerySet

from hawkari.desks.exchange.blind.forms import forms_of
from hawkari.desks.exchange.blind.ledger import SUBJECTS
from hawkari.desks.exchange.models.blind import HeldIndex, HeldTag, Purpose
from hawkari.engines.blindmatch import IdentifierType, Index, Keyring, Scope
from hawkari.engines.blindmatch.coding import Tags
from hawkari.engines.blindmatch.composite import MOST_SHARING
from hawkari.engines.blindmatch.watch import decoys
from hawkari.evidence.blind_material import changed_since, records_of_parts, said_of
from hawkari.evidence.bulk import in_ids, in_list, insert_rows
from hawkari.evidence.models import Agency

__all__ = ["IndexKey", "Material", "Published", "records_of_tags", "refresh", "republish"]

AT_ONCE = 5000
# A retraction may have been dated before a run that did not see it yet.
OVERLAP = timedelta(hours=1)
SIGN = 1 << 63


@dataclass(frozen=True, slots=True)
class IndexKey:
    """Which index: for whom, of what, in which epoch."""

    partner: Agency
    purpose: str
    kind: IdentifierType
    epoch: int

    def scope(self, holder: str) -> Scope:
        """The engine's scope; those of deconfliction have keys of their own."""
        ending = SUBJECTS if self.purpose == Purpose.SUBJECTS else ""
        return Scope(holder, f"{self.partner.slug}{ending}", self.kind, self.epoch)


@dataclass(frozen=True, slots=True)
class Material:
    """What may be matched for a partner.

    Attributes:
        parts: of loads whose statements may be.
        only: the records that may; None for all of those parts.
        as_of: when that was so.
    """

    parts: frozenset[int]
    as_of: datetime
    only: frozenset[str] | None = None


@dataclass(frozen=True, slots=True)
class Published:
    """A message of the engine that brings the partner's copy up to date."""

    key: IndexKey
    public: bytes = field(repr=False)
    number: int
    is_whole: bool
    content: bytes = field(repr=False)
    decoys: tuple[str, ...] = field(repr=False)


def refresh(keys: Keyring, key: IndexKey, material: Material) -> Published | None:
    """Build an index, or grow it; None if nothing of it changed. Needs a transaction.

    Costs what changed since, not what is held, unless the markings let another set of parts.
    """
    row = HeldIndex.objects.select_for_update().filter(**_columns(key)).first()
    return _built(keys, key, material) if row is None else _grown(keys, row, (key, material))


def republish(keys: Keyring, key: IndexKey) -> Published | None:
    """The whole index again, for a partner that lost count; None if it is not built."""
    row = HeldIndex.objects.select_for_update().filter(**_columns(key)).first()
    if row is None:
        return None
    index = Index.restored(key.scope(keys.holder), bytes(row.public), bytes(row.saved))
    content = index.publish()
    row.saved = index.saved()
    row.save(update_fields=["saved"])
    return _published(row, (key, content), number=index.number, is_whole=True)


def records_of_tags(key: IndexKey, tags: Iterable[int]) -> set[str]:
    """The records of ours that brought some tags into an index."""
    rows = HeldTag.objects.filter(
        **{f"index__{name}": value for name, value in _columns(key).items()},
        tag__in=in_ids([tag - SIGN for tag in tags]),
    )
    return set(rows.values_list("record", flat=True))


def _columns(key: IndexKey) -> dict[str, object]:
    return {
        "partner": key.partner,
        "purpose": key.purpose,
        "kind": key.kind.value,
        "epoch": key.epoch,
    }


def _built(keys: Keyring, key: IndexKey, material: Material) -> Published:
    scope = key.scope(keys.holder)
    row = HeldIndex.objects.create(
        **_columns(key), public=keys.public(scope), saved=b"", as_of=material.as_of
    )
    counts: Counter[int] = Counter()
    wanted = records_of_parts(material.parts) if material.only is None else sorted(material.only)
    for chunk in _chunks(wanted):
        found = _tags_of(keys, scope, _forms(key, chunk, material))
        made = [(record, tag) for record, tags in found.items() for tag in tags]
        insert_rows(HeldTag, ("index_id", "tag", "record"), [(row.pk, t, r) for r, t in made])
        counts.update(tag for _, tag in made)
    shown = [tag for tag, count in counts.items() if _is_shown(key, count)]
    extra = _decoy_tags(keys, scope, taken=counts.keys())
    row.decoys = [f"{tag + SIGN:016x}" for tag in extra]
    index = Index(scope, bytes(row.public), _as_tags([*shown, *extra]))
    content = index.publish()
    _keep(row, index, material)
    return _published(row, (key, content), number=index.number, is_whole=True)


def _grown(keys: Keyring, row: HeldIndex, what: tuple[IndexKey, Material]) -> Published | None:
    key, material = what
    scope = key.scope(keys.holder)
    added: list[tuple[str, int]] = []
    gone: list[tuple[int, int]] = []
    for chunk in _chunks(sorted(_touched(row, material))):
        wanted = _tags_of(keys, scope, _forms(key, chunk, material))
        have: dict[str, dict[int, int]] = defaultdict(dict)
        rows = HeldTag.objects.filter(index=row, record__in=in_list(chunk))
        for pk, record, tag in rows.values_list("pk", "record", "tag"):
            have[record][tag] = pk
        for record in chunk:
            added += [(record, tag) for tag in wanted.get(record, set()) - have[record].keys()]
            gone += [
                (pk, tag)
                for tag, pk in have[record].items()
                if tag not in wanted.get(record, set())
            ]
    changed = _apply(row, key, (added, gone))
    if changed is None:
        row.parts, row.as_of = sorted(material.parts), material.as_of
        row.save(update_fields=["parts", "as_of"])
        return None
    index = Index.restored(scope, bytes(row.public), bytes(row.saved))
    content = index.change(added=_as_tags(changed[0]), removed=_as_tags(changed[1]))
    # a decoy that somebody turns out to hold is none any longer
    real = {f"{tag + SIGN:016x}" for tag in changed[0]}
    row.decoys = [one for one in row.decoys if one not in real]
    _keep(row, index, material)
    return _published(row, (key, content), number=index.number, is_whole=False)


def _apply(
    row: HeldIndex, key: IndexKey, changes: tuple[list[tuple[str, int]], list[tuple[int, int]]]
) -> tuple[list[int], list[int]] | None:
    """Write what changed; the tags that the partner must now see, and no longer see."""
    added, gone = changes
    touched = {tag for _, tag in (*added, *gone)}
    if not touched:
        return None
    before = _counts(row, touched)
    after = before + Counter(tag for _, tag in added)
    after.subtract(tag for _, tag in gone)
    HeldTag.objects.filter(pk__in=in_ids([pk for pk, _ in gone])).delete()
    insert_rows(HeldTag, ("index_id", "tag", "record"), [(row.pk, t, r) for r, t in added])
    was = {tag for tag in touched if _is_shown(key, before[tag])}
    now = {tag for tag in touched if _is_shown(key, after[tag])}
    return (sorted(now - was), sorted(was - now)) if now != was else None


def _counts(row: HeldIndex, tags: Collection[int]) -> Counter[int]:
    rows = HeldTag.objects.filter(index=row, tag__in=in_ids(sorted(tags)))
    return Counter(dict(rows.values_list("tag").annotate(many=Count("pk"))))


def _touched(row: HeldIndex, material: Material) -> set[str]:
    """The records that may bring other tags now than when the index was last read."""
    found = set(records_of_parts(set(row.parts) ^ material.parts))
    found |= changed_since(row.as_of - OVERLAP)
    found |= set(_tags_gone(row))
    if material.only is not None:
        there = set(HeldTag.objects.filter(index=row).values_list("record", flat=True).distinct())
        found = (found & material.only) | (there - material.only) | (material.only - there)
    return found


def _tags_gone(row: HeldIndex) -> QuerySet[HeldTag, str]:
    """Records of which every value was erased: their tags leave with the next change."""
    gone = HeldTag.objects.filter(index=row, record__contains=":disposed-")
    return gone.values_list("record", flat=True).distinct()


def _forms(key: IndexKey, records: Sequence[str], material: Material) -> dict[str, set[str]]:
    wanted = [one for one in records if material.only is None or one in material.only]
    said = said_of(wanted, material.parts)
    return {record: forms_of(key.kind, values) for record, values in said.items()}


def _tags_of(keys: Keyring, scope: Scope, forms: dict[str, set[str]]) -> dict[str, set[int]]:
    """The tags of each record, less 2^63."""
    listed = sorted({form for each in forms.values() for form in each})
    if not listed:
        return {}
    tags = dict(zip(listed, (int(tag) - SIGN for tag in keys.tags(scope, listed)), strict=True))
    return {record: {tags[form] for form in each} for record, each in forms.items()}


def _is_shown(key: IndexKey, count: int) -> bool:
    """Whether a tag that so many records share is published: common keys of names are not."""
    return count > 0 and (key.kind is not IdentifierType.NAME or count <= MOST_SHARING)


def _decoy_tags(keys: Keyring, scope: Scope, *, taken: Collection[int]) -> list[int]:
    """Tags of invented telephone numbers that no record has, as this installation is set."""
    if scope.kind is not IdentifierType.PHONE:
        return []
    made: list[str] = []
    for prefix, digits, count in settings.BLIND_DECOYS:
        rng = SystemRandom()
        made += decoys([(prefix, digits)], count=count, held=frozenset(), rng=rng)
    tags = [int(tag) - SIGN for tag in keys.tags(scope, made)] if made else []
    return [tag for tag in tags if tag not in taken]


def _as_tags(tags: Iterable[int]) -> Tags:
    return np.array([tag + SIGN for tag in tags], dtype=np.uint64)


def _keep(row: HeldIndex, index: Index, material: Material) -> None:
    row.saved, row.parts, row.as_of = index.saved(), sorted(material.parts), material.as_of
    row.save()


def _published(
    row: HeldIndex, what: tuple[IndexKey, bytes], *, number: int, is_whole: bool
) -> Published:
    key, content = what
    return Published(key, bytes(row.public), number, is_whole, content, tuple(row.decoys))


def _chunks(records: Iterable[str]) -> Iterator[list[str]]:
    stream = iter(records)
    while chunk := list(islice(stream, AT_ONCE)):
        yield chunk
