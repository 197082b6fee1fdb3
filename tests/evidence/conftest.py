"""A world of one operation for the tests of the store."""

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.evidence.factories import World


@pytest.fixture
def world(db) -> "World":
    # Imported late: pytest reads this file before Django is set up.
    from tests.evidence.factories import World

    return World()
