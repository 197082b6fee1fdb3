"""Goods and quantities in the reader's language."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

__all__ = ["KINDS", "goods", "unit"]

KINDS: Mapping[str, Promise] = {
    "cannabis": _("cannabis"),
    "heroin": _("heroin"),
    "opium": _("opium"),
    "methamphetamine": _("methamphetamine"),
    "amphetamine": _("amphetamine"),
    "captagon": _("captagon"),
    "cocaine": _("cocaine"),
    "ecstasy": _("ecstasy"),
    "ketamine": _("ketamine"),
    "tramadol": _("tramadol"),
    "pregabalin": _("pregabalin"),
    "cigarettes": _("cigarettes"),
    "tobacco": _("tobacco"),
    "firearms": _("firearms"),
    "ammunition": _("ammunition"),
    "explosives": _("explosives"),
    "cash": _("cash"),
    "gold": _("gold"),
    "life jackets": _("life jackets"),
    "inflatable boats": _("inflatable boats"),
    "boat engines": _("boat engines"),
    "documents": _("forged documents"),
    "fuel": _("fuel"),
    "alcohol": _("alcohol"),
    "phones": _("phones"),
    "unknown": _("goods of no known kind"),
    "": _("goods of no known kind"),
}
UNITS: Mapping[str, Promise] = {"kg": _("kg"), "l": _("litres"), "piece": _("pieces")}


def goods(kind: str) -> str:
    """A kind of goods in words."""
    return str(KINDS.get(kind, kind))


def unit(name: str) -> str:
    """A unit in words; a currency by its code."""
    return str(UNITS.get(name, name))
