"""Opens this installation for a command: settings, database, caches."""

import os
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from hawkari.evidence.access import Access

__all__ = ["local_access", "open_installation", "use_compiled_cache"]


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


def local_access(operation: str = "") -> "Access":
    """The access of this machine's user; opens the installation first.

    Args:
        operation: its slug; empty for the local one. The rights of the user's role there apply.
    """
    open_installation()
    from hawkari.evidence.access import open_access
    from hawkari.evidence.local import ensure_local_user

    user, local = ensure_local_user()
    return open_access(user, operation or local.slug)
