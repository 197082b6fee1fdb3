"""A file of people that is loaded as it is given: fixtures of the tests of loading."""

from pathlib import Path
from typing import Any

import pytest

from hawkari.evidence.access import open_access, visible_to
from hawkari.evidence.loading.files import LoadReport, Terms, load_file
from hawkari.evidence.local import ensure_local_user
from tests.evidence.loaders.cases import LAYOUT

HEADER = "Ref,Full name,Born,Phone\n"
TERMS = Terms(agency="nca", source="people", mapping=dict(LAYOUT.data), country="GB")


@pytest.fixture(name="access")
def analyst_access():
    user, operation = ensure_local_user(username="analyst")
    return open_access(user, operation.slug)


@pytest.fixture(name="load")
def load_text(tmp_path: Path, access):
    def run(text: str, terms: Terms = TERMS, **more: Any) -> LoadReport:
        path = tmp_path / "people.csv"
        path.write_text(text, encoding="utf-8")
        return load_file(path, terms, access=access, **more)

    return run


def values(access) -> set[tuple[str, str, str]]:
    return set(visible_to(access).values_list("entity_id", "prop", "value"))
