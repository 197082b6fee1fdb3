"""Who takes part in the calls and messages of a phone extraction, and on which side.

A telephone number is one party in every file; so is the identifier of a named service. What else
stands there (``Unknown``, a short code, a name alone) tells somebody in one chat, or one call, of
one extraction, and never joins two of them.
"""

import re
from dataclasses import dataclass

from hawkari.evidence.loaders.digits import fold_digits
from hawkari.evidence.loaders.extraction_models import Model
from hawkari.evidence.loaders.identity import is_telling, says_nothing
from hawkari.evidence.loaders.stating import Stater, digest_of

__all__ = ["Party", "party_of", "side_of"]

_PHONE = re.compile(r"\+?[\d\s().\-]{5,24}")
_WHATSAPP = re.compile(r"(\d{7,15})@(?:s\.whatsapp\.net|c\.us)")
_SIDES = {"from": "from", "sender": "from", "to": "to", "recipient": "to"}
# A call that nobody took has come in.
_DIRECTIONS = {"outgoing": "to", "incoming": "from", "missed": "from"}
_NATIVE = frozenset({"", "sms", "mms", "phone", "native", "call", "native messages"})
# Services whose own identifiers are telephone numbers; those of others may look like some.
_BY_NUMBER = _NATIVE | {"whatsapp", "whatsapp business", "viber", "signal"}
# A message whose report names no service.
_UNNAMED = "instantmessage"


@dataclass(frozen=True, slots=True)
class Party:
    """Somebody who takes part.

    Attributes:
        identifier: as the report writes it; empty if it tells nobody.
        name: on the phone; empty if it says nothing.
        written: all that the report writes about who it is, for notes.
        phone: the identifier's number in E.164 form; empty if it is none.
        role: as the report writes it, in small letters.
        is_owner: whether the report says that it is the phone's owner.
    """

    identifier: str
    name: str
    written: str
    phone: str
    role: str
    is_owner: bool

    @property
    def is_somebody(self) -> bool:
        """Whether anything tells who it is."""
        return bool(self.identifier or self.name)

    def stated_id(self, stater: Stater, service: str, place: str) -> str:
        """What tells the party.

        Args:
            stater: knows the file.
            service: whose identifiers these are; empty or ``SMS`` for the telephone's.
            place: the chat, call or message, within which a name, or an identifier of no named
                service, tells somebody.
        """
        if self.phone:
            return digest_of(self.phone)
        known = service.casefold()
        if self.identifier and known not in _NATIVE and known != _UNNAMED:
            return digest_of(known, self.identifier)
        if self.identifier:
            return stater.of_file("party", known, place, self.identifier)
        return stater.of_file("party", known, place, self.name)


def party_of(stater: Stater, model: Model, service: str) -> Party:
    """A model of a party as what it says; fields that are not read are reported as unused.

    Args:
        stater: knows the file.
        model: of the party.
        service: whose identifiers these are, as for `Party.stated_id`.
    """
    stated, name = model.text("Identifier"), model.text("Name")
    role, owner = model.text("Role").casefold(), model.text("IsPhoneOwner").casefold()
    for left in model.left():
        stater.context.unused.add(left)
    phone = _phone(stater, stated, service.casefold())
    telling = stated if phone or is_telling(stated) else ""
    written = " ".join(filter(None, (name, stated)))
    known = "" if says_nothing(name) else name
    return Party(telling, known, written, phone, role, owner == "true")


def side_of(party: Party, direction: str = "") -> str:
    """``from``, ``to``, or empty where the report does not say.

    Args:
        party: with its role, or without.
        direction: of a call, seen from the phone's owner; it holds for parties without a role.
    """
    if party.role:
        return _SIDES.get(party.role, "")
    others = _DIRECTIONS.get(direction.casefold(), "")
    if party.is_owner:
        return {"to": "from", "from": "to"}.get(others, "")
    return others


def _phone(stater: Stater, stated: str, service: str) -> str:
    """The number that an identifier is, in E.164 form; empty for any other.

    Digits alone are one only where a service goes by numbers: Telegram's are numbers of its own.
    """
    of_service = _WHATSAPP.fullmatch(stated)
    written = f"+{of_service[1]}" if of_service is not None else fold_digits(stated)
    if _PHONE.fullmatch(written) is None:
        return ""
    if service not in _BY_NUMBER and not written.startswith("+"):
        return ""
    values = stater.cleaned("phone", written).values
    return values[0][0] if values else ""
