"""Words of the pages of flow."""

from django.utils.translation import gettext_lazy as _

from hawkari.desks.returns.words import Words
from hawkari.engines.casework.forecasting import Method

__all__ = ["INPUTS", "METHODS"]

METHODS: Words = {
    Method.PERSISTENCE: _("Persistence: the next quarter is as the last one"),
    Method.MEAN_REVERSION: _("Part of the way back to the median of three years"),
}
INPUTS: Words = {
    "arrivals": _("How many cases come"),
    "work": _("How long an officer works on one"),
    "outside": _("How long an authority takes to answer"),
}
