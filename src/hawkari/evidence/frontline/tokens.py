"""What of a name or number is compared where neither may be read: tokens, slowly hashed.

A number's tokens are its search keys. A name's are pairs of the consonant skeletons of its words
(the same across scripts), in either order: the first word with the second, and with the last. So a
given name with the father's or the family's answers, and one word alone never does. Titles count
only where nothing else is there. `docs/how-to/check-at-a-border-post.md` says how often it errs.
"""

import hashlib
from collections.abc import Iterable
from itertools import product

from hawkari.engines import names
from hawkari.engines.names.skeleton import token_keys
from hawkari.engines.names.words import WEAK
from hawkari.errors import BadInput
from hawkari.evidence.phone_forms import as_phones
from hawkari.evidence.search_keys import identifier_key

__all__ = ["COST", "is_number", "slow_digests", "tokens_of", "tokens_of_name", "tokens_of_number"]

COST = 1 << 12
"""scrypt's N: about 10 ms a token. What a thief with the passphrase pays for each guess."""

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
    words = names.fold(text).tokens
    strong = [one for one in words if one not in WEAK] or list(words)
    if len(strong) < FEWEST_WORDS:
        return ()
    pairs = [(strong[0], other) for other in dict.fromkeys((strong[1], strong[-1]))]
    found = {
        "n" + " ".join(sorted(keys)) for pair in pairs for keys in product(*map(token_keys, pair))
    }
    return tuple(sorted(found)[:MOST_TOKENS])


def slow_digest(token: str, *, salt: bytes, cost: int) -> str:
    """Digest by scrypt (RFC 7914) of a token: 24 hexadecimal digits; `cost` is N, r = 8, p = 1."""
    return hashlib.scrypt(
        token.encode(), salt=salt, n=cost, r=8, p=1, maxmem=1 << 26, dklen=12
    ).hex()


def slow_digests(tokens: Iterable[str], *, salt: bytes, cost: int) -> list[str]:
    """The slow digests of some tokens, in their order."""
    return [slow_digest(one, salt=salt, cost=cost) for one in tokens]
