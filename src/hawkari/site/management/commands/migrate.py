"""Django's ``migrate``, which gives a new SQLite database its tables at once."""

from typing import Any

from django.core.management.commands import migrate
from django.db import connections

from hawkari.site.schema import lay_schema

__all__ = ["Command"]


class Command(migrate.Command):
    """As Django's; only an empty SQLite database that is to get everything is not walked through.

    Working out some ninety migrations one after another takes ten seconds on a small machine,
    which everybody would wait for at their first command.
    """

    def handle(self, *args: Any, **options: Any) -> None:
        """Lay the tables where there are none, then apply whatever migration is missing."""
        if not options["app_label"] and not options["check_unapplied"] and not options["plan"]:
            lay_schema(connections[options["database"]])
        super().handle(*args, **options)
