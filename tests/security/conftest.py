"""A loaded case and its analyst's browser; models are imported late, after Django is set up."""

from typing import TYPE_CHECKING

import pytest
from django.test import Client

if TYPE_CHECKING:
    from hawkari.evidence.access import Access
    from tests.desks.intelligence.case import Case
    from tests.evidence.factories import World


@pytest.fixture
def case(db: None) -> "Case":
    from tests.desks.intelligence.case import Case

    return Case().load()


@pytest.fixture
def browser(case: "Case") -> Client:
    """An analyst's, logged in; a fault becomes the page that a person would see."""
    found = case.client()
    found.raise_request_exception = False
    return found


@pytest.fixture
def world(db: None) -> "World":
    from tests.evidence.factories import World

    return World()


@pytest.fixture
def partner(world: "World") -> "Access":
    """Somebody of the NCA, against whom Asayish guards what is theirs."""
    return world.access("nca", "reviewer")


@pytest.fixture
def owner(world: "World") -> "Access":
    return world.access("asayish", "reviewer")
