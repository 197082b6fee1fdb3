"""Headers of every answer that keep it where it belongs: OWASP ASVS 5.0 V3.4, V3.5.8, V14.3."""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse

__all__ = ["HeadersMiddleware"]

TWO_YEARS = 2 * 365 * 24 * 3600
NOTHING = (
    "accelerometer", "camera", "display-capture", "geolocation", "gyroscope", "magnetometer",
    "microphone", "midi", "payment", "usb",
)  # fmt: skip


class HeadersMiddleware:
    """Says on every answer that nobody else may keep, embed or read it.

    A page with evidence is stored by no browser and no proxy. What a login left in the browser is
    cleared when it ends. A server with a name is only ever asked by TLS (HSTS); browsers disregard
    that header where they were not.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer, then add what is missing."""
        was_in = request.COOKIES.get(settings.SESSION_COOKIE_NAME)
        response = self.get_response(request)
        # Static files say for themselves how long they keep: they hold no evidence.
        response.headers.setdefault("Cache-Control", "no-store")
        response.headers.setdefault("Cross-Origin-Resource-Policy", "same-origin")
        response.headers.setdefault("Permissions-Policy", ", ".join(f"{one}=()" for one in NOTHING))
        if settings.NAMED_HOSTS:
            policy = f"max-age={TWO_YEARS}; includeSubDomains"
            response.headers.setdefault("Strict-Transport-Security", policy)
        if was_in and _ends_login(response):
            response.headers["Clear-Site-Data"] = '"cache", "storage"'
        return response


def _ends_login(response: HttpResponse) -> bool:
    cookie = response.cookies.get(settings.SESSION_COOKIE_NAME)
    return cookie is not None and not cookie.value
