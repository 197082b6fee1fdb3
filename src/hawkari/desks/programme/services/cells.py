"""How an item stands: of each attribute every claim, whether they disagree, which is preferred."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from hawkari.desks.programme.models import Claim, ClaimStatus, RegisterItem
from hawkari.desks.programme.services.attributes import ATTRIBUTES, Attribute, Form, asked_of

__all__ = ["Cell", "alike", "cell", "newest", "standing"]


@dataclass(frozen=True, slots=True)
class Cell:
    """What is said of one attribute of an item.

    Attributes:
        attribute: its name.
        claims: all of it, withdrawn ones last, a preferred one first.
        current: those that somebody stands by today; empty is "not published", never 0.
        conflict: whether the current ones disagree.
        preferred: the one that an officer prefers; None where nobody did.
    """

    attribute: str
    claims: tuple[Claim, ...]
    current: tuple[Claim, ...]
    conflict: bool
    preferred: Claim | None

    @property
    def is_open(self) -> bool:
        """Whether claims disagree and nobody preferred one."""
        return self.conflict and self.preferred is None

    @property
    def chosen(self) -> Claim | None:
        """The claim to go by: preferred, then confirmed, then the newest where nothing disagrees.

        None where nothing is published, and where claims disagree and nobody preferred one.
        """
        confirmed = [one for one in self.current if one.status == ClaimStatus.CONFIRMED]
        if self.preferred is not None or self.conflict:
            return self.preferred
        return newest(confirmed or self.current)

    @property
    def groups(self) -> tuple[tuple[Claim, ...], ...]:
        """All claims, those together that say the same; in the order of `claims`."""
        return _alike(ATTRIBUTES[self.attribute], self.claims)

    @property
    def values(self) -> tuple[Claim, ...]:
        """One current claim of each thing that is said."""
        return tuple(group[0] for group in _alike(ATTRIBUTES[self.attribute], self.current))

    @property
    def reporters(self) -> tuple[str, ...]:
        """Who says it, each once."""
        return tuple(dict.fromkeys(one.reported_by for one in self.current))


def standing(item: RegisterItem, claims: Iterable[Claim]) -> list[Cell]:
    """The cells of an item, in the order of its attributes: what is asked of it and what is said.

    Args:
        item: the item.
        claims: of it, those that the reader may know of.
    """
    by_name: dict[str, list[Claim]] = defaultdict(list)
    for claim in claims:
        by_name[claim.attribute].append(claim)
    names = {*asked_of(item), *by_name}
    return [cell(of, by_name[name]) for name, of in ATTRIBUTES.items() if name in names]


def cell(of: Attribute, claims: Sequence[Claim]) -> Cell:
    """One cell."""
    held = [one for one in claims if one.status not in _PUT_ASIDE]
    current = _current(held) if of.changes else held
    preferred = [one for one in current if one.status == ClaimStatus.PREFERRED]
    ordered = sorted(claims, key=lambda one: _RANK.get(one.status, 1))
    return Cell(
        attribute=of.name,
        claims=tuple(ordered),
        current=tuple(current),
        conflict=not of.many and _disagree(of, current),
        preferred=preferred[0] if preferred else None,
    )


def newest(claims: Sequence[Claim]) -> Claim | None:
    """The claim that was published last, or recorded last where that is not known."""
    return max(claims, key=_when, default=None)


_PUT_ASIDE = (ClaimStatus.WITHDRAWN, ClaimStatus.CONTRADICTED)
_RANK: dict[str, int] = {
    ClaimStatus.PREFERRED: 0,
    ClaimStatus.CONTRADICTED: 2,
    ClaimStatus.WITHDRAWN: 3,
}


def _when(claim: Claim) -> tuple[date, int]:
    return (claim.published_on or claim.made_at.date(), claim.pk or 0)


def _current(claims: Sequence[Claim]) -> list[Claim]:
    """The newest claim of each reporter."""
    last: dict[str, Claim] = {}
    for claim in sorted(claims, key=_when):
        last[claim.reported_by.casefold()] = claim
    return sorted(last.values(), key=lambda one: one.pk or 0)


def alike(claims: Iterable[Claim]) -> list[tuple[Claim, ...]]:
    """Claims of one attribute, those together that say the same of the same day."""
    found = list(claims)
    return list(_alike(ATTRIBUTES[found[0].attribute], found)) if found else []


def _alike(of: Attribute, claims: Iterable[Claim]) -> tuple[tuple[Claim, ...], ...]:
    groups: dict[Any, list[Claim]] = defaultdict(list)
    for claim in claims:
        groups[claim.item_id, claim.language, _said(of, claim), claim.day].append(claim)
    return tuple(map(tuple, groups.values()))


def _disagree(of: Attribute, claims: Sequence[Claim]) -> bool:
    """Whether two say something else; words are compared only with words of the same language."""
    said: dict[str, set[Any]] = defaultdict(set)
    for claim in claims:
        language = claim.language if of.form is Form.TEXT else ""
        said[language].add(_said(of, claim))
    return any(len(values) > 1 for values in said.values())


def _said(of: Attribute, claim: Claim) -> Any:
    match of.form:
        case Form.AMOUNT:
            return claim.amount, claim.currency, claim.bound
        case Form.NUMBER:
            return claim.amount, claim.bound
        case Form.DAY:
            return claim.day
        case _:
            return " ".join(claim.value.casefold().split())
