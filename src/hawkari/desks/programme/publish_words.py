"""Words of publishing, in the reader's language."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from hawkari.desks.programme.iati_out import Does, Guards
from hawkari.desks.programme.models.publishing import PublicationState
from hawkari.desks.refusals import Refusals

__all__ = ["DEFAULT_WHY", "DOES", "FATES", "FIELDS", "REFUSALS", "RULES", "STATES"]

DOES: dict[str, Promise] = {
    Does.PUBLISH: _("Publish"),
    Does.AGGREGATE: _("Publish in sum only"),
    Does.DELAY: _("Publish later"),
    Does.WITHHOLD: _("Withhold"),
}
DEFAULT_WHY: dict[str, Promise] = {
    Guards.NOTHING: _("It gives nobody away."),
    Guards.PERSON: _("It names a person."),
    Guards.PLACE: _("It shows a place where people can be found."),
    Guards.OPERATION: _("It may tell how an operation works."),
    Guards.PARTNER: _("It names a partner, whose people may come to harm."),
}
FIELDS: dict[str, Promise] = {
    "description": _("Description"),
    "party": _("Organisations that fund, answer for or manage it"),
    "implementer": _("Organisations that carry it out"),
    "place": _("Place"),
    "contact": _("Contact"),
    "related": _("Ties to other activities"),
    "budget": _("Budgets"),
    "transaction": _("Transactions"),
    "transaction_reference": _("Reference of a transaction"),
    "transaction_description": _("Description of a transaction"),
    "provider": _("Who paid"),
    "receiver": _("Who was paid"),
    "result": _("Results"),
    "result_description": _("Description of a result or indicator"),
    "baseline": _("Where an indicator stood before"),
    "target": _("What an indicator is to reach"),
    "actual": _("What an indicator reached"),
    "note": _("Notes beside figures of indicators"),
}
STATES: dict[str, Promise] = {
    PublicationState.WAITING: _("Waits for a second person"),
    PublicationState.APPROVED: _("May leave"),
    PublicationState.DECLINED: _("Declined"),
    PublicationState.WITHDRAWN: _("Withdrawn"),
}
FATES: dict[str, Promise] = {
    "new": _("New"),
    "changed": _("Changed since the last import"),
    "same": _("As imported before"),
    "repeated": _("Stands twice in the file; both are kept"),
    "refused": _("Not taken"),
}
RULES: dict[str, Promise] = {
    "schema": _("Something that the form of IATI asks for is missing or not in its form."),
    "1.1.3": _("The activity's identifier must differ from the organisation's."),
    "1.1.21": _("The activity's identifier must begin with the publisher's, then a hyphen."),
    "1.3.1": _("The activity's identifier must not begin or end with spaces."),
    "4.3.1": _("Give a title."),
    "4.4.1": _("Give a description."),
    "6.2.2": _("Name at least one sector."),
    "6.10.1": _("An organisation needs an identifier or a name."),
    "6.11.1": _("Give the planned or the actual start."),
    "2.1.1": _("Where several sectors are named, each needs a percentage."),
    "2.1.2": _("The percentages of sectors must add up to 100."),
    "2.1.4": _("A single sector has no percentage, or 100."),
    "3.1.1": _("Where several countries are named, each needs a percentage."),
    "3.1.2": _("The percentages of countries must add up to 100."),
    "3.1.4": _("A single country has no percentage, or 100."),
    "3.7.1": _("Name the country."),
    "3.7.2": _("Name the country."),
    "7.5.3": _("A budget covers one year at most."),
    "8.6.1": _("A period must begin before it ends."),
    "8.6.3": _("A period must begin before it ends."),
    "11.1.2": _("The planned start must be before the planned end."),
    "11.1.3": _("The actual start must be before the actual end."),
    "11.1.4": _("The actual start must not be in the future."),
    "11.1.5": _("The actual end must not be in the future."),
    "11.2.1": _("A transaction must not be in the future."),
    "11.2.2": _("The day that a value is of must not be in the future."),
    "12.1.1": _("A percentage lies between 0 and 100."),
    "12.3.1": _("A percentage lies between 0 and 100."),
}
"""The official rules that what is stated here can break, by their ids."""
REFUSALS: Refusals = (
    ("signs that IATI does not take", _("Use letters, digits and hyphens, e.g. GB-GOV-6.")),
    ("something is missing", _("Something is missing. Fill in everything that is asked.")),
    ("newer meanwhile", _("Somebody stated something newer meanwhile. Look at it first.")),
    ("nobody said under which identifier", _("State first who publishes.")),
    ("a rule needs a reason", _("Say why.")),
    ("it needs a reason", _("Say why.")),
    ("cannot have that rule", _("This field cannot have that rule.")),
    ("a delay has", _("Give a number of days from 1 to 3650.")),
    ("no activity is chosen", _("Choose at least one activity.")),
    ("breaks a rule of IATI today", _("It breaks a rule of IATI today. Decline it.")),
    ("the file breaks rule", _("It breaks a rule of IATI. Correct what is stated first.")),
    ("no longer what you looked at", _("It has changed since you looked. Look at it again.")),
    ("not the file that you looked at", _("It has changed since you looked. Look at it again.")),
    (
        "was stated since it was prepared",
        _("A rule was stated since it was prepared. Decline it, and have it prepared again."),
    ),
    ("waits for no review", _("It waits for no review any more.")),
    ("you prepared it yourself", _("You prepared it yourself: a second person reviews it.")),
    ("does not wait and is not approved", _("It was declined or withdrawn before.")),
    ("is not approved", _("It may not leave: no second person has approved it.")),
    ("imported before", _("This very file was imported before.")),
    ("holds no activity", _("The file holds no activity.")),
    ("holds more than", _("The file holds more than 10,000 activities. Split it.")),
    ("of organisations", _("The file is of organisations. Choose a file of activities.")),
    ("the file is empty", _("The file is empty.")),
    ("document type", _("The file declares a document type or entities, which can hide harm.")),
    ("no whole XML", _("The file is no whole XML. Ask its publisher for it again.")),
    ("encoding", _("The file is in an encoding that cannot be read.")),
)
