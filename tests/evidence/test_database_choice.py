"""The store runs on the database that was asked for."""

import pytest
from django.db import connection

from hawkari.errors import BadInput
from hawkari.site.database import database_settings


@pytest.mark.contract
@pytest.mark.django_db
def test_the_chosen_database_is_the_one_in_use(request):
    expected = {"sqlite": "sqlite", "postgres": "postgresql"}
    assert connection.vendor == expected[request.config.getoption("--database")]


def test_another_database_is_refused_by_name(tmp_path):
    with pytest.raises(BadInput, match="mysql"):
        database_settings("mysql://u@localhost/db", tmp_path)


def test_a_socket_folder_may_be_given_as_host(tmp_path):
    settings = database_settings("postgresql://u:p%40ss@/db?host=/run/pg", tmp_path)
    assert (settings["HOST"], settings["PASSWORD"], settings["NAME"]) == ("/run/pg", "p@ss", "db")
