"""Names and addresses of nodes, as they are taken."""

import re
from urllib.parse import urlsplit

from hawkari.errors import BadInput

__all__ = ["check_address", "check_slug"]

SLUG = re.compile(r"[-a-z0-9_]{1,40}")


def check_slug(slug: str) -> str:
    """The short name of an agency, as given.

    Raises:
        BadInput: if it is none.
    """
    if not SLUG.fullmatch(slug):
        raise BadInput(
            f"{slug!r} is no short name", "Take small letters, digits and hyphens, at most 40."
        )
    return slug


def check_address(address: str) -> str:
    """An address that partners can reach, as given; empty for none.

    Raises:
        BadInput: if it is another thing than ``https://host:port``.
    """
    if not address:
        return ""
    try:
        parts = urlsplit(address)
        fits = parts.scheme == "https" and bool(parts.hostname) and parts.port is not None
        fits = fits and not (parts.path.strip("/") or parts.query or parts.username)
    except ValueError:
        fits = False
    if not fits:
        raise BadInput(f"{address!r} is no address of a node", "Give one as https://host:8443.")
    return address
