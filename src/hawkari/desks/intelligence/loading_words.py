"""What a proposal says, in the reader's language: meanings, doubts, kinds of table."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from hawkari.desks.intelligence import words
from hawkari.evidence.loaders.proposing import Remark

__all__ = ["DOUBTS", "GROUPS", "KINDS", "STATES", "doubt", "group_of", "meaning"]

DOUBTS: Mapping[str, Promise] = {
    "no_meaning": _("No known header word and no telling values: say what it means."),
    "unknown_kept": _(
        "Nobody knows this header; its values can be nobody's name, number or date, so it is kept "
        "as a note."
    ),
    "too_weak": _("Header and values speak for it, but not clearly enough."),
    "values_differ": _("The header says %s, but only %s of %s values look like it."),
    "several": _("It may also be: %s."),
    "parts_differ": _("The parts of the header mean different things."),
    "no_values": _("The column has no values in the first rows, so only the header speaks."),
    "order": _("Day and month can be read either way round: say which comes first."),
    "order_from": _(
        "Day and month can be read either way round, and only the column %s tells its own: say "
        "which comes first."
    ),
    "order_broken": _(
        "Some dates are day first and some month first: say which, and the others are refused."
    ),
    "order_differs": _("The dates are said to be %s, which %s of %s cannot be; those are refused."),
    "clock": _(
        "A length of time such as %s is minutes and seconds or hours and minutes: say which."
    ),
    "decimal": _("A number such as %s is thousands or thousandths: say which is the decimal mark."),
    "decimal_broken": _(
        "Some numbers have a decimal point and some a decimal comma: say which, and the others "
        "are refused."
    ),
    "decimal_differs": _(
        "%s of %s numbers do not have the decimal mark that is said; those are refused."
    ),
    "thousands": _("A number such as %s is read as thousands: %s has no thousandths."),
    "currency_differs": _(
        "%s of %s amounts state another currency than the table; their own counts."
    ),
    "calendar": _("The years are not Gregorian: say which calendar it is."),
    "hijri": _("Hijri days are not certain; mostly the month is kept."),
    "short_years": _("Years have two digits; such dates will be refused."),
    "not_unique": _("The same id stands in several rows, so it is kept as a note."),
    "counts_in_file": _(
        "Its numbers are as small as a list's own count, so they tell people apart in this file "
        "alone."
    ),
    "nothing": _("Nothing in this table would be used: say what a column means."),
    "counts_rows": _("It only counts the rows, so it is left out."),
    "two_names": _("Two columns are both likely to be %s."),
    "of_party": _("It stands just after the name in “%s”, so it may be that person's."),
    "whose": _("The table names two people, and nothing tells whose it is."),
    "whose_of": _("It may be of whom the column “%s” names."),
    "may_identify": _(
        "Its values may be a phone, document, account or device, and the header does not surely "
        "say which."
    ),
    "likeliest_note": _(
        "It is most likely nothing that a record has a field for, so it is kept as a note."
    ),
    "reference": _("It may be the reference of the payment or of the person."),
    "no_place": _("A row of this table has no property for it."),
    "identifier": _("An identifier is taken only where header and values agree."),
    "new": _("This column is new since the last file of this source."),
    "gone": _("The last file of this source had a column %s, which is not there now."),
}
KINDS: Mapping[str, Promise] = {
    "people": _("Each row is about a person."),
    "payments": _("Each row is a payment."),
    "calls": _("Each row is a call."),
    "vehicles": _("Each row is about a vehicle."),
    "seizures": _("Each row is a seizure."),
}
STATES: Mapping[str, Promise] = {
    "unsure": _("to be said"),
    "sure": _("certain"),
    "kept": _("as in the last file"),
    "said": _("as you said"),
}
GROUPS: Mapping[str, Promise] = {
    "person": _("Of the person"),
    "contact": _("To reach them by"),
    "papers": _("Papers"),
    "event": _("Of the payment or call"),
    "things": _("Of a thing or place"),
    "row": _("Of the row itself"),
}
"""The groups in which meanings are offered, in this order."""
CONTACT = {"phone", "email", "address", "website", "account.username"}
PAPERS = {
    "passportNumber", "idNumber", "licenseNumber", "socialSecurityNumber", "taxNumber",
}  # fmt: skip
EVENT = {
    "date", "amount", "currency", "purpose", "transactionNumber", "startDate", "endDate",
    "callerNumber", "receiverNumber", "duration",
}  # fmt: skip
PLAIN: Mapping[str, Promise] = {
    "id": _("the row's own id"),
    "notes": _("keep as a note"),
    "ignore": _("leave out"),
    "seen": _("when the source saw it"),
    "grade": _("its grade"),
    "handling": _("its handling code"),
}
ROLES: Mapping[str, Promise] = {
    "father": _("father"), "mother": _("mother"), "spouse": _("spouse"), "brother": _("brother"),
    "child": _("child"), "payer": _("payer"), "payee": _("payee"), "driver": _("driver"),
    "owner": _("owner"), "sponsor": _("sponsor"), "contact": _("contact"),
    "passenger": _("passenger"), "person": _("person"), "bank": _("bank account"),
    "vehicle": _("vehicle"), "account": _("user account"), "location": _("place"),
}  # fmt: skip


def doubt(remark: Remark) -> str:
    """A doubt as a sentence."""
    text = gettext(str(DOUBTS.get(remark.code, remark.text())))
    return text % remark.filled if remark.filled and "%s" in text else text


def meaning(target: str) -> str:
    """What a column becomes, in words: ``father: phone``; a target of its own words as it is."""
    if target in PLAIN:
        return str(PLAIN[target])
    *whose, prop = target.split(".")
    named = []
    for one in whose:
        role, _space, number = one.partition(" ")
        named.append(f"{ROLES.get(role, role)} {number}".strip())
    return ": ".join([*named, words.prop(prop, prop)])


def group_of(target: str) -> str:
    """In which of `GROUPS` a meaning is offered."""
    if target in PLAIN:
        return "row"
    for name, members in (("contact", CONTACT), ("papers", PAPERS), ("event", EVENT)):
        if target in members:
            return name
    return "things" if "." in target else "person"
