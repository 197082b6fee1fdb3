"""Opens this installation for a command: settings, database, caches."""

import os

__all__ = ["open_installation", "use_compiled_cache"]


def use_compiled_cache() -> None:
    """Keep numba's compiled functions in this installation's folder; call before numba loads."""
    from hawkari.site.home import hawkari_home, keep_compiled

    keep_compiled(hawkari_home())


def open_installation() -> None:
    """Set Django up and bring the database to the newest migration.

    Cost: about half a second, most of it for loading Django and the models; only commands that
    touch the store call it.
    """
    use_compiled_cache()
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "hawkari.site.settings")
    import django

    django.setup()
    from hawkari.site.schema import bring_up_to_date

    bring_up_to_date()
