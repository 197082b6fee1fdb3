"""A test's server is waited for until its last answer is through."""

import threading

import pytest

from tests.browser.serving import Answering, answering


class Server:
    """As much of a server as has an application."""

    def __init__(self, app) -> None:
        self.app = app

    def get_app(self):
        return self.app

    def set_app(self, app) -> None:
        self.app = app


def test_nobody_is_waited_for_where_nothing_is_asked():
    assert Answering(lambda *_: [b""]).wait(0)


def test_an_answer_counts_until_its_body_is_closed():
    app = Answering(lambda *_: [b"one", b"two"])
    body = app({}, None)
    assert list(body) == [b"one", b"two"]
    assert not app.wait(0)
    waiting = threading.Thread(target=lambda: app.wait(60))
    waiting.start()
    body.close()
    body.close()
    waiting.join(60)
    assert app.wait(0)


def test_an_answer_that_fails_is_through():
    def broken(*_):
        raise RuntimeError("broken")

    app = Answering(broken)
    with pytest.raises(RuntimeError):
        app({}, None)
    assert app.wait(0)


def test_a_server_gets_one_counter():
    server = Server(lambda *_: [])
    assert answering(server) is answering(server)
