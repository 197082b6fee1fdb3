"""A loaded case and its analyst's browser; models are imported late, after Django is set up."""

from typing import TYPE_CHECKING

import pytest
from django.test import Client

if TYPE_CHECKING:
    from tests.desks.intelligence.case import Case


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
