"""Search terms as keyed hashes, so that the log says that a term was searched and not what it is.

The key is a file of the installation and is never in the database, an export or a shipped copy:
whoever has only the log can neither read the terms nor try names out. Without the key nobody can
ask any more, so it belongs in the backup of secrets.
"""

import re
import secrets
import unicodedata
from collections.abc import Iterable
from functools import cache
from hashlib import blake2b
from pathlib import Path

from django.conf import settings

from hawkari.evidence.key_files import read_or_make

__all__ = ["asked_ids", "is_own_id", "keyed_hash", "term_hashes"]

OWN_ID = re.compile(r"[0-9a-f]{32}")
DIGITS = re.compile(r"\d")
FEWEST_DIGITS = 5
MOST_TERMS = 40


def term_hashes(query: str) -> list[str]:
    """Keyed hashes of a query: of the whole, of each of its words, and of its digits.

    Letters' case, compatibility forms, blanks and what stands between the digits of a number make
    no difference. Another spelling is another term.

    Returns:
        32 hexadecimal digits each, without repeats: the whole first, then the words in order.
    """
    folded = unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", query).casefold())
    words = folded.split()
    digits = "".join(str(unicodedata.digit(one)) for one in DIGITS.findall(folded))
    terms = [" ".join(words), *words[:MOST_TERMS]]
    if len(digits) >= FEWEST_DIGITS:
        terms.append(digits)
    return list(dict.fromkeys(keyed_hash(term) for term in terms if term))


def is_own_id(text: str) -> bool:
    """Whether a text has the form of a canonical id, which is random and says nothing."""
    return OWN_ID.fullmatch(text) is not None


def asked_ids(texts: Iterable[str]) -> list[str]:
    """Ids that somebody asked for and did not get, fit for the log, in the order given.

    People type names where an id belongs, so only what has the form of a canonical id stays.
    """
    return [one if is_own_id(one) else keyed_hash(one) for one in texts]


def keyed_hash(text: str) -> str:
    """BLAKE2b of a text under the installation's key (RFC 7693), 32 hexadecimal digits."""
    key = _key(settings.AUDIT_HASH_KEY_FILE)
    return blake2b(text.encode("utf-8", "replace"), digest_size=16, key=key).hexdigest()


@cache
def _key(path: Path) -> bytes:
    made = read_or_make(path, lambda: secrets.token_hex(32).encode())
    return made.strip()[:64]
