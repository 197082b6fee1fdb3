"""The register is written: items, claims of them, and how far each claim is believed.

Claims are only ever added. An officer may prefer one, confirm it, or say that it is contradicted or
withdrawn, each time with a reason; the other claims stay where they are.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from django.db import transaction
from django.utils import timezone

from hawkari.desks.programme.models import (
    Claim,
    ClaimStatus,
    ClaimStatusChange,
    ItemKind,
    RegisterItem,
)
from hawkari.desks.programme.services.access import (
    known_items,
    own_agency,
    require_programme,
    require_reading,
)
from hawkari.desks.programme.services.attributes import ATTRIBUTES, attribute
from hawkari.desks.programme.services.checking import checked_language, checked_text
from hawkari.desks.programme.services.claim_values import checked_claim
from hawkari.desks.programme.services.refusals import NotFound, item_of
from hawkari.desks.references import new_reference
from hawkari.errors import BadInput
from hawkari.evidence import audit
from hawkari.evidence.access import Access
from hawkari.evidence.models import Act

__all__ = [
    "NewClaim",
    "NewItem",
    "add_item",
    "build_claim",
    "build_item",
    "claims_of",
    "is_kept",
    "prefer",
    "record_claim",
    "set_status",
]

_ORDER = tuple(ItemKind.values)
_LARGEST_KEY = 2**63 - 1


@dataclass(frozen=True, slots=True)
class NewItem:
    """An item as it is made; see `RegisterItem` for each.

    `parent` is the reference of its parent, empty for none.
    """

    kind: str
    name: str
    parent: str = ""
    names: Mapping[str, str] = field(default_factory=dict)
    strand: str = ""
    asked: tuple[str, ...] = ()
    public: bool = False
    seed: str = ""


@dataclass(frozen=True, slots=True)
class NewClaim:
    """What somebody says of one attribute; see `Claim` for each.

    `value` may stay empty where `amount` or `day` says it. `reported_by` empty: the own agency.
    """

    attribute: str
    value: str = ""
    language: str = "en"
    translations: Mapping[str, str] = field(default_factory=dict)
    amount: Decimal | None = None
    currency: str = ""
    bound: str = "exact"
    day: date | None = None
    reported_by: str = ""
    url: str = ""
    published_on: date | None = None
    retrieved_on: date | None = None
    quotation: str = ""
    grade: str = ""
    public: bool = False


def add_item(access: Access, new: NewItem) -> RegisterItem:
    """Keep an item; nothing is known of it yet.

    Raises:
        AccessDenied: if the role may not.
        NotFound: if its parent is none that the user may know of.
        BadInput: if something of it is missing or cannot be.
    """
    require_programme(access)
    made = build_item(access, new)
    with transaction.atomic():
        made.reference = new_reference("P", RegisterItem.objects.all(), access.today)
        made.save(force_insert=True)
        _record(access, Act.COLLECT, made, step="item", kind=made.kind)
    return made


def build_item(access: Access, new: NewItem) -> RegisterItem:
    """An item held to the rules, without reference and not kept yet; asks nobody who may.

    Raises:
        NotFound: if its parent is none that the user may know of.
        BadInput: if something of it is missing or cannot be.
    """
    if new.kind not in _ORDER:
        raise BadInput(
            f"there is no kind {new.kind[:20]!r}",
            f"Use one of {', '.join(_ORDER)}.",
            where=("kind",),
        )
    parent = item_of(access, new.parent) if new.parent else None
    _check_parent(new.kind, parent)
    unknown = [one for one in new.asked if one not in ATTRIBUTES]
    if unknown:
        attribute(unknown[0])
    return RegisterItem(
        operation=access.operation,
        agency=own_agency(access),
        kind=new.kind,
        parent=parent,
        name=checked_text(new.name, "name", most=300),
        names={
            checked_language(code, "names"): checked_text(text, "names", most=300)
            for code, text in new.names.items()
        },
        strand=checked_text(new.strand, "strand", most=20, required=False),
        asked=list(new.asked),
        public=new.public,
        seed=checked_text(new.seed, "seed", most=60, required=False),
        made_at=timezone.now(),
        made_by=access.user,
    )


def _check_parent(kind: str, parent: RegisterItem | None) -> None:
    """An item hangs on one of its own kind or of the kind before it; what hangs on none may too."""
    if parent is None:
        return
    before = _ORDER[max(_ORDER.index(kind) - 1, 0)]
    if parent.kind not in (kind, before):
        raise BadInput(
            f"an item of kind {kind} cannot hang on one of kind {parent.kind}",
            f"Choose one of kind {before} or {kind}.",
            where=("parent",),
        )


def record_claim(access: Access, reference: str, new: NewClaim) -> Claim:
    """Keep what somebody says of an item, beside whatever others say.

    Raises:
        AccessDenied: if the role may not.
        NotFound: if there is no such item that the user may know of.
        BadInput: if it cannot be read, or the very same claim is kept already.
    """
    require_programme(access)
    with transaction.atomic():
        item = _locked(access, reference)
        made = build_claim(access, item, new)
        if is_kept(made):
            raise BadInput("this claim is kept already", "Nothing is to be done.", where=("value",))
        made.save(force_insert=True)
        _record(access, Act.COLLECT, item, step="claim", attribute=made.attribute, claim=made.pk)
    return made


def build_claim(access: Access, item: RegisterItem, new: NewClaim) -> Claim:
    """A claim held to the rules, not kept yet; asks nobody who may.

    Raises:
        BadInput: if something of it cannot be read.
    """
    made = Claim(item=item, made_at=timezone.now(), made_by=access.user)
    checked_claim(made, new, attribute(new.attribute), today=access.today)
    made.reported_by = made.reported_by or own_agency(access).name
    return made


def is_kept(made: Claim) -> bool:
    """Whether the very same claim of the same reporter is kept and was not withdrawn."""
    same = Claim.objects.filter(
        item=made.item, attribute=made.attribute, value=made.value, amount=made.amount,
        currency=made.currency, bound=made.bound, day=made.day, reported_by=made.reported_by,
        url=made.url, published_on=made.published_on,
    )  # fmt: skip
    return same.exclude(status=ClaimStatus.WITHDRAWN).exists()


def prefer(access: Access, number: int, why: str) -> Claim:
    """Prefer one claim to the others of its attribute; all stay, and all stay shown.

    Args:
        access: who prefers it.
        number: of the claim.
        why: the reason, in words.

    Raises:
        AccessDenied: if the role may not.
        NotFound: if there is no such claim that the user may know of.
        BadInput: without a reason, or if it is withdrawn or preferred already.
    """
    return set_status(access, number, ClaimStatus.PREFERRED, why=why)


def set_status(access: Access, number: int, status: str, *, why: str) -> Claim:
    """Say how far a claim is believed, and why. What is withdrawn stays withdrawn.

    Raises:
        AccessDenied: if the role may not.
        NotFound: if there is no such claim that the user may know of.
        BadInput: without a reason, without a change, or if the claim is withdrawn.
    """
    require_programme(access)
    if status not in ClaimStatus.values:
        raise BadInput("there is no such status", "Choose one.", where=("status",))
    reason = checked_text(why, "why", most=2000)
    with transaction.atomic():
        claim = _claim(access, number)
        _locked(access, claim.item.reference)
        claim.refresh_from_db()
        if claim.status == ClaimStatus.WITHDRAWN:
            raise BadInput("the claim is withdrawn", "Record it anew.", where=("status",))
        if claim.status == status:
            raise BadInput("the claim has this status already", "Choose another one.",
                           where=("status",))  # fmt: skip
        if status == ClaimStatus.PREFERRED:
            _no_longer_preferred(access, claim, reason)
        _change(access, claim, status, why=reason)
        _record(access, Act.DECIDE, claim.item, step="status", claim=claim.pk, status=status)
    return claim


def _no_longer_preferred(access: Access, claim: Claim, why: str) -> None:
    others = claim.item.claims.filter(attribute=claim.attribute, status=ClaimStatus.PREFERRED)
    for other in others:
        _change(access, other, ClaimStatus.REPORTED, why=f"another is preferred: {why}"[:2000])


def _change(access: Access, claim: Claim, status: str, *, why: str) -> None:
    now = timezone.now()
    claim.status, claim.status_why = status, why
    claim.save(update_fields=["status", "status_why"])
    ClaimStatusChange.objects.create(
        claim=claim, status=status, why=why, made_at=now, made_by=access.user
    )


def claims_of(access: Access, reference: str) -> list[Claim]:
    """Every claim of an item, whatever its status, in the order they were recorded; audited.

    Raises:
        AccessDenied: if the role may not.
        NotFound: if there is no such item that the reader may know of.
    """
    require_reading(access)
    with transaction.atomic():
        item = item_of(access, reference)
        found = list(item.claims.select_related("made_by").prefetch_related("changes__made_by"))
        _record(access, Act.CONSULT, item, step="claims", number=len(found))
    return found


def _claim(access: Access, number: int) -> Claim:
    rows = Claim.objects.filter(item__in=known_items(access)).select_related("item")
    found = rows.filter(pk=number).first() if 0 < number <= _LARGEST_KEY else None
    if found is None:
        raise NotFound("claim", str(number))
    return found


def _locked(access: Access, reference: str) -> RegisterItem:
    """The item, locked, so that two officers decide about its claims one after the other."""
    found = item_of(access, reference)
    RegisterItem.objects.select_for_update().get(pk=found.pk)
    return found


def _record(access: Access, act: Act, item: RegisterItem, **detail: object) -> None:
    audit.record(
        act, access=access, objects=[item.reference], count=1, detail={"what": "register", **detail}
    )
