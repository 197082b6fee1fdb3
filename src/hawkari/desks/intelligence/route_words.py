"""Words of public series: their names, and what they count."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

__all__ = ["caution", "measure", "series"]

SERIES: Mapping[str, Promise] = {
    "frontex-ibc": _("Detections of illegal border-crossings, by Frontex"),
    "uk-small-boats": _("Small boats across the Channel, by the Home Office"),
    "uk-small-boats-prevented": _("Small-boat crossings prevented, by the Home Office"),
}
CAUTIONS: Mapping[str, Promise] = {
    "frontex-ibc": _(
        "Crossings that were detected, not people: one may be counted more than once."
    ),
    "uk-small-boats": _("Provisional: the publisher may still correct them."),
    "uk-small-boats-prevented": _(
        "Provisional, and by the week: a week counts in the month in which it ends."
    ),
}
MEASURES: Mapping[str, Promise] = {
    "detections": _("detections"),
    "people": _("people"),
    "boats": _("boats"),
    "people prevented": _("people prevented"),
    "events prevented": _("events prevented"),
}


def series(key: str) -> str:
    """What a series is called; a key that is not known as it is."""
    return str(SERIES.get(key, key))


def caution(key: str) -> str:
    """What must be said with the numbers of a series; empty where nothing is known."""
    return str(CAUTIONS.get(key, ""))


def measure(key: str) -> str:
    """What is counted; a key that is not known as it is."""
    return str(MEASURES.get(key, key))
