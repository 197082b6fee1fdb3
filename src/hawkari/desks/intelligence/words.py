"""Words of the desk in the reader's language: schemata, properties, ties, reasons, probabilities.

FollowTheMoney's own labels are used where none is given here. Anything that is not known is shown
as it is, never guessed at.
"""

import re
from collections.abc import Mapping
from functools import cache

from django.utils.functional import Promise
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _
from followthemoney import model
from followthemoney.types import registry

from hawkari.desks.intelligence.property_words import PROPS
from hawkari.engines.names import Closeness

__all__ = [
    "CATEGORIES",
    "PROPS",
    "category",
    "closeness",
    "comparison",
    "guard",
    "probability",
    "prop",
    "reason",
    "rule",
    "schema",
    "tie_kind",
    "value",
]

SCHEMATA: Mapping[str, Promise] = {
    "Person": _("Person"),
    "Organization": _("Organisation"),
    "Company": _("Company"),
    "LegalEntity": _("Person or organisation"),
    "UserAccount": _("User account"),
    "BankAccount": _("Bank account"),
    "CryptoWallet": _("Crypto wallet"),
    "Vehicle": _("Vehicle"),
    "Vessel": _("Vessel"),
    "Address": _("Address"),
    "Call": _("Call"),
    "Payment": _("Payment"),
    "Message": _("Message"),
    "Trip": _("Trip"),
    "Event": _("Event"),
    "Identification": _("Identity document"),
    "Passport": _("Passport"),
}
TIE_KINDS: Mapping[str, Promise] = {
    "call": _("call"),
    "payment": _("payment"),
    "message": _("message"),
    "trip": _("trip"),
    "event": _("event"),
    "seizure": _("seizure"),
    "associate": _("associate"),
    "family": _("family"),
    "unknownlink": _("other link"),
    "identification": _("identity document"),
    "membership": _("membership"),
    "employment": _("employment"),
    "ownership": _("ownership"),
    "directorship": _("directorship"),
    "representation": _("representation"),
    "shared phone": _("shared phone"),
    "shared document": _("shared document"),
    "shared account": _("shared account"),
    "shared email": _("shared email"),
    "shared address": _("shared address"),
    "owner": _("owner"),
    "holder": _("holder"),
    "operator": _("operator"),
    "vehicle": _("vehicle"),
}
CATEGORIES: Mapping[str, Promise] = {
    "suspect": _("suspect"),
    "convicted": _("convicted"),
    "victim": _("victim"),
    "witness": _("witness"),
    "contact": _("contact"),
    "migrant": _("migrant (a smuggled person)"),
    "other": _("other"),
}
COMPARISONS: Mapping[str, Promise] = {
    "name": _("Name"),
    "birth date": _("Date of birth"),
    "phone": _("Telephone"),
    "identifier": _("Identifier"),
    "place of birth": _("Place of birth"),
    "nickname": _("Nickname"),
    "nationality": _("Nationality"),
    "gender": _("Gender"),
    "source": _("Source"),
    "father's name": _("Father's name"),
    "mother's name": _("Mother's name"),
    "account": _("Account"),
    "address": _("Address"),
    "registration mark": _("Registration mark"),
    "legal form": _("Legal form"),
}
LEVELS: Mapping[str, Promise] = {
    "another name": _("another name"),
    "hardly alike": _("hardly alike"),
    "little alike": _("little alike"),
    "somewhat alike": _("somewhat alike"),
    "alike in part": _("alike in part"),
    "could be the same": _("something in common"),
    "rather the same": _("much in common"),
    "the same": _("the same"),
    "the same, common": _("the same, but common"),
    "the same, seldom by chance": _("the same, seldom by chance"),
    "the same, rare": _("the same, rare"),
    "different": _("different"),
    "shared by many": _("the same, but shared by many"),
    "one source": _("both from one source"),
    "two sources": _("from two sources"),
    "same year, day or month differs": _("same year, day or month differs"),
    "one or two years apart": _("one or two years apart"),
    "same year, day not known": _("same year, day not known"),
    "same day, one or two years apart": _("same day, one or two years apart"),
    "day and month swapped": _("day and month swapped"),
    "same date": _("same date"),
    "same month, day not known": _("same month, day not known"),
    "one digit differs": _("one digit differs"),
    "same date in another calendar": _("same date in another calendar"),
    "the same without its country code": _("the same without its country code"),
    "one character differs": _("one character differs"),
    "the same but for letters like digits": _("the same but for letters like digits"),
    "one in the other": _("one lies in the other"),
    "the same name on another platform": _("the same name on another platform"),
}
RULES: Mapping[str, Promise] = {
    "same phone": _("same phone"),
    "same identifier": _("same identifier"),
    "same day of birth, one name part": _("same day of birth, one name part"),
    "birth year within two, two name parts": _("birth year within two, two name parts"),
    "three name parts": _("three name parts"),
    "same place of birth, two name parts": _("same place of birth, two name parts"),
    "two name parts": _("two name parts"),
    "same birth year, first name part": _("same birth year, first name part"),
    "same birth year, one name part": _("same birth year, one name part"),
    "same calendar day of birth, one name part": _("same calendar day of birth, one name part"),
    "same place of birth, first name part": _("same place of birth, first name part"),
    "one rare name part": _("one rare name part"),
    "rare first name part": _("rare first name part"),
    "same nickname, one name part": _("same nickname, one name part"),
    "same day of birth": _("same day of birth"),
    "same place and year of birth": _("same place and year of birth"),
    "certain-match": _("certain match"),
}
CLOSENESS: Mapping[str, Promise] = {
    Closeness.SAME: _("the same"),
    Closeness.NEAR: _("another spelling"),
    Closeness.FAR: _("alike in part"),
    Closeness.SHORT_FORM: _("a short form"),
}
GENDERS: Mapping[str, Promise] = {"male": _("male"), "female": _("female"), "other": _("other")}
# Upper bound of each step. Source: the PHIA probability yardstick (UK Professional Head of
# Intelligence Assessment, 2019); its gaps between steps are split in the middle.
YARDSTICK: tuple[tuple[float, Promise], ...] = (
    (0.075, _("remote chance")),
    (0.225, _("highly unlikely")),
    (0.375, _("unlikely")),
    (0.525, _("realistic possibility")),
    (0.775, _("likely")),
    (0.925, _("highly likely")),
    (1.0, _("almost certain")),
)


