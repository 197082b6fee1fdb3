"""The commands that are exempt from asking touch no store: they run with the database locked."""

import pytest
from typer.testing import CliRunner

from hawkari.cli.app import build
from tests.trust.doors_of_engines import WITHOUT_A_STORE


@pytest.mark.parametrize("name", sorted(WITHOUT_A_STORE))
def test_an_engine_command_touches_no_store(name: str, tmp_path, monkeypatch):
    # Without the `django_db` mark, pytest-django refuses every query.
    monkeypatch.setattr("hawkari.cli.installation.open_installation", None)
    words = WITHOUT_A_STORE[name](tmp_path)
    done = CliRunner().invoke(build(), [*name.split(), *words])
    assert done.exit_code == 0, (done.output, done.exception)
