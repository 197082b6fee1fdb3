"""Counts what the test's server is answering, so that a test ends only when nothing is left."""

import threading
from collections.abc import Callable, Iterable, Iterator
from typing import Any

__all__ = ["Answering", "answering"]


class Answering:
    """A WSGI application around another that knows how many answers are not through yet."""

    def __init__(self, app: Callable[..., Iterable[bytes]]) -> None:
        self._app = app
        self._running = 0
        self._changed = threading.Condition()

    def __call__(self, environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
        self._count(1)
        try:
            return _Counted(self._app(environ, start_response), lambda: self._count(-1))
        except BaseException:
            self._count(-1)
            raise

    def wait(self, seconds: float) -> bool:
        """Wait until nothing is being answered; whether that came in time."""
        with self._changed:
            return self._changed.wait_for(lambda: self._running == 0, seconds)

    def _count(self, step: int) -> None:
        with self._changed:
            self._running += step
            self._changed.notify_all()


class _Counted:
    """The body of an answer; its server closes it when it is sent, or cannot be."""

    def __init__(self, body: Iterable[bytes], done: Callable[[], None]) -> None:
        self._body, self._done = body, done

    def __iter__(self) -> Iterator[bytes]:
        return iter(self._body)

    def close(self) -> None:
        done, self._done = self._done, lambda: None
        try:
            getattr(self._body, "close", lambda: None)()
        finally:
            done()


def answering(httpd: Any) -> Answering:
    """The counter around a server's application, put there once."""
    app = httpd.get_app()
    if not isinstance(app, Answering):
        app = Answering(app)
        httpd.set_app(app)
    return app