def schema(name: str) -> str:
    """A FollowTheMoney schema in words."""
    if name in SCHEMATA:
        return str(SCHEMATA[name])
    known = model.get(name)
    return str(known.label) if known is not None else name


def prop(name: str, label: str = "") -> str:
    """A FollowTheMoney property in words; its label is used where there are none here."""
    return str(PROPS[name]) if name in PROPS else label or _labels().get(name, name)


@cache
def _labels() -> Mapping[str, str]:
    """FollowTheMoney's own label of each property, by name; the model's first where they differ."""
    found: dict[str, str] = {}
    for schema in model:
        for one in schema.properties.values():
            found.setdefault(one.name, str(one.label))
    return found


def tie_kind(kind: str) -> str:
    """A kind of tie in words; an unknown one by its own name."""
    return str(TIE_KINDS.get(kind, kind))


def category(name: str) -> str:
    """A subject category in words."""
    return str(CATEGORIES.get(name, name))


def closeness(name: str) -> str:
    """How near two spellings are, in words."""
    return str(CLOSENESS.get(name, name))


def comparison(name: str) -> str:
    """A comparison of the linkage engine in words."""
    return str(COMPARISONS.get(name, name))


def level(name: str) -> str:
    """A level of a comparison in words."""
    return str(LEVELS.get(name, name))


_RAISED = re.compile(r"m (\S+) raised to (\S+)")
_POOLED = re.compile(r"weight (\S+) pooled with its neighbours to (\S+) bits")
_APART = re.compile(r"the two trainings give (\S+) and (\S+) bits")


def guard(english: str) -> str:
    """A finding of the linkage guard in the reader's language; an unknown one as it is."""
    if found := _RAISED.fullmatch(english):
        said = gettext("its share among true pairs was raised from %(before)s to %(now)s")
    elif found := _POOLED.fullmatch(english):
        said = gettext(
            "its weight of %(before)s bits fell against likeness: pooled with its neighbours to "
            "%(now)s bits"
        )
    elif found := _APART.fullmatch(english):
        said = gettext("two trainings disagree: %(before)s and %(now)s bits")
    else:
        return english
    return said % {"before": f"\u2068{found[1]}\u2069", "now": f"\u2068{found[2]}\u2069"}


def rule(name: str) -> str:
    """A blocking or joining rule in words."""
    return str(RULES.get(name, name))


def probability(value: float) -> str:
    """A probability (0-1) in words of the PHIA yardstick; always shown beside the number."""
    return str(next(words for bound, words in YARDSTICK if value <= bound))


def value(prop_type: str, text: str) -> str:
    """A coded value in words: a country or a gender; any other value as it is."""
    if prop_type == "gender":
        return str(GENDERS.get(text, text))
    if prop_type == "country":
        return registry.country.caption(text) or text
    return text


_JOINS = re.compile(r"joins groups of ([\d, and]+?)(?: and (\d+) smaller)? by (\d+) ties?")
_STAYS = re.compile(r"(\d+) ties? into a group of (\d+) (?:person|people), which stays whole.*")
_DOUBT = re.compile(r"; (\d+) of them more likely false than true")


def reason(english: str) -> str:
    """A reason of the disruption engine in the reader's language; an unknown one as it is."""
    doubt = _DOUBT.search(english)
    said = _reason(english[: doubt.start()] if doubt else english)
    if doubt is None:
        return said
    count = int(doubt[1])
    more = ngettext(
        "one of them more likely false than true",
        "%(count)s of them more likely false than true",
        count,
    ) % {"count": count}
    return f"{said}; {more}"


def _reason(english: str) -> str:
    if english == "tied to nobody":
        return gettext("tied to nobody")
    if english == "every contact is taken out before":
        return gettext("every contact is taken out before")
    if joins := _JOINS.fullmatch(english):
        return _joins(joins)
    if stays := _STAYS.fullmatch(english):
        return gettext("ties: %(ties)s, into a group of %(people)s that stays whole without") % {
            "ties": stays[1],
            "people": stays[2],
        }
    return english


def _joins(found: re.Match[str]) -> str:
    sizes = ", ".join(re.findall(r"\d+", found[1]))
    if found[2]:
        sizes = gettext("%(sizes)s and %(count)s smaller") % {"sizes": sizes, "count": found[2]}
    return gettext("joins groups of %(sizes)s; ties: %(ties)s") % {
        "sizes": sizes,
        "ties": found[3],
    }
