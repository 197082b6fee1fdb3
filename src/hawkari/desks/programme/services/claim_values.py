"""The value of a claim, held to the form of its attribute."""

from datetime import date
from typing import TYPE_CHECKING

from hawkari.desks.programme.models import Claim
from hawkari.desks.programme.services.attributes import BOUNDS, STATES, Attribute, Form
from hawkari.desks.programme.services.checking import (
    checked_amount,
    checked_day,
    checked_language,
    checked_text,
    checked_url,
)
from hawkari.errors import BadInput
from hawkari.evidence.grading.codes import IntelligenceAssessment, SourceEvaluation

if TYPE_CHECKING:
    from hawkari.desks.programme.services.register import NewClaim

__all__ = ["checked_claim"]

LONGEST = 4000
CURRENCY_LETTERS = 3


def checked_claim(claim: Claim, new: "NewClaim", of: Attribute, *, today: date) -> None:
    """Fill a claim from what was typed.

    Raises:
        BadInput: naming the field that cannot be.
    """
    claim.attribute = of.name
    claim.language = checked_language(new.language)
    claim.translations = {
        checked_language(code, "translations"): checked_text(text, "translations", most=LONGEST)
        for code, text in new.translations.items()
    }
    claim.value = checked_text(new.value, "value", most=LONGEST, required=False)
    _FILL[of.form](claim, new)
    claim.reported_by = checked_text(new.reported_by, "reported_by", most=200, required=False)
    claim.url = checked_url(new.url)
    claim.published_on = checked_day(new.published_on, "published_on", latest=today)
    claim.retrieved_on = checked_day(new.retrieved_on, "retrieved_on", latest=today)
    claim.quotation = checked_text(new.quotation, "quotation", most=500, required=False)
    claim.grade = _grade(new.grade)
    claim.public = new.public and not of.internal


def _text(claim: Claim, new: "NewClaim") -> None:
    claim.value = checked_text(claim.value, "value", most=LONGEST)
    claim.day = checked_day(new.day, "day")


def _amount(claim: Claim, new: "NewClaim") -> None:
    _number(claim, new)
    currency = new.currency.strip().upper()
    if not (len(currency) == CURRENCY_LETTERS and currency.isascii() and currency.isalpha()):
        raise BadInput("an amount needs its currency", "Write GBP, USD, EUR or IQD.",
                       where=("currency",))  # fmt: skip
    claim.currency = currency


def _number(claim: Claim, new: "NewClaim") -> None:
    stated = new.value if new.amount is None else new.amount
    claim.amount = checked_amount(stated, "amount")
    if new.bound not in BOUNDS:
        raise BadInput("this bound is not known", f"Use {', '.join(BOUNDS)}.", where=("bound",))
    claim.bound = new.bound


def _day(claim: Claim, new: "NewClaim") -> None:
    stated = new.day
    if stated is None:
        try:
            stated = date.fromisoformat(new.value.strip())
        except ValueError as error:
            raise BadInput("this is no day", "Write it like 2024-11-28.", where=("day",)) from error
    claim.day = checked_day(stated, "day")
    claim.value = claim.value or stated.isoformat()


def _state(claim: Claim, _new: "NewClaim") -> None:
    if claim.value not in STATES:
        raise BadInput("this state is not known", f"Use {', '.join(STATES)}.", where=("value",))


_FILL = {
    Form.TEXT: _text,
    Form.AMOUNT: _amount,
    Form.NUMBER: _number,
    Form.DAY: _day,
    Form.STATE: _state,
}


def _grade(code: str) -> str:
    found = code.strip().upper()
    if found and (
        len(found) != len("2B")
        or found[0] not in set(SourceEvaluation)
        or found[1] not in set(IntelligenceAssessment)
    ):
        raise BadInput("this is no grade", "Write 1 to 3 and A to E, like 2B.", where=("grade",))
    return found
