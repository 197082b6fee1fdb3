"""Words of what becomes of adverts, in the reader's language."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from hawkari.desks.campaign.models import Referral
from hawkari.desks.refusals import Refusals

__all__ = ["BASES", "OUTCOMES", "REFUSALS", "STATES"]

BASES: dict[str, Promise] = {
    Referral.Basis.DSA_NOTICE: _("EU Digital Services Act, article 16: notice"),
    Referral.Basis.DSA_FLAGGER: _("EU Digital Services Act, article 22: trusted flagger"),
    Referral.Basis.ONLINE_SAFETY: _("UK Online Safety Act 2023"),
    Referral.Basis.TERMS: _("The platform's own rules, followed by its choice"),
    Referral.Basis.ORDER: _("Order of a court or authority"),
}
OUTCOMES: dict[str, Promise] = {
    Referral.Outcome.REMOVED: _("Removed"),
    Referral.Outcome.CLOSED: _("Account or channel closed"),
    Referral.Outcome.LIMITED: _("Shown to fewer people"),
    Referral.Outcome.KEPT: _("Left as it is"),
    Referral.Outcome.NO_ANSWER: _("No answer"),
}
STATES: dict[str, Promise] = {"": _("All"), "open": _("Waiting for an answer"), **OUTCOMES}
REFUSALS: Refusals = (
    ("nothing is chosen", _("Tick at least one phone or account.")),
    ("in none of these adverts", _("The adverts have changed since. Choose again.")),
    ("needs a reason", _("Say how it is known.")),
    ("referred already", _("It was referred already, and no answer came yet. Record that first.")),
    ("in the future", _("That is in the future.")),
    ("before it was referred", _("That is before it was referred.")),
    ("says nothing", _("Give an outcome, or say that it was seen again.")),
    ("no such post", _("There is no such post here.")),
    ("is missing", _("Something is missing. Fill in everything that is asked.")),
    ("grade", _("The grade is not known.")),
    ("condition", _("Handling C needs the words of its condition, and P has none.")),
)
