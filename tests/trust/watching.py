"""Watches whether a door asks who may, and leaves an audit entry, and enumerates the doors."""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

import click
import pytest
import typer
from django.db import transaction
from django.urls import URLPattern, URLResolver, get_resolver
from ninja import NinjaAPI

from hawkari.cli.app import build
from hawkari.evidence import access, audit

# The frame around each page counts and names; a page is not excused by what its frame does.
FRAME = "hawkari.site.shell"


def patch_everywhere(
    monkeypatch: pytest.MonkeyPatch, original: Any, replacement: Any, *, under: str = "hawkari"
) -> int:
    """Put another function in place of one, wherever it was imported to; how often."""
    found = 0
    for name, module in list(sys.modules.items()):
        if name.partition(".")[0] == under:
            for attribute, value in list(vars(module).items()):
                if value is original:
                    monkeypatch.setattr(module, attribute, replacement)
                    found += 1
    assert found, f"nothing holds {original!r}"
    return found


@dataclass
class Watch:
    """What happened at a door: actions that were asked for, and acts that were recorded."""

    required: list[str] = field(default_factory=list)
    opened: int = 0
    recorded: list[tuple[str, str]] = field(default_factory=list)

    @property
    def checked(self) -> bool:
        """Whether somebody asked what the role may."""
        return bool(self.required)

    @property
    def denied(self) -> bool:
        """Whether a denial was recorded."""
        return any(act == audit.Act.DENY for act, _ in self.recorded)

    def clear(self) -> None:
        self.required.clear()
        self.recorded.clear()
        self.opened = 0


def in_frame() -> bool:
    """Whether the page's frame is what is being made just now."""
    frame = sys._getframe(2)
    while frame is not None:
        if frame.f_globals.get("__name__") == FRAME:
            return True
        frame = frame.f_back
    return False


def watch_doors(monkeypatch: pytest.MonkeyPatch) -> Watch:
    """Spies on `require`, `open_access` and `audit.record` wherever they are used."""
    watch = Watch()
    require, open_access, record = access.require, access.open_access, audit.record

    def watched_require(one: Any, action: Any) -> None:
        if not in_frame():
            watch.required.append(str(action))
        require(one, action)

    def watched_open(*arguments: Any, **named: Any) -> Any:
        if not in_frame():
            watch.opened += 1
        return open_access(*arguments, **named)

    def watched_record(act: Any, **named: Any) -> Any:
        entry = record(act, **named)
        if not in_frame():
            watch.recorded.append((str(act), named.get("outcome", "ok")))
        return entry

    for original, spy in (
        (require, watched_require),
        (open_access, watched_open),
        (record, watched_record),
    ):
        patch_everywhere(monkeypatch, original, spy)
    return watch


@contextmanager
def undone() -> Iterator[None]:
    """Whatever is written inside is taken back."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def routes() -> dict[str, str]:
    """Every address the site answers to: its pattern by its name, in the order it is looked up."""
    return dict(_walk(get_resolver().url_patterns, "", ()))


def _walk(
    patterns: list[URLPattern | URLResolver], before: str, spaces: tuple[str, ...]
) -> Iterator[tuple[str, str]]:
    for one in patterns:
        address = before + str(one.pattern)
        if isinstance(one, URLPattern):
            yield ":".join([*spaces, one.name or address]), address
        else:
            inner = (*spaces, one.namespace) if one.namespace else spaces
            yield from _walk(one.url_patterns, address, inner)


def operations() -> dict[str, tuple[str, str]]:
    """Every API operation as ``namespace:function``: its method and its path."""
    get_resolver().url_patterns  # noqa: B018  loads the addresses, and with them the APIs
    apis = {
        id(value): value
        for name, module in list(sys.modules.items())
        if name.startswith("hawkari")
        for value in vars(module).values()
        if isinstance(value, NinjaAPI)
    }
    found = {}
    for api in apis.values():
        for prefix, router in api._routers:
            for path, view in router.path_operations.items():
                for operation in view.operations:
                    name = f"{api.urls_namespace}:{operation.view_func.__name__}"
                    for method in operation.methods:
                        found[name] = (method, prefix + path)
    return found


def commands() -> dict[str, click.Command]:
    """Every command by its words, e.g. ``audit verify``."""
    return dict(_commands(typer.main.get_command(build()), ()))


def _commands(command: Any, words: tuple[str, ...]) -> Iterator[tuple[str, Any]]:
    inner: dict[str, Any] | None = getattr(command, "commands", None)
    if inner is None:
        yield " ".join(words), command
        return
    for name, one in inner.items():
        yield from _commands(one, (*words, name))


Refusing = Callable[..., Any]


def cannot_record(*_arguments: Any, **_named: Any) -> Any:
    """An audit log that cannot be written."""
    raise audit.AuditUnavailable("OperationalError")
