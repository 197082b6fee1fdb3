"""Publications: prepared by one officer, reviewed by another, and only then handed out.

What is reviewed is the very file: its bytes are kept when it is prepared, and the reviewer agrees
to their digest. What was withheld, and why, is kept beside it and stays inside.
"""

from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from hashlib import sha256
from typing import Any

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from hawkari.desks.programme.iati_out import Withheld, pass_on
from hawkari.desks.programme.models import RegisterItem
from hawkari.desks.programme.models.publishing import Publication, PublicationState
from hawkari.desks.programme.services.access import own_agency, require_programme, require_reading
from hawkari.desks.programme.services.publish_access import require_inside
from hawkari.desks.programme.services.publish_checks import Failing, check_file, written
from hawkari.desks.programme.services.publish_material import chosen, material_of
from hawkari.desks.programme.services.publish_rules import loosened, newest_rule, rules_for
from hawkari.desks.programme.services.refusals import NotFound
from hawkari.desks.references import new_reference
from hawkari.errors import BadInput
from hawkari.evidence import audit
from hawkari.evidence.access import Access, Action, require
from hawkari.evidence.models import Act

__all__ = [
    "Kept",
    "Preview",
    "approve",
    "decline",
    "file_of",
    "find_publications",
    "plain",
    "prepare",
    "preview",
    "publication_view",
    "withdraw",
]


@dataclass(frozen=True, slots=True)
class Kept:
    """What stays inside of one activity."""

    reference: str
    withheld: Withheld


@dataclass(frozen=True, slots=True)
class Preview:
    """What would leave.

    Attributes:
        items: the activities, in order.
        content: the file, byte for byte.
        sha256: its digest.
        withheld: what stays inside, and why.
        loosened: rules under which more leaves than by default.
        failing: rules that it breaks; empty where it may be prepared.
    """

    items: tuple[RegisterItem, ...]
    content: bytes
    sha256: str
    withheld: tuple[Kept, ...]
    loosened: tuple[dict[str, str], ...]
    failing: tuple[Failing, ...]


def preview(access: Access, references: Iterable[str]) -> Preview:
    """Exactly what would leave of these activities today, and what would not; audited.

    Raises:
        AccessDenied: if the role may not keep the register.
        NotFound: if one is no activity that the officer may know of.
        BadInput: if none is chosen, or nobody stated who publishes.
    """
    require_programme(access)
    with transaction.atomic():
        made = _made(access, chosen(access, references))
        _record(access, Act.CONSULT, [one.reference for one in made.items], step="preview")
    return made


def prepare(access: Access, references: Iterable[str], *, seen: str) -> Publication:
    """Keep a file for review; nothing leaves yet.

    Args:
        access: who prepares it.
        references: of the activities.
        seen: digest of the preview that the officer looked at.

    Raises:
        AccessDenied: if the role may not keep the register.
        NotFound: if one is no activity that the officer may know of.
        BadInput: if it breaks a rule of IATI, or is no longer what was looked at.
    """
    require_programme(access)
    with transaction.atomic():
        made = _made(access, chosen(access, references))
        if made.failing:
            first = made.failing[0]
            raise BadInput(
                f"the file breaks rule {first.rule}: {first.words}",
                "Correct what is stated of the activity, then prepare it again.",
                where=(first.reference,),
            )
        if made.sha256 != seen:
            raise BadInput("it is no longer what you looked at", "Look at it again.")
        kept = Publication.objects.create(
            reference=new_reference("U", Publication.objects.all(), access.today),
            operation=access.operation, agency=own_agency(access),
            content=made.content, sha256=made.sha256, size=len(made.content),
            activities=[{"reference": one.reference, "name": one.name} for one in made.items],
            withheld=[plain(one) for one in made.withheld],
            loosened=list(made.loosened),
            last_rule=newest_rule(access), prepared_at=timezone.now(), prepared_by=access.user,
        )  # fmt: skip
        _record(access, Act.ALTER, [kept.reference], step="prepared", sha256=made.sha256)
    return kept


def find_publications(access: Access) -> list[Publication]:
    """The agency's publications without their content, the newest first; audited.

    Raises:
        AccessDenied: if the role may not read the register.
    """
    require_reading(access)
    with transaction.atomic():
        rows = _known(access).defer("content", "withheld")
        found = list(rows.select_related("prepared_by", "reviewed_by"))
        _record(access, Act.CONSULT, [one.reference for one in found])
    return found


def publication_view(access: Access, reference: str) -> Publication:
    """A publication with its content and what was withheld; audited.

    Raises:
        AccessDenied: unless the role keeps the register or reviews.
        NotFound: if there is none that the reader may know of.
    """
    require_inside(access)
    with transaction.atomic():
        found = _publication(access, reference)
        _record(access, Act.CONSULT, [reference])
    return found


