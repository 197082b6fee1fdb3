"""A world of one operation for the tests of the store."""

import pytest

from tests.evidence.factories import World


@pytest.fixture
def world(db) -> World:
    return World()
