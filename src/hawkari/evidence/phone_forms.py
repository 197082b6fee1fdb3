"""A telephone number as somebody writes it, in the forms that it may be stored in."""

import phonenumbers

from hawkari.evidence.search_keys import identifier_key

__all__ = ["as_phones"]

REGIONS = ("IQ", "GB", "TR", "FR", "DE", "IR", "SY", "GR", "BG", "RS", "BE", "NL", "IT")


def as_phones(query: str) -> set[str]:
    """The query read as a phone number of each country the work crosses, in E.164."""
    digits = identifier_key(query).removeprefix("=")
    if not 7 <= len(digits.lstrip("+")) <= 15 or not digits.lstrip("+").isdigit():
        return set()
    forms = {"+" + digits.removeprefix("00")} if digits.startswith("00") else set()
    for region in REGIONS:
        try:
            number = phonenumbers.parse(digits, region)
        except phonenumbers.NumberParseException:
            continue
        forms.add(phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164))
    return forms
