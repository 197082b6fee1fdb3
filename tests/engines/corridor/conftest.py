"""Samples made once for all tests."""

from pathlib import Path

import pytest

from hawkari.engines.corridor import generate


@pytest.fixture(scope="session")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A thousand people under the main table."""
    folder = tmp_path_factory.mktemp("sample")
    generate(people=1_000, seed=7, out=folder)
    return folder


@pytest.fixture(scope="session")
def held_out(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Three hundred people under the held-out table."""
    folder = tmp_path_factory.mktemp("held-out")
    generate(people=300, seed=7, out=folder, table="held-out")
    return folder
