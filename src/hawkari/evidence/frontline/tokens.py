"""What of a name or number is compared where neither may be read: tokens, slowly hashed.

A number's tokens are its search keys. A name's are sets of the consonant skeletons of its words
(the same across scripts): all of its words, and all but one where it has three or more. So a name
answers to another one that leaves one word out, and never by one word alone.
"""

import hashlib
from collections.abc import Iterable
from itertools import combinations, product

from hawkari.engines import names
from hawkari.engines.names.skeleton import token_keys
from hawkari.errors import BadInput
from hawkari.evidence.phone_forms import as_phones
from hawkari.evidence.search_keys import identifier_key

__all__ = ["COST", "is_number", "slow_digests", "tokens_of", "tokens_of_name", "tokens_of_number"]

COST = 1 << 12
"""scrypt's N: about 10 ms a token. What a thief with the passphrase pays for each guess."""

MOST_WORDS = 6
MOST_TOKENS = 64
FEWEST_WORDS = 2
SHORTEST = 4
LONGEST = 200


def is_number(text: str) -> bool:
    """Whether what was typed is a document, phone or plate, and not a name: it has a digit."""
    return any(char.isdigit() for char in text)


def tokens_of(text: str) -> tuple[str, ...]:
    """The tokens of what somebody typed.

    Raises:
        BadInput: if it is one word of a name, or a number of fewer than four marks.
    """
    asked = text.strip()[:LONGEST]
    found = tokens_of_number(asked) if is_number(asked) else tokens_of_name(asked)
    if not found:
        raise BadInput(
            "this is too little to be checked", "Type two words of the name, or the whole number."
        )
    return found


def tokens_of_number(text: str) -> tuple[str, ...]:
    """The tokens of a number, sorted; none where it has fewer than four letters or digits."""
    if sum(char.isalnum() for char in text) < SHORTEST:
        return ()
    keys = {identifier_key(text), *map(identifier_key, as_phones(text))}
    return tuple(sorted(keys - {""}))


def tokens_of_name(text: str) -> tuple[str, ...]:
    """The tokens of a name, sorted, 64 at most; none where it has fewer than two words."""
    words = names.fold(text).tokens[:MOST_WORDS]
    if len(words) < FEWEST_WORDS:
        return ()
    found: dict[str, None] = {}
    for count in (len(words), max(len(words) - 1, FEWEST_WORDS)):
        for some in combinations(words, count):
            for keys in product(*map(token_keys, some)):
                found["n" + " ".join(sorted(keys))] = None
    return tuple(sorted(list(found)[:MOST_TOKENS]))


def slow_digest(token: str, *, salt: bytes, cost: int) -> str:
    """Digest by scrypt (RFC 7914) of a token: 24 hexadecimal digits; `cost` is N, r = 8, p = 1."""
    return hashlib.scrypt(
        token.encode(), salt=salt, n=cost, r=8, p=1, maxmem=1 << 26, dklen=12
    ).hex()


def slow_digests(tokens: Iterable[str], *, salt: bytes, cost: int) -> list[str]:
    """The slow digests of some tokens, in their order."""
    return [slow_digest(one, salt=salt, cost=cost) for one in tokens]
