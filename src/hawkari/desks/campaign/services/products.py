"""Products of answers: made only of what may leave at that moment, and each one recorded."""

import hashlib
import json
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from django.db import transaction
from django.utils import timezone

from hawkari.desks.campaign.bank import (
    Answer,
    NotSigned,
    Sheet,
    card_png,
    claim_review,
    compose,
    compose_draft,
    digest_of,
    leaflet_pdf,
    preview_png,
    whatsapp_text,
)
from hawkari.desks.campaign.models import AnswerVersion, MadeProduct, Myth
from hawkari.desks.campaign.services.access import require_reading
from hawkari.desks.campaign.services.answers import answer_of, require_working, versions_of
from hawkari.desks.campaign.services.myths import myth_of
from hawkari.desks.campaign.services.refusals import NotFound
from hawkari.errors import BadInput
from hawkari.evidence import audit
from hawkari.evidence.access import Access
from hawkari.evidence.models import Act

__all__ = ["KINDS", "Product", "draft_card", "make_product"]


@dataclass(frozen=True, slots=True)
class Product:
    """A file to hand out.

    Attributes:
        name: of the file.
        media: its media type.
        content: its bytes.
    """

    name: str
    media: str
    content: bytes


@dataclass(frozen=True, slots=True)
class _Kind:
    ending: str
    media: str
    draw: Callable[[Sheet, Path, str], bytes]


def _markup(sheet: Sheet, _fonts: Path, url: str) -> bytes:
    return json.dumps(claim_review(sheet, url=url), ensure_ascii=False, indent=2).encode()


KINDS = {
    "card": _Kind("png", "image/png", lambda sheet, fonts, _: card_png(sheet, fonts=fonts)),
    "leaflet": _Kind(
        "pdf", "application/pdf", lambda sheet, fonts, _: leaflet_pdf(sheet, fonts=fonts)
    ),
    "message": _Kind(
        "txt", "text/plain; charset=utf-8", lambda sheet, *_: whatsapp_text(sheet).encode()
    ),
    "claimreview": _Kind("jsonld", "application/ld+json", _markup),
}
"""The products by name: a card, a leaflet, a message to copy, and markup for a page on the web."""


def make_product(
    access: Access, reference: str, language: str, *, kind: str, fonts: Path, url: str = ""
) -> Product:
    """Make a product of an answer that may leave now.

    Args:
        access: who takes it.
        reference: of the myth.
        language: of the answer.
        kind: one of `KINDS`.
        fonts: folder of the fonts for Arabic script.
        url: for ``claimreview``: address of the page that shows the answer.

    Raises:
        AccessDenied: if the role neither writes nor signs answers.
        NotFound: if there is no such answer.
        NotSigned: if it may not leave; with every reason.
        BadInput: if there is no such kind, or no address where one is needed.
    """
    require_working(access)
    if kind not in KINDS:
        raise BadInput(f"there is no product {kind!r}", f"Choose one of {', '.join(KINDS)}.")
    how = KINDS[kind]
    asked = _answer(access, reference, language)[1]
    try:
        sheet = compose(asked, access.today)
    except NotSigned as refused:
        with transaction.atomic():
            _record(access, reference, language, outcome="refused", kind=kind,
                    reasons=[str(one) for one in refused.reasons])  # fmt: skip
        raise
    content = how.draw(sheet, fonts, url)
    with transaction.atomic():
        # Drawn outside of the transaction, so asked once more: it may have been stopped meanwhile.
        Myth.objects.select_for_update().get(pk=myth_of(access, reference).pk)
        newest, answer = _answer(access, reference, language)
        compose(answer, access.today)
        if answer.content != asked.content:
            raise BadInput("it was changed while it was drawn", "Make it again.")
        sha256 = hashlib.sha256(content).hexdigest()
        MadeProduct.objects.create(
            version=newest, kind=kind, sha256=sha256, made_by=access.user, made_at=timezone.now()
        )
        digest = digest_of(reference, answer.content)
        _record(access, reference, language, kind=kind, sha256=sha256, digest=digest)
    return Product(f"{reference}-{language}-{kind}.{how.ending}", how.media, content)


def draft_card(access: Access, reference: str, language: str, *, fonts: Path) -> bytes:
    """The card as it would be, with the stamp of a draft; audited as a look.

    Raises:
        AccessDenied: if the role may not read answers.
        NotFound: if there is no such answer.
    """
    require_reading(access)
    _, answer = _answer(access, reference, language)
    content = preview_png(compose_draft(answer), fonts=fonts)
    with transaction.atomic():
        audit.record(
            Act.CONSULT, access=access, objects=[reference], count=1,
            detail={"what": "draft of a card", "language": language},
        )  # fmt: skip
    return content


def _answer(access: Access, reference: str, language: str) -> tuple[AnswerVersion, Answer]:
    myth = myth_of(access, reference)
    versions = versions_of(myth, language)
    if not versions:
        raise NotFound("answer", f"{reference} {language}")
    return versions[0], answer_of(myth, versions)


def _record(
    access: Access, reference: str, language: str, *, outcome: str = "ok", **more: object
) -> None:
    audit.record(
        Act.DISCLOSE, access=access, objects=[reference], count=1, outcome=outcome,
        detail={"what": "product", "language": language, **more},
    )  # fmt: skip
