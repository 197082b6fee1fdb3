"""What an id in a file is worth: true everywhere, or of that file alone.

Programs count their nodes, contacts and messages from one in every file, so the same id in two
files names two things. A UUID alone is made so that no other thing has it (RFC 9562).
"""

import re
import uuid

__all__ = ["is_telling", "says_nothing", "universal_id"]

LONGEST_WORD = 150
_UUID = re.compile(
    r"(?:urn:uuid:|\{)?([0-9a-f]{8})-?([0-9a-f]{4})-?([0-9a-f]{4})-?([0-9a-f]{4})-?([0-9a-f]{12})\}?",
    re.IGNORECASE,
)
# Possessive: what one repetition took, none after it is tried on, so the time is linear.
_PLACEHOLDER = re.compile(r"[\W_]*+(?:(\d)\1*+)?[\W_]*+|-\d{1,2}")
# What phones and programs write instead of an identifier that they do not have.
_UNKNOWN = frozenset({
    "anonymous", "anonymouscaller", "blocked", "callerunknown", "hidden", "na",
    "nocallerid", "none", "nonumber", "null", "payphone", "private", "privatecaller",
    "privatenumber", "restricted", "unavailable", "undefined", "unknown", "unknowncaller",
    "unknownnumber", "unknownuser", "user", "withheld", "withheldnumber", "self", "me", "you",
    "localuser", "owner", "deletedaccount", "deleteduser",
    "مجهول", "غيرمعروف", "رقمخاص", "خاص", "نەناسراو", "نادیار", "ناشناس", "ناشناخته",
    "inconnu", "masqué", "numéromasqué", "privé", "unbekannt", "anonym", "unterdrückt", "privat",
    "bilinmeyen", "gizli", "gizlinumara", "özelnumara",
})  # fmt: skip


def universal_id(stated: str) -> str:
    """A UUID in the form that RFC 9562 writes it; empty for any other id.

    The nil UUID, the one of all ones and any other that no rule of the RFC makes name nothing.
    """
    found = _UUID.fullmatch(stated.strip())
    if found is None:
        return ""
    made = uuid.UUID("".join(found.groups()))
    return str(made) if made.variant == uuid.RFC_4122 and 1 <= (made.version or 0) <= 8 else ""


def says_nothing(text: str) -> bool:
    """Whether a text stands where nothing is known: ``Unknown``, ``Private number``, ``-1``."""
    word = re.sub(r"[\W_]", "", text).casefold()
    return word in _UNKNOWN or _PLACEHOLDER.fullmatch(text.strip()) is not None


def is_telling(identifier: str) -> bool:
    """Whether a text can tell one party of a service from another.

    What says nothing does not, nor does what holds a blank (a name, a phrase); phone numbers with
    blanks are told by `phones` before they come here.
    """
    text = identifier.strip()
    if not text or len(text) > LONGEST_WORD or any(one.isspace() for one in text):
        return False
    return not says_nothing(text)
