"""Keys under which a statement is found again: by name in any script, identifier, or link.

| Form | Of | Example |
|---|---|---|
| ``n…`` | a name: a blocking key of the names engine | ``nbrsn`` |
| ``=…`` | an identifier: phone, document, account, e-mail, user name | ``=+447700900123`` |
| ``#…`` | an address with a number in it | ``#12havenstreetdover`` |
| ``>…`` | an entity that the statement refers to, by a digest of its id | ``>5d41…`` |

Identifiers and addresses are compared without case, blanks and punctuation: letters and digits
only, a leading ``+`` kept. Keys are at most 48 characters; longer identifiers are cut, so a hit is
a proposal to be compared, not proof.
"""

import hashlib
import unicodedata

from hawkari.engines import names

__all__ = ["address_key", "entity_key", "identifier_key", "keys_of", "name_keys"]

LONGEST = 48
IDENTIFIER_TYPES = frozenset({"phone", "identifier", "email", "url", "ip", "checksum"})
IDENTIFIER_PROPS = frozenset({"username"})


def keys_of(prop: str, prop_type: str, value: str) -> tuple[str, ...]:
    """The keys of one statement's value; none for text, dates, places and the like."""
    if prop_type == "name":
        return name_keys(value)
    if prop_type == "entity":
        return (entity_key(value),)
    if prop_type in IDENTIFIER_TYPES or prop in IDENTIFIER_PROPS:
        key = identifier_key(value)
    else:
        key = address_key(value) if prop_type == "address" else ""
    return (key,) if key else ()


def name_keys(name: str) -> tuple[str, ...]:
    """The ``n`` keys of a name, without repeats; names likely to match share at least one."""
    return tuple(dict.fromkeys(f"n{key}"[:LONGEST] for key in names.blocking_keys(name)))


def identifier_key(value: str) -> str:
    """The ``=`` key of an identifier; empty if it holds no letter or digit.

    Digits of any script become ASCII digits (NFKC); a handle's ``@`` is dropped.
    """
    text = unicodedata.normalize("NFKC", value).casefold().strip()
    plus = "+" if text.startswith("+") else ""
    kept = _kept(text)
    return f"={plus}{kept}"[:LONGEST] if kept else ""


def address_key(value: str) -> str:
    """The ``#`` key of an address; empty without a digit: a town alone ties nobody to anybody."""
    kept = _kept(unicodedata.normalize("NFKC", value).casefold())
    return f"#{kept}"[:LONGEST] if any(char.isdigit() for char in kept) else ""


def _kept(text: str) -> str:
    if text.isascii():
        return "".join(filter(str.isalnum, text))
    return "".join(_ascii_digit(char) for char in text if char.isalnum())


def _ascii_digit(char: str) -> str:
    digit = unicodedata.decimal(char, None)
    return char if digit is None else str(digit)


def entity_key(entity_id: str) -> str:
    """The ``>`` key of an entity id: 32 hexadecimal digits, as ids may be longer than a key."""
    return ">" + hashlib.blake2b(entity_id.encode(), digest_size=16).hexdigest()
