"""What is said to have happened since: of an item, of what hangs on it, and of what hangs on that.

The store picks the newest of each item, so that a promise with ten thousand activities is read as
fast as one with two.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, DateField, F, QuerySet, Window
from django.db.models.functions import Cast, Coalesce, RowNumber

from hawkari.desks.programme.models import Claim, ClaimStatus, RegisterItem
from hawkari.desks.programme.services.cells import alike

__all__ = ["NOTHING", "Since", "since_of"]

# A promise, what hangs on it, and what hangs on that.
_STEPS = ("item_id", "item__parent_id", "item__parent__parent_id")
_REPORTS_A_GROUP = 4


@dataclass(frozen=True, slots=True)
class Since:
    """What is said to have happened, newest first.

    Attributes:
        groups: the newest; reports that say the same of the same day together.
        more: reports beyond these.
    """

    groups: tuple[tuple[Claim, ...], ...] = ()
    more: int = 0


NOTHING = Since()


def since_of(
    items: Sequence[RegisterItem], *, most: int, only_public: bool = False
) -> dict[int, Since]:
    """What is said to have happened of each item, by its key.

    Args:
        items: of one page.
        most: how many groups of each.
        only_public: whether to leave out what the public view does not show.
    """
    numbers = [one.pk for one in items]
    total = dict.fromkeys(numbers, 0)
    newest: dict[int, list[int]] = {number: [] for number in numbers}
    for step in _STEPS:
        for number, claim, counted in _ranked(step, numbers, most=most, only_public=only_public):
            newest[number].append(claim)
            total[number] += counted
    keys = {key for found in newest.values() for key in found}
    claims = Claim.objects.select_related("item").in_bulk(keys)
    return {
        number: _since([claims[key] for key in keys_of], total=total[number], most=most)
        for number, keys_of in newest.items()
    }


def _ranked(
    step: str, numbers: Sequence[int], *, most: int, only_public: bool
) -> Iterable[tuple[int, int, int]]:
    """Item, claim, and with the newest of each item how many there are; else 0."""
    ranked = _happened(only_public=only_public).filter(**{f"{step}__in": numbers})
    windows = ranked.annotate(
        under=F(step),
        rank=Window(RowNumber(), partition_by=F(step), order_by=[F("at").desc(), "pk"]),
        of=Window(Count("pk"), partition_by=F(step)),
    )
    # Only keys: whole claims in a window would be sorted with all their words.
    few = windows.filter(rank__lte=most * _REPORTS_A_GROUP)
    for under, claim, rank, of in few.values_list("under", "pk", "rank", "of"):
        yield under, claim, of if rank == 1 else 0


def _happened(*, only_public: bool) -> QuerySet[Claim]:
    rows = Claim.objects.filter(attribute="happened").exclude(
        status__in=(ClaimStatus.WITHDRAWN, ClaimStatus.CONTRADICTED)
    )
    if only_public:
        rows = rows.filter(public=True, item__public=True)
    made = Cast("made_at", DateField())
    return rows.annotate(at=Coalesce("day", "published_on", made, output_field=DateField()))


def _since(claims: Sequence[Claim], *, total: int, most: int) -> Since:
    groups = alike(sorted(claims, key=_newest_first))[:most]
    return Since(tuple(groups), total - sum(map(len, groups)))


def _newest_first(claim: Claim) -> tuple[int, int]:
    at = claim.day or claim.published_on or claim.made_at.date()
    return ((date.max - at).days, claim.pk or 0)
