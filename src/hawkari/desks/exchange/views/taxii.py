"""TAXII 2.1 for programs: discovery, one API root an operation, collections, objects, statuses.

Programs log in by a token (`Door.TAXII` reads, `Door.TAXII_ADD` hands in and deletes), which opens
one operation: no other root is there for it.
"""

import uuid
from collections.abc import Callable, Iterable
from functools import wraps

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.csrf import csrf_exempt

from hawkari.desks.exchange.services import taxii, taxii_handed
from hawkari.desks.exchange.taxii.answers import (
    MEDIA_TYPE,
    MOST_BYTES,
    TaxiiError,
    answer,
    check_accept,
    envelope_of,
    error_answer,
)
from hawkari.desks.exchange.taxii.filtering import wanted
from hawkari.desks.exchange.tokens import CHALLENGE, Door, TokenRefused, access_by_token
from hawkari.errors import AccessDenied
from hawkari.evidence.access import Access
from hawkari.evidence.audit import AuditUnavailable

__all__ = [
    "collection",
    "collections",
    "discovery",
    "manifest",
    "object_by_id",
    "objects",
    "root",
    "status",
    "versions",
]

READS = frozenset({"GET", "HEAD"})
Work = Callable[..., HttpResponse]


def _by_token(*methods: str) -> Callable[[Work], Callable[..., HttpResponse]]:
    """Answer a program's request: ask who, check what it takes, and turn refusals into TAXII's.

    Args:
        methods: those that the address has beside HEAD.
    """

    def decorate(work: Work) -> Callable[..., HttpResponse]:
        @csrf_exempt
        @login_not_required
        @wraps(work)
        def view(request: HttpRequest, slug: str = "", **parts: str) -> HttpResponse:
            try:
                access = _asked_by(request, slug, methods)
                _check_parts(parts.values())
                return work(request, access, **parts)
            except TaxiiError as error:
                found = error_answer(error)
                if error.status == 405:
                    found["Allow"] = ", ".join(methods)
                return found
            except TokenRefused as error:
                found = error_answer(TaxiiError(401, error.problem, error.remedy))
                found["WWW-Authenticate"] = CHALLENGE
                return found
            except AccessDenied as error:
                remedy = "Make a token that opens it, in an operation that you work in."
                return error_answer(TaxiiError(403, str(error), remedy))
            except AuditUnavailable as error:
                return error_answer(
                    TaxiiError(503, str(error), "Tell whoever runs this installation.")
                )

        return view

    return decorate


def _asked_by(request: HttpRequest, slug: str, methods: tuple[str, ...]) -> Access:
    """Under whose access a request is answered, which may be of one operation only."""
    if request.method not in {*methods, "HEAD"}:
        raise TaxiiError(405, "the address has no such method", f"Use {' or '.join(methods)}.")
    door = Door.TAXII if request.method in READS else Door.TAXII_ADD
    access = access_by_token(request, door)
    check_accept(request)
    if slug and slug != access.operation.slug:
        raise TaxiiError(404, "there is no such API root", "Ask for discovery.")
    return access


def _check_parts(parts: Iterable[str]) -> None:
    """Refuse an address with a NUL: no id has one, and PostgreSQL compares nothing with one."""
    if any("\x00" in part for part in parts):
        raise TaxiiError(404, "there is no such thing", "Ask for the collections.")


def _root_address(access: Access) -> str:
    return reverse("taxii:root", args=[access.operation.slug])


@_by_token("GET")
def discovery(_request: HttpRequest, access: Access) -> HttpResponse:
    """Which API roots there are: the one of the token's operation."""
    taxii.opened(access)
    address = _root_address(access)
    return answer({"title": "Hawkari", "default": address, "api_roots": [address]})


@_by_token("GET")
def root(_request: HttpRequest, access: Access) -> HttpResponse:
    """What the operation's API root can do."""
    taxii.opened(access)
    return answer(
        {
            "title": access.operation.name,
            "versions": [MEDIA_TYPE],
            "max_content_length": MOST_BYTES,
        }
    )


@_by_token("GET")
def status(_request: HttpRequest, access: Access, number: str) -> HttpResponse:
    """What became of a handing-in."""
    try:
        stated = uuid.UUID(number)
    except ValueError as error:
        raise TaxiiError(404, "there is no such status", "Hand in again.") from error
    return answer(taxii_handed.status_of(access, stated))


@_by_token("GET")
def collections(_request: HttpRequest, access: Access) -> HttpResponse:
    """The collections of the operation."""
    return answer({"collections": taxii.collections_of(access)})


@_by_token("GET")
def collection(_request: HttpRequest, access: Access, stated: str) -> HttpResponse:
    """One collection."""
    return answer(taxii.collection_of(access, stated))


@_by_token("GET")
def manifest(request: HttpRequest, access: Access, stated: str) -> HttpResponse:
    """Which objects a collection holds."""
    found = taxii.manifest_of(access, stated, wanted(request.GET.dict()))
    return answer(found.body, headers=found.page.dates)


@_by_token("GET", "POST")
def objects(request: HttpRequest, access: Access, stated: str) -> HttpResponse:
    """The objects of a collection; or hand some in."""
    if request.method == "POST":
        _must_be_handed(access, stated)
        return answer(taxii_handed.hand_in(access, envelope_of(request)), status=202)
    found = taxii.objects_of(access, stated, wanted(request.GET.dict()))
    return answer(found.body, headers=found.page.dates)


@_by_token("GET", "DELETE")
def object_by_id(request: HttpRequest, access: Access, *, stated: str, only: str) -> HttpResponse:
    """One object; or delete one that was handed in."""
    if request.method == "DELETE":
        _must_be_handed(access, stated)
        taxii_handed.delete_objects(access, only, wanted(request.GET.dict()))
        return answer({})
    found = taxii.objects_of(access, stated, wanted(request.GET.dict()), only=only)
    return answer(found.body, headers=found.page.dates)


def _must_be_handed(access: Access, stated: str) -> None:
    """Refuse to write where nothing can be written."""
    if not taxii.collection_of(access, stated)["can_write"]:
        raise TaxiiError(403, "the collection is only read", "Hand in to the other one.")


@_by_token("GET")
def versions(request: HttpRequest, access: Access, *, stated: str, only: str) -> HttpResponse:
    """Which versions of an object there are."""
    parameters = {"match[version]": "all", **request.GET.dict()}
    found = taxii.versions_of(access, stated, wanted(parameters), only=only)
    return answer(found.body, headers=found.page.dates)
