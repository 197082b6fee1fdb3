"""Documents that prove what the desk says: kept whole, with their sha256, and handed out again."""

from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from pathlib import PurePosixPath

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from hawkari.desks.programme.models import Document, DocumentContent, DocumentKind
from hawkari.desks.programme.services.access import (
    own_agency,
    require_programme,
    require_reading,
)
from hawkari.desks.programme.services.refusals import NotFound
from hawkari.desks.references import new_reference
from hawkari.errors import BadInput
from hawkari.evidence import audit
from hawkari.evidence.access import Access
from hawkari.evidence.loaders.digits import forbidden_character
from hawkari.evidence.models import Act

__all__ = [
    "MOST_MIB",
    "NewDocument",
    "document_of",
    "keep",
    "keep_document",
    "known_documents",
    "open_document",
]

MOST_MIB = 25
"""Largest document; scans are smaller, and a database is no place for films."""
LONGEST_NAME = 200


@dataclass(frozen=True, slots=True)
class NewDocument:
    """A document as it is handed in; see `Document`."""

    name: str
    content: bytes
    kind: str
    day: date | None = None


def keep_document(access: Access, new: NewDocument) -> Document:
    """Keep a document; the same file may be kept more than once.

    Raises:
        AccessDenied: if the role may not.
        BadInput: if it is empty, too large, or of no kind.
    """
    require_programme(access)
    with transaction.atomic():
        return keep(access, new)


def keep(access: Access, new: NewDocument) -> Document:
    """As `keep_document`, within the transaction and after the check of another service.

    Raises:
        BadInput: as `keep_document`.
    """
    name = _name(new.name)
    if not new.content:
        raise BadInput("the document is empty", "Choose the file again.", where=("file",))
    if len(new.content) > MOST_MIB << 20:
        raise BadInput(
            f"the document is larger than {MOST_MIB} MiB", "Scan it smaller.", where=("file",)
        )
    if new.kind not in DocumentKind.values:
        raise BadInput(
            "the document is of no kind that is known",
            f"One of {', '.join(DocumentKind.values)}.",
            where=("document_kind",),
        )
    if new.day is not None and new.day > access.today:
        raise BadInput("the day is still to come", "Correct it.", where=("document_day",))
    made = Document.objects.create(
        reference=new_reference("D", Document.objects.all(), access.today),
        operation=access.operation,
        agency=own_agency(access),
        kind=new.kind,
        name=name,
        day=new.day,
        size=len(new.content),
        sha256=sha256(new.content).hexdigest(),
        made_at=timezone.now(),
        made_by=access.user,
    )
    DocumentContent.objects.create(document=made, content=new.content)
    _record(access, Act.COLLECT, made, step="kept")
    return made


def known_documents(access: Access) -> QuerySet[Document]:
    """The documents that a reader may know of: those of the operation that their agency keeps."""
    return Document.objects.filter(operation=access.operation, agency=access.user.agency_id)


def document_of(access: Access, reference: str) -> Document:
    """A document by its reference, without its content.

    Raises:
        NotFound: if there is none that the reader may know of.
    """
    found = known_documents(access).filter(reference=reference.replace("\0", "")).first()
    if found is None:
        raise NotFound("document", reference)
    return found


def open_document(access: Access, reference: str) -> tuple[Document, bytes]:
    """A document and its bytes, as they were handed in; audited.

    Raises:
        AccessDenied: if the role may not.
        NotFound: as `document_of`.
        BadInput: if the bytes kept are no longer those that were handed in.
    """
    require_reading(access)
    with transaction.atomic():
        found = document_of(access, reference)
        content = bytes(DocumentContent.objects.get(document=found).content)
        if sha256(content).hexdigest() != found.sha256:
            raise BadInput(
                f"what is kept of {found.reference} is not what was handed in",
                "Tell whoever runs this installation, and restore it from a backup.",
            )
        _record(access, Act.CONSULT, found, step="opened")
    return found, content


def _name(said: str) -> str:
    name = PurePosixPath(said.replace("\\", "/")).name.strip()
    if not name or forbidden_character(name) or not name.isprintable():
        raise BadInput("the file has no name that can be kept", "Rename it.", where=("file",))
    return name[-LONGEST_NAME:]


def _record(access: Access, act: Act, document: Document, **detail: object) -> None:
    audit.record(
        act,
        access=access,
        objects=[document.reference],
        count=1,
        detail={"what": "document", "sha256": document.sha256, **detail},
    )
