"""Opens this installation for a command: settings, database, caches."""

import os

__all__ = ["open_installation", "use_compiled_cache"]


def use_compiled_cache() -> None:
    """Keep numba's compiled functions in the user's cache; call before numba is imported.

    They hold no data, and every installation of this user shares them: compiling takes longer than
    most commands.
    """
    from hawkari.site.home import compiled_cache

    os.environ.setdefault("NUMBA_CACHE_DIR", str(compiled_cache()))


def open_installation() -> None:
    """Set Django up and bring the database to the newest migration.

    Cost: about half a second; only commands that touch the store call it.
    """
    use_compiled_cache()
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "hawkari.site.settings")
    import django
    from django.core.management import call_command

    django.setup()
    call_command("migrate", interactive=False, verbosity=0)
