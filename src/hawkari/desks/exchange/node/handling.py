"""Who does what with a message: handlers by kind, and what they are given.

A handler is registered when its module in `hawkari.desks.exchange.handlers` is imported, which
happens when a message comes: starting any command must not cost what handling one does::

    @handles("request")
    def on_request(message: Received) -> None:
        reason = message.text("reason", longest=2000)
        ...

It runs inside the one transaction that keeps the message, exactly once. `Refuse` undoes what it
did, keeps the message as refused, and tells the sender why. Any other error undoes everything, and
the sender tries again later: raise it only for what may go away by itself.
"""

import pkgutil
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from importlib import import_module
from typing import Any

from hawkari.desks.exchange.models import Delivery
from hawkari.errors import HawkariError
from hawkari.evidence.models import Agency

__all__ = [
    "Handler",
    "Received",
    "Refuse",
    "handler_of",
    "handles",
    "hears_receipts_of",
    "listener_of",
    "load_handlers",
]


class Refuse(HawkariError):
    """A handler does not take a message.

    Args:
        code: a short word with hyphens, for programs: the sender's `Delivery.outcome`.
        words: why, for the person at the sender; nothing that they may not know.
    """

    def __init__(self, code: str, words: str) -> None:
        self.code = code
        self.words = words
        super().__init__(f"{words} ({code})")


@dataclass(frozen=True, slots=True)
class Received:
    """A message as its handler gets it. What is in `body` is the sender's word, unchecked.

    Attributes:
        number: of its row, `InMessage.number`.
        id: the sender's id.
        kind: what sort of message it is.
        sender: the agency whose signature holds.
        signer: who released it, as the sender names them; empty for the node by itself.
        body: the content.
        sent_at: when, by the sender's clock.
        in_reply_to: id of a message of ours, or empty.
        operation: short name of the operation at the sender, or empty.
    """

    number: int
    id: str
    kind: str
    sender: Agency
    signer: str
    body: Mapping[str, Any]
    sent_at: datetime
    in_reply_to: str
    operation: str

    def text(self, name: str, *, longest: int = 500, may_lack: bool = False) -> str:
        """A text of the body; empty only where it `may_lack`.

        Raises:
            Refuse: if it is missing, no text, or too long.
        """
        value = self.body.get(name, "")
        if not isinstance(value, str) or len(value) > longest or not (value or may_lack):
            raise Refuse("malformed", f"{name} is no text of 1 to {longest} characters")
        return value

    def number_of(self, name: str, *, least: int = 0, most: int = 2**53 - 1) -> int:
        """A whole number of the body.

        Raises:
            Refuse: if it is missing, no whole number, or out of range.
        """
        value = self.body.get(name)
        if not isinstance(value, int) or isinstance(value, bool) or not least <= value <= most:
            raise Refuse("malformed", f"{name} is no whole number from {least} to {most}")
        return value

    def moment(self, name: str) -> datetime:
        """A time of the body: an ISO 8601 text with its zone.

        Raises:
            Refuse: if it is none.
        """
        try:
            moment = datetime.fromisoformat(self.text(name, longest=40))
        except ValueError:
            moment = None
        if moment is None or moment.tzinfo is None:
            raise Refuse("malformed", f"{name} is no time with its zone")
        return moment

    def listed(self, name: str, *, most: int = 100_000) -> list[Any]:
        """A list of the body.

        Raises:
            Refuse: if it is none, or longer.
        """
        value = self.body.get(name)
        if not isinstance(value, list) or len(value) > most:
            raise Refuse("malformed", f"{name} is no list of at most {most}")
        return value

    def fields(self, name: str) -> dict[str, Any]:
        """An object of the body.

        Raises:
            Refuse: if it is none.
        """
        value = self.body.get(name)
        if not isinstance(value, dict):
            raise Refuse("malformed", f"{name} is no object")
        return value


Handler = Callable[[Received], None]
Listener = Callable[[Delivery], None]
_handlers: dict[str, Handler] = {}
_listeners: dict[str, Listener] = {}


def handles(kind: str) -> Callable[[Handler], Handler]:
    """Register what is done with messages of a kind."""

    def register(handler: Handler) -> Handler:
        _once(_handlers, kind)
        _handlers[kind] = handler
        return handler

    return register


def hears_receipts_of(kind: str) -> Callable[[Listener], Listener]:
    """Register what is done when a partner confirmed or refused a message of ours of a kind.

    It is given the `Delivery`, whose `outcome` is ``ok`` or the code of the refusal, inside the
    transaction that keeps the receipt, once.
    """

    def register(listener: Listener) -> Listener:
        _once(_listeners, kind)
        _listeners[kind] = listener
        return listener

    return register


def _once(known: Mapping[str, object], kind: str) -> None:
    if kind in known:
        raise ValueError(f"{kind} has its handler already")


@cache
def load_handlers() -> None:
    """Import every module of `handlers`, so that what partners send finds its handler."""
    handlers = import_module("hawkari.desks.exchange.handlers")
    for module in pkgutil.iter_modules(handlers.__path__):
        import_module(f"{handlers.__name__}.{module.name}")


def handler_of(kind: str) -> Handler | None:
    """What handles a kind, if anything does."""
    load_handlers()
    return _handlers.get(kind)


def listener_of(kind: str) -> Listener | None:
    """What hears receipts of a kind, if anything does."""
    load_handlers()
    return _listeners.get(kind)