def approve(access: Access, reference: str, *, seen: str, why: str = "") -> Publication:
    """Agree, as the second person, that this very file leaves.

    Args:
        access: who reviews it.
        reference: of the publication.
        seen: digest of the file that the reviewer looked at.
        why: anything to add.

    Raises:
        AccessDenied: if the role may not review.
        NotFound: if there is none that the reviewer may know of.
        BadInput: if the reviewer prepared it, it waits no longer, it is not what was looked at, a
            rule was stated since it was prepared, or it breaks a rule of IATI today.
    """
    with transaction.atomic():
        found = _to_review(access, reference)
        if found.sha256 != seen or sha256(bytes(found.content)).hexdigest() != seen:
            raise BadInput("it is not the file that you looked at", "Look at it again.")
        if newest_rule(access) != found.last_rule:
            raise BadInput(
                "a rule of publication was stated since it was prepared",
                "Decline it, and have it prepared again.",
            )
        if check_file(bytes(found.content), access.today):
            raise BadInput("it breaks a rule of IATI today", "Decline it.")
        return _decided(access, found, PublicationState.APPROVED, why=why)


def decline(access: Access, reference: str, *, why: str) -> Publication:
    """Refuse, as the second person, that it leaves.

    Raises:
        AccessDenied: if the role may not review.
        NotFound: if there is none that the reviewer may know of.
        BadInput: without a reason, if the reviewer prepared it, or it waits no longer.
    """
    with transaction.atomic():
        found = _to_review(access, reference)
        _needs_reason(why)
        return _decided(access, found, PublicationState.DECLINED, why=why)


def withdraw(access: Access, reference: str, *, why: str) -> None:
    """Hand a publication out no longer; files that left already are not called back by this.

    Raises:
        AccessDenied: if the role may not keep the register.
        NotFound: if there is none that the officer may know of.
        BadInput: without a reason, or if it was declined or withdrawn before.
    """
    require_programme(access)
    _needs_reason(why)
    with transaction.atomic():
        found = _publication(access, reference, lock=True)
        if found.state not in {PublicationState.WAITING, PublicationState.APPROVED}:
            raise BadInput("it does not wait and is not approved", "Look at its state.")
        found.state, found.why = PublicationState.WITHDRAWN, why.strip()
        found.save(update_fields=["state", "why"])
        _record(access, Act.DECIDE, [reference], step="withdrawn")


def file_of(access: Access, reference: str) -> tuple[Publication, bytes]:
    """The file of an approved publication, to hand out; audited as a disclosure.

    Raises:
        AccessDenied: if the role may not read the register.
        NotFound: if there is none that the reader may know of.
        BadInput: if it is not approved.
    """
    require_reading(access)
    with transaction.atomic():
        found = _publication(access, reference)
        if found.state != PublicationState.APPROVED:
            raise BadInput("it is not approved", "A second person reviews it first.")
        _record(access, Act.DISCLOSE, [reference], step="file", sha256=found.sha256)
    return found, bytes(found.content)


def _made(access: Access, items: Sequence[RegisterItem]) -> Preview:
    material = material_of(access, items)
    rules = rules_for(access, items)
    passed = [pass_on(material[one.pk], rules[one.pk], access.today) for one in items]
    content = written([one.activity for one in passed], access.today)
    withheld = tuple(
        Kept(item.reference, stays)
        for item, one in zip(items, passed, strict=True)
        for stays in one.withheld
    )
    names = {material[one.pk].identifier: one.reference for one in items}
    failing = check_file(content, access.today, names)
    return Preview(
        tuple(items), content, sha256(content).hexdigest(), withheld,
        tuple(loosened(items, rules)), failing,
    )  # fmt: skip


def _to_review(access: Access, reference: str) -> Publication:
    require(access, Action.APPROVE_MONEY)
    found = _publication(access, reference, lock=True)
    if found.state != PublicationState.WAITING:
        raise BadInput("it waits for no review", "Look at its state.")
    if found.prepared_by_id == access.user.pk:
        raise BadInput("you prepared it yourself", "A second person reviews it.")
    return found


def _decided(
    access: Access, found: Publication, state: PublicationState, *, why: str
) -> Publication:
    found.state, found.why = state, why.strip()
    found.reviewed_at, found.reviewed_by = timezone.now(), access.user
    found.save(update_fields=["state", "why", "reviewed_at", "reviewed_by"])
    _record(access, Act.DECIDE, [found.reference], step=state, sha256=found.sha256)
    return found


def _known(access: Access) -> QuerySet[Publication]:
    return Publication.objects.filter(operation=access.operation, agency=access.user.agency_id)


def _publication(access: Access, reference: str, *, lock: bool = False) -> Publication:
    rows = _known(access).filter(reference=reference.replace("\0", ""))
    # Locked alone: who prepared it is joined as nothing that another writes.
    found = (rows.select_for_update() if lock else rows).first()
    if found is None:
        raise NotFound("publication", reference)
    return found


def _needs_reason(why: str) -> None:
    if not why.strip():
        raise BadInput("it needs a reason", "Say why.", where=("why",))


def plain(one: Kept) -> dict[str, Any]:
    """What stays inside, as JSON keeps it."""
    until = one.withheld.until
    return asdict(one.withheld) | {
        "reference": one.reference,
        "does": str(one.withheld.does),
        "until": until.isoformat() if until else None,
    }


def _record(access: Access, act: Act, objects: list[str], **more: str) -> None:
    detail = {"what": "publications", **more}
    audit.record(act, access=access, objects=objects, count=len(objects), detail=detail)
