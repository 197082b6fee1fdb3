"""Odd requests to every address: what is sent, what came back, and what the server logged."""

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from importlib import import_module
from itertools import chain
from pkgutil import walk_packages
from typing import Any

from django import forms
from django.http import HttpResponse
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver
from hypothesis import strategies as st

import hawkari.desks
import hawkari.site

ODD = (
    "", " ", "0", "-1", "1", "9" * 40, "1e309", "NaN", "true", "null", "[]", "{}", "\x00", "a\x00b",
    "\ufffd", "\u202eabc", "\u2067abc", "%00", "%c0%af", "../../etc/passwd", "..%2f..%2fetc",
    "//evil.example/", "https://evil.example/", "javascript:alert(1)", "'", '"', "' OR 1=1 --",
    "<script>alert(1)</script>", "{{7*7}}", "${7*7}", "=1+1", "a" * 5000, "\r\nX: y", "ڕێبوار",
    "١٢٣", "🙂" * 50, "uk-1", "krg-1", "positive", "suspect", "fact", "local", "2026-01-01", "on",
    "en", "ar", "ckb", "2A", "P", "C",
)  # fmt: skip


@dataclass
class Tally:
    """What a run saw: how many requests, and what must not be."""

    requests: int = 0
    failed: list[str] = field(default_factory=list)
    tracebacks: list[str] = field(default_factory=list)

    def count(self, what: str, status: int) -> None:
        """Note one answer."""
        self.requests += 1
        if status >= 500 and status != 503:
            self.failed.append(f"{status} {what}")


class _Collects(logging.Handler):
    def __init__(self, tally: Tally) -> None:
        super().__init__(logging.WARNING)
        self._tally = tally

    def emit(self, record: logging.LogRecord) -> None:
        if record.exc_info and record.levelno >= logging.ERROR:
            kind = record.exc_info[0]
            self._tally.tracebacks.append(
                f"{kind.__name__ if kind else ''}: {record.exc_info[1]} ({record.getMessage()})"
            )


@contextmanager
def watched() -> Iterator[Tally]:
    """Counts answers, and collects every traceback that Django logs."""
    tally = Tally()
    handler = _Collects(tally)
    logger = logging.getLogger("django")
    logger.addHandler(handler)
    try:
        yield tally
    finally:
        logger.removeHandler(handler)


def routes(patterns: list[Any] | None = None, prefix: str = "") -> Iterator[str]:
    """Every address of the site as Django states it, e.g. ``entities/<str:canonical_id>``."""
    for pattern in get_resolver().url_patterns if patterns is None else patterns:
        if isinstance(pattern, URLResolver):
            yield from routes(pattern.url_patterns, prefix + str(pattern.pattern))
        elif isinstance(pattern, URLPattern):
            yield prefix + str(pattern.pattern)


def field_names() -> list[str]:
    """The names of the fields of every form of the site and the desks, and a few read by hand.

    Forms of others count by hand too: which of those are loaded depends on the tests before.
    """
    for package in (hawkari.site, hawkari.desks):
        for module in walk_packages(package.__path__, f"{package.__name__}."):
            if module.name.endswith("forms") or ".forms." in module.name:
                import_module(module.name)
    own = [form for form in _all(forms.BaseForm) if form.__module__.startswith("hawkari.")]
    found = chain.from_iterable(getattr(form, "base_fields", {}) for form in own)
    by_hand = ("next", "after", "q", "operation", "language", "why", "clear", "analyse", "focus",
               "hops", "most", "kind", "grade", "theme", "density", "page", "email", "key",
               "passwordless", "uidb36", "username", "TOTAL_FORMS", "INITIAL_FORMS",
               "MIN_NUM_FORMS", "MAX_NUM_FORMS")  # fmt: skip
    return sorted({*found, *by_hand})


def _all(kind: type) -> Iterator[type]:
    for one in kind.__subclasses__():
        yield one
        yield from _all(one)


def requests(names: list[str]) -> st.SearchStrategy[tuple[str, str, dict[str, list[str]]]]:
    """A method, an address with its blanks filled oddly, and fields with odd values."""
    value = st.sampled_from(ODD) | st.text(max_size=40)
    fields = st.dictionaries(
        st.sampled_from(names) | st.text(max_size=12),
        st.lists(value, min_size=1, max_size=2),
        max_size=8,
    )
    places = sorted(set(routes()))
    return st.tuples(
        st.sampled_from(("get", "post", "get", "post", "head", "put", "delete", "options")),
        st.sampled_from(places).flatmap(lambda place: _filled(place, value)),
        fields,
    )


def _filled(place: str, value: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    parts = place.replace("<", "\n<").replace(">", ">\n").split("\n")
    blanks = [part.startswith("<") for part in parts]
    texts = st.tuples(*[value if blank else st.just(part) for part, blank in zip(parts, blanks)])  # noqa: B905
    return texts.map(lambda chosen: "/" + "".join(chosen).lstrip("/"))


def send(
    client: Client, method: str, address: str, fields: dict[str, list[str]]
) -> HttpResponse | None:
    """Send one odd request; None for what cannot be an address at all."""
    from urllib.parse import quote

    safe = quote(address.encode("utf-8", "replace"), safe="/%")
    plain = {name: [_sendable(one) for one in values] for name, values in fields.items()}
    call = getattr(client, method)
    if method in ("put", "delete", "options"):
        return call(safe, data=str(plain), content_type="application/json")
    return call(safe, plain)


def _sendable(text: str) -> str:
    return text.encode("utf-8", "replace").decode()
