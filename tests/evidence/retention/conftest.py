"""A world with a reviewer for the tests of retention."""

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from hawkari.evidence.access import Access
    from tests.evidence.factories import World


@pytest.fixture
def reviewer(world: "World") -> "Access":
    return world.access("nca", "reviewer")
