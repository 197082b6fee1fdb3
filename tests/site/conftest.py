"""An analyst of a joint taskforce, logged in.

Models are imported inside the fixtures: pytest reads this file before Django is set up.
"""

from typing import TYPE_CHECKING

import pytest
from django.test import Client

if TYPE_CHECKING:
    from hawkari.evidence.models import User


@pytest.fixture
def analyst(db: None) -> "User":
    from hawkari.evidence.local import ensure_local_user

    user, _operation = ensure_local_user(username="analyst")
    return user


@pytest.fixture
def logged_in(analyst: "User", client: Client) -> Client:
    client.force_login(analyst)
    return client
