"""Words of certificates, in the reader's language."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from hawkari.desks.programme.badges import BadgeState
from hawkari.desks.programme.learning import Missing
from hawkari.desks.refusals import Refusals

__all__ = ["FOUND", "MISSING", "REFUSALS", "STATES"]

STATES: dict[str, Promise] = {
    "holds": _("Holds"),
    "proposed": _("Proposed for revocation"),
    "revoked": _("Revoked"),
    "lapsed": _("Lapsed"),
}
FOUND: dict[str, Promise] = {
    BadgeState.VALID: _("It holds: the issuer signed it, and it is not revoked."),
    BadgeState.UNCHECKED: _(
        "The issuer signed it. Whether it was revoked since is not known: give the issuer's "
        "status list."
    ),
    BadgeState.REVOKED: _("It does not hold: the issuer revoked it."),
    BadgeState.NO_BADGE: _("This is no certificate."),
    BadgeState.FORGED: _("It does not hold: the issuer that it names did not sign this."),
    BadgeState.OTHER_ISSUER: _("It is signed, but by an issuer that you do not trust."),
    BadgeState.NOT_YET: _("It holds only from a later day."),
    BadgeState.LAPSED: _("It does not hold any more: it has lapsed."),
    BadgeState.BAD_STATUS: _(
        "The issuer signed it. Whether it was revoked is not known: the status list is another "
        "issuer's, too old or not whole."
    ),
    BadgeState.OTHER_HOLDER: _("It was not given to the person of this name and code."),
}
MISSING: dict[str, Promise] = {
    Missing.LEFT: _("left the course"),
    Missing.NO_SESSIONS: _("the course has no sessions"),
    Missing.ATTENDANCE_OPEN: _("attendance is not all recorded"),
    Missing.ATTENDANCE: _("attended too little"),
    Missing.NO_TEST: _("did not sit the test after the course"),
    Missing.SCORE: _("too few right answers"),
}
REFUSALS: Refusals = (
    ("yourself", _("You proposed this yourself. Ask a colleague.")),
    ("needs a reason", _("Give a reason.")),
    ("proposed already", _("It was proposed already. Another person decides on it.")),
    ("nobody proposed", _("Nobody proposed to revoke it. Look at it again.")),
    ("revoked already", _("It is revoked already.")),
    ("was revoked", _("It was revoked. Issue a new one, if one is due.")),
    ("erased", _("The holder's name was erased. It can be printed or issued no more.")),
    ("lapsed already", _("Give a later day: it would have lapsed already.")),
    ("nobody is due", _("Nobody is due a certificate.")),
    ("second person", _("The course is not signed by a second person. Have it closed and signed.")),
    ("did not pass", _("They did not pass.")),
    ("certificate already", _("They have a certificate already. Revoke that one first.")),
)
