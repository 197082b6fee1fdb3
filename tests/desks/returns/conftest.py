"""A desk for each test."""

import pytest


@pytest.fixture
def desk(db):
    from tests.desks.returns.playing import Desk

    return Desk()
