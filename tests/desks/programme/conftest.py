"""A school, its trainer and a second one; tests of other parts name an `access` of their own."""

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from hawkari.evidence.access import Access
    from tests.desks.programme.teaching import School


@pytest.fixture
def school() -> "School":
    # The process that hands tests out has no Django to import models with.
    from tests.desks.programme.teaching import School

    return School()


@pytest.fixture
def access(school: "School") -> "Access":
    return school.trainer()


@pytest.fixture
def second(school: "School") -> "Access":
    return school.trainer("programme")
