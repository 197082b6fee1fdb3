"""Words of letters and of packages to and from receiving authorities."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from hawkari.desks.returns import words

__all__ = [
    "ANSWERED",
    "BASES",
    "FIELDS",
    "NEARNESS",
    "PACKAGES",
    "STANDINGS",
    "VERDICTS",
    "code_word",
    "fields_said",
]

PACKAGES: Mapping[str, Promise] = {
    "intention": _("Notice of intention to remove"),
    "departure": _("Notice of departure details"),
    "consent": _("Question of consent to a voluntary return"),
    "request": _("Request"),
    "reply": _("Reply"),
    "booking": _("Flight details"),
    "arrival": _("Report of arrival"),
    "withdrawn": _("Request withdrawn"),
}
BASES: Mapping[str, Promise] = {
    "consent": _("Consent of the person"),
    "public task": _("Public task"),
    "legal duty": _("Legal duty"),
    "vital interests": _("Vital interests"),
}
STANDINGS: Mapping[str, Promise] = {
    "draft": _("draft"),
    "released": _("released, not sent yet"),
    "posted": _("on its way"),
    "delivered": _("delivered"),
    "refused": _("refused by their node"),
    "dropped": _("dropped"),
    "waiting": _("waits"),
    "taken": _("taken into a case"),
    "set aside": _("set aside"),
    **BASES,
}
ANSWERED: Mapping[str, Promise] = {
    "same": _("The same person"),
    "other": _("Another person"),
    "unsure": _("Cannot tell"),
}
VERDICTS: Mapping[str, Promise] = {
    "same": _("agrees"),
    "near": _("nearly agrees"),
    "different": _("differs"),
    "one side": _("only one side holds it"),
    "unknown": _("not compared"),
}
NEARNESS: Mapping[str, Promise] = {
    "swapped": _("day and month are swapped"),
    "year_off": _("one year apart"),
    "year_only": _("one side knows only part of the date"),
    "made_up": _("registers write this day where the real one is not known"),
    "written_otherwise": _("the same, written otherwise"),
    "one_sign": _("one sign differs"),
    "neighbours": _("two neighbouring signs are swapped"),
    "other_script": _("written in two scripts"),
    "words_missing": _("one side has a word more"),
    "other_document": _("numbers of two kinds of document"),
}
FIELDS: Mapping[str, Promise] = {
    "full_name": _("Full name"),
    "other_name": _("Other name, or the same in another script"),
    "father_name": _("Father's name"),
    "grandfather_name": _("Grandfather's name"),
    "mother_name": _("Mother's name"),
    "born": _("Date of birth"),
    "birth_place": _("Place of birth"),
    "registered_in": _("Registered in"),
    "sex": _("Sex"),
    "document_kind": _("Kind of document"),
    "document_number": _("Number of the document"),
    "document_issued": _("Document issued on"),
    "asked": _("What is asked"),
    "authority": _("Receiving authority"),
    "reply_by": _("Reply wanted by"),
    "language": _("Language"),
    "note": _("Note"),
    "answer": _("Answer"),
    "reason": _("Reason"),
    "travel_document": _("Travel document"),
    "travel_document_number": _("Number of the travel document"),
    "issued": _("Issued"),
    "expires": _("Expires"),
    "interview_at": _("Interview at (UTC)"),
    "interview_how": _("Interview, how"),
    "flight": _("Flight"),
    "leaves_from": _("Leaves from"),
    "lands_at": _("Lands at"),
    "leaves": _("Leaves at (UTC)"),
    "lands": _("Lands at (UTC)"),
    "help_on_arrival": _("Help on arrival"),
    "outcome": _("Outcome"),
    "at": _("At (UTC)"),
    "landed_at": _("Landed at"),
}
CODES: Mapping[str, Promise] = {
    **words.SEXES,
    **words.DOCUMENTS,
    **words.LANGUAGES,
    **words.RECEIVERS,
    "not_stated": _("not stated"),
    "nationality_certificate": _("Nationality certificate"),
    "identity": _("Who the person is"),
    "interview": _("an interview"),
    "travel_document": _("A travel document"),
    "acceptance": _("Acceptance of the return"),
    "identity_confirmed": _("identity confirmed"),
    "identity_not_confirmed": _("identity not confirmed"),
    "more_needed": _("asks for more"),
    "document_agreed": _("travel document agreed"),
    "document_issued": _("travel document issued"),
    "document_refused": _("travel document refused"),
    "accepted": _("accepted"),
    "refused": _("refused"),
    "arrived": _("arrived"),
    "no_record": _("no record found"),
    "another_person": _("of another person"),
    "document_not_genuine": _("document not genuine"),
    "not_a_national": _("not a national"),
    "names_differ": _("names differ"),
    "information_missing": _("information missing"),
    "document_not_accepted": _("document not accepted"),
    "identity_not_accepted": _("identity not accepted"),
    "not_expected": _("was not expected"),
    "other": _("other"),
    "none": _("none"),
    "wheelchair": _("wheelchair"),
    "child_met": _("a child who must be met"),
    "video": _("by video"),
    "at_mission": _("at the mission"),
    "at_office": _("at an office"),
    "abroad": _("abroad"),
    "anbar": _("Anbar"),
    "babil": _("Babil"),
    "basra": _("Basra"),
    "dhi_qar": _("Dhi Qar"),
    "diyala": _("Diyala"),
    "duhok": _("Duhok"),
    "halabja": _("Halabja"),
    "karbala": _("Karbala"),
    "kirkuk": _("Kirkuk"),
    "maysan": _("Maysan"),
    "muthanna": _("Muthanna"),
    "najaf": _("Najaf"),
    "nineveh": _("Nineveh"),
    "qadisiyyah": _("Qadisiyyah"),
    "salah_al_din": _("Salah al-Din"),
    "sulaymaniyah": _("Sulaymaniyah"),
    "wasit": _("Wasit"),
}
PLACES: Mapping[str, Promise] = {"baghdad": _("Baghdad"), "erbil": _("Erbil")}
OF_PLACES = frozenset({"birth_place", "registered_in"})


def code_word(name: str, code: str) -> str:
    """The words of a code in a field; anything else as it is."""
    if name in OF_PLACES and code in PLACES:
        return str(PLACES[code])
    if name in (
        "full_name",
        "other_name",
        "father_name",
        "grandfather_name",
        "mother_name",
        "note",
    ):
        return code
    return str(CODES.get(code, code))


def fields_said(body: Mapping[str, str]) -> list[tuple[str, str]]:
    """The fields of a package with their words, in the order in which forms list them."""
    return [(str(FIELDS[name]), code_word(name, body[name])) for name in FIELDS if body.get(name)]
