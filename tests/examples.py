"""How many examples of a slow property are tried: few in every run, more where one searches."""

from hypothesis import settings


def examples(usual: int, *, searching: int) -> int:
    """The number for this run; `searching` with ``--hypothesis-profile searching``.

    `make test-full` runs every property so.
    """
    return searching if settings.get_current_profile_name() == "searching" else usual
