"""The case of the desk's tests.

Models are imported inside the fixture: pytest reads this file before Django is set up.
"""

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.desks.intelligence.case import Case


@pytest.fixture
def case(db: None) -> "Case":
    from tests.desks.intelligence.case import Case

    return Case().load()
