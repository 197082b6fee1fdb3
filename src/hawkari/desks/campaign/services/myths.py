"""Myths and the ways in which they are said: made, added to, and retired.

Whoever takes part in the operation reads them; the agency that keeps a myth changes it.
"""

from dataclasses import dataclass

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from hawkari.desks.campaign.bank import LANGUAGES, plain
from hawkari.desks.campaign.models import Drafted, Myth, Variant
from hawkari.desks.campaign.services.access import own_agency, require_campaign
from hawkari.desks.campaign.services.refusals import NotFound
from hawkari.desks.references import new_reference
from hawkari.errors import BadInput
from hawkari.evidence import audit
from hawkari.evidence.access import Access
from hawkari.evidence.models import Act

__all__ = [
    "NewMyth",
    "Saying",
    "add_variant",
    "known_myths",
    "make_myth",
    "myth_of",
    "own_myth",
    "retire_myth",
]

LONGEST = 1_000


@dataclass(frozen=True, slots=True)
class Saying:
    """One way in which a myth is said.

    Attributes:
        language: one of `hawkari.desks.campaign.bank.LANGUAGES`.
        text: the words.
        drafted: who drafted them.
    """

    language: str
    text: str
    drafted: str = Drafted.PERSON


@dataclass(frozen=True, slots=True)
class NewMyth:
    """A myth; the first saying of each language is the claim that answers quote.

    Attributes:
        topic: one of `Myth.Topic`.
        sayings: at least one.
        key: its name in the file that it is from; empty if made by hand.
        origin: who drafted it.
    """

    topic: str
    sayings: tuple[Saying, ...]
    key: str = ""
    origin: str = Drafted.PERSON


def known_myths(access: Access) -> QuerySet[Myth]:
    """The myths that a reader may know of: those of the operation, whichever agency keeps them."""
    return Myth.objects.filter(operation=access.operation).select_related("agency")


def myth_of(access: Access, reference: str) -> Myth:
    """A myth by its reference.

    Raises:
        NotFound: if there is none in the operation.
    """
    # PostgreSQL refuses to be asked for a text with the sign NUL.
    is_text = "\0" not in reference
    found = known_myths(access).filter(reference=reference).first() if is_text else None
    if found is None:
        raise NotFound("myth", reference)
    return found


def own_myth(access: Access, reference: str) -> Myth:
    """A myth that the reader's agency keeps, locked; call inside a transaction.

    Raises:
        NotFound: if there is none in the operation.
        BadInput: if another agency keeps it.
    """
    found = myth_of(access, reference)
    if found.agency_id != access.user.agency_id:
        raise BadInput("another agency keeps this myth", "Ask it to change the myth.")
    return Myth.objects.select_for_update().get(pk=found.pk)


def make_myth(access: Access, new: NewMyth) -> Myth:
    """Keep a myth, and how it is said.

    Raises:
        AccessDenied: if the role may not.
        BadInput: if it has no words, an unknown topic, or one of another language.
    """
    require_campaign(access)
    if new.topic not in Myth.Topic.values:
        raise BadInput("its topic is not known", "Choose one.", where=("topic",))
    if not new.sayings:
        raise BadInput("a myth has words", "Write down what is said.", where=("text",))
    with transaction.atomic():
        made = Myth.objects.create(
            reference=new_reference("M", Myth.objects.all(), access.today),
            operation=access.operation,
            agency=own_agency(access), key=new.key, topic=new.topic, origin=new.origin,
            made_by=access.user, made_at=timezone.now(),
        )  # fmt: skip
        for saying in new.sayings:
            _add(access, made, saying)
        _record(access, Act.COLLECT, made, step="made")
    return made


def add_variant(access: Access, reference: str, saying: Saying) -> None:
    """Keep another way in which a myth is said; the first of its language is the claim.

    Raises:
        AccessDenied: if the role may not.
        NotFound: if there is no such myth.
        BadInput: if another agency keeps it, or it is said so already.
    """
    require_campaign(access)
    with transaction.atomic():
        myth = own_myth(access, reference)
        _add(access, myth, saying)
        _record(access, Act.ALTER, myth, step="variant", language=saying.language)


def retire_myth(access: Access, reference: str, *, why: str) -> None:
    """Answer a myth no longer: from now on no product of it leaves.

    Raises:
        AccessDenied: if the role may not.
        NotFound: if there is no such myth.
        BadInput: if another agency keeps it, it is retired already, or no reason is given.
    """
    require_campaign(access)
    if not plain(why):
        raise BadInput("it needs a reason", "Say why it is answered no longer.", where=("why",))
    with transaction.atomic():
        myth = own_myth(access, reference)
        if myth.retired_at is not None:
            raise BadInput("it is answered no longer already", "Look at the list again.")
        myth.retired_at, myth.retired_why = timezone.now(), plain(why)
        myth.save(update_fields=["retired_at", "retired_why"])
        _record(access, Act.DECIDE, myth, step="retired")


def _add(access: Access, myth: Myth, saying: Saying) -> None:
    text = " ".join(saying.text.split())
    if saying.language not in LANGUAGES:
        raise BadInput("its language is not kept", "Choose one.", where=("language",))
    if not 0 < len(text) <= LONGEST:
        raise BadInput("a myth has words", f"Up to {LONGEST} letters.", where=("text",))
    said = myth.variants.filter(language=saying.language)
    if said.filter(text=text).exists():
        raise BadInput("it is kept already that it is said so", "Nothing to add.", where=("text",))
    Variant.objects.create(
        myth=myth, language=saying.language, text=text, is_claim=not said.exists(),
        drafted=saying.drafted, added_by=access.user, added_at=timezone.now(),
    )  # fmt: skip


def _record(access: Access, act: Act, myth: Myth, **more: str) -> None:
    audit.record(
        act, access=access, objects=[myth.reference], count=1, detail={"what": "myth", **more}
    )
