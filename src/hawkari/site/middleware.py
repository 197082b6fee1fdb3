"""Around each request: Sorani's other name, the access, and the page that an error becomes."""

import re
from collections.abc import Callable
from contextlib import nullcontext
from typing import Any, cast

from django.http import HttpRequest, HttpResponse
from django.utils.functional import SimpleLazyObject

from hawkari.errors import AccessDenied, BadInput
from hawkari.evidence.access import Access, open_access
from hawkari.evidence.audit import AuditUnavailable
from hawkari.evidence.entities import EntityNotFound
from hawkari.evidence.models import User
from hawkari.evidence.reach import remembering
from hawkari.evidence.rowsecurity import unbind
from hawkari.site import errors

__all__ = ["AccessMiddleware", "KurdishMiddleware", "access_of"]

Answer = Callable[[HttpRequest], HttpResponse]
SESSION_KEY = "operation"
READING = frozenset({"GET", "HEAD"})
KURDISH = re.compile(r"\bku(?:-(?:IQ|Arab)\b(?:-\w+)?)?(?=\s*[,;]|\s*$)", re.IGNORECASE)


class KurdishMiddleware:
    """Reads a browser's plain ``ku`` as Sorani, which Django does not do by itself.

    ``ku-TR`` and ``ku-Latn`` are Kurmanji in Latin script and stay as they are.
    """

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Rewrite the Accept-Language header before Django reads it."""
        wanted = request.META.get("HTTP_ACCEPT_LANGUAGE")
        if wanted:
            request.META["HTTP_ACCEPT_LANGUAGE"] = KURDISH.sub("ckb", wanted)
        return self.get_response(request)


class _Opened:
    """Opens a request's access at most once, and remembers a refusal too."""

    def __init__(self, request: HttpRequest) -> None:
        self.request = request
        self.outcome: Access | AccessDenied | None = None

    def __call__(self) -> Access:
        if self.outcome is None:
            slug = self.request.session.get(SESSION_KEY)
            try:
                self.outcome = open_access(cast("User", self.request.user), slug)
            except AccessDenied as denied:
                self.outcome = denied
        if isinstance(self.outcome, AccessDenied):
            raise self.outcome
        return self.outcome


def access_of(request: HttpRequest) -> Access | None:
    """The access a request is answered under; None for nobody, or where there is none.

    For the page's frame only: a page's content uses `request.access`, which raises.
    """
    opened: _Opened | None = getattr(request, "opened_access", None)
    if opened is None or not request.user.is_authenticated:
        return None
    try:
        return opened()
    except AccessDenied:
        return None


class AccessMiddleware:
    """Gives `request.access`, opened on first use, and turns Hawkari errors into pages."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Attach the access; nothing is opened or audited before somebody asks for it."""
        opened = _Opened(request)
        carrier: Any = request
        carrier.opened_access = opened
        carrier.access = SimpleLazyObject(opened)
        # A page asks many times what its reader may see; while it only reads, the answer stays.
        try:
            with remembering() if request.method in READING else nullcontext():
                return self.get_response(request)
        finally:
            unbind()

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        """The page for an error raised on purpose; None leaves others to Django."""
        if isinstance(error, AccessDenied):
            return errors.denied(request, error)
        if isinstance(error, EntityNotFound):
            return errors.not_found(request, error)
        if isinstance(error, BadInput):
            return errors.bad_input(request, error)
        if isinstance(error, AuditUnavailable):
            return errors.audit_unavailable(request)
        return None
