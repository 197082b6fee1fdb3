"""Where a request comes from."""

from ipaddress import ip_address

from django.conf import settings
from django.http import HttpRequest

__all__ = ["UNKNOWN", "client_address"]

UNKNOWN = "0.0.0.0"  # noqa: S104  a word for "not known", nothing is bound to it


def client_address(request: HttpRequest) -> str:
    """The address of whoever sent a request, as text.

    Behind `TRUSTED_PROXIES` proxies it is the entry of ``X-Forwarded-For`` that the outermost of
    them wrote; entries before it are the sender's own words and are not believed.
    `UNKNOWN` when there is none, as over a Unix socket.
    """
    said = str(request.META.get("REMOTE_ADDR", ""))
    hops = [hop.strip() for hop in request.META.get("HTTP_X_FORWARDED_FOR", "").split(",")]
    count: int = settings.TRUSTED_PROXIES
    if 0 < count <= len(hops) and hops[-count]:
        said = hops[-count]
    try:
        return str(ip_address(said))
    except ValueError:
        return UNKNOWN
