"""Words of a case's history: what each field of an event is called, and what its codes mean."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import get_language, gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from hawkari.desks.returns import words
from hawkari.engines.casework import Event, load_table

__all__ = ["LOOKS", "event_title", "said_in"]

FIELDS: Mapping[str, Promise] = {
    "about": _("About"),
    "adults": _("Adults"),
    "answer": _("Answer"),
    "appeal_details": _("Says how to appeal"),
    "barrier": _("Barrier"),
    "barriers": _("Barriers looked for"),
    "basis": _("Basis"),
    "booking": _("Booking, by number of its event"),
    "carrier": _("Carrier"),
    "children": _("Children"),
    "counselled": _("Counselled on"),
    "counselling_language": _("Language of the counselling"),
    "dated": _("Dated"),
    "decided_by": _("Decided by"),
    "departs": _("Departs"),
    "destination": _("Destination"),
    "document": _("Document"),
    "document_kind": _("Kind of document"),
    "ends": _("Lapses on"),
    "escort": _("Escort"),
    "event": _("Event, by number"),
    "expires": _("Expires"),
    "fields": _("What was told"),
    "how": _("How"),
    "ill": _("Ill"),
    "informed": _("Was informed"),
    "interpreter": _("Interpreter"),
    "issued": _("Issued"),
    "kind": _("Kind"),
    "lands": _("Lands"),
    "language": _("Language"),
    "lawyer_details": _("Says how to get advice"),
    "medical_notes": _("Medical notes"),
    "notice": _("Notice, by number of its event"),
    "opening": _("Opening, by number of its event"),
    "outcome": _("What it decides"),
    "period_ends": _("Period told to the person"),
    "person": _("Person"),
    "place": _("Place"),
    "pool": _("Why the person need not return"),
    "pregnant": _("Pregnant"),
    "purpose": _("Purpose"),
    "read_to_person": _("Was read to the person"),
    "reason": _("Reason"),
    "receiver": _("Receiving authority"),
    "reception": _("Reception"),
    "request": _("Request"),
    "review": _("Look again on"),
    "route": pgettext_lazy("how somebody returns", "Route"),
    "served_how": _("How it was served"),
    "source": _("Source"),
    "status": _("Status"),
    "text": _("In words"),
    "to": _("Moved to"),
    "told_withdrawable": _("Was told that consent can be withdrawn"),
    "travel_route": _("Route of the journey"),
    "unaccompanied": _("Unaccompanied child"),
    "valid_until": _("Good until"),
    "why": _("Why"),
}
CODES: Mapping[str, words.Words] = {
    "route": words.ROUTES,
    "receiver": words.RECEIVERS,
    "to": words.STATES,
    "status": words.STATUSES,
    "answer": words.ANSWERS,
    "reason": words.CLOSINGS,
    "language": words.LANGUAGES,
    "counselling_language": words.LANGUAGES,
    "place": words.PLACES,
}
KINDS: Mapping[str, Promise | str] = {**words.DOCUMENTS, **words.NOTICES}
LOOKS: Mapping[str, Promise] = {
    "consult": _("looked"),
    "search": _("found by a search"),
    "disclose": _("printed or let go"),
}


def event_title(event: Event) -> str:
    """What happened, in the reader's language."""
    return str(words.word(words.EVENTS, event.kind))


def said_in(event: Event) -> list[tuple[str, str]]:
    """Everything that an event says: the names of its fields and their values."""
    return [
        (str(FIELDS.get(name, name)), _value(name, value))
        for name, value in sorted(event.body.items())
        if value not in ("", None, [])
    ]


def _value(name: str, value: object) -> str:
    if isinstance(value, bool):
        return gettext("yes") if value else gettext("no")
    if isinstance(value, list):
        return ", ".join(_one(name, one) for one in value)
    if isinstance(value, dict):
        return "; ".join(f"{key}: {_value(str(key), one)}" for key, one in value.items())
    return _one(name, value)


def _one(name: str, value: object) -> str:
    code = str(value)
    if name in ("barrier", "barriers"):
        return words.barrier_word(code)
    if name == "outcome":
        return load_table().say("outcomes", code, get_language() or "en")
    if name == "kind":
        return str(KINDS.get(code, code))
    return str(words.word(CODES.get(name, {}), code))
