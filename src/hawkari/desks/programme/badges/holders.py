"""Who holds a badge, said so that the badge alone does not tell.

A salted hash whose salt stands beside it hides nothing: names can be tried. So the salt is the
holder's own code. It is printed on the certificate and is not in the badge; whoever has only the
badge learns nothing, and the holder shows name and code to whom they choose.
"""

import hashlib
import secrets
import unicodedata

__all__ = ["holder_hash", "new_holder_code"]

ALPHABET = "23456789ABCDEFGHJKMNPQRSTVWXYZ"
"""Without what is read or heard as something else: 0 O, 1 I L, U."""
GROUPS, LETTERS = 4, 6
"""24 of 30 signs: 117 bits, more than anybody can try."""


def new_holder_code() -> str:
    """A code for one holder of one badge, e.g. ``7KQ4XM-22F9RT-HH3V8A-9WZ2CD``."""
    return "-".join(
        "".join(secrets.choice(ALPHABET) for _ in range(LETTERS)) for _ in range(GROUPS)
    )


def holder_hash(name: str, code: str) -> str:
    """What a badge says of its holder: SHA-256 of the name and then the code.

    Letter case, kinds of spaces and the spelling of the same letters in Unicode do not matter, nor
    do the hyphens of the code.

    Args:
        name: as it stands on the certificate.
        code: of `new_holder_code`.
    """
    told = " ".join(unicodedata.normalize("NFKC", name).casefold().split())
    salt = "".join(code.upper().split()).replace("-", "")
    digest = hashlib.sha256((told + salt).encode("utf-8", "surrogatepass"))
    return f"sha256${digest.hexdigest()}"
