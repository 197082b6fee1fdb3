"""How the desk writes amounts and the words of an item: the same on every page and in files."""

from decimal import Decimal

from django.utils.translation import get_language, gettext

from hawkari.desks.programme.models import Claim, RegisterItem
from hawkari.desks.programme.register_words import BOUND_WORDS, STATE_WORDS
from hawkari.desks.programme.services.attributes import ATTRIBUTES, Form
from hawkari.desks.programme.services.public_view import PublicClaim, PublicItem

__all__ = [
    "claim_words",
    "in_language",
    "isolated",
    "item_words",
    "money_words",
    "number_words",
]

_SIGNS = {"GBP": "£", "EUR": "€", "USD": "$"}


def in_language(texts: dict[str, str], otherwise: str, language: str = "en") -> tuple[str, str]:
    """A text in the reader's language and that language's code, or the one it is kept in.

    Args:
        texts: by language code.
        otherwise: what is shown where the reader's language has none.
        language: of `otherwise`.
    """
    reader = (get_language() or "en").split("-")[0]
    if reader != language and texts.get(reader):
        return texts[reader], reader
    return otherwise, language


def item_words(item: RegisterItem | PublicItem) -> str:
    """What an item is called, in the reader's language where that is known."""
    return in_language(item.names, item.name)[0]


def isolated(value: object) -> str:
    """A name or a day inside a sentence, so that it turns nothing around it round."""
    return f"\N{FIRST STRONG ISOLATE}{value}\N{POP DIRECTIONAL ISOLATE}"


def number_words(number: Decimal) -> str:
    """A number with its thousands parted, and without decimal places that say nothing."""
    return f"{number:,.0f}" if number == number.to_integral_value() else f"{number:,.2f}"


def money_words(amount: Decimal, currency: str) -> str:
    """An amount with its currency, e.g. ``£300,000`` or ``IQD 1,250,000.50``."""
    sign = _SIGNS.get(currency, f"{currency}\N{NO-BREAK SPACE}")
    minus = "\N{MINUS SIGN}" if amount < 0 else ""
    return f"{minus}{sign}{number_words(abs(amount))}"


def claim_words(claim: Claim | PublicClaim) -> tuple[str, str]:
    """What a claim says, and the language that this is in; empty for numbers and days."""
    form = ATTRIBUTES[claim.attribute].form
    if form is Form.NUMBER and claim.value and not claim.value.isdecimal():
        return in_language(claim.translations, claim.value, claim.language)
    if form in (Form.AMOUNT, Form.NUMBER) and claim.amount is not None:
        said = number_words(claim.amount)
        if claim.currency:
            said = money_words(claim.amount, claim.currency)
        bound = BOUND_WORDS.get(claim.bound)
        return (gettext(str(bound)) % {"amount": said} if bound else said), ""
    if form is Form.DAY and claim.day is not None:
        return claim.day.isoformat(), ""
    if form is Form.STATE:
        return str(STATE_WORDS.get(claim.value, claim.value)), ""
    return in_language(claim.translations, claim.value, claim.language)
