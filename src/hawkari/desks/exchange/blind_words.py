"""Words of blind matching in the reader's language: types, states, rules that refused, alarms."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

__all__ = ["KINDS", "REFUSALS", "rule_word", "word"]

KINDS: tuple[tuple[str, Promise], ...] = (
    ("phone", _("telephone numbers")),
    ("name", _("people")),
    ("document", _("identity documents")),
    ("account", _("bank accounts")),
    ("vessel", _("vessels")),
    ("plate", _("number plates")),
    ("handle", _("user names")),
    ("email", _("e-mail addresses")),
    ("wallet", _("crypto wallets")),
    ("imei", _("handsets (IMEI)")),
)
WORDS: Mapping[str, Promise] = {
    **dict(KINDS),
    "waiting": _("waits for a second person"),
    "sent": _("on its way"),
    "answered": _("answered"),
    "refused": _("refused by the partner"),
    "stopped": _("stopped by an alarm"),
    "withdrawn": _("taken back"),
    "hit": _("hit: only we know"),
    "open": _("hit: both sides look"),
    "confirmed": _("confirmed by both"),
    "dismissed": _("dismissed"),
    "canary": _("a decoy was hit: somebody tries numbers"),
    "fishing": _("almost nothing that was asked for was held: this looks like fishing"),
}
RULES: Mapping[str, Promise] = {
    "quota": _("More was asked than is allowed for a day or an epoch."),
    "suspended": _("The partner has stopped this officer. Reviewers on both sides look."),
    "second-person": _("The partner asks for a second person for so many values."),
    "batch": _("Too many values at a time."),
    "epoch": _("The index is over. Ask again after the nodes have exchanged messages."),
    "key": _("The index is not ready yet. Ask again later."),
    "grounds": _("The partner asks for fuller grounds."),
    "proof": _("The answer was not made with the published key. Tell the partner."),
    "canary": _("A decoy was hit. Nothing of the answer is shown; both agencies are told."),
    "fishing": _("Almost nothing was held. Nothing of the answer is shown; both are told."),
}
# What services say, by a part of it that stays; they say it in English.
REFUSALS: tuple[tuple[str, Promise], ...] = (
    ("is a name with too little beside it", _("Beside a name, give a birth date, year or place.")),
    ("cannot be read as", _("A line cannot be read as what was chosen.")),
    ("nothing is asked for", _("Write one value a line.")),
    ("needs its grounds", _("Say the legal basis, the purpose and why it is necessary.")),
    ("cannot be asked in this operation", _("Choose a partner of this operation.")),
    ("no index of", _("The partner's index is not here yet. Ask again later.")),
    ("blind queries are stopped", _("An alarm stopped you or your colleague. A reviewer looks.")),
    ("whoever asks does not approve", _("A colleague approves, not whoever asks.")),
    ("waits for a second person", _("No such query waits any more.")),
    ("needs a reason", _("Say why.")),
    ("whom to call", _("Say whom the partner calls.")),
    ("was said of this ticket already", _("That was said already. Look again.")),
    ("no such suspension", _("No such suspension is in force any more.")),
    ("lifts their own", _("Nobody lifts their own suspension.")),
)


def word(code: str) -> str:
    """A code in words; an unknown one as it is."""
    return str(WORDS.get(code, code))


def rule_word(rule: str) -> str:
    """Why a query was refused or stopped, in words; otherwise the partner's own words."""
    found = RULES.get(rule.partition(":")[0].strip())
    return str(found) if found is not None else rule
