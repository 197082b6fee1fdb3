"""Words of the register: kinds, attributes, states, and what its services refuse."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from hawkari.desks.refusals import Refusals

__all__ = [
    "ATTRIBUTE_WORDS",
    "BOUND_WORDS",
    "KIND_WORDS",
    "REGISTER_REFUSALS",
    "STATE_WORDS",
    "STATUS_WORDS",
    "STRAND_WORDS",
]

KIND_WORDS: Mapping[str, Promise] = {
    "agreement": _("Agreement, statement or act"),
    "commitment": _("Commitment"),
    "activity": _("Activity"),
    "output": _("Output"),
    "indicator": _("Indicator"),
}
STRAND_WORDS: Mapping[str, Promise] = {
    "package": _("whole package"),
    "border": _("border security"),
    "kurdistan": _("Kurdistan Region"),
    "crime": _("serious organised crime"),
    "migration": _("migration and returns"),
    "campaign": _("communication"),
    "law": _("law and sanctions"),
}
ATTRIBUTE_WORDS: Mapping[str, Promise] = {
    "what": _("What it is"),
    "made_on": _("Date"),
    "parties": _("By whom"),
    "signed_by": _("Signed by"),
    "words": _("Its text"),
    "amount": _("Money promised"),
    "committed": _("Money committed"),
    "spent": _("Money spent"),
    "number": _("How many"),
    "trained": _("People trained"),
    "returned": _("People returned under it"),
    "called": _("Its name"),
    "partner": _("Partner"),
    "implementer": _("Who carries it out"),
    "funder": _("Who pays"),
    "place": _("Place"),
    "legal_basis": _("Legal basis"),
    "starts": _("Start"),
    "ends": _("End"),
    "happened": _("What happened since"),
    "state": _("State"),
    "owner": _("Owner"),
    "next_step": _("Next step"),
    "next_date": _("Next date"),
    "behind_why": _("Why it is behind"),
    "risk": _("Risk"),
    "baseline": _("Baseline"),
    "target": _("Target"),
    "actual": _("Actual value"),
    "unit": _("Unit"),
}
BOUND_WORDS: Mapping[str, Promise] = {
    "at_most": _("up to %(amount)s"),
    "at_least": _("at least %(amount)s"),
}
STATE_WORDS: Mapping[str, Promise] = {
    "planned": _("planned"),
    "running": _("running"),
    "done": _("done"),
    "behind": _("behind"),
    "stopped": _("stopped"),
}
STATUS_WORDS: Mapping[str, Promise] = {
    "reported": _("reported"),
    "confirmed": _("confirmed"),
    "preferred": _("preferred"),
    "contradicted": _("contradicted"),
    "withdrawn": _("withdrawn"),
}
REGISTER_REFUSALS: Refusals = (
    ("this is missing", _("Fill this in.")),
    ("this is longer", _("This is too long. Shorten it.")),
    ("a character that no text", _("This holds a character that cannot be kept. Type it anew.")),
    ("this is no number", _("Write a number like 300000.00.")),
    ("too large a number", _("This number is too large. Look at its zeros.")),
    ("this is less than", _("This number is too small. Look at its sign.")),
    ("two decimal places", _("At most two decimal places.")),
    ("this day cannot be meant", _("Look at the year of this day.")),
    ("still to come", _("This day is still to come.")),
    ("this is no language", _("Write a language code: en, ar or ckb.")),
    ("no address on the web", _("This is no address on the web. Copy it from the browser.")),
    ("there is no attribute", _("Choose what is claimed from the list.")),
    ("there is no kind", _("Choose a kind from the list.")),
    ("cannot hang on", _("An item hangs on one of its own kind or of the kind before it.")),
    ("claim is kept already", _("This very claim is kept already. Nothing is to be done.")),
    ("there is no such status", _("Choose a status from the list.")),
    ("the claim is withdrawn", _("The claim is withdrawn. Record it anew.")),
    ("has this status already", _("The claim has this status already.")),
    ("needs its currency", _("An amount needs its currency: GBP, USD, EUR or IQD.")),
    ("this bound is not known", _("Choose: exactly, up to, or at least.")),
    ("this is no day", _("Write a day like 2024-11-28.")),
    ("this state is not known", _("Choose a state from the list.")),
    ("what the agency steers by", _("The agency steers by this. It stays inside.")),
    ("you entered this yourself", _("You entered this yourself. Ask a colleague to let it out.")),
    ("lacks the column", _("The table lacks the column “key”.")),
    ("this is no grade", _("Write a grade like 2B, or leave it empty.")),
)
